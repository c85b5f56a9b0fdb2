"""Reading a COLLECT Blade export of the SEN2 return, in the layout of each year."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.errors import SourceError, SourceUnavailable
from include.model import TABLES
from include.sources import Shown, Source, open_source, source_config

CANARY = "Canaryworth"

# The newest layout, as COLLECT writes it: identifier, bookkeeping, the parent's identifier, items.
FILES = {
    "sen2": "sen2tableid NativeId sen2orderseqcolumn sourceid collection year referencedate"
    " sourcelevel lea softwarecode release serialno datetime dmo dco dsco",
    "person": "persontableid NativeId personorderseqcolumn sourceid sen2tableid surname forename"
    " personbirthdate sex ethnicity postcode upn uniquelearnernumber upnunknown",
    "requests": "requeststableid NativeId requestsorderseqcolumn sourceid persontableid"
    " receiveddate requestsource rya requestoutcomedate requestoutcome requestmediation"
    " requesttribunal exported",
    "assessment": "assessmenttableid NativeId assessmentorderseqcolumn sourceid requeststableid"
    " assessmentoutcome assessmentoutcomedate assessmentmediation assessmenttribunal"
    " othermediation othertribunal week20",
    "namedplan": "namedplantableid NativeId namedplanorderseqcolumn sourceid assessmenttableid"
    " startdate planres planwbp pb oa dp ceasedate ceasereason",
    "plandetail": "plandetailtableid NativeId plandetailorderseqcolumn sourceid namedplantableid urn"
    " ukprn sensetting sensettingother placementrank senunitindicator"
    " resourcedprovisionindicator",
    "activeplans": "activeplanstableid NativeId activeplansorderseqcolumn sourceid requeststableid"
    " transferla reviewmeeting reviewoutcome reviewdraft phasetransferduedate"
    " phasetransferfinaldate lastreview",
    "placementdetail": "placementdetailtableid NativeId placementdetailorderseqcolumn sourceid"
    " activeplanstableid urn ukprn sensetting sensettingother placementrank entrydate"
    " leavingdate senunitindicator resourcedprovisionindicator res wbp",
    "senneed": "senneedtableid NativeId senneedorderseqcolumn sourceid activeplanstableid sentype"
    " sentyperank",
}
NOT_BEFORE_2025 = {"dsco", "requestsource", "reviewdraft", "phasetransferduedate", "phasetransferfinaldate"}
RECORD = {
    "sen2tableid": "1",
    "persontableid": "41",
    "requeststableid": "51",
    "assessmenttableid": "61",
    "namedplantableid": "71",
    "plandetailtableid": "81",
    "activeplanstableid": "91",
    "placementdetailtableid": "101",
    "collection": "SEN2",
    "lea": "999",
    "surname": CANARY,
    "forename": "Zoë",
    "personbirthdate": "2014-May-06 00:00:00",
    "sex": "F",
    "gendercurrent": "2",
    "receiveddate": "2024-Jan-13 00:00:00",
    "requestsource": "2",
    "requestoutcome": "Y",
    "rya": "0",
    "week20": "True",
    "startdate": "2024-Jun-01 00:00:00",
    "planres": "A",
    "res": "B",
    "wbp": "S",
    "reviewmeeting": "2024-Nov-30 00:00:00",
    "reviewdraft": "2024-Dec-20 00:00:00",
    "placementrank": "1",
    "sentype": "SLCN",
    "sentyperank": "1",
    "attendancepattern": "FT",
}


def layout(file: str, year: int) -> list[str]:
    """The columns that the export of one return year had."""
    columns = FILES[file].split()
    if year < 2025:
        columns = [c for c in columns if c not in NOT_BEFORE_2025]
    if year == 2023:
        columns = [c for c in columns if c not in ("reviewmeeting", "reviewoutcome")]
        if file == "placementdetail":
            columns = [*(c for c in columns if c not in ("res", "wbp")), "attendancepattern"]
        if file == "activeplans":
            columns = [*columns, "res", "wbp"]
        columns = ["gendercurrent" if c == "sex" else c for c in columns]
    return columns


def export(folder: Path, year: int = 2025, day: str = "10-03-2025", **values: str) -> Path:
    """Write an invented export of one child."""
    folder.mkdir(exist_ok=True)
    record = RECORD | {"year": str(year)} | values
    for file in FILES:
        with named(folder, file, day).open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, layout(file, year), restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerow(record)
    return folder


def named(folder: Path, file: str, day: str = "10-03-2025") -> Path:
    return folder / f"Blade-Export_{day}_{file}.csv"


def opened(folder: Path, as_at: date = date(2025, 3, 14), **settings: Any) -> Source:
    config = source_config({"kind": "blade", "path": str(folder), **settings})
    return open_source(config, None, as_at)


def record(source: Source, table: str) -> dict[str, Any]:
    read = source.read(table)
    assert read is not None
    (only,) = read.to_pylist()
    return dict(only)


SPINE = {
    "person",
    "request",
    "assessment",
    "plan",
    "plan_placement",
    "active_plan",
    "placement",
    "sen_need",
}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_layout_gives_the_sen2_modules_and_nothing_else(tmp_path: Path, year: int) -> None:
    with opened(export(tmp_path, year)) as source:
        source.check()
        assert {table for table in TABLES if source.read(table) is not None} == SPINE
        assert source.describe() == f"SEN2 Blade export of 10-03-2025 (return {year}, authority 999)"
        assert "contact: not held in a SEN2 export" in source.notes()

        person, plan = record(source, "person"), record(source, "plan")
        assert (person["sex"], person["birth_date"], person["forename"]) == ("F", "2014-05-06", "Zoë")
        assert person["record_source"] == "Blade-Export_10-03-2025_person.csv"
        assert person["_row"] == 1
        assert plan["start_date"] == "2024-06-01"
        assert plan["residential"] == "A"
        assert record(source, "assessment")["week20_exception"] == "1"
        assert ("request_source" in record(source, "request")) == (year >= 2025)
        assert ("review_draft_date" in record(source, "active_plan")) == (year >= 2025)
        assert ("review_meeting_date" in record(source, "active_plan")) == (year >= 2024)
        assert record(source, "placement").get("residential") == ("B" if year >= 2024 else None)


def test_every_item_of_the_return_has_its_place_in_the_model(tmp_path: Path) -> None:
    with opened(export(tmp_path)) as source:
        for table in SPINE:
            held = set(record(source, table))
            items = {name for name, column in TABLES[table].columns.items() if column.sen2}
            assert items <= held
            unread = {c for c in source.unmapped(table) if not c.endswith(("tableid", "orderseqcolumn"))}
            assert unread == {"NativeId", "sourceid"}


def test_what_only_the_2023_return_asked_is_listed_as_not_read(tmp_path: Path) -> None:
    with opened(export(tmp_path, 2023)) as source:
        assert {"res", "wbp"} <= set(source.unmapped("active_plan"))
        assert "attendancepattern" in source.unmapped("placement")


@pytest.mark.parametrize(("gender", "sex"), [("1", "M"), ("2", "F"), ("9", "9")])
def test_the_gender_of_2023_becomes_sex_where_it_can(tmp_path: Path, gender: str, sex: str) -> None:
    with opened(export(tmp_path, 2023, gendercurrent=gender)) as source:
        assert record(source, "person")["sex"] == sex


def test_identifiers_tie_the_files_together_and_keep_returns_apart(tmp_path: Path) -> None:
    with opened(export(tmp_path)) as source:
        assert record(source, "person")["person_id"] == "2025-41"
        for table in SPINE:
            for name, column in TABLES[table].columns.items():
                if column.ref:
                    parent, key = column.ref.split(".")
                    assert record(source, table)[name] == record(source, parent)[key]
    with opened(export(tmp_path / "older", 2024)) as source:
        assert record(source, "person")["person_id"] == "2024-41"


def test_the_latest_export_made_by_the_extract_date_is_read(tmp_path: Path) -> None:
    for day, lea in (("28-02-2025", "901"), ("10-03-2025", "902"), ("20-03-2025", "903")):
        export(tmp_path, day=day, lea=lea)
    assert "authority 902" in opened(tmp_path).describe()
    assert "authority 903" in opened(tmp_path, date(2025, 3, 20)).describe()
    assert "authority 901" in opened(tmp_path, export_date="2025-02-28").describe()
    with pytest.raises(SourceError) as error:
        opened(tmp_path, date(2025, 1, 1)).check()
    assert "no Blade export made on or before 01-01-2025" in str(error.value)
    assert "28-02-2025, 10-03-2025, 20-03-2025" in str(error.value)


def test_an_authority_may_correct_the_layout(tmp_path: Path) -> None:
    person = {"codes": {"ethnicity": {"WB": "WBRI"}}, "columns": {"locality": "softwarecode"}}
    export(tmp_path, ethnicity="WB")
    path = named(tmp_path, "person")
    path.write_text(path.read_text().replace("NativeId", "softwarecode").replace("41,", "41,North", 1))
    with opened(tmp_path, tables={"person": person}, not_held=["sen_need"]) as source:
        source.check()
        assert record(source, "person")["ethnicity"] == "WBRI"
        assert record(source, "person")["locality"] == "North"
        assert source.read("sen_need") is None
        assert "sen_need: not held" in source.notes()


def test_a_return_newer_than_the_known_layouts_is_read_as_the_newest(tmp_path: Path) -> None:
    with opened(export(tmp_path, 2027)) as source:
        source.check()
        assert any("layout of the 2027 return is not known" in note for note in source.notes())


def test_an_export_saved_again_by_a_spreadsheet_is_still_read(tmp_path: Path) -> None:
    export(tmp_path)
    path = named(tmp_path, "person")
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    with opened(tmp_path) as source:
        assert record(source, "person")["forename"] == "Zoë"


def edit(change: Callable[[bytes], bytes], file: str = "person") -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        path = named(folder, file)
        path.write_bytes(change(path.read_bytes()))

    return apply


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: named(folder, "senneed").unlink(), "Blade-Export_10-03-2025_senneed.csv is missing"),
        (edit(lambda data: b""), "Blade-Export_10-03-2025_person.csv is empty"),
        (edit(lambda data: data[: data.index(b"Canary") + 8]), "person.csv: line 2 has 6 columns"),
        (edit(lambda data: data + b'42,"cut'), "person.csv: line 3 cannot be read"),
        (edit(lambda data: data + b"\x81\n"), "person.csv: line 3 holds a character that is neither"),
        (edit(lambda data: data.replace(b"Canary", b"Can\0ary")), "person.csv: line 2 holds null characters"),
        (
            edit(lambda data: data.replace(b"forename", b"surname", 1)),
            "person.csv: columns 6 and 7 have the same name",
        ),
        (
            edit(lambda data: data.replace(b"forename", b"fore_name", 1)),
            (
                "person.csv (return 2025) has no column 'forename', which should hold person.forename. "
                "Did you mean 'fore_name'"
            ),
        ),
        (edit(lambda data: b"nothing,alike\n1,2\n"), "person.csv has no names of columns in line 1"),
        (edit(lambda data: data.replace(b",2025,", b",MMXXV,", 1), "sen2"), "not hold a year of four digits"),
        (
            edit(lambda data: data.replace(b",2025,", b",2019,", 1), "sen2"),
            "return of 2019 is older than any layout",
        ),
        (edit(lambda data: data.splitlines(keepends=True)[0], "sen2"), "sen2.csv has 0 rows"),
        (edit(lambda data: data.replace(b"lea", b"la", 1), "sen2"), "sen2.csv has no column 'lea'"),
        (
            lambda folder: named(folder, "person").rename(named(folder, "person", "31-02-2025")),
            "Blade-Export_31-02-2025_person.csv: the date in the name",
        ),
    ],
)
def test_a_spoilt_export_is_told_what_and_where_and_no_childs_name(
    tmp_path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    spoil(export(tmp_path))
    with opened(tmp_path) as source, pytest.raises(SourceError) as error:
        source.check()
    assert told in str(error.value)
    assert CANARY not in str(error.value)
    assert "Zoë" not in str(error.value)


def test_a_table_of_a_spoilt_file_cannot_be_read(tmp_path: Path) -> None:
    export(tmp_path)
    edit(lambda data: data.replace(b"sentyperank", b"rank", 1), "senneed")(tmp_path)
    with opened(tmp_path) as source:
        assert source.read("person") is not None
        with pytest.raises(SourceError, match=r"senneed\.csv .* has no column 'sentyperank'"):
            source.read("sen_need")


def test_all_spoilt_files_are_named_at_once(tmp_path: Path) -> None:
    export(tmp_path)
    named(tmp_path, "senneed").unlink()
    named(tmp_path, "requests").write_bytes(b"")
    with opened(tmp_path) as source, pytest.raises(SourceError) as error:
        source.check()
    assert "requests.csv is empty" in str(error.value)
    assert "senneed.csv is missing" in str(error.value)


def people(folder: Path) -> list[str | None]:
    with opened(folder) as source:
        read = source.read("person")
        assert read is not None
        return list(read["person_id"].to_pylist())


@pytest.mark.parametrize(
    "below", ["Total: 3", "(3 rows affected)", "Report generated 16/01/2025 by jny", "OFFICIAL"]
)
def test_what_a_person_put_below_the_records_of_an_export_is_no_child(tmp_path: Path, below: str) -> None:
    export(tmp_path)
    rows = len(people(tmp_path))
    path = named(tmp_path, "person")
    columns = path.read_text().splitlines()[0].count(",")
    path.write_text(path.read_text().rstrip("\n") + "\n" + below + "," * columns + "\n")
    assert len(people(tmp_path)) == rows
    with opened(tmp_path) as source:
        source.read("person")
        assert any("left out" in note for note in source.notes())


def test_a_folder_out_of_reach_may_come_back(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="that the drive is connected"):
        opened(tmp_path / "share").check()


def test_a_folder_without_exports_says_what_it_looks_for(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"Exports there: none at all\. File names read Blade-Export_DD-MM-YYYY_"
    ):
        opened(tmp_path).check()


def test_a_return_of_another_authority_is_refused_by_name(tmp_path: Path) -> None:
    config = source_config({"kind": "blade", "path": str(export(tmp_path, lea="201"))})
    with open_source(config, None, date(2025, 3, 14), la_code="330") as source:
        for attempt in (source.check, source.describe, lambda: source.read("person")):
            with pytest.raises(SourceError, match="authority 201.*of authority 330"):
                attempt()
    with open_source(config, None, date(2025, 3, 14), la_code="201") as source:
        source.check()


@pytest.mark.parametrize("lea", ["", "E09000001", "Rutland", "85", "not known"])
def test_a_return_that_does_not_say_whose_it_is_is_refused(tmp_path: Path, lea: str) -> None:
    config = source_config({"kind": "blade", "path": str(export(tmp_path, lea=lea))})
    with (
        open_source(config, None, date(2025, 3, 14), la_code="330") as source,
        pytest.raises(SourceError, match="does not say whose return it is.*authority 330"),
    ):
        source.check()


@pytest.mark.parametrize("lea", ["330", " 330 ", "330.0", "0330"])
def test_the_number_of_the_authority_in_any_form_is_its_number(tmp_path: Path, lea: str) -> None:
    config = source_config({"kind": "blade", "path": str(export(tmp_path, lea=lea))})
    with open_source(config, None, date(2025, 3, 14), la_code="330") as source:
        source.check()
        assert "authority 330" in source.describe()


def test_an_export_shows_its_own_day_and_knows_the_year_before_its_census(tmp_path: Path) -> None:
    with opened(export(tmp_path, referencedate="2025-Jan-16 00:00:00")) as source:
        assert source.shows() == Shown(date(2025, 3, 10), "export")
        assert source.covers("plan") == [(date(2024, 1, 1), date(2025, 1, 16))]
        assert source.covers("contact") is None


@pytest.mark.parametrize(
    # Census days as GOV.UK gives them.
    ("year", "census"),
    [
        (2023, date(2023, 1, 19)),
        (2024, date(2024, 1, 18)),
        (2025, date(2025, 1, 16)),
        (2026, date(2026, 1, 15)),
    ],
)
def test_without_a_reference_date_the_census_is_the_third_thursday_of_january(tmp_path, year, census) -> None:
    with opened(export(tmp_path, year)) as source:
        assert source.covers("person") == [(date(year - 1, 1, 1), census)]
