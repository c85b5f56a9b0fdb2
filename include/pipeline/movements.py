"""Why a figure moved after it was published: which cases came, went or changed sides, and what happened to each.

| reason | what is seen |
|---|---|
| `definition_changed` | the measure's definition has another version than it was published under |
| `late_recording` | a case that was not counted then, and whose dates place it in the half-term now |
| `corrected_date` | a case whose dates have changed |
| `reopened` | a case that had ended then and has no end now |
| `withdrawn`, `moved_away` | a case that is now closed as withdrawn, or as exported or left |
| `record_removed` | a case of which there is no record any more |
| `corrected_record` | anything else that was recorded differently |
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from include.model import MARTS
from include.transforms import Catalogue

_ROW = ["measure_id", "row_key"]
_COLUMNS = [*_ROW, "case_key", "movement", "reason"]
_MOVED_AWAY = ("exported", "left", "transferred_in")


def movements(
    catalogue: Catalogue,
    then: pd.DataFrame,
    now: pd.DataFrame,
    facts: dict[str, pd.DataFrame],
    versions: pd.Series,
) -> pd.DataFrame:
    """Cases counted in one half-term then or now but not alike, with the reason.

    Args:
        catalogue: the measures as they are counted now.
        then: rows of `marts.reported_case` of one publication.
        now: the same columns, less authority, report and run, of the same half-term today.
        facts: today's facts, as `build_facts` gives them.
        versions: definition version of each measure that was published, by `measure_id`.

    Returns:
        `measure_id`, `row_key`, `case_key`, `movement` (`entered`, `left`, `numerator_gained`, `numerator_lost`) and
        `reason`, one row for each case that moved, sorted by measure and row.

    """
    dates = ["counted_on", "started_on", "ended_on"]
    columns = [*_ROW, "case_key", *dates, "in_numerator"]
    # A measure that was not published then has no figure that could have moved.
    both = then[columns].merge(
        now.loc[now["measure_id"].isin(versions.index), columns],
        on=_ROW,
        how="outer",
        suffixes=("_then", "_now"),
        indicator=True,
    )
    before, after = (both[f"in_numerator_{when}"].astype("boolean") for when in ("then", "now"))
    movement = pd.Series(None, index=both.index, dtype="str")
    movement[both["_merge"] == "right_only"] = "entered"
    movement[both["_merge"] == "left_only"] = "left"
    movement[(~before & after).fillna(False)] = "numerator_gained"
    movement[(before & ~after).fillna(False)] = "numerator_lost"
    both["case_key"] = both["case_key_now"].fillna(both["case_key_then"])
    both = both.assign(movement=movement)[movement.notna()]
    if both.empty:
        return pd.DataFrame(columns=_COLUMNS).astype("str")

    state = _states(both, catalogue, facts)
    has_left = both["movement"] == "left"
    moved_date = pd.Series(False, index=both.index)
    for name in ("started_on", "ended_on"):
        was, is_ = (pd.to_datetime(both[f"{name}_{when}"]) for when in ("then", "now"))
        is_ = is_.where(~has_left, pd.to_datetime(state[name]))
        moved_date |= was.notna() & is_.notna() & (was != is_)
    ended_then = pd.to_datetime(both["ended_on_then"]).notna()
    ended_now = (
        pd.to_datetime(both["ended_on_now"]).where(~has_left, pd.to_datetime(state["ended_on"])).notna()
    )
    changed = both["measure_id"].map(catalogue.definition_versions) != both["measure_id"].map(versions)

    reason = pd.Series("corrected_record", index=both.index)
    reason[moved_date] = "corrected_date"
    reason[~both["movement"].eq("entered") & ended_then & ~ended_now] = "reopened"
    reason[both["movement"] == "entered"] = "late_recording"
    reason[state["closed_as"].eq("withdrawn") & both["movement"].ne("entered")] = "withdrawn"
    reason[state["closed_as"].isin(_MOVED_AWAY) & both["movement"].ne("entered")] = "moved_away"
    reason[has_left & ~state["is_there"]] = "record_removed"
    reason[changed] = "definition_changed"
    return both.assign(reason=reason)[_COLUMNS].sort_values(_ROW, ignore_index=True)


def reportable(facts: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The facts, each row with the key under which `marts.reported_case` keeps it."""
    return {
        name: rows.assign(row_key=_row_keys(name, rows))
        for name, rows in facts.items()
        if name.startswith("fact_")
    }


def reported_cases(cases: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of `marts.reported_case`, less authority and report.

    Args:
        cases: by measure, the rows that `cases_of` gives of `reportable` facts, with the columns `REPORTED`.

    """
    parts = [
        pd.DataFrame(
            {
                "row_key": rows["row_key"],
                "case_key": _first(rows, _CASE),
                "person_key": rows["person_key"],
                "counted_on": rows["counted_on"],
                "started_on": _first(rows, _STARTED),
                "ended_on": _first(rows, _ENDED),
                "in_numerator": rows["in_numerator"],
            }
        )
        for rows in cases.values()
    ]
    of = np.repeat(list(cases), [len(part) for part in parts])
    rows = pd.concat(parts, ignore_index=True)
    rows.insert(0, "measure_id", pd.Series(of, rows.index, dtype="str"))
    return rows


# What facts call the case, and the days that it is measured from and to: the first of these columns that a fact has.
_CASE = ("case_key", "plan_key", "event_key", "spell_key")
_STARTED = ("clock_start", "event_date", "received_date", "held_from", "from_date")
_ENDED = ("clock_end", "decided_date", "cease_date", "to_date")


# What is read of a row to report it.
REPORTED = {"row_key", "person_key", *_CASE, *_STARTED, *_ENDED}


def _first(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    return next((rows[c] for c in columns if c in rows), pd.Series(pd.NaT, index=rows.index))


def _row_keys(fact: str, rows: pd.DataFrame) -> pd.Series:
    key = MARTS["marts"][fact].own_key
    keys = rows[key[0]].astype("str")
    for column in key[1:]:
        keys = keys + "|" + rows[column].astype("str")
    return keys


def _states(moved: pd.DataFrame, catalogue: Catalogue, facts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What today's facts say of each row that moved: whether it is there, its dates, and why it was closed."""
    states = []
    for fact, rows in moved.groupby(moved["measure_id"].map(lambda name: catalogue.traced_to(name).fact)):
        frame = facts[str(fact)]
        frame = frame[_first(frame, _CASE).isin(rows["case_key"])]
        state = pd.DataFrame(
            {
                "row_key": _row_keys(str(fact), frame),
                "is_there": True,
                "started_on": _first(frame, _STARTED),
                "ended_on": _first(frame, _ENDED),
                "closed_as": frame.get("out_of_scope_reason"),
            }
        )
        state = state.drop_duplicates("row_key").set_index("row_key").reindex(rows["row_key"])
        states.append(state.set_index(rows.index).assign(is_there=state["is_there"].eq(True).to_numpy()))
    return pd.concat(states).reindex(moved.index)
