"""A kind says where its records stand; what it reads, needs and counts follows, and nothing is read unsaid."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from include.model import MARTS, TABLES, codeset
from include.model.references import follow, on_the_way, path_to
from include.transforms.facts import local_facts
from include.transforms.facts.events import rows_of_event
from include.transforms.facts.history import History
from include.transforms.facts.kinds import FILLED, Event, Kind, events, kinds_of, together
from include.transforms.facts.records import Records
from include.transforms.groups import GROUPS
from include.transforms.measures import Catalogue
from tests.conftest import EXTRACT_DATE
from tests.transforms.council import tables

CATALOGUE = Catalogue.load()
# Not what is made of the caseload, and what the small council has none of.
ELSEWHERE = {"term_start", "caseworker_change", "appealable_decisiond"}
BUILT = [kind for kind in events() if kind.build and kind.name + kind.prefix not in ELSEWHERE]


def keys(kind: str, ids: pd.Series) -> pd.Series:
    return kind + ":" + ids.astype("str")


def history_of(cases: dict[str, pd.DataFrame]) -> History:
    return History(Records(cases, pd.Timestamp(EXTRACT_DATE), keys), EXTRACT_DATE, "<=")


def said(kind: Event) -> Mapping[str, tuple[str, ...]]:
    """The columns that a kind says it reads, for any measure."""
    own = [kind.day.split(".")[0], kind.subject, *kind.only, *kind.but, *kind.amounts.values()]
    own += [kind.met] if isinstance(kind.met, str) else kind.met
    return together(kind.reads, *kind.reads_when.values(), {kind.table: kind.own(*own)})


def without(cases: dict[str, pd.DataFrame], reads: Mapping[str, tuple[str, ...]]) -> dict[str, pd.DataFrame]:
    """The tables with nothing in any column but keys, references, the two outcomes that every request has, and some."""
    found = {}
    for name, rows in cases.items():
        read = reads.get(name, ())
        columns = TABLES[name].columns.values()
        kept = [
            c.name for c in columns if c.ref or c.required or c.name in TABLES[name].key or c.name in read
        ]
        lost = [] if read == FILLED else [c for c in rows if c not in kept]
        found[name] = rows.assign(**{str(c): pd.Series(None, rows.index, dtype=rows[c].dtype) for c in lost})
    return found


@pytest.fixture(scope="module")
def council(small_council) -> dict[str, pd.DataFrame]:
    return small_council.tables


@pytest.fixture(scope="module")
def whole(council) -> History:
    return history_of(council)


@pytest.mark.parametrize("kind", BUILT, ids=lambda kind: f"{kind.name}{kind.prefix}")
def test_a_kind_reads_nothing_that_it_does_not_say(council, whole, kind):
    seen = rows_of_event(history_of(without(council, said(kind))), kind)
    expected = rows_of_event(whole, kind)
    assert len(expected)
    pd.testing.assert_frame_equal(seen, expected, check_index_type=False)


def test_every_kind_is_counted_by_a_measure_or_is_a_clock_of_the_law():
    asked = {str(kind) for measure in CATALOGUE.counted for kind in measure.where.among("event_type")}
    asked |= {str(kind) for measure in CATALOGUE.counted for kind in measure.where.among("spell_type")}
    # Places are counted by no measure: bi.transitions takes what they cost.
    assert set(kinds_of("fact_event")) | set(kinds_of("fact_spell")) == asked | {"place"}


def test_named_amounts_are_columns_of_the_fact_in_the_unit_of_the_measure():
    units = {"percent", "cases", "plans"}
    for measure in CATALOGUE.counted:
        amount = getattr(measure, "of", None)
        if amount and measure.unit not in units:
            unit = MARTS["marts"][measure.fact].columns[amount].unit
            told = "weeks" if unit == "days" and getattr(measure, "over", 1) == 7 else unit
            assert told == measure.unit, measure.measure_id


@pytest.mark.parametrize(
    ("measure_id", "tables_needed"),
    [
        ("letter_readability", ("contact",)),
        ("annual_review_4wk_rate", ("request", "active_plan", "annual_review")),
        ("placement_named_by_term_start_rate", ("request", "assessment", "plan", "active_plan", "placement")),
        ("named_caseworker_rate", ("request", "assessment", "plan", "allocation")),
        ("tribunal_appeal_rate", ("request", "assessment", "plan", "appeal")),
        ("exception_valid_rate", ("request", "assessment", "exception")),
    ],
)
def test_the_tables_that_a_measure_needs_follow_from_what_it_counts(measure_id, tables_needed):
    assert CATALOGUE.needs(CATALOGUE[measure_id]) == tables_needed


def test_subjects_are_codes_of_the_set_that_is_told_of_their_measure(council):
    """So that the words of the set are those of the breakdown."""
    facts = local_facts(council, EXTRACT_DATE)
    told = CATALOGUE.frame().set_index("measure_id")["subject_codeset"].dropna()
    assert {
        "advice_6wk_rate": "AdviceType",
        "assessments_overdue_by_age_n": "OpenFor",
        "appeals_ended_n": "AppealOutcome",
        "apology_letter_rate": "LimitId",
    }.items() <= told.to_dict().items()
    # Names of schools' numbers and of budget lines are no codes, and what has no subject has no set.
    assert not {"consultation_reply_15d_rate", "high_needs_spend", "requests_received"} & set(told.index)
    seen = 0
    for measure in CATALOGUE.counted:
        if measure.measure_id not in told:
            continue
        rows = facts[measure.fact]
        subjects = set(rows["subject"][measure.where.apply(rows)].dropna().astype("str"))
        codes = {*codeset(told[measure.measure_id]), *codeset("Unknown")}
        assert subjects <= codes, measure.measure_id
        seen += bool(subjects)
    assert seen > 40


def test_a_kind_that_reads_what_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="contact.colour"):
        Kind(name="x", about="x", table="contact", reads={"contact": ("colour",)})


def test_groups_read_columns_of_the_model():
    for group in GROUPS.values():
        for table, columns in group.reads.items():
            assert columns == FILLED or set(columns) <= set(TABLES[table].columns)


class TestReferences:
    def test_a_record_leads_to_its_request_and_person(self):
        assert path_to("person", "plan") == ("assessment_id", "request_id", "person_id")
        assert on_the_way("placement") == ("active_plan", "request")

    def test_a_record_that_names_the_person_is_of_no_request(self):
        assert path_to("request", "complaint") == ()

    def test_staff_are_nobodys_case(self):
        assert path_to("person", "caseworker") == ()

    def test_a_path_that_breaks_off_ends_in_nothing(self):
        rows = tables(
            request=[{"request_id": "r1", "person_id": "p1"}],
            assessment=[
                {"assessment_id": "a1", "request_id": "r1"},
                {"assessment_id": "a2", "request_id": "lost"},
            ],
        )
        found = follow("assessment", rows["assessment"], ("request_id", "person_id"), rows.__getitem__)
        assert found.isna().tolist() == [False, True]

    def test_a_column_that_refers_to_nothing_leads_nowhere(self):
        rows = tables(request=[{"request_id": "r1", "person_id": "p1"}])
        with pytest.raises(ValueError, match="refers to nothing"):
            follow("request", rows["request"], ("received_date", "x"), rows.__getitem__)
