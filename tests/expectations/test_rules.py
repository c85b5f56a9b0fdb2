"""Each rule catches a fault planted for it, in the right row, and says nothing of a clean row."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from benchmarks.validation import BY_HAND
from include.expectations import ParsedTable, catalogue
from include.expectations.checks import Extract, outcome, run
from include.expectations.outcomes import Outcome
from include.expectations.rules import Rule, rules
from include.expectations.suite import comparable, suite_of, suites
from include.model import TABLES
from tests.expectations.tiny_council import EXTRACT_DATE, ULN, Council, council, parsed, upn

ROW_RULES = [rule for rule in rules() if rule.policy != "stop"]
# Faults copy from rows 2 and 3; from the seventh row on every row has the fault of one rule.
CLEAN, FIRST = {1, 4, 5, 6}, 7

# Rules that are made from the case model, by the last part of their name.
GENERIC: dict[str, str | None] = {
    "required": None,
    "expected": None,
    "code": "?!",
    "reference": "nobody-9",
    "plausible": "1066-10-14",
    "not_ahead": "2026-03-16",
    "not_negative": "-1",
    "label": "12 High Street",
    "spelling": "SOME WORDS",
}
# What else breaks a rule: cells `table.column` of the planted row.
PLANTED: dict[str, dict[str, str | None]] = {
    "person.upn.form": {"person.upn": "12345"},
    "person.upn.check_letter": {"person.upn": "A999000000001"},
    "person.upn.duplicate_child": {"person.upn": upn(2)},
    "person.uln.check_digit": {"person.uln": "1234567890"},
    "person.uln.duplicate_child": {"person.uln": ULN},
    "person.surname.duplicate_child": {"person.birth_date": "2012-01-06", "person.upn": None},
    "person.surname.a_name": {"person.surname": "ZZ Test"},
    "person.forename.a_name": {"person.forename": "Baby"},
    "person.upn_unknown.number_or_reason": {"person.upn": None},
    "person.postcode.form": {"person.postcode": "nowhere"},
    "person.birth_date.age_at_last_event": {"person.birth_date": "1985-01-01"},
    "person.birth_date.age_with_plan": {"person.birth_date": "1985-01-01"},
    "request.request_outcome_date.decided": {"request.request_outcome_date": None},
    "request.request_outcome_date.undecided": {"request.request_outcome": "A"},
    "request.received_date.known": {"request.received_date": None},
    "request.exported.form": {"request.exported": "38"},
    "assessment.assessment_outcome_date.decided": {"assessment.assessment_outcome_date": None},
    "assessment.request_id.agreed": {"request.request_outcome": "W"},
    "assessment.request_id.once": {"assessment.request_id": "request-2"},
    "assessment.assessment_outcome.plan_held": {"plan.assessment_id": "assessment-2"},
    "assessment.week20_exception.ground_held": {"exception.request_id": "request-2"},
    "plan.assessment_id.issued": {"assessment.assessment_outcome": "N"},
    "plan.assessment_id.one_plan": {"plan.assessment_id": "assessment-2"},
    "plan.start_date.overlap": {"request.person_id": "person-2"},
    "plan.cease_reason.with_date": {"plan.cease_date": "2025-01-01"},
    "plan.organised_arrangements.budget": {"plan.personal_budget": "0"},
    "plan_placement.urn.one_way": {"plan_placement.ukprn": "10000001"},
    "plan_placement.sen_setting_other.with_code": {"plan_placement.sen_setting_other": "A barge"},
    "placement.urn.one_way": {"placement.urn": None},
    "placement.sen_setting_other.with_code": {"placement.sen_setting": "OTH"},
    "active_plan.active_plan_id.primary_need": {"sen_need.sen_type_rank": "2"},
    "active_plan.transfer_la.form": {"active_plan.transfer_la": "38"},
    "active_plan.review_outcome.with_date": {"active_plan.review_outcome": None},
    "person.upn_unknown.too_old": {"person.upn": None, "person.upn_unknown": "UN1"},
    "request.request_outcome.in_use": {"request.request_outcome": "T"},
    "assessment.assessment_outcome.in_use": {"assessment.assessment_outcome": "S"},
    "person.person_id.caseworker": {"allocation.to_date": "2025-12-31"},
    "request.request_id.assessed": {"assessment.request_id": "request-2"},
    "assessment.request_id.exported": {"request.exported": "383"},
    "plan.plan_id.maintained": {"active_plan.request_id": "request-2"},
    "plan_placement.placement_rank.once": {"plan_placement.plan_id": "plan-2"},
    "plan_placement.urn.form": {"plan_placement.urn": "1234567"},
    "plan_placement.ukprn.form": {"plan_placement.urn": None, "plan_placement.ukprn": "12"},
    "placement.urn.form": {"placement.urn": "school"},
    "placement.ukprn.form": {"placement.urn": None, "placement.ukprn": "12"},
    "placement.entry_date.overlap": {"placement.active_plan_id": "active_plan-2"},
    "active_plan.active_plan_id.placed": {"placement.active_plan_id": "active_plan-2"},
    "active_plan.active_plan_id.placement_lasts": {"placement.leaving_date": "2026-03-14"},
    "active_plan.active_plan_id.primary_placement": {"placement.placement_rank": "2"},
    "active_plan.request_id.once": {"active_plan.request_id": "request-2"},
    "active_plan.active_plan_id.need": {"sen_need.active_plan_id": "active_plan-2"},
    "active_plan.transfer_la.historical": {"active_plan.transfer_la": "383"},
    "active_plan.transfer_in_date.with_authority": {
        "active_plan.transfer_la": "383",
        "active_plan.transfer_in_date": None,
    },
    "active_plan.review_meeting_date.with_outcome": {"active_plan.review_meeting_date": None},
    "sen_need.sen_type.once": {"sen_need.active_plan_id": "active_plan-2", "sen_need.sen_type_rank": "2"},
    "request.received_date.once": {"request.person_id": "person-2", "request.received_date": "2022-01-03"},
    "person.surname.letters": {"person.surname": "GwÃ«n"},
    "person.forename.letters": {"person.forename": "Zo\ufffd"},
    "sen_need.sen_type_rank.once": {"sen_need.active_plan_id": "active_plan-2", "sen_need.sen_type": "SLCN"},
    "exception.limit_id.in_law": {"exception.limit_id": "review_decision"},
    "allocation.caseworker_id.in_post": {"caseworker.to_date": "2025-12-31"},
    "allocation.from_date.overlap": {"allocation.person_id": "person-2"},
    "quality_audit.outcomes_with_steps.at_most_sampled": {"quality_audit.outcomes_with_steps": "99"},
    "caseworker.fte.at_most_one": {"caseworker.fte": "3"},
    "exception.exception_ground.in_law": {"exception.exception_ground": "L"},
    "annual_review.outcomes_met.at_most_reviewed": {"annual_review.outcomes_met": "99"},
    "call_volume.calls_answered.at_most_offered": {"call_volume.calls_answered": "99"},
    "appeal.appeal_outcome.with_date": {"appeal.appeal_outcome": None},
    "quality_audit.outcomes_smart.at_most_sampled": {"quality_audit.outcomes_smart": "99"},
}


def plant(received: Council, rule: Rule, row: int) -> None:
    """Break one rule in one row (from 1)."""
    cells, what = received[rule.table], rule.id.rsplit(".", 1)[1]
    if rule.id in PLANTED:
        for name, value in PLANTED[rule.id].items():
            table, column = name.split(".")
            received[table][column][row - 1] = value
    elif what == "repeated":
        for texts in cells.values():
            texts[row - 1] = texts[3 - 1]
    elif what == "unique":
        for key in TABLES[rule.table].key:
            cells[key][row - 1] = cells[key][2 - 1]
        differs = next(c for c in cells if c not in TABLES[rule.table].key and cells[c][2 - 1] is not None)
        cells[differs][row - 1] = None
    elif what == "readable":
        kind = TABLES[rule.table].columns[rule.column or ""].type
        cells[rule.column or ""][row - 1] = "31/02/2024" if kind == "date" else "perhaps"
    elif what.startswith("not_before_"):
        cells[rule.column or ""][row - 1] = "1995-01-01"
    else:
        cells[rule.column or ""][row - 1] = GENERIC[what]


VALUES = {"extract_date": pd.Timestamp(EXTRACT_DATE), "min_rows": 1, "least_rows": 1000}


def outcomes_of(held: dict[str, ParsedTable]) -> dict[str, Outcome]:
    extract = Extract(held, EXTRACT_DATE)
    found = {rule.id: outcome(rule, extract) for rule in rules() if rule.check}
    with suites() as great:
        for name, table in held.items():
            expected = [rule for rule in rules() if rule.table == name and rule.expectation]
            found |= great.run(name, table.frame, expected, VALUES)
    return found


@pytest.fixture(scope="module")
def spoiled_tables() -> dict[str, ParsedTable]:
    received = council(FIRST + len(ROW_RULES))
    for row, rule in enumerate(ROW_RULES, start=FIRST):
        plant(received, rule, row)
    return parsed(received)


@pytest.fixture(scope="module")
def spoiled(spoiled_tables) -> dict[str, Outcome]:
    return outcomes_of(spoiled_tables)


@pytest.mark.parametrize(
    "row, rule", list(enumerate(ROW_RULES, start=FIRST)), ids=[rule.id for rule in ROW_RULES]
)
def test_a_planted_fault_is_caught_in_its_row_and_clean_rows_pass(spoiled, row, rule):
    assert spoiled[rule.id].ran
    assert row in spoiled[rule.id].rows
    assert not CLEAN & set(spoiled[rule.id].rows)


def test_plain_great_expectations_finds_the_same_by_a_suite_that_was_written_out(spoiled, spoiled_tables):
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    source = context.data_sources.add_pandas("plain")
    judged = set()
    for name, table in spoiled_tables.items():
        written = json.dumps(suite_of(name, [r for r in rules() if r.table == name], VALUES).to_json_dict())
        definition = gx.ValidationDefinition(
            name=name,
            data=source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole"),
            suite=context.suites.add(gx.ExpectationSuite(**json.loads(written))),
        )
        found = definition.run(
            batch_parameters={"dataframe": comparable(table.frame)},
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["_row"]},
        )
        for plain in found.results:
            rule_id = plain["expectation_config"]["meta"]["rule_id"]
            ours = spoiled[rule_id]
            assert ours.ran and ours.success == plain.success
            assert ours.checked == len(table.frame) - (plain.result.get("missing_count") or 0)
            failed = [entry["_row"] for entry in plain.result.get("unexpected_index_list") or ()]
            assert list(ours.rows) == sorted(failed)
            judged.add(rule_id)
    assert judged == {rule.id for rule in rules() if rule.expectation}


def test_of_a_repeated_row_the_first_is_kept_and_of_a_contradiction_none(spoiled):
    for table in TABLES:
        assert 3 not in spoiled[f"{table}.key.repeated"].rows
        if f"{table}.key.unique" in spoiled:
            assert 3 not in spoiled[f"{table}.key.unique"].rows
            assert 2 in spoiled[f"{table}.key.unique"].rows


def test_the_same_record_from_another_file_is_a_copy_of_it():
    received = council(2, ("sen_need",))
    received["sen_need"]["active_plan_id"][1] = received["sen_need"]["active_plan_id"][0]
    received["sen_need"]["record_source"][1] = "another file"
    found = run("sen_need", {"name": "first_copy"}, None, Extract(parsed(received), EXTRACT_DATE))
    assert found.to_list() == [True, False]


class TestStateOnTheDay:
    """A live plan has a placement today, and needs that are ranked once each."""

    @staticmethod
    def outcome(received: Council, rule_id: str) -> list[object]:
        (rule,) = (rule for rule in rules() if rule.id == rule_id)
        found = run(rule.table, rule.check or {}, rule.column, Extract(parsed(received), EXTRACT_DATE))
        return [None if value is pd.NA else value for value in found]

    @pytest.mark.parametrize(
        "leaving, good",
        [
            (["2026-03-14", None], [False, True]),  # the day before the extract
            (["2026-03-15", None], [True, True]),  # its last day is today
            (["2026-08-31", None], [True, True]),
            (["2019-07-20", "2025-07-20"], [False, False]),
        ],
    )
    def test_a_live_plan_whose_placements_have_all_ended_is_found(self, leaving, good):
        received = council(2)
        received["placement"]["leaving_date"] = leaving
        assert self.outcome(received, "active_plan.active_plan_id.placement_lasts") == good

    def test_one_placement_that_lasts_is_enough_and_a_plan_that_ceased_needs_none(self):
        received = council(3)
        received["placement"]["leaving_date"] = ["2025-01-01"] * 3
        received["placement"]["active_plan_id"][1] = received["placement"]["active_plan_id"][0]
        received["placement"]["leaving_date"][1] = None
        received["plan"]["cease_date"][2] = "2026-01-31"
        # The second plan has no placement at all, which is another rule's business.
        assert self.outcome(received, "active_plan.active_plan_id.placement_lasts") == [True, None, None]

    def test_a_live_plan_of_which_only_a_secondary_placement_goes_on_is_found(self):
        received = council(3)
        placement = received["placement"]
        placement["active_plan_id"] = ["active_plan-1", "active_plan-1", "active_plan-3"]
        placement["placement_rank"] = ["1", "2", "1"]
        placement["leaving_date"] = ["2025-07-20", None, "2025-07-20"]
        # That all placements of the third have ended is another rule's business.
        assert self.outcome(received, "active_plan.active_plan_id.primary_placement") == [False, None, None]
        placement["leaving_date"][0] = None
        assert self.outcome(received, "active_plan.active_plan_id.primary_placement") == [True, None, None]

    def test_two_first_needs_are_a_fault_of_the_ranks_and_no_lack_of_a_need(self):
        received = council(2)
        need = received["sen_need"]
        for cells, value in zip(need.values(), ["active_plan-2", "1", "SLCN", "a file"], strict=True):
            cells.append(value)
        assert self.outcome(received, "sen_need.sen_type_rank.once") == [True, False, False]
        assert self.outcome(received, "active_plan.active_plan_id.primary_need") == [True, True]
        assert self.outcome(received, "active_plan.active_plan_id.need") == [True, True]


def test_every_rule_tells_people_what_and_what_to_do():
    listed = catalogue()
    assert len(listed) >= 120
    assert listed["rule_id"].is_unique
    for rule in rules():
        assert rule.id.startswith(f"{rule.table}.")
        assert rule.owner and rule.explanation.endswith(".") and rule.remedy.endswith(".")
        assert rule.column is None or rule.column in TABLES[rule.table].columns


def test_no_rule_leaves_out_a_value_that_the_case_model_requires():
    for rule in rules():
        if rule.policy == "blank_value":
            assert rule.column and not TABLES[rule.table].columns[rule.column].required


def test_lists_of_columns_name_columns_that_exist():
    from include.expectations.rules import _FOLDER
    from include.yaml_files import load

    shared = load(_FOLDER / "columns.yaml")
    for name in [*shared["may_be_ahead"], *shared["may_be_negative"], *shared["plausible"]["earliest_of"]]:
        table, column = name.split(".")
        assert column in TABLES[table].columns


# Worked by hand: the digits weighted 2 to 13, modulo 23, in the alphabet without I, O and S.
@pytest.mark.parametrize(
    "number, good",
    [
        ("C999000000001", True),  # 18 + 27 + 36 + 13 = 94 = 4 x 23 + 2
        ("D999000000001", False),
        ("Y99900000000A", False),
        ("N99900000000A", True),  # a temporary number; A is worth 0: 81 = 3 x 23 + 12
        ("M999000000000", False),
        ("B801200005001", True),  # the example of the public library python-stdnum, and its faulty twin
        ("A801200005001", False),
        ("c999000000001", None),  # the form is another rule's business
        (None, None),
    ],
)
def test_check_letter_of_a_upn(number, good):
    received = council(1, ("person",))
    received["person"]["upn"] = [number]
    found = run("person", {"name": "upn_letter"}, "upn", Extract(parsed(received), EXTRACT_DATE))
    assert found.isna().all() if good is None else found.to_list() == [good]


@pytest.mark.parametrize(
    "number, good",
    [
        ("9990000017", True),  # 9 x 10 + 9 x 9 + 9 x 8 + 1 x 2 = 245 = 22 x 11 + 3, and 10 - 3 = 7
        ("9990000018", False),
        ("0000000042", True),  # the example of the public library uln: 4 x 2 = 8, and 10 - 8 = 2
        ("999000001", False),
        ("999000001X", False),
        (None, None),
    ],
)
def test_check_digit_of_a_uln(number, good):
    received = council(1, ("person",))
    received["person"]["uln"] = [number]
    found = run("person", {"name": "uln_digit"}, "uln", Extract(parsed(received), EXTRACT_DATE))
    assert found.isna().all() if good is None else found.to_list() == [good]


@pytest.mark.parametrize(
    "born, good",
    [("2000-03-15", False), ("2000-03-16", True)],  # 26 on the day of the extract, and the day after it
)
def test_a_plan_is_for_people_to_their_26th_birthday(born, good):
    received = council(1, ("person", "request", "assessment", "plan"))
    received["person"]["birth_date"] = [born]
    found = run(
        "person", {"name": "age_with_plan", "age": 25}, "birth_date", Extract(parsed(received), EXTRACT_DATE)
    )
    assert found.to_list() == [good]


def test_someone_who_was_young_when_the_plan_ended_may_be_older_now():
    received = council(1, ("person", "request", "assessment", "plan"))
    received["person"]["birth_date"], received["plan"]["cease_date"] = ["1999-01-01"], ["2024-08-31"]
    extract = Extract(parsed(received), EXTRACT_DATE)
    for name in ("age_with_plan", "age_at_last_event"):
        assert not run("person", {"name": name, "age": 25}, "birth_date", extract).eq(False).any()


@pytest.mark.parametrize(
    "names, number, alike",
    [
        (("Ny", "Zoë", "2015-03-02"), None, True),
        (("NY", "zoë", "2015-03-02"), None, True),
        (("Ny", "Zoë", "2015-03-02"), upn(2), False),  # two children, as their numbers say
        (("Ny", "Zoé", "2015-03-02"), None, False),
        (("Ny", "Max", "2015-03-02"), None, False),  # twins
        (("Ny", "Zoë", "2016-03-02"), None, False),
        (("Ny", "Zoë", None), None, False),
    ],
)
def test_a_child_that_is_held_twice_without_a_number_is_told_by_its_names_and_day_of_birth(
    names, number, alike
):
    received, first = (
        council(2, ("person",)),
        {"surname": "Ny", "forename": "Zoë", "birth_date": "2015-03-02"},
    )
    for column, text in zip(("surname", "forename", "birth_date"), names, strict=True):
        received["person"][column] = [first[column], text]
    received["person"]["upn"] = [upn(1), number]
    check = {"name": "one_person_each", "beside": ["forename", "birth_date"], "number": "upn"}
    found = run("person", check, "surname", Extract(parsed(received), EXTRACT_DATE))
    assert found.tolist() == [not alike] * 2


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Ny", True),
        ("O'Neil-Smith", True),
        ("Zoë", True),
        ("Đặng", True),
        ("Øst", True),
        ("van der Test", True),
        ("Testa", True),
        ("Nunn", True),
        ("Null", True),
        ("李", True),
        ("TEST", False),
        ("zz_Test", False),
        ("ZZTEST", False),
        ("Dummy", False),
        ("Duplicate", False),
        ("DO NOT USE", False),
        ("N/K", False),
        ("not known", False),
        ("Smith2", False),
        ("999999", False),
        ("xxxx", False),
        ("=cmd", False),
        ("...!", False),
        ("Ny (test)", True),  # what else stands there is a person's to judge
    ],
)
def test_a_record_of_nobody_is_told_by_its_name(name, is_one):
    received = council(2, ("person",))
    received["person"]["surname"] = [name, "Ny"]
    rows = outcomes_of(parsed(received))["person.surname.a_name"].rows
    assert list(rows) == ([] if is_one else [1])


@pytest.mark.parametrize(
    "number, is_one", [("100001", True), ("1", True), ("000000", False), ("00000", False)]
)
def test_zeros_alone_are_no_establishment(number, is_one):
    received = council(2, ("placement",))
    received["placement"]["urn"] = [number, "100001"]
    rows = outcomes_of(parsed(received))["placement.urn.form"].rows
    assert list(rows) == ([] if is_one else [1])


def test_a_plan_sent_again_under_one_assessment_is_told_once_and_not_as_an_overlap():
    received = council(3, ("person", "request", "assessment", "plan"))
    received["plan"]["assessment_id"][1] = received["plan"]["assessment_id"][0]
    extract = Extract(parsed(received), EXTRACT_DATE)
    assert run("plan", {"name": "no_overlap"}, "start_date", extract).fillna(True).all()
    found = run("plan", {"name": "one_record_each"}, "assessment_id", extract)
    assert found.tolist() == [False, False, True]


def test_plans_that_follow_each_other_do_not_overlap():
    received = council(2, ("person", "request", "assessment", "plan"))
    received["request"]["person_id"] = ["person-1", "person-1"]
    received["plan"]["start_date"] = ["2023-01-10", "2024-09-01"]
    for ceased, good in (("2024-08-31", True), ("2024-09-01", True), ("2024-09-02", False), (None, False)):
        received["plan"]["cease_date"] = [ceased, None]
        found = run("plan", {"name": "no_overlap"}, "start_date", Extract(parsed(received), EXTRACT_DATE))
        assert found.iloc[1] == good


def test_a_row_that_is_in_the_extract_twice_is_no_second_child():
    received = council(3, ("person",))
    for texts in received["person"].values():
        texts.append(texts[0])
    received["person"]["upn"][2] = received["person"]["upn"][1]
    found = run("person", {"name": "one_record_each"}, "upn", Extract(parsed(received), EXTRACT_DATE))
    assert found.to_list() == [True, False, False, True]


@pytest.mark.parametrize(
    "outcome, appealed, good",
    [("Y", "0", True), ("H", "0", True), ("N", "1", True), ("N", "0", False), ("W", "1", False)],
)
def test_an_assessment_follows_an_agreed_request_or_a_dispute(outcome, appealed, good):
    received = council(1, ("person", "request", "assessment"))
    received["request"] |= {
        "request_outcome": [outcome],
        "request_mediation": ["0"],
        "request_tribunal": [appealed],
    }
    found = run("assessment", {"name": "assessed"}, "request_id", Extract(parsed(received), EXTRACT_DATE))
    assert found.to_list() == [good]


def test_placements_that_follow_each_other_and_a_secondary_one_do_not_overlap():
    received = council(2, ("person", "request", "active_plan", "placement"))
    rows = received["placement"]
    rows |= {"active_plan_id": ["active_plan-1"] * 2, "entry_date": ["2023-09-01", "2024-09-01"]}
    check = {
        "name": "spells_apart", "of": "active_plan_id", "start": "entry_date", "end": "leaving_date",
        "where": {"placement_rank": ["1"]},
    }  # fmt: skip
    for left, rank, good in (
        ("2024-08-31", "1", True),
        ("2024-09-02", "1", False),
        ("2024-09-02", "2", None),
    ):
        rows |= {"leaving_date": [left, None], "placement_rank": ["1", rank]}
        found = run("placement", check, "entry_date", Extract(parsed(received), EXTRACT_DATE))
        assert found.iloc[1] is pd.NA if good is None else found.iloc[1] == good


@pytest.mark.parametrize(
    "request_outcome, ceased, needs_caseworker",
    [("A", "2024-01-01", True), ("N", None, True), ("N", "2024-01-01", False)],
)
def test_open_cases_need_a_caseworker_and_ended_ones_do_not(request_outcome, ceased, needs_caseworker):
    received = council(1)
    received["request"]["request_outcome"], received["plan"]["cease_date"] = [request_outcome], [ceased]
    received["allocation"]["to_date"] = ["2024-12-31"]
    check = {"name": "has_caseworker", "child": "allocation"}
    found = run("person", check, "person_id", Extract(parsed(received), EXTRACT_DATE))
    assert found.eq(False).any() == needs_caseworker


def test_most_rules_about_the_return_name_the_check_that_they_come_before():
    listed = catalogue().dropna(subset=["sen2"])
    assert listed["anticipates"].notna().sum() >= 80
    assert listed["anticipates"].dropna().str.fullmatch(r"LOCAL-[SGU]\d\d").all()


def test_the_benchmark_has_each_expectation_about_rows_by_hand():
    of_rows = {rule.expectation for rule in rules() if rule.expectation and rule.policy != "stop"}
    assert len(of_rows) > 5 and of_rows <= set(BY_HAND)
