"""Every rule passes what is right and finds what is wrong."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.sen2 import Return
from include.sen2.rule_registry import CHECKS
from include.sen2.rules import FINDING, check, rule_table, rules
from tests.sen2.returns import CENSUS, good_return, replaced, spoiled, upn, with_copy, without

RULES_PER_YEAR = {2023: 177, 2024: 182, 2025: 193, 2026: 195}

GOOD = good_return()
G23 = good_return(2023)
# INVENTED, with the right check digit; no provider issues numbers that begin with 999.
ULN = "9990000009"

# rule -> a return that differs from the good one in what the rule is about.
WRONG: dict[str, Return] = {
    "LOCAL-S01": spoiled(GOOD, "sen2", collection="CIN"),
    "LOCAL-S02": spoiled(GOOD, "sen2", sourcelevel="S"),
    "LOCAL-S03": spoiled(GOOD, "sen2", serialno="1"),
    "LOCAL-S07": spoiled(GOOD, "person", "ann", upn="12345"),
    "LOCAL-S08": spoiled(GOOD, "person", "ann", uniquelearnernumber="12345678"),
    "LOCAL-S09": spoiled(GOOD, "plandetail", "ann", urn="1234567"),
    "LOCAL-S10": spoiled(GOOD, "placementdetail", "ann", urn=None, ukprn="1234"),
    "LOCAL-G01": spoiled(GOOD, "person", "ann", upn=None),
    "LOCAL-G02": spoiled(GOOD, "person", "ann", upn=None, upnunknown="UN1"),
    "LOCAL-G03": spoiled(GOOD, "requests", "ann", rya=None),
    "LOCAL-G04": spoiled(GOOD, "requests", "ann", requestoutcomedate=None),
    "LOCAL-G05": spoiled(GOOD, "requests", "cat", requesttribunal=None),
    "LOCAL-G07": spoiled(GOOD, "requests", "ann", exported="998"),
    "LOCAL-G08": spoiled(GOOD, "requests", "ann", requestsource="5"),
    "LOCAL-G09": spoiled(GOOD, "assessment", "ann", assessmentoutcomedate=None),
    "LOCAL-G10": spoiled(GOOD, "assessment", "ann", assessmentoutcome="A", assessmentoutcomedate=None),
    "LOCAL-G11": without(GOOD, "namedplan", "ben"),
    "LOCAL-G12": spoiled(GOOD, "activeplans", "ann", transferla="998"),
    "LOCAL-G15": spoiled(GOOD, "namedplan", "eve", ceasereason="9"),
    "LOCAL-G16": spoiled(GOOD, "placementdetail", "ann", ukprn="10000000"),
    "LOCAL-G19": spoiled(GOOD, "placementdetail", "ann", urn=None, sensetting="NIEO"),
    "LOCAL-G20": spoiled(
        spoiled(G23, "person", "ann", personbirthdate="2019-01-01"),
        "placementdetail",
        "ann",
        attendancepattern="FT",
    ),  # fmt: skip
    "LOCAL-G21": spoiled(GOOD, "activeplans", "ben", reviewmeeting="2026-01-16"),
    "LOCAL-G22": spoiled(GOOD, "activeplans", "ann", reviewoutcome="M"),
    "LOCAL-G23": spoiled(GOOD, "activeplans", "ben", lastreview="2026-01-16"),
    "LOCAL-G24": spoiled(GOOD, "senneed", "ann", sentyperank="2"),
    "LOCAL-U02": spoiled(GOOD, "person", "ann", personbirthdate="2000-08-01"),
    "LOCAL-U03": without(GOOD, "namedplan", "ann"),
    "LOCAL-U05": spoiled(GOOD, "placementdetail", "ann", senunitindicator=None),
    "LOCAL-U06": without(GOOD, "senneed", "ann"),
    "D017": spoiled(GOOD, "sen2", referencedate="2026-01-16"),
    "D018": spoiled(GOOD, "sen2", lea="998"),
    "D019": spoiled(GOOD, "person", "ann", forename="Unknown "),
    "D020": spoiled(GOOD, "person", "ann", personbirthdate="2026-02-01"),
    "D021": spoiled(GOOD, "person", "eve", personbirthdate="1999-11-30"),
    "D024": spoiled(GOOD, "person", "ann", postcode="nowhere"),
    "D025": spoiled(GOOD, "person", "ann", upn=("A" if upn(1)[0] != "A" else "B") + upn(1)[1:]),
    "D026": spoiled(GOOD, "person", "ann", uniquelearnernumber="1234567890"),
    "D027": spoiled(GOOD, "person", "ann", upnunknown="UN2"),
    "D028": spoiled(GOOD, "person", "ann", upn=upn(2)),
    "D029": spoiled(GOOD, "person", surname="same", forename="same", personbirthdate="2012-01-01"),
    "D030": without(GOOD, "requests", "cat"),
    "D031": spoiled(GOOD, "requests", "cat", receiveddate="2026-01-16"),
    "D032": spoiled(GOOD, "requests", "cat", requestoutcomedate="2025-01-12"),
    "D034": spoiled(GOOD, "requests", "cat", requestoutcomedate="2025-02-25"),
    "D035": spoiled(
        GOOD, "requests", "cat", requestoutcome="A", requestoutcomedate=None, receiveddate="2025-11-18"
    ),  # fmt: skip
    "D036": with_copy(spoiled(GOOD, "requests", "cat", requestoutcome="A"), "requests", "cat"),
    "D037": with_copy(GOOD, "requests", "ann", receiveddate="2025-06-30", requestoutcomedate="2025-07-30"),
    "D038": spoiled(GOOD, "requests", "ann", requestmediation="1"),
    "D040": spoiled(GOOD, "requests", "ann", requestoutcome="N"),
    "D041": without(GOOD, "assessment", "ann"),
    "D043": spoiled(GOOD, "assessment", "ann", assessmentoutcomedate="2025-02-19"),
    "D044": spoiled(GOOD, "assessment", "ann", assessmentoutcome="N", assessmentoutcomedate="2025-05-06"),
    "D045": spoiled(GOOD, "assessment", "ann", week20=None),
    "D046": spoiled(GOOD, "assessment", "ann", week20="1"),
    "D047": spoiled(GOOD, "assessment", "ann", week20="1"),
    "D048": spoiled(GOOD, "assessment", "ann", assessmentoutcome="N"),
    "D049": spoiled(GOOD, "namedplan", "ann", startdate="2025-05-29"),
    "D050": spoiled(GOOD, "assessment", "ann", assessmentoutcomedate="2025-06-03"),
    "D051": spoiled(GOOD, "assessment", "ann", assessmentoutcomedate="2025-02-24"),
    "D052": spoiled(GOOD, "namedplan", "eve", ceasereason=None),
    "D053": spoiled(GOOD, "namedplan", "eve", ceasedate="2015-02-01"),
    "D055": spoiled(GOOD, "person", "eve", personbirthdate="2000-12-02"),
    "D057": spoiled(GOOD, "namedplan", "ann", dp="E"),
    "D059": spoiled(GOOD, "placementdetail", "ann", urn=None, sensetting="OTH"),
    "D060": spoiled(GOOD, "plandetail", "ann", placementrank="2"),
    "D062": spoiled(GOOD, "placementdetail", "ann", senunitindicator="1"),
    "D063": spoiled(GOOD, "namedplan", "ben", ceasedate="2024-12-31", ceasereason="2"),
    "D064": with_copy(GOOD, "activeplans", "ben"),
    "D065": without(GOOD, "activeplans", "ann"),
    "D066": spoiled(GOOD, "activeplans", "dan", transferla="999"),
    "D067": spoiled(GOOD, "activeplans", "ben", lastreview="2025-11-19"),
    "D068": spoiled(
        GOOD, "activeplans", "ben", reviewmeeting=None, reviewoutcome=None, lastreview="2025-01-15"
    ),  # fmt: skip
    "D069": spoiled(GOOD, "activeplans", "ben", lastreview="2025-12-19"),
    "D070": spoiled(GOOD, "activeplans", "ben", reviewoutcome=None),
    "D071": spoiled(GOOD, "activeplans", "ben", reviewdraft="2025-12-05"),
    "D072": spoiled(GOOD, "person", "ann", personbirthdate="2015-01-01"),
    "D073": spoiled(GOOD, "activeplans", "ann", phasetransferduedate="2026-02-16"),
    "D074": without(GOOD, "placementdetail", "ann"),
    "D075": spoiled(GOOD, "placementdetail", "ann", leavingdate="2025-09-01"),
    "D076": with_copy(GOOD, "placementdetail", "ann", entrydate="2025-10-01"),
    "D079": spoiled(GOOD, "placementdetail", "ann", urn=None, sensetting="NEET"),
    "D082": with_copy(GOOD, "senneed", "ann", sentyperank="2"),
    "D084": spoiled(GOOD, "person", "ann", ethnicity="NOBT"),
    "A001": spoiled(GOOD, "requests", "cat", exported="999"),
    "A002": spoiled(GOOD, "requests", "cat", requestoutcomedate="2024-12-31"),
    "A003": spoiled(GOOD, "assessment", "ann", assessmentoutcomedate="2024-12-31"),
    "A004": spoiled(GOOD, "namedplan", "eve", ceasedate="2024-12-31"),
    "A005": spoiled(GOOD, "placementdetail", "ann", leavingdate="2024-12-31"),
    "A006": without(without(GOOD, "assessment", "ben"), "activeplans", "ben"),
    "A007": spoiled(GOOD, "assessment", "ann", assessmenttribunal="1"),
    "A009": without(GOOD, "plandetail", "ben"),
    "A010": spoiled(
        spoiled(GOOD, "person", "ann", uniquelearnernumber=ULN), "person", "ben", uniquelearnernumber=ULN
    ),
    "A011": spoiled(GOOD, "activeplans", "dan", transferla="997"),
    "A013": spoiled(GOOD, "placementdetail", "ann", leavingdate="2025-12-19"),
    "A008": spoiled(GOOD, "placementdetail", "ann", placementrank="2"),
    "A014": spoiled(GOOD, "namedplan", "ben", startdate="2011-03-01"),
    "A015": spoiled(GOOD, "placementdetail", "ben", entrydate="2011-03-01"),
    "A016": spoiled(GOOD, "activeplans", "ann", reviewmeeting="2025-05-29", lastreview="2025-05-30"),
    "A017": spoiled(GOOD, "placementdetail", "dan", wbp="S"),
    "A018": spoiled(GOOD, "person", "ann", upn=None, upnunknown="UN10"),
    "A020": spoiled(GOOD, "requests", "cat", requestsource=None),
    "A021": spoiled(GOOD, "assessment", "ann", othertribunal=None),
    "A022": spoiled(GOOD, "namedplan", "ann", pb="1"),
    "A019": spoiled(GOOD, "activeplans", "ben", phasetransferfinaldate="2026-01-16"),
}
COMPARED_WITH_LAST_YEAR = {"D083"}
COMPARED_WITH_THE_COUNCILS_LIST = {"A012"}


@pytest.mark.parametrize("year", CENSUS)
def test_a_return_without_faults_has_no_findings(year):
    findings = check(good_return(year), previous=good_return(year))
    assert findings.empty, findings
    assert list(findings.columns) == FINDING


def test_every_rule_with_a_function_or_a_form_has_a_wrong_example():
    tested = rule_table()["how"].isin(["check", "pattern"])
    assert (
        set(rule_table().loc[tested, "rule"])
        == set(WRONG) | COMPARED_WITH_LAST_YEAR | COMPARED_WITH_THE_COUNCILS_LIST
    )
    checks = rule_table()["how"] == "check"
    assert set(rule_table().loc[checks, "rule"]) == set(CHECKS)


@pytest.mark.parametrize("number", WRONG)
def test_a_rule_finds_its_fault(number, monkeypatch):
    # It alone: what other rules say of the same fault is not the matter here, and there are two hundred.
    own = [rule for rule in rules(WRONG[number].year) if rule.number == number]
    monkeypatch.setattr("include.sen2.rules.rules", lambda year: own)
    assert set(check(WRONG[number])["rule"]) == {number}


def test_a_school_that_the_council_does_not_know_is_queried():
    known = frozenset({"999999"})
    assert check(GOOD, settings=known).empty
    assert check(spoiled(GOOD, "placementdetail", "ann", urn="123456")).empty, "no list, no question"
    found = check(spoiled(GOOD, "placementdetail", "ann", urn="123456"), settings=known)
    assert found[["rule", "module", "person_id"]].to_numpy().tolist() == [["A012", "placementdetail", "ann"]]


MOVED_AWAY = without(without(without(GOOD, "assessment", "ben"), "namedplan", "ben"), "activeplans", "ben")
for module in ("plandetail", "placementdetail", "senneed"):
    MOVED_AWAY = without(MOVED_AWAY, module, "ben")
# The latest meeting has no decision yet; the latest decision is that of the review before.
UNDECIDED: dict[str, str | None] = {"reviewoutcome": None, "lastreview": "2025-01-20"}
SECOND = {"receiveddate": "2025-04-01", "requestoutcomedate": "2025-05-06", "requestoutcome": "N"}
NO_PLAN = without(without(GOOD, "namedplan", "ann"), "plandetail", "ann")
NO_PLAN = without(without(without(NO_PLAN, "activeplans", "ann"), "placementdetail", "ann"), "senneed", "ann")
NOT_DECIDED: dict[str, str | None] = {
    "assessmentoutcome": "A",
    "assessmentoutcomedate": None,
    "assessmentmediation": None,
    "assessmenttribunal": None,
    "othermediation": None,
    "othertribunal": None,
    "week20": None,
}


@pytest.mark.parametrize(
    ("ret", "broken"),
    {
        "words are asked for with NIEO": (
            spoiled(GOOD, "placementdetail", "ann", urn=None, sensetting="NIEO", sensettingother="Waiting"),
            {"LOCAL-G19", "D084"},
        ),
        "and are given with no other code than it and OTH": (
            spoiled(GOOD, "placementdetail", "ann", urn=None, sensetting="EHE", sensettingother="At home"),
            {"D059"},
        ),
        "who moved away before the assessment ended has nothing after an earlier decision": (
            spoiled(MOVED_AWAY, "requests", "ben", exported="380"),
            set(),
        ),
        "a decision of an earlier review is before the latest meeting": (
            spoiled(GOOD, "activeplans", "ben", reviewmeeting="2025-12-18", **UNDECIDED),
            set(),
        ),
        "and the latest is still to be decided on": (
            spoiled(GOOD, "activeplans", "ben", reviewmeeting="2025-12-17", **UNDECIDED),
            {"D069"},
        ),
        "a plan that ceases after the census day is in force on it": (
            without(
                spoiled(GOOD, "namedplan", "ben", ceasedate="2026-01-16", ceasereason="2"), "senneed", "ben"
            ),
            {"D053", "LOCAL-U06"},
        ),
        "so its person has no other": (
            with_copy(
                spoiled(GOOD, "namedplan", "ben", ceasedate="2026-01-16", ceasereason="2"),
                "activeplans",
                "ben",
            ),
            {"D053", "D064", "STR-requests-activeplans-count", "D074", "LOCAL-U06"},
        ),
        "a place left after the census day is open on it": (
            spoiled(GOOD, "placementdetail", "ann", leavingdate="2026-01-16"),
            {"D075"},
        ),
        "the school year of the 25th birthday is over": (
            spoiled(GOOD, "person", "eve", personbirthdate="2000-08-31"),
            {"LOCAL-U02"},
        ),
        "and here it is not": (spoiled(GOOD, "person", "eve", personbirthdate="2000-09-01"), set()),
        "a plan that is not out has no day": (NO_PLAN, {"LOCAL-G09"}),
        "but may have been decided on": (
            spoiled(NO_PLAN, "assessment", "ann", assessmentoutcomedate=None, week20="0"),
            set(),
        ),
        "nothing more is told of an open assessment": (
            spoiled(NO_PLAN, "assessment", "ann", **NOT_DECIDED | {"othermediation": "0"}),
            {"LOCAL-G10"},
        ),
        "no flag at all": (spoiled(NO_PLAN, "assessment", "ann", **NOT_DECIDED), set()),
        "a request that came while another was assessed": (
            with_copy(GOOD, "requests", "ann", **SECOND),
            {"D036"},
        ),
        "and one that came on the day on which it ended": (
            with_copy(GOOD, "requests", "cat", receiveddate="2025-02-20", requestoutcomedate="2025-03-20"),
            set(),
        ),
        "a reason for young people": (
            spoiled(GOOD, "person", "cat", upn=None, upnunknown="UN9"),
            {"A018", "D084"},
        ),
        "a reason for a request that ended at once": (
            spoiled(GOOD, "person", "cat", upn=None, upnunknown="UN10"),
            {"D084"},
        ),
        "a plan of a child for work": (spoiled(GOOD, "namedplan", "ben", planwbp="A"), {"A017"}),
        "a plan names in winter what begins when the child is 16": (
            spoiled(
                spoiled(GOOD, "person", "ben", personbirthdate="2010-08-31"), "namedplan", "ben", planwbp="A"
            ),
            {"D072"},
        ),
        "a college has flags too": (
            spoiled(GOOD, "placementdetail", "ann", urn=None, ukprn="10000000", senunitindicator=None),
            {"LOCAL-U05"},
        ),
        "a day is written as the schema has it": (
            spoiled(GOOD, "activeplans", "ben", reviewmeeting="2025-11-2"),
            {"STR-activeplans-reviewmeeting-type"},
        ),
    }.values(),
)
def test_what_a_rule_says_to_its_limits(ret, broken):
    assert set(check(ret)["rule"]) == broken


@pytest.mark.parametrize(
    ("number", "broken"),
    [
        ("A99900000001Q", {"D025"}),  # 9*2+9*3+9*4+1*12+14*13 = 275, remainder 22: Z
        ("Z99900000001Q", set()),
        ("A99900000001I", {"LOCAL-S07"}),  # I, O and S stand in no number
        ("O999000000012", {"LOCAL-S07"}),
        ("a999000000012", {"LOCAL-S07"}),
    ],
)
def test_pupil_numbers_permanent_and_temporary(number, broken):
    """Government Data Standards Catalogue, UPN 2.0: a temporary number's last letter is worth its place."""
    assert set(check(spoiled(GOOD, "person", "ann", upn=number))["rule"]) == broken


