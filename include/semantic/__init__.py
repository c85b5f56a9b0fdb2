"""What report tools are told: the facts of a star that adds up, and models of it for Power BI, Superset and MetricFlow.

All of it is made from the measure catalogue and from what the views say of themselves: text out, nothing read or
written. `python -m include.cli models` writes the files.
"""

from include.semantic.expressions import Expression, dax, sql
from include.semantic.figures import figure_of, why_not
from include.semantic.star import case_count_sql

__all__ = ["Expression", "case_count_sql", "dax", "figure_of", "sql", "why_not"]
