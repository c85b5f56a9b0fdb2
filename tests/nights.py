"""Two SYNTHETIC councils of a few children, whose nights can be told apart by how many children each has.

What is computed is not the matter here, only from which night's records: rules, facts and measures are stood in for by
counts of people. Everything that reads and writes is the real thing.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
import pytest
import sqlalchemy as sa

from include import pipeline
from include.errors import SendError
from include.expectations import Validation
from include.model import MARTS, TABLES
from include.model.codes import codeset
from include.pipeline import methods
from include.pipeline.methods import Methods

# In the days of grace of a half-term that ended on 22 February, and all the last of it in turn.
NIGHTS = (date(2026, 2, 23), date(2026, 2, 24), date(2026, 2, 25))
HALF_TERM, BEFORE = "2025-26-spring-1", "2025-26-autumn-2"
PEOPLE = {
    (slug, day): first + number
    for slug, first in (("east", 11), ("west", 21))
    for number, day in enumerate(NIGHTS)
}
_HELD = ("person", "request")

_CONFIG = """
name: {slug} (SYNTHETIC)
la_code: "857"
ons_code: E06000017
synthetic: true
history_from: 2025
source:
  kind: files
  path: {folder}
  settle_seconds: 0
  not_held: [{not_held}]
  tables: {{person: {{source: "person_{{date}}.csv"}}, request: {{source: "request_{{date}}.csv"}}}}
"""


def deliver(folder: Path, day: date, people: int) -> None:
    """Write one night's files, as an export would."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = range(1, people + 1)
    persons = "".join(f"p{n}\n" for n in numbers)
    (folder / f"person_{day}.csv").write_text(f"person_id\n{persons}")
    requests = "".join(f"r{n},p{n},2025-03-01,Y\n" for n in numbers)
    (folder / f"request_{day}.csv").write_text(
        f"request_id,person_id,received_date,request_outcome\n{requests}"
    )


def configure(root: Path, slug: str) -> None:
    """Write the configuration of a council whose files lie in a folder of its name."""
    (root / "config").mkdir(exist_ok=True)
    not_held = ", ".join(t.name for t in TABLES.values() if t.name not in _HELD)
    (root / f"config/{slug}.yaml").write_text(
        _CONFIG.format(slug=slug, folder=root / slug, not_held=not_held)
    )


def stand_ins(patch: pytest.MonkeyPatch) -> None:
    """Count people in place of rules, facts and measures."""
    patch.setattr(methods, "METHODS", Methods(check=_no_rules, facts=_facts, figures=_measures))


def _empty(schema: str, table: str) -> pd.DataFrame:
    from include.warehouse.metadata import SCHEMAS

    filled = ("authority", "extract_date", "load_run_id", "computed_at")
    columns = [c for c in SCHEMAS[schema][table].columns.values() if c.name not in filled]
    return pd.DataFrame({c.name: pd.Series([], dtype=c.dtype) for c in columns})


def _no_rules(parsed: dict[str, Any], **_: Any) -> Validation:
    aside = pd.DataFrame(
        {name: pd.Series([], dtype="str") for name in ("table_name", "rule_id", "policy", "record_id")}
    )
    aside = aside.assign(row_number=pd.Series([], dtype="Int64"), column_name="", reason="")
    conformed = {name: table.frame.drop(columns="_row") for name, table in parsed.items()}
    return Validation(conformed, aside, aside, _empty("dq", "validation_result"), [], {})


def _facts(tables: dict[str, pd.DataFrame], day: date, **_: Any) -> dict[str, pd.DataFrame]:
    people = len(tables["person"])
    rows = _empty("marts", "fact_request").reindex(range(people))
    columns = MARTS["marts"]["fact_request"].columns
    values: dict[str, Any] = {
        str(name): next(iter(codeset(columns[str(name)].codeset or "")), "x")
        for name, kind in rows.dtypes.items()
        if kind == "str"
    }
    values |= dict.fromkeys(("received_date", "decided_date"), pd.Timestamp("2025-03-01"))
    values["case_key"] = pd.Series(range(people)).astype("str")
    return {"fact_request": rows.assign(**values), "fact_clock": _empty("marts", "fact_clock")}


