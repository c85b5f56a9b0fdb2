"""Placements: what a place costs, and those begun in independent schools and outside the authority's area."""

from __future__ import annotations

import pandas as pd

from include.model.frames import values_at
from include.transforms.facts.history import History
from include.transforms.facts.kinds.disputes import CHANGED
from include.transforms.facts.kinds.kind import FILLED, Event, Spell
from include.transforms.facts.kinds.reads import together
from include.transforms.groups import GROUPS, setting_kind
from include.transforms.intervals import began

# Independent and non-maintained schools; specialist post-16 institutions are colleges and not among them.
_INDEPENDENT = ("MAIN_INDEPENDENT", "SPECIAL_INDEPENDENT", "SPECIAL_NMSS")
# A placement follows a panel or an order of the same day of the year before, or of a later one.
_FOLLOWS = pd.DateOffset(years=1)


def _begun(history: History) -> pd.DataFrame:
    """Primary placements in another setting than the one before.

    `kind`, `outside`; `panel_days`: since the last panel that agreed a placement; `after_order`: the tribunal had
    ordered another setting, or the council conceded it.
    """
    rows = history.table("placement")
    rows = rows[rows["placement_rank"] == "1"]
    settings = history.table("setting").drop_duplicates("urn").set_index("urn")
    number = rows["urn"].fillna(rows["ukprn"])
    rows = rows.assign(
        number=number,
        kind=setting_kind(rows, history.table("setting")),
        outside=values_at(number, settings["out_of_area"]),
        person_id=history.records.owner("person", "placement", rows),
        request_id=history.records.owner("request", "placement", rows),
        began=began(rows["entry_date"]),
    ).sort_values(["active_plan_id", "began", "placement_id"])
    same = rows["number"].eq(rows.groupby("active_plan_id")["number"].shift()).fillna(False)
    # One without a first day was before all others, and did not begin in any period.
    rows = rows[~same.astype("bool") & rows["entry_date"].notna()]
    panels, appeals = history.table("panel_decision"), history.table("appeal")
    agreed = panels[(panels["panel_stage"] == "PLACEMENT") & (panels["panel_outcome"] == "AGREED")]
    changed = appeals[(appeals["order_type"] == "AMEND_SETTING") & appeals["appeal_outcome"].isin(CHANGED)]
    return rows.assign(
        panel_days=(rows["entry_date"] - _last(rows, agreed)).dt.days,
        after_order=_last(rows, changed).notna(),
    )


def _last(rows: pd.DataFrame, decided: pd.DataFrame) -> pd.Series:
    """The last day on which something was decided about the person of each row, in the year before it began."""
    days = decided[["person_id", "decided_date"]].dropna().sort_values("decided_date", kind="stable")
    asked = rows[["person_id", "entry_date"]].sort_values("entry_date", kind="stable")
    asked = asked[asked["person_id"].notna()]
    with_decision = pd.merge_asof(
        asked,
        days,
        left_on="entry_date",
        right_on="decided_date",
        by="person_id",
    )
    last = with_decision["decided_date"].where(
        with_decision["decided_date"] >= with_decision["entry_date"] - _FOLLOWS
    )
    return last.set_axis(asked.index).reindex(rows.index)


def _placements(name: str, words: str, only: dict[str, tuple[str | bool, ...]]) -> Event:
    return Event(
        name=name,
        about=f"a placement begun in {words}; met: after an order of the tribunal or a concession about the setting",
        table="placement",
        only=only,
        build=_begun,
        joins=("setting",),
        day="entry_date",
        subject="kind",
        met="after_order",
        amounts={"pounds": "annual_cost", "days": "panel_days"},
        reads=together(
            GROUPS["setting"].reads,
            {
                "setting": ("out_of_area",),
                "panel_decision": ("panel_stage", "panel_outcome", "decided_date"),
                "appeal": ("order_type", "appeal_outcome", "decided_date"),
            },
        ),
    )


PLACEMENTS = (
    Spell(
        name="place",
        about="a primary placement whose cost a year is known",
        table="placement",
        only={"placement_rank": ("1",), "annual_cost": FILLED},
        begins="entry_date",
        ends="leaving_date",
        amounts={"annual_cost": "annual_cost"},
    ),
    _placements("placement_independent", "an independent or non-maintained school", {"kind": _INDEPENDENT}),
    _placements("placement_out_of_area", "a setting outside the authority's area", {"outside": (True,)}),
)
