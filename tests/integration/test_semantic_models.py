"""The models for report tools name what the warehouse has, in its types."""

from __future__ import annotations

import re

import pytest
import yaml

from include.warehouse import Warehouse
from tests.semantic.tmdl import BI, Node, tables_of

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def tables() -> dict[str, Node]:
    return tables_of()


def test_every_column_of_the_power_bi_model_is_in_the_warehouse_with_its_type(
    tables: dict[str, Node], warehouse: Warehouse
) -> None:
    live = warehouse.query(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'bi'"
    )
    types = {(view, column): kind for view, column, kind in live.itertuples(index=False)}
    told = {
        "bigint": "int64",
        "numeric": "double",
        "boolean": "boolean",
        "date": "dateTime",
        "text": "string",
    }
    for table in tables.values():
        (partition,) = table.all("partition")
        view = re.search(r'Schema="bi",Item="(\w+)"', partition.properties["source"])[1]  # type: ignore[index]
        columns = {column.name: column.properties for column in table.all("column")}
        assert set(columns) == {column for relation, column in types if relation == view}
        for name, has in columns.items():
            assert has["sourceColumn"] == name
            assert has["dataType"] == told[types[view, name]], (view, name)
            assert has.get("sortByColumn", name) in columns
        labels = {
            name for name in columns if name.endswith("_label") or name in ("measure_name", "limit_name")
        }
        assert all("sortByColumn" in columns[name] for name in labels), table.name


def test_a_label_is_sorted_by_one_place(tables: dict[str, Node], england: str) -> None:
    """Power BI refuses to sort a label by two values, as of two authorities' calendars or teams."""
    store = Warehouse(england)
    for table in tables.values():
        view = re.search(r'Item="(\w+)"', table.all("partition")[0].properties["source"])[1]  # type: ignore[index]
        for column in table.all("column"):
            if by := column.properties.get("sortByColumn"):
                twice = store.query(
                    f"SELECT {column.name} FROM bi.{view} GROUP BY 1 HAVING count(DISTINCT {by}) > 1"
                )
                assert twice.empty, (view, column.name)


def test_the_superset_datasets_have_the_columns_that_they_say(warehouse: Warehouse) -> None:
    """A dataset with SQL of its own is asked; the others are views."""
    for path in (BI / "superset/datasets").rglob("*.yaml"):
        dataset = yaml.safe_load(path.read_text())
        source = f"({dataset['sql']}) AS asked" if dataset["sql"] else f"bi.{dataset['table_name']}"
        metrics = ", ".join(m["expression"] for m in dataset["metrics"]) or "count(*)"
        assert [*warehouse.query(f"SELECT * FROM {source} LIMIT 0")] == [
            c["column_name"] for c in dataset["columns"]
        ], path.name
        assert len(warehouse.query(f"SELECT {metrics} FROM {source} WHERE false")) == 1
