"""Whatever faults hide, the true figure lies within the range that is told for it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from include.lake import to_arrow
from include.model import TABLES
from include.pipeline.measure_range import Place, places, ranges
from include.transforms import build_facts, compute_measures
from tests.conftest import EXTRACT_DATE

YEAR = pd.DataFrame(
    {
        "period_type": ["calendar_year"],
        "period_key": ["2025"],
        "period_start": pd.to_datetime(["2025-01-01"]).as_unit("us"),
        "period_end": pd.to_datetime(["2025-12-31"]).as_unit("us"),
    }
)
Cases = dict[str, pd.DataFrame]


def figures(cases: Cases) -> pd.DataFrame:
    """Totals of the year for the measures that have a range."""
    facts = build_facts(cases, EXTRACT_DATE, keys=lambda kind, ids: ids)
    found = compute_measures(facts, YEAR, date(2026, 3, 15), held=set(cases))
    wanted = found["dimension"].eq("all") & found["status"].eq("ok") & found["measure_id"].isin(places())
    return found[wanted]


class Spoiler:
    """Faults at random, and the quarantine that validation would leave of them."""

    def __init__(self, cases: Cases, seed: int) -> None:
        self.cases = {name: rows.copy() for name, rows in cases.items()}
        self.draw = np.random.default_rng(seed)
        self.aside: dict[str, list[pd.DataFrame]] = {}
        self.reasons: list[dict[str, object]] = []

    def some(self, table: str, share: float) -> pd.Series:
        return pd.Series(self.draw.random(len(self.cases[table])) < share, self.cases[table].index)

    def set_aside(self, table: str, rows: pd.Series) -> None:
        """Take rows out of a table, as received: text, one in four without any of its dates."""
        gone = self.cases[table][rows]
        self.cases[table] = self.cases[table][~rows]
        text = gone.apply(lambda c: c.dt.strftime("%Y-%m-%d") if c.dtype.kind == "M" else c.astype("str"))
        days = [c.name for c in TABLES[table].columns.values() if c.type == "date" and c.name in text]
        text.loc[self.draw.random(len(text)) < 0.25, days] = None
        start = sum(len(part) for part in self.aside.get(table, []))
        text["_row"] = np.arange(start, start + len(text))
        self.aside.setdefault(table, []).append(text.astype({"_row": "int64"}))
        for number in text["_row"]:
            self.reasons.append(self._reason(table, int(number), "drop_row", "person_id", None))

    def leave_out(self, table: str, column: str, rows: pd.Series) -> None:
        """Take values out of a column."""
        [key] = TABLES[table].key
        for record in self.cases[table].loc[rows & self.cases[table][column].notna(), key]:
            self.reasons.append(self._reason(table, -1, "blank_value", column, record))
        self.cases[table].loc[rows, column] = pd.NaT

    @staticmethod
    def _reason(table: str, row: int, policy: str, column: str, record: object) -> dict[str, object]:
        return {
            "table_name": table,
            "row_number": row,
            "rule_id": f"{table}.fault",
            "policy": policy,
            "column_name": column,
            "record_id": record,
        }

    def partition(self) -> dict[str, pa.Table]:
        tables = {name: to_arrow(pd.concat(parts)) for name, parts in self.aside.items()}
        return {**tables, "_reasons": to_arrow(pd.DataFrame(self.reasons))}


def rows_set_aside(made: Spoiler) -> None:
    request, assessment = (made.some(table, 0.05) for table in ("request", "assessment"))
    lost = made.cases["request"].loc[request, "request_id"]
    made.set_aside("request", request)
    # What hangs on a row goes aside with it.
    hanging = made.cases["assessment"]["request_id"].isin(lost) | assessment
    unplanned = made.cases["assessment"].loc[hanging, "assessment_id"]
    made.set_aside("assessment", hanging)
    made.set_aside("plan", made.cases["plan"]["assessment_id"].isin(unplanned) | made.some("plan", 0.03))
    stopped = made.cases["active_plan"]["request_id"].isin(lost)
    inactive = made.cases["active_plan"].loc[stopped, "active_plan_id"]
    made.set_aside("active_plan", stopped)
    reviews = made.cases["annual_review"]["active_plan_id"].isin(inactive)
    made.set_aside("annual_review", reviews | made.some("annual_review", 0.03))
    for table in ("complaint", "contact", "transport", "appeal"):
        made.set_aside(table, made.some(table, 0.1))


def days_left_out(made: Spoiler) -> None:
    for table, column in sorted({(place.table, place.day) for place in places().values()}):
        if not TABLES[table].columns[column].required:
            made.leave_out(table, column, made.some(table, 0.1))


def starts_left_out(made: Spoiler) -> None:
    needed = {(place.table, need) for place in places().values() for need in place.needs if "." not in need}
    for table, column in sorted({*needed, ("request", "received_date")}):
        if not TABLES[table].columns[column].required:
            made.leave_out(table, column, made.some(table, 0.1))


def all_of_it(made: Spoiler) -> None:
    rows_set_aside(made)
    days_left_out(made)
    starts_left_out(made)


@pytest.mark.parametrize("spoil", [rows_set_aside, days_left_out, starts_left_out, all_of_it])
def test_the_true_figure_lies_within_its_range(small_council, spoil):
    faulty = Spoiler(small_council.tables, seed=1)
    spoil(faulty)
    told = ranges(figures(faulty.cases), faulty.cases, faulty.partition())
    told = told.merge(figures(small_council.tables), on="measure_id", suffixes=("", "_true"))
    true = told["value_true"].where(told["denominator"].notna(), told["numerator_true"]).astype("float64")
    # Figures are kept to one decimal.
    outside = ~true.between(told["lowest"] - 0.051, told["highest"] + 0.051)
    assert told.loc[outside, ["measure_id", "lowest", "highest", "value_true", "numerator_true"]].empty
    assert (told["cases_in_doubt"] > 0).sum() >= 10, "the faults must matter"


def test_a_range_has_its_measures(small_council):
    found = places()
    assert {
        "ehcp_20wk_rate_excl",
        "request_decision_6wk_rate",
        "annual_review_4wk_rate",
        "new_plans_n",
    } <= set(found)
    assert len(found) >= 18
    assert all(isinstance(place, Place) and place.table in TABLES for place in found.values())
