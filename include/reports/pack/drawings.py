"""Charts of a pack with their words and their data: what to draw of which measure, for an audience."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from include.reports.pack import charts, variation
from include.reports.pack.blocks import Table
from include.reports.pack.sections import Chart
from include.reports.pack.view import ORDER, Figure, View, amount, half_up, label

_UNITS = {"percent": "Percent", "days": "Days", "pounds": "Pounds", "points": "Percentage points"}


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
    values = pd.Series({key: figure.value for key, figure in figures.items()})
    if values.notna().sum() < 2:
        return None
    percent = entry["unit"] == "percent"
    limits = charts.Limits.of(values, 0, 100 if percent else None)
    found = charts.signals(values, limits)
    points = pd.DataFrame(
        {
            "period": [label(key) for key in values.index],
            "value": values.to_numpy(),
            "text": [figures[key].text for key in values.index],
            "kind": ["signal" if isinstance(f, str) else "routine" for f in found],
        }
    )
    target = None if pd.isna(entry["target"]) or entry["direction"] == "track" else float(entry["target"])
    unit = _UNITS.get(entry["unit"], "Number")
    known = [key for key in values.index if figures[key].is_known]
    first, last = figures[known[0]], figures[known[-1]]
    summary = f"{view.name(chart.measure)}: from {first.text} in {label(known[0])}"
    summary += f" to {last.text} in {label(known[-1])}."
    if limits:
        summary += (
            f" The average is {amount(half_up(limits.mean), entry['unit'])}; routine variation lies between "
            f"{amount(half_up(limits.low), entry['unit'])} and {amount(half_up(limits.high), entry['unit'])}."
        )
        odd = [label(str(key)) for key, f in found.items() if isinstance(f, str)]
        summary += f" More than routine: {', '.join(odd)}." if odd else " Nothing was more than routine."
    data = Table(
        view.name(chart.measure),
        ["Half-term", "Figure", "Cases"],
        [[label(key), figure.text, figure.of or "–"] for key, figure in figures.items()],
    )
    note = (
        "Grey band: what to expect when nothing changes (XmR limits). Diamond: more than that."
        if limits
        else ""
    )
    svg = charts.trend(points, unit, limits, target)
    return Drawing(chart.title or view.name(chart.measure), summary, Markup(svg), data, note)  # noqa: S704 - drawn from numbers


def _groups(view: View, chart: Chart) -> Drawing | None:
    figures = view.broken_down(chart.measure, str(chart.by))
    named = {view.member(str(chart.by), code, chart.labels): figure for code, figure in figures.items()}
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
    best, worst = rows.iloc[0], rows.iloc[-1]
    summary = f"{title}. Highest: {best['group']}, {best['value']:.1f}%."
    summary += f" Lowest: {worst['group']}, {worst['value']:.1f}%."
    apart = (rows["high"] < total.value) | (rows["low"] > total.value)
    sure = rows.loc[apart, "group"].tolist()
    summary += (
        f" Surely different from the whole: {'; '.join(sure)}."
        if len(sure)
        else " No group surely differs from the whole."
    )
    data = Table(
        title, ["Group", "Figure", "Cases"], [[n, f.text, f.of or "–"] for n, f in sorted(named.items())]
    )
    svg = charts.groups(rows, total.value if total.is_known else None)
    return Drawing(title, summary, Markup(svg), data, _hidden(named))  # noqa: S704 - drawn from numbers


def _bars(view: View, chart: Chart) -> Drawing | None:
    entry, figures = view.measures[chart.measure], view.broken_down(chart.measure, str(chart.by))
    in_order = chart.by in ("weeks_taken", "age_band")
    named = {view.member(str(chart.by), code, chart.labels): figure for code, figure in figures.items()}
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
    most = rows.sort_values("count").iloc[-1]
    summary = f"{title}. Most: {most['group']}, {most['text']}."
    shown = [[name, f"{count:,.0f}" if name in known else "[c]"] for name, count in counts.items()]
    data = Table(title, ["Group", "Number"], sorted(shown))
    unit = "Plans" if chart.by == "weeks_taken" else entry["unit"].capitalize()
    return Drawing(title, summary, Markup(charts.bars(rows, unit)), data, _hidden(named))  # noqa: S704 - drawn from numbers


def _funnel(view: View, chart: Chart) -> Drawing | None:
    total = view.figure(chart.measure)
    figures = {c: f for c, f in view.broken_down(chart.measure, str(chart.by)).items() if f.is_known}
    if len(figures) < 3 or not total.is_known:
        return None
    rows = pd.DataFrame(
        {
            "group": [view.member(str(chart.by), code, chart.labels) for code in figures],
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
        [[view.member(str(chart.by), c, chart.labels), f.text, f.of] for c, f in sorted(figures.items())],
    )
    note = "Dashed: 95% limits. Solid: 99.8% limits. Inside them, differences are no more than chance makes."
    return Drawing(title, summary, Markup(charts.funnel(rows, total.value)), data, note)  # noqa: S704 - drawn from numbers


def _hidden(named: dict[str, Figure]) -> str:
    gone = [name for name, figure in sorted(named.items()) if figure.status == "withheld"]
    return f"Withheld [c]: {', '.join(gone)}." if gone else ""


def _dimension(name: str | None) -> str:
    return {"primary_need": "main need", "age_band": "age", "subject": "kind"}.get(
        str(name), str(name).replace("_", " ")
    )
