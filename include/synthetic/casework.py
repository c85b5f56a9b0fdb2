"""What happens between a request and a plan: advice, panels, drafts, exceptions and letters of apology."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from include.synthetic.cases import WEEKS_6, WEEKS_16, WEEKS_20
from include.synthetic.draws import Days, delay, flags, in_year, new_year, pick, workday, year_of
from include.synthetic.spine import improving
from include.synthetic.volumes import HORIZON
from include.synthetic.world import ISSUED, World

# Whose advice, how often it is sought, and how far into the time from decision to draft it typically comes: the
# educational psychologist's is the last. 2014 Regulations, reg 6(1); due in 6 weeks by reg 8(1).
_ADVICE = {
    "PARENT": (1.0, 0.22), "EDU": (1.0, 0.35), "SOCIAL": (1.0, 0.5), "HEALTH": (1.0, 0.66), "EP": (1.0, 0.92),
    "SENSORY": (0.08, 0.55), "PFA": (0.12, 0.5), "OTHER": (0.15, 0.6),
}  # fmt: skip
_ADVICE_DAYS = 42
_REPLY_DAYS = 15  # Code of practice 9.83: settings answer a consultation within 15 days
_ATTENDANCE = {"EDUCATION": 0.97, "EP": 0.85, "HEALTH": 0.62, "SOCIAL": 0.55, "SCHOOL": 0.8}
_LETTERS = (0.3, 0.09, 0.9)  # letters of apology: rare, and promised in the improvement plan of 2019
_LETTER_REASONS = {
    "EP_ADVICE": 0.42, "HEALTH_ADVICE": 0.12, "SOCIAL_ADVICE": 0.07, "EDU_ADVICE": 0.05, "DRAFTING": 0.12,
    "CONSULTATION": 0.08, "PANEL": 0.04, "STAFFING": 0.07, "FAMILY": 0.03,
}  # fmt: skip
_ASSESS_PANEL, _PLACEMENT_PANEL = "Synthetic Assessment Panel", "Synthetic Placement Panel"


def make_milestones(world: World) -> pd.DataFrame:
    """The `milestone` table's rows, each between the request and its end."""
    rng = world.draws.rng("milestone")
    cases = world.cases[~world.cases["kind"].isin(["historic", "transferred", "exported"])]
    decided = cases[cases["kind"] != "withdrawn"]
    letters = _steps(decided, "DECISION_LETTER", decided["decided"].to_numpy())
    assessed = decided[decided["kind"].isin([*ISSUED, "not_issued", "assessment_withdrawn"])]
    return pd.concat(
        [letters, *_advice(assessed, rng), *_plan_steps(assessed, world, rng)], ignore_index=True
    )


def _steps(cases: pd.DataFrame, kind: str, when: Days, due: Days | None = None) -> pd.DataFrame:
    """One milestone of a kind for each case, where there is a day."""
    steps = pd.DataFrame(
        {"request_id": cases["request_id"].to_numpy(), "milestone_type": kind, "milestone_date": when}
    )
    steps["due_date"] = np.nan if due is None else due
    steps["_from"] = when
    return steps[np.isfinite(when)]


def begun(cases: pd.DataFrame) -> Days:
    """Day on which the work of an assessment began: the decision, or some months later after a dispute."""
    decided, ended = cases["decided"].to_numpy(), cases["ended"].to_numpy()
    return np.where(cases["kind"] == "overturned", workday(ended - 100), decided)


def drafted(cases: pd.DataFrame) -> Days:
    """Day of the draft plan: when about three quarters of the time to the final plan has gone."""
    start, ended = begun(cases), cases["ended"].to_numpy()
    return np.where(
        cases["kind"].isin(ISSUED), workday(ended - np.maximum(17, np.floor(0.24 * (ended - start)))), np.nan
    )


def _advice(cases: pd.DataFrame, rng: np.random.Generator) -> Iterator[pd.DataFrame]:
    start, ended = begun(cases), cases["ended"].to_numpy()
    draft = drafted(cases)
    last = np.where(np.isnan(draft), ended - 5, draft - 2)
    size = len(cases)
    for kind, (share, typical) in _ADVICE.items():
        requested = np.minimum(workday(start + rng.integers(1, 6, size), forward=True), ended)
        sought = flags(rng, share, size)
        part = (typical + rng.normal(0, 0.13, size)).clip(0.1, 0.99)
        came = workday(requested + np.maximum(np.floor(part * (last - requested)), 1))
        came = np.where(sought & (came >= requested) & (came <= ended), came, np.nan)
        if kind == "PARENT":
            came = np.where(flags(rng, 0.85, size), came, np.nan)
        given_up = cases["kind"].eq("assessment_withdrawn").to_numpy() & flags(rng, 0.6, size)
        requested = np.where(sought, requested, np.nan)
        yield _steps(cases, "ADVICE_REQUESTED", requested, requested + _ADVICE_DAYS).assign(advice_type=kind)
        received = np.where(given_up, np.nan, came)
        yield _steps(cases, "ADVICE_RECEIVED", received, requested + _ADVICE_DAYS).assign(advice_type=kind)


