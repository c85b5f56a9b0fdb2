"""How far the faults of an extract could move a figure: if none of the cases in doubt belonged to it, or all did.

A case is in doubt for a figure when it could belong to a period and is not in its figure, because its row was set aside
or a date that the clock needs is missing. Nothing is guessed: the range is what could be, not what is likely.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from include.lake import to_frame
from include.model import MARTS, TABLES, codeset, empty
from include.pipeline.night import Night
from include.reports.overview import Query
from include.transforms.measures import measures
from include.transforms.rates import percentage


class Place(NamedTuple):
    """Where the cases of a figure stand, and the day that places each in a period.

    `needs`: dates without which a case is not counted, besides `day`; those of the request are written
    `request.received_date`. `outcomes`: the rows that are cases. `dated`: each of them should have its day; where not,
    one without is simply not over yet, unless its day was left out as unreadable. `noun`: what the rows are.
    """

    table: str
    day: str
    noun: str
    needs: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dated: bool = False


_ASKED = ("request.received_date",)
_REVIEW = partial(Place, "annual_review")
# Clocks whose two ends stand in one row, or in a row and its request, by the column in which they end. The law of each
# is in limits.csv. Clocks from a case's earlier record (review after review, phase transfer, order) are left out: which
# record began them cannot be told from a row.
_CLOCKS = {
    "decide_to_assess": Place(
        "request",
        "request_outcome_date",
        "decisions",
        ("received_date",),
        (("request_outcome", ("Y", "N")),),
        True,
    ),
    "decide_not_to_issue": Place(
        "assessment",
        "assessment_outcome_date",
        "decisions",
        _ASKED,
        (("assessment_outcome", ("N",)),),
        True,
    ),
    "final_plan": Place(
        "assessment", "assessment_outcome_date", "plans", _ASKED, (("assessment_outcome", ("Y",)),), True
    ),
    "review_report": _REVIEW("review_report_date", "reports of reviews", ("review_meeting_date",)),
    "review_decision": _REVIEW("review_decision_date", "review decisions", ("review_meeting_date",)),
    "amendment_notice": _REVIEW("amendment_notice_date", "notices", ("review_meeting_date",)),
    "amended_final": _REVIEW("amended_final_date", "amended plans", ("amendment_notice_date",)),
    "amended_final_from_meeting": _REVIEW("amended_final_date", "amended plans", ("review_meeting_date",)),
    "complaint_stage_1": Place("complaint", "replied_date", "replies", ("received_date",)),
    "complaint_stage_2": Place("complaint", "replied_date", "replies", ("received_date",)),
    "contact_reply": Place("contact", "replied_date", "replies", ("contact_date",)),
    "transport_decision": Place("transport", "decided_date", "decisions", ("applied_date",)),
    "arrange_mediation": Place("appeal", "mediation_date", "mediations", ("mediation_requested_date",)),
}
# Requests decided before the records begin (H) have no day of their own.
_DECIDED_HERE = (("request_outcome", ("Y", "N", "A", "W", "T")),)
# Figures of whole tables by one day.
_TABLES = {
    "requests_received": Place("request", "received_date", "requests", (), _DECIDED_HERE, True),
    "request_refused_rate": Place("request", "received_date", "requests", (), _DECIDED_HERE, True),
    "new_plans_n": Place("plan", "start_date", "plans", (), (), True),
    "complaints_received_n": Place("complaint", "received_date", "complaints", (), (), True),
    "mediation_n": Place("appeal", "mediation_date", "mediations"),
}
_PERIOD_TYPES = ("half_term", "calendar_year", "academic_year")
_OF_THE_RUN = ("authority", "extract_date", "load_run_id")


def places() -> dict[str, Place]:
    """Measure -> where its cases stand, for every measure that has a range."""
    found = dict(_TABLES)
    for measure in measures():
        of_limits = {_CLOCKS.get(str(limit)) for limit in measure.where.get("limit_id", ())}
        if measure.statistic == "rate" and measure.cohort == "issued" and len(of_limits) == 1:
            place = of_limits.pop()
            if place is not None:
                found[measure.measure_id] = place
    return found


def measure_ranges(night: Night, query: Query) -> pd.DataFrame:
    """Rows of `dq.measure_range` less the run's columns, for the measures of `places`.

    The latest ended half-term, calendar year and academic year of each. Others are left out: which period a case in
    doubt belongs to cannot be bounded without the day on which its limit runs out, nor a sum or a median at all.
    """
    figures = query(
        "SELECT DISTINCT ON (measure_id, period_type) measure_id, period_type, period_key, period_start, period_end,"
        " numerator, denominator, value FROM marts.measure_value WHERE authority = %s AND basis = 'restated'"
        " AND dimension = 'all' AND status = 'ok' AND period_end <= %s AND period_type = ANY(%s)"
        " AND measure_id = ANY(%s) ORDER BY measure_id, period_type, period_end DESC",
        night.authority.slug,
        night.extract_date,
        list(_PERIOD_TYPES),
        list(places()),
    )
    cases = {name: to_frame(table) for name, table in night.lake.read(night.path("conformed")).items()}
    return ranges(figures, cases, night.lake.read(night.path("quarantine")))


def ranges(figures: pd.DataFrame, cases: dict[str, pd.DataFrame], aside: dict[str, pa.Table]) -> pd.DataFrame:
    """How far each figure could move: a rate if none or all of the cases in doubt met it, a count if all belong to it.

    Args:
        figures: `measure_id`, `period_type`, `period_key`, `period_start`, `period_end`, `numerator`, `denominator`
            (missing for counts), `value`; of measures of `places`.
        cases: conformed case tables.
        aside: the quarantine partition: rows set aside as received, and `_reasons`.

    """
    columns = {
        c.name: c.dtype for c in MARTS["dq"]["measure_range"].columns.values() if c.name not in _OF_THE_RUN
    }
    of_measure = places()
    doubts: dict[Place, pd.DataFrame] = {}
    rows = []
    for figure in figures.to_dict("records"):
        place = of_measure[str(figure["measure_id"])]
        if place not in doubts:
            doubts[place] = in_doubt(cases, aside, place)
        doubt = doubts[place]
        first, last = pd.Timestamp(figure["period_start"]), pd.Timestamp(figure["period_end"])
        could = doubt[doubt["ended"].isna() | doubt["ended"].between(first, last)]
        kinds, n = could["why"].value_counts().sort_index(), len(could)
        numerator = float(figure["numerator"])
        if pd.isna(figure["denominator"]):
            low, high = numerator, numerator + n
        else:
            low, high = percentage(
                pd.Series([numerator, numerator + n], dtype="Float64"),
                pd.Series([float(figure["denominator"]) + n] * 2, dtype="Float64"),
            )
        rows.append(
            {
                **{
                    name: figure[name]
                    for name in ("measure_id", "period_type", "period_key", "value", "denominator")
                },
                "numerator": numerator,
                "value": numerator if pd.isna(figure["denominator"]) else figure["value"],
                "cases_in_doubt": n,
                "lowest": low,
                "highest": high,
                "because": "; ".join(f"{why}: {count}" for why, count in kinds.items()) or "no case in doubt",
            }
        )
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def in_doubt(cases: dict[str, pd.DataFrame], aside: dict[str, pa.Table], place: Place) -> pd.DataFrame:
    """Cases in doubt for figures of a place: `ended` (the day; missing when it cannot be told) and `why`."""
    rows = cases.get(place.table, empty(place.table))
    tables = [place.table]
    if any(need.startswith("request.") for need in place.needs):
        tables = ["request", place.table]
        asked = cases["request"][["request_id", "received_date", "request_outcome"]]
        # Historical requests have no clock.
        asked = asked[~asked["request_outcome"].eq("H")].drop(columns="request_outcome")
        rows = rows.merge(asked.rename(columns={"received_date": "request.received_date"}), on="request_id")
    elif place.table == "request":
        rows = rows[~rows["request_outcome"].eq("H")]
    for column, wanted in place.outcomes:
        rows = rows[rows[column].isin(wanted)]
    dayless = rows[place.day].isna()
    if not place.dated:
        [key] = TABLES[place.table].key
        dayless &= rows[key].isin(_left_out(aside, place.table, place.day))
    parts = [
        pd.DataFrame({"ended": rows.loc[dayless, place.day], "why": f"{place.noun} without their own date"})
    ]
    lacking = pd.Series(False, rows.index)
    for need in place.needs:
        lacking |= rows[need].isna()
    lacking &= rows[place.day].notna()
    start = "a request date" if "request" in tables else "the date before"
    parts.append(
        pd.DataFrame({"ended": rows.loc[lacking, place.day], "why": f"{place.noun} without {start}"})
    )
    lost = {name: _set_aside(aside, name) for name in tables}
    if len(tables) == 2:
        # A row goes aside with its request: each case counts once.
        lost["request"] = lost["request"][
            ~lost["request"]["request_id"].isin(lost[place.table]["request_id"])
        ]
    for name, part in lost.items():
        for column, wanted in place.outcomes:
            if column in part:
                part = part[part[column].isin(wanted) | part[column].isna() | ~_known(name, column, part)]
        text = part[place.day] if place.day in part else pd.Series(pd.NaT, part.index)
        day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
        parts.append(pd.DataFrame({"ended": day, "why": f"{name} rows set aside"}))
    return pd.concat([p.astype({"ended": "datetime64[us]", "why": "str"}) for p in parts], ignore_index=True)


def _known(table: str, column: str, rows: pd.DataFrame) -> pd.Series:
    """Whether what stands in a column of rows as received is a code at all."""
    return rows[column].isin(codeset(TABLES[table].columns[column].codeset or ""))


def _left_out(aside: dict[str, pa.Table], table: str, column: str) -> pd.Series:
    """Keys of the records of which a value was left out."""
    reasons = to_frame(aside["_reasons"])
    left = reasons["table_name"].eq(table) & reasons["policy"].eq("blank_value")
    return reasons.loc[left & reasons["column_name"].eq(column), "record_id"]


def _set_aside(aside: dict[str, pa.Table], table: str) -> pd.DataFrame:
    """Rows of a table that were set aside, as received. Not later copies of a row: the first of them was kept."""
    if table not in aside:
        return empty(table)
    reasons = to_frame(aside["_reasons"])
    reasons = reasons[(reasons["table_name"] == table) & (reasons["policy"] == "drop_row")]
    wrong = reasons.loc[reasons["rule_id"] != f"{table}.key.repeated", "row_number"]
    rows = to_frame(aside[table])
    return rows[rows["_row"].isin(wrong)]
