"""The least and the most that a figure can be, whatever the cases in doubt are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.calendar.rolling import eve, first_day
from include.doubt.evidence import CasesInDoubt, Evidence, first_of
from include.doubt.places import Place, places, ratios
from include.expectations.rules import words
from include.model import MARTS, TABLES
from include.model.frames import are_in, to_frame, values_at
from include.model.references import path_to
from include.transforms.clock import last_day
from include.transforms.facts.kinds import Clock, Values
from include.transforms.facts.rows import record_of
from include.transforms.limits import limits_of
from include.transforms.measures import Catalogue, Counted, OfEvents, OfSpells, Ratio, Rolling
from include.transforms.measures.compute import FactsByKind, day_counted, rows_counted
from include.transforms.rates import percent

Figure = Mapping[Any, Any]
Keys = Callable[[str, pd.Series], pd.Series]


@dataclass
class _Doubt:
    """Cases of a place in doubt.

    Attributes:
        rows: records, kept or lost, with `why` and `ends_on`.
        keys: hashed keys of their rows in the fact.
        all_keys: every row of the fact is in doubt.
        beside: how many further cases records that nobody can place may decide about.

    """

    rows: pd.DataFrame
    keys: pd.Series
    all_keys: bool
    beside: int


def in_doubt(evidence: Evidence, place: Place, keys: Keys) -> _Doubt | None:
    """Cases in doubt at a place; None where none is."""
    nobody = pd.Series(dtype="str")
    doubt = place.kind.doubt
    others = {
        name: columns for name, columns in place.reads.items() if not (place.alone and name == place.table)
    }
    elsewhere = evidence.in_doubt(others) if others else CasesInDoubt(nobody, nobody)
    kept, lost = evidence.table(place.table), evidence.lost(place.table)
    why = evidence.why(place.table, place.reads.get(place.table, ()))
    if not elsewhere and lost.empty and not why.notna().any():
        return None
    if elsewhere.everything:
        why = why.fillna(elsewhere.everything)
    persons = elsewhere.persons
    if len(elsewhere.requests):
        if path_to("request", place.table):
            why = why.fillna(values_at(evidence.of_kept("request", place.table), elsewhere.requests))
        else:
            asked = values_at(pd.Series(elsewhere.requests.index), evidence.through("person", "request"))
            persons = first_of([persons, elsewhere.requests.set_axis(pd.Index(asked))])
    if len(persons):
        why = why.fillna(values_at(evidence.of_kept("person", place.table), persons))
    lost_why = pd.Series(f"{words(place.table)} rows set aside", lost.index, dtype="str")
    beside = 0
    if doubt.together:
        people = evidence.of_kept("person", place.table)
        of_lost = pd.Index(evidence.owner("person", place.table, lost))
        one = [
            pd.Series(why.dropna().to_numpy(), pd.Index(people[why.notna()]), dtype="str"),
            pd.Series(lost_why.to_numpy(), of_lost, dtype="str"),
        ]
        why = why.fillna(values_at(people, first_of(one)))
    if elsewhere.unplaced and len(kept):
        # Each record that nobody can place may decide about the cases of any one person.
        most = evidence.of_kept("person", place.table).value_counts().max()
        beside = elsewhere.unplaced * int(most) * doubt.at_most
    doubtful = kept[why.notna()]
    if doubt.together:
        hashed = keys("person", evidence.of_kept("person", place.table)[why.notna()].dropna())
    else:
        hashed = keys(place.key, record_of(place.kind, doubtful))
    rows = pd.concat([doubtful, lost])
    rows = _seen(evidence, place, rows).assign(why=pd.concat([why.dropna(), lost_why]).to_numpy())
    return _Doubt(rows.reset_index(drop=True), hashed, bool(elsewhere.everything), beside)


def _seen(evidence: Evidence, place: Place, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a place with `ends_on`, the last day on which each can have been a case; missing when not known."""
    if not place.ends:
        return rows.assign(ends_on=pd.Series(pd.NaT, rows.index, dtype="datetime64[us]"))
    table, _, column = place.ends.rpartition(".")
    if not table:
        return rows.assign(ends_on=rows[column])
    key = TABLES[place.table].key[0]
    below = [part for part in (evidence.table(table), evidence.lost(table)) if len(part)]
    if not below:
        return rows.assign(ends_on=pd.Series(pd.NaT, rows.index, dtype="datetime64[us]"))
    child = pd.concat([part[are_in(part[key], rows[key])] for part in below])
    day = child[column].where(_among(child, place.kind.doubt.ends_when, unknown=False))
    # One of several that has not ended leaves the end open.
    last = day.groupby(child[key]).max().where(day.notna().groupby(child[key]).all())
    return rows.assign(ends_on=last.reindex(rows[key]).to_numpy())


