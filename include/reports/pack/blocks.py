"""Tables of a pack: the scorecard, and those that are not of measures."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from include.model import codeset
from include.reports.pack import public
from include.reports.pack.sections import recommendations
from include.reports.pack.standing import forecast, published
from include.reports.pack.view import Figure, Table, View, amount, day, half_up, label, number

# Rows of the board's table of doubts, and the steps, in points, in which the public is told of them.
_MOST_IN_DOUBT, _STEP = 20, 5
# Figures that there are and that a reader is not shown.
_UNSEEN = ("withheld", "in_doubt", "not_reliable")
_AS_SHOWN = (
    "As far as it is shown: some of its measures have a target, and a figure that is withheld or left out."
)
# The steps of the 20 weeks in the order in which they come.
_STAGES = (
    "decide_to_assess",
    "advice_response",
    "draft_plan",
    "consult_setting",
    "decide_not_to_issue",
    "final_plan",
)


def banners(view: View) -> list[str]:
    """What a reader must know before any figure."""
    about, warnings = view.about, []
    if pd.Timestamp(about["extract_date"]) < pd.Timestamp(about["period_end"]):
        warnings.append(
            f"These figures stop short of the end of the half-term: the records are of {day(about['extract_date'])}."
        )
    # Inputs that an older release kept do not say it.
    if about.get("is_late", False):
        when = f" on {day(about['read_ended_at'])}" if pd.notna(about.get("read_ended_at")) else " later"
        warnings.append(
            f"The records of {day(about['extract_date'])} were read{when}, when they had changed since. These figures"
            " are not what was known at the time."
        )
    elif pd.notna(shows := about.get("shows_day")) and pd.Timestamp(shows) < pd.Timestamp(
        about["extract_date"]
    ):
        warnings.append(f"The records are those of the end of {day(shows)}: no newer export was there.")
    if (
        pd.Timestamp(about["latest_extract_date"]) > pd.Timestamp(about["extract_date"])
        and about["latest_stopped_because"]
    ):
        warnings.append(
            "These figures are not the latest: the records that came after "
            f"{day(about['extract_date'])} were not fit to be used."
        )
    if about["rows_quarantined"]:
        share = 100 * about["rows_quarantined"] / about["rows_landed"]
        size = "less than 0.1%" if share < 0.1 else f"{half_up(share):.1f}%"
        were = "was" if about["rows_quarantined"] == 1 else "were"
        aside = f"{about['rows_quarantined']:,} of {about['rows_landed']:,} records ({size})"
        said = f"{aside} {were} set aside because of faults."
        # Families' page has no table of doubts, and another has none where nothing is in doubt.
        warnings.append(
            f"{said} What that could do to the figures is told at the end." if _in_doubt(view) else said
        )
    if view.left_out:
        are = "is" if len(view.left_out) == 1 else "are"
        warnings.append(
            f"{len(view.left_out)} of the figures {are} left out because of faults in the records. Which, and why, is"
            f" told {'with each of them' if view.audience == 'parents' else 'at the end'}."
        )
    return warnings


def scorecard(view: View) -> list[Table]:
    """Every measure that the audience sees, by recommendation of the action plan."""
    head = [
        "Measure",
        "This half-term",
        "Target",
        "Target is",
        view.before and label(view.before) or "Half-term before",
    ]
    head += [view.year_before and label(view.year_before) or "Year before"]
    head += ["Year to date", "England*", "Region*", "Neighbours*", "Place*"]
    named = recommendations()
    tables = []
    for roman, title in named.items():
        rows = [
            [
                entry["measure_name"],
                with_count(view.figure(m)),
                view.target(m),
                view.verdict(m) or "–",
                view.figure(m, view.before).text if view.before else "–",
                view.figure(m, view.year_before).text if view.year_before else "–",
                view.year_to_date(m).text_or_dash,
                *(view.benchmark(m, place) or "–" for place in ("england", "region", "neighbours", "rank")),
            ]
            for m, entry in view.measures.items()
            if entry["recommendation"] == roman and view.has(m)
        ]
        if rows:
            tables.append(Table(f"{title} ({roman})" if roman != "all" else title, head, rows))
    return tables


def with_count(figure: Figure) -> str:
    """A figure, and for a rate how many of how many."""
    return f"{figure.text} ({figure.of})" if figure.is_known and figure.of else figure.text


def _stages(view: View) -> list[Table]:
    """Where the weeks go. Twelve months of true counts, so for the board."""
    if view.is_public:
        return []
    rows = view.inputs["stages"]
    tables = []
    for limit_id in _STAGES:
        own = rows[rows["limit_id"] == limit_id]
        if own.empty:
            continue
        limit = view.limit(limit_id)
        days = limit["last_day"]
        law = "no limit in law" if pd.isna(days) else f"{days:.0f} days from: {limit['start_event']}"
        tables.append(
            Table(
                f"{limit['limit_name']}: 12 months to the last load ({law})",
                ["Group", "Cases", "Median days", "90th centile, days", "Late", "Share of all days late"],
                [
                    [
                        _place(view, r["dimension"], r["member"]),
                        number(r["cases"]),
                        number(r["median_days"]),
                        number(r["p90_days"]),
                        # A stage without a limit has cases and no share of lateness.
                        "no limit"
                        if pd.isna(r["percent_late"]) and not pd.isna(r["cases"])
                        else number(r["percent_late"], 1, "%"),
                        number(r["percent_of_lateness"], 1, "%"),
                    ]
                    for r in own.to_dict("records")
                ],
            )
        )
    return tables


def _place(view: View, dimension: str, member: str) -> str:
    if dimension == "all":
        return "All"
    return (
        codeset("AdviceType").get(member, member)
        if dimension == "adviser"
        else view.member(dimension, member)
    )


def _waiting(view: View) -> list[Table]:
    """The oldest open cases. For the board."""
    if view.is_public:
        return []
    rows = view.inputs["waiting"].head(10)
    in_time = view.limit(public.LIMIT)["last_day"]
    return [
        Table(
            "The ten cases that have waited longest at the end of the half-term",
            ["Case (key)", "Days since the request", "Whole weeks over the limit"],
            [
                [r["case_key"], f"{r['days']:,}", f"{int(r['days'] - in_time) // 7:,}"]
                for r in rows.to_dict("records")
            ],
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
            [
                "Team",
                "Open assessments",
                "Plans",
                "Staff in post (FTE)",
                "Establishment (FTE)",
                "Cases per FTE",
            ],
            [
                [
                    "Not allocated" if pd.isna(r["team_name"]) else r["team_name"],
                    number(r["open_assessments"]),
                    number(r["open_plans"]),
                    *(number(v, 1) for v in (r["fte_in_post"], r["established_fte"], r["cases_per_fte"])),
                ]
                for r in rows.to_dict("records")
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
                    view.member("caseworker", r["caseworker_id"]),
                    "–" if pd.isna(r["team_name"]) else r["team_name"],
                    codeset("Grade").get(r["grade"], r["grade"]) if isinstance(r["grade"], str) else "–",
                    number(r["fte"], 1),
                    number(r["open_assessments"]),
                    number(r["open_plans"]),
                    number(r["cases_per_fte"]),
                ]
                for r in rows.to_dict("records")
            ],
        )
    ]


def _actions(view: View) -> list[Table]:
    """Each recommendation: its evidence, and what that says."""
    rows = []
    for roman, title in recommendations().items():
        evidence = [m for m, e in view.measures.items() if e["recommendation"] == roman and view.has(m)]
        verdicts = [view.verdict(m) for m in evidence]
        met, judged = verdicts.count("met"), len(list(filter(None, verdicts)))
        # A target whose figure this reader may not see can neither be kept nor missed here.
        unseen = any(view.has_target(m) and view.figure(m).status in _UNSEEN for m in evidence)
        status = (
            ("not shown" if unseen else "no evidence yet")
            if not judged
            else "kept in part"
            if 0 < met < judged
            else ("kept" if met else "not kept") + (", as far as it is shown" if unseen else "")
        )
        missing = sum(view.figure(m).status == "not_collected" for m in evidence)
        rows.append(
            [
                f"{title} ({roman})" if roman != "all" else title,
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
            rows,
            "Kept: every target of its measures is met. The measures are in the scorecard, under the same heading."
            + (f" {_AS_SHOWN}" if any("shown" in row[1] for row in rows) else ""),
        )
    ]


def _quality(view: View) -> list[Table]:
    """What is wrong with the records; counts of cases for the board only."""
    tables = [*([] if view.audience == "parents" else _left_out(view)), *_in_doubt(view)]
    if not view.is_public:
        tables += [_faults(view), *_revisions(view)]
    return tables


def _in_doubt(view: View) -> list[Table]:
    """What faults could do to the figures that are shown; families' page tells of those that are left out alone."""
    ranges = view.inputs["ranges"]
    ranges = ranges[ranges["cases_in_doubt"] > 0].sort_values(
        ["cases_in_doubt", "measure_id"], ascending=[False, True]
    )
    doubts = [
        r
        for r in ranges.to_dict("records")
        if view.has(r["measure_id"]) and view.figure(r["measure_id"]).is_known
    ]
    if view.audience == "parents":
        return []
    return _doubts_in_public(view, doubts) if view.is_public else _doubts(view, doubts)


