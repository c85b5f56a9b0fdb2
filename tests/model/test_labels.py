"""Free text becomes a group only in a form that rules out identifiers; what is compared with words has a code set."""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from include.expectations.rules import rules
from include.model import MARTS, TABLES, codeset
from include.model.labels import (
    NOT_RECOGNISED,
    SHOWN_AS,
    People,
    hidden,
    holders_shown,
    in_one_spelling,
    reads_like,
    refused,
)
from include.transforms import build_facts, local_facts
from include.transforms.limits import limits
from include.transforms.measures import KIND_OF, Catalogue
from tests.expectations.tiny_council import EXTRACT_DATE, council, parsed
from tests.transforms.council import Facts

PROJECT = Path(__file__).parents[2]
LABELLED = {
    f"{table.name}.{column.name}": column.label
    for table in TABLES.values()
    for column in table.columns.values()
    if column.label
}
# One of each kind of thing that names a child or a home, none of it anybody's.
IDENTIFYING = [
    "ZZ99 9QX",
    "zz999qx",
    "12 High Street",
    "Flat 3, Low House",
    "Rose Cottage, Mill Lane, Anytown",
    "K999888777666",
    "9998887776",
    "999 888 7776",
    "01632 960123",
    "someone@example.invalid",
    "https://example.invalid/case/1",
    "2013-02-17",
    "17/02/2013",
    "17 February 2013",
    "20130217",
    "QQ 12 34 56 C",
    "Anna Canaryname",
    "CANARYNAME, Anna",
    "moved in with the grandparents after the tribunal, see the letter of the paediatrician",
]
CHILDREN = 40


def keys(kind: str, ids: pd.Series) -> pd.Series:
    return ids.map(lambda i: hashlib.sha256(f"{kind}{i}".encode()).hexdigest()[:32], na_action="ignore")


def cases() -> dict[str, pd.DataFrame]:
    """A council in which every code occurs, so that every kind of event has rows."""
    received = council(CHILDREN)
    for table in TABLES.values():
        for column in table.columns.values():
            if column.codeset and column.name not in ("request_outcome", "assessment_outcome"):
                codes = list(codeset(column.codeset))
                received[table.name][column.name] = [codes[n % len(codes)] for n in range(CHILDREN)]
    return {name: table.frame.drop(columns="_row") for name, table in parsed(received).items()}


