"""Whatever faults hide, the true figure lies within the range that is told for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from include.doubt import Evidence, places, ranges, ratios, without_range
from include.model import TABLES, load_order
from include.model.frames import to_arrow
from include.transforms import Catalogue, build_facts, compute_measures
from tests.conftest import EXTRACT_DATE

PERIODS = pd.DataFrame(
    {
        "period_type": ["half_term", "calendar_year", "academic_year"],
        "period_key": ["2025-26-spring-1", "2025", "2024-25"],
        "period_start": pd.to_datetime(["2026-01-05", "2025-01-01", "2024-09-01"]).as_unit("us"),
        "period_end": pd.to_datetime(["2026-02-22", "2025-12-31", "2025-08-31"]).as_unit("us"),
    }
)
MEASURES = Catalogue.load()
# Days that a rule, or what stands beside them, shows to be missing.
SILENT = (
    ("request", "received_date"),
    ("request", "request_outcome_date"),
    ("assessment", "assessment_outcome_date"),
    ("annual_review", "review_meeting_date"),
)
SPINE = ("person", "request", "assessment", "plan", "active_plan")
REVIEWS = ("annual_review", "phase_transfer", "milestone", "exception", "delay_letter")
SERVICE = ("complaint", "contact", "transport", "appeal", "support", "provision", "panel_decision", "meeting")
STAFF = (
    "allocation",
    "placement",
    "quality_audit",
    "survey",
    "action",
    "absence",
    "panel",
    "panel_attendance",
)
Cases = dict[str, pd.DataFrame]


def keys(kind: str, ids: pd.Series) -> pd.Series:
    return kind + ":" + ids.astype("str")


class Council:
    """A council's case tables with its figures: totals of the latest periods."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases
        self.facts = build_facts(cases, EXTRACT_DATE, keys=keys)
        found = compute_measures(MEASURES, self.facts, PERIODS, EXTRACT_DATE, held=set(cases))
        wanted = {*places(MEASURES), *(measure.measure_id for measure in ratios(MEASURES))}
        found = found[found["dimension"].eq("all") & found["measure_id"].isin(wanted)]
        self.figures = found[found["status"].isin(["ok", "no_cases"])]


class Spoiler:
    """Faults at random, and the quarantine that validation would leave of them."""

    def __init__(self, cases: Cases, seed: int, share: float) -> None:
        self.cases = {name: cases[name].assign(_row=np.arange(len(cases[name]))) for name in cases}
        self.draw, self.share = np.random.default_rng(seed), share
        self.aside: dict[str, list[pd.DataFrame]] = {}
        self.reasons: list[pd.DataFrame] = []

    def some(self, table: str) -> pd.Series:
        rows = self.cases[table]
        return pd.Series(self.draw.random(len(rows)) < self.share, rows.index)

    def spoil(self, table: str) -> None:
        """Rows set aside for a bad value, rows that came twice, and values left out, each in some records."""
        self.twice(table)
        columns = [c for c in TABLES[table].columns if c != "record_source"]
        for column in self.draw.permutation(columns)[:4]:
            self.set_aside(table, str(column), self.some(table))
        if TABLES[table].key[0] in columns:
            self.set_aside(table, TABLES[table].key[0], self.some(table) & self.some(table))
        for column in TABLES[table].columns.values():
            if not column.required and not column.ref:
                self.leave_out(table, column.name, self.some(table))

    def set_aside(self, table: str, column: str, rows: pd.Series, *, spoilt: bool = True) -> None:
        """Take rows out of a table for what stands in a column, as received."""
        gone = self.cases[table][rows]
        self.cases[table] = self.cases[table][~rows]
        self.told(table, gone, "drop_row", column, f"{table}.{column}.fault")
        if spoilt:
            gone = gone.assign(**{column: None})
        self.aside.setdefault(table, []).append(gone)

    def leave_out(self, table: str, column: str, rows: pd.Series) -> None:
        """Values that were found bad by themselves."""
        rows &= self.cases[table][column].notna()
        self.told(table, self.cases[table][rows], "blank_value", column, f"{table}.{column}.fault")
        self.cases[table][column] = self.cases[table][column].mask(rows)

    def forget(self, table: str, column: str) -> None:
        """Days that nobody entered, which a rule would have there."""
        rows = self.some(table)
        if table in ("request", "assessment"):
            rows &= self.cases[table][f"{table}_outcome"].isin(["Y", "N"])
        else:
            rows &= self.cases[table][["review_report_date", "review_decision_date"]].notna().any(axis=1)
        self.cases[table][column] = self.cases[table][column].mask(rows)

    def twice(self, table: str) -> None:
        """Rows that came twice and differ: the first is kept, whichever is right."""
        rows = self.some(table)
        copies = self.cases[table][rows]
        others = [c for c in TABLES[table].columns if c not in (*TABLES[table].key, "record_source")]
        for column in others:
            changed = pd.Series(self.draw.random(len(copies)) < 0.5, copies.index)
            others_say = copies[column].take(self.draw.permutation(len(copies))).set_axis(copies.index)
            copies = copies.assign(**{column: copies[column].where(~changed, others_say)})
        false_first = pd.Series(self.draw.random(len(copies)) < 0.5, copies.index)
        right = self.cases[table].loc[copies.index]
        first = pd.concat([right[~false_first], copies[false_first]])
        second = pd.concat([right[false_first], copies[~false_first]])
        second["_row"] += 1_000_000
        self.cases[table] = pd.concat([self.cases[table].drop(copies.index), first]).sort_index()
        self.told(table, second, "drop_row", TABLES[table].key[0], f"{table}.key.repeated")
        self.aside.setdefault(table, []).append(second)

    def told(self, table: str, rows: pd.DataFrame, policy: str, column: str, rule: str) -> None:
        found = {"table_name": table, "row_number": rows["_row"], "rule_id": rule, "policy": policy}
        record = rows[TABLES[table].key[0]].astype("str")
        self.reasons.append(pd.DataFrame({**found, "column_name": column, "record_id": record}))

    def cascade(self) -> None:
        """What hangs on a row goes aside with it, or loses what it says of it."""
        for table in load_order():
            for column in TABLES[table].columns.values():
                if table not in self.cases or not column.ref:
                    continue
                parent, key = column.ref.split(".")
                refs = self.cases[table][column.name]
                hanging = refs.notna() & ~refs.isin(self.cases[parent][key])
                if column.required:
                    self.set_aside(table, column.name, hanging, spoilt=False)
                else:
                    self.leave_out(table, column.name, hanging)

    def evidence(self) -> Evidence:
        partition = {"_reasons": to_arrow(pd.concat(self.reasons, ignore_index=True))}
        for table, parts in self.aside.items():
            rows = pd.concat(parts, ignore_index=True)
            text = {c: as_received(rows[c]) for c in TABLES[table].columns}
            partition[table] = pa.table({**text, "_row": pa.array(rows["_row"].astype("int64"))})
        kept = {name: rows.drop(columns="_row").reset_index(drop=True) for name, rows in self.cases.items()}
        return Evidence(kept, partition)


