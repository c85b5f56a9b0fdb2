"""One pack as one audience sees it: figures looked up and put into words, with the symbols of official statistics."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from include.calendar import HALF_TERMS, year_and_season
from include.model import codeset
from include.reports.pack import public, variation
from include.reports.pack.inputs import Inputs
from include.reports.pack.sections import Audience, Sections

ALL = public.ALL
# Symbols as the Government Analysis Function advises for tables that machines read too.
SYMBOLS = {
    "withheld": "[c]",
    "not_collected": "[x]",
    "not_reliable": "[x]",
    "in_doubt": "[x]",
    "no_cases": "[z]",
    "not_due": "[z]",
}
SYMBOL_KEY = {
    "[c]": "withheld, so that nobody can be recognised in a small number",
    "[x]": "not available: the council holds no such records, or they have too many faults for a figure",
    "[z]": "no cases in the half-term, so there is no figure",
    "[u]": "fewer than 10 cases: one case more or less changes it much",
}
# What every file says that is not for the public (Government Security Classifications Policy, 2023: a handling word
# beside OFFICIAL).
RESTRICTED = (
    "RESTRICTED (OFFICIAL-SENSITIVE): true counts, also of a few children or members of staff."
    " For use inside the council; not for publication."
)
# Units of DfE's figures that can be set beside another area's: counts tell how large an area is.
COMPARABLE = ("percent", "weeks", "per_100", "per_10000")
# Below so many cases a rate carries a caution.
FEW = 10
_WORDS = {**codeset("Unknown"), **codeset("AgeBand"), **codeset("SchoolPhase")}
# Groups that have an order of their own.
ORDER = [*(band.code for band in public.BANDS), *_WORDS.values()]
_CODES = {"primary_need": "SENtype", "setting": "SettingType", "sex": "Sex"}


@dataclass(frozen=True)
class Table:
    """A table for people: its caption, heads and rows of texts; `is_text`: sentences, which fold and stand left."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    note: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class Figure:
    """One figure as an audience may see it."""

    value: float
    numerator: float
    denominator: float
    status: str
    unit: str

    @property
    def is_known(self) -> bool:
        """There is a value to show."""
        return self.status == "ok" and not math.isnan(self.value)

    @property
    def is_rate(self) -> bool:
        """A percentage of a count."""
        return self.unit == "percent" and not math.isnan(self.denominator)

    @property
    def text(self) -> str:
        """The figure in words, or its symbol."""
        if not self.is_known:
            return SYMBOLS.get(self.status, "[z]")
        few = self.is_rate and self.denominator < FEW
        return amount(self.value, self.unit) + (" [u]" if few else "")

    @property
    def text_or_dash(self) -> str:
        """The figure in words; a dash where there is none to expect."""
        return "–" if self.status == "no_figure" else self.text

    @property
    def of(self) -> str:
        """Numerator of denominator, where both may be shown."""
        if not self.is_rate or math.isnan(self.numerator):
            return ""
        return f"{_part(self.numerator)} of {_part(self.denominator)}"


NONE = Figure(math.nan, math.nan, math.nan, "no_figure", "")


