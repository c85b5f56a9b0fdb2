"""Rules about the header, persons, requests and assessments. What each says is in `rules.csv`."""

from __future__ import annotations

import pandas as pd

from include.model.identifiers import uln_is_right, upn_is_right
from include.sen2.rule_records import Records, blank, filled, look_up
from include.sen2.rule_registry import authorities, rule, settings, statutory_days

POSTCODE = r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA)"
AUTHORITY = r"(?:\d{3}|XXX)"
_DISPUTES = ("assessmentmediation", "assessmenttribunal", "othermediation", "othertribunal")


@rule("D017")
def header_is_of_another_year(r: Records, module: str) -> pd.Series:
    header = r[module]
    return (header["year"] != str(r.year)) | (r.day(module, "referencedate") != r.census)


@rule("D018")
def header_names_another_sender(r: Records, module: str) -> pd.Series:
    return r[module]["lea"] != r.la_code


@rule("LOCAL-G01")
def neither_number_nor_reason(r: Records, module: str) -> pd.Series:
    people = r[module]
    return blank(people["upn"]) & blank(people["uniquelearnernumber"]) & blank(people["upnunknown"])


@rule("LOCAL-G02")
def too_old_for_having_no_upn_yet(r: Records, module: str) -> pd.Series:
    return (r[module]["upnunknown"] == "UN1") & (r.age(module, r.census) >= 6)


@rule("A018")
def reason_does_not_fit(r: Records, module: str) -> pd.Series:
    reason = r[module]["upnunknown"]
    went_on = r.with_any(module, "assessment") | r.with_any(module, "activeplans")
    return ((reason == "UN9") & (r.age(module, r.census) < 16)) | ((reason == "UN10") & went_on)


@rule("D019")
def name_is_a_placeholder(r: Records, module: str) -> pd.Series:
    words = settings()["placeholders"]
    return (
        r[module][["surname", "forename"]]
        .apply(lambda name: name.str.strip().str.lower().isin(words))
        .any(axis=1)
    )


@rule("D020")
def born_after_census(r: Records, module: str) -> pd.Series:
    return r.day(module, "personbirthdate") > r.census


@rule("D021")
def not_of_an_age_for_a_plan(r: Records, module: str) -> pd.Series:
    # Who has no active plan was last reported on when the plan ceased or the request came.
    ceased = r.day("namedplan", "ceasedate").groupby(r.ancestor("namedplan", "person")).max()
    received = r.day("requests", "receiveddate").groupby(r.ancestor("requests", "person")).max()
    person = r[module]["_record_id"]
    reported = look_up(person, ceased).fillna(look_up(person, received)).fillna(r.census.as_unit("us"))
    active = r.ancestor("activeplans", "person")[r.in_force("activeplans")]
    reported = reported.mask(person.isin(active), r.census)
    age = r.age(module, reported)
    return (age < 0) | (age > 25)


@rule("D024")
def postcode_is_not_one(r: Records, module: str) -> pd.Series:
    return ~r[module]["postcode"].str.strip().str.upper().str.fullmatch(POSTCODE, na=False)


@rule("D025")
def upn_check_letter_is_wrong(r: Records, module: str) -> pd.Series:
    return ~upn_is_right(r[module]["upn"]).fillna(True).astype(bool)


@rule("D026")
def learner_number_check_digit_is_wrong(r: Records, module: str) -> pd.Series:
    return ~uln_is_right(r[module]["uniquelearnernumber"]).fillna(True).astype(bool)


@rule("D027")
def number_and_reason(r: Records, module: str) -> pd.Series:
    people = r[module]
    return filled(people["upnunknown"]) & (filled(people["upn"]) | filled(people["uniquelearnernumber"]))


@rule("D028")
def upn_of_two_persons(r: Records, module: str) -> pd.Series:
    upn = r[module]["upn"]
    return filled(upn) & upn.duplicated(keep=False)


@rule("A010")
def learner_number_of_two_persons(r: Records, module: str) -> pd.Series:
    number = r[module]["uniquelearnernumber"].str.strip()
    return filled(number) & number.duplicated(keep=False)


