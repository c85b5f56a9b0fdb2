"""Plans: what new ones hold, their reviews and transfers, and who holds them for how long."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_ALLOCATED, NOT_RECORDED
from include.model.bands import bands
from include.model.frames import values_at
from include.transforms.facts.history import History
from include.transforms.facts.kinds.kind import FILLED, Case, Clock, Doubt, Event, Spell
from include.transforms.facts.kinds.reads import HELD, together
from include.transforms.facts.plans import last_days
from include.transforms.facts.reviews import overtaken_on, replaced_on, told_of_later
from include.transforms.groups import GROUPS, academic_year
from include.transforms.intervals import ONE_DAY, began, disjoint, earliest, later

_YEAR = pd.DateOffset(months=12)
_UNAMENDED = pd.DateOffset(years=3)
# The year in which a person becomes 16 to 25 for the statistics begins 17 years after the academic year of birth.
_POST16_YEARS = 17
# Year 9 begins 14 years after the academic year of birth.
_YEAR_9 = 14
# Codes of a placement that say that the person is in no setting.
_NOT_IN_EDUCATION = ("NEET", "NIEC", "NIEO")

_REVIEWED = together(
    HELD,
    {
        "annual_review": (
            "review_type",
            "review_due_date",
            "review_meeting_date",
            "review_report_date",
            "review_decision_date",
            "review_outcome",
            "amendment_notice_date",
            "amended_final_date",
            "pfa_outcomes",
        )
    },
)
_MOVED = together(
    HELD,
    {
        "phase_transfer": (
            "phase_transfer_type",
            "transfer_date",
            "due_date",
            "final_date",
            "named_type_only",
            "planning_started_date",
        )
    },
)
_PLACED = GROUPS["setting"].reads


def new_plans(history: History) -> pd.DataFrame:
    """Plans made here; `views`: those of the child and of the parents, missing where either is not recorded."""
    new = history.plans[~history.plans["transferred_in"]]
    return new.assign(views=new["views_child"] & new["views_parent"])


def _held(history: History) -> pd.DataFrame:
    """Plans as in the caseload: a row for each spell with one caseworker and setting."""
    return history.caseload[history.caseload["case_kind"] == "plan"]


def _held_on_1_september(history: History) -> pd.DataFrame:
    """Each plan held on 1 September, once for each year; `known`: its setting on that day was, and there was one."""
    plans = history.once(_held)
    # The years that had begun the day before the plan was held, and on the last day that it was.
    before = academic_year(plans["from_date"] - ONE_DAY).astype("int64")
    by_its_end = academic_year(plans["to_date"].fillna(history.as_at)).astype("int64")
    rows = plans.loc[plans.index.repeat(by_its_end - before)]
    year = before[rows.index] + rows.groupby(level=0).cumcount() + 1
    day = pd.to_datetime(pd.DataFrame({"year": year, "month": 9, "day": 1}))
    return rows.assign(
        record=rows["case_key"] + year.astype("str"),
        term_start=day.astype("datetime64[us]"),
        known=~rows["setting"].isin([NOT_RECORDED, *_NOT_IN_EDUCATION]),
    )


def _plans_at_16(history: History) -> pd.DataFrame:
    """Spells of plans from the academic year in which the person counts as 16."""
    held = history.once(_held)
    grown = pd.DataFrame({"year": held["birth_academic_year"] + _POST16_YEARS, "month": 9, "day": 1}).dropna()
    sixteen = pd.to_datetime(grown.astype("int64")).astype("datetime64[us]").reindex(held.index)
    older = held[sixteen.notna()]
    older = older.assign(from_date=later(older["from_date"], sixteen[older.index]))
    return older[~(older["to_date"] < older["from_date"])]


def _held_for_12_months(history: History) -> pd.DataFrame:
    rows = history.once(_held).sort_values(["case_key", "from_date"])
    whole = rows.drop_duplicates("case_key").assign(
        to_date=rows.drop_duplicates("case_key", keep="last")["to_date"].to_numpy()
    )
    return _from_12_months_later(whole)


def _with_one_caseworker_for_12_months(history: History) -> pd.DataFrame:
    rows = history.once(_held).sort_values(["case_key", "from_date"])
    changed = (rows["case_key"] != rows["case_key"].shift()) | (
        rows["caseworker"] != rows["caseworker"].shift()
    )
    spell = changed.cumsum()
    same = rows[changed].set_axis(spell[changed]).assign(to_date=rows.groupby(spell)["to_date"].last())
    # groupby.last skips missing days: a spell that still lasts has none.
    lasting = rows["to_date"].isna().groupby(spell).any()
    same["to_date"] = same["to_date"].mask(lasting)
    return _from_12_months_later(same[same["caseworker"] != NOT_ALLOCATED])


def _from_12_months_later(spells: pd.DataFrame) -> pd.DataFrame:
    after = spells.assign(from_date=spells["from_date"] + _YEAR)
    return after[~(after["to_date"] < after["from_date"])].reset_index(drop=True)


def _providers_in_use(history: History) -> pd.DataFrame:
    """Post-16 providers: each from the first to the last day of anybody's placement there while a plan was held."""
    settings = history.table("setting")
    post16 = settings[(settings["phase"] == "POST16") | settings["setting_type"].isin(["FE", "SPI"])]
    places = _of_plans(history, "placement")
    places = places.assign(urn=places["urn"].fillna(places["ukprn"]), used="used")
    places = places[places["urn"].isin(post16["urn"]) & places["held_from"].notna()]
    places = places.assign(
        entry_date=later(began(places["entry_date"]), places["held_from"]),
        leaving_date=earliest([places["leaving_date"], places["closed_date"]]),
    )
    used = disjoint(places, "urn", "used", "entry_date", "leaving_date", history.as_at)
    used["to_date"] = used["to_date"].mask(used["to_date"] == history.as_at)
    return used


