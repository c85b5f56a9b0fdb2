"""What fits on one sheet: the few figures that matter, what changed, and what is asked of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from include.reports.pack import charts, words
from include.reports.pack.view import View, label

# Changes told on the sheet, those that are worse first; the others follow in the pages behind it.
_MOST = 4


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
class Summary:
    """The sheet. `columns` are heads of `Row.cells`; `missed` names figures that miss their target."""

    columns: list[str]
    rows: list[Row]
    told: list[words.Change]
    missed: list[str]
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
    told = [each for each in changes.values() if each.tone in ("worse", "better", "changed")]
    told = sorted(
        (each for each in told if each.measure_id in view.sections.headlines), key=lambda each: each.rank
    )
    missed = [view.name(m) for m in wanted if view.verdict(m) == "not met"]
    return Summary(columns, rows, told[:_MOST], missed, view.sections.asked[view.audience])


def _cells(view: View, measure_id: str) -> dict[str, str]:
    """What stands beside the figure. A count of another half-term is told by the week too."""
    cells = {}
    for period in filter(None, (view.before, view.year_before)):
        found = words.compared(view, measure_id, period)
        figure = view.figure(measure_id, period)
        is_weekly = found is not None and found.kind == "per_week"
        cells[label(period)] = words.weekly(figure, view.days(period)) if is_weekly else figure.text
    cells["Year to date"] = view.year_to_date(measure_id).text_or_dash
    cells["Target"] = view.target(measure_id)
    # Of the latest calendar year that DfE has published.
    for name, place in (("England*", "england"), ("Neighbours*", "neighbours")):
        cells[name] = view.benchmark(measure_id, place) or "–"
    return cells
