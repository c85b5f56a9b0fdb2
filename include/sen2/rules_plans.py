"""Rules about plans, placements and needs, and about the return as a whole. What each says is in `rules.csv`."""

from __future__ import annotations

import pandas as pd

from include.sen2.rule_records import Records, blank, filled
from include.sen2.rule_registry import rule, settings
from include.sen2.rules_process import before_the_year, not_another_authority

FAR = pd.Timestamp(9999, 1, 1).as_unit("us")  # the end of what has not ended
# Ages on the 31 August before the census of those who start school, secondary school or post-16 the next September.
# (Infant to junior school is not among them: the return does not say who is in an infant school.)
AGES_OF_TRANSFER = [3, 10, 15]


@rule("D048")
def plan_without_decision_to_issue(r: Records, module: str) -> pd.Series:
    outcome = r.up(module, "assessment", "assessmentoutcome")
    disputed = (r.up(module, "assessment", "assessmentmediation") == "1") | (
        r.up(module, "assessment", "assessmenttribunal") == "1"
    )
    return outcome.notna() & ~(outcome.isin(["Y", "H"]) | ((outcome == "N") & disputed))


@rule("D049")
def plan_at_an_impossible_time(r: Records, module: str) -> pd.Series:
    start = r.day(module, "startdate")
    decided = r.up(module, "assessment", "assessmentoutcomedate", day=True)
    # A refusal that was reversed keeps the date of the refusal; a plan is always later than either.
    return start.isna() | (start < decided) | (start > r.census)


@rule("A014")
def plan_before_birth(r: Records, module: str) -> pd.Series:
    return r.day(module, "startdate") < r.born(module)


@rule("A015")
def placed_before_birth(r: Records, module: str) -> pd.Series:
    return r.day(module, "entrydate") < r.born(module)


@rule("A017")
def work_based_learning_of_a_child(r: Records, module: str) -> pd.Series:
    field = "planwbp" if module == "namedplan" else "wbp"
    if not r.has(module, field):
        return pd.Series(False, index=r[module].index)
    # A plan names in winter what begins after the school year.
    on = pd.Timestamp(r.year, 8, 31) if module == "namedplan" else r.day(module, "entrydate")
    return filled(r[module][field]) & (r.age(module, on) < 16)


@rule("D052")
def cease_date_and_reason_apart(r: Records, module: str) -> pd.Series:
    return filled(r[module]["ceasedate"]) != filled(r[module]["ceasereason"])


@rule("D053")
def ceased_at_an_impossible_time(r: Records, module: str) -> pd.Series:
    ceased = r.day(module, "ceasedate")
    return (ceased < r.day(module, "startdate")) | (ceased > r.census)


@rule("D055")
def ceased_for_age_when_young(r: Records, module: str) -> pd.Series:
    return (r[module]["ceasereason"] == "1") & (r.age(module, r.day(module, "ceasedate")) < 25)


@rule("LOCAL-G15")
def many_ceased_for_other_reasons(r: Records, module: str) -> bool:
    reasons = r[module]["ceasereason"].dropna()
    return bool(len(reasons)) and (reasons == "9").mean() > settings()["levels"]["cease_reason_other"]


@rule("D057")
def arrangements_without_budget(r: Records, module: str) -> pd.Series:
    plans = r[module]
    return (plans["pb"] != "1") & ((plans["oa"] == "1") | filled(plans["dp"]))


@rule("A022")
def budget_not_told(r: Records, module: str) -> pd.Series:
    plans = r[module]
    return blank(plans["pb"]) | ((plans["pb"] == "1") & (plans["oa"] != "1") & blank(plans["dp"]))


@rule("D060")
def named_settings_not_ranked(r: Records, module: str) -> pd.Series:
    rank = r["plandetail"]["placementrank"]
    first, second = (r.count_below(module, "plandetail", rank == code) for code in "12")
    return r.with_any(module, "plandetail") & ((first != 1) | (second > 1))


@rule("A009")
def plan_names_no_setting(r: Records, module: str) -> pd.Series:
    return ~r.with_any(module, "plandetail")


