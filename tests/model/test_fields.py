"""The field dictionary: what a column of the warehouse holds is said once."""

from __future__ import annotations

from typing import Any

import pytest

from include.model import DFE, MARTS
from include.model.tables import FIELDS, columns_of
from include.warehouse.views import VIEWS

DICTIONARY: dict[str, dict[str, Any]] = {
    "day": {"type": "date", "required": True, "about": "Day"},
    "rows": {"type": "integer", "about": "Rows"},
}


def test_a_table_names_its_columns_and_has_them_in_that_order() -> None:
    made = columns_of([["rows"], {"day": {"about": "Day of the night"}}], DICTIONARY)
    assert [*made] == ["rows", "day"]
    assert made["rows"] == DICTIONARY["rows"]
    assert made["day"] == {"type": "date", "required": True, "about": "Day of the night"}


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        (["night"], "night: not in the field dictionary"),
        (["day", ["rows", "day"]], "day: listed twice"),
        ([{"day": {"about": "Day"}}], "day: says again what the field dictionary says"),
        ([{"rows": {"required": False}}], "rows: says again"),
    ],
)
def test_a_column_that_is_not_defined_once_is_refused(listed: list[Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        columns_of(listed, DICTIONARY)


def test_every_field_is_a_column_of_a_table_or_view() -> None:
    tables = [table for schema in MARTS.values() for table in schema.values()]
    used = {column for table in (*tables, *VIEWS.values()) for column in table.columns}
    assert used == set(FIELDS)
    assert all(table.columns for table in DFE.values())
