"""What fits on one sheet: the few figures that matter, what changed and why, and what is asked of the reader."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from markupsafe import Markup

from include.reports.pack import charts, promises, variation, words
from include.reports.pack.standing import foretold
from include.reports.pack.view import View

# Changes told on the sheet, those that are worse first; the others follow in the pages behind it.
_MOST = 3
# So many missed figures are explained on the sheet, and so long are a reason and a next step there: about two lines.
_EXPLAINED, _LETTERS = 3, 100


@dataclass(frozen=True)
class Row:
    """One figure of the sheet."""

    name: str
    now: str
    of: str
    course: Markup
    cells: dict[str, str]
    tone: str


@dataclass(frozen=True)
class Why:
    """What a named person wrote of a figure that was missed, as much of it as the sheet has room for."""

    name: str
    reason: str
    next_step: str
    who: str


@dataclass(frozen=True)
class Summary:
    """The sheet. `columns` are heads of `Row.cells`, those with a star are of `published_years`.

    `missed` counts the figures that miss a target or milestone. They stand in `why` or `unexplained`, or are counted in
    `behind`: their explanation has no room.
    """

    columns: list[str]
    published_years: str
    rows: list[Row]
    told: list[words.Change]
    missed: int
    why: list[Why]
    behind: int
    unexplained: list[str]
    forecast: str
    asked: str


def summary(view: View, changes: dict[str, words.Change]) -> Summary:
    """The sheet of an audience, of what it may see."""
    wanted = [m for m in view.sections.summary if view.has(m)]
    rows = [
        Row(
            view.name(m),
            changes[m].now,
            changes[m].of,
            charts.sparkline(view.trend(m).drawn),
            _cells(view, m),
            changes[m].tone,
        )
        for m in wanted
    ]
    # A place without a figure in any row is no column.
    columns = [
        name for name in (rows[0].cells if rows else {}) if any(row.cells[name] != "–" for row in rows)
    ]
    moved = [each for each in changes.values() if each.tone in ("worse", "better", "changed")]
    moved = sorted(
        (each for each in moved if each.measure_id in view.sections.headlines), key=lambda each: each.rank
    )
    missed = promises.missed(view, wanted)
    written = promises.told(view)
    explained = [m for m in missed if m in written]
    return Summary(
        columns,
        view.published_years(wanted),
        rows,
        moved[:_MOST],
        len(missed),
        [
            Why(
                view.name(m),
                _cut(written[m]["reason"]),
                _cut(written[m]["next_step"]),
                written[m]["who"],
            )
            for m in explained[:_EXPLAINED]
        ],
        len(explained[_EXPLAINED:]),
        [view.name(m) for m in missed if m not in written],
        foretold(view),
        view.sections.asked[view.audience],
    )


def _cut(text: str) -> str:
    """What was written, cut between words where it is long: the whole of it is in the pages behind."""
    return textwrap.shorten(text, _LETTERS, placeholder=" …")


def _cells(view: View, measure_id: str) -> dict[str, str]:
    """What stands beside the figure. A count of another half-term is told by the week too."""
    cells = {}
    # Also beside a figure that is not known: the reader goes down a column.
    is_weekly = variation.rules().kind(view.measures[measure_id]["statistic"]).compared == "per_week"
    for name, period in (("Half-term before", view.before), ("A year before", view.year_before)):
        if not period:
            continue
        figure = view.figure(measure_id, period)
        cells[name] = (
            words.weekly(figure, view.days(period)) if is_weekly and figure.is_known else figure.text
        )
    cells["Year to date"] = view.year_to_date(measure_id).text_or_dash
    cells["Target"] = ": ".join(filter(None, (view.target(measure_id), view.verdict(measure_id))))
    cells["Promised" if view.audience == "parents" else "Milestone"] = promises.milestone(view, measure_id)
    # Of the latest calendar year that DfE has published: `published_years`.
    for name, place in (("England*", "england"), ("Neighbours*", "neighbours")):
        cells[name] = view.benchmark(measure_id, place) or "–"
    return cells
