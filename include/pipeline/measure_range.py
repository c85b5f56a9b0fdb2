"""How far the faults of an extract could move each rate: the figure if none of the cases in doubt met it, or all did.

A case is in doubt for a rate when it could belong to a period and is not in its figure, because its row was set aside
or a date that the clock needs is missing. Nothing is guessed: the range is what could be, not what is likely.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from include.lake import to_frame
from include.model import MARTS, empty
from include.pipeline.night import Night
from include.reports.overview import Query
from include.transforms.measures import Measure, measures
from include.transforms.rates import percentage

# Where the clocks of the catalogue end: table and column of the day, and the outcomes that end them.
# SEND Regulations 2014 (SI 2014/1530) reg 5(1), 10(1) and 13(2).
_ENDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "decide_to_assess": ("request", "request_outcome_date", ("Y", "N")),
    "decide_not_to_issue": ("assessment", "assessment_outcome_date", ("N",)),
    "final_plan": ("assessment", "assessment_outcome_date", ("Y",)),
}
_PERIOD_TYPES = ("half_term", "calendar_year", "academic_year")
_OF_THE_RUN = ("authority", "extract_date", "load_run_id")


def measure_ranges(night: Night, query: Query) -> pd.DataFrame:
    """Rows of `dq.measure_range` less the run's columns, for rates by the day a clock ended (cohort `issued`).

    The latest ended half-term, calendar year and academic year of each. Rates of other cohorts are left out: without
    its first day a case has no due day, so which period it belongs to cannot be bounded.
    """
    columns = {
        c.name: c.dtype for c in MARTS["dq"]["measure_range"].columns.values() if c.name not in _OF_THE_RUN
    }
    chosen = {m.measure_id: m for m in measures() if _bounded(m)}
    figures = query(
        "SELECT DISTINCT ON (measure_id, period_type) measure_id, period_type, period_key, period_start, period_end,"
        " numerator, denominator, value FROM marts.measure_value WHERE authority = %s AND basis = 'restated'"
        " AND dimension = 'all' AND status = 'ok' AND period_end <= %s AND period_type = ANY(%s)"
        " AND measure_id = ANY(%s) ORDER BY measure_id, period_type, period_end DESC",
        night.authority.slug,
        night.extract_date,
        list(_PERIOD_TYPES),
        list(chosen),
    )
    cases = {name: to_frame(table) for name, table in night.lake.read(night.path("conformed")).items()}
    aside = night.lake.read(night.path("quarantine"))
    doubts = {limit: _in_doubt(cases, aside, limit) for limit in _ENDS}
    rows = []
    for figure in figures.to_dict("records"):
        doubt = doubts[str(chosen[str(figure["measure_id"])].where["limit_id"][0])]
        first, last = pd.Timestamp(figure["period_start"]), pd.Timestamp(figure["period_end"])
        could = doubt[doubt["ended"].isna() | doubt["ended"].between(first, last)]
        kinds = could["why"].value_counts().sort_index()
        numerator, denominator, n = float(figure["numerator"]), float(figure["denominator"]), len(could)
        low, high = percentage(
            pd.Series([numerator, numerator + n], dtype="Float64"),
            pd.Series([denominator + n] * 2, dtype="Float64"),
        )
        rows.append(
            {
                **{name: figure[name] for name in ("measure_id", "period_type", "period_key", "value")},
                "numerator": numerator,
                "denominator": denominator,
                "cases_in_doubt": n,
                "lowest": low,
                "highest": high,
                "because": "; ".join(f"{why}: {count}" for why, count in kinds.items()) or "no case in doubt",
            }
        )
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _bounded(measure: Measure) -> bool:
    limit = measure.where.get("limit_id", ("",))[0]
    return measure.statistic == "rate" and measure.cohort == "issued" and limit in _ENDS


def _in_doubt(cases: dict[str, pd.DataFrame], aside: dict[str, pa.Table], limit: str) -> pd.DataFrame:
    """Cases in doubt for a limit: `ended` (day of the clock's end; missing when it cannot be told) and `why`."""
    table, column, outcomes = _ENDS[limit]
    requests = cases["request"][["request_id", "received_date", "request_outcome"]]
    rows = cases[table] if table == "request" else cases[table].merge(requests, on="request_id")
    outcome = f"{table}_outcome"
    # Historical requests (outcome H) have no clock.
    rows = rows[rows[outcome].isin(outcomes) & ~rows["request_outcome"].eq("H")]
    noun = "plans" if limit == "final_plan" else "decisions"
    unstarted = rows[rows["received_date"].isna()]
    unended = rows[rows["received_date"].notna() & rows[column].isna()]
    parts = [
        pd.DataFrame({"ended": unstarted[column], "why": f"{noun} without a request date"}),
        pd.DataFrame({"ended": unended[column], "why": f"{noun} without their own date"}),
    ]
    lost = {name: _set_aside(aside, name) for name in dict.fromkeys(("request", table))}
    if table in lost and table != "request":
        # An assessment goes aside with its request: each case counts once.
        lost["request"] = lost["request"][~lost["request"]["request_id"].isin(lost[table]["request_id"])]
    for name, part in lost.items():
        if outcome in part:
            part = part[part[outcome].isin(outcomes) | part[outcome].isna()]
        text = part[column] if column in part else pd.Series(pd.NaT, part.index)
        day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
        parts.append(pd.DataFrame({"ended": day, "why": f"{name} rows set aside"}))
    return pd.concat([p.astype({"ended": "datetime64[us]", "why": "str"}) for p in parts], ignore_index=True)


def _set_aside(aside: dict[str, pa.Table], table: str) -> pd.DataFrame:
    """Rows of a table that were set aside, as received. Not later copies of a row: the first of them was kept."""
    if table not in aside:
        return empty(table)
    reasons = to_frame(aside["_reasons"])
    reasons = reasons[(reasons["table_name"] == table) & (reasons["policy"] == "drop_row")]
    wrong = reasons.loc[reasons["rule_id"] != f"{table}.key.repeated", "row_number"]
    rows = to_frame(aside[table])
    return rows[rows["_row"].isin(wrong)]