def _of_plans(history: History, table: str) -> pd.DataFrame:
    """Rows of a table about maintained plans, with the plan's request, person, arrival and last day."""
    rows = history.table(table)
    request = history.records.owner("request", table, rows)
    active = history.table("active_plan").drop_duplicates("active_plan_id").set_index("active_plan_id")
    return rows.assign(
        request_id=request,
        person_id=history.records.owner("person", table, rows),
        transfer_in_date=values_at(rows["active_plan_id"], active["transfer_in_date"]),
        held_from=values_at(request, history.plans.groupby("request_id")["held_from"].min()),
        closed_date=values_at(request, last_days(history.plans)),
    )


def _reviews(history: History) -> pd.DataFrame:
    """Reviews with their days as known, the year before the due day, and when they stopped mattering.

    A review of a plan that ended, or in place of which another was held, is closed.
    """
    rows = _of_plans(history, "annual_review")
    dates = ("review_report_date", "review_decision_date", "amendment_notice_date", "amended_final_date")
    rows = rows.assign(
        **{name: history.known(rows[name]) for name in dates},
        meeting=history.known(rows["review_meeting_date"]),
        year_before=rows["review_due_date"] - _YEAR,
    )
    rows = rows.assign(
        decided=rows["review_decision_date"],
        notice=rows["amendment_notice_date"],
        final=rows["amended_final_date"],
    )
    rows["closed_date"] = earliest([rows["closed_date"], replaced_on(rows)])
    return rows


def _told_of_later(history: History) -> pd.DataFrame:
    return told_of_later(history.once(_reviews))


def _overtaken(history: History, since: pd.Series) -> pd.Series:
    """What a review left undone is overtaken when the family is told of a later one."""
    return overtaken_on(history.once(_told_of_later), since)


def _reviews_held(history: History) -> pd.DataFrame:
    rows = history.once(_reviews)
    return rows[rows["meeting"].notna()]


def _reviews_of_year_9(history: History) -> pd.DataFrame:
    """Reviews held in Year 9 or above, by the day of birth."""
    rows = history.once(_reviews_held)
    born = values_at(rows["person_id"], academic_year(history.records.people["birth_date"]))
    return rows[(academic_year(rows["meeting"]) - born >= _YEAR_9).fillna(False).astype("bool")]


def _reviews_unfinished(history: History) -> pd.DataFrame:
    """Reviews from the meeting to the day before each was finished, overtaken or closed, cut by time since the meeting.

    Finished is a review when the family was told that the plan stays or ends, or was sent the amended final plan. A
    plan is to be amended where that was decided or a notice was sent, whatever else the record says. One that was
    finished after all was open until then, as for every limit, also where a later review had overtaken it.
    """
    rows = history.once(_reviews_held)
    to_amend = rows["review_outcome"].eq("A").fillna(False) | rows["notice"].notna()
    finished = rows["final"].where(to_amend, earliest([rows["decided"], rows["final"]]))
    overtaken = _overtaken(history, rows["meeting"]).where(finished.isna())
    until = earliest([finished, overtaken, rows["closed_date"]]) - ONE_DAY
    pieces, first = [], rows["meeting"]
    for band in bands("SinceMeeting"):
        last = band.last_day(rows["meeting"])
        pieces.append(rows.assign(from_date=first, to_date=earliest([until, last]), since_meeting=band.code))
        first = last + ONE_DAY
    cut = pd.concat(pieces, ignore_index=True)
    return cut[~(cut["to_date"] < cut["from_date"])]