@pytest.mark.parametrize("code", ["380", "940", "XXX", "665"])
def test_an_authority_that_there_is(code):
    assert check(spoiled(GOOD, "activeplans", "dan", transferla=code)).empty


def test_a_plan_that_ceased_in_the_year_is_asked_nothing_about_today():
    """Its record is there for the placements of the year: no review, phase transfer or open placement is missed."""
    ceased = spoiled(GOOD, "namedplan", "ben", ceasedate="2025-12-31", ceasereason="2")
    ceased = spoiled(ceased, "activeplans", "ben", reviewmeeting=None, reviewoutcome=None, lastreview=None)
    ceased = spoiled(ceased, "placementdetail", "ben", leavingdate="2025-12-31")
    assert check(ceased).empty
    assert {"D063", "A004"} <= set(check(spoiled(ceased, "namedplan", "ben", ceasedate="2024-12-31"))["rule"])


def test_numbers_that_jump_are_queried():
    findings = check(GOOD, previous=without(GOOD, "activeplans", "ben"))
    assert set(findings["rule"]) == {"D083"}
    one_more = spoiled(GOOD, "namedplan", "ben", ceasedate="2025-12-01", ceasereason="2")
    one_more = without(one_more, "activeplans", "ben")
    fewer = without(GOOD, "activeplans", "ben")
    assert "D083" in set(check(fewer, previous=one_more)["rule"]), "as many active, one ceased instead of two"
    assert check(GOOD).empty


