"""The return beside the measures: the same cases counted twice, and every case that only one of them counts named.

| figure | in the return | in the measures |
|---|---|---|
| decisions whether to assess | outcome Y or N told in the calendar year | limit `decide_to_assess`, in scope |
| plans issued | assessment outcome Y in the calendar year | limit `final_plan`, in scope |
| plans issued, no exception | of those, `Week20` not 1 | of those, no exception recorded |
| decisions not to issue | assessment outcome N in the calendar year | limit `decide_not_to_issue`, in scope |
| requests received | received in the calendar year | requests by the day received, historical ones left out |
| plans maintained | plans not ceased that have an active plan | plans held on the census day, or that of a rehearsal |

The numerator of the first four is those in time, counted from `ReceivedDate`: 42, 140 and 112 days (SEND Regulations
2014, regulations 5(1), 13(2) and 10(1)), as the measures' own clocks have them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from include.sen2.build import Return
from include.sen2.layout import year_of
from include.sen2.rule_registry import statutory_days


class Decision(NamedTuple):
    """A figure of decisions: its limit and measure, and the module, item and codes that hold it in the return."""

    limit: str
    measure: str
    module: str
    item: str
    codes: tuple[str, ...]
    no_exceptions: bool = False


_FIGURES = {
    "decisions whether to assess": Decision(
        "decide_to_assess", "request_decision_6wk_rate", "requests", "requestoutcome", ("Y", "N")
    ),
    "plans issued": Decision("final_plan", "ehcp_20wk_rate_incl", "assessment", "assessmentoutcome", ("Y",)),
    "plans issued, no exception": Decision(
        "final_plan", "ehcp_20wk_rate_excl", "assessment", "assessmentoutcome", ("Y",), no_exceptions=True
    ),
    "decisions not to issue": Decision(
        "decide_not_to_issue", "no_plan_decision_16wk_rate", "assessment", "assessmentoutcome", ("N",)
    ),
}
_WORDS = {
    "tribunal_ordered": "ordered by the tribunal",
    "mediation_changed": "changed after mediation",
    "transferred_in": "transferred in",
    "exception_recorded": "an exception is recorded",
    "dates_unusable": "dates missing or reversed",
    "not_in_return": "not in scope of the return on its day",
    "historical": "decided before the records begin",
    "ceases_that_day": "ceases on the day itself",
    "no_active_plan": "no record of an active plan",
    "ended": "ended by the measures: ceased, or the child has left",
}


def reconcile(
    ret: Return,
    facts: Mapping[str, pd.DataFrame],
    key_of: Callable[[str, pd.Series], pd.Series],
    until: date,
) -> pd.DataFrame:
    """Counts of the return beside those of the measures, with reasons for each difference.

    Args:
        ret: the return.
        facts: `fact_clock`, rows of the limits above: `limit_id, case_key, clock_end, clock_status, in_scope,
            out_of_scope_reason, exception_recorded`; `fact_request`: `case_key, received_date, request_outcome`;
            `fact_plan`: `plan_key, held_from, cease_date`.
        key_of: `request` or `plan`, and identifiers -> their keys.
        until: the day on which the return looks at the records: the census day, or that of a rehearsal before it.

    Returns:
        One row for each figure and side of its measure: `figure, measure_id, side, in_return, in_measures, difference,
        explained, because`.

    """
    year = year_of(ret.year)
    first, last = pd.Timestamp(year.first_day), pd.Timestamp(year.last_day)
    lines = []
    for figure, decision in _FIGURES.items():
        both = _decided(ret, facts["fact_clock"], key_of, (first, last), decision)
        measure, why = decision.measure, both["why"]
        lines.append(_line(figure, measure, "denominator", both["ours"], both["theirs"], why))
        in_time = both["ours"] & both["in_time"].eq(True), both["theirs"] & both["met"].eq(True)
        lines.append(_line(figure, measure, "numerator", *in_time, why))
    requests = _requests(ret, facts["fact_request"], key_of, first, last)
    plans = _plans(ret, facts["fact_plan"], key_of, pd.Timestamp(until))
    for figure, measure, both in (
        ("requests received", "requests_received", requests),
        ("plans maintained", "plans_maintained_n", plans),
    ):
        lines.append(_line(figure, measure, "numerator", both["ours"], both["theirs"], both["why"]))
    return pd.DataFrame(lines)


def _decided(
    ret: Return,
    clocks: pd.DataFrame,
    key_of: Callable[[str, pd.Series], pd.Series],
    year: tuple[pd.Timestamp, pd.Timestamp],
    decision: Decision,
) -> pd.DataFrame:
    """Decisions of the year: `ours`, `theirs`, `why` only one counts it, `in_time`, `met`."""
    limit, _, module, item, codes, no_exceptions = decision
    requests, frame = ret.modules["requests"], ret.modules[module]
    received = pd.to_datetime(requests.set_index("_record_id")["receiveddate"], errors="coerce")
    day = pd.to_datetime(frame[f"{item}date"], errors="coerce")
    is_decided = frame[item].isin(codes) & day.between(*year)
    if no_exceptions:
        is_decided &= frame["week20"] != "1"
    request = frame["_record_id" if module == "requests" else "_parent_id"][is_decided]
    days = day[is_decided].to_numpy() - received.reindex(request).to_numpy()
    in_time = days <= pd.Timedelta(days=statutory_days(limit))
    ours = pd.DataFrame({"case_key": key_of("request", request).to_numpy(), "in_time": in_time})
    rows = clocks[(clocks["limit_id"] == limit) & pd.to_datetime(clocks["clock_end"]).between(*year)]
    counted = rows["in_scope"].astype(bool) & rows["clock_status"].isin(["in_time", "late"])
    why = rows["out_of_scope_reason"].astype("str")
    if no_exceptions:
        excepted = counted & rows["exception_recorded"].astype(bool)
        counted, why = counted & ~excepted, why.mask(excepted, "exception_recorded")
    why = why.fillna("dates_unusable").mask(counted)
    theirs = pd.DataFrame(
        {
            "case_key": rows["case_key"],
            "counted": counted,
            "met": rows["clock_status"] == "in_time",
            "why": why,
        }
    )
    return _side_by_side(ours, theirs)


def _requests(
    ret: Return,
    rows: pd.DataFrame,
    key_of: Callable[[str, pd.Series], pd.Series],
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> pd.DataFrame:
    """Requests received in the year: `ours`, `theirs`, `why` only one counts it."""
    requests = ret.modules["requests"]
    received = pd.to_datetime(requests["receiveddate"], errors="coerce").between(first, last)
    ours = pd.DataFrame({"case_key": key_of("request", requests.loc[received, "_record_id"]).to_numpy()})
    rows = rows[pd.to_datetime(rows["received_date"]).between(first, last)]
    old = rows["request_outcome"].eq("H")
    why = pd.Series("historical", rows.index).where(old)
    return _side_by_side(ours, pd.DataFrame({"case_key": rows["case_key"], "counted": ~old, "why": why}))


def _plans(
    ret: Return, rows: pd.DataFrame, key_of: Callable[[str, pd.Series], pd.Series], day: pd.Timestamp
) -> pd.DataFrame:
    """Plans maintained on a day: `ours`, `theirs`, `why` only one counts it."""
    request_of = ret.modules["assessment"].set_index("_record_id")["_parent_id"]
    plans = ret.modules["namedplan"]
    plans = plans[plans["ceasedate"].isna()]
    active = request_of.reindex(plans["_parent_id"]).isin(ret.modules["activeplans"]["_parent_id"]).to_numpy()
    keys = key_of("plan", plans["_record_id"]).to_numpy()
    began, ended = (pd.to_datetime(rows[column]) for column in ("held_from", "cease_date"))
    is_held = (began <= day) & ~(ended < day)
    why = pd.Series("ended", rows.index).where(~is_held)
    why[is_held & (ended == day)] = "ceases_that_day"
    why[is_held & rows["plan_key"].isin(keys[~active])] = "no_active_plan"
    theirs = pd.DataFrame({"case_key": rows["plan_key"], "counted": is_held, "why": why})
    both = _side_by_side(pd.DataFrame({"case_key": keys[active]}), theirs)
    return both[both["ours"] | both["theirs"]]


def _side_by_side(ours: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    """Cases of both, `why` also where the measures alone know a case."""
    both = ours.merge(theirs, how="outer", on="case_key", indicator=True)
    alone = both["_merge"].eq("right_only")
    both["why"] = both["why"].mask(alone & both["why"].isna(), "not_in_return")
    return both.assign(ours=~alone, theirs=both["counted"].eq(True))


def _line(
    figure: str, measure: str, side: str, ours: pd.Series, theirs: pd.Series, why: pd.Series
) -> dict[str, object]:
    more, fewer = (why[which].dropna().value_counts() for which in (ours & ~theirs, theirs & ~ours))
    counts = more.sub(fewer, fill_value=0).astype("int64")
    reasons = {str(reason): int(n) for reason, n in counts.items() if n}
    words = [
        f"{_WORDS.get(reason, reason.replace('_', ' '))}: {n:+d}" for reason, n in sorted(reasons.items())
    ]
    return {
        "figure": figure,
        "measure_id": measure,
        "side": side,
        "in_return": int(ours.sum()),
        "in_measures": int(theirs.sum()),
        "difference": int(ours.sum() - theirs.sum()),
        "explained": sum(reasons.values()),
        "because": "; ".join(words) or "no difference",
    }
