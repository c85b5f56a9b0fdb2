"""What changed and does it matter: sentences made from figures, no surer than the numbers allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from include.reports.pack import variation
from include.reports.pack.view import Figure, View, half_up, label

# How often a point lies beyond limits of three standard deviations by chance.
_BEYOND = 0.0027


@dataclass(frozen=True)
class Comparison:
    """A measure of the half-term beside one of an earlier one. `p` is None where nothing can be tested."""

    period: str
    now: Figure
    then: Figure
    days: tuple[int, int]
    kind: Literal["per_week", "shares", "not"]

    @property
    def step(self) -> float:
        """How much more it is now: a count by the week, anything else as it is."""
        if self.kind == "per_week":
            return variation.per_week(self.now.value, self.days[0]) - variation.per_week(
                self.then.value, self.days[1]
            )
        return self.now.value - self.then.value

    @property
    def p(self) -> float | None:
        """How often chance alone would make such a step; None where nothing can be tested."""
        if self.kind == "per_week":
            return variation.p_of_counts(round(self.now.value), round(self.then.value), *self.days)
        if self.kind == "shares" and self.now.is_rate and self.then.is_rate:
            return variation.p_of_shares(_counts(self.now), _counts(self.then))
        return None

    @property
    def reach(self) -> str:
        """Between which values the step lies, of a rate: Newcombe's 95% interval."""
        if self.kind != "shares" or not (self.now.is_rate and self.then.is_rate):
            return ""
        low, high = variation.difference(_counts(self.now), _counts(self.then))
        # What rounds to nought has no sign: "−0" would say that it fell.
        ends = [f"{end:+.0f}" if round(end) else "0" for end in (low, high)]
        return f" (between {ends[0]} and {ends[1]} points)".replace("-", "−")

    @property
    def was(self) -> str:
        """What it was, with what it is made of."""
        if self.kind == "per_week":
            return f"{weekly(self.then, self.days[1])} ({self.then.text} in {self.days[1]} days)"
        return f"{self.then.text} ({self.then.of})" if self.then.of else self.then.text


@dataclass(frozen=True)
class Change:
    """How one measure stands, for the top of a pack."""

    measure_id: str
    name: str
    now: str
    of: str
    sentence: str
    # better, worse, changed, steady; alone where there is nothing to compare with, none where there is no figure.
    tone: str
    # What it is judged by alone.
    short: str = ""
    # One of those that are read together.
    is_tested: bool = False

    @property
    def rank(self) -> int:
        """What a reader should see first."""
        return ("worse", "better", "changed", "steady", "alone", "none").index(self.tone)


def changes(view: View, besides: Iterable[str] = ()) -> dict[str, Change]:
    """How the headlines stand, and other measures that the page compares: the main one first, then what is worse.

    They are judged together, so that at most one in twenty of those called better or worse is expected to be chance.
    """
    headlines = [m for m in view.sections.headlines if view.has(m)]
    wanted = list(dict.fromkeys([*headlines, *besides]))
    judged = {m: comparison for m in wanted if (comparison := judged_by(view, m))}
    latest = {m: _signal(view, m) for m in wanted}
    ps = {m: p for m, each in judged.items() if (p := each.p) is not None}
    # What has no test of its own is judged by the limits of its trend.
    beyond = {m: _BEYOND for m in judged if m not in ps and latest[m] in ("above", "below")}
    stands = variation.held(ps | beyond)
    by_measure = {m: _change(view, m, judged.get(m), latest[m], stands, ps) for m in wanted}
    # The first headline is what the council is judged by: it stays on top whatever else moved.
    first, *others = headlines or [""]
    ranked = sorted(others, key=lambda m: by_measure[m].rank)
    return {m: by_measure[m] for m in [first, *ranked, *wanted] if m}


def compared(view: View, measure_id: str, period: str) -> Comparison | None:
    """A measure beside itself in an earlier half-term; None where either has no figure."""
    now, then = view.figure(measure_id), view.figure(measure_id, period) if period else None
    if then is None or not (now.is_known and then.is_known):
        return None
    kind = variation.rules().kind(view.measures[measure_id]["statistic"])
    return Comparison(period, now, then, (view.days(view.now), view.days(period)), kind.compared)


def judged_by(view: View, measure_id: str) -> Comparison | None:
    """The one comparison by which a measure is judged: with a season, the same half-term last year if it is known."""
    has_season = variation.rules().has_season(measure_id, view.measures[measure_id]["statistic"])
    periods = [view.year_before, view.before] if has_season else [view.before]
    return next(filter(None, (compared(view, measure_id, period) for period in periods)), None)