@pytest.mark.parametrize("year", CENSUS)
@pytest.mark.parametrize(("value", "kinds"), [(None, {"required"}), ("?", {"code", "type"})])
def test_what_the_table_of_fields_asks_for_is_found_when_it_is_not_so(year, value, kinds):
    ret = good_return(year)
    expected = set()
    for number in (rule.number for rule in rules(year) if rule.number.count("-") == 3):
        _, module, field, kind = number.split("-")
        if kind in kinds:
            ret = spoiled(ret, module, **{field: value})
            expected.add(number)
    assert expected
    assert expected <= set(check(ret)["rule"])


@pytest.mark.parametrize(
    ("number", "wrong"),
    {
        "STR-sen2-one": replaced(GOOD, "sen2", GOOD.modules["sen2"].head(0)),
        "STR-person-one": replaced(GOOD, "person", GOOD.modules["person"].head(0)),
        "STR-requests-key": spoiled(GOOD, "requests", _record_id="the same"),
        "STR-person-key": spoiled(GOOD, "person", "ann", _record_id=None),
        "STR-senneed-parent": spoiled(GOOD, "senneed", "ann", _parent_id="nobody"),
        "STR-requests-assessment-count": with_copy(GOOD, "assessment", "ann"),
        "STR-assessment-namedplan-count": with_copy(GOOD, "namedplan", "ann"),
        "STR-requests-activeplans-count": with_copy(GOOD, "activeplans", "ann"),
        "STR-namedplan-plandetail-count": with_copy(
            with_copy(GOOD, "plandetail", "ann"), "plandetail", "ann"
        ),
        "STR-activeplans-senneed-count": with_copy(with_copy(GOOD, "senneed", "ann"), "senneed", "ann"),
    }.items(),
)
def test_links_keys_and_numbers_of_records(number, wrong):
    assert number in set(check(wrong)["rule"])