@rule("D029")
def same_name_and_birth(r: Records, module: str) -> pd.Series:
    who = r[module][["surname", "forename", "personbirthdate"]].apply(lambda c: c.str.strip().str.lower())
    return who.notna().all(axis=1) & who.duplicated(keep=False)


@rule("D030")
def person_without_request(r: Records, module: str) -> pd.Series:
    return ~r.with_any(module, "requests")


@rule("LOCAL-G03")
def request_without_date_or_flag(r: Records, module: str) -> pd.Series:
    requests = r[module]
    return (requests["requestoutcome"] != "H") & (blank(requests["receiveddate"]) | blank(requests["rya"]))


@rule("LOCAL-G04")
def request_outcome_and_date_apart(r: Records, module: str) -> pd.Series:
    decided, dated = r[module]["requestoutcome"].isin(["Y", "N"]), filled(r[module]["requestoutcomedate"])
    return (decided & ~dated) | (~decided & dated)


@rule("LOCAL-G05")
def request_flags_do_not_fit_outcome(r: Records, module: str) -> pd.Series:
    requests = r[module]
    flags = [filled(requests["requestmediation"]), filled(requests["requesttribunal"])]
    decided, open_or_old = (requests["requestoutcome"].isin(list(codes)) for codes in ("YN", "AWH"))
    return (decided & ~(flags[0] & flags[1])) | (open_or_old & (flags[0] | flags[1]))


@rule("LOCAL-G07")
def exported_but_goes_on(r: Records, module: str) -> pd.Series:
    later = r.with_any(module, "assessment") | r.with_any(module, "activeplans")
    return filled(r[module]["exported"]) & later


@rule("LOCAL-G08")
def many_requests_from_others(r: Records, module: str) -> bool:
    return _share(r[module]["requestsource"] == "5") > settings()["levels"]["request_source_other"]


@rule("D031")
def received_at_an_impossible_time(r: Records, module: str) -> pd.Series:
    received = r.day(module, "receiveddate")
    return (received < r.born(module)) | (received > r.census)


@rule("D032")
def request_decided_at_an_impossible_time(r: Records, module: str) -> pd.Series:
    decided = r.day(module, "requestoutcomedate")
    return (decided < r.day(module, "receiveddate")) | (decided > r.census)


@rule("D034")
def decision_to_assess_late(r: Records, module: str) -> pd.Series:
    time_taken = r.day(module, "requestoutcomedate") - r.day(module, "receiveddate")
    return time_taken.dt.days > statutory_days("decide_to_assess")


@rule("D035")
def request_undecided_too_long(r: Records, module: str) -> pd.Series:
    waiting = (r[module]["requestoutcome"] == "A") & blank(r[module]["exported"])
    # Requests are told as they stood at the end of the year.
    return waiting & (
        (r.year_ended - r.day(module, "receiveddate")).dt.days > statutory_days("decide_to_assess")
    )


@rule("D036")
def two_requests_open(r: Records, module: str) -> pd.Series:
    requests = r[module]
    outcome = r.beside(module, "assessment", "assessmentoutcome")
    undecided = requests["requestoutcome"] == "A"
    under_assessment = (requests["requestoutcome"] == "Y") & (outcome.isna() | (outcome == "A"))
    live = blank(requests["exported"]) & (undecided | under_assessment)
    per_person = live.groupby(requests["_parent_id"]).transform("sum")
    return (live & (per_person > 1)) | _open_at_once(r, module, live)


def _open_at_once(r: Records, module: str, live: pd.Series) -> pd.Series:
    """The request came while another of the person was open, or another came while it was: by the days told."""
    ended = r.beside(module, "assessment", "assessmentoutcomedate", day=True)
    ended = ended.fillna(r.day(module, "requestoutcomedate").where(~r.with_any(module, "assessment")))
    spells = pd.DataFrame(
        {
            "person": r[module]["_parent_id"],
            "row": range(len(live)),
            "from": r.day(module, "receiveddate"),
            "to": ended.mask(live, r.census + pd.Timedelta(days=1)),
        }
    ).dropna()
    spells = spells[spells["person"].duplicated(keep=False)]
    pairs = spells.merge(spells, on="person")
    at_once = (pairs["from_x"] < pairs["to_y"]) & (pairs["from_y"] < pairs["to_x"])
    rows = pairs.loc[at_once & (pairs["row_x"] != pairs["row_y"]), "row_x"]
    return pd.Series(range(len(live)), index=live.index).isin(rows)


