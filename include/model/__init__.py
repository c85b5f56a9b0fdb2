"""The case model as data: the one place that says what tables, columns, keys and codes exist.

Adapters, expectations, warehouse DDL, the data dictionary and the SEN2 return all read it from here. The tables are
YAML files beside this module (`case_model/*.yaml` for case data, `marts.yaml` and `dfe.yaml` for what the warehouse
serves, whose columns are described once in `fields.yaml`) and the code sets are `codesets.csv` and
`warehouse_codes.csv`.
"""

from include.model.codes import NOT_ALLOCATED, NOT_RECORDED, code_labels, codeset, label, sen2_heads
from include.model.tables import DFE, MARTS, RUN_COLUMNS, TABLES, Column, Table, empty, load_order, views_of

__all__ = [
    "DFE",
    "MARTS",
    "NOT_ALLOCATED",
    "NOT_RECORDED",
    "RUN_COLUMNS",
    "TABLES",
    "Column",
    "Table",
    "code_labels",
    "codeset",
    "empty",
    "label",
    "load_order",
    "sen2_heads",
    "views_of",
]
