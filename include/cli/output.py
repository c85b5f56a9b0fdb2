"""What commands print."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False)


def print_counts(step: str, counts: dict[str, Any]) -> None:
    """One line: what a step counted."""
    listed = ", ".join(f"{words(name)} {shown(value)}" for name, value in counts.items())
    out.print(f"[bold]{step:<10}[/] {listed}", soft_wrap=True)


def words(name: str) -> str:
    """The name of a count in words."""
    return name.replace("_", " ").removeprefix("is ")


def shown(value: Any) -> str:
    """A value for people."""
    if value is None:
        return "none"
    if hasattr(value, "item"):  # a number or flag of numpy's
        value = value.item()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M %Z}"
    return f"{value:,}" if isinstance(value, int) else escape(str(value))