@rule("A012")
def setting_not_on_the_own_list(r: Records, module: str) -> pd.Series:
    urn = r[module]["urn"].str.strip()
    return filled(urn) & ~urn.isin(r.settings) if r.settings else pd.Series(False, index=urn.index)


@rule("A013")
def every_placement_has_ended(r: Records, module: str) -> pd.Series:
    is_open = r.is_open("placementdetail", "leavingdate")
    open_places = r.count_below(module, "placementdetail", is_open)
    return r.in_force(module) & r.with_any(module, "placementdetail") & (open_places == 0)


@rule("D065")
def plan_in_force_not_active(r: Records, module: str) -> pd.Series:
    in_force = filled(r[module]["startdate"]) & r.is_open(module, "ceasedate")
    return in_force & ~r.with_any_beside(module, "activeplans")


@rule("A004")
def ceased_before_the_year(r: Records, module: str) -> pd.Series:
    return before_the_year(r, module, "ceasedate")


@rule("LOCAL-G16")
def setting_not_named_in_one_way(r: Records, module: str) -> pd.Series:
    return r[module][["urn", "ukprn", "sensetting"]].apply(filled).sum(axis=1) != 1


@rule("LOCAL-G19")
def setting_that_is_asked_about(r: Records, module: str) -> pd.Series:
    return r[module]["sensetting"].isin(["OTH", "NIEO"])


@rule("D059")
def words_for_other_setting(r: Records, module: str) -> pd.Series:
    # The guide asks for words with the code for being out of education for other reasons, too (LOCAL-G19).
    words, setting = filled(r[module]["sensettingother"]), r[module]["sensetting"]
    return ((setting == "OTH") & ~words) | (words & ~setting.isin(["OTH", "NIEO"]))


@rule("D062")
def unit_and_resourced_provision(r: Records, module: str) -> pd.Series:
    return (r[module]["senunitindicator"] == "1") & (r[module]["resourcedprovisionindicator"] == "1")


@rule("LOCAL-U05")
def school_without_flags(r: Records, module: str) -> pd.Series:
    places = r[module]
    missing = blank(places["senunitindicator"]) | blank(places["resourcedprovisionindicator"])
    return (filled(places["urn"]) | filled(places["ukprn"])) & missing


@rule("LOCAL-G20")
def attendance_outside_school_age(r: Records, module: str) -> pd.Series:
    # School age ends with the school year in which a child turns 16.
    is_over_age = r.born(module) <= pd.Timestamp(r.year - 17, 8, 31)
    return filled(r[module]["attendancepattern"]) & (is_over_age | (r.age(module, r.census) < 5))


@rule("LOCAL-G12")
def transferred_in_but_not_old(r: Records, module: str) -> pd.Series:
    return filled(r[module]["transferla"]) & (r.beside(module, "assessment", "assessmentoutcome") != "H")


@rule("D066")
def transferred_from_no_other_authority(r: Records, module: str) -> pd.Series:
    return not_another_authority(r, r[module]["transferla"])


@rule("LOCAL-G21")
def review_after_census(r: Records, module: str) -> pd.Series:
    return r.day(module, "reviewmeeting") > r.census


@rule("A016")
def review_before_the_plan(r: Records, module: str) -> pd.Series:
    return r.day(module, "reviewmeeting") < r.beside(module, "namedplan", "startdate", day=True)


@rule("A019")
def sent_after_census(r: Records, module: str) -> pd.Series:
    days = (r.day(module, name) for name in ("reviewdraft", "phasetransferfinaldate"))
    draft, final = (day > r.census for day in days)
    return draft | final


@rule("LOCAL-G22")
def review_outcome_without_meeting(r: Records, module: str) -> pd.Series:
    return filled(r[module]["reviewoutcome"]) & blank(r[module]["reviewmeeting"])


@rule("LOCAL-G23")
def review_decision_after_census(r: Records, module: str) -> pd.Series:
    return r.day(module, "lastreview") > r.census


@rule("LOCAL-G24")
def needs_not_ranked(r: Records, module: str) -> pd.Series:
    rank = r["senneed"]["sentyperank"]
    first, second = (r.count_below(module, "senneed", rank == code) for code in "12")
    return r.with_any(module, "senneed") & ((first != 1) | (second > 1))


