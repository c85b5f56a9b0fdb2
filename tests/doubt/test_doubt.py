"""Whatever faults hide, the true figure lies within the range that is told for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from include.doubt import Evidence, places, ratios, without_range
from include.transforms import Catalogue
from tests.doubt.oracle import Council
from tests.doubt.spoiling import Spoiler, dirty

# Days whose absence shows, each with the column beside it that shows it.
SILENT = (
    ("request", "received_date", "request_outcome"),
    ("request", "request_outcome_date", "request_outcome"),
    ("assessment", "assessment_outcome_date", "assessment_outcome"),
    ("annual_review", "review_meeting_date", "review_report_date"),
)
SPINE = ("person", "request", "assessment", "plan", "active_plan")
CASEWORK = ("annual_review", "phase_transfer", "milestone", "exception", "delay_letter", "placement")
SERVICE = (
    *("complaint", "contact", "transport", "appeal", "support", "provision", "panel_decision", "meeting"),
    *("allocation", "quality_audit", "survey", "action", "absence", "panel", "panel_attendance"),
)


@pytest.fixture(scope="module")
def true(small_council) -> Council:
    return Council(small_council.tables)


def assert_within_ranges(true: Council, evidence: Evidence) -> None:
    told = Council(evidence.kept).ranges(evidence)
    told = told.merge(true.figures, on=["measure_id", "period_type"], suffixes=("", "_true"))
    known = told["value_true"].notna()
    low, high = told["lowest"].astype("float64"), told["highest"].astype("float64").fillna(np.inf)
    outside = known & ~told["value_true"].astype("float64").between(low, high)
    columns = ["measure_id", "period_type", "numerator", "denominator", "lowest", "highest", "value_true"]
    assert told.loc[outside, [*columns, "because"]].to_dict("records") == []
    moved = known & (told["value_true"] != told["value"])
    assert moved.sum() >= 10, "the faults must matter"


@pytest.mark.parametrize(
    ("tables", "share", "seed"),
    [
        ((*SPINE, *CASEWORK, "caseworker", "setting"), 0.004, 1),
        ((*CASEWORK, *SERVICE), 0.02, 4),
    ],
    ids=["cases", "service"],
)
def test_the_true_figure_lies_within_its_range(true, tables, share, seed):
    faulty = Spoiler(true.cases, seed, share)
    for table in tables:
        faulty.spoil(table)
    for table, column, beside in SILENT:
        if table in tables:
            faulty.forget(table, column, beside=beside)
    assert_within_ranges(true, faulty.evidence(tables))


def test_of_the_faults_that_systems_hold_none_moves_a_figure_out_of_its_range(true):
    assert_within_ranges(true, dirty(true.cases, 0.04, seed=7))


def test_where_plans_of_one_assessment_count_as_one_the_range_holds_what_two_would_be(true):
    faulty = Spoiler(true.cases, seed=3, share=0.03)
    plans, again = faulty.text["plan"], faulty.some("plan")
    others = plans.loc[~again, "assessment_id"].sample(int(again.sum()), random_state=3)
    faulty.text["plan"] = plans.assign(
        assessment_id=plans["assessment_id"].mask(again, pd.Series(others.to_numpy(), plans.index[again]))
    )
    assert_within_ranges(true, faulty.evidence(["plan"]))


def test_of_a_council_without_faults_every_figure_is_sure(true):
    told = true.ranges(Spoiler(true.cases, 0, 0).evidence(SPINE))
    assert told.loc[told["cases_in_doubt"] > 0, "because"].to_list() == []
    assert (told["lowest"] == told["value"]).all() and (told["highest"] == told["value"]).all()


def test_every_measure_has_a_range_or_a_reason_why_not():
    catalogue = Catalogue.load()
    bounded = {*places(catalogue), *(measure.measure_id for measure in ratios(catalogue))}
    reasons = without_range(catalogue)
    assert bounded.isdisjoint(reasons)
    assert bounded | set(reasons) == set(catalogue.measure_ids())