def as_received(values: pd.Series) -> pa.Array:
    if values.dtype.kind == "M":
        values = values.dt.strftime("%Y-%m-%d")
    text = values.astype("object").where(values.notna(), None)
    return pa.array([None if value is None else str(value) for value in text], pa.string())


@pytest.fixture(scope="module")
def true(small_council) -> Council:
    return Council(small_council.tables)


def told_of(faulty: Spoiler) -> tuple[pd.DataFrame, Council]:
    evidence = faulty.evidence()
    council = Council(evidence.kept)
    return ranges(MEASURES, council.figures, evidence, council.facts.__getitem__, keys), council


@pytest.mark.parametrize(
    ("tables", "share", "seed"),
    [
        (SPINE, 0.01, 1),
        (SPINE, 0.002, 2),
        (REVIEWS, 0.02, 3),
        (REVIEWS, 0.005, 13),
        (("annual_review",), 0.01, 43),
        (SERVICE, 0.03, 4),
        (STAFF, 0.01, 5),
        ((*SPINE, *REVIEWS, *SERVICE, *STAFF, "caseworker", "setting"), 0.004, 6),
    ],
)
def test_the_true_figure_lies_within_its_range(true, tables, share, seed):
    faulty = Spoiler(true.cases, seed, share)
    for table in tables:
        faulty.spoil(table)
    for table, column in SILENT:
        if table in tables:
            faulty.forget(table, column)
    faulty.cascade()
    told, council = told_of(faulty)
    told = told.merge(true.figures, on=["measure_id", "period_type"], suffixes=("", "_true"))
    known = told["value_true"].notna()
    low, high = told["lowest"].astype("float64"), told["highest"].astype("float64").fillna(np.inf)
    outside = known & ~told["value_true"].astype("float64").between(low, high)
    columns = ["measure_id", "period_type", "numerator", "denominator", "lowest", "highest", "value_true"]
    assert told.loc[outside, [*columns, "because"]].to_dict("records") == []
    moved = known & (told["value_true"] != told["value"])
    assert moved.sum() >= 10, "the faults must matter"


def test_of_a_council_without_faults_every_figure_is_sure(true):
    evidence = Evidence(
        true.cases, {"_reasons": to_arrow(pd.concat(Spoiler(true.cases, 0, 0).reasons or [NO_REASON]))}
    )
    told = ranges(MEASURES, true.figures, evidence, true.facts.__getitem__, keys)
    assert told.loc[told["cases_in_doubt"] > 0, "because"].to_list() == []
    assert (told["lowest"] == told["value"]).all() and (told["highest"] == told["value"]).all()


NO_REASON = pd.DataFrame(
    {name: pd.Series(dtype="str") for name in ("table_name", "rule_id", "policy", "column_name", "record_id")}
).assign(row_number=pd.Series(dtype="int64"))


def test_every_measure_has_a_range_or_a_reason_why_not():
    bounded = {*places(MEASURES), *(measure.measure_id for measure in ratios(MEASURES))}
    reasons = without_range(MEASURES)
    assert bounded.isdisjoint(reasons)
    assert bounded | set(reasons) == {measure.measure_id for measure in MEASURES}
