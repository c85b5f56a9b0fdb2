"""Figures of single periods, and what freezes them: publication.

A night replaces every restated figure of its authority. Beside those stand figures as they were recorded at the time,
written period by period, and what was published, which nothing changes any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import sqlalchemy as sa

from include.warehouse.connection import Store
from include.warehouse.difference import replace
from include.warehouse.metadata import table_of
from include.warehouse.rows import (
    LoadRun,
    arrow_rows,
    authority_row,
    copy_rows,
    held_rows,
    loaded_night,
    register,
    run_columns,
    upsert,
    with_values,
)

RESTATED, AS_RECORDED = "restated", "as_recorded"

# What must be equal for two figures to be the same figure.
_FIGURE = ["measure_id", "period_type", "period_key", "dimension", "member"]
_PRINTED = ["numerator", "denominator", "value", "status", "definition_version", "period_start", "period_end"]


@dataclass(frozen=True)
class Publication:
    """A half-term's figures as they were frozen."""

    report_key: str
    published_at: datetime
    extract_date: date
    figures: int

    @property
    def period_key(self) -> str:
        """The half-term."""
        return report_order(self.report_key)[0]

    @property
    def number(self) -> int:
        """Which of the half-term's publications it is, from 1."""
        return report_order(self.report_key)[1]


def report_key(period_key: str, number: int) -> str:
    """What a publication is called: the half-term, a dot, and its number there."""
    return f"{period_key}.{number}"


def report_order(key: str) -> tuple[str, int]:
    """Half-term and number of a publication: keys sort by them in time order, where as text .10 is before .9."""
    period_key, _, number = key.rpartition(".")
    return period_key, int(number)


# A half-term's publication that stands is the one made last. The half-term is all of a key before its dot.
_STANDING = """
    SELECT DISTINCT ON (split_part(report_key, '.', 1)) report_key, published_at, max(extract_date) AS extract_date,
        count(*) AS figures
    FROM marts.reported_figure
    WHERE authority = %s AND split_part(report_key, '.', 1) = coalesce(%s, split_part(report_key, '.', 1))
    GROUP BY report_key, published_at
    ORDER BY split_part(report_key, '.', 1), published_at DESC
"""