@rule("LOCAL-U02")
def plan_outside_the_age_range(r: Records, module: str) -> pd.Series:
    person = r[module]["_record_id"]
    active = person.isin(r.ancestor("activeplans", "person")[r.in_force("activeplans")])
    too_old_or_young = active & ~r.age(module, r.school_year_began).between(0, 24)
    # A plan may be kept until the end of the school year in which its holder turns 25: s.46 of the Act.
    ceased = r.day("namedplan", "ceasedate")
    year = ceased.dt.year - (ceased.dt.month < 9).astype(int)
    began = pd.to_datetime(year.astype("Int64").astype("str") + "-08-31", format="%Y-%m-%d", errors="coerce")
    kept_too_long = r.age("namedplan", began) > 24
    return too_old_or_young & r.born(module).notna() | person.isin(
        r.ancestor("namedplan", "person")[kept_too_long]
    )


@rule("LOCAL-U03")
def active_plan_without_plan(r: Records, module: str) -> pd.Series:
    old = r.beside(module, "assessment", "assessmentoutcome") == "H"  # an error under another rule
    return ~old & ~r.with_any_beside(module, "namedplan")


@rule("LOCAL-U06")
def active_plan_without_need(r: Records, module: str) -> pd.Series:
    return ~r.with_any(module, "senneed")


@rule("D063")
def active_though_ceased(r: Records, module: str) -> pd.Series:
    # One that ceased in the year keeps its record, with the placements of the year.
    return r.beside(module, "namedplan", "ceasedate", day=True) < r.year_began


@rule("D064")
def two_active_plans(r: Records, module: str) -> pd.Series:
    person = r.ancestor(module, "person").where(r.in_force(module))
    return person.notna() & person.duplicated(keep=False)


@rule("D067")
def decision_before_review(r: Records, module: str) -> pd.Series:
    # Without an outcome the decision is that of an earlier review: of the latest there is none yet.
    decided = filled(r[module]["reviewoutcome"])
    return decided & (r.day(module, "lastreview") < r.day(module, "reviewmeeting"))


@rule("D068")
def not_reviewed_for_a_year(r: Records, module: str) -> pd.Series:
    year_before = r.census - pd.DateOffset(years=1)
    reviews = [r.day(module, name) for name in ("reviewmeeting", "lastreview")]
    last = pd.concat(reviews, axis=1).max(axis=1)
    old = r.beside(module, "namedplan", "startdate", day=True) <= year_before
    return old & r.in_force(module) & ~(last > year_before)


def _of_an_earlier_review(r: Records, module: str) -> pd.Series:
    """The latest decision is that of an earlier review than the latest, which has none yet."""
    earlier = r.day(module, "lastreview") < r.day(module, "reviewmeeting")
    return earlier & blank(r[module]["reviewoutcome"])


@rule("D069")
def review_decision_late(r: Records, module: str) -> pd.Series:
    met, decided = r.day(module, "reviewmeeting"), r.day(module, "lastreview")
    decided = decided.where(~_of_an_earlier_review(r, module)).fillna(r.census.as_unit("us"))
    return r.in_force(module) & ((decided - met).dt.days > settings()["days"]["review_decision"])


@rule("D070")
def decision_without_review_outcome(r: Records, module: str) -> pd.Series:
    has_review = filled(r[module]["lastreview"]) & filled(r[module]["reviewmeeting"])
    has_review &= ~_of_an_earlier_review(r, module)
    return r.in_force(module) & has_review & blank(r[module]["reviewoutcome"])


@rule("D071")
def draft_does_not_fit_review(r: Records, module: str) -> pd.Series:
    draft = r.day(module, "reviewdraft")
    late = (draft - r.day(module, "reviewmeeting")).dt.days > settings()["days"]["review_draft"]
    return r.in_force(module) & draft.notna() & (late | (r[module]["reviewoutcome"] != "A"))


@rule("D072")
def phase_transfer_missing_or_late(r: Records, module: str) -> pd.Series:
    due, final = r.day(module, "phasetransferduedate"), r.day(module, "phasetransferfinaldate")
    missing = due.isna() & r.age(module, r.school_year_began).isin(AGES_OF_TRANSFER)
    return r.in_force(module) & (missing | (final > due) | ((due < r.census) & final.isna()))


