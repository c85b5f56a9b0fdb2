"""What is written is read back, record for record; the message has the form of its year."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.errors import SendError
from include.expectations import parse
from include.model import TABLES
from include.sen2 import Return, build_return, numbered, read_csv, read_xml, template, write_csv, write_xml
from include.sen2.layout import MODULES
from include.sen2.schema import faults, schema_text
from include.sources import open_source
from include.sources.mapping import SourceConfig
from include.spreadsheet import write_xlsx
from tests.sen2.returns import CENSUS, good_return, spoiled

MADE_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
YEARS = sorted(CENSUS)
TABLES_HELD = [name for name, table in TABLES.items() if table.sen2]
# Whatever XML may hold, without line ends that it changes and spaces that stand for nothing.
SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
TEXT = st.text(SIGNS, min_size=1).filter(lambda text: text.strip() and text != "nan")


def equal(left: Return, right: Return, *, header: bool = True) -> None:
    assert (left.year, left.la_code, left.census_date) == (right.year, right.la_code, right.census_date)
    for module in MODULES if header else MODULES[1:]:
        ids = [c for c in ("_parent_id", "_person_id") if module in ("sen2", "person")]
        a, b = (r.modules[module].drop(columns=ids) for r in (left, right))
        pd.testing.assert_frame_equal(a, b[a.columns], check_dtype=False)


@pytest.mark.parametrize("year", YEARS)
def test_xml_comes_back_as_it_was(year):
    ret = numbered(spoiled(good_return(year), "sen2", datetime=MADE_AT.strftime("%Y-%m-%dT%H:%M:%S")))
    equal(ret, read_xml(write_xml(ret, MADE_AT)))


@pytest.mark.parametrize("year", YEARS)
def test_the_nine_tables_come_back_as_they_were(year):
    ret = numbered(good_return(year))
    files = write_csv(ret, MADE_AT.date())
    assert len(files) == 9 and "Blade-Export_02-03-2026_person.csv" in files
    equal(ret, read_csv(files))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT)
def test_any_name_survives(surname, detail):
    ret = spoiled(good_return(2026), "person", "ann", surname=surname)
    ret = numbered(spoiled(ret, "plandetail", "ben", sensettingother=detail))
    equal(ret, read_xml(write_xml(ret, MADE_AT)), header=False)
    equal(ret, read_csv(write_csv(ret, MADE_AT.date())))


def test_the_same_return_gives_the_same_bytes():
    assert write_xml(good_return(), MADE_AT) == write_xml(good_return(), MADE_AT)


def test_dates_of_the_export_are_as_the_collection_system_writes_them():
    files = write_csv(good_return(2026), MADE_AT.date())
    assert b"2025-Jan-13 00:00:00" in files["Blade-Export_02-03-2026_requests.csv"]


def test_a_message_cut_short_is_refused():
    with pytest.raises(SendError, match="cut short"):
        read_xml(write_xml(good_return(), MADE_AT)[:-40])


def test_an_entity_bomb_is_refused():
    with pytest.raises(SendError):
        read_xml(b'<!DOCTYPE a [<!ENTITY b "c">]><Message><Header/></Message>')


class TestSchema:
    @pytest.mark.parametrize("year", YEARS)
    def test_a_good_return_has_the_form_of_its_year(self, year):
        assert faults(write_xml(good_return(year), MADE_AT), year) == []

    def test_a_code_of_another_year_is_a_fault_and_its_value_is_not_told(self):
        wrong = write_xml(spoiled(good_return(2026), "person", "ann", sex="Q"), MADE_AT)
        found = faults(wrong, 2026)
        assert found and all("Sex" in fault and "Q" not in fault.replace("SCHEMAV", "") for fault in found)

    def test_blocks_in_another_order_are_a_fault(self):
        moved = write_xml(good_return(2026), MADE_AT).replace(
            b"<Surname>", b"<Forename>X</Forename><Surname>", 1
        )
        assert faults(moved, 2026)

    @pytest.mark.parametrize(
        ("year", "order"),
        [
            (2023, ["PlacementDetail", "WBP", "SENneed"]),
            (2026, ["TransferLA", "PlacementDetail", "SENneed", "LastReview"]),
        ],
    )
    def test_child_blocks_stand_where_the_year_has_them(self, year, order):
        text = schema_text(year)
        block = text[text.index('name="ActivePlans"><xs:sequence>') :].split("</xs:complexType>")[0]
        places = [block.index(f'name="{name}"') for name in order]
        assert places == sorted(places)


def test_a_return_built_from_an_export_is_that_export(tmp_path):
    """Values, module by module; numbers and order are ours in both."""
    ret = numbered(good_return(2025))
    made = date(2025, 3, 3)
    for name, content in write_csv(ret, made).items():
        (tmp_path / name).write_bytes(content)
    config = SourceConfig(kind="blade", path=str(tmp_path))
    tables = {}
    with open_source(config, None, made) as source:
        for name in TABLES_HELD:
            tables[name] = parse(name, source.read(name)).frame
    header = {item: ret.modules["sen2"][item].iloc[0] for item in ("dmo", "dco", "dsco", "serialno")}
    rebuilt = numbered(build_return(tables, year=2025, la_code="999", header=header))
    equal(ret, rebuilt, header=False)


def test_a_return_built_from_the_entry_workbook_is_that_workbook(tmp_path):
    ret = numbered(good_return(2025))
    path = tmp_path / "template.xlsx"
    write_xlsx({"Data Entry Template": template(ret)}, path)
    tables = {}
    with open_source(SourceConfig(kind="sen2_workbook", path=str(path)), None, date(2025, 3, 3)) as source:
        for name in TABLES_HELD:
            tables[name] = parse(name, source.read(name)).frame
    rebuilt = numbered(build_return(tables, year=2025, la_code="999"))
    equal(ret, rebuilt, header=False)


def test_the_template_stacks_the_nine_tables():
    sheet = template(good_return())
    titles = sheet["Column 1"].dropna().tolist()
    assert [t for t in titles if t.endswith(("Record", "Records"))] == [
        "Header Record",
        "Person Record",
        "Requests Records",
        "Assessments Records",
        "Named Plan Records",
        "Plan Detail Records",
        "Active Plan Records",
        "Placement Detail Records",
        "SEN Need Records",
    ]
    first = sheet.index[sheet["Column 1"] == "requests"][0]
    assert sheet.loc[first, ["Column 2", "Column 3"]].tolist() == ["1", "1"]
