"""What a DAG makes. An event of an asset says which extract it is of and how many rows it has."""

from __future__ import annotations

from airflow.sdk import Asset


def marts(slug: str) -> Asset:
    """A council's tables in the warehouse, replaced by each night that is loaded."""
    return Asset(name=f"send_{slug}_marts", uri=f"send://{slug}/marts")


def reported(slug: str) -> Asset:
    """A council's figures as published: an event for each publication."""
    return Asset(name=f"send_{slug}_reported", uri=f"send://{slug}/reported")


def published() -> Asset:
    """DfE's published figures for every authority."""
    return Asset(name="send_dfe_published", uri="send://dfe/published")
