"""The pages of a pack: everything a template needs, as plain texts, tables and drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from include.model import codeset
from include.reports.pack import charts, words
from include.reports.pack.sections import Chart, Section, recommendations
from include.reports.pack.view import SYMBOL_KEY, Figure, View, amount, day, half_up, label

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# The steps of the 20 weeks in the order in which they come, and their length in law.
_STAGES = {
    "decide_to_assess": ("Decision whether to assess", "42 days from the request"),
    "advice_response": ("Advice from an adviser", "42 days from asking"),
    "draft_plan": ("Draft plan", "no limit in law"),
    "consult_setting": ("Reply of a setting consulted", "15 days from asking"),
    "decide_not_to_issue": ("Decision not to issue a plan", "112 days from the request"),
    "final_plan": ("Final plan", "140 days from the request"),
}
_TITLES = {
    "board": "Report to the improvement board",
    "scrutiny": "Report to the scrutiny panel",
    "parents": "Report to families",
}
_UNITS = {"percent": "Percent", "days": "Days", "pounds": "Pounds", "points": "Percentage points"}


@dataclass(frozen=True)
class Table:
    """A table for people: its caption, heads and rows of texts."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    note: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart with its words and its data."""

    title: str
    summary: str
    svg: Markup
    data: Table
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A section as it is shown."""

    id: str
    title: str
    lead: str
    figures: Table | None
    cards: list[dict[str, str]]
    drawings: list[Drawing]
    tables: list[Table] = field(default_factory=list)


def page(view: View) -> str:
    """The page of an audience as HTML. The same inputs give the same bytes."""
    parts = [_part(view, section) for section in view.sections.sections if section.is_for(view.audience)]
    return _TEMPLATES.get_template("pack/page.html").render(
        audience=view.audience,
        heading=_TITLES[view.audience],
        about=view.about,
        period=label(view.now),
        banners=banners(view),
        changes=words.changes(view),
        parts=parts,
        scorecard=scorecard(view) if view.audience != "parents" else [],
        symbols=SYMBOL_KEY if view.is_public else {k: v for k, v in SYMBOL_KEY.items() if k != "[c]"},
        day=day,
    )


def index(packs: list[dict[str, str]], authority_name: str, is_synthetic: bool) -> str:
    """The list of all packs of an authority, newest first. `packs`: `period`, `label`, `published`, `report`."""
    return _TEMPLATES.get_template("pack/index.html").render(
        packs=packs, authority_name=authority_name, is_synthetic=is_synthetic
    )


def banners(view: View) -> list[str]:
    """What a reader must know before any figure."""
    about, found = view.about, []
    if pd.Timestamp(about["extract_date"]) < pd.Timestamp(about["period_end"]):
        found.append(
            f"These figures stop short of the end of the half-term: the records are of {day(about['extract_date'])}."
        )
    if pd.Timestamp(about["latest_extract_date"]) > pd.Timestamp(about["extract_date"]) and about["latest_stopped_because"]:
        found.append(
            "These figures are not the latest: the records that came after "
            f"{day(about['extract_date'])} were not fit to be used."
        )
    if about["rows_quarantined"]:
        share = 100 * about["rows_quarantined"] / about["rows_landed"]
        size = "less than 0.1%" if share < 0.1 else f"{half_up(share):.1f}%"
        found.append(
            f"{about['rows_quarantined']:,} of {about['rows_landed']:,} records ({size}) were set aside because of"
            " faults. What that could do to the figures is told at the end."
        )
    return found


def scorecard(view: View) -> list[Table]:
    """Every measure that the audience sees, by recommendation of the action plan."""
    head = ["Measure", "This half-term", "Target", "Target is", view.before and label(view.before) or "Half-term before"]
    head += [view.year_before and label(view.year_before) or "Year before"]
    head += ["England*", "Region*", "Neighbours*"]
    named = recommendations()
    made = []
    for number, title in named.items():
        rows = [
            [
                entry["measure_name"],
                _with_count(view.figure(m)),
                view.target(m),
                view.verdict(m) or "–",
                view.figure(m, view.before).text if view.before else "–",
                view.figure(m, view.year_before).text if view.year_before else "–",
                *(view.benchmark(m, place) or "–" for place in ("england", "region", "neighbours")),
            ]
            for m, entry in view.measures.items()
            if entry["recommendation"] == number and view.has(m)
        ]
        if rows:
            made.append(Table(f"{title} ({number})" if number != "all" else title, head, rows))
    return made


def _part(view: View, section: Section) -> Part:
    plain = view.audience == "parents"
    measures = [m for m in section.measures if view.has(m)]
    return Part(
        section.id,
        (section.plain_title if plain else section.title) or section.title,
        (section.plain_lead if plain else section.lead) or section.lead,
        _figures(view, measures) if measures and not plain else None,
        [_card(view, m) for m in measures] if plain else [],
        [
            drawn
            for chart in section.charts_for(view.audience)
            if view.has(chart.measure) and (drawn := drawing(view, chart))
        ],
        [table for name in section.tables for table in _TABLES[name](view)],
    )


def _figures(view: View, measures: list[str]) -> Table:
    head = ["Measure", "This half-term", "Target", "Target is"]
    head += [label(key) for key in (view.before, view.year_before) if key]
    rows = [
        [
            view.measures[m]["measure_name"],
            _with_count(view.figure(m)),
            view.target(m),
            view.verdict(m) or "–",
            *(view.figure(m, key).text for key in (view.before, view.year_before) if key),
        ]
        for m in measures
    ]
    return Table("Figures of this section", head, rows)


def _with_count(figure: Figure) -> str:
    return f"{figure.text} ({figure.of})" if figure.is_known and figure.of else figure.text


def _card(view: View, measure_id: str) -> dict[str, str]:
    """One measure in plain words."""
    figure, entry = view.figure(measure_id), view.measures[measure_id]
    changed = words.change(view, measure_id)
    said = ""
    if figure.is_known and figure.is_rate:
        said = f"That is {words.out_of_hundred(figure)}."
    promise = ""
    if view.verdict(measure_id):
        promise = f"The promise is {view.target(measure_id)}: {view.verdict(measure_id)}."
    return {
        "name": entry["measure_name"],
        "value": figure.text,
        "of": figure.of,
        "meaning": entry["definition"],
        "said": " ".join(filter(None, (said, promise, changed.sentence))),
    }


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
            "kind": ["signal" if isinstance(f, str) else "routine" for f in found],
        }
    )
    target = None if pd.isna(entry["target"]) or entry["direction"] == "track" else float(entry["target"])
    unit = _UNITS.get(entry["unit"], "Number")
    known = [key for key in values.index if figures[key].is_known]
    first, last = figures[known[0]], figures[known[-1]]
    summary = (
        f"{entry['measure_name']}: from {first.text} in {label(known[0])} to {last.text} in {label(known[-1])}."
    )
    if limits:
        summary += (
            f" The average is {amount(half_up(limits.mean), entry['unit'])}; routine variation lies between "
            f"{amount(half_up(limits.low), entry['unit'])} and {amount(half_up(limits.high), entry['unit'])}."
        )
        odd = [label(key) for key, f in found.items() if isinstance(f, str)]
        summary += f" More than routine: {', '.join(odd)}." if odd else " Nothing was more than routine."
    data = Table(
        entry["measure_name"],
        ["Half-term", "Figure", "Cases"],
        [[label(key), figure.text, figure.of or "–"] for key, figure in figures.items()],
    )
    note = "Grey band: what to expect when nothing changes (XmR limits). Diamond: more than that." if limits else ""
    svg = charts.trend(points, unit, limits, target)
    return Drawing(chart.title or entry["measure_name"], summary, Markup(svg), data, note)  # noqa: S704 - drawn from numbers


def _groups(view: View, chart: Chart) -> Drawing | None:
    entry, figures = view.measures[chart.measure], view.broken_down(chart.measure, str(chart.by))
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
    rows["low"], rows["high"] = charts.intervals(rows["numerator"], rows["denominator"])
    total = view.figure(chart.measure)
    title = chart.title or f"{entry['measure_name']}, by {_dimension(chart.by)}"
    best, worst = rows.iloc[0], rows.iloc[-1]
    summary = f"{title}. Highest: {best['group']}, {best['value']:.1f}%. Lowest: {worst['group']}, {worst['value']:.1f}%."
    sure = rows[(rows["high"] < total.value) | (rows["low"] > total.value)]["group"] if total.is_known else []
    summary += (
        f" Surely different from the whole: {'; '.join(sure)}." if len(sure) else " No group surely differs from the whole."
    )
    data = Table(title, ["Group", "Figure", "Cases"], [[n, f.text, f.of or "–"] for n, f in sorted(named.items())])
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
        order = ["20 weeks or less", *sorted(g for g in rows["group"] if g.startswith("over"))]
        order += ["Under 5", "5 to 10", "11 to 15", "16 to 19", "20 to 25"]
        rows = rows.assign(place=[order.index(g) if g in order else 99 for g in rows["group"]]).sort_values("place")
    else:
        rows = rows.sort_values(["count", "group"], ascending=[False, True])
    title = chart.title or f"{entry['measure_name']}, by {_dimension(chart.by)}"
    most = rows.loc[rows["count"].idxmax()]
    summary = f"{title}. Most: {most['group']}, {most['text']}."
    shown = [[name, f"{count:,.0f}" if name in known else "[c]"] for name, count in counts.items()]
    data = Table(title, ["Group", "Number"], sorted(shown))
    unit = "Plans" if chart.by == "weeks_taken" else entry["unit"].capitalize()
    return Drawing(title, summary, Markup(charts.bars(rows, unit)), data, _hidden(named))  # noqa: S704 - drawn from numbers


def _funnel(view: View, chart: Chart) -> Drawing | None:
    entry, total = view.measures[chart.measure], view.figure(chart.measure)
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
    title = chart.title or f"{entry['measure_name']}, by {_dimension(chart.by)}"
    odd = rows.loc[rows["outside"], "group"]
    summary = f"{title}: {len(rows)} beside the whole of {total.text}. " + (
        f"Beyond what chance would explain: {', '.join(odd)}." if len(odd) else "None is beyond what chance would explain."
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
    return {"primary_need": "main need", "age_band": "age", "subject": "kind"}.get(str(name), str(name).replace("_", " "))


def _stages(view: View) -> list[Table]:
    """Where the weeks go. Twelve months of true counts, so for the board."""
    if view.is_public:
        return []
    rows = view.inputs["stages"]
    made = []
    for limit_id, (name, law) in _STAGES.items():
        own = rows[rows["limit_id"] == limit_id]
        if own.empty:
            continue
        made.append(
            Table(
                f"{name}: last 12 months ({law})",
                ["Group", "Cases", "Median days", "90th centile, days", "Late", "Share of all days late"],
                [
                    [
                        _place(view, r.dimension, r.member),
                        f"{r.cases:,}",
                        f"{r.median_days:,.0f}",
                        f"{r.p90_days:,.0f}",
                        f"{r.percent_late:.1f}%",
                        "–" if pd.isna(r.percent_of_lateness) else f"{r.percent_of_lateness:.1f}%",
                    ]
                    for r in own.itertuples()
                ],
            )
        )
    return made


def _place(view: View, dimension: str, member: str) -> str:
    if dimension == "all":
        return "All"
    return codeset("AdviceType").get(member, member) if dimension == "adviser" else view.member(dimension, member)


def _waiting(view: View) -> list[Table]:
    """The oldest open cases. For the board."""
    if view.is_public:
        return []
    rows = view.inputs["waiting"].head(10)
    return [
        Table(
            "The ten cases that have waited longest at the end of the half-term",
            ["Case (key)", "Days since the request", "Weeks over the limit"],
            [[r.case_key, f"{r.days:,}", f"{(r.days - 140) // 7:,}"] for r in rows.itertuples()],
            "The key is a pseudonym; a case officer finds the case with `explain --identify`.",
        )
    ]


def _teams(view: View) -> list[Table]:
    if view.is_public:
        return []
    rows = view.inputs["teams"]
    return [
        Table(
            "Open cases by team, at the last load",
            ["Team", "Open assessments", "Plans", "Staff in post (FTE)", "Establishment (FTE)", "Cases per FTE"],
            [
                [
                    "Not allocated" if pd.isna(r.team_name) else r.team_name,
                    f"{r.open_assessments:,}",
                    f"{r.open_plans:,}",
                    *("–" if pd.isna(v) else f"{v:,.1f}" for v in (r.fte_in_post, r.established_fte, r.cases_per_fte)),
                ]
                for r in rows.itertuples()
            ],
        )
    ]


def _caseworkers(view: View) -> list[Table]:
    """Staff are not told apart in public."""
    if view.is_public:
        return []
    rows = view.inputs["caseworkers"]
    return [
        Table(
            "Open cases by caseworker, at the last load",
            ["Caseworker", "Team", "Grade", "FTE", "Open assessments", "Plans", "Cases per FTE"],
            [
                [
                    r.caseworker_id,
                    "–" if pd.isna(r.team_name) else r.team_name,
                    codeset("Grade").get(r.grade, r.grade) if isinstance(r.grade, str) else "–",
                    "–" if pd.isna(r.fte) else f"{r.fte:.1f}",
                    f"{r.open_assessments:,}",
                    f"{r.open_plans:,}",
                    "–" if pd.isna(r.cases_per_fte) else f"{r.cases_per_fte:,.0f}",
                ]
                for r in rows.itertuples()
            ],
        )
    ]


def _actions(view: View) -> list[Table]:
    """Each recommendation: its evidence, and what that says."""
    made = []
    for number, title in recommendations().items():
        evidence = [m for m, e in view.measures.items() if e["recommendation"] == number and view.has(m)]
        verdicts = [view.verdict(m) for m in evidence]
        met, judged = verdicts.count("met"), len(list(filter(None, verdicts)))
        status = (
            "no evidence yet" if not judged
            else "kept" if met == judged
            else "not kept" if not met
            else "kept in part"
        )
        missing = sum(view.figure(m).status == "not_collected" for m in evidence)
        made.append(
            [
                f"{title} ({number})" if number != "all" else title,
                status,
                f"{met} of {judged}" if judged else "–",
                f"{len(evidence)}",
                f"{missing}" if missing else "–",
            ]
        )
    return [
        Table(
            "Recommendations and their evidence",
            ["Recommendation", "Status", "Targets met", "Measures", "Not collected"],
            made,
            "Kept: every target of its measures is met. The measures are in the scorecard, under the same heading.",
        )
    ]


def _quality(view: View) -> list[Table]:
    """What is wrong with the records; counts of cases for the board only."""
    ranges = view.inputs["ranges"]
    shown = ranges[ranges["measure_id"].map(view.has) & (ranges["cases_in_doubt"] > 0)]
    if view.is_public:
        known = shown["measure_id"].map(lambda m: view.figure(m).is_known)
        shown = shown[known] if len(shown) else shown
    tables = []
    if len(shown) and view.audience != "parents":
        tables.append(
            Table(
                "What faults in the records could do to figures of the latest half-term",
                ["Measure", "Could be as low as", "Could be as high as"],
                [
                    [view.measures[r.measure_id]["measure_name"], f"{r.lowest:.1f}%", f"{r.highest:.1f}%"]
                    for r in shown.itertuples()
                ],
            )
        )
    if not view.is_public:
        tables.append(
            Table(
                "Faults found most often",
                ["Table", "What is wrong", "Records"],
                [[r.table_name.replace("_", " "), r.message, f"{r.rows_failed:,}"] for r in view.inputs["faults"].itertuples()],
            )
        )
        moved = view.inputs["revisions"]
        if len(moved):
            tables.append(
                Table(
                    "Figures published before that read differently now",
                    ["Measure", "Half-term", "Published", "Now", "Because"],
                    [
                        [
                            view.measures[r.measure_id]["measure_name"],
                            label(r.period_key),
                            "–" if pd.isna(r.reported_value) else amount(r.reported_value, view.measures[r.measure_id]["unit"]),
                            "–" if pd.isna(r.value) else amount(r.value, view.measures[r.measure_id]["unit"]),
                            r.reason.replace("_", " "),
                        ]
                        for r in moved.itertuples()
                    ],
                )
            )
    return tables


def _methods(view: View) -> list[Table]:
    """What each measure shown counts."""
    shown = [m for m in view.measures if view.has(m)]
    return [
        Table(
            "What each measure counts, and its source in law or guidance",
            ["Measure", "What is counted", "Source"],
            [[view.measures[m][c] for c in ("measure_name", "definition", "citation")] for m in shown],
        )
    ]


_TABLES: dict[str, Any] = {
    "stages": _stages,
    "waiting": _waiting,
    "teams": _teams,
    "caseworkers": _caseworkers,
    "actions": _actions,
    "quality": _quality,
    "methods": _methods,
}
