"""Writing to the warehouse: one authority's night in one transaction, whole or not at all.

Readers see the rows of the night before until the moment of the commit. A loader that is killed leaves them
as they were, and two loads of one authority take turns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from include import progress
from include.errors import WarehouseError
from include.warehouse.connection import Store
from include.warehouse.difference import replace
from include.warehouse.logins import Logins
from include.warehouse.metadata import LOADED, table_of
from include.warehouse.reports import RESTATED, Reports
from include.warehouse.rows import (
    Loaded,
    LoadRun,
    Rows,
    arrow_rows,
    authority_row,
    copy_rows,
    held_rows,
    in_order_of_key,
    later_extract,
    loaded_night,
    model_of,
    register,
    run_columns,
    upsert,
    with_values,
)

_FIGURES = "marts.measure_value"


@dataclass
class Load:
    """What a load did: `loaded` or `superseded`, the rows that the night has and how many differed, also by table."""

    outcome: str
    rows: int = 0
    written: int = 0
    much_changed: list[str] = field(default_factory=list)
    by_table: dict[str, tuple[int, int]] = field(default_factory=dict)

    def note(self, name: str, rows: int, written: int) -> None:
        """Count one table in. The planner's statistics of one that changed much are to be refreshed."""
        self.by_table[name] = rows, written
        self.rows += rows
        self.written += written
        if written > rows / 10:
            self.much_changed.append(table_of(name).fullname)