# Days on which a plan was amended. The return's own day stands for phase transfers where their table is not held.
_AMENDED = (
    ("annual_review", "amended_final_date"),
    ("phase_transfer", "final_date"),
    ("active_plan", "phase_transfer_final_date"),
)


def _plans_not_amended(history: History) -> pd.DataFrame:
    """Each plan from three years after it was made or last amended to the day before it was amended again, or ended."""
    plans = history.plans
    changes = [
        pd.DataFrame(
            {
                "request_id": history.records.owner("request", table, rows),
                "changed": history.known(rows[column]),
            }
        ).dropna()
        for table, column in _AMENDED
        if len(rows := history.table(table))
    ]
    as_made = plans.assign(changed=plans["start_date"])
    again = [plans.merge(days, on="request_id") for days in changes]
    rows = pd.concat([as_made, *again], ignore_index=True)
    rows = rows[(rows["changed"] >= rows["start_date"]) & ~(rows["changed"] > rows["cease_date"])]
    rows = rows.drop_duplicates(["plan_id", "changed"]).sort_values(["plan_id", "changed"])
    following = rows.groupby("plan_id")["changed"].shift(-1) - ONE_DAY
    rows = rows.assign(
        from_date=later(rows["changed"] + _UNAMENDED, rows["held_from"]),
        to_date=earliest([following, rows["cease_date"]]),
    )
    return rows[~(rows["to_date"] < rows["from_date"])]


def _plans_maintained(history: History) -> pd.DataFrame:
    return history.plans.assign(from_date=history.plans["held_from"], to_date=history.plans["cease_date"])


def _primary_placements(history: History) -> pd.DataFrame:
    """Primary placements on the days on which the plan was held; of two on a day, the one that began last."""
    rows = _of_plans(history, "placement")
    rows = rows[(rows["placement_rank"] == "1") & rows["held_from"].notna()]
    rows = rows.assign(began=began(rows["entry_date"]))
    days = disjoint(rows, "active_plan_id", "placement_id", "began", "leaving_date", history.as_at)
    days["to_date"] = days["to_date"].mask(days["to_date"] == history.as_at)
    rows = rows.merge(days, on=["active_plan_id", "placement_id"])
    rows = rows.assign(
        from_date=later(rows["from_date"], rows["held_from"]),
        to_date=earliest([rows["to_date"], rows["closed_date"]]),
    )
    return rows[~(rows["to_date"] < rows["from_date"])]


def _reviews_to_amend(history: History) -> pd.DataFrame:
    rows = history.once(_reviews_held)
    decided_to_amend = (rows["review_outcome"] == "A") & rows["review_decision_date"].notna()
    return rows[rows["amendment_notice_date"].notna() | decided_to_amend]


def _reviews_that_fell_due(history: History) -> pd.DataFrame:
    """Less those of a plan that ended by the day, or in place of which another was held; `in_time`: met by then."""
    rows = history.once(_reviews)
    rows = rows[~(rows["closed_date"] <= rows["review_due_date"])]
    return rows.assign(in_time=rows["meeting"] <= rows["review_due_date"])


def _transfers(history: History) -> pd.DataFrame:
    """Phase transfers, each from a year before the move, or from the day on which the plan was first held.

    A plan first held after the deadline could never be in time.
    """
    rows = _of_plans(history, "phase_transfer")
    begins = rows["transfer_date"] - _YEAR
    late = rows["held_from"] > rows["due_date"]
    return rows.assign(
        begins=begins.where(~(rows["held_from"] > begins), rows["held_from"]),
        out_of_scope_reason=pd.Series(None, rows.index, dtype="str").mask(late, "plan_after_deadline"),
    )


def _transfers_of_complex_cases(history: History) -> pd.DataFrame:
    """`early`: planning began a year before the move."""
    rows = history.once(_transfers)
    is_complex = values_at(rows["person_id"], history.records.people["is_complex"])
    rows = rows[is_complex.fillna(False).astype("bool")]
    return rows.assign(early=rows["planning_started_date"] <= rows["transfer_date"] - _YEAR)


_ALONE = Doubt(alone=("issued", "due"))


def _review_clock(name: str, about: str, start: str, end: str, **more: object) -> Clock:
    return Clock(
        name=name,
        about=about,
        table="annual_review",
        case="review",
        subject="review_type",
        start=start,
        end=end,
        closed="closed_date",
        overtaken=_overtaken,
        reads=_REVIEWED,
        **{"build": _reviews_held, "doubt": _ALONE, **more},  # type: ignore[arg-type]
    )