class View:
    """The figures of a pack for one audience."""

    def __init__(self, inputs: Inputs, sections: Sections, audience: Audience) -> None:
        """`inputs` hold `printed`, what public packs print; the board sees all."""
        self.inputs, self.sections, self.audience = inputs, sections, audience
        self.about: dict[str, Any] = {str(k): v for k, v in inputs["about"].iloc[0].items()}
        self.measures: dict[str, dict[str, Any]] = {
            str(entry["measure_id"]): {str(k): v for k, v in entry.items()}
            for entry in inputs["measures"].to_dict("records")
        }
        every = public.figures(inputs, sections)
        cells = None if audience == "board" else inputs["printed"]
        self.shown = public.shown_to(every, inputs, cells)
        if audience == "parents":
            self.shown = self.shown[self.shown["measure_id"].map(self.is_for_parents)]
        self.periods: list[str] = sorted(self.shown["period_key"].unique())
        self._trends: dict[str, variation.Trend] = {}

    def is_for_parents(self, measure_id: str) -> bool:
        """Whether the measure is on the parents' page."""
        return "parents" in self.measures[measure_id]["audiences"]

    def name(self, measure_id: str) -> str:
        """The measure's name as the audience knows it."""
        own = str(self.measures[measure_id]["measure_name"])
        return self.sections.plain_names.get(measure_id, own) if self.audience == "parents" else own

    @cached_property
    def left_out(self) -> dict[str, str]:
        """Measures without a figure because of faults in the records, each with the reason in words."""
        known = self.inputs.get("not_reliable", pd.DataFrame({"measure_id": [], "because": []}))
        reasons = public.in_doubt(self.inputs) if self.is_public else {}
        for measure_id, because in zip(known["measure_id"], known["because"], strict=True):
            # Outside the council the reason is told without its numbers.
            why = "" if self.is_public else f": {because}"
            reasons[measure_id] = f"The records that it rests on cannot be relied on{why}."
        statuses = ("not_reliable", "in_doubt")
        return {m: why for m, why in reasons.items() if self.has(m) and self.figure(m).status in statuses}

    @property
    def is_public(self) -> bool:
        """Whether the pack leaves the council."""
        return self.audience != "board"

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, str, str], Figure]:
        names = ["measure_id", "period_key", "dimension", "member"]
        values = ["value", "numerator", "denominator"]
        rows = self.shown[[*names, *values, "status"]].astype(dict.fromkeys(values, "float64"))
        return {
            (m, period, dimension, member): Figure(value, top, under, status, self.measures[m]["unit"])
            for m, period, dimension, member, value, top, under, status in rows.itertuples(index=False)
        }

    def has(self, measure_id: str) -> bool:
        """The audience sees the measure."""
        return (measure_id, self.now, ALL, ALL) in self._by_place

    def figure(
        self, measure_id: str, period: str | None = None, dimension: str = ALL, member: str = ALL
    ) -> Figure:
        """A figure; `NONE` where there is none."""
        return self._by_place.get((measure_id, period or self.now, dimension, member), NONE)

    @cached_property
    def _spans(self) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
        spans = self.shown.groupby("period_key")[["period_start", "period_end"]].first()
        return {str(key): (start, end) for key, start, end in spans.itertuples()}

    def days(self, period: str) -> int:
        """Days of a half-term that its figures are of: all, or those until the records end."""
        start, end = self._spans[period]
        last = min(end, pd.Timestamp(self.about["as_at"])) if period == self.now else end
        return int((last - start).days) + 1

    def trend(self, measure_id: str) -> variation.Trend:
        """A measure over the half-terms, with what routine variation would make of it."""
        # Its words, its drawing and the summary ask for the same.
        if measure_id not in self._trends:
            self._trends[measure_id] = self._trend(measure_id)
        return self._trends[measure_id]

    def _trend(self, measure_id: str) -> variation.Trend:
        figures = [self.figure(measure_id, key) for key in self.periods]
        points = pd.DataFrame(
            {
                "value": [f.value if f.is_known else math.nan for f in figures],
                "numerator": [f.numerator for f in figures],
                "denominator": [f.denominator for f in figures],
                "days": [self.days(key) for key in self.periods],
                "end": [self._spans[key][1] for key in self.periods],
            },
            index=self.periods,
        )
        entry = self.measures[measure_id]
        return variation.trend(
            points,
            entry["statistic"],
            is_percent=entry["unit"] == "percent",
            has_season=variation.rules().has_season(measure_id, entry["statistic"]),
        )

    def broken_down(self, measure_id: str, dimension: str) -> dict[str, Figure]:
        """A measure of this half-term by group."""
        return {
            place[3]: figure
            for place, figure in self._by_place.items()
            if place[:3] == (measure_id, self.now, dimension)
        }

    @property
    def now(self) -> str:
        """Key of the half-term."""
        return str(self.about["period_key"])

    @property
    def before(self) -> str:
        """Key of the half-term before; empty where there is none."""
        earlier = [key for key in self.periods if key < self.now]
        return earlier[-1] if earlier else ""

    @property
    def year_before(self) -> str:
        """Key of the same half-term of the year before; empty where there is none."""
        _, season = year_and_season(self.now)
        same = [key for key in self.periods if key < self.now and year_and_season(key)[1] == season]
        return same[-1] if same else ""

    @cached_property
    def published(self) -> pd.DataFrame:
        """What DfE published last of each figure, in the order in which people read them; see `bi.benchmark`."""
        # Inputs that an older release kept do not have it.
        rows = self.inputs.get("published", pd.DataFrame({"benchmark_id": []}))
        return rows.groupby("benchmark_id", sort=False).tail(1)

    def year_to_date(self, measure_id: str) -> Figure:
        """A count or rate from the beginning of the school year to the end of the half-term.

        The sum of its half-terms, of a rate above and below the line; `NONE` where one of them is not known to the
        audience, so that no number stands here that could not be added up from the others, and of what does not add up.
        """
        entry = self.measures[measure_id]
        if variation.rules().kind(entry["statistic"]).compared == "not":
            return NONE
        year = year_and_season(self.now)[0]
        keys = [key for key in self.periods if year_and_season(key)[0] == year and key <= self.now]
        parts = [self.figure(measure_id, key) for key in keys]
        if len(keys) != HALF_TERMS.index(year_and_season(self.now)[1]) + 1:
            return NONE
        numerator = sum(part.numerator for part in parts)
        if entry["unit"] != "percent":
            value = sum(part.value if part.is_known else math.nan for part in parts)
            return Figure(value, value, math.nan, "ok", entry["unit"]) if value == value else NONE
        denominator = sum(part.denominator for part in parts)
        if not denominator > 0 or numerator != numerator:
            return NONE
        return Figure(half_up(100 * numerator / denominator), numerator, denominator, "ok", "percent")

    def benchmark(self, measure_id: str, place: str) -> str:
        """What DfE published for a place, or `rank`; empty where nothing is comparable. Counts are not compared."""
        row = self._published_of.get(measure_id)
        if row is None:
            return ""
        if place == "rank":
            return place_of(row)
        value = row[f"{place}_value"]
        return "" if pd.isna(value) else as_published(value, row["dfe_unit"])

    def published_years(self, measure_ids: Iterable[str]) -> str:
        """The calendar years that DfE's figures beside some measures are of: `2024`, or `2023 to 2024`."""
        years = sorted(
            {int(self._published_of[m]["calendar_year"]) for m in measure_ids if m in self._published_of}
        )
        return " to ".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else ""

    @cached_property
    def _published_of(self) -> dict[str, dict[Any, Any]]:
        rows = self.published
        if rows.empty:
            return {}
        rows = rows[(rows["dimension"] == ALL) & rows["dfe_unit"].isin(COMPARABLE)]
        return {r["measure_id"]: r for r in rows.dropna(subset="measure_id").to_dict("records")}

    def target(self, measure_id: str) -> str:
        """The target in words; a dash where there is none."""
        entry = self.measures[measure_id]
        return aim(entry["target"], entry["unit"]) if not pd.isna(entry["target"]) else "–"

    def has_target(self, measure_id: str) -> bool:
        """Whether there is a target that a figure can meet or miss."""
        entry = self.measures[measure_id]
        return not pd.isna(entry["target"]) and bool(entry["direction"] != "track")

    def verdict(self, measure_id: str) -> str:
        """`met` or `not met`; empty without a target or a figure."""
        entry, figure = self.measures[measure_id], self.figure(measure_id)
        if not (self.has_target(measure_id) and figure.is_known):
            return ""
        ahead = figure.value - entry["target"]
        return "met" if (ahead >= 0) == (entry["direction"] == "higher") or ahead == 0 else "not met"

    def limit(self, limit_id: str) -> dict[str, Any]:
        """A time limit: `limit_name`, `start_event`, and `last_day`, the days from start to last day in time."""
        limits = self.inputs["limits"]
        return {str(k): v for k, v in limits[limits["limit_id"] == limit_id].iloc[0].items()}

    def member(self, dimension: str, code: str, measure_id: str = "") -> str:
        """Plain words for a group; what a measure calls its subjects is told by the measure."""
        if code in _WORDS:
            return _WORDS[code]
        if dimension == "team":
            teams = self.inputs["team_names"]
            named = teams.loc[teams["team_id"] == code, "team_name"]
            return str(named.iloc[0]) if len(named) else code
        if dimension == "subject" and measure_id:
            return codeset(self.measures[measure_id]["subject_codeset"] or "").get(code, code)
        return codeset(_CODES.get(dimension, "")).get(code, code)


