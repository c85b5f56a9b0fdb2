"""The contract of the last release is kept: what goes is deprecated first, and what is added is listed."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from include.cli import app
from include.errors import ConfigError
from include.warehouse import promises
from include.warehouse.promises import CHANGES, RELEASED, Promise, compared, deprecation_of, read

TIMELINESS, COUNT = "bi.twenty_week_by_month", "plans_issued_incl"


@pytest.fixture(scope="module")
def before() -> promises.Promises:
    return read(RELEASED)


def test_the_last_releases_contract_is_kept(before: promises.Promises) -> None:
    changes = compared(before, read(promises.ODCS), CHANGES.read_text(encoding="utf-8"))
    assert not changes.broken, (
        f"Keep the old shape as a view {deprecation_of('schema.relation')}, and say so there."
    )
    assert sum(map(len, before.values())) > 1500, "hardly anything is promised"


def test_what_goes_or_changes_breaks_a_promise(before: promises.Promises) -> None:
    now = deepcopy(before)
    del now["bi.load_status"]
    del now[TIMELINESS][COUNT]
    now[TIMELINESS]["period_key"] = Promise("date", None)
    words = now[TIMELINESS]["status_incl"].words or frozenset()
    now[TIMELINESS]["status_incl"] = Promise("text", words - {"not_due"})
    now[TIMELINESS]["status_excl"] = Promise("text", None)
    found = compared(before, now, "").broken
    assert "bi.load_status.extract_date is gone" in found
    assert {told.removeprefix(f"{TIMELINESS}.") for told in found if told.startswith(TIMELINESS)} == {
        f"{COUNT} is gone",
        "period_key was text and is date",
        "status_incl no longer says not_due",
        "status_excl no longer keeps to its words",
    }


def test_what_is_added_is_listed_and_breaks_nothing(before: promises.Promises) -> None:
    now = deepcopy(before)
    now["bi.new"] = {"authority": Promise("text", None)}
    now[TIMELINESS]["fresh"] = Promise("bigint", None)
    words = now[TIMELINESS]["status_incl"].words or frozenset()
    now[TIMELINESS]["status_incl"] = Promise("text", words | {"estimated"})
    changes = compared(before, now, "")
    assert changes.broken == ()
    assert {*changes.added} == {
        "bi.new",
        f"{TIMELINESS}.fresh",
        f"{TIMELINESS}.status_incl says estimated too",
    }


def test_a_deprecation_needs_the_old_shape_and_a_line_in_the_change_log(before: promises.Promises) -> None:
    now = deepcopy(before)
    old = now.pop(TIMELINESS)
    kept = {deprecation_of(TIMELINESS): old}
    assert deprecation_of(TIMELINESS) == "bi.twenty_week_by_month_deprecated"
    assert deprecation_of("marts.fact_clock") == "bi.marts_fact_clock_deprecated"
    log = "- `bi.twenty_week_by_month` goes in 0.3; until then `bi.twenty_week_by_month_deprecated` has it."
    assert len(compared(before, now, log).broken) == len(old), "named, but not there"
    assert len(compared(before, now | kept, "").broken) == len(old), "there, but not named"
    told = compared(before, now | kept, log)
    assert told.broken == () and len(told.deprecated) == len(old)
    less = {deprecation_of(TIMELINESS): {name: column for name, column in old.items() if name != COUNT}}
    assert compared(before, now | less, log).broken == (f"{TIMELINESS}.{COUNT} is gone",)


def test_the_command_ends_with_1_when_a_promise_is_broken(tmp_path: Path) -> None:
    theirs = tmp_path / "released.yaml"
    once = {"name": "was_once", "physicalType": "text"}
    document = {"schema": [{"physicalName": "bi.load_status", "properties": [once]}]}
    theirs.write_text(yaml.safe_dump(document), encoding="utf-8")
    said = CliRunner().invoke(app, ["contract", "--against", str(theirs)])
    assert said.exit_code == 1
    assert "was_once is gone" in said.output and "broken 1" in said.output
    kept = CliRunner().invoke(app, ["contract"])
    assert kept.exit_code == 0 and "broken 0" in kept.output


def test_what_is_no_contract_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("- a list", encoding="utf-8")
    with pytest.raises(ConfigError, match="no contract in the Open Data Contract Standard"):
        read(other)
