"""The figures in the lake: one writer and one schema, whichever step made them.

| file below `measures/authority=<slug>/` | basis | written by |
|---|---|---|
| `period_type=<type>/part.parquet` | `restated` | `transform` alone, for every period of a night at once |
| `period_type=<type>/period_key=<key>/as_recorded.parquet` | `as_recorded` | the half-termly steps, period by period |

A manifest names the restated files with their checksums and the load that they are of. It goes before they change and
comes back when all of them are there, so what a night loads is that night's figures, all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa

from include.calendar import periods
from include.calendar.days import calendar_days
from include.doubt import not_reliable
from include.errors import ConfigError
from include.model import MARTS, code_labels
from include.model.frames import to_arrow
from include.pipeline.facts import Facts, made_of, there
from include.pipeline.night import Night
from include.settings import AuthorityConfig
from include.transforms.groups import age_groups
from include.transforms.limits import limit_rows
from include.transforms.written import PEOPLE, manual_rows, staff_hour_rows, trajectory_rows
from include.warehouse import AS_RECORDED, RESTATED

# `authority` is in the path, and `computed_at` is known to the warehouse alone: the same figures are the same bytes.
SCHEMA = pa.schema(
    [
        (column.name, column.arrow)
        for column in MARTS["marts"]["measure_value"].columns.values()
        if column.name not in ("authority", "computed_at")
    ]
)


def figures_of(night: Night, facts: Facts, spans: pd.DataFrame) -> pd.DataFrame:
    """Every measure for every period, as `compute_measures` gives it, with the extract's date. No I/O but manifests."""
    figures = night.methods.figures(
        night.catalogue,
        facts,
        spans,
        night.extract_date,
        held=night.held,
        covers=night.covers,
        not_reliable=without_reliable_figures(night),
        given=given(night.authority),
    )
    return figures.assign(extract_date=pd.Timestamp(night.extract_date).as_unit("us"))


def given(authority: AuthorityConfig) -> pd.DataFrame:
    """What an authority's file gives that nobody counts here: `measure_id`, `day`, `value`."""
    rows = [(PEOPLE, each.day, each.aged_0_to_24) for each in authority.population]
    frame = pd.DataFrame(rows, columns=["measure_id", "day", "value"])
    return frame.astype({"day": "datetime64[us]", "value": "float64"})


def every_period(night: Night) -> pd.DataFrame:
    """All periods from the beginning of the authority's history to the extract's day.

    Raises:
        ConfigError: the history begins after the extract's year, so that nothing would be counted.

    """
    authority = night.authority
    if authority.history_from > night.extract_date.year:
        raise ConfigError(
            f"config/{authority.slug}.yaml: history_from is {authority.history_from}, which is after "
            f"{night.extract_date}: nothing would be counted. Write the year of the first figures."
        )
    return periods(authority.calendar, date(authority.history_from, 1, 1), night.extract_date)


def without_reliable_figures(night: Night) -> dict[str, set[str]]:
    """Measures of a validated night that are not reliable, each with the breakdowns that are not; `all` for all."""
    rows = what_is_not_reliable(night)
    return {str(name): set(part) for name, part in rows.groupby("measure_id")["dimension"]}


def what_is_not_reliable(night: Night) -> pd.DataFrame:
    """Measures of a validated night that are not reliable, by breakdown, with why: see `include.doubt.not_reliable`."""
    manifest = night.lake.manifest(night.path("conformed")) or {}
    return not_reliable(night.catalogue, manifest.get("not_reliable", {}))


def write_restated(
    night: Night, figures: pd.DataFrame, spans: pd.DataFrame, more: Mapping[str, pd.DataFrame] | None = None
) -> None:
    """Write all figures of a night, one file for each type of period, in place of another night's.

    Args:
        night: the night.
        figures: see `compute_measures`.
        spans: the periods that they are of; they are kept with them, as are the measures, limits and codes.
        more: further tables of the night in `marts`, by name, to be loaded with them.

    """
    tables = {
        f"period_type={kind}/part": _table(night, part, RESTATED)
        for kind, part in figures.groupby("period_type", sort=True)
    }
    about = {
        "dim_period": spans,
        "dim_measure": night.catalogue.frame(),
        "dim_limit": limit_rows(night.authority.boundary),
        "dim_neighbour": _neighbours(night),
        "dim_code": code_labels(),
        "dim_date": calendar_days(night.authority.calendar, spans),
        "dim_age": age_groups(),
        **(more or {}),
        "staff_hour": staff_hour_rows(night.authority.staff_hours),
        "trajectory": _trajectories(night),
        "manual_figure": manual_rows(night.authority.manual_series, night.authority.population),
    }
    tables |= {name: to_arrow(rows) for name, rows in about.items()}
    night.lake.write_among_others(_home(night), tables, **made_of(night))
    keep = {f"{_home(night)}/{name}.parquet" for name in tables}
    # Of types that the night does not have; and those of earlier versions, one file for each period.
    for pattern in ("period_type=*/part.parquet", "period_type=*/period_key=*/part.parquet"):
        night.lake.remove_others(f"{_home(night)}/{pattern}", keep=keep)


def write_as_recorded(night: Night, figures: pd.DataFrame) -> None:
    """Write figures of some half-terms, one file for each period, whole."""
    for (kind, key), part in figures.groupby(["period_type", "period_key"], sort=True):
        path = f"{_home(night)}/period_type={kind}/period_key={key}/as_recorded.parquet"
        night.lake.write_file(path, _table(night, part, AS_RECORDED))


def restated_of(night: Night) -> dict[str, Callable[[], pa.Table]]:
    """`measure_value` of a night and the dimensions that `write_restated` put beside it, each to be read.

    Without `load_run_id`: who loads them knows it.

    Raises:
        LakeError: they are not all there, or not all of this night.

    """
    tables = there(night, _home(night), "figures")
    parts = [name for name in tables if name.startswith("period_type=")]
    return {
        "measure_value": lambda: pa.concat_tables(
            [tables.coded(name) for name in parts] or [SCHEMA.empty_table()]
        ).drop_columns("load_run_id"),
        **{name: partial(tables.coded, name) for name in tables if name not in parts},
    }


def _neighbours(night: Night) -> pd.DataFrame:
    codes = list(night.authority.neighbours)
    source = night.authority.neighbours_source
    return pd.DataFrame({"la_code": codes, "neighbours_source": [source] * len(codes)}, dtype="str")


def _trajectories(night: Night) -> pd.DataFrame:
    """The authority's trajectories. Raises `ConfigError` for one of a measure that does not exist."""
    promised = night.authority.trajectories
    if unknown := sorted({each.measure_id for each in promised} - set(night.catalogue.measure_ids())):
        raise ConfigError(
            f"config/{night.authority.slug}.yaml promises something of what is no measure: {', '.join(unknown)}."
            " The catalogue is docs/measures.md."
        )
    return trajectory_rows(promised)


def _home(night: Night) -> str:
    return f"measures/authority={night.authority.slug}"


def _table(night: Night, figures: pd.DataFrame, basis: str) -> pa.Table:
    shared: dict[str, Any] = {"basis": basis, "load_run_id": night.run.load_run_id}
    shared["extract_date"] = pd.Timestamp(night.extract_date).as_unit("us")
    return pa.Table.from_pandas(figures.assign(**shared)[SCHEMA.names], SCHEMA, preserve_index=False)