def _left_out(view: View) -> list[Table]:
    if not view.left_out:
        return []
    rows = [[view.measures[m]["measure_name"], why] for m, why in sorted(view.left_out.items())]
    return [Table("Figures that are left out because of faults in the records", ["Measure", "Why"], rows)]


def _doubts(view: View, doubts: list[dict[Any, Any]]) -> list[Table]:
    """How far figures could be off, those first about which most cases are in doubt."""
    if not doubts:
        return []
    rows = [
        [
            view.measures[r["measure_id"]]["measure_name"],
            *(_end(view, r["measure_id"], r[end]) for end in ("lowest", "highest")),
            r["because"],
        ]
        for r in doubts[:_MOST_IN_DOUBT]
    ]
    is_cut = len(doubts) > _MOST_IN_DOUBT
    note = f"The {_MOST_IN_DOUBT} figures most in doubt of {len(doubts)}." if is_cut else ""
    head = ["Measure", "Could be as low as", "Could be as high as", "Because"]
    return [Table("What faults in the records could do to figures of the latest half-term", head, rows, note)]


def _faults(view: View) -> Table:
    rows = [
        [r["table_name"].replace("_", " "), r["message"], f"{r['rows_failed']:,}"]
        for r in view.inputs["faults"].to_dict("records")
    ]
    return Table("Faults found most often", ["Table", "What is wrong", "Records"], rows)