class Reports:
    """Figures of single periods in a warehouse: written beside those of its nights, and published."""

    def __init__(self, store: Store) -> None:
        """Nothing is asked of the store yet."""
        self._store = store

    def replace_figures(self, run: LoadRun, figures: pd.DataFrame, basis: str) -> tuple[str, int]:
        """Replace one authority's figures of some periods, in one transaction.

        Args:
            run: the load of the extract that they were computed from.
            figures: rows of `marts.measure_value` less the run's columns, all of one basis. Whatever the authority has
                of the same basis and periods goes.
            basis: `restated` or `as_recorded`.

        Returns:
            `loaded`; `superseded` when restated figures of a later extract are there already; or `not_loaded` when
            the run's records are not those that are loaded, beside which no figures of others may stand. And the rows
            written.

        """
        table = table_of("marts.measure_value")
        periods = figures[["period_type", "period_key"]].drop_duplicates()
        scope = sa.and_(
            table.c.authority == run.authority,
            table.c.basis == basis,
            sa.tuple_(table.c.period_type, table.c.period_key).in_(
                [*periods.itertuples(index=False, name=None)]
            ),
        )
        with self._store.transaction(f"writing figures of {run.authority}") as connection:
            self._store.take_turns(connection, f"load {run.authority}")
            register(connection, run)
            if basis == RESTATED and (refused := _not_of_the_loaded_night(connection, run)):
                return refused, 0
            upsert(connection, "ops.authority", authority_row(run), keep=True)
            loaded = loaded_night(connection, run.authority)
            of_the_night = basis == RESTATED and loaded is not None and loaded.load_run_id == run.load_run_id
            rows = held_rows(
                "marts.measure_value", figures.assign(basis=basis), run, of_the_night=of_the_night
            )
            replace(connection, "marts.measure_value", rows, scope)
            return "loaded", len(rows)

    def latest(self, authority: str, period_key: str) -> Publication | None:
        """The publication of a half-term that stands, which is the one made last; None when there was none."""
        standing = self._store.query(_STANDING, authority, period_key)
        return None if standing.empty else Publication(*standing.iloc[0])

    def standing(self, authority: str) -> list[Publication]:
        """The publication of each half-term that stands, in the order of half-terms."""
        standing = self._store.query(_STANDING, authority, None)
        return [Publication(*row) for row in standing.itertuples(index=False)]

    def figures(self, authority: str, period_key: str) -> pd.DataFrame:
        """Figures of the latest publication of a half-term; without rows when there was none."""
        latest = self.latest(authority, period_key)
        return self._store.query(
            "SELECT * FROM marts.reported_figure WHERE authority = %s AND report_key = %s"
            " ORDER BY measure_id, period_type, dimension, member",
            *(authority, latest.report_key if latest else None),
        )

    def publish(
        self,
        authority: str,
        period_key: str,
        figures: pd.DataFrame,
        cases: pd.DataFrame,
        published_at: datetime,
    ) -> tuple[Publication, bool]:
        """Freeze the figures of a half-term and the cases behind them.

        Publishing the same figures again changes nothing; other figures make another publication beside the first.

        Args:
            authority: its short name.
            period_key: the half-term.
            figures: rows of `marts.measure_value`.
            cases: rows of `marts.reported_case` less `authority` and `report_key`.
            published_at: when.

        Returns:
            The publication that holds these figures, and whether it is a new one.

        """
        with self._store.transaction(f"publishing {period_key} of {authority}") as connection:
            self._store.take_turns(connection, f"load {authority}")
            latest = self.latest(authority, period_key)
            if latest and _same(self.figures(authority, period_key), figures):
                return latest, False
            number = latest.number + 1 if latest else 1
            named = {"authority": authority, "report_key": report_key(period_key, number)}
            printed = figures.drop(columns="computed_at").assign(**named, published_at=published_at)
            for name, frame in (("reported_figure", printed), ("reported_case", cases.assign(**named))):
                copy_rows(connection, f"marts.{name}", arrow_rows(f"marts.{name}", frame))
        return Publication(
            named["report_key"], published_at, figures["extract_date"].max(), len(figures)
        ), True

    def record_pack(self, authority: str, report_key: str, figures: pd.DataFrame) -> int:
        """Make the figures of a half-term in `open.figure` those of its public pack, as the lake's files are.

        Args:
            authority: its short name.
            report_key: the publication; what the half-term's packs before it printed goes.
            figures: rows as the pack prints them, with nothing where it withholds a number.

        """
        rows = arrow_rows("open.figure", figures)
        table = table_of("open.figure")
        with self._store.transaction(f"recording the public pack {report_key} of {authority}") as connection:
            self._store.take_turns(connection, f"load {authority}")
            of_the_half_term = sa.func.split_part(table.c.report_key, ".", 1) == report_order(report_key)[0]
            connection.execute(sa.delete(table).where(table.c.authority == authority, of_the_half_term))
            return copy_rows(connection, "open.figure", rows)

    def replace_movements(self, run: LoadRun, period_key: str, movements: pd.DataFrame) -> int:
        """Replace what is known about the cases that moved a half-term's figures since it was published.

        `movements` are rows of `marts.case_movement` less the run's columns. Nothing is written when the run's
        records are not those that are loaded.
        """
        rows = arrow_rows("marts.case_movement", movements, run)
        with self._store.transaction(
            f"recording what moved in {period_key} of {run.authority}"
        ) as connection:
            self._store.take_turns(connection, f"load {run.authority}")
            if _not_of_the_loaded_night(connection, run):
                return 0
            table = table_of("marts.case_movement")
            its_own = (table.c.authority == run.authority, table.c.period_key == period_key)
            connection.execute(sa.delete(table).where(*its_own))
            return copy_rows(connection, table.fullname, with_values(table.fullname, rows, run_columns(run)))


def _not_of_the_loaded_night(connection: sa.Connection, run: LoadRun) -> str:
    """Why a run's figures may not stand beside those of the night that is loaded; nothing when they may."""
    night = loaded_night(connection, run.authority)
    if night and night.extract_date > run.extract_date:
        return "superseded"
    return "" if night and night.made_of_the_same(run) else "not_loaded"


def _same(before: pd.DataFrame, now: pd.DataFrame) -> bool:
    then, today = (
        frame[[*_FIGURE, *_PRINTED]]
        .astype(dict.fromkeys(("numerator", "denominator", "value"), "Float64"))
        .astype({"period_start": "datetime64[us]", "period_end": "datetime64[us]"})
        .sort_values(_FIGURE, ignore_index=True)
        for frame in (before, now)
    )
    return then.equals(today)