@pytest.mark.parametrize(("year", "number"), RULES_PER_YEAR.items())
def test_the_number_of_rules_of_a_year_is_known(year, number):
    """A rule that comes or goes does so on purpose: change the number here with it."""
    numbers = [rule.number for rule in rules(year)]
    assert len(numbers) == len(set(numbers)) == number


def test_every_rule_on_file_is_tested_or_says_why_not():
    table = rule_table().set_index("rule")
    assert table.index.is_unique
    known = {number for year in CENSUS for number in (rule.number for rule in rules(year))}
    for number, row in table.iterrows():
        match row["how"]:
            case "generated":
                for begins in row["see"].split(","):
                    assert any(name.startswith(begins) for name in known), number
            case "same_as":
                assert row["see"] in known, number
            case "not_implementable":
                assert len(row["see"]) > 20, number
            case _:
                assert number in known
                assert row["message"].endswith((".", ")")), number
                assert row["action"].endswith((".", ")")), number
                assert row["level"] in ("error", "query"), number


def test_a_finding_names_the_record_and_not_its_values():
    findings = check(spoiled(GOOD, "person", "ann", upn="A12SECRET")).set_index("rule")
    found = findings.loc["LOCAL-S07"]
    assert (found["module"], found["record_id"], found["person_id"]) == ("person", "ann", "ann")
    assert "SECRET" not in findings.to_csv()