def texts(facts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every text of the facts but keyed hashes: fact, column and value."""
    parts = [
        pd.DataFrame({"fact": name, "column": column, "value": rows[column].dropna().unique()})
        for name, rows in facts.items()
        for column in map(str, rows.select_dtypes("str").columns)
        if not column.endswith("_key")
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def marked() -> dict[str, pd.DataFrame]:
    """Facts of a council whose free texts and identifiers say which column they come from."""
    tables = cases()
    for name, table in TABLES.items():
        for column in table.columns.values():
            if column.type == "text" and column.name != "record_source":
                tables[name][column.name] = f"zz {name}.{column.name}"
    return local_facts(tables, EXTRACT_DATE)


def test_every_text_that_leaves_the_restricted_tables_has_a_label(marked):
    found = texts(marked)
    left = set(found["value"][found["value"].str.startswith("zz ")].str.removeprefix("zz "))
    for name, table in TABLES.items():
        key = next(c for c in table.columns.values() if c.type == "id" or c.name == table.key[0])
        if key.type == "id" and found["value"].str.match(rf"{name}-\d+$").any():
            left.add(f"{name}.{key.name}")
    assert left == {
        name for name in LABELLED if not TABLES[name.split(".")[0]].columns[name.split(".")[1]].ref
    }


def test_what_has_a_label_is_looked_for_where_it_arrives(marked):
    found = texts(marked)
    found = found[found["value"].str.startswith("zz ")]
    for column, value in zip(found["column"], found["value"], strict=True):
        assert value.removeprefix("zz ") in SHOWN_AS[column]
    for name, sources in SHOWN_AS.items():
        assert any(name in table.columns for table in MARTS["marts"].values())
        assert set(sources) <= set(LABELLED)


def test_nothing_that_identifies_a_child_or_a_home_becomes_a_group():
    tables = cases()
    tables["person"].loc[0, ["forename", "surname", "postcode"]] = ["Anna", "Canaryname", "ZZ99 9QX"]
    planted = (IDENTIFYING * CHILDREN)[:CHILDREN]
    for name in LABELLED:
        table, column = name.split(".")
        if TABLES[table].columns[column].ref:
            continue
        was, tables[table][column] = tables[table][column].to_list(), planted
        # Whoever refers to it writes it in the same way.
        for other in TABLES.values():
            for each in other.columns.values():
                if each.ref == name:
                    renamed = dict(zip(was, planted, strict=True))
                    tables[other.name][each.name] = tables[other.name][each.name].map(renamed)
    for name in ("team", "caseworker"):
        tables[name] = tables[name].drop_duplicates(f"{name}_id")
    found = texts(build_facts(tables, EXTRACT_DATE, keys=keys))
    assert set(found["value"]).isdisjoint(IDENTIFYING)
    shown = found[found["value"].str.startswith(NOT_RECOGNISED)]
    assert {"locality", "team", "caseworker", "subject", "school"} <= set(shown["column"])


def test_facts_of_the_restricted_work_list_keep_what_stands_in_the_records():
    tables = cases()
    tables["person"]["locality"] = "12 High Street"
    kept = local_facts(tables, EXTRACT_DATE, only=["fact_request"])["fact_request"]["locality"]
    assert set(kept) == {"12 High Street"}
    shown = Facts(tables, EXTRACT_DATE)["fact_request"]["locality"]
    assert set(shown) == {NOT_RECOGNISED}


def test_who_holds_a_case_is_named_by_no_child_either():
    """As the return's lists in the warehouse name teams: by their names, or by identifiers where they have none."""
    tables = cases()
    tables["team"].loc[0, "team_name"] = "12 High Street"
    rows = pd.DataFrame(
        {"team": ["12 High Street", "North"], "caseworker": ["K999888777666", "c1"]}, dtype="str"
    )
    tables["allocation"].loc[0, "caseworker_id"] = "K999888777666"
    told = holders_shown(rows, hidden(tables, {}))
    assert told["team"].tolist() == [NOT_RECOGNISED, "North"]
    assert told["caseworker"].tolist() == [NOT_RECOGNISED, "c1"]


def test_no_case_is_lost_when_what_tells_two_apart_is_not_shown():
    tables = cases()
    before = Facts(tables, EXTRACT_DATE)["fact_clock"]
    tables["milestone"]["setting_urn"] = [f"{n} High Street" for n in range(CHILDREN)]
    tables["milestone"]["request_id"] = tables["milestone"]["request_id"].iloc[0]
    tables["milestone"]["milestone_type"] = "CONSULTATION_SENT"
    after = Facts(tables, EXTRACT_DATE)["fact_clock"]
    asked = after[after["limit_id"] == "consult_setting"]
    assert len(asked) == CHILDREN and len(before)
    assert not asked.duplicated(["case_key", "limit_id", "subject"]).any()
    assert asked["subject"].str.startswith(NOT_RECOGNISED).all()


@pytest.mark.parametrize(
    "name",
    [
        "North",
        "0-25 SEND Team",
        "0 to 25",
        "16 plus team",
        "Colne Valley",
        "Zone 12",
        "Year 9 and above",
        "Team A",
    ],
)
def test_names_of_teams_and_patches_are_shown(name):
    assert reads_like(name, "name") and reads_like(name, "title")


@pytest.mark.parametrize(
    "value, good",
    [
        ("W0123", True),
        ("10023", True),
        ("j.smith", True),
        ("Jane Smith", False),
        ("j.smith@example.invalid", False),
    ],
)
def test_staff_are_told_apart_by_the_identifier_of_a_system(value, good):
    assert reads_like(value, "reference") is good


def test_a_name_that_fewer_than_five_people_share_is_no_group():
    people = pd.DataFrame({"locality": ["North"] * 20 + ["Elsewhere"] * 4})
    assert refused("person", "locality", {"person": people}, {}, People(None)) == {"Elsewhere"}
    # Of a handful of rows nothing can be told.
    assert refused("person", "locality", {"person": people.tail(4)}, {}, People(None)) == set()


def test_a_patch_that_is_written_in_capitals_here_and_there_is_one_patch():
    people = pd.DataFrame({"locality": ["North", "North", "North", "NORTH", None, "South"]})
    teams = pd.DataFrame({"locality": ["north"], "team_name": ["Team North"]})
    made = in_one_spelling({"person": people, "team": teams}, {})
    assert made["person"]["locality"].tolist()[:4] == ["North"] * 4
    assert made["team"]["locality"].tolist() == ["North"]
    assert people["locality"].tolist()[3] == "NORTH", "what was checked stays as it was"
    listed = in_one_spelling({"person": people}, {"person.locality": ["NORTH", "South"]})
    assert listed["person"]["locality"].tolist()[:4] == ["NORTH"] * 4, "as the authority writes it"
    one_each = {"person": pd.DataFrame({"locality": ["b", "B"]})}
    assert in_one_spelling(one_each, {})["person"]["locality"].tolist() == ["B", "B"]


def test_an_authority_that_lists_its_names_shows_those_and_no_other():
    people = pd.DataFrame({"locality": ["North"] * 20 + ["Mill Lane 7"] * 4 + ["South"] * 9})
    listed = {"person.locality": ["North", "Mill Lane 7"]}
    assert refused("person", "locality", {"person": people}, listed, People(None)) == {"South"}


class TestComparedWithFixedWords:
    """A council's own words in such a column would be counted as nothing at all, and nobody would be told."""

    @staticmethod
    def plain(column: str) -> list[str]:
        """Case tables in which a column of that name is free text without a code set."""
        return [
            name
            for name, table in TABLES.items()
            if column in table.columns
            and table.columns[column].type == "text"
            and not table.columns[column].codeset
        ]

    def test_in_transforms(self):
        compared = set()
        for path in (PROJECT / "include/transforms").rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                compared |= _compared(node)
        assert {
            "request_outcome",
            "allocation_role",
            "limit_id",
        } <= compared  # the search finds what is there
        assert {column: self.plain(column) for column in compared if self.plain(column)} == {}

    def test_in_rules(self):
        for rule in rules():
            check = rule.check or {}
            named = {*check.get("where", {})}
            if {"value_set"} & set(rule.kwargs):
                named.add(rule.column)
            for column in named:
                tables = {rule.table, check.get("child", rule.table)}
                assert not tables & set(self.plain(column)), rule.id

    def test_in_filters_of_measures(self, marked):
        for measure in Catalogue.load().counted:
            for column in measure.below.columns | measure.above.columns:
                rows = marked[measure.fact]
                if rows[column].dtype == "str":
                    kind = KIND_OF.get(measure.fact, "")
                    if kinds := measure.where.among(kind):
                        rows = rows[rows[kind].isin(kinds)]
                    assert not rows[column].str.startswith("zz ").any(), (measure.measure_id, column)

    def test_limits_of_letters_and_exceptions_are_those_of_the_table_of_limits(self):
        assert codeset("LimitId") == {limit.limit_id: limit.name for limit in reversed(limits())}

    def test_recommendations_are_those_of_the_action_plan(self):
        plan = PROJECT / "include/reports/pack/action_plan.yaml"
        assert codeset("Recommendation") == yaml.safe_load(plan.read_text(encoding="utf-8"))


def _compared(node: Any) -> set[str]:
    """Columns that a piece of code compares with words: by == and !=, isin, or as part of a key that words are in."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Constant | ast.Name | ast.Attribute) for side in sides):
            return {name for side in sides if (name := _column(side))}
        return set()
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        words = node.args and isinstance(node.args[0], ast.List | ast.Name | ast.Constant)
        if node.func.attr in ("isin", "eq", "ne") and words and (name := _column(node.func.value)):
            return {name}
        lists = [k.value for k in node.keywords if k.arg == "on"] if node.func.attr == "merge" else []
        return {
            each.value
            for part in lists
            if isinstance(part, ast.List)
            for each in part.elts
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        }
    return set()


def _column(node: Any) -> str | None:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.slice.value if isinstance(node.slice.value, str) else None
    return None
