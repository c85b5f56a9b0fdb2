"""This year's published 20-week figures before the year is over: the range in which they will lie.

DfE publishes, of the plans issued in a calendar year, how many came within 20 weeks, and their mean weeks. On any day
of the year part of that is known for good: the plans issued so far. The rest is simulated, a week at a time:

1. Each open case is so many weeks old, and requests go on arriving. How likely a case is to be issued, or to end
   without a plan, in a week at that age is counted from the council's own last 24 months.
2. Months differ by more than chance: staff leave, backlogs are cleared, schools close. So the future is put together
   from stretches of 8 weeks of the past, each with its own speed, the newest most often (half as often for each ten
   weeks back), and may wander off from there. Only the part of a stretch's speed that chance does not explain counts,
   or chance would count twice.
3. A case that is past its last day in time can only be late, whatever happens.

A thousand such years give the ranges. Draws are fixed by the inputs, so the same records give the same forecast. Back-
tested in `benchmarks/forecast.py`; how often it was right is in docs/published.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.transforms.rates import half_up

# Coverage and error in the back-test.
PROOF = Path(__file__).with_name("forecast_proof.csv")
SIMULATIONS = 1000
# Below these it says that it cannot know.
LEAST_WEEKS, LEAST_PLANS = 52, 30
# How the past is cut: weeks looked back on, weeks of one speed, such periods in a stretch, weeks in which a stretch
# becomes half as likely to be drawn.
_LOOK_BACK, _PERIOD, _STRETCH, _HALF_LIFE = 104, 4, 2, 10
# A council that is slow now tends to stay slow: how likely the stretch after one goes like it again. And it can become
# slower, or faster, than it ever was: how far the logarithm of its speed wanders in one period (standard deviation).
# English authorities' rates changed by 24 points from one year to the next (standard deviation, DfE, 2019 to 2024). The
# numbers here were chosen on 14 authorities that the back-test does not use.
_STAYS, _WANDERS = 0.7, 0.35
# Bins are weeks of age at the beginning of a week: of 20 some days are still in time in the last, and from bin 20 on
# none is. Cases of a year and more are one bin.
_IN_TIME, _BINS = 20, 53
# From bin 20 on rates are pooled, for cases there are few.
_POOLS = ((20, 23), (23, 26), (26, 32), (32, 40), (40, 52), (52, 53))
TARGETS = tuple(range(10, 101, 10))

Status = Literal["ok", "not_reliable", "no_cases", "short_history", "too_few"]
_Counts = npt.NDArray[np.int64]
_Rates = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Years:
    """What each simulated year ends with, all of one length.

    Attributes:
        in_time, issued: plans issued in the year, known ones included.
        days: days from request to plan of all of them together.
        crossed: cases now in time, or still to arrive, that pass their last day in time this year without a plan.
        crossed_issued: of those, issued late this year.

    """

    in_time: _Counts
    issued: _Counts
    days: _Rates
    crossed: _Counts
    crossed_issued: _Counts


@dataclass(frozen=True)
class _Cases:
    """Every case that was ever this council's to count, at one day."""

    start: pd.Series
    stop: pd.Series
    is_plan: pd.Series
    days: pd.Series
    on_time: pd.Series
    is_expected: pd.Series
    last_day: int

    @property
    def is_open(self) -> pd.Series:
        return self.stop.isna()


@dataclass(frozen=True)
class _Past:
    """The last weeks, newest last: rows are weeks, columns bins of age at their beginning."""

    at_risk: _Counts
    in_time: _Counts
    late: _Counts
    gone: _Counts
    arrived: _Counts
    days_in_time: _Rates
    days_late: _Rates