def _revisions(view: View) -> list[Table]:
    revisions = view.inputs["revisions"]
    if revisions.empty:
        return []

    def in_words(measure_id: str, value: float) -> str:
        return "–" if pd.isna(value) else amount(value, view.measures[measure_id]["unit"])

    rows = [
        [
            view.measures[r["measure_id"]]["measure_name"],
            label(r["period_key"]),
            in_words(r["measure_id"], r["reported_value"]),
            in_words(r["measure_id"], r["value"]),
            r["reason"].replace("_", " "),
        ]
        for r in revisions.to_dict("records")
    ]
    head = ["Measure", "Half-term", "Published", "Now", "Because"]
    return [Table("Figures published before that read differently now", head, rows)]


def _end(view: View, measure_id: str, value: float) -> str:
    return "no bound" if pd.isna(value) else amount(value, view.measures[measure_id]["unit"])


def _doubts_in_public(view: View, shown: list[dict[Any, Any]]) -> list[Table]:
    """How far rates could be off, in coarse steps: nearer, it would tell how many of which cases are in doubt."""
    rows = []
    for r in shown:
        measure = view.measures[r["measure_id"]]
        if measure["unit"] != "percent" or pd.isna(r["value"]) or pd.isna(r["highest"]):
            continue
        off = max(float(r["highest"]) - float(r["value"]), float(r["value"]) - float(r["lowest"]))
        rows.append([measure["measure_name"], f"{math.ceil(off / _STEP) * _STEP} points"])
    if not rows:
        return []
    return [
        Table(
            "What faults in the records could do to rates of the latest half-term",
            ["Measure", "Could be off by up to"],
            rows,
        )
    ]


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


BLOCKS: dict[str, Callable[[View], list[Table]]] = {
    "published": published,
    "forecast": forecast,
    "stages": _stages,
    "waiting": _waiting,
    "teams": _teams,
    "caseworkers": _caseworkers,
    "actions": _actions,
    "quality": _quality,
    "methods": _methods,
}
