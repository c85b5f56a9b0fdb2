"""A SEN2 return as XML: read whole, or refused."""

from datetime import date
from pathlib import Path

import pytest

from include.errors import SourceError, SourceUnavailable
from include.sources import Shown, Source, open_source, source_config

RETURN = """<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year></CollectionDetails>
<Source><LEA>999</LEA></Source></Header><Persons>
<Person><Surname>Canaryworth</Surname><PersonBirthDate>2014-05-06</PersonBirthDate><Sex>F</Sex>
 <Requests><ReceivedDate>2025-01-13</ReceivedDate><RequestOutcome>Y</RequestOutcome>
  <Assessment><AssessmentOutcome>Y</AssessmentOutcome><Week20>0</Week20>
   <NamedPlan><StartDate>2025-05-30</StartDate>
    <PlanDetail><SENsetting>EHE</SENsetting><PlacementRank>1</PlacementRank></PlanDetail><PB>0</PB></NamedPlan></Assessment>
  <ActivePlans><PlacementDetail><URN>999999</URN><PlacementRank>1</PlacementRank></PlacementDetail>
   <SENneed><SENtype>SLCN</SENtype><SENtypeRank>1</SENtypeRank></SENneed>
   <SENneed><SENtype>ASD</SENtype><SENtypeRank>2</SENtypeRank></SENneed><LastReview>2025-12-05</LastReview></ActivePlans>
 </Requests></Person>
<Person><Surname>Other</Surname><Requests><RequestOutcome>N</RequestOutcome></Requests></Person>
</Persons></Message>"""


def opened(folder: Path, text: str | bytes = RETURN) -> Source:
    path = folder / "return.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    config = source_config({"kind": "sen2_xml", "path": str(path)})
    return open_source(config, None, date(2026, 3, 1))


def test_nested_records_are_tied_together_by_numbers(tmp_path: Path) -> None:
    with opened(tmp_path) as source:
        source.check()
        tables = {
            t: source.read(t)
            for t in ("person", "request", "assessment", "plan", "plan_placement", "placement", "sen_need")
        }
        assert source.read("complaint") is None
        assert source.describe() == "SEN2 return 2026 as XML (authority 999)"
    rows = {name: table.to_pylist() for name, table in tables.items() if table is not None}
    assert [r["person_id"] for r in rows["person"]] == ["2026-1", "2026-2"]
    assert [r["person_id"] for r in rows["request"]] == ["2026-1", "2026-2"]
    assert rows["assessment"][0]["request_id"] == rows["request"][0]["request_id"]
    assert rows["plan"][0]["start_date"] == "2025-05-30"
    assert rows["plan"][0]["personal_budget"] == "0"
    assert rows["plan_placement"][0]["sen_setting"] == "EHE"
    assert rows["placement"][0]["urn"] == "999999"
    assert [(r["sen_type"], r["sen_type_rank"]) for r in rows["sen_need"]] == [("SLCN", "1"), ("ASD", "2")]


BOMB = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]><Message><Header>&c;</Header></Message>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Message><Header>&b;</Header></Message>'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (BOMB, "is refused"),
        (OUTSIDE, "is refused"),
        (RETURN[: len(RETURN) // 2], "not well-formed"),
        ("", "not well-formed"),
        (RETURN.replace("UTF-8", "no-such"), "is"),
        (RETURN.replace("Zoë", "").encode() + b"\xff", "not well-formed"),
        ("<a>" * 50, "nests deeper"),
        (RETURN.replace(">SEN2<", ">CIN<"), "another collection"),
        (RETURN.replace("Canaryworth", "Canaryworth" * 1000), "longer than any item"),
        (RETURN.replace("<Header>", "<Header><Assessment/>"), "lies outside of requests"),
        (
            RETURN.replace("<Sex>", "<Sex>M</Sex><Sex>", 1),
            "person 1 has the item sex twice, and not the same",
        ),
    ],
)
def test_a_return_that_cannot_be_trusted_is_refused(tmp_path: Path, data: str | bytes, told: str) -> None:
    with opened(tmp_path, data) as source, pytest.raises(SourceError, match=told) as error:
        source.check()
    assert "Canaryworth" not in str(error.value)


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    for end in range(0, len(RETURN) - 1, 97):
        with opened(tmp_path, RETURN[:end]) as source, pytest.raises(SourceError):
            source.check()


def test_a_missing_file_may_come_later(tmp_path: Path) -> None:
    config = source_config({"kind": "sen2_xml", "path": str(tmp_path / "none.xml")})
    with open_source(config, None, date(2026, 3, 1)) as source, pytest.raises(SourceUnavailable):
        source.check()


def test_a_return_shows_the_day_on_which_it_was_made_if_it_says_so(tmp_path: Path) -> None:
    made = RETURN.replace("<LEA>999</LEA>", "<LEA>999</LEA><DateTime>2026-02-10T09:15:00</DateTime>")
    with opened(tmp_path, made) as source:
        assert source.shows() == Shown(date(2026, 2, 10), "export")
    with opened(tmp_path) as source:
        assert source.shows() is None


def test_a_return_of_another_authority_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "return.xml").write_text(RETURN)
    config = source_config({"kind": "sen2_xml", "path": str(tmp_path / "return.xml")})
    refused = pytest.raises(SourceError, match="authority 999.*of authority 330")
    with open_source(config, None, date(2026, 3, 1), la_code="330") as source, refused:
        source.check()
