"""Extracts of successive nights are those of one system: what was recorded stays, and the day's events are added."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from include import synthetic
from include.model import TABLES
from include.published.opendata import calibration
from include.synthetic import SyntheticCouncil
from include.synthetic.dirt import plant
from include.synthetic.draws import Draws
from include.synthetic.volumes import volumes
from include.synthetic.world import make_world

# State at the end of a day, and not a record of an event: may be written over.
STATE = {
    ("active_plan", "review_meeting_date"), ("active_plan", "review_outcome"), ("active_plan", "review_draft_date"),
    ("active_plan", "last_review_date"), ("active_plan", "phase_transfer_due_date"),
    ("active_plan", "phase_transfer_final_date"), ("person", "upn_unknown"), ("action", "action_status"),
    ("plan_placement", "urn"), ("plan_placement", "sen_setting"), ("plan_placement", "sen_setting_other"),
    ("plan_placement", "sen_unit"), ("plan_placement", "resourced_provision"),
}  # fmt: skip
OPEN = ["A", "OPEN"]


@pytest.fixture(scope="module")
def week_before(council: SyntheticCouncil) -> SyntheticCouncil:
    return synthetic.generate("812", 2019, council.last_day - timedelta(days=7), seed=3)


def _changes(before: pd.DataFrame, after: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Cells that differ in records of both extracts: key, column, value before and after."""
    first, second = before.set_index(key), after.set_index(key)
    second = second.loc[first.index]
    cells = []
    for name in first:
        differs = ~(
            (first[name] == second[name]).fillna(False).astype(bool)
            | (first[name].isna() & second[name].isna())
        )
        cells.append(
            pd.DataFrame(
                {
                    "column": name,
                    "before": first[name][differs].astype(object),
                    "after": second[name][differs].astype(object),
                }
            )
        )
    return pd.concat(cells)


@pytest.mark.parametrize("table", TABLES)
def test_a_later_extract_holds_the_earlier_one(
    council: SyntheticCouncil, week_before: SyntheticCouncil, table: str
) -> None:
    key = list(TABLES[table].key)
    before, after = week_before.tables[table], council.tables[table]
    state = {column for name, column in STATE if name == table}
    merged = before[key].merge(after[key], on=key, how="left", indicator=True)
    assert (merged["_merge"] == "both").all(), "records vanished"
    changes = _changes(before, after, key)
    settled = changes[changes["before"].notna() & ~changes["before"].isin(OPEN)]
    settled = settled[~settled["column"].isin(state)]
    # A dispute of after the decision turns a recorded "no" into a "yes".
    disputes = settled["column"].str.contains("mediation|tribunal") & settled["after"].eq(True)
    assert settled[~disputes].empty
    # What came to be known was of those days.
    dates = [
        c.name for c in TABLES[table].columns.values() if c.type == "date" and not c.name.endswith("due_date")
    ]
    known = changes[changes["column"].isin(dates) & changes["before"].isna() & changes["after"].notna()]
    known = known[~known["column"].isin(state)]
    assert (pd.to_datetime(known["after"]) > pd.Timestamp(week_before.last_day)).all()


def test_a_week_brings_some_events_and_not_many(
    council: SyntheticCouncil, week_before: SyntheticCouncil
) -> None:
    new = {name: len(council.tables[name]) - len(week_before.tables[name]) for name in TABLES}
    assert all(count >= 0 for count in new.values())
    assert 50 < sum(new.values()) < 2000
    assert min(new["request"], new["contact"], new["milestone"]) > 0


def test_faults_stay_in_their_records(dirty: SyntheticCouncil, week_before: SyntheticCouncil) -> None:
    _, planted = plant(week_before.tables, 0.1, seed=3)
    columns = ["table_name", "record_id", "column_name", "kind"]
    kept = planted[columns].merge(dirty.dirt[columns], how="left", indicator=True)
    assert (kept["_merge"] == "both").mean() > 0.995  # a plan that has ended since cannot overlap any more


def test_the_same_seed_makes_the_same_council(council: SyntheticCouncil, dirty: SyntheticCouncil) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(dirty.tables[name], council.tables[name])


def test_another_seed_makes_another_council(council: SyntheticCouncil) -> None:
    world = make_world(volumes(calibration("812"), 2019), Draws(4, "812"))
    names = world.people["surname"].head(200) + world.people["forename"].head(200)
    person = council.tables["person"]
    assert (names == person["surname"].head(200) + person["forename"].head(200)).mean() < 0.1
