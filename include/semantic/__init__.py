"""What report tools are told: the facts of a star that adds up, and models of it for Power BI, Superset and MetricFlow.

All of it is made from the measure catalogue and from what the views say of themselves: text out, nothing read or
written. `python -m include.cli models` writes the files.
"""

from include.semantic.expressions import dax, sql
from include.semantic.figures import figure_of, why_not
from include.semantic.metricflow import dbt_project
from include.semantic.powerbi import powerbi_project
from include.semantic.star import case_count_sql, figure_cases_sql
from include.semantic.superset import superset_export

__all__ = [
    "case_count_sql",
    "dax",
    "dbt_project",
    "figure_cases_sql",
    "figure_of",
    "powerbi_project",
    "sql",
    "superset_export",
    "why_not",
]
