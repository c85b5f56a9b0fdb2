"""The return beside the measures: the same cases counted twice, and every case that only one of them counts named.

| figure | in the return | in the measures |
|---|---|---|
| decisions whether to assess | outcome Y or N told in the calendar year | limit `decide_to_assess`, in scope |
| plans issued | assessment outcome Y in the calendar year | limit `final_plan`, in scope |
| plans issued, no exception | of those, `Week20` not 1 | of those, no exception recorded |
| decisions not to issue | assessment outcome N in the calendar year | limit `decide_not_to_issue`, in scope |

The numerator of each is those in time, counted from `ReceivedDate`: 42, 140 and 112 days (SEND Regulations 2014,
regulations 5(1), 13(2) and 10(1)), as the measures' own clocks have them.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from include.sen2.build import Return
from include.sen2.layout import year_of
from include.sen2.rule_registry import statutory_days

# Figure -> limit, measure, module, item of the outcome, its codes, item of its date, whether exceptions are left out.
_FIGURES = {
    "decisions whether to assess": (
        "decide_to_assess",
        "request_decision_6wk_rate",
        "requests",
        "requestoutcome",
        ("Y", "N"),
        False,
    ),
    "plans issued": ("final_plan", "ehcp_20wk_rate_incl", "assessment", "assessmentoutcome", ("Y",), False),
    "plans issued, no exception": (
        "final_plan",
        "ehcp_20wk_rate_excl",
        "assessment",
        "assessmentoutcome",
        ("Y",),
        True,
    ),
    "decisions not to issue": (
        "decide_not_to_issue",
        "no_plan_decision_16wk_rate",
        "assessment",
        "assessmentoutcome",
        ("N",),
        False,
    ),
}
_WORDS = {
    "tribunal_ordered": "ordered by the tribunal",
    "mediation_changed": "changed after mediation",
    "transferred_in": "transferred in",
    "exception_recorded": "an exception is recorded",
    "dates_unusable": "dates missing or reversed",
    "not_in_return": "not in scope of the return on its day",
}


def reconcile(ret: Return, clocks: pd.DataFrame, key_of: Callable[[pd.Series], pd.Series]) -> pd.DataFrame:
    """Counts of the return beside those of the measures, with reasons for each difference.

    Args:
        ret: the return.
        clocks: rows of `fact_clock` of the limits above: `limit_id, case_key, clock_end, clock_status, in_scope,
            out_of_scope_reason, exception_recorded`.
        key_of: identifiers of requests -> their keys.

    Returns:
        One row for each figure and side of its measure: `figure, measure_id, side, in_return, in_measures, difference,
        explained, because`.

    """
    year = year_of(ret.year)
    first, last = pd.Timestamp(year.first_day), pd.Timestamp(year.last_day)
    received = pd.to_datetime(
        ret.modules["requests"].set_index("_record_id")["receiveddate"], errors="coerce"
    )
    found = []
    for figure, (limit, measure, module, item, codes, no_exceptions) in _FIGURES.items():
        frame = ret.modules[module]
        day = pd.to_datetime(frame[f"{item}date"], errors="coerce")
        wanted = frame[item].isin(codes) & day.between(first, last)
        if no_exceptions:
            wanted &= frame["week20"] != "1"
        request = frame["_record_id" if module == "requests" else "_parent_id"][wanted]
        days = day[wanted].to_numpy() - received.reindex(request).to_numpy()
        ours = pd.DataFrame(
            {
                "case_key": key_of(request).to_numpy(),
                "in_time": days <= pd.Timedelta(days=statutory_days(limit)),
            }
        )
        rows = clocks[
            (clocks["limit_id"] == limit) & pd.to_datetime(clocks["clock_end"]).between(first, last)
        ]
        counted = rows["in_scope"].astype(bool) & rows["clock_status"].isin(["in_time", "late"])
        why = rows["out_of_scope_reason"].astype("str")
        if no_exceptions:
            excepted = counted & rows["exception_recorded"].astype(bool)
            counted, why = counted & ~excepted, why.mask(excepted, "exception_recorded")
        theirs = pd.DataFrame(
            {
                "case_key": rows["case_key"],
                "counted": counted,
                "met": rows["clock_status"] == "in_time",
                "why": why.fillna("dates_unusable").mask(counted),
            }
        )
        both = ours.merge(theirs, how="outer", on="case_key", indicator=True)
        in_return = both["_merge"] != "right_only"
        in_measures = both["counted"].eq(True)
        for side in ("denominator", "numerator"):
            a, b = in_return, in_measures
            if side == "numerator":
                a, b = a & both["in_time"].eq(True), b & both["met"].eq(True)
            found.append(_line(figure, measure, side, a, b, both))
    return pd.DataFrame(found)


def _line(
    figure: str, measure: str, side: str, ours: pd.Series, theirs: pd.Series, both: pd.DataFrame
) -> dict[str, object]:
    reasons = both.loc[ours & ~theirs, "why"].dropna().value_counts()
    only_return = {str(reason): int(count) for reason, count in reasons.items()}
    only_measures = {"not_in_return": int((theirs & ~ours & (both["_merge"] == "right_only")).sum())}
    named = {**only_return, **{k: -n for k, n in only_measures.items() if n}}
    words = [f"{_WORDS.get(reason, reason.replace('_', ' '))}: {n:+d}" for reason, n in sorted(named.items())]
    return {
        "figure": figure,
        "measure_id": measure,
        "side": side,
        "in_return": int(ours.sum()),
        "in_measures": int(theirs.sum()),
        "difference": int(ours.sum() - theirs.sum()),
        "explained": sum(named.values()),
        "because": "; ".join(words) or "no difference",
    }