def forecasts(
    clocks: pd.DataFrame,
    as_at: date,
    *,
    line: float | None = None,
    not_reliable: str | None = None,
    targets: tuple[int, ...] = TARGETS,
    simulations: int = SIMULATIONS,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What DfE will publish about the year of a day, as far as can be known on it.

    Args:
        clocks: rows of `fact_clock` of the limit `final_plan`, as known at the close of `as_at`.
        as_at: the day.
        line: percentage; the probability of a rate below it is told.
        not_reliable: why the records cannot be relied on, when they cannot.
        targets: percentages, for what it takes to reach each.
        simulations: how many years are drawn.

    Returns:
        Rows of `marts.forecast`, one for each figure: with and without exceptions, the rate (percent) and the mean
        weeks; and rows of `marts.forecast_target`, for the headline rate. Where it cannot know, a row has no range and
        says why.

    """
    rows: list[dict[str, Any]] = []
    aims: list[dict[str, Any]] = []
    for suffix in ("excl", "incl"):
        cases = _cases(clocks, counts_exceptions=suffix == "incl")
        known = _known(cases, as_at)
        past = _past(cases, as_at)
        status, because = _can_know(cases, known, past, as_at, not_reliable)
        total = known["plans"]
        shared: dict[str, Any] = {
            "forecast_year": as_at.year,
            "status": status,
            "because": because,
            "known_in_time": known["in_time"],
            "known_plans": total,
            "open_cases": known["open"],
            "open_overdue": known["overdue"],
            "weeks_of_history": len(past.at_risk),
            "plans_of_history": int(past.in_time.sum() + past.late.sum()),
        }
        rate_drawn: dict[str, Any] = {}
        weeks_drawn: dict[str, Any] = {}
        below = None
        if status == "ok":
            years = _simulated(cases, known, past, as_at, simulations)
            rate = 100 * years.in_time / np.where(years.issued, years.issued, np.nan)
            rate_drawn = range_of(rate)
            weeks_drawn = range_of(years.days / 7 / np.where(years.issued, years.issued, np.nan))
            below = None if line is None else round(float(np.mean(_half_up(rate) < line)), 3)
            if suffix == "excl":
                aims = [aim(years, target, as_at) for target in targets]
        rows.append(
            shared
            | {"benchmark_id": f"ehcp_20wk_rate_{suffix}", "dfe_unit": "percent"}
            | {"known_value": _printed(100 * known["in_time"] / total) if total else None}
            | rate_drawn
            | {"line": line, "probability_below_line": below}
        )
        rows.append(
            shared
            | {"benchmark_id": f"mean_weeks_{suffix}", "dfe_unit": "weeks"}
            | {"known_value": _printed(known["days"] / 7 / total) if total else None}
            | weeks_drawn
        )
    return _frame(rows, _FIGURES), _frame(aims, _AIMS)


def simulate(
    clocks: pd.DataFrame, as_at: date, *, counts_exceptions: bool, simulations: int = SIMULATIONS
) -> Years:
    """Years that could come of what is known on a day; see the module's words for how.

    Args:
        clocks, as_at, simulations: see `forecasts`.
        counts_exceptions: whether plans with an exception are counted, too.

    """
    cases = _cases(clocks, counts_exceptions=counts_exceptions)
    return _simulated(cases, _known(cases, as_at), _past(cases, as_at), as_at, simulations)


def _simulated(cases: _Cases, known: dict[str, int], past: _Past, as_at: date, simulations: int) -> Years:
    draws = _generator(cases, as_at, known)
    in_time = np.full(simulations, known["in_time"])
    issued = np.full(simulations, known["plans"])
    days = np.full(simulations, float(known["days"]))
    crossed, crossed_issued = np.zeros((2, simulations), dtype=np.int64)
    days_left = (date(as_at.year, 12, 31) - as_at).days
    if days_left == 0 or len(past.at_risk) == 0:
        return Years(in_time, issued, days, crossed, crossed_issued)
    rates_in_time, rates_late, rates_gone = _rates(past)
    speeds = _speeds(past, (rates_in_time, rates_late, rates_gone))
    periods = -(-days_left // (7 * _PERIOD))
    taken = _stretches(draws, len(speeds), periods, simulations)
    wander = np.exp(draws.normal(0, _WANDERS, (simulations, periods, 2)).cumsum(axis=1))
    # How well the level itself is known: the more events, the better.
    levels = [
        draws.gamma(max(events, 1), size=simulations) / max(events, 1)
        for events in (past.in_time.sum(), past.late.sum(), past.gone.sum())
    ]
    age = ((pd.Timestamp(as_at) - cases.start).dt.days[cases.is_open & cases.is_expected]).to_numpy()
    now = np.bincount(_bin(age, cases.last_day), minlength=_BINS)
    # Of those in time now, and of those past it: what becomes of the first can still be changed.
    young = np.tile(np.where(np.arange(_BINS) < _IN_TIME, now, 0), (simulations, 1))
    old = np.tile(np.where(np.arange(_BINS) < _IN_TIME, 0, now), (simulations, 1))
    arriving = past.arrived.mean()
    for week in range(-(-days_left // 7)):
        part = min(7, days_left - 7 * week) / 7
        speed = speeds[taken[:, week // _PERIOD]].copy()
        speed[:, :2] *= wander[:, week // _PERIOD]
        p_in, p_late, p_gone = (
            rates * (speed[:, which] * levels[which])[:, None] * part
            for which, rates in enumerate((rates_in_time, rates_late, rates_gone))
        )
        p_any = 1 - np.exp(-(p_in + p_late + p_gone))
        whole = np.where(p_any > 0, p_in + p_late + p_gone, 1)
        for cohort, is_young in ((young, True), (old, False)):
            ended = draws.binomial(cohort, p_any)
            plans = draws.binomial(ended, (p_in + p_late) / whole)
            timely = draws.binomial(
                plans, np.where(p_in + p_late > 0, p_in / np.where(p_in + p_late > 0, p_in + p_late, 1), 0)
            )
            belated = plans - timely
            in_time += timely.sum(axis=1)
            issued += plans.sum(axis=1)
            days += timely @ past.days_in_time + belated @ past.days_late
            cohort -= ended
            if is_young:
                crossed += cohort[:, _IN_TIME - 1] * (part == 1) + belated[:, _IN_TIME - 1]
                crossed_issued += belated.sum(axis=1)
            cohort[:, -1] += cohort[:, -2]
            cohort[:, 1:-1] = cohort[:, :-2].copy()
            cohort[:, 0] = 0
        young[:, 0] += draws.poisson(arriving * speed[:, 3] * part)
    return Years(in_time, issued, days, crossed, crossed_issued)


def _cases(clocks: pd.DataFrame, *, counts_exceptions: bool) -> _Cases:
    """Cases with a usable beginning; one that moved in with a plan begun elsewhere was never ours to count."""
    never = clocks["out_of_scope_reason"].isin(["transferred_in", "dates_unusable"])
    rows = clocks[~never & clocks["clock_start"].notna() & (clocks["clock_status"] != "unusable")]
    ended = rows["clock_status"].isin(["in_time", "late"])
    excepted = rows["exception_recorded"].fillna(False).astype("bool") & (not counts_exceptions)
    is_plan = ended & rows["in_scope"].astype("bool") & ~excepted
    is_open = rows["clock_status"].isin(["open", "open_overdue"])
    last = (rows["due_date"] - rows["clock_start"]).dt.days
    return _Cases(
        start=rows["clock_start"],
        stop=rows["clock_end"].where(ended, rows["closed_date"].where(~is_open)),
        is_plan=is_plan,
        days=(rows["clock_end"] - rows["clock_start"]).dt.days,
        on_time=is_plan & (rows["clock_status"] == "in_time"),
        is_expected=is_open & rows["out_of_scope_reason"].isna() & ~excepted,
        last_day=int(last.max()) if last.notna().any() else 7 * _IN_TIME,
    )


def _known(cases: _Cases, as_at: date) -> dict[str, int]:
    """What is settled on the day, and what is open."""
    this_year = cases.is_plan & (cases.stop.dt.year == as_at.year)
    expected = cases.is_open & cases.is_expected
    age = (pd.Timestamp(as_at) - cases.start).dt.days
    return {
        "plans": int(this_year.sum()),
        "in_time": int((this_year & cases.on_time).sum()),
        "days": int(cases.days[this_year].sum()),
        "open": int(expected.sum()),
        "overdue": int((expected & (age > cases.last_day)).sum()),
    }


def _can_know(
    cases: _Cases, known: dict[str, int], past: _Past, as_at: date, not_reliable: str | None
) -> tuple[Status, str | None]:
    plans = int(past.in_time.sum() + past.late.sum())
    if not_reliable:
        return "not_reliable", not_reliable
    if known["plans"] and as_at == date(as_at.year, 12, 31):
        return "ok", None
    if not known["plans"] and not known["open"]:
        return "no_cases", "No plan has been issued this year, and no case is open."
    if len(past.at_risk) < LEAST_WEEKS:
        return (
            "short_history",
            f"The records go back {len(past.at_risk)} weeks; it takes {LEAST_WEEKS} to know how cases go on.",
        )
    if plans < LEAST_PLANS:
        return (
            "too_few",
            f"{plans} plans in the last {len(past.at_risk)} weeks are too few; it takes {LEAST_PLANS}.",
        )
    return "ok", None


def _bin(age: npt.NDArray[np.int64], last_day: int) -> _Counts:
    """Bin of an age in days at the beginning of a week; at `last_day` and later no day of it is in time."""
    return np.clip((age - last_day) // 7 + _IN_TIME, 0, _BINS - 1).astype(np.int64)


def _past(cases: _Cases, as_at: date) -> _Past:
    """The last two years, or what there is of them, week by week."""
    first = cases.stop.min()
    end = pd.Timestamp(as_at)
    weeks = 0 if pd.isna(first) else min(_LOOK_BACK, max(0, (end - first).days // 7))
    start = cases.start.to_numpy("datetime64[D]").astype(np.int64)
    open_ended = np.iinfo(np.int64).max
    stop = np.where(
        cases.is_open, open_ended, cases.stop.fillna(end).to_numpy("datetime64[D]").astype(np.int64)
    )
    today = int(end.to_datetime64().astype("datetime64[D]").astype(np.int64))
    plan, timely = cases.is_plan.to_numpy(bool), cases.on_time.to_numpy(bool)
    shape = (weeks, _BINS)
    at_risk, in_time, late, gone = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    arrived = np.zeros(weeks, dtype=np.int64)
    days = cases.days.fillna(0).to_numpy(np.float64)
    total = {True: np.zeros(_BINS), False: np.zeros(_BINS)}
    for week in range(weeks):
        begin = today - 7 * (weeks - week)
        here = (start <= begin) & (stop > begin)
        bins = _bin(begin - start[here], cases.last_day)
        ends = stop[here] <= begin + 7
        at_risk[week] = np.bincount(bins, minlength=_BINS)
        for counts, which in (
            (in_time, ends & plan[here] & timely[here]),
            (late, ends & plan[here] & ~timely[here]),
            (gone, ends & ~plan[here]),
        ):
            counts[week] = np.bincount(bins[which], minlength=_BINS)
        for is_timely, sums in total.items():
            which = ends & plan[here] & (timely[here] == is_timely)
            sums += np.bincount(bins[which], weights=days[here][which], minlength=_BINS)
        arrived[week] = ((start > begin) & (start <= begin + 7)).sum()
    middle = cases.last_day + 7 * (np.arange(_BINS) - _IN_TIME) + 7.0
    means = [
        np.where(counts.sum(axis=0) > 0, sums / np.maximum(counts.sum(axis=0), 1), middle)
        for counts, sums in ((in_time, total[True]), (late, total[False]))
    ]
    return _Past(at_risk, in_time, late, gone, arrived, *means)


def _rates(past: _Past) -> tuple[_Rates, _Rates, _Rates]:
    """Events a week for each case at risk, by age: issued in time, issued late, gone without a plan."""
    return (
        _pooled(past.in_time, past.at_risk),
        _pooled(past.late, past.at_risk),
        _pooled(past.gone, past.at_risk),
    )


def _pooled(events: _Counts, at_risk: _Counts) -> _Rates:
    above, below = events.sum(axis=0).astype(float), at_risk.sum(axis=0).astype(float)
    for first, last in _POOLS:
        above[first:last], below[first:last] = above[first:last].sum(), below[first:last].sum()
    share = above / np.where(below > 0, below, 1)
    # Of a constant rate through the week; nobody's share is quite all.
    rate: _Rates = -np.log1p(-np.minimum(share, 0.98))
    return rate


def _speeds(past: _Past, rates: tuple[_Rates, ...]) -> _Rates:
    """How fast each period of the past went: columns in time, late, gone, arrived; 1 is the mean speed.

    What chance alone would do to the counts is taken out of the differences (method of moments), for chance comes in
    again when the future is drawn.
    """
    periods = len(past.at_risk) // _PERIOD
    kept = slice(len(past.at_risk) - periods * _PERIOD, None)

    def by_period(weekly: npt.NDArray[np.float64]) -> _Rates:
        summed: _Rates = weekly[kept].reshape(periods, _PERIOD).sum(axis=1)
        return summed

    speeds = []
    for counts, rate in zip((past.in_time, past.late, past.gone), rates, strict=True):
        expected = by_period((past.at_risk * -np.expm1(-rate)).sum(axis=1))
        speeds.append(_beyond_chance(by_period(counts.sum(axis=1).astype(float)), expected))
    arrived = by_period(past.arrived.astype(float))
    speeds.append(_beyond_chance(arrived, np.full(periods, max(arrived.mean(), 1e-9))))
    return np.column_stack(speeds)


def _beyond_chance(observed: _Rates, expected: _Rates) -> _Rates:
    some = np.maximum(expected, 1e-9)
    ratio = np.where(expected > 0.5, observed / some, 1.0)
    chance = np.where(expected > 0.5, 1 / some, 0.0)
    between = max(0.0, float(np.mean((ratio - 1) ** 2 - chance)))
    shrunk: _Rates = np.maximum(
        1 + (ratio - 1) * np.sqrt(between / np.maximum(between + chance, 1e-12)), 0.02
    )
    return shrunk


def _stretches(draws: np.random.Generator, periods: int, wanted: int, simulations: int) -> _Counts:
    """For each simulation the past periods that its future ones go like: runs of them, recent ones more often."""
    starts = np.arange(max(1, periods - _STRETCH + 1))
    ago = (periods - starts - _STRETCH) * _PERIOD
    weight = 0.5 ** (np.maximum(ago, 0) / _HALF_LIFE)
    runs = -(-wanted // _STRETCH)
    chosen = draws.choice(starts, size=(simulations, runs), p=weight / weight.sum())
    stays = draws.random((simulations, runs)) < _STAYS
    for run in range(1, runs):
        chosen[:, run] = np.where(stays[:, run], chosen[:, run - 1], chosen[:, run])
    taken: _Counts = (chosen[:, :, None] + np.arange(min(_STRETCH, periods))).reshape(simulations, -1)
    return taken


def _generator(cases: _Cases, as_at: date, known: dict[str, int]) -> np.random.Generator:
    """Draws that depend on the records and the day alone."""
    said = hashlib.sha256(f"{as_at} {sorted(known.items())} {len(cases.start)}".encode())
    return np.random.default_rng(int.from_bytes(said.digest()[:8], "big"))


def proof() -> pd.DataFrame:
    """How often forecasts were right in the back-test, by kind of council, figure and month.

    Columns `kind`, `figure` (rate, weeks), `month`, `forecasts`, `in_50` and `in_90` (percent of the figures that came
    within the range), `error` (mean, in points or weeks, of the middle) and `width_90`.
    """
    return pd.read_csv(PROOF)


def range_of(values: _Rates) -> dict[str, Any]:
    """The middle of simulated years, and the ranges that hold a half and nine tenths of them; ends as DfE prints."""
    ends = {"low_90": 0.05, "low_50": 0.25, "middle": 0.5, "high_50": 0.75, "high_90": 0.95}
    printed = _half_up(values[~np.isnan(values)])
    # A tenth of the years and more without any plan: nothing can be said of the others either.
    if len(printed) < 0.9 * len(values):
        return dict.fromkeys(ends)
    lower = {"low_90", "low_50"}
    return {
        name: float(
            np.quantile(
                printed,
                share,
                method="lower" if name in lower else "nearest" if name == "middle" else "higher",
            )
        )
        for name, share in ends.items()
    }


def aim(years: Years, target: int, as_at: date) -> dict[str, Any]:
    """What it takes to reach a target in at least half of the years, by plans that would be late coming in time."""
    share = target / 100
    rate = 100 * years.in_time / np.maximum(years.issued, 1)
    # A plan that comes in time instead of late is one more in time; instead of next year, one more plan as well.
    late_anyway = years.crossed_issued / np.maximum(years.crossed, 1)
    gap = np.maximum(share * years.issued - years.in_time, 0)
    more = np.ceil(gap / np.maximum(1 - share * (1 - late_anyway), 1e-9) - 1e-9)
    needed = int(np.quantile(more, 0.5, method="higher"))
    tomorrow = as_at + timedelta(days=1)
    months = 13 - tomorrow.month if tomorrow.year == as_at.year else 1
    return {
        "forecast_year": as_at.year,
        "target": target,
        "probability_reached": round(float(np.mean(_half_up(rate) >= target)), 3),
        "more_in_time": needed,
        "more_a_month": -(-needed // months),
        "months_left": months,
        "expected_to_be_late": int(np.median(years.crossed)),
        "can_be_reached": needed <= int(np.median(years.crossed)),
    }


def _half_up(values: _Rates) -> _Rates:
    """To one decimal as DfE prints; what is not a number stays so."""
    rounded: _Rates = half_up(pd.Series(values), 1).to_numpy("float64", na_value=np.nan)
    return rounded


def _printed(value: float) -> float:
    return float(_half_up(np.array([value]))[0])


_TEXT, _INT, _NUMBER, _FLAG = "str", "Int64", "Float64", "boolean"
_FIGURES = {
    "forecast_year": _INT,
    "benchmark_id": _TEXT,
    "dfe_unit": _TEXT,
    "status": _TEXT,
    "because": _TEXT,
    "known_in_time": _INT,
    "known_plans": _INT,
    "known_value": _NUMBER,
    "open_cases": _INT,
    "open_overdue": _INT,
    "low_90": _NUMBER,
    "low_50": _NUMBER,
    "middle": _NUMBER,
    "high_50": _NUMBER,
    "high_90": _NUMBER,
    "line": _NUMBER,
    "probability_below_line": _NUMBER,
    "weeks_of_history": _INT,
    "plans_of_history": _INT,
}
_AIMS = {
    "forecast_year": _INT,
    "target": _INT,
    "probability_reached": _NUMBER,
    "more_in_time": _INT,
    "more_a_month": _INT,
    "months_left": _INT,
    "expected_to_be_late": _INT,
    "can_be_reached": _FLAG,
}


def _frame(rows: list[dict[str, Any]], dtypes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*dtypes]).astype(dtypes)
