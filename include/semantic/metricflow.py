"""A dbt project over the star: its relations as models, and the figures as a MetricFlow semantic model.

Format: https://docs.getdbt.com/docs/build/semantic-models and https://docs.getdbt.com/docs/build/metrics-overview
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from include.semantic.expressions import Expression, Sum, sql, sums
from include.semantic.figures import figure_of
from include.semantic.relations import DIMENSIONS, FACTS, Relation, is_for_joins_alone
from include.transforms.measures import Catalogue

_HEAD = "# Made from the measure catalogue by `python -m include.cli models`; change that, not this file.\n"


def dbt_project(catalogue: Catalogue) -> Mapping[str, str]:
    """The files of the project: path -> text. Equal catalogues and views give equal text."""
    relations = (FACTS, *DIMENSIONS)
    tables = [{"name": each.view, "description": each.about} for each in relations]
    spine = {
        "name": "time_spine",
        "description": "Every day that any authority's calendar has",
        "time_spine": {"standard_granularity_column": "date_day"},
        "columns": [{"name": "date_day", "granularity": "day"}],
    }
    selected = "select * from {{{{ source('send', '{view}') }}}}\n"
    return {
        "dbt/dbt_project.yml": _yaml(
            {"name": "send", "version": "0.1.0", "profile": "send", "model-paths": ["models"]}
            # The facts as a table: a query of one figure need not make those of all measures again.
            | {"models": {"send": {"+materialized": "table"}}}
        ),
        "dbt/models/sources.yml": _yaml(
            {"version": 2, "sources": [{"name": "send", "schema": "bi", "tables": tables}], "models": [spine]}
        ),
        **{f"dbt/models/{each.view}.sql": selected.format(view=each.view) for each in relations},
        "dbt/models/time_spine.sql": "select distinct day as date_day from {{ source('send', 'dim_date') }}\n",
        "dbt/models/semantic_models.yml": _yaml(
            {
                "semantic_models": [_facts(catalogue), *map(_dimension, DIMENSIONS)],
                "metrics": [*_metrics(catalogue)],
            }
        ),
    }


def _sums(catalogue: Catalogue) -> Mapping[str, Sum]:
    """The sums that figures rest on, each once, by name."""
    figures = [figure_of(catalogue, each.measure_id) for each in catalogue]
    return {_name(total): total for figure in figures if figure for total in sums(figure)}


def _facts(catalogue: Catalogue) -> dict[str, Any]:
    day = {"name": "counted_on", "type": "time", "expr": "day", "type_params": {"time_granularity": "day"}}
    return {
        "name": FACTS.view,
        "description": FACTS.about,
        "model": f"ref('{FACTS.view}')",
        "defaults": {"agg_time_dimension": "counted_on"},
        "primary_entity": "counted",
        "entities": [{"name": to.key, "type": "foreign"} for to in DIMENSIONS],
        "dimensions": [day, {"name": "measure_id", "type": "categorical"}],
        "measures": [_measure(name, total) for name, total in _sums(catalogue).items()],
    }


def _measure(name: str, total: Sum) -> dict[str, Any]:
    expr = f"case when measure_id = '{total.measure_id}' then {total.column} end"
    measure = {"name": name, "agg": "sum", "expr": expr}
    if total.when == "at_end":
        # What is open on the last of the days asked for: nobody is counted twice.
        measure["non_additive_dimension"] = {"name": "counted_on", "window_choice": "max"}  # type: ignore[assignment]
    return measure


def _dimension(relation: Relation) -> dict[str, Any]:
    columns = [c for c in relation.columns if not is_for_joins_alone(relation, c.name)]
    return {
        "name": relation.view,
        "description": relation.about,
        "model": f"ref('{relation.view}')",
        "entities": [{"name": relation.key, "type": "primary"}],
        "dimensions": [
            {"name": c.name, "type": "categorical", "description": c.about}
            for c in columns
            if c.type != "date"
        ],
    }


def _metrics(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """The sums and the figures."""
    for name, total in _sums(catalogue).items():
        label = f"{catalogue[total.measure_id].measure_name}: {total.column.replace('_', ' ')}"
        params: dict[str, Any] = {"measure": name}
        if total.when == "in_months":
            params["cumulative_type_params"] = {"window": f"{total.months} months"}
        kind = "cumulative" if total.when == "in_months" else "simple"
        yield {"name": name, "label": label, "type": kind, "type_params": params}
    for measure in catalogue:
        if figure := figure_of(catalogue, measure.measure_id):
            yield {
                "name": measure.measure_id,
                "label": measure.measure_name,
                "description": measure.definition,
                "type": "derived",
                "type_params": _derived(figure),
            }


def _derived(figure: Expression) -> dict[str, Any]:
    return {
        "expr": sql(figure, _name),
        "metrics": [{"name": name} for name in dict.fromkeys(map(_name, sums(figure)))],
    }


def _name(total: Sum) -> str:
    return f"{total.measure_id}_{total.column}"


def _yaml(content: object) -> str:
    return _HEAD + yaml.safe_dump(content, sort_keys=False, width=118, allow_unicode=True)