def test_a_return_of_nothing_is_reported():
    assert {"STR-sen2-one", "STR-person-one"} <= set(check(Return(2026, "999", CENSUS[2026], {}))["rule"])


def test_dates_and_flags_may_come_typed():
    typed = dict(GOOD.modules)
    for module in ("requests", "person", "namedplan", "assessment"):
        frame = typed[module]
        for name in frame.columns:
            if name.endswith("date"):
                frame = frame.assign(**{name: pd.to_datetime(frame[name]).astype("datetime64[us]")})
            if name in ("rya", "week20", "pb", "oa"):
                frame = frame.assign(**{name: frame[name].map({"0": False, "1": True}).astype("boolean")})
        typed[module] = frame
    assert check(Return(GOOD.year, GOOD.la_code, GOOD.census_date, typed)).empty


junk = st.sampled_from(
    [None, "", " ", "?", "0", "9999-99-99", "2026-01-15", "H", "A", "ann", "r ann", "1e400"]
)


@settings(max_examples=15)
@given(st.data())
def test_no_rubbish_stops_a_check(data):
    ret = good_return()
    for module in ret.modules:
        frame = ret.modules[module]
        for name in data.draw(st.lists(st.sampled_from(list(frame.columns)), max_size=6)):
            values = data.draw(st.lists(junk, min_size=len(frame), max_size=len(frame)))
            frame = frame.assign(**{name: pd.Series(values, index=frame.index, dtype="str")})
        if dropped := data.draw(st.lists(st.sampled_from(list(frame.columns)), max_size=2)):
            frame = frame.drop(columns=dropped)
        ret = replaced(ret, module, frame)
    assert set(check(ret, previous=good_return())["level"]) <= {"error", "query"}