@rule("D037")
def soon_after_an_assessment(r: Records, module: str) -> pd.Series:
    decided = pd.DataFrame(
        {
            "person": r.ancestor("assessment", "person"),
            "other": r.ancestor("assessment", "requests"),
            "decided": r.day("assessment", "assessmentoutcomedate"),
        }
    ).dropna()
    requests = pd.DataFrame(
        {
            "person": r[module]["_parent_id"],
            "own": r[module]["_record_id"],
            "received": r.day(module, "receiveddate"),
        }
    ).dropna()
    pairs = requests.merge(decided, on="person")
    days = (pairs["received"] - pairs["decided"]).dt.days
    soon = (pairs["own"] != pairs["other"]) & days.between(0, settings()["days"]["since_assessment"])
    return r[module]["_record_id"].isin(pairs.loc[soon, "own"])


@rule("D038")
def dispute_without_refusal_to_assess(r: Records, module: str) -> pd.Series:
    return (r[module]["requestoutcome"] == "Y") & _disputed(r[module], "request")


@rule("D040")
def assessment_without_agreement(r: Records, module: str) -> pd.Series:
    outcome = r.up(module, "requests", "requestoutcome")
    mediation, tribunal = (r.up(module, "requests", f"request{name}") for name in ("mediation", "tribunal"))
    ordered = (outcome == "N") & ((mediation == "1") | (tribunal == "1"))
    agreed = outcome.isin(["Y", "H"]) | ordered
    return outcome.notna() & ~agreed


@rule("D041")
def agreed_without_assessment(r: Records, module: str) -> pd.Series:
    agreed = (r[module]["requestoutcome"] == "Y") & blank(r[module]["exported"])
    return agreed & ~r.with_any(module, "assessment")


@rule("LOCAL-G09")
def assessment_outcome_and_date_apart(r: Records, module: str) -> pd.Series:
    outcome, dated = r[module]["assessmentoutcome"], filled(r[module]["assessmentoutcomedate"])
    issued = r.with_any(module, "namedplan")
    to_issue = outcome == "Y"
    without = (outcome == "N") | (to_issue & issued)
    return (~dated & without) | (dated & (outcome.isin(["A", "W"]) | (to_issue & ~issued)))


@rule("LOCAL-G10")
def plan_of_an_open_assessment(r: Records, module: str) -> pd.Series:
    further = r.with_any(module, "namedplan") | r.with_any_beside(module, "activeplans")
    for name in (*_DISPUTES, "week20"):
        further |= filled(r[module][name])
    return r[module]["assessmentoutcome"].isin(["A", "W"]) & further


@rule("LOCAL-G11")
def old_active_plan_without_plan(r: Records, module: str) -> pd.Series:
    active = r.with_any_beside(module, "activeplans")
    return (r[module]["assessmentoutcome"] == "H") & active & ~r.with_any(module, "namedplan")


@rule("D043")
def issue_decided_at_an_impossible_time(r: Records, module: str) -> pd.Series:
    decided = r.day(module, "assessmentoutcomedate")
    return (decided < r.up(module, "requests", "requestoutcomedate", day=True)) | (decided > r.census)


@rule("D044")
def refusal_to_issue_late(r: Records, module: str) -> pd.Series:
    refused = r[module]["assessmentoutcome"] == "N"
    return refused & (_days_since_request(r, module) > statutory_days("decide_not_to_issue"))


@rule("D045")
def issued_without_exception_flag(r: Records, module: str) -> pd.Series:
    issued = (r[module]["assessmentoutcome"] == "Y") & filled(r[module]["assessmentoutcomedate"])
    return issued & blank(r[module]["week20"])


@rule("D046")
def exception_though_in_time(r: Records, module: str) -> pd.Series:
    flagged = (r[module]["assessmentoutcome"] == "Y") & (r[module]["week20"] == "1")
    return flagged & (_days_since_request(r, module) <= statutory_days("final_plan"))


