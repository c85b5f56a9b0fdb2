"""Superset: datasets with the figures as metrics, and one dashboard, as its importer takes them (version 1.0.0).

Format: what `superset export-dashboards` writes (https://superset.apache.org/docs/configuration/importing-exporting-datasources).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from include.semantic.expressions import Sum, sql, sums
from include.semantic.figures import figure_of
from include.semantic.relations import DIMENSIONS, FACTS
from include.transforms.measures import Catalogue
from include.warehouse.views import VIEWS

DATABASE = "SEND_warehouse"
DASHBOARD = "send"
_CASES = "Cases"
_FORMATS = {"percent": ".1f", "points": ".1f", "pounds": ",.2f", "fte": ".2f"}
_TYPES = {
    "date": "DATE",
    "integer": "BIGINT",
    "decimal": "NUMERIC",
    "flag": "BOOLEAN",
    "datetime": "TIMESTAMP",
}
# Columns of the dimensions that a report groups by, with what sorts them: name in the dataset -> column.
_GROUPS = {
    "authority": "authority.authority",
    "authority_name": "authority.authority_name",
    "measure_id": "counted.measure_id",
    "measure_name": "measure.measure_name",
    "day": "counted.day",
    "week_start": "a_day.week_start",
    "month_key": "a_day.month_key",
    "month_label": "a_day.month_label",
    "half_term_key": "a_day.half_term_key",
    "half_term_label": "a_day.half_term_label",
    "term_key": "a_day.term_key",
    "term_label": "a_day.term_label",
    "academic_year_key": "a_day.academic_year_key",
    "academic_year_label": "a_day.academic_year_label",
    "calendar_year_key": "a_day.calendar_year_key",
    "is_school_day": "a_day.is_school_day",
    "limit_name": "a_limit.limit_name",
    **{
        column: f"{name}.{inside}"
        for name in (
            *("team", "caseworker", "locality", "age_band", "school_phase", "sex", "ethnicity"),
            *("primary_need", "setting"),
        )
        for column, inside in ((name, "member_label"), (f"{name}_position", "member_position"))
    },
}


@dataclass(frozen=True)
class Chart:
    """A chart of the dashboard: metrics of a dataset by some of its columns.

    `filters`: column -> values. `place`: column that says where the rows of a table stand.
    """

    name: str
    dataset: str
    kind: str
    by: tuple[str, ...]
    metrics: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: str | None = None


CHARTS = (
    Chart(
        "New plans within 20 weeks by half-term, percent",
        _CASES,
        "echarts_timeseries_bar",
        ("half_term_key",),
        ("ehcp_20wk_rate_incl",),
        {"measure_id": ("ehcp_20wk_rate_incl",)},
    ),
    Chart(
        "New plans within 20 weeks by primary need",
        _CASES,
        "table",
        ("primary_need",),
        ("ehcp_20wk_rate_incl", "numerator", "denominator"),
        {"measure_id": ("ehcp_20wk_rate_incl",)},
        "primary_need_position",
    ),
    Chart(
        "New plans within 20 weeks by team",
        _CASES,
        "table",
        ("team",),
        ("ehcp_20wk_rate_incl", "numerator", "denominator"),
        {"measure_id": ("ehcp_20wk_rate_incl",)},
        "team_position",
    ),
    Chart(
        "Requests received by month",
        _CASES,
        "echarts_timeseries_bar",
        ("month_key",),
        ("requests_received",),
        {"measure_id": ("requests_received",)},
    ),
    Chart(
        "Open cases at each month's end",
        _CASES,
        "echarts_timeseries_line",
        ("month_key",),
        ("assessments_open_n", "plans_maintained_n"),
        {"measure_id": ("assessments_open_n", "plans_maintained_n")},
    ),
    Chart(
        "Open 20-week cases by weeks and team",
        "open_twenty_week_cases",
        "table",
        ("week_band_label", "team_name"),
        ("open_cases",),
        place="week_band_position",
    ),
    Chart(
        "Plans whose time runs out, in working days",
        "breaches_ahead",
        "table",
        ("bucket_label",),
        ("open_cases",),
        {"limit_id": ("final_plan",)},
        "bucket_position",
    ),
)
# Relations with ready rows, and what is added up in them.
_READY: Mapping[str, tuple[str, ...]] = {
    "open_twenty_week_cases": ("open_cases",),
    "breaches_ahead": ("open_cases",),
    "caseload_by_month": ("open_assessments", "open_plans", "open_cases"),
    "figure_by_month": (),
    "figure_by_half_term": (),
    "load_status": (),
}


def superset_export(catalogue: Catalogue) -> Mapping[str, str]:
    """The files of the export: path -> text. Equal catalogues and views give equal text."""
    database = f"databases/{DATABASE}.yaml"
    datasets = [_cases(catalogue), *(_ready(view, summed) for view, summed in _READY.items())]
    files: dict[str, Any] = {
        # The importer wants a time; the files are the same whenever they are made.
        "metadata.yaml": {"version": "1.0.0", "type": "Dashboard", "timestamp": "2026-01-01T00:00:00+00:00"},
        database: {
            "database_name": DATABASE.replace("_", " "),
            # The importer asks for the password; the account is one of role send_bi.
            "sqlalchemy_uri": "postgresql+psycopg2://superset@localhost:5432/send",
            "expose_in_sqllab": True,
            "allow_run_async": False,
            "allow_ctas": False,
            "allow_cvas": False,
            "allow_dml": False,
            "extra": {"allows_virtual_table_explore": True},
            "uuid": _uuid("database"),
            "version": "1.0.0",
        },
        **{f"datasets/{DATABASE}/{each['table_name']}.yaml": each for each in datasets},
        **{f"charts/{_file(chart)}.yaml": _chart(chart) for chart in CHARTS},
        f"dashboards/{DASHBOARD}.yaml": _dashboard(),
    }
    return {
        f"superset/{path}": yaml.safe_dump(content, sort_keys=False, width=118, allow_unicode=True)
        for path, content in files.items()
    }


def cases_sql() -> str:
    """The star joined to its dimensions, one row for each of its facts."""
    alias = {"date": "a_day", "limit": "a_limit"}
    columns = [f"    {column} AS {name}" for name, column in _GROUPS.items()]
    columns += [f"    counted.{name}" for name in _SUMMED]
    joins = []
    for each in DIMENSIONS:
        name = each.key.removesuffix("_key")
        joins.append(f"JOIN bi.{each.view} AS {alias.get(name, name)} USING ({each.key})")
    return "SELECT\n" + ",\n".join(columns) + f"\nFROM bi.{FACTS.view} AS counted\n" + "\n".join(joins)


_SUMMED = tuple(
    name for name in VIEWS[FACTS.view].columns if name in ("events", "open_cases") or "ator" in name
)


def sum_of(total: Sum) -> str:
    """A sum of the dataset, in whatever period and group a chart asks for."""
    return f"SUM({total.column}) FILTER (WHERE measure_id = '{total.measure_id}')"


def _cases(catalogue: Catalogue) -> dict[str, Any]:
    metrics = [
        _metric(
            name, f"SUM({name})", VIEWS[FACTS.view].columns[name].about, name.replace("_", " ").capitalize()
        )
        for name in _SUMMED
    ]
    for measure in catalogue:
        figure = figure_of(catalogue, measure.measure_id)
        if figure is None or any(total.months for total in sums(figure)):
            continue  # those that look back over months are in bi.figure_by_<period>
        at_end = any(total.when == "at_end" for total in sums(figure))
        about = f"{measure.definition} Group it by month." if at_end else measure.definition
        metrics.append(
            _metric(
                measure.measure_id,
                sql(figure, sum_of),
                f"{about} Filter measure_id by {', '.join(sorted({total.measure_id for total in sums(figure)}))}.",
                measure.measure_name,
                _FORMATS.get(measure.unit, ",d" if measure.unit in ("cases", "plans") else ".1f"),
            )
        )
    described = {c.name: c for each in (FACTS, *DIMENSIONS) for c in each.columns}
    columns = []
    for name, source in {**_GROUPS, **{name: f"counted.{name}" for name in _SUMMED}}.items():
        column = described[source.split(".")[1]]
        columns.append(_column(name, column.type, column.about))
    return _dataset(_CASES, "The star, joined to its dimensions", columns, metrics) | {"sql": cases_sql()}


def _ready(view: str, summed: Iterable[str]) -> dict[str, Any]:
    columns = [_column(c.name, c.type, c.about) for c in VIEWS[view].columns.values()]
    metrics = [_metric(name, f"SUM({name})", VIEWS[view].columns[name].about) for name in summed]
    return _dataset(view, VIEWS[view].title, columns, metrics)


def _dataset(
    name: str, about: str, columns: list[dict[str, Any]], metrics: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "table_name": name,
        "description": about,
        "main_dttm_col": None,
        "schema": "bi",
        "sql": None,
        "filter_select_enabled": True,
        "uuid": _uuid("dataset", name),
        "metrics": metrics,
        "columns": columns,
        "version": "1.0.0",
        "database_uuid": _uuid("database"),
    }


def _column(name: str, kind: str, about: str) -> dict[str, Any]:
    return {
        "column_name": name,
        "verbose_name": name.replace("_", " ").capitalize(),
        "is_dttm": kind in ("date", "datetime"),
        "type": _TYPES.get(kind, "TEXT"),
        "groupby": True,
        "filterable": True,
        "description": about,
    }


def _metric(
    name: str, expression: str, about: str, label: str | None = None, number_format: str = ",d"
) -> dict[str, Any]:
    return {
        "metric_name": name,
        "verbose_name": label or name.replace("_", " ").capitalize(),
        "metric_type": None,
        "expression": expression,
        "description": about,
        "d3format": number_format,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    of_its_kind, order = _as_table(chart) if chart.kind == "table" else _over_time(chart)
    params = {"viz_type": chart.kind, "adhoc_filters": _filters(chart), "row_limit": 10000, **of_its_kind}
    query = {
        "columns": list(chart.by),
        "metrics": list(chart.metrics),
        "filters": [{"col": c, "op": "IN", "val": list(values)} for c, values in chart.filters.items()],
        "orderby": order,
        "row_limit": 10000,
    }
    context = {
        "datasource": {"id": 0, "type": "table"},  # the importer writes the number
        "force": False,
        "queries": [query],
        "form_data": params,
        "result_format": "json",
        "result_type": "full",
    }
    return {
        "slice_name": chart.name,
        "description": None,
        "viz_type": chart.kind,
        "params": params,
        "query_context": json.dumps(context),
        "uuid": _uuid("chart", chart.name),
        "version": "1.0.0",
        "dataset_uuid": _uuid("dataset", chart.dataset),
    }


def _filters(chart: Chart) -> list[dict[str, Any]]:
    """The chart's filters as its editor shows them."""
    return [
        {
            "clause": "WHERE",
            "expressionType": "SIMPLE",
            "subject": column,
            "operator": "IN",
            "comparator": list(values),
            "filterOptionName": f"of_{column}",
        }
        for column, values in chart.filters.items()
    ]