def _plan_steps(cases: pd.DataFrame, world: World, rng: np.random.Generator) -> Iterator[pd.DataFrame]:
    cases = cases[cases["kind"].isin(ISSUED)]
    size, ended, draft = len(cases), cases["ended"].to_numpy(), drafted(cases)
    yield _steps(cases, "DRAFT_SENT", draft)
    # 2014 Regulations, reg 13(1): at least 15 days to comment, the day of service being the first.
    comments = workday(np.minimum(draft + rng.integers(4, 16, size), ended))
    yield _steps(
        cases, "REPRESENTATIONS", np.where(flags(rng, 0.75, size), np.maximum(comments, draft), np.nan)
    )
    named_urn = (
        world.placements[world.placements["placement_rank"] == "1"]
        .drop_duplicates("plan")
        .set_index("plan")["urn"]
    )
    urn = pd.Series(named_urn.reindex(world.plans.index).to_numpy(), index=world.plans["request_id"]).reindex(
        cases["request_id"]
    )
    for share, chosen in (
        (1.0, urn.to_numpy()),
        (0.35, world.settings["urn"].sample(size, replace=True, random_state=rng).to_numpy()),
    ):
        sent = np.where(
            flags(rng, share, size) & ~pd.isna(chosen), workday(draft + rng.integers(0, 3, size)), np.nan
        )
        sent = np.maximum(sent, draft)
        reply = sent + np.where(flags(rng, 0.7, size), rng.integers(5, 16, size), rng.integers(16, 40, size))
        reply = np.where(flags(rng, 0.93, size) & (workday(reply) <= ended), workday(reply), np.nan)
        setting_of = dict(zip(cases["request_id"], chosen, strict=True))
        for kind, when in (("CONSULTATION_SENT", sent), ("CONSULTATION_REPLY", reply)):
            steps = _steps(cases, kind, when, sent + _REPLY_DAYS)
            yield steps.assign(setting_urn=steps["request_id"].map(setting_of))
    yield _steps(cases, "FINAL_SENT", ended)


def make_exceptions(world: World) -> pd.DataFrame:
    """The `exception` table: a ground for each exception declared. Some grounds have no basis in law."""
    rng = world.draws.rng("exception")
    cases = world.cases[world.cases["exception"]]
    size = len(cases)
    ground = pick(rng, {"A": 0.3, "C": 0.34, "D": 0.22, "B": 0.04, "L": 0.1}, size)
    begins = workday(begun(cases) + rng.integers(5, 30, size))
    # Schools close for the summer for six weeks; advice counts when asked for from a week before they close.
    closes = in_year(year_of(begins), 7, 24)
    spans_summer = (begins < closes - 7) & (cases["ended"] > closes + 45).to_numpy()
    ground = np.where(np.isin(ground, ["A", "B"]) & ~spans_summer, "C", ground)
    closed = np.isin(ground, ["A", "B"])
    first = np.where(closed, closes, begins)
    # The last day is known when the next has come, and an exception is over by the time the plan is made.
    last = np.where(closed, closes + 40, np.minimum(begins + rng.integers(28, 60, size), cases["ended"]))
    return pd.DataFrame(
        {
            "request_id": cases["request_id"].to_numpy(),
            "limit_id": "final_plan",
            "exception_ground": ground,
            "from_date": first,
            "to_date": np.maximum(last, first),
            "advice_requested_date": np.where(closed, closes - 5 + rng.integers(0, 30, size), np.nan),
            "_from": np.maximum(begins, np.where(closed, closes, begins)),
        }
    )


def make_delay_letters(world: World) -> pd.DataFrame:
    """The `delay_letter` table: an apology, sometimes, when six, sixteen or twenty weeks have gone."""
    rng = world.draws.rng("delay_letter")
    cases = world.cases[
        ~world.cases["kind"].isin(["historic", "transferred", "overturned", "withdrawn", "exported"])
    ]
    letters = []
    for limit, days, end in (
        ("decide_to_assess", WEEKS_6, cases["decided"]),
        ("decide_not_to_issue", WEEKS_16, cases["ended"].where(cases["kind"] == "not_issued")),
        ("final_plan", WEEKS_20, cases["ended"].where(cases["kind"] == "plan")),
    ):
        size, due = len(cases), (cases["received"] + days).to_numpy()
        sent = workday(due + 1 + delay(rng, 9, size), forward=True)
        promised = np.asarray(improving(_LETTERS, due)) * (0.35 if limit == "decide_to_assess" else 1)
        missed = (end > due).to_numpy() & flags(rng, promised, size)
        reason = pick(rng, _LETTER_REASONS, size)
        if limit == "decide_to_assess":
            reason = pick(rng, {"STAFFING": 0.5, "PANEL": 0.3, "EDU_ADVICE": 0.2}, size)
        gives_reason = flags(rng, improving((0.5, 0.07, 0.95), due), size)
        letter = pd.DataFrame(
            {
                "request_id": cases["request_id"].to_numpy(),
                "limit_id": limit,
                "sent_date": sent,
                "delay_reason": np.where(gives_reason, reason, "NONE"),
                "_from": sent,
            }
        )
        letters.append(letter[missed])
    return pd.concat(letters, ignore_index=True)