@rule("D047")
def many_exceptions(r: Records, module: str) -> bool:
    issued = (r[module]["assessmentoutcome"] == "Y") & filled(r[module]["assessmentoutcomedate"])
    return _share(r[module].loc[issued, "week20"] == "1") > settings()["levels"]["exceptions"]


@rule("D050")
def issued_late(r: Records, module: str) -> pd.Series:
    issued = (r[module]["assessmentoutcome"] == "Y") & (r[module]["week20"] != "1")
    return issued & (_days_since_request(r, module) > statutory_days("final_plan"))


@rule("D051")
def issued_very_soon(r: Records, module: str) -> pd.Series:
    issued = r[module]["assessmentoutcome"] == "Y"
    return issued & (_days_since_request(r, module) <= statutory_days("decide_to_assess"))


@rule("A001")
def exported_to_no_other_authority(r: Records, module: str) -> pd.Series:
    return not_another_authority(r, r[module]["exported"])


@rule("A011")
def exported_to_an_unknown_authority(r: Records, module: str) -> pd.Series:
    return no_known_authority(r[module]["transferla" if module == "activeplans" else "exported"])


@rule("A002")
def request_decided_before_the_year(r: Records, module: str) -> pd.Series:
    return r[module]["requestoutcome"].isin(["Y", "N"]) & before_the_year(r, module, "requestoutcomedate")


@rule("A003")
def issue_decided_before_the_year(r: Records, module: str) -> pd.Series:
    return r[module]["assessmentoutcome"].isin(["Y", "N"]) & before_the_year(
        r, module, "assessmentoutcomedate"
    )


@rule("A020")
def nobody_asked(r: Records, module: str) -> pd.Series:
    return blank(r[module]["requestsource"]) & (r[module]["requestoutcome"] != "H")


@rule("A021")
def dispute_flags_missing(r: Records, module: str) -> pd.Series:
    flags = r[module][[*_DISPUTES]]
    return flags.isna().any(axis=1) & _has_ended(r, module)


def _has_ended(r: Records, module: str) -> pd.Series:
    """With a refusal or a plan. One that is to be issued and is not out may still be disputed."""
    outcome = r[module]["assessmentoutcome"]
    is_out = filled(r[module]["assessmentoutcomedate"]) | r.with_any(module, "namedplan")
    return (outcome == "N") | ((outcome == "Y") & is_out)


@rule("A006")
def old_request_with_nothing_after(r: Records, module: str) -> pd.Series:
    later = r.with_any(module, "assessment") | r.with_any(module, "activeplans")
    # Of somebody who moved away before the assessment ended nothing else is told.
    return (r[module]["requestoutcome"] == "H") & ~later & blank(r[module]["exported"])


@rule("A007")
def dispute_without_refusal_to_issue(r: Records, module: str) -> pd.Series:
    return (r[module]["assessmentoutcome"] == "Y") & _disputed(r[module], "assessment")


def not_another_authority(r: Records, code: pd.Series) -> pd.Series:
    """A code is given that is not the number of an authority other than the sender."""
    return filled(code) & (~code.str.fullmatch(AUTHORITY, na=False) | (code == r.la_code))


def no_known_authority(code: pd.Series) -> pd.Series:
    """A code has the form of an authority's number, and no authority has it."""
    return code.str.fullmatch(r"\d{3}", na=False) & ~code.isin(authorities())


def before_the_year(r: Records, module: str, field: str) -> pd.Series:
    """A date is before the calendar year that the return reports."""
    return r.day(module, field) < pd.Timestamp(r.year - 1, 1, 1)


def _share(true: pd.Series) -> float:
    return float(true.mean()) if len(true) else 0.0


def _disputed(frame: pd.DataFrame, about: str) -> pd.Series:
    return (frame[f"{about}mediation"] == "1") | (frame[f"{about}tribunal"] == "1")


def _days_since_request(r: Records, module: str) -> pd.Series:
    received = r.up(module, "requests", "receiveddate", day=True)
    return (r.day(module, "assessmentoutcomedate") - received).dt.days