def _as_table(chart: Chart) -> tuple[dict[str, Any], list[list[Any]]]:
    """Parameters of a table, and the order of its rows."""
    place = {"expressionType": "SQL", "sqlExpression": f"MIN({chart.place})", "label": "place"}
    params = {
        "timeseries_limit_metric": place,
        "query_mode": "aggregate",
        "groupby": list(chart.by),
        "metrics": list(chart.metrics),
        "order_desc": False,
    }
    return params, [[place, True], *([column, True] for column in chart.by)]


def _over_time(chart: Chart) -> tuple[dict[str, Any], list[list[Any]]]:
    """Parameters of a chart with periods along its axis, and their order."""
    (axis,) = chart.by
    params = {
        "x_axis": axis,
        "metrics": list(chart.metrics),
        "groupby": [],
        "x_axis_sort": axis,
        "x_axis_sort_asc": True,
        "show_legend": len(chart.metrics) > 1,
        "rich_tooltip": True,
    }
    return params, [[axis, True]]


def _dashboard() -> dict[str, Any]:
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": [], "parents": ["ROOT_ID"]},
    }
    pairs = [CHARTS[n : n + 2] for n in range(0, len(CHARTS), 2)]
    for number, pair in enumerate(pairs, start=1):
        row = f"ROW-{number}"
        position["GRID_ID"]["children"].append(row)
        position[row] = {
            "type": "ROW",
            "id": row,
            "children": [f"CHART-{_file(chart)}" for chart in pair],
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for chart in pair:
            position[f"CHART-{_file(chart)}"] = {
                "type": "CHART",
                "id": f"CHART-{_file(chart)}",
                "children": [],
                "parents": ["ROOT_ID", "GRID_ID", row],
                "meta": {
                    "uuid": _uuid("chart", chart.name),
                    "chartId": CHARTS.index(chart) + 1,
                    "sliceName": chart.name,
                    "width": 12 // len(pair),
                    "height": 50,
                },
            }
    return {
        "dashboard_title": "SEND: 20 weeks and open cases",
        "description": "Made from the measure catalogue",
        "css": "",
        "slug": DASHBOARD,
        "uuid": _uuid("dashboard"),
        "position": position,
        "metadata": {"color_scheme": "supersetColors"},
        "version": "1.0.0",
    }


def _file(chart: Chart) -> str:
    return "_".join("".join(c if c.isalnum() else " " for c in chart.name).split())


def _uuid(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("send/superset", *names))))