@rule("D073")
def phase_transfer_due_on_another_day(r: Records, module: str) -> pd.Series:
    due = r.day(module, "phasetransferduedate")
    day = due.dt.month * 100 + due.dt.day
    return (
        r.in_force(module) & due.notna() & ~day.isin([215, 331]) & (r.age(module, r.school_year_began) < 16)
    )


@rule("D074")
def active_plan_without_placement(r: Records, module: str) -> pd.Series:
    return r.in_force(module) & ~r.with_any(module, "placementdetail")


@rule("D082")
def same_need_twice(r: Records, module: str) -> pd.Series:
    needs = r["senneed"][["_parent_id", "sentype"]]
    twice = needs.notna().all(axis=1) & needs.duplicated()
    return r[module]["_record_id"].isin(needs.loc[twice, "_parent_id"])


@rule("D075")
def placed_at_an_impossible_time(r: Records, module: str) -> pd.Series:
    entry, leaving = r.day(module, "entrydate"), r.day(module, "leavingdate")
    return entry.isna() | (leaving < entry) | (entry > r.census) | (leaving > r.census)


@rule("D076")
def placements_overlap(r: Records, module: str) -> pd.Series:
    spells = r[module][["_parent_id", "placementrank"]].assign(
        entry=r.day(module, "entrydate"), until=r.day(module, "leavingdate").fillna(FAR)
    )
    spells = spells.dropna().sort_values(["_parent_id", "placementrank", "entry"], kind="stable")
    same = [spells["_parent_id"], spells["placementrank"]]
    latest = spells["until"].groupby(same).cummax().groupby(same).shift()
    return (spells["entry"] < latest).reindex(r[module].index, fill_value=False)


@rule("D079")
def out_of_education_does_not_fit(r: Records, module: str) -> pd.Series:
    setting = r[module]["sensetting"]
    too_young = (setting == "NEET") & (r.age(module, r.census) < 16)
    no_notice = pd.Series(False, index=setting.index)
    if r.has("activeplans", "reviewoutcome"):
        no_notice = (setting == "NIEC") & (r.up(module, "activeplans", "reviewoutcome") != "C")
    is_open = r.is_open(module, "leavingdate")
    open_places = is_open.groupby(r[module]["_parent_id"]).transform("sum")
    return too_young | no_notice | ((setting == "EHE") & is_open & (open_places > 1))


@rule("A005")
def left_before_the_year(r: Records, module: str) -> pd.Series:
    return before_the_year(r, module, "leavingdate")


@rule("A008")
def secondary_without_primary(r: Records, module: str) -> pd.Series:
    places = r[module]
    is_open = r.is_open(module, "leavingdate")
    with_primary = places.loc[is_open & (places["placementrank"] == "1"), "_parent_id"]
    return is_open & (places["placementrank"] == "2") & ~places["_parent_id"].isin(with_primary)


@rule("D084")
def many_unknown_codes(r: Records, module: str) -> bool:
    shares = [
        r["person"]["ethnicity"].isin(["NOBT", "REFU"]),
        filled(r["person"]["upnunknown"]),
        r["senneed"]["sentype"] == "OTH",
        r["placementdetail"]["sensetting"].isin(["OTH", "NIEO"]),
    ]
    return any(len(x) and x.mean() > settings()["levels"]["unknown_codes"] for x in shares)


@rule("D083")
def numbers_differ_from_last_year(r: Records, module: str) -> bool:
    if r.previous is None:
        return False
    level = settings()["levels"]["change_on_last_year"]
    now, before = _sizes(r), _sizes(r.previous)
    return any(abs(new - old) > level * old for new, old in zip(now, before, strict=True))


def _sizes(r: Records) -> list[int]:
    """How many requests, plans, active plans and ceased plans there are."""
    ceased = filled(r["namedplan"]["ceasedate"])
    return [len(r["requests"]), len(ceased), int(r.in_force("activeplans").sum()), int(ceased.sum())]