class Warehouse(Store):
    """A PostgreSQL warehouse: what nights write, and what anybody reads.

    `reports` are the figures of single periods, `logins` those who read.
    """

    @cached_property
    def reports(self) -> Reports:
        """Figures of single periods, and their publications."""
        return Reports(self)

    @cached_property
    def logins(self) -> Logins:
        """Logins of people and tools that read."""
        return Logins(self)

    def loaded(self, authority: str) -> Loaded | None:
        """The night of an authority whose figures readers see; None before the first."""
        with self.transaction("asking which night is loaded") as connection:
            return loaded_night(connection, authority)

    def load(
        self, run: LoadRun, rows: Mapping[str, Rows | Callable[[], Rows]], *, by_value: bool = False
    ) -> Load:
        """Make one authority's rows in `restricted` and `marts` those of a night, by writing what differs.

        Nothing is written when a later extract is loaded already, so that nights run in any order end alike.
        A night run a second time leaves the same rows to the last byte: its `computed_at` is that of the
        first time.

        Args:
            run: the load.
            rows: `schema.table` to rows in the model's columns, or to a function that gives them when their turn has
                come, so that no more than one table is in memory. The columns `authority`, `extract_date`,
                `computed_at` and `load_run_id` are the run's and need not be there. A table left out is one
                that the authority does not hold: its rows are removed. A table without an authority, such as
                the measure catalogue, is replaced when given and left alone otherwise.
            by_value: do not rely on the hashes of rows: compare every value with what is held, and put right what
                nobody but a load should have changed.

        """
        own, shared = _authority_tables(), _shared_tables()
        if others := sorted(set(rows) - own - shared):
            raise WarehouseError(f"A nightly load does not write to {', '.join(others)}.")
        done = Load("loaded")
        with self.transaction(f"loading {run.authority} of {run.extract_date}") as connection:
            self.take_turns(connection, f"load {run.authority}")
            register(connection, run)
            if later_extract(connection, run):
                return Load("superseded")
            upsert(connection, "ops.authority", authority_row(run))
            for name in progress.over("comparing and writing", sorted(own)):
                scope = _scope(table_of(name), run.authority)
                if name in rows:
                    done.note(name, *_replaced(connection, name, rows[name], run, scope, by_value=by_value))
                else:
                    connection.execute(sa.delete(table_of(name)).where(*scope))
            # Last, so that loads of different authorities wait for each other as briefly as can be.
            self.take_turns(connection, "shared tables")
            for name in sorted(shared & set(rows)):
                done.note(name, *_replaced(connection, name, rows[name], run, [sa.true()], by_value=by_value))
            _mark_current(connection, run, done.rows)
        self.analyse(done.much_changed)
        return done

    def record_validation(
        self,
        run: LoadRun,
        *,
        results: pd.DataFrame,
        quarantined: pd.DataFrame,
        outcome: str,
        stopped_because: str | None,
        rows_landed: int,
        rows_quarantined: int,
        rows_conformed: int,
        known: Mapping[str, Any] | None = None,
    ) -> None:
        """Replace what `dq` says about one authority's extract, let through or not.

        Args:
            run: the load.
            results: rows of `dq.validation_result` less the run's columns.
            quarantined: rows of `dq.quarantined_row` likewise. Columns that the table does not have stay out, so that
                no value of a case slips in beside its reason.
            outcome: `passed`, `passed_with_quarantine` or `stopped`.
            stopped_because: the gate's messages, when it stopped the load.
            rows_landed: rows as received.
            rows_quarantined: rows set aside.
            rows_conformed: rows that went on.
            known: the other columns of `dq.validation_run`: what the extract shows, and what was left out of it because
                it came later; None where that is not known.

        """
        summary = {
            "outcome": outcome,
            "stopped_because": stopped_because,
            "rows_landed": rows_landed,
            "rows_quarantined": rows_quarantined,
            "rows_conformed": rows_conformed,
            **dict.fromkeys(("rows_later", "values_later", "read_ended_at", "shows_day", "is_late")),
            **(known or {}),
        }
        frames = {
            "dq.validation_run": pd.DataFrame([summary]),
            "dq.validation_result": results,
            "dq.quarantined_row": quarantined,
        }
        rows = {name: arrow_rows(name, _known_columns(name, frame), run) for name, frame in frames.items()}
        with self.transaction(
            f"recording the validation of {run.authority} of {run.extract_date}"
        ) as connection:
            self.take_turns(connection, f"validation {run.authority}")
            for name, table in rows.items():
                _replace_all(
                    connection, name, table, run, authority=run.authority, extract_date=run.extract_date
                )
            upsert(connection, "ops.authority", authority_row(run), keep=True)

    def record_quality(
        self, run: LoadRun, frames: Mapping[str, pd.DataFrame], *, return_year: int | None = None
    ) -> None:
        """Replace rows of one authority's extract in tables of `dq`, each named `dq.<table>`.

        With `return_year` those of one SEN2 return alone.
        """
        about: dict[str, Any] = {"authority": run.authority, "extract_date": run.extract_date}
        if return_year is not None:
            about["return_year"] = return_year
        rows = {name: arrow_rows(name, _known_columns(name, frame), run) for name, frame in frames.items()}
        with self.transaction(
            f"recording the quality of {run.authority} of {run.extract_date}"
        ) as connection:
            self.take_turns(connection, f"validation {run.authority}")
            for name, table in rows.items():
                _replace_all(connection, name, table, run, **about)

    def record_deletions(self, rows: pd.DataFrame) -> None:
        """Note in `ops.deletion` what retention deleted; the same path again is the same note."""
        with self.transaction("recording what retention deleted") as connection:
            for row in rows.to_dict("records"):
                upsert(
                    connection, "ops.deletion", {str(name): value for name, value in row.items()}, keep=True
                )

    def record_attempt(
        self,
        run: LoadRun,
        *,
        attempt_id: str,
        started_at: datetime,
        seconds: float,
        outcome: str,
        message: str | None,
        superseded_by: date | None = None,
    ) -> None:
        """Add a line to `ops.load_attempt`, which grows with every try."""
        row = {
            "attempt_id": attempt_id,
            "load_run_id": run.load_run_id,
            "authority": run.authority,
            "extract_date": run.extract_date,
            "started_at": started_at,
            "seconds": round(seconds, 3),
            "outcome": outcome,
            "superseded_by": superseded_by,
            "message": message,
        }
        with self.transaction(f"recording an attempt to load {run.authority}") as connection:
            upsert(connection, "ops.load_attempt", row)

    def record_step(self, row: Mapping[str, object]) -> None:
        """Add a line to `ops.step_attempt`, which grows with every try of every step."""
        with self.transaction(f"recording an attempt of {row['authority']}") as connection:
            upsert(connection, "ops.step_attempt", row)

    def load_published(self, frames: Mapping[str, pd.DataFrame]) -> int:
        """Replace DfE's published figures in one transaction, but for tables that did not change.

        Args:
            frames: table of schema `dfe` (with or without the schema's name) to its rows.

        Returns:
            How many rows the given tables now hold.

        """
        rows = {
            (name := f"dfe.{key.removeprefix('dfe.')}"): in_order_of_key(name, arrow_rows(name, frame))
            for key, frame in frames.items()
        }
        with self.transaction("loading DfE's published figures") as connection:
            self.take_turns(connection, "published figures")
            content = table_of("ops.content").c
            held = dict([*connection.execute(sa.select(content.content_name, content.checksum))])
            checksums = {name: _checksum(table) for name, table in rows.items()}
            changed = {name: table for name, table in rows.items() if held.get(name) != checksums[name]}
            for name, table in sorted(changed.items()):
                connection.execute(sa.delete(table_of(name)))
                copy_rows(connection, name, table)
                upsert(connection, "ops.content", {"content_name": name, "checksum": checksums[name]})
        self.analyse(changed)
        return sum(table.num_rows for table in rows.values())

    def record_in_dfe_layout(self, run: LoadRun, edition: int, frames: Mapping[str, pd.DataFrame]) -> bool:
        """Replace an authority's own figures of one edition in DfE's layout, unless those of a later extract are there.

        Args:
            run: the extract that the figures are from.
            edition: reporting year.
            frames: file -> rows of `dfe.<file>` less the run's columns.

        Returns:
            Whether they were written.

        """
        rows = {(name := f"dfe.{file}"): arrow_rows(name, frame, run) for file, frame in frames.items()}
        about = {"authority": run.authority, "release_year": edition}
        with self.transaction(f"loading the figures of {run.authority} in DfE's layout") as connection:
            self.take_turns(connection, f"published {run.authority}")
            # Of all tables before any is written: what is returned early is committed as it is.
            for name in rows:
                table = table_of(name).c
                its_own = [table[column] == value for column, value in about.items()]
                held = connection.scalar(sa.select(sa.func.max(table.extract_date)).where(*its_own))
                if held and held > run.extract_date:
                    return False
            for name in sorted(rows):
                _replace_all(connection, name, rows[name], run, **about)
        return True


