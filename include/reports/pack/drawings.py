"""Charts of a pack with their words and their data: what to draw of which measure, for an audience."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from include.reports.pack import charts, variation
from include.reports.pack.blocks import Table
from include.reports.pack.sections import Chart
from include.reports.pack.view import FEW, ORDER, SYMBOLS, Figure, View, amount, label, number
from include.reports.pack.words import weekly

UNITS = {
    "percent": "Percent",
    "days": "Days",
    "weeks": "Weeks",
    "per_1000": "In 1,000 people",
    "pounds": "Pounds",
    "points": "Percentage points",
}


@dataclass(frozen=True)
class Drawing:
    """A chart with its words and its data."""

    title: str
    summary: str
    svg: Markup
    data: Table
    note: str = ""


def drawing(view: View, chart: Chart) -> Drawing | None:
    """A chart, or nothing where it would show nothing."""
    return {"trend": _trend, "groups": _groups, "bars": _bars, "funnel": _funnel}[chart.kind](view, chart)


def _trend(view: View, chart: Chart) -> Drawing | None:
    entry = view.measures[chart.measure]
    figures = {key: view.figure(chart.measure, key) for key in view.periods}
    trend = view.trend(chart.measure)
    if trend.drawn.notna().sum() < 2:
        return None
    is_weekly = variation.rules().kind(entry["statistic"]).limits == "u"
    texts = [weekly(f, view.days(key)) if is_weekly and f.is_known else f.text for key, f in figures.items()]
    points = pd.DataFrame(
        {
            "period": [label(key) for key in figures],
            "value": trend.drawn.to_numpy(),
            "text": [text.removesuffix(" a week") for text in texts],
            "kind": trend.signals.notna().map({True: "signal", False: "routine"}).to_numpy(),
            "centre": trend.centre.to_numpy(),
            "low": trend.low.to_numpy(),
            "high": trend.high.to_numpy(),
        }
    )
    target = None if pd.isna(entry["target"]) or entry["direction"] == "track" else float(entry["target"])
    unit = "A week" if is_weekly else UNITS.get(entry["unit"], "Number")
    text_by_period = dict(zip(figures, texts, strict=True))
    known = [key for key in figures if figures[key].is_known]
    summary = f"{view.name(chart.measure)}: from {text_by_period[known[0]]} in {label(known[0])}"
    summary += f" to {text_by_period[known[-1]]} in {label(known[-1])}."
    summary += _limits_said(trend, "week" if is_weekly else entry["unit"], known[-1])
    head = ["Half-term", "Figure", *(["A week"] if is_weekly else []), "Cases"]
    rows = [
        [
            label(key),
            f.text,
            *([text_by_period[key].removesuffix(" a week")] if is_weekly else []),
            f.of or "–",
        ]
        for key, f in figures.items()
    ]
    data = Table(view.name(chart.measure), head, rows)
    rule = variation.rules().kind(entry["statistic"])
    # Families need not know what a kind of chart is called.
    band = re.sub(r" \([^)]*chart[^)]*\)", "", rule.band) if view.audience == "parents" else rule.band
    note = f"{band} Diamond: more than that." if trend.has_limits else ""
    note = band if rule.limits == "none" else note
    if rule.limits == "changes" and variation.rules().has_season(chart.measure, entry["statistic"]):
        note = "No limits are drawn: it rises and falls with one date of the school year."
    svg = charts.trend(points, unit, target)
    return Drawing(chart.title or view.name(chart.measure), summary, svg, data, note)


def _limits_said(found: variation.Trend, unit: str, latest: str) -> str:
    """The limits of the latest point in words, and which points are beyond theirs."""
    if not found.has_limits:
        return ""
    said = ""
    if not pd.isna(found.low[latest]):
        low, high = (_rounded(each[latest], unit) for each in (found.low, found.high))
        said = f" Routine variation in {label(latest)} lies between {low} and {high}."
    odd = [label(str(key)) for key, why in found.signals.items() if isinstance(why, str)]
    said += (
        f" More than routine: {', '.join(odd)}." if odd else " No half-term by itself was more than routine."
    )
    if found.drift:
        way = "rose" if found.drift == "rising" else "fell"
        said += f" Over all of them it {way} by more than chance would explain."
    return said


def _rounded(value: float, unit: str) -> str:
    return f"{number(value, 1)} a week" if unit == "week" else amount(value, unit)


def _groups(view: View, chart: Chart) -> Drawing | None:
    figures = view.broken_down(chart.measure, str(chart.by))
    named = {view.member(str(chart.by), code, chart.measure): figure for code, figure in figures.items()}
    known = {name: f for name, f in named.items() if f.is_known and f.denominator > 0}
    if not known:
        return None
    rows = pd.DataFrame(
        {
            "group": [f"{name} ({f.of})" for name, f in known.items()],
            "value": [f.value for f in known.values()],
            "numerator": [f.numerator for f in known.values()],
            "denominator": [f.denominator for f in known.values()],
        }
    ).sort_values(["value", "group"], ascending=[False, True], ignore_index=True)
    rows["low"], rows["high"] = variation.intervals(rows["numerator"], rows["denominator"])
    total = view.figure(chart.measure)
    title = chart.title or f"{view.name(chart.measure)}, by {_dimension(chart.by)}"
    summary = f"{title}.{_ends(rows, len(known) < len(named))}{_apart(rows, total)}"
    data = Table(
        title, ["Group", "Figure", "Cases"], [[n, f.text, f.of or "–"] for n, f in sorted(named.items())]
    )
    svg = charts.groups(rows, total.value if total.is_known else None)
    return Drawing(title, summary, svg, data, _hidden(named))


def _ends(rows: pd.DataFrame, is_part: bool) -> str:
    """The highest and the lowest groups, of those with cases enough for a rate to mean something.

    Args:
        rows: those that are shown, the highest first.
        is_part: there are groups that are not shown; one of them may be higher or lower.

    """
    enough = rows[rows["denominator"] >= FEW]
    if len(enough) < 2:
        return f" Too few groups have {FEW} cases or more to compare them."
    which = f" with {FEW} cases or more" if len(enough) < len(rows) else ""
    which = f" of those{' shown' if is_part else ''}{which}" if which or is_part else ""
    best, worst = enough["value"].max(), enough["value"].min()
    if best == worst:
        return f" The same in all groups{which}: {amount(best, 'percent')}."
    said = f" Highest{which}: {_those(enough, best)}, {amount(best, 'percent')}."
    return f"{said} Lowest: {_those(enough, worst)}, {amount(worst, 'percent')}."


def _those(rows: pd.DataFrame, value: float) -> str:
    """All groups that have a value: of two that share a place neither stands for it alone."""
    return "; ".join(sorted(rows.loc[rows["value"] == value, "group"]))


def _apart(rows: pd.DataFrame, total: Figure) -> str:
    """Which groups differ from the others by more than chance would explain, all groups read together."""
    numerators, denominators = ([round(n) for n in rows[column]] for column in ("numerator", "denominator"))
    is_known = total.is_known and total.is_rate
    part, whole = (
        (round(total.numerator), round(total.denominator))
        if is_known
        else (sum(numerators), sum(denominators))
    )
    is_apart = variation.apart(numerators, denominators, part, whole)
    names = rows.loc[is_apart, "group"].tolist()
    if not names:
        return " No group differs from the others by more than chance would explain."
    return f" Different from the others by more than chance would explain: {'; '.join(names)}."


def _bars(view: View, chart: Chart) -> Drawing | None:
    figures = view.broken_down(chart.measure, str(chart.by))
    in_order = chart.by in ("weeks_taken", "age_band")
    named = {view.member(str(chart.by), code, chart.measure): figure for code, figure in figures.items()}
    counts = {name: f.denominator if chart.by == "weeks_taken" else f.value for name, f in named.items()}
    known = {name: count for name, count in counts.items() if not pd.isna(count)}
    if not known:
        return None
    rows = pd.DataFrame({"group": known.keys(), "count": known.values()})
    rows["text"] = [f"{count:,.0f}" for count in rows["count"]]
    if in_order:
        rows = rows.assign(place=[ORDER.index(group) for group in rows["group"]]).sort_values("place")
    else:
        rows = rows.sort_values(["count", "group"], ascending=[False, True])
    title = chart.title or f"{view.name(chart.measure)}, by {_dimension(chart.by)}"
    shown = [
        [name, f"{count:,.0f}" if name in known else SYMBOLS.get(named[name].status, "[c]")]
        for name, count in counts.items()
    ]
    summary = f"{title}. {_most(rows, len(known) < len(named))}"
    in_places = sorted(shown, key=(lambda row: ORDER.index(row[0])) if in_order else None)
    data = Table(title, ["Group", "Number"], in_places)
    return Drawing(title, summary, charts.bars(rows), data, _hidden(named))


def _most(rows: pd.DataFrame, is_part: bool) -> str:
    """The largest groups of those shown. `is_part`: there are others, one of which may be larger."""
    largest = rows["count"].max()
    names = sorted(rows.loc[rows["count"] == largest, "group"])
    if not largest > 0:
        return "Nobody is in the groups shown." if is_part else "Nobody is in any group."
    text = f"{largest:,.0f}{' each' if len(names) > 1 else ''}"
    return f"Most{' of those shown' if is_part else ''}: {'; '.join(names)}, {text}."


def _funnel(view: View, chart: Chart) -> Drawing | None:
    total = view.figure(chart.measure)
    figures = {c: f for c, f in view.broken_down(chart.measure, str(chart.by)).items() if f.is_known}
    if len(figures) < 3 or not total.is_known:
        return None
    rows = pd.DataFrame(
        {
            "group": [view.member(str(chart.by), code, chart.measure) for code in figures],
            "value": [f.value for f in figures.values()],
            "numerator": [f.numerator for f in figures.values()],
            "denominator": [f.denominator for f in figures.values()],
        }
    )
    rows["outside"] = charts.is_outside(rows["numerator"], rows["denominator"], total.value)
    title = chart.title or f"{view.name(chart.measure)}, by {_dimension(chart.by)}"
    odd = rows.loc[rows["outside"], "group"]
    summary = f"{title}: {len(rows)} beside the whole of {total.text}. " + (
        f"Beyond what chance would explain: {', '.join(odd)}."
        if len(odd)
        else "None is beyond what chance would explain."
    )
    data = Table(
        title,
        ["Group", "Figure", "Cases"],
        [[view.member(str(chart.by), c, chart.measure), f.text, f.of] for c, f in sorted(figures.items())],
    )
    note = "Dashed: 95% limits. Solid: 99.8% limits. Inside them, chance alone could make the difference."
    return Drawing(title, summary, charts.funnel(rows, total.value), data, note)


def _hidden(named: dict[str, Figure]) -> str:
    gone = [name for name, figure in sorted(named.items()) if figure.status == "withheld"]
    return f"Withheld [c]: {', '.join(gone)}." if gone else ""


def _dimension(name: str | None) -> str:
    return {"primary_need": "main need", "age_band": "age", "subject": "kind"}.get(
        str(name), str(name).replace("_", " ")
    )