def _transfer_clock(name: str, about: str, *kinds: str) -> Clock:
    return Clock(
        name=name,
        about=about,
        table="phase_transfer",
        only={"phase_transfer_type": kinds},
        build=_transfers,
        case="phase_transfer",
        subject="phase_transfer_type",
        start="begins",
        end="final_date",
        reckoned="transfer_date",
        closed="closed_date",
        reads=_MOVED,
    )


PLANS = (
    Case(
        name="fact_plan",
        about="a plan",
        table="plan",
        case="plan",
        day="start_date",
        reads=HELD,
    ),
    Case(
        name="fact_caseload",
        about="a plan held, with one caseworker and setting",
        table="plan",
        case="plan",
        kind="plan",
        reads=HELD,
        doubt=Doubt(begins="start_date", ends="cease_date"),
    ),
    Event(
        name="plan_views",
        about="a new plan whose section A was looked at; met: it holds the views of the child and of the parents",
        table="plan",
        only={"views": FILLED},
        build=new_plans,
        day="start_date",
        met="views",
        reads=together(HELD, {"plan": ("views_child", "views_parent")}),
    ),
    *(
        Event(
            name=f"disparity_{done}",
            about=f"a new plan that differs from what the family asked for; met: the difference was {done}",
            table="plan",
            only={"differs_from_request": (True,)},
            build=new_plans,
            day="start_date",
            met=f"difference_{done}",
            reads=HELD,
        )
        for done in ("recorded", "explained")
    ),
    Event(
        name="term_start",
        about="a plan held on 1 September; met: a setting was known on that day",
        table="plan",
        record=("record",),
        build=_held_on_1_september,
        joins=("placement",),
        day="term_start",
        met="known",
        reads=together(HELD, _PLACED),
        doubt=Doubt(together=True, begins="start_date", ends="cease_date"),
    ),
    Event(
        name="review_outcomes",
        about="a review held: the outcomes met of those reviewed",
        table="annual_review",
        build=_reviews_held,
        day="review_meeting_date",
        subject="review_type",
        amounts={"outcomes_met": "outcomes_met", "outcomes_reviewed": "outcomes_reviewed"},
    ),
    Event(
        name="review_pfa",
        about="a review in Year 9 or above; met: it set outcomes for adulthood",
        table="annual_review",
        only={"pfa_outcomes": FILLED},
        build=_reviews_of_year_9,
        day="review_meeting_date",
        met="pfa_outcomes",
        reads=together(_REVIEWED, {"person": ("birth_date",)}),
        doubt=Doubt(alone=("issued", "due", "open")),
    ),
    Event(
        name="review_meeting_due",
        about="a review that fell due; met: its meeting was held by then",
        table="annual_review",
        build=_reviews_that_fell_due,
        day="review_due_date",
        subject="review_type",
        met="in_time",
        reads=_REVIEWED,
    ),
    Event(
        name="transfer_named",
        about="the final plan of a phase transfer; met: it names a type of setting and no setting",
        table="phase_transfer",
        build=_transfers,
        day="final_date",
        subject="phase_transfer_type",
        met="named_type_only",
        reads=_MOVED,
    ),
    Event(
        name="transition_planning",
        about="the phase transfer of a complex case; met: planning began a year before",
        table="phase_transfer",
        build=_transfers_of_complex_cases,
        joins=("person",),
        day="transfer_date",
        met="early",
        reads=together(_MOVED, {"person": ("is_complex",)}),
    ),
    _review_clock(
        "review_12_months",
        "a review due within 12 months of the plan or the review before",
        "year_before",
        "review_decision_date",
        but={"review_type": ("TRANSFER_IN",)},
        build=_reviews,
        own_due="review_due_date",
        doubt=Doubt(),
    ),
    _review_clock(
        "transfer_in_review",
        "the first review of a plan that moved in",
        "transfer_in_date",
        "review_decision_date",
        only={"review_type": ("TRANSFER_IN",)},
        build=_reviews,
        own_due="review_due_date",
        doubt=Doubt(),
    ),
    _review_clock(
        "review_early_years",
        "the review of an under-five's plan",
        "year_before",
        "review_meeting_date",
        only={"review_type": ("UNDER5",)},
        build=_reviews,
        doubt=Doubt(),
    ),
    _review_clock(
        "review_report",
        "the setting's report of a review held",
        "review_meeting_date",
        "review_report_date",
    ),
    _review_clock(
        "review_decision",
        "the decision after a review held",
        "review_meeting_date",
        "review_decision_date",
    ),
    _review_clock(
        "amendment_notice",
        "the notice of amendments after a review held",
        "review_meeting_date",
        "amendment_notice_date",
        build=_reviews_to_amend,
    ),
    _review_clock(
        "amended_final_from_meeting",
        "the amended plan after a review held",
        "review_meeting_date",
        "amended_final_date",
        build=_reviews_to_amend,
    ),
    _review_clock(
        "amended_final",
        "the amended plan after a notice of amendments",
        "amendment_notice_date",
        "amended_final_date",
        only={"amendment_notice_date": FILLED},
        build=_reviews,
    ),
    _review_clock(
        "amendment_comments",
        "the time to comment on amendments",
        "amendment_notice_date",
        "amended_final_date",
        only={"amendment_notice_date": FILLED},
        build=_reviews,
    ),
    _transfer_clock("transfer_post16", "a move from school to post-16 education", "SEC_POST16"),
    _transfer_clock("transfer_post16_move", "a move between post-16 settings", "POST16_MOVE"),
    _transfer_clock(
        "transfer_school",
        "a move to the next school",
        "EY_SCHOOL",
        "INF_JUN",
        "PRI_SEC",
        "PRI_MID",
        "MID_SEC",
    ),
    Spell(
        name="post16_plan",
        about="a plan of a person aged 16 to 25, in one setting",
        table="plan",
        record=("case_key", "from_date"),
        build=_plans_at_16,
        joins=("placement",),
        subject="setting",
        subject_codes="SettingType",
        begins="start_date",
        ends="cease_date",
        reads=together(HELD, _PLACED, {"person": ("birth_date",)}),
        doubt=Doubt(together=True),
    ),
    Spell(
        name="plan_12_months",
        about="a plan, from 12 months after it was first held",
        table="plan",
        record=("case_key", "from_date"),
        build=_held_for_12_months,
        begins="start_date",
        ends="cease_date",
        reads=HELD,
        doubt=Doubt(together=True),
    ),
    Spell(
        name="plan_not_amended",
        about="a plan, from three years after it was made or last amended",
        table="plan",
        record=("plan_id", "from_date"),
        build=_plans_not_amended,
        joins=("annual_review",),
        begins="start_date",
        ends="cease_date",
        reads=together(HELD, {table: (column,) for table, column in _AMENDED}),
        doubt=Doubt(together=True),
    ),
    Spell(
        name="review_unfinished",
        about="a review whose meeting was held and which is not finished; subject: for how long",
        table="annual_review",
        record=("annual_review_id", "since_meeting"),
        build=_reviews_unfinished,
        subject="since_meeting",
        subject_codes="SinceMeeting",
        begins="review_meeting_date",
        reads=_REVIEWED,
        doubt=Doubt(together=True),
    ),
    Spell(
        name="personal_budget",
        about="a plan with a personal budget",
        table="plan",
        only={"personal_budget": (True,)},
        build=_plans_maintained,
        subject="direct_payment",
        begins="start_date",
        ends="cease_date",
        reads=HELD,
        doubt=Doubt(together=True),
    ),
    *(
        Spell(
            name=f"{column}_placement",
            about=f"a plan whose primary placement is {words}",
            table="placement",
            record=("placement_id", "from_date"),
            only={column: FILLED},
            build=_primary_placements,
            subject=column,
            begins="entry_date",
            ends="leaving_date",
            joins=("plan",),
            reads=together(HELD, {"placement": ("placement_rank",)}),
            doubt=Doubt(together=True),
        )
        for column, words in (("residential", "residential"), ("work_based", "work-based learning"))
    ),
    Spell(
        name="same_caseworker_12_months",
        about="a plan, from 12 months after its caseworker took it",
        table="plan",
        record=("case_key", "from_date"),
        build=_with_one_caseworker_for_12_months,
        joins=("allocation",),
        begins="start_date",
        ends="cease_date",
        reads=together(HELD, GROUPS["caseworker"].reads),
        doubt=Doubt(together=True),
    ),
    Spell(
        name="post16_provider",
        about="a post-16 provider in use",
        table="placement",
        record=("urn", "from_date"),
        build=_providers_in_use,
        joins=("plan", "setting"),
        of_nobody=True,
        begins="entry_date",
        ends="leaving_date",
        reads=together(HELD, _PLACED, {"setting": ("phase",)}),
        doubt=Doubt(no_range="it counts providers, each by the placements of many children together"),
    ),
)