def _authority_tables() -> set[str]:
    """Tables that a night replaces for its authority."""
    return {name for name, model in LOADED.items() if "authority" in model.columns}


def _shared_tables() -> set[str]:
    """Tables that a night replaces whole, such as the measure catalogue: all authorities share them."""
    return {name for name, model in LOADED.items() if "authority" not in model.columns}


def _scope(table: sa.Table, authority: str) -> list[sa.ColumnElement[bool]]:
    """What a night replaces of a table: all of its authority, but for figures as they were recorded at the time."""
    of_authority = table.c.authority == authority
    return [of_authority, table.c.basis == RESTATED] if table is table_of(_FIGURES) else [of_authority]


def _replaced(
    connection: sa.Connection,
    name: str,
    rows: Rows | Callable[[], Rows],
    run: LoadRun,
    scope: list[sa.ColumnElement[bool]],
    *,
    by_value: bool,
) -> tuple[int, int]:
    """Rows of the table and how many of them differed."""
    held = held_rows(name, rows() if callable(rows) else rows, run)
    if name == _FIGURES and (others := set(held["basis"].unique().to_pylist()) - {RESTATED}):
        raise WarehouseError(
            f"A nightly load writes figures of basis {RESTATED} only, but was given {', '.join(sorted(others))}."
        )
    return len(held), replace(connection, name, held, sa.and_(*scope), by_value=by_value)


def _replace_all(connection: sa.Connection, name: str, rows: pa.Table, run: LoadRun, **about: Any) -> None:
    """Replace the rows of a table that have these values by those of a run."""
    table = table_of(name)
    connection.execute(sa.delete(table).where(*[table.c[column] == value for column, value in about.items()]))
    copy_rows(connection, name, with_values(name, rows, run_columns(run)))


def _known_columns(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[column for column in frame if column in model_of(name).columns]]


def _mark_current(connection: sa.Connection, run: LoadRun, rows_loaded: int) -> None:
    table = table_of("ops.load_run")
    is_this = table.c.load_run_id == run.load_run_id
    connection.execute(
        sa.update(table)
        .where(table.c.authority == run.authority, table.c.is_current, ~is_this)
        .values(is_current=False)
    )
    connection.execute(
        sa.update(table)
        .where(is_this)
        .values(is_current=True, rows_loaded=rows_loaded, records_checksum=run.records_checksum)
    )


def _checksum(rows: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()
