"""Writing to the warehouse: one authority's night in one transaction, everything replaced or nothing.

Readers see the rows of the night before until the moment of the commit. A loader that is killed leaves them
as they were, and two loads of one authority take turns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from include.errors import WarehouseError
from include.model import Table
from include.warehouse.metadata import SCHEMAS
from include.warehouse.reports import FROZEN, RESTATED, Reports
from include.warehouse.rows import (
    LoadRun,
    arrow_rows,
    authority_row,
    copy_rows,
    later_extract,
    model_of,
    register,
    run_columns,
    upsert,
)

Rows = dict[str, pa.Table]


class Warehouse(Reports):
    """A PostgreSQL warehouse: what nights and published reports write, and what anybody reads."""

    def load(self, run: LoadRun, frames: Mapping[str, pd.DataFrame]) -> tuple[str, int]:
        """Replace all of one authority's rows in `restricted` and `marts` by those of a night.

        Nothing is written when a later extract is loaded already, so that nights run in any order end alike.
        A night run a second time writes the same rows to the last byte: its `computed_at` is that of the
        first time.

        Args:
            run: the load.
            frames: `schema.table` to rows in the model's columns. The columns `authority`, `extract_date`,
                `computed_at` and `load_run_id` are the run's and need not be there. A table left out is one
                that the authority does not hold: its rows are removed. A table without an authority, such as
                the measure catalogue, is replaced whole when given and left alone otherwise.

        Returns:
            `loaded` or `superseded`, and how many rows were written.

        """
        own, shared = _authority_tables(), _shared_tables()
        if others := sorted(set(frames) - own - shared):
            raise WarehouseError(f"A nightly load does not write to {', '.join(others)}.")
        rows = {name: arrow_rows(name, frame, run) for name, frame in sorted(frames.items())}
        if basis := _other_bases(rows):
            raise WarehouseError(
                f"A nightly load writes figures of basis {RESTATED} only, but was given {basis}."
            )
        with self._connection(f"loading {run.authority} of {run.extract_date}") as connection:
            self._take_turns(connection, f"load {run.authority}")
            shared_values = {**run_columns(run), "computed_at": register(connection, run)}
            if later_extract(connection, run):
                return "superseded", 0
            upsert(connection, "ops.authority", authority_row(run))
            for name in sorted(own):
                _delete(connection, name, run.authority)
            count = sum(
                copy_rows(connection, name, rows[name], shared_values) for name in rows if name in own
            )
            # Last, so that loads of different authorities wait for each other as briefly as can be.
            self._take_turns(connection, "shared tables")
            for name in sorted(shared & set(rows)):
                connection.exec_driver_sql(f"DELETE FROM {name}")
                count += copy_rows(connection, name, rows[name], shared_values)
            _mark_current(connection, run, count)
        self._analyse(rows)
        return "loaded", count

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
        with self._connection(
            f"recording the validation of {run.authority} of {run.extract_date}"
        ) as connection:
            self._take_turns(connection, f"validation {run.authority}")
            for name, table in rows.items():
                connection.execute(
                    sa.text(
                        f"DELETE FROM {name} WHERE authority = :authority AND extract_date = :extract_date"
                    ),
                    {"authority": run.authority, "extract_date": run.extract_date},
                )
                copy_rows(connection, name, table, run_columns(run))
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
        with self._connection(
            f"recording the quality of {run.authority} of {run.extract_date}"
        ) as connection:
            self._take_turns(connection, f"validation {run.authority}")
            for name, table in rows.items():
                where = " AND ".join(f"{column} = :{column}" for column in about)
                connection.execute(sa.text(f"DELETE FROM {name} WHERE {where}"), about)
                copy_rows(connection, name, table, run_columns(run))

    def record_deletions(self, rows: pd.DataFrame) -> None:
        """Note in `ops.deletion` what retention deleted; the same path again is the same note."""
        with self._connection("recording what retention deleted") as connection:
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
        with self._connection(f"recording an attempt to load {run.authority}") as connection:
            upsert(connection, "ops.load_attempt", row)

    def record_step(self, row: Mapping[str, object]) -> None:
        """Add a line to `ops.step_attempt`, which grows with every try of every step."""
        with self._connection(f"recording an attempt of {row['authority']}") as connection:
            upsert(connection, "ops.step_attempt", row)

    def load_published(self, frames: Mapping[str, pd.DataFrame]) -> int:
        """Replace DfE's published figures in one transaction, but for tables that did not change.

        Args:
            frames: table of schema `dfe` (with or without the schema's name) to its rows.

        Returns:
            How many rows the given tables now hold.

        """
        rows = {
            (name := f"dfe.{key.removeprefix('dfe.')}"): arrow_rows(name, frame)
            for key, frame in frames.items()
        }
        with self._connection("loading DfE's published figures") as connection:
            self._take_turns(connection, "published figures")
            contents = connection.execute(sa.text("SELECT content_name, checksum FROM ops.content"))
            held = {row.content_name: row.checksum for row in contents}
            checksums = {name: _checksum(table) for name, table in rows.items()}
            changed = {name: table for name, table in rows.items() if held.get(name) != checksums[name]}
            for name, table in sorted(changed.items()):
                connection.exec_driver_sql(f"DELETE FROM {name}")
                copy_rows(connection, name, table, {})
                upsert(connection, "ops.content", {"content_name": name, "checksum": checksums[name]})
        self._analyse(changed)
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
        rows = {name: arrow_rows(name, frame, run) for name, frame in _of_schema("dfe", frames).items()}
        about = {"authority": run.authority, "edition": edition}
        with self._connection(f"loading the figures of {run.authority} in DfE's layout") as connection:
            self._take_turns(connection, f"published {run.authority}")
            for name in sorted(rows):
                held = connection.scalar(
                    sa.text(
                        f"SELECT max(extract_date) FROM {name} WHERE authority = :authority AND release_year = :edition"
                    ),
                    about,
                )
                if held and held > run.extract_date:
                    return False
                connection.execute(
                    sa.text(f"DELETE FROM {name} WHERE authority = :authority AND release_year = :edition"),
                    about,
                )
                copy_rows(connection, name, rows[name], run_columns(run))
        return True


def _of_schema(schema: str, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {f"{schema}.{name}": frame for name, frame in frames.items()}


def _authority_tables() -> set[str]:
    """Tables that a night replaces for its authority."""
    return {name for name, model in _nightly_tables().items() if "authority" in model.columns}


def _shared_tables() -> set[str]:
    """Tables that a night replaces whole, such as the measure catalogue: all authorities share them."""
    return {name for name, model in _nightly_tables().items() if "authority" not in model.columns}


def _nightly_tables() -> dict[str, Table]:
    names = {f"{s}.{table}": model for s in ("restricted", "marts") for table, model in SCHEMAS[s].items()}
    return {name: model for name, model in names.items() if name not in FROZEN}


def _known_columns(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[column for column in frame if column in model_of(name).columns]]


def _other_bases(rows: Rows) -> str:
    if (figures := rows.get("marts.measure_value")) is None:
        return ""
    return ", ".join(sorted(set(figures["basis"].unique().to_pylist()) - {RESTATED}))


def _delete(connection: sa.Connection, name: str, authority: str) -> None:
    values = {"authority": authority}
    if name == "marts.measure_value":
        values["basis"] = RESTATED
    connection.execute(
        sa.text(f"DELETE FROM {name} WHERE {' AND '.join(f'{c} = :{c}' for c in values)}"), values
    )


def _mark_current(connection: sa.Connection, run: LoadRun, rows_loaded: int) -> None:
    values = {
        "authority": run.authority,
        "load_run_id": run.load_run_id,
        "rows_loaded": rows_loaded,
        "records_checksum": run.records_checksum,
    }
    connection.execute(
        sa.text(
            "UPDATE ops.load_run SET is_current = false "
            "WHERE authority = :authority AND is_current AND load_run_id <> :load_run_id"
        ),
        values,
    )
    connection.execute(
        sa.text(
            "UPDATE ops.load_run SET is_current = true, rows_loaded = :rows_loaded, "
            "records_checksum = :records_checksum WHERE load_run_id = :load_run_id"
        ),
        values,
    )


def _checksum(rows: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()