def amount(value: float, unit: str) -> str:
    """A value with its unit. No text begins like a formula, so that a workbook can hold it as the page does."""
    sign = "−" if value < 0 else ""
    match unit:
        case "percent":
            return f"{number(value, 1)}%"
        case "points":
            return f"{sign}{number(abs(value), 1)} points"
        case "pounds":
            return f"{sign}£{number(abs(value))}"
        case "days":
            return f"{number(value)} days"
        case "weeks":
            return f"{number(value, 1)} weeks"
        case "per_1000":
            return f"{number(value, 1)} in 1,000"
        case "cases" | "plans" | "people":
            return number(value)
        case "numerator" | "denominator":
            return _part(value)
        case _:
            return number(value, 1)


def _part(value: float) -> str:
    """What stands above or below a line: a count is whole, full-time equivalents have a decimal, pounds need none."""
    return number(value, 0 if float(value).is_integer() or abs(value) >= 1000 else 1)


def aim(value: float, unit: str) -> str:
    """A target or milestone with its unit, without decimals that nobody set."""
    text = amount(value, unit)
    return text.replace(".0", "") if float(value).is_integer() else text


def as_published(value: Any, unit: str) -> str:
    """A figure of DfE's in words; its sign, or a dash, where there is none."""
    if pd.isna(value):
        return "–"
    return (
        f"{float(value):,.1f}%"
        if unit == "percent"
        else f"{float(value):,.1f}"
        if unit in COMPARABLE
        else f"{value:,.0f}"
    )


def place_of(row: Any) -> str:
    """The place among authorities: 125 of 151; with a † where the first is the highest, for neither way is better."""
    if pd.isna(row["rank"]):
        return "–"
    return f"{row['rank']:.0f} of {row['ranked_among']:.0f}{' †' if row['ranked_from'] == 'highest' else ''}"


def number(value: float, decimals: int = 0, unit: str = "") -> str:
    """A number for a table, halves up; a dash where there is none."""
    return "–" if pd.isna(value) else f"{half_up(float(value), decimals):,.{decimals}f}{unit}"


def half_up(value: float, decimals: int = 1) -> float:
    """To so many decimals, halves up. A tie that floating point misses by some 1e-12 is still a tie."""
    scale = 10**decimals
    return math.floor(round(value * scale, 6) + 0.5) / scale


def label(period_key: str) -> str:
    """A half-term's key in words: Autumn 1, 2025-26."""
    year, season = year_and_season(period_key)
    term, half = season.split("-")
    return f"{term.capitalize()} {half}, {year}"


def day(value: Any) -> str:
    """A day in words: 2 November 2025."""
    when: date = pd.Timestamp(value).date()
    return f"{when.day} {when:%B %Y}"
