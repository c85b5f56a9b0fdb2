"""What is written is read back, record for record; the message has the form of its year."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.errors import SendError
from include.expectations import parse
from include.model import TABLES
from include.sen2 import (
    Return,
    build_return,
    numbered,
    read_csv,
    read_xml,
    template,
    template_sheet,
    write_csv,
    write_xml,
)
from include.sen2.layout import MODULES
from include.sen2.schema import faults, schema_text
from include.sources import open_source
from include.sources.mapping import BladeConfig, WorkbookConfig
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


# Writing and reading cost the same for one name and for nine.
@settings(max_examples=8)
@given(st.lists(TEXT, min_size=5, max_size=5), st.lists(TEXT, min_size=4, max_size=4))
def test_any_name_survives(surnames, details):
    ret = spoiled(good_return(2026), "person", surname=surnames)
    ret = numbered(spoiled(ret, "plandetail", sensettingother=details))
    equal(ret, read_xml(write_xml(ret, MADE_AT)), header=False)
    equal(ret, read_csv(write_csv(ret, MADE_AT.date())))


def test_the_same_return_gives_the_same_bytes():
    assert write_xml(good_return(), MADE_AT) == write_xml(good_return(), MADE_AT)


def test_dates_of_the_export_are_as_the_collection_system_writes_them():
    files = write_csv(good_return(2026), MADE_AT.date())
    assert b"2025-Jan-13 00:00:00" in files["Blade-Export_02-03-2026_requests.csv"]


def test_flags_and_time_of_the_export_are_as_the_collection_system_writes_them():
    files = write_csv(good_return(2026), MADE_AT)
    requests = pd.read_csv(io.BytesIO(files["Blade-Export_02-03-2026_requests.csv"]), dtype="str")
    assert set(requests["rya"].dropna()) == set(requests["requesttribunal"].dropna()) == {"False"}
    details = pd.read_csv(io.BytesIO(files["Blade-Export_02-03-2026_plandetail.csv"]), dtype="str")
    assert details["resourcedprovisionindicator"].tolist() == ["True"] * 4
    header = pd.read_csv(io.BytesIO(files["Blade-Export_02-03-2026_sen2.csv"]), dtype="str")
    assert header["datetime"].tolist() == ["2026-Mar-02 09:30:00"]


# Heads of the entry template as a public reader of it has them, letter for letter: title -> head -> item.
ABOVE = "Person ID\n\n(This must match the relevant ID in the Person record table)"
REQUEST = "Requests record ID\n\n(This must match the relevant ID in the Requests table)"
PUBLIC_HEADS = {
    "Header Record": {
        "Collection Name": "collection",
        "Reference Date": "referencedate",
        "LA Number": "lea",
        "Serial Number": "serialno",
        "Date & Time \n(ccyy-mm-ddThh:mm:ss)": "datetime",
        "Designated Social Care Officer": "dsco",
    },
    "Person Record": {
        "Person ID\n\n(This must be a unique ID for each Person record)": "person",
        "LA\n(From Header Record)": "la",
        "Date of Birth \n(ccyy-mm-dd)": "personbirthdate",
        "Post Code": "postcode",
        "UPN - Unique Pupil Number": "upn",
        "UPN and ULN unavailable \u2013 Reason": "upnunknown",
    },
    "Requests Records": {
        "Requests record ID\n\n(This must be a unique ID for each Requests record)": "request",
        ABOVE: "person",
        "Date request was received": "receiveddate",
        "Source of request for an EHC needs assessment": "requestsource",
        "Initial Request Whilst In RYA": "rya",
        "Request Outcome Date": "requestoutcomedate",
        "Request Outcome": "requestoutcome",
    },
    "Assessments Records": {
        REQUEST: "request",
        "Assessment Outcome - Decision to issue EHC plan": "assessmentoutcome",
        "Twenty week time limit exceptions apply": "week20",
    },
    "Named Plan Records": {ABOVE: "person", REQUEST: "request", "EHC Plan Start Date": "startdate"},
    "Plan Detail Records": {
        "URN - Unique Reference Number": "urn",
        "SEN Setting \u2013 Establishment type": "sensetting",
        "SEN Setting - Other": "sensettingother",
        "Placement Rank (1=Primary, 2=Secondary)": "placementrank",
        "Resourced Provision Indicator": "resourcedprovisionindicator",
    },
    "Active Plan Records": {
        "EHC Plan transferred in from another LA during calendar year": "transferla",
        "Annual Review Meeting Date": "reviewmeeting",
        "EHC Plan Review Decisions Date": "lastreview",
        "Annual review \u2013 date draft amended EHC plan issued": "reviewdraft",
    },
    "Placement Detail Records": {"Placement Start Date": "entrydate", "Residential Settings": "res"},
    "SEN Need Records": {
        "SEN Type of Need": "sentype",
        "SEN Type of Need rank  (1=Primary, 2=Secondary)": "sentyperank",
    },
}


def _as_text(cell: object) -> object:
    return str(float(cell)) if isinstance(cell, int | float) and pd.notna(cell) else cell


def read_publicly(path: Path) -> dict[str, pd.DataFrame]:
    """The template as a public reader takes it: by titles in the first column and heads letter for letter.

    A table ends three rows before the next title, because two empty rows stand between. Numbers arrive as text with a
    point, so that a flag is `1.0` or `0.0`.
    """
    rows = list(openpyxl.load_workbook(path)["Data Entry Template"].iter_rows(values_only=True))
    starts = [at for at, row in enumerate(rows) if row[0] in PUBLIC_HEADS]
    found = {}
    for at, after in zip(starts, [*starts[1:], len(rows) + 2], strict=True):
        heads, *records = rows[at + 1 : after - 2]
        frame = pd.DataFrame(records).map(_as_text)
        title = str(rows[at][0])
        known = PUBLIC_HEADS[title]
        named = {place: known[head] for place, head in enumerate(heads) if head in known}
        assert set(named.values()) == set(known.values()), (
            f"{title}: heads that a reader looks for are not there"
        )
        found[title] = frame[list(named)].rename(columns=named)
    return found


def test_a_reader_that_knows_only_the_published_heads_reads_the_template(tmp_path):
    ret = numbered(good_return(2026))
    path = tmp_path / "template.xlsx"
    write_xlsx({"Data Entry Template": template_sheet(ret, MADE_AT)}, path)
    found = read_publicly(path)
    modules = dict(zip(PUBLIC_HEADS, MODULES, strict=True))
    for title, frame in found.items():
        ours = ret.modules[modules[title]]
        assert len(frame) == len(ours), title
        for item in set(frame) & set(ours) - {"datetime"}:
            flags = (
                {"1": "1.0", "0": "0.0"} if item in ("rya", "week20", "resourcedprovisionindicator") else {}
            )
            expected = [None if pd.isna(value) else flags.get(value, value) for value in ours[item]]
            found_there = [None if pd.isna(value) else value for value in frame[item]]
            assert found_there == expected, (title, item)
    assert found["Requests Records"]["person"].tolist() == ret.modules["requests"]["_parent_id"].tolist()
    day = pd.Timestamp("1899-12-30") + pd.Timedelta(days=float(found["Header Record"]["datetime"].iloc[0]))
    assert day.round("s") == pd.Timestamp("2026-03-02 09:30:00")


@pytest.mark.parametrize("year", YEARS)
def test_every_item_of_every_year_has_its_head(year):
    assert not template(good_return(year)).empty


@pytest.mark.parametrize(
    ("left_out", "instead", "words"),
    [
        ("<LEA>999</LEA>", "", "whose return"),
        ("<Year>2026</Year>", "", "of which year"),
        ("2026-01-15</ReferenceDate>", "15/01/2026</ReferenceDate>", "not a date"),
    ],
)
def test_a_message_that_does_not_say_whose_or_of_when_it_is_is_refused(left_out, instead, words):
    message = write_xml(good_return(), MADE_AT).decode()
    assert message.count(left_out) == 1
    with pytest.raises(SendError, match=words):
        read_xml(message.replace(left_out, instead).encode())


def test_a_message_without_a_reference_date_is_of_the_census_day():
    message = write_xml(good_return(), MADE_AT).decode()
    without_day = message.replace("<ReferenceDate>2026-01-15</ReferenceDate>", "")
    assert read_xml(without_day.encode()).census_date == date(2026, 1, 15)


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

    @pytest.mark.parametrize(
        ("module", "item", "value"),
        [
            ("person", "upn", "A12"),
            ("person", "uniquelearnernumber", "12345678"),
            ("plandetail", "urn", "1234567"),
            ("placementdetail", "ukprn", "1234"),
            ("activeplans", "transferla", "38"),
            ("sen2", "serialno", "1"),
        ],
    )
    def test_a_number_of_another_form_is_a_fault(self, module, item, value):
        wrong = spoiled(good_return(2026), module, **{item: value})
        assert any(item in fault.lower() for fault in faults(write_xml(wrong, MADE_AT), 2026))

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
    config = BladeConfig(kind="blade", path=str(tmp_path))
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
    with open_source(WorkbookConfig(kind="sen2_workbook", path=str(path)), None, date(2025, 3, 3)) as source:
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