def _measures(
    catalogue: Any, facts: dict[str, pd.DataFrame], periods: pd.DataFrame, as_at: date, **_: Any
) -> pd.DataFrame:
    people = float(len(facts["fact_request"]))
    spans = periods[["period_type", "period_key", "period_start", "period_end"]]
    return spans.assign(
        measure_id="people",
        as_at=pd.Timestamp(as_at).as_unit("us"),
        dimension="all",
        member="all",
        numerator=pd.Series(people, spans.index, dtype="Float64"),
        denominator=pd.Series(pd.NA, spans.index, dtype="Float64"),
        value=pd.Series(people, spans.index, dtype="Float64"),
        status="ok",
        definition_version=1,
    )


@dataclass(frozen=True)
class Councils:
    """An installation with both councils, their files of every night delivered, nothing run."""

    root: Path
    warehouse_url: str

    def what_readers_see(self, slug: str) -> tuple[date | None, set[int]]:
        """The night that is loaded, and how many people each thing that readers see was made of.

        As recorded figures are told apart by the extract that they say they are of.
        """
        with psycopg.connect(self.warehouse_url.replace("+psycopg", "")) as connection:
            # What several queries say together is of one moment only in a transaction that sees one.
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            night = connection.execute(
                "SELECT extract_date FROM bi.load_status WHERE authority = %s", [slug]
            ).fetchone()
            seen = {
                count
                for table in (
                    "restricted.person",
                    "restricted.request",
                    "restricted.person_key",
                    "marts.fact_request",
                )
                for (count,) in connection.execute(
                    f"SELECT count(*) FROM {table} WHERE authority = %s", [slug]
                )
            }
            figures = connection.execute(
                "SELECT DISTINCT basis, extract_date, numerator FROM marts.measure_value WHERE authority = %s",
                [slug],
            ).fetchall()
        for basis, day, people in figures:
            if basis == "restated":
                seen.add(int(people))
                assert night, "figures of no night"
                assert day == night[0], "restated figures name another night than load_status"
            else:
                assert int(people) == PEOPLE[slug, day], "figures of one extract say that they are of another"
        return (night[0] if night else None), seen


@contextmanager
def councils(root: Path, warehouse_url: str) -> Iterator[Councils]:
    """Both councils in a folder of their own, with their settings and the stand-ins in force."""
    for slug in ("east", "west"):
        configure(root, slug)
        for day in NIGHTS:
            deliver(root / slug, day, PEOPLE[slug, day])
    settings = {
        "SEND_CONFIG_DIR": str(root / "config"),
        "SEND_DATA_DIR": str(root / "data"),
        "SEND_LAKE_URL": str(root / "lake"),
        "SEND_WAREHOUSE_URL": warehouse_url,
        "SEND_PSEUDONYM_KEY": "a secret of the tests",
        "SEND_CODE_VERSION": "under test",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        stand_ins(patch)
        yield Councils(root, warehouse_url)
    shutil.rmtree(root / "lake", ignore_errors=True)


STEPS: dict[str, Callable[[str, date], object]] = {
    "land": pipeline.land,
    "validate": pipeline.validate,
    "transform": pipeline.transform,
    "load": pipeline.load,
    "half_term": lambda slug, day: pipeline.compute(slug, HALF_TERM),
    "backfill": lambda slug, day: pipeline.backfill(slug, BEFORE, HALF_TERM),
}


def attempt(step: str, slug: str, day: date) -> str | None:
    """Run a step; what it says when it refuses. Anything that is not said to people is a fault."""
    try:
        STEPS[step](slug, day)
    except SendError as error:
        return str(error)
    return None


def killed(step: str, slug: str, day: date, after: int) -> bool:
    """Run a step in a process that kills itself before its n-th act upon lake or warehouse; whether it came so far."""
    child = os.fork()
    if child == 0:
        # A lock that a thread held at the fork is held for ever here; to hang is one more place to be killed at.
        signal.alarm(60)
        try:
            _die_after(after)
            attempt(step, slug, day)
        except BaseException:  # whatever it is, it must not go on as a second test session
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, f"{step} failed with more than words for people"
    return False


def without_room(step: Callable[[str, date], object], slug: str, day: date) -> str:
    """What a step says while no file can grow beyond a few bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        step(slug, day)
    except SendError as error:
        return str(error)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    return "nothing"


_WRITES = {"os.link", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}


def _die_after(acts: int) -> None:
    lake, left = os.environ["SEND_LAKE_URL"], [acts]

    def act(*_: object) -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_file(event: str, arguments: tuple[object, ...]) -> None:
        written = event in _WRITES or (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_WRONLY
        )
        if written and str(arguments[0]).startswith(lake):
            act()

    sys.addaudithook(on_file)
    for moment in ("before_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, moment, act)
