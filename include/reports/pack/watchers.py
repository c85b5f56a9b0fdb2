"""What public watchers show of councils, beside ours: `watchers.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from include.reports.pack.blocks import Table
from include.reports.pack.view import View
from include.yaml_files import Strict, load


class Watched(Strict):
    """A figure that a watcher ranks councils by."""

    watcher: str
    address: str
    shows: str
    measure: str
    differs: str


@cache
def watched() -> tuple[Watched, ...]:
    """The figures, in the order of the file."""
    return tuple(Watched.model_validate(each) for each in load(Path(__file__).with_name("watchers.yaml")))


def watchers(view: View) -> list[Table]:
    """What others show, our figure of this half-term, and why the two differ."""
    rows = [
        [
            f"{each.watcher}: {each.shows.lower()}",
            view.name(each.measure),
            view.figure(each.measure).text,
            each.differs,
        ]
        for each in watched()
        if view.has(each.measure)
    ]
    if not rows:
        return []
    places = sorted({each.address for each in watched()})
    head = ["What they show", "Our figure", "This half-term", "Why the two differ"]
    return [
        Table("What others show about councils", head, rows, f"Read at: {', '.join(places)}.", is_text=True)
    ]