def _among(rows: pd.DataFrame, wanted: Values, *, unknown: bool) -> pd.Series:
    is_among = pd.Series(True, rows.index)
    for column, values in wanted.items():
        is_among &= rows[column].isin(values) | (rows[column].isna() & unknown)
    return is_among


def _days_of(measure: Counted, figure: Figure) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day on which something counts for a figure of a measure; one day of a stock."""
    first, last = pd.Timestamp(figure["period_start"]), pd.Timestamp(figure["period_end"])
    match measure:
        case OfSpells():
            first = last = eve(pd.Series([last]), measure.eve_of_months).iloc[0]
        case Rolling():
            first = first_day(pd.Series([last]), measure.months).iloc[0]
    return first, last


def _could_count(doubt: _Doubt, place: Place, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    """Which rows in doubt could be a case on one of some days."""
    rows, comes = doubt.rows, place.cohort
    could = _among(rows, place.only, unknown=True)
    if place.begins:
        could &= ~(rows[place.begins] > last)
    if comes == "stock":
        return could & ~(rows["ends_on"] < last)
    if comes == "issued":
        could &= _among(rows, place.ended, unknown=True)
        if place.day:
            return could & (rows[place.day].isna() | rows[place.day].between(first, last))
        return could & ~(rows["ends_on"] < first)
    if place.due:
        days = [rows[place.due]]
    elif place.reckoned and isinstance(place.kind, Clock):
        days = [last_day(rows[place.reckoned], limit) for limit in limits_of(place.kind.name)]
    else:
        days = []
    if comes == "due":
        inside = pd.Series(not days, rows.index)
        for day in days:
            inside |= day.isna() | day.between(first, last)
        return could & inside
    past = pd.Series(not days, rows.index)
    for day in days:
        past |= ~(day >= last)
    over = _among(rows, place.ended, unknown=False)
    if place.day:
        past &= ~((rows[place.day] <= last) & over)
    return could & past & ~(rows["ends_on"] < last)


@dataclass
class _Bounds:
    """A figure of one period: cases not in doubt (`met` of `all`), and how many more there may be, by reason."""

    met: float
    all: float
    could: int
    beside: int
    why: Counter[str]

    def of_rate(self) -> tuple[float | None, float | None]:
        """Least and most percent: none, or all, of what is in doubt met it."""
        most = self.all + self.could
        if most <= 0:
            return (0.0, 100.0) if self.beside else (None, None)
        least_met, most_met = max(0.0, self.met - self.beside), min(most, self.met + self.could + self.beside)
        return percent(int(least_met), int(most)), percent(int(most_met), int(most))

    def of_count(self) -> tuple[float, float]:
        """Least and most cases: none, or all, of what is in doubt belongs to it."""
        return max(0.0, self.met - self.beside), self.met + self.could + self.beside


def ranges(
    catalogue: Catalogue,
    figures: pd.DataFrame,
    evidence: Evidence,
    fact: Callable[[str], pa.Table],
    keys: Keys,
) -> pd.DataFrame:
    """How far each figure could move.

    Args:
        catalogue: the measures there are.
        figures: `measure_id`, `period_type`, `period_key`, `period_start`, `period_end`, `numerator`, `denominator`
            (missing for counts) and `value`, as counted; totals, of measures of `places` and `ratios`.
        evidence: the case tables and what was set aside.
        fact: gives a fact by its name; those of the figures.
        keys: keyed hashes of the facts, by kind and local identifiers.

    Returns:
        Rows of `dq.measure_range` less the run's columns; none for a figure without cases of which none is in doubt.

    """
    doubts = _Doubts(catalogue, evidence, fact, keys)
    rows = []
    for figure in figures.to_dict("records"):
        measure = catalogue[str(figure["measure_id"])]
        if not isinstance(measure, Counted) or measure.measure_id not in places(catalogue):
            continue
        bounds = doubts.bounds(measure, figure)
        counted = None if measure.is_percentage else float(figure["numerator"])
        value = figure["value"] if measure.is_percentage else counted
        rows.append(_row(figure, value, bounds, measure.is_percentage))
    row_by_measure = {(row["measure_id"], row["period_type"]): row for row in rows}
    for figure in figures.to_dict("records"):
        measure = catalogue[str(figure["measure_id"])]
        if isinstance(measure, Ratio) and measure in ratios(catalogue):
            parts = {name: row_by_measure.get((name, figure["period_type"])) for name in measure.parts}
            known = {name: part for name, part in parts.items() if part}
            if len(known) == len(parts):
                rows.append(_ratio(measure, figure, known))
    columns = MARTS["dq"]["measure_range"].own_dtypes
    range_rows = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return range_rows[range_rows["value"].notna() | (range_rows["cases_in_doubt"] > 0)].reset_index(drop=True)


class _Doubts:
    """What figures of one night have in common: doubts by place, and the rows of facts that are in doubt."""

    def __init__(
        self, catalogue: Catalogue, evidence: Evidence, fact: Callable[[str], pa.Table], keys: Keys
    ) -> None:
        doubt_by_name: dict[str, _Doubt | None] = {}
        self._catalogue, self._fact = catalogue, fact
        self._could: dict[tuple[object, ...], Counter[str]] = {}
        self._rows: dict[str, pd.DataFrame] = {}
        self.doubts: dict[str, list[tuple[Place, _Doubt]]] = {}
        for measure in catalogue.counted:
            own = self.doubts[measure.measure_id] = []
            for place in places(catalogue).get(measure.measure_id, ()):
                name = place.alike
                if name not in doubt_by_name:
                    doubt_by_name[name] = in_doubt(evidence, place, keys)
                if doubt := doubt_by_name[name]:
                    own.append((place, doubt))

    @cached_property
    def facts(self) -> FactsByKind:
        """The rows of every fact that are in doubt for some measure."""
        wanted: dict[tuple[str, str], list[_Doubt]] = {}
        for measure in self._catalogue.counted:
            for _, doubt in self.doubts[measure.measure_id]:
                wanted.setdefault((measure.fact, self._key(measure)), []).append(doubt)
        facts = {}
        for name in {fact for fact, _ in wanted}:
            rows = self._fact(name)
            chosen = np.zeros(len(rows), bool)
            for (fact, column), doubts in wanted.items():
                if fact == name:
                    chosen |= any(doubt.all_keys for doubt in doubts)
                    keys = pa.array(pd.concat([doubt.keys for doubt in doubts]), pa.string())
                    chosen |= np.asarray(pc.is_in(rows[column], value_set=keys))
            facts[name] = to_frame(rows.filter(chosen))
        return FactsByKind(facts)

    def _key(self, measure: Counted) -> str:
        if any(place.kind.doubt.together for place in places(self._catalogue)[measure.measure_id]):
            return "person_key"
        keys = {"fact_event": "event_key", "fact_spell": "spell_key", "fact_plan": "plan_key"}
        return keys.get(measure.fact, "case_key")

    def rows(self, measure: Counted) -> pd.DataFrame:
        """The rows of its fact that a measure counts and that are in doubt, with `met`."""
        if measure.measure_id not in self._rows:
            rows = rows_counted(measure, self.facts)
            doubts = [doubt for _, doubt in self.doubts[measure.measure_id]]
            if not any(doubt.all_keys for doubt in doubts):
                rows = rows[are_in(rows[self._key(measure)], pd.concat([doubt.keys for doubt in doubts]))]
            self._rows[measure.measure_id] = rows.assign(met=measure.is_met(rows))
        return self._rows[measure.measure_id]

    def bounds(self, measure: Counted, figure: Figure) -> _Bounds:
        """Cases of a figure that are not in doubt, and how many others there may be."""
        met: float = float(figure["numerator"]) if pd.notna(figure["numerator"]) else 0.0
        whole: float = float(figure["denominator"]) if pd.notna(figure["denominator"]) else 0.0
        doubts = self.doubts[measure.measure_id]
        if not doubts:
            return _Bounds(met, whole, 0, 0, Counter())
        first, last = _days_of(measure, figure)
        rows = self.rows(measure)
        if isinstance(measure, OfEvents):
            doubtful = day_counted(measure, rows).between(first, last)
        else:
            doubtful = (rows["from_date"] <= last) & ~(rows["to_date"] < last)
        why: Counter[str] = Counter()
        beside = could = 0
        for place, doubt in doubts:
            asked = (id(doubt), place.kind.name, place.cohort, first, last)
            if asked not in self._could:
                counted = doubt.rows.loc[_could_count(doubt, place, first, last), "why"]
                self._could[asked] = Counter(counted.value_counts().to_dict())
            why += self._could[asked]
            could += self._could[asked].total() * place.kind.doubt.at_most
            beside = max(beside, doubt.beside)
        doubtful_met = int((rows["met"] & doubtful).sum())
        return _Bounds(met - doubtful_met, whole - int(doubtful.sum()), could, beside, why)


def _row(figure: Figure, value: float | None, bounds: _Bounds, is_rate: bool) -> dict[str, Any]:
    low, high = bounds.of_rate() if is_rate else bounds.of_count()
    reasons = [f"{why}: {count}" for why, count in sorted(bounds.why.items())]
    reasons += [f"may belong to any case: {bounds.beside}"] if bounds.beside else []
    return {
        **{name: figure[name] for name in ("measure_id", "period_type", "period_key")},
        "numerator": float(figure["numerator"]) if pd.notna(figure["numerator"]) else 0.0,
        "denominator": figure["denominator"] if is_rate else None,
        "value": value,
        "cases_in_doubt": bounds.could + bounds.beside,
        "lowest": low,
        "highest": high,
        "because": "; ".join(reasons) or "no case in doubt",
    }


def _ratio(measure: Ratio, figure: Figure, parts: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The range of a ratio: the least above the line over the most below it, and the other way round."""
    over, tops = parts[measure.over], [parts[name] for name in measure.of]
    times = {"percent": 100, "per_1000": 1000}.get(measure.unit, 1)
    low = sum(part["lowest"] for part in tops) / over["highest"] * times if over["highest"] else None
    # Nothing can be said of the most when there may be nothing to divide by.
    high = sum(part["highest"] for part in tops) / over["lowest"] * times if over["lowest"] else None
    doubts = {(name, part["because"]): part["cases_in_doubt"] for name, part in parts.items()}
    reasons = sorted({part["because"] for part in parts.values() if part["cases_in_doubt"]})
    return {
        **{name: figure[name] for name in ("measure_id", "period_type", "period_key", "value")},
        "numerator": float(figure["numerator"]) if pd.notna(figure["numerator"]) else 0.0,
        "denominator": figure["denominator"],
        "cases_in_doubt": sum(doubts.values()),
        "lowest": None if low is None else _rounded(low),
        "highest": None if high is None else _rounded(high),
        "because": "; ".join(reasons) or "no case in doubt",
    }


def _rounded(value: float) -> float:
    """Half up to one decimal, as ratios are kept."""
    return (value * 10 + 0.5) // 1 / 10
