"""Several years' returns as one history: the newest row of a record wins, what only an older return holds is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from include import synthetic
from include.calendar import Calendar, periods
from include.errors import SourceError
from include.expectations import parse
from include.sources import Shown, Source, open_source, source_config
from include.synthetic.blade import CENSUS_DAYS
from include.transforms import Catalogue, build_facts, compute_measures
from tests.sources.test_blade import export, record

# The plan of the child of `export` was issued in 2024, so the return of 2026 knows it as historical.
OLDER = {"requestoutcomedate": "2024-Mar-01 00:00:00", "assessmentoutcome": "Y"}
OLDER |= {"assessmentoutcomedate": "2024-Jun-01 00:00:00", "upn": "X999000000001"}
HISTORICAL = {"receiveddate": "", "requestoutcome": "H", "assessmentoutcome": "H", "week20": ""}
HISTORICAL |= {"upn": "X999000000001", "surname": "Newname", "reviewmeeting": "2025-Nov-20 00:00:00"}


def opened(folder: Path, as_at: date = date(2026, 3, 14), **settings: Any) -> Source:
    config = source_config({"kind": "blade", "path": str(folder), **settings})
    return open_source(config, None, as_at, la_code="999")


@pytest.fixture
def two_years(tmp_path: Path) -> Path:
    export(tmp_path, 2025, "10-03-2025", **OLDER)
    return export(tmp_path, 2026, "12-03-2026", **HISTORICAL)


def test_one_child_of_two_returns_is_one_child_with_its_history(two_years: Path) -> None:
    with opened(two_years) as source:
        source.check()
        person, request = record(source, "person"), record(source, "request")
        assessment, plan = record(source, "assessment"), record(source, "plan")
        active = record(source, "active_plan")
        assert person["person_id"] == "2026-41"
        assert person["surname"] == "Newname"  # the newest row wins
        assert (request["received_date"], request["request_outcome"]) == ("2024-01-13", "Y")
        assert assessment["assessment_outcome"] == "Y"
        assert assessment["assessment_outcome_date"] == "2024-06-01"
        assert assessment["week20_exception"] == "1"
        assert request["person_id"] == person["person_id"]
        assert assessment["request_id"] == active["request_id"] == request["request_id"]
        assert plan["assessment_id"] == assessment["assessment_id"]
        assert active["review_meeting_date"] == "2025-11-20"
        for table in ("plan_placement", "sen_need", "placement"):
            record(source, table)  # one each: what both returns say is said once
        assert source.shows() == Shown(date(2026, 3, 12), "export")
        assert source.covers("plan") == [
            (date(2025, 1, 1), date(2026, 1, 15)),
            (date(2024, 1, 1), date(2025, 1, 16)),
        ]
        assert "The returns of 2025, 2026 are read as one history" in source.notes()


def test_before_the_newer_return_was_made_only_the_older_is_known(two_years: Path) -> None:
    with opened(two_years, date(2025, 12, 31)) as source:
        assert record(source, "person")["person_id"] == "2025-41"


def test_one_export_can_be_asked_for(two_years: Path) -> None:
    with opened(two_years, export_date="2026-03-12") as source:
        assert record(source, "request")["request_outcome"] == "H"
        assert source.covers("plan") == [(date(2025, 1, 1), date(2026, 1, 15))]


def test_of_one_year_the_last_export_is_read(tmp_path: Path) -> None:
    export(tmp_path, 2026, "01-03-2026", surname="Early")
    export(tmp_path, 2026, "12-03-2026", surname="Late")
    with opened(tmp_path) as source:
        assert record(source, "person")["surname"] == "Late"
        assert len(source.covers("plan") or []) == 1


def test_an_older_return_of_another_authority_is_refused(two_years: Path) -> None:
    export(two_years, 2024, "08-03-2024", lea="201")
    with opened(two_years) as source, pytest.raises(SourceError, match="authority 201.*of authority 999"):
        source.check()


def test_what_no_later_return_knows_has_ended_on_the_census_day_and_is_told(tmp_path: Path) -> None:
    gone = {
        "surname": "Gone",
        "forename": "Ann",
        "upn": "",
        "uniquelearnernumber": "",
        "personbirthdate": "2012-Jan-01",
    }
    export(tmp_path, 2025, "10-03-2025", **gone)
    export(tmp_path, 2026, "12-03-2026", **HISTORICAL)
    with opened(tmp_path) as source:
        plans = source.read("plan")
        assert plans is not None
        assert sorted(str(day) for day in plans["cease_date"].to_pylist()) == ["2025-01-16", "None"]
        assert any("1 requests, assessments and plans" in note for note in source.notes())


def test_two_returns_of_a_council_give_the_figures_that_its_own_records_give(tmp_path: Path) -> None:
    """Of the years that the two returns cover; taken from the council's whole records, counted by the same code."""
    council = synthetic.generate("857", 2022, CENSUS_DAYS[2026], seed=5)
    for year in (2025, 2026):
        synthetic.to_blade(council, tmp_path, year)
    config = source_config({"kind": "blade", "path": str(tmp_path)})
    with open_source(config, None, CENSUS_DAYS[2026], la_code="857") as source:
        held = {
            n: t
            for n in (
                "person",
                "request",
                "assessment",
                "plan",
                "plan_placement",
                "active_plan",
                "placement",
                "sen_need",
            )
            if (t := source.read(n)) is not None
        }
        covers = {n: days for n in held if (days := source.covers(n))}
    read = {name: parse(name, table).frame.drop(columns="_row") for name, table in held.items()}
    spans = periods(Calendar(), date(2024, 1, 1), CENSUS_DAYS[2026])
    spans = spans[spans["period_type"].isin(["calendar_year", "half_term"])]

    def figures(tables: dict[str, pd.DataFrame], **more: Any) -> Any:
        facts = build_facts(tables, CENSUS_DAYS[2026], keys=lambda kind, ids: ids, boundary="<=")
        made = compute_measures(Catalogue.load(), facts, spans, CENSUS_DAYS[2026], held=set(tables), **more)
        return made[made["dimension"] == "all"].set_index(["measure_id", "period_type", "period_key"])

    found = figures(read, covers=covers)
    own = {name: council.tables[name] for name in read}
    # A return says where a plan came from and not when, so a plan counts from its first day.
    active = own["active_plan"]
    never = pd.Series(pd.NaT, active.index, dtype="datetime64[us]")
    own["active_plan"] = active.assign(transfer_in_date=never)
    whole = figures(own)
    for period in ("2024", "2025"):
        for measure in ("requests_received", "new_plans_n", "ehcp_20wk_rate_excl", "plans_maintained_n"):
            key = (measure, "calendar_year", period)
            got, wanted = found.loc[key], whole.loc[key]
            assert got["status"] == "ok"
            assert (got["numerator"], got["denominator"]) == (wanted["numerator"], wanted["denominator"]), key
    early = found.loc[("requests_received", "half_term", "2023-24-autumn-2")]
    assert early["status"] == "not_collected"
