"""What changed and does it matter: sentences made from figures, no surer than the numbers allow."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from scipy.stats import binomtest

from include.reports.pack.charts import Limits, intervals, signals
from include.reports.pack.view import Figure, View, label

# Two-sided level below which a change is called more than chance: one such change in twenty is chance all the same.
_LEVEL = 0.05


@dataclass(frozen=True)
class Change:
    """How one measure stands, for the top of a pack."""

    measure_id: str
    name: str
    now: str
    of: str
    sentence: str
    tone: str  # better, worse, changed or steady

    @property
    def rank(self) -> int:
        """What a reader should see first."""
        return ("worse", "better", "changed", "steady").index(self.tone)


def changes(view: View) -> list[Change]:
    """The headlines, the main one first, then what is worse."""
    found = [change(view, m) for m in view.sections.headlines if view.has(m)]
    # The first headline is what the council is judged by: it stays on top whatever else moved.
    return found[:1] + sorted(found[1:], key=lambda each: each.rank)


def change(view: View, measure_id: str) -> Change:
    """How a measure stands beside the half-term before, and its own past."""
    now, before = view.figure(measure_id), view.figure(measure_id, view.before) if view.before else None
    entry, name = view.measures[measure_id], view.name(measure_id)
    if not now.is_known:
        why = view.left_out.get(measure_id) or _why_none(now)
        return Change(measure_id, name, now.text, now.of, why, "steady")
    if before is None or not before.is_known:
        sentence = "There is no figure of the half-term before to compare it with."
        return Change(measure_id, name, now.text, now.of, sentence, "steady")
    is_sure, how_sure = _test(now, before, entry["statistic"], in_points=view.audience != "parents")
    signal = _signal(view, measure_id)
    step = now.value - before.value
    if step == 0:
        sentence = f"The same as in {label(view.before)}."
    else:
        then = f"{before.text} in {label(view.before)}{f' ({before.of})' if before.of else ''}"
        sentence = f"{'Up' if step > 0 else 'Down'} from {then}. {how_sure}"
    if signal:
        sentence += f" {signal}"
    matters = bool(step) and (is_sure or bool(signal))
    tone = "steady"
    if matters and entry["direction"] != "track":
        tone = "better" if (step > 0) == (entry["direction"] == "higher") else "worse"
    elif matters:
        tone = "changed"
    return Change(measure_id, name, now.text, now.of, sentence.strip(), tone)


def _why_none(figure: Figure) -> str:
    return {
        "withheld": "The number is withheld, so that nobody can be recognised in a small one.",
        "not_collected": "The council keeps no records of this yet.",
        "no_cases": "There were no cases in the half-term.",
    }.get(figure.status, "There is no figure.")


def _test(now: Figure, before: Figure, statistic: str, *, in_points: bool = True) -> tuple[bool, str]:
    """Whether chance alone would make such a change, and that in words."""
    if now.is_rate and before.is_rate and statistic in ("rate", "share"):
        low, high = difference(now, before)
        is_sure = low > 0 or high < 0
        reach = f" (between {low:+.0f} and {high:+.0f} points)".replace("-", "−") if in_points else ""
        said = "That is more than chance would explain" if is_sure else "Chance alone could explain it"
        return is_sure, f"{said}{reach}."
    if statistic == "count" and now.value + before.value > 0:
        is_sure = binomtest(round(now.value), round(now.value + before.value)).pvalue < _LEVEL
        return is_sure, (
            "That is more than chance would explain." if is_sure else "Chance alone could explain it."
        )
    return False, ""


def difference(now: Figure, before: Figure) -> tuple[float, float]:
    """Newcombe's 95% interval of the difference of two rates, in percentage points."""
    numerators = pd.Series([now.numerator, before.numerator])
    denominators = pd.Series([now.denominator, before.denominator])
    low, high = intervals(numerators, denominators)
    share = 100 * numerators / denominators
    step = share[0] - share[1]
    down = ((share[0] - low[0]) ** 2 + (high[1] - share[1]) ** 2) ** 0.5
    up = ((high[0] - share[0]) ** 2 + (share[1] - low[1]) ** 2) ** 0.5
    return float(step - down), float(step + up)


def _signal(view: View, measure_id: str) -> str:
    """What the trend says of the latest point, where it is shown."""
    values = pd.Series({p: view.figure(measure_id, p).value for p in view.periods})
    if pd.isna(values.iloc[-1]):
        return ""
    limits = Limits.of(values, 0, 100 if view.measures[measure_id]["unit"] == "percent" else None)
    latest = signals(values, limits).iloc[-1]
    return (
        {
            "above": f"It lies above what the last {len(values)} half-terms would lead one to expect.",
            "below": f"It lies below what the last {len(values)} half-terms would lead one to expect.",
            "run": "It has stayed on one side of its average for eight half-terms or more.",
        }.get(latest, "")
        if isinstance(latest, str)
        else ""
    )


def out_of_hundred(figure: Figure) -> str:
    """A rate as people say it."""
    return f"about {round(figure.value)} in every 100"


__all__ = ["Change", "change", "changes", "difference", "out_of_hundred"]