def weekly(figure: Figure, days: int) -> str:
    """A count by the week."""
    return f"{variation.per_week(figure.value, days):,.1f} a week"


def _counts(figure: Figure) -> tuple[int, int]:
    return round(figure.numerator), round(figure.denominator)


def _change(
    view: View,
    measure_id: str,
    judged: Comparison | None,
    signal: str,
    held: dict[str, bool],
    ps: dict[str, float],
) -> Change:
    now, name, entry = view.figure(measure_id), view.name(measure_id), view.measures[measure_id]
    of = now.of
    if now.is_known and variation.rules().kind(entry["statistic"]).compared == "per_week":
        of = weekly(now, view.days(view.now))
    if not now.is_known:
        why = view.left_out.get(measure_id) or _why_none(now)
        return Change(measure_id, name, now.text, of, why, "none")
    if judged is None:
        return Change(measure_id, name, now.text, of, _why_alone(view, measure_id), "alone")
    stands = held.get(measure_id, False)
    said = [_said(judged), _how_sure(view, judged, stands, ps.get(measure_id), len(held))]
    for period in (view.year_before, view.before):
        if period != judged.period and (other := compared(view, measure_id, period)):
            said.append(f"In {label(period)}: {other.was}.")
    said.append(_signal_said(view, measure_id, signal))
    tone = "steady"
    if stands and judged.step:
        is_wanted = (judged.step > 0) == (entry["direction"] == "higher")
        # A backlog that shrinks less than it always did is beyond its limits, and lower all the same: neither way.
        is_clear = measure_id in ps or (judged.step > 0) == (signal == "above")
        is_judged = entry["direction"] != "track" and is_clear
        tone = ("better" if is_wanted else "worse") if is_judged else "changed"
    short = " ".join(filter(None, said[:2]))
    sentence = " ".join(filter(None, said))
    return Change(measure_id, name, now.text, of, sentence, tone, short, measure_id in held)


def _said(judged: Comparison) -> str:
    if judged.step == 0:
        return f"The same as in {label(judged.period)}."
    return f"{'Up' if judged.step > 0 else 'Down'} from {judged.was} in {label(judged.period)}."


def _how_sure(view: View, judged: Comparison, stands: bool, p: float | None, tests: int) -> str:
    if p is None or judged.step == 0:
        return ""
    reach = judged.reach if view.audience != "parents" else ""
    if stands:
        return f"That is more than chance would explain{reach}."
    if p <= variation.LEVEL:
        return f"Alone that would be more than chance; among {tests} comparisons it may be chance{reach}."
    return f"Chance alone could explain it{reach}."


def _why_alone(view: View, measure_id: str) -> str:
    earlier = [view.figure(measure_id, period) for period in (view.before, view.year_before) if period]
    if any(figure.status == "withheld" for figure in earlier):
        return "What it was in earlier half-terms is withheld, so it cannot be compared here."
    return "There is no figure of an earlier half-term to compare it with."


def _why_none(figure: Figure) -> str:
    return {
        "withheld": "The number is withheld, so that nobody can be recognised in a small one.",
        "not_collected": "The council keeps no records of this yet.",
        "no_cases": "There were no cases in the half-term.",
    }.get(figure.status, "There is no figure.")


def _signal(view: View, measure_id: str) -> str:
    """What the trend says of the latest point; empty where that is nothing."""
    latest = view.trend(measure_id).signals.iloc[-1]
    return latest if isinstance(latest, str) else ""


def _signal_said(view: View, measure_id: str, signal: str) -> str:
    points = view.trend(measure_id).drawn.notna().sum()
    return {
        "above": f"It lies above what the last {points} half-terms would lead one to expect.",
        "below": f"It lies below what the last {points} half-terms would lead one to expect.",
        "run": "It has stayed on one side of what one would expect for eight half-terms or more.",
    }.get(signal, "")


def out_of_hundred(figure: Figure) -> str:
    """A rate as people say it. What is not all is never said to be 100, nor what is more than nobody 0."""
    whole = half_up(figure.value, 0)
    if whole == 100 > figure.value:
        return "more than 99 in every 100"
    if whole == 0 < figure.value:
        return "fewer than 1 in every 100"
    return f"about {whole:.0f} in every 100"


__all__ = ["Change", "Comparison", "changes", "compared", "judged_by", "out_of_hundred", "weekly"]