def make_panels(world: World) -> pd.DataFrame:
    """The `panel` table: a weekly panel on assessments, a fortnightly one on placements; not at Christmas."""
    first, last = new_year(world.volumes.years[0]) - 365, new_year(HORIZON.year + 1)
    tuesdays = np.arange(np.ceil((first - 5) / 7) * 7 + 5, last, 7)  # day 5 was a Tuesday
    tuesdays = tuesdays[tuesdays - new_year(year_of(tuesdays)) < 355]
    weekly = pd.DataFrame({"panel_date": tuesdays, "panel_name": _ASSESS_PANEL})
    fortnightly = pd.DataFrame({"panel_date": tuesdays[::2] + 2, "panel_name": _PLACEMENT_PANEL})
    panels = pd.concat([weekly, fortnightly], ignore_index=True).sort_values(
        "panel_date", kind="stable", ignore_index=True
    )
    panels["panel_id"] = "PN" + pd.Series(np.arange(1, len(panels) + 1)).astype(str).str.zfill(5)
    return panels.assign(_from=panels["panel_date"])


def make_attendance(world: World, panels: pd.DataFrame) -> pd.DataFrame:
    """The `panel_attendance` table: health and social care are the ones who do not come."""
    rng = world.draws.rng("attendance")
    rows = panels[["panel_id", "panel_date"]].merge(pd.DataFrame({"agency": list(_ATTENDANCE)}), how="cross")
    share = rows["agency"].map(_ATTENDANCE).to_numpy(dtype=float)
    better = np.maximum(rows["panel_date"].to_numpy() - new_year(2020), 0) / 365 * 0.04
    return rows.assign(
        attended=flags(rng, np.minimum(share + better, 0.98), len(rows)), _from=rows["panel_date"]
    )


def make_panel_decisions(world: World, panels: pd.DataFrame) -> pd.DataFrame:
    """The `panel_decision` table: the last sitting before the family was told, and the one before if deferred."""
    rng = world.draws.rng("panel_decision")
    cases = world.cases[~world.cases["kind"].isin(["historic", "transferred", "withdrawn", "exported"])]
    ended = cases[cases["kind"].isin([*ISSUED, "not_issued"])]
    placed = cases[cases["kind"].isin(ISSUED) & flags(rng, 0.3, len(cases))]
    parts = []
    for stage, rows, told, no_kinds in (
        ("ASSESS", cases, cases["decided"], ["refused", "overturned"]),
        (
            "ISSUE",
            ended,
            pd.Series(np.where(ended["kind"] == "not_issued", ended["ended"], drafted(ended))),
            ["not_issued"],
        ),
        ("PLACEMENT", placed, placed["ended"], []),
    ):
        name = _PLACEMENT_PANEL if stage == "PLACEMENT" else _ASSESS_PANEL
        sittings = panels[panels["panel_name"] == name]
        days, ids = sittings["panel_date"].to_numpy(), sittings["panel_id"].to_numpy(dtype=str)
        at = np.searchsorted(days, told.to_numpy() - 1, side="right") - 1
        earliest = rows["received"].to_numpy() + (5 if stage == "ASSESS" else 50)
        referred = workday(np.maximum(days[at.clip(0)] - 5 - delay(rng, 6, len(rows)), earliest - 4))
        outcome = np.where(rows["kind"].isin(no_kinds), "REFUSED", "AGREED")
        recorded = flags(rng, improving((0.6, 0.06, 0.98), days[at.clip(0)]), len(rows))
        heard = pd.DataFrame(
            {
                "person_id": rows["person_id"].to_numpy(),
                "panel_stage": stage,
                "referred_date": referred,
                "panel_outcome": outcome,
                "reason_recorded": recorded,
                "at": at,
            }
        )
        heard = heard[(at >= 1) & (days[at.clip(0)] > earliest)]
        put_off = heard[flags(rng, 0.09, len(heard)) & (days[heard["at"] - 1] > heard["referred_date"])]
        heard = pd.concat(
            [heard, put_off.assign(at=put_off["at"] - 1, panel_outcome="DEFERRED")], ignore_index=True
        )
        heard["decided_date"], heard["panel_id"] = days[heard["at"]], ids[heard["at"]]
        parts.append(heard[heard["referred_date"] <= heard["decided_date"]])
    decisions = pd.concat(parts, ignore_index=True)
    return decisions.assign(_from=decisions["decided_date"])
