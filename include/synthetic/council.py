"""One SYNTHETIC council: every case table as it stood on a day, and the truth about the faults planted in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from include.errors import ConfigError
from include.model import TABLES
from include.published.opendata import Calibration
from include.published.opendata import calibration as published
from include.synthetic import (
    casework,
    contacts,
    disputes,
    family,
    people,
    reviews,
    service,
    spine,
    staff,
)
from include.synthetic import (
    dirt as faults,
)
from include.synthetic.draws import Draws, day
from include.synthetic.frames import as_on
from include.synthetic.volumes import LAST_DAY, volumes
from include.synthetic.world import World, make_world


@dataclass(frozen=True)
class SyntheticCouncil:
    """A council of invented children.

    Attributes:
        la_code: authority whose published figures it follows.
        last_day: day of the extract; nothing later is known.
        seed: same seed, same council.
        tables: every case table with the model's columns and types, without faults.
        raw: every case table as text (dates ISO, flags 1 and 0) with the faults in it; empty when none were asked for.
        dirt: one row for each planted fault: `table_name`, `row_number` (from 1, in `raw`), `record_id` (values of the
            key as they stand in `raw`, joined by `|`), `column_name`, `kind`, `rule_hint`.
        label: what everything is to be marked with.

    """

    la_code: str
    first_year: int
    last_day: date
    seed: int
    tables: dict[str, pd.DataFrame]
    raw: dict[str, pd.DataFrame]
    dirt: pd.DataFrame
    label: str = "SYNTHETIC"

    @property
    def as_text(self) -> dict[str, pd.DataFrame]:
        """Every table as a system would hand it over: with its faults if there are any, else the clean rows as text."""
        return self.raw or {name: faults.as_text(name, frame) for name, frame in self.tables.items()}


def generate(
    la_code: str,
    first_year: int,
    last_day: date,
    seed: int = 0,
    dirt: float = 0.0,
    calibration: Calibration | None = None,
) -> SyntheticCouncil:
    """Make a SYNTHETIC council whose volumes and outcomes follow DfE's published figures for an authority.

    The history is simulated to a fixed horizon and cut at `last_day`, so the council of a later day is that of an
    earlier one and the events in between: new rows, and open ends that have closed. The faults stay in their records.

    Args:
        la_code: three-digit DfE number.
        first_year: first calendar year of records, 2015 or later.
        last_day: day of the extract, at the latest in 2030.
        seed: same seed, same council.
        dirt: share of the rows of the main tables to spoil, 0 to 0.5.
        calibration: what to follow instead of the published figures.

    Raises:
        ConfigError: no such authority, or years or a share that cannot be.

    """
    if not date(first_year, 1, 1) <= last_day <= LAST_DAY:
        raise ConfigError(
            f"The last day of a synthetic council that begins in {first_year} must lie between 1 January {first_year} "
            f"and {LAST_DAY:%d %B %Y}, and {last_day} does not."
        )
    if not 0 <= dirt <= 0.5:
        raise ConfigError(f"The share of rows to spoil must be between 0 and 0.5, not {dirt}.")
    world = make_world(volumes(calibration or published(la_code), first_year), Draws(seed, la_code))
    tables = {name: as_on(name, rows, last_day) for name, rows in _rows(world, last_day).items()}
    tables = {name: tables[name] for name in TABLES}
    raw, planted = faults.plant(tables, dirt, seed) if dirt else ({}, faults.none())
    return SyntheticCouncil(la_code, first_year, last_day, seed, tables, raw, planted)


def _rows(world: World, last_day: date) -> dict[str, pd.DataFrame]:
    """Simulated rows of every case table."""
    today = day(last_day)
    appeals = disputes.make_appeals(world)
    all_reviews, transfers = reviews.make_reviews(world), reviews.make_transfers(world)
    panels = casework.make_panels(world)
    return {
        "person": people.person_table(world.people, last_day),
        "request": spine.request_rows(world, appeals),
        "assessment": spine.assessment_rows(world, appeals),
        "plan": spine.plan_rows(world),
        "plan_placement": spine.named_rows(world, today),
        "active_plan": reviews.active_plan_rows(world, all_reviews, transfers, today),
        "placement": spine.placement_rows(world),
        "sen_need": spine.need_rows(world),
        "milestone": casework.make_milestones(world),
        "exception": casework.make_exceptions(world),
        "annual_review": all_reviews,
        "phase_transfer": transfers,
        "panel": panels,
        "panel_attendance": casework.make_attendance(world, panels),
        "panel_decision": casework.make_panel_decisions(world, panels),
        "appeal": appeals,
        "delay_letter": casework.make_delay_letters(world),
        "complaint": disputes.make_complaints(world),
        "quality_audit": service.make_audits(world),
        "contact": contacts.make_contacts(world, all_reviews),
        "call_volume": contacts.make_calls(world),
        "meeting": family.make_meetings(world, all_reviews),
        "support": family.make_support(world),
        "provision": service.make_provision(world),
        "transport": family.make_transport(world),
        "survey": family.make_surveys(world),
        "team": world.staff.teams,
        "caseworker": staff.caseworker_table(world.staff),
        "absence": staff.absence_table(world.staff, world.draws),
        "allocation": staff.allocation_table(world.spans, world.staff, world.draws),
        "setting": world.settings,
        "ledger": service.make_ledger(world),
        "action": service.action_table(last_day),
    }
