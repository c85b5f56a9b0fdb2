"""Code sets, read once from `codesets.csv`: DfE's from the SEN2 return, and the service's own; and DfE's words."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import yaml


@cache
def _all() -> dict[str, dict[str, str]]:
    sets: dict[str, dict[str, str]] = {}
    with (Path(__file__).parent / "codesets.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sets.setdefault(row["codeset"], {})[row["code"]] = row["label"]
    return sets


def codeset(name: str) -> dict[str, str]:
    """Codes of one set with their labels, in published order. Empty when there is no such set."""
    return _all().get(name, {})


def label(name: str, code: str) -> str:
    """Plain words for a code; the code itself when it is not in the set."""
    return codeset(name).get(code, code)


@cache
def codes_of_year(name: str, year: int) -> frozenset[str]:
    """Codes of one set that a return of that year may hold."""
    with (Path(__file__).parent / "codesets.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(
            row["code"]
            for row in csv.DictReader(file)
            if row["codeset"] == name
            and int(row["valid_from_year"] or year) <= year <= int(row["valid_to_year"] or year)
        )


# Modules of the SEN2 return below the person, in its order, each with the one that its records belong to.
SEN2_PARENT = {
    "requests": "person",
    "assessment": "requests",
    "namedplan": "assessment",
    "plandetail": "namedplan",
    "activeplans": "requests",
    "placementdetail": "activeplans",
    "senneed": "activeplans",
}


@cache
def sen2_heads(block: str) -> dict[str, tuple[str, ...]]:
    """Item of the SEN2 return, in lower case -> heads that the collection system's workbooks give it in a block."""
    raw: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (Path(__file__).parent / "sen2_heads.yaml").read_text(encoding="utf-8")
    )
    return {item: tuple(heads) for item, heads in (raw["any"] | raw.get(block, {})).items()}
