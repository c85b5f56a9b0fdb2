"""Corrections replace exactly the value that they name, for as long as they say, and report what became of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from include.errors import ConfigError
from include.expectations import Corrections, parse
from tests.expectations.tiny_council import as_received, council

HEAD = "table,record,field,old_value,new_value,who,when,why,until\n"
DAY = date(2026, 3, 15)
LINE = "person,person-2,postcode,ZZ99 1AA,ZZ99 2BB,data officer,2026-03-01,moved,2026-06-30\n"


def read(tmp_path: Path, *lines: str) -> Corrections:
    path = tmp_path / "demo.csv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8-sig")
    return Corrections.read(path)


def applied(corrections: Corrections, day: date = DAY):
    received = {name: as_received(cells) for name, cells in council(3, ("person", "sen_need")).items()}
    tables, told = corrections.apply(received, day)
    assert received["person"]["postcode"].to_pylist() == ["ZZ99 1AA"] * 3, "the extract itself never changes"
    return tables, told


def test_a_value_is_replaced_in_its_record_and_nowhere_else(tmp_path):
    tables, told = applied(read(tmp_path, LINE))
    assert tables["person"]["postcode"].to_pylist() == ["ZZ99 1AA", "ZZ99 2BB", "ZZ99 1AA"]
    assert told[["line_number", "status", "rows_changed"]].to_numpy().tolist() == [[2, "applied", 1]]
    assert parse("person", tables["person"]).frame["postcode"].iloc[1] == "ZZ99 2BB"


@pytest.mark.parametrize(
    "line, status",
    [
        (LINE.replace("2026-06-30", "2026-03-14"), "expired"),
        (LINE.replace("2026-06-30", "2026-03-15"), "applied"),
        (LINE.replace("person-2", "person-9"), "no_record"),
        (LINE.replace("ZZ99 1AA", "ZZ99 9ZZ"), "source_changed"),
        (LINE.replace("ZZ99 1AA,ZZ99 2BB", "ZZ99 9ZZ,ZZ99 1AA"), "not_needed"),
        (LINE.replace("ZZ99 1AA,ZZ99 2BB", "ZZ99 1AA,"), "applied"),
        (LINE.replace("2,postcode,ZZ99 1AA,ZZ99 2BB", "3,uln,,9990000017"), "applied"),
    ],
)
def test_what_became_of_it_is_told(tmp_path, line, status):
    _, told = applied(read(tmp_path, line))
    assert told["status"].to_list() == [status]
    assert told["rows_changed"].to_list() == [int(status == "applied")]
    assert "ZZ99" not in " ".join(told["message"])


def test_a_record_of_a_table_with_two_key_columns_is_named_by_both(tmp_path):
    rank = council(3, ("sen_need",))["sen_need"]["sen_type_rank"][0]
    line = f"sen_need,active_plan-2|{rank},sen_type_rank,{rank},2,x,2026-03-01,y,2026-06-30\n"
    tables, told = applied(read(tmp_path, line))
    assert told["status"].to_list() == ["applied"]
    assert tables["sen_need"]["sen_type_rank"].to_pylist() == [rank, "2", rank]


def test_empty_lines_are_none_and_a_cell_may_hold_a_new_line(tmp_path):
    lines = ("\n", ",,,,,,,,\n", LINE.replace("moved", '"moved,\nsays the school"'))
    corrections = read(tmp_path, *lines)
    assert [each.line for each in corrections.lines] == [5], (
        "as a spreadsheet or an editor counts its last line"
    )
    assert applied(corrections)[1]["status"].to_list() == ["applied"]
    with pytest.raises(ConfigError, match="line 3, column until"):
        read(tmp_path, "\n", LINE.replace("2026-06-30", "June"))


def test_a_head_row_without_one_of_the_columns_is_told_before_any_line(tmp_path):
    (tmp_path / "demo.csv").write_text(HEAD.replace("until", "to") + LINE)
    with pytest.raises(ConfigError, match="lacks the columns until"):
        Corrections.read(tmp_path / "demo.csv")
    (tmp_path / "demo.csv").write_text("")
    assert Corrections.read(tmp_path / "demo.csv").lines == ()


def test_no_file_is_no_correction(tmp_path):
    corrections = Corrections.read(tmp_path / "none.csv")
    assert corrections.lines == () and applied(corrections)[1].empty


@pytest.mark.parametrize(
    "line, says",
    [
        (LINE.replace("person,", "pupil,", 1), "line 2, column table"),
        (LINE.replace("postcode", "post_code"), "line 2, column field"),
        (LINE.replace("2026-06-30", "June"), "line 2, column until"),
        (LINE.replace("2026-06-30", "2026-02-01"), "line 2, column until"),
        (LINE.replace("moved", ""), "line 2, column why"),
        (LINE.replace("ZZ99 2BB", "ZZ99 1AA"), "line 2, column new_value"),
        (LINE + LINE, "line 3"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named_without_its_value(tmp_path, line, says):
    with pytest.raises(ConfigError, match=says) as told:
        read(tmp_path, line)
    assert "ZZ99" not in str(told.value)
