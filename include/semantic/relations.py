"""Which relations of the warehouse the models show, under which names, and how they hang together."""

from __future__ import annotations

from dataclasses import dataclass

from include.model import Column
from include.warehouse.views import VIEWS

# Labels -> the column that sorts them. Each label has one place, whatever the authority.
SORTED_BY = {
    "member_label": "member_position",
    "authority_name": "authority_position",
    "day_name": "day_of_week",
    "week_label": "week_start",
    "month_label": "month_key",
    "half_term_label": "half_term_key",
    "term_label": "term_key",
    "calendar_year_label": "calendar_year_key",
    "academic_year_label": "academic_year_key",
    "grade_label": "grade_position",
    "limit_name": "limit_position",
    "measure_name": "measure_position",
    "recommendation_label": "recommendation_position",
}


@dataclass(frozen=True)
class Relation:
    """A view of schema `bi` as the models show it."""

    name: str
    view: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in the order of the view."""
        return tuple(VIEWS[self.view].columns.values())

    @property
    def about(self) -> str:
        """What it is, in one line."""
        return f"{VIEWS[self.view].title} Grain: {VIEWS[self.view].grain}."

    @property
    def key(self) -> str:
        """The surrogate key of a dimension."""
        (key,) = VIEWS[self.view].key
        return key


FACTS = Relation("Case count", "case_count")
DIMENSIONS = tuple(
    Relation(name, f"dim_{name.lower().replace(' ', '_')}")
    for name in (
        *(
            "Authority",
            "Measure",
            "Date",
            "Limit",
            "Team",
            "Caseworker",
            "Locality",
            "Age band",
            "School phase",
        ),
        *("Sex", "Ethnicity", "Primary need", "Setting"),
    )
)


def sorted_by(relation: Relation, column: str) -> str | None:
    """The column of the same relation that sorts a label; None for what sorts itself."""
    sorter = SORTED_BY.get(column)
    return sorter if sorter in {each.name for each in relation.columns} else None


def is_for_joins_alone(relation: Relation, column: str) -> bool:
    """Whether people need not see a column: keys, places, and all of the facts, which measures add up."""
    return relation == FACTS or column.endswith("_position") or column == relation.key
