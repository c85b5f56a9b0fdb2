"""The list of planted faults is the truth about the text that a system would hand over."""

from __future__ import annotations

import pandas as pd
import pytest

from include.model import TABLES, codeset
from include.synthetic import SyntheticCouncil
from include.synthetic.dirt import FAULTS, as_text, record_ids
from tests.synthetic.conftest import LAST_DAY

KINDS = sorted({fault.kind for fault in FAULTS})


def _found(council: SyntheticCouncil, kind: str) -> list[tuple[pd.Series, pd.Series]]:
    """Each planted fault of a kind with the row of text that holds it."""
    planted = council.dirt[council.dirt["kind"] == kind]
    return [
        (fault, council.raw[fault["table_name"]].iloc[fault["row_number"] - 1])
        for _, fault in planted.iterrows()
    ]


def test_every_kind_occurs(dirty: SyntheticCouncil) -> None:
    assert set(dirty.dirt["kind"]) == set(KINDS)


def test_all_values_are_text(dirty: SyntheticCouncil) -> None:
    for name, frame in dirty.raw.items():
        assert list(frame.columns) == list(TABLES[name].columns)
        assert all(str(dtype) == "str" for dtype in frame.dtypes), name


def test_each_fault_names_its_record(dirty: SyntheticCouncil) -> None:
    for table, planted in dirty.dirt.groupby("table_name"):
        ids = record_ids(str(table), dirty.raw[str(table)])
        assert (
            ids.iloc[planted["row_number"].to_numpy(dtype=int) - 1].tolist() == planted["record_id"].tolist()
        )


def test_rows_without_a_planted_fault_are_as_they_were(
    dirty: SyntheticCouncil, council: SyntheticCouncil
) -> None:
    for name, clean in council.tables.items():
        text, raw = as_text(name, clean), dirty.raw[name].head(len(clean))
        differs = [c for c in text if not text[c].equals(raw[c])]
        changed = pd.DataFrame({c: text[c].fillna("") != raw[c].fillna("") for c in text})
        where = {(row + 1, column) for column in differs for row in changed.index[changed[column]]}
        planted = dirty.dirt[dirty.dirt["table_name"] == name]
        assert where <= set(zip(planted["row_number"], planted["column_name"], strict=True)), name


def test_rows_added_are_planted_too(dirty: SyntheticCouncil, council: SyntheticCouncil) -> None:
    for name in ("person", "plan", "sen_need"):
        added = len(dirty.raw[name]) - len(council.tables[name])
        copies = dirty.dirt[
            dirty.dirt["kind"].str.match("duplicate|overlapping") & (dirty.dirt["table_name"] == name)
        ]
        assert added == len(copies) > 0


def test_about_the_asked_share_of_the_main_tables_is_touched(dirty: SyntheticCouncil) -> None:
    for table in ("person", "milestone", "allocation"):
        share = (dirty.dirt["table_name"] == table).sum() / len(dirty.tables[table])
        assert share == pytest.approx(0.1, abs=0.02), table


@pytest.mark.parametrize("kind", KINDS)
def test_each_planted_fault_is_one(dirty: SyntheticCouncil, kind: str) -> None:
    faults = _found(dirty, kind)
    requests = dirty.raw["request"].drop_duplicates("request_id").set_index("request_id")
    assessments = dirty.raw["assessment"].drop_duplicates("assessment_id").set_index("assessment_id")
    held = {
        column.ref: set(dirty.raw[column.ref.split(".")[0]][column.ref.split(".")[1]])
        for table in set(dirty.dirt["table_name"])
        for column in TABLES[table].columns.values()
        if column.ref
    }
    for fault, row in faults:
        table, column, value = fault["table_name"], fault["column_name"], row[fault["column_name"]]
        if kind == "missing_date":
            assert pd.isna(value)
        elif kind == "unknown_code":
            assert value not in codeset(str(TABLES[table].columns[column].codeset))
        elif kind == "text_in_date":
            assert pd.isna(pd.to_datetime(value, format="%Y-%m-%d", errors="coerce"))
        elif kind == "year_1066":
            assert value.startswith("1066-")
        elif kind == "orphan_reference":
            assert value not in held[str(TABLES[table].columns[column].ref)]
        elif kind == "age_over_25":
            assert LAST_DAY.year - int(value[:4]) > 26
        elif kind == "wrong_check_letter":
            right = "ABCDEFGHJKLMNPQRTUVWXYZ"[sum((i + 2) * int(d) for i, d in enumerate(value[1:])) % 23]
            assert value[0] != right
        elif kind == "decision_before_request":
            assert row["request_outcome_date"] < row["received_date"]
        elif kind == "plan_before_request":
            request = assessments.loc[row["assessment_id"], "request_id"]
            assert row["start_date"] < requests.loc[request, "received_date"]
        elif kind == "duplicate_key":
            ids = record_ids(table, dirty.raw[table])
            assert (ids == fault["record_id"]).sum() == 2
        elif kind == "duplicate_child":
            assert (dirty.raw["person"]["upn"] == value).sum() == 2
        else:
            assert kind == "overlapping_plans"
            owner = requests.loc[assessments.loc[row["assessment_id"], "request_id"], "person_id"]
            clean = dirty.tables["plan"].merge(dirty.tables["assessment"], on="assessment_id")
            clean = clean.merge(dirty.tables["request"], on="request_id")
            assert clean.loc[clean["person_id"] == owner, "cease_date"].isna().any()
            assert pd.isna(row["cease_date"])
            assert row["plan_id"] not in set(clean["plan_id"])


def test_a_clean_council_has_no_faults(council: SyntheticCouncil) -> None:
    assert len(council.dirt) == 0
    assert council.raw == {}
