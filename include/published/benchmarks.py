"""What DfE publishes beside what we compute: one long table of figures, with each authority's place among all.

`benchmarks.yaml` says which of DfE's columns are which of our measures. Everything here comes from figures that DfE
has published, or that we laid out as it will; nothing of it is about a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import Field, model_validator

from include.model import DFE
from include.published.editions import PLANS, TOTAL, editions
from include.published.opendata import suspects
from include.transforms.measures import Catalogue
from include.transforms.rates import half_up, percentage
from include.yaml_files import Strict, load

_ROW = ["release_year", "time_period", "geographic_level", "area_code"]
_PLACE = ["area_name", "region_code", "old_la_code"]
_YEAR = ["benchmark_id", "release_year", "time_period"]
_AUTHORITY = "Local authority"
# What a figure is of so many of, where it is worked out and not printed.
_SCALES = {"percent": 100, "per_100": 100, "per_10000": 10_000}


class Source(Strict):
    """Where DfE prints a figure; see `benchmarks.yaml`."""

    file: str
    of: Literal["everybody", "plans"] = "everybody"
    top: str | None = None
    under: str | None = None
    printed: str | None = None
    mean: str | None = None
    year_before: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Source:
        if (self.top is None) == (self.mean is None):
            raise ValueError("a figure is made of `top`, or is a `mean`")
        if self.mean and not self.under:
            raise ValueError("a mean says what it is of: `under`")
        return self

    @property
    def columns(self) -> list[tuple[str, str]]:
        """File and column of everything that the figure is made of."""
        words = " ".join(filter(None, (self.top, self.under, self.printed, self.mean)))
        return [_column(word, self.file) for word in re.findall(r"[\w.]+", words)]

    @property
    def words(self) -> str:
        """Where it comes from, for people."""
        if one := self.printed or self.mean:
            return f"{self.file}: {one}"
        if self.year_before:
            return f"{self.file}: {self.top} against the year before"
        return f"{self.file}: {self.top}" + (f" of {self.under}" if self.under else "")


class Benchmark(Strict):
    """One figure that DfE publishes."""

    name: str
    measure: str | None = None
    dimension: str = TOTAL
    member: str = TOTAL
    unit: Literal["percent", "weeks", "plans", "cases", "per_100", "per_10000"] = "percent"
    direction: Literal["higher", "lower", "track"] = "track"
    sources: tuple[Source, ...] = Field(alias="from")
    differs: str = ""

    @property
    def is_ranked(self) -> bool:
        """Whether authorities can be set in order by it: a count tells how large they are, not how they do."""
        return self.unit not in ("plans", "cases")

    @property
    def is_of_school_year(self) -> bool:
        """Whether it tells of a school year: the publications about pupils do."""
        return any(editions().files[source.file].publication != PLANS for source in self.sources)


@cache
def benchmarks() -> dict[str, Benchmark]:
    """Every figure by its identifier, in the order in which people read them."""
    figures_by_id = {}
    for name, entry in load(Path(__file__).with_name("benchmarks.yaml")).items():
        for word, label in entry.pop("each", {"": ""}).items():
            words = {"<word>": word, "<WORD>": word.upper(), "<name>": label}
            filled = json.dumps({name: entry})
            for place, text in words.items():
                filled = filled.replace(place, text)
            ((one, spec),) = json.loads(filled).items()
            figures_by_id[one] = Benchmark.model_validate(spec)
    return figures_by_id


def definitions(catalogue: Catalogue) -> pd.DataFrame:
    """The figures as table `dfe.benchmark_definition`: our measure, if any, says which way is better."""
    rows = [
        {
            "benchmark_id": name,
            "benchmark_name": each.name,
            "measure_id": each.measure,
            "dimension": each.dimension,
            "member": each.member,
            "unit": each.unit,
            "direction": catalogue[each.measure].direction if each.measure else each.direction,
            "is_ranked": each.is_ranked,
            "is_of_school_year": each.is_of_school_year,
            "printed_as": "; ".join(source.words for source in each.sources),
            "differs": each.differs or None,
            "position": position,
        }
        for position, (name, each) in enumerate(benchmarks().items(), start=1)
    ]
    return pd.DataFrame(rows).astype(
        {"is_ranked": "boolean", "is_of_school_year": "boolean", "position": "Int64"}
    )


def published(frames: Mapping[str, pd.DataFrame], catalogue: Catalogue) -> pd.DataFrame:
    """Every figure of every edition, year and area, with each authority's rank: table `dfe.published_benchmark`.

    Args:
        frames: file -> rows of all editions, with the columns of the model's `published_<file>`.
        catalogue: says which way of a measure is better.

    Returns:
        `rank` is 1 for the best authority, or for the highest figure where neither way is better; equal figures, as
        printed, share a rank. `quartile` 1 has the first quarter of the ranks. A figure that DfE withheld, did not
        print or cannot be right (`suspect.csv`) has no value or no rank, and `left_out` says why.

    """
    rows = figures(frames)
    return _ranked(rows, definitions(catalogue).set_index("benchmark_id")["direction"])


def figures(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The same without ranks, of whatever files there are: also of our own in DfE's layout."""
    files_used = {
        file for each in benchmarks().values() for source in each.sources for file, _ in source.columns
    }
    totals = {
        of: {file: _rows_of(of, rows) for file, rows in frames.items() if file in files_used}
        for of in ("everybody", "plans")
    }
    parts = [
        part.assign(benchmark_id=name)
        for name, each in benchmarks().items()
        for source in each.sources
        if (part := _figure(source, each, totals[source.of])) is not None
    ]
    table = DFE["published_benchmark"]
    long = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*_YEAR])
    # Where an edition prints a figure in two ways, the first way is that of its own time.
    long = long.drop_duplicates(["benchmark_id", *_ROW])
    for column in table.columns.values():
        if column.name not in long:
            long[column.name] = pd.Series(None, index=long.index, dtype=column.dtype)
    return long[list(table.columns)].astype({c.name: c.dtype for c in table.columns.values()})


def _column(word: str, file: str) -> tuple[str, str]:
    home, _, name = word.rpartition(".")
    return home or file, name


def _rows_of(of: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows for everybody, or for pupils with a plan: one for each edition, period and area."""
    if of == "plans":
        rows = rows[rows["member"] == "EHC plan"] if "member" in rows else rows.iloc[:0]
    elif "topic" in rows:
        rows = rows[rows["topic"] == TOTAL]
    return rows.drop_duplicates(_ROW).set_index(_ROW)


def _figure(source: Source, each: Benchmark, totals: Mapping[str, pd.DataFrame]) -> pd.DataFrame | None:
    """One figure of every edition, period and area that the source's file has; None when it has not its columns."""
    if any(file not in totals or column not in totals[file] for file, column in source.columns):
        return None
    rows = totals[source.file]
    parts = {
        (file, column): totals[file].reindex(rows.index)[column]
        for file, column in dict.fromkeys(source.columns)
    }
    inputs = pd.concat(parts, axis=1)
    figure = rows[[name for name in _PLACE if name in rows]].copy()
    if source.year_before:
        figure["numerator"] = _sum(source.top or "", source.file, parts)
        figure["denominator"] = _year_before(figure["numerator"])
    else:
        figure["numerator"] = _sum(source.top, source.file, parts) if source.top else pd.NA
        figure["denominator"] = _sum(source.under, source.file, parts) if source.under else pd.NA
    if as_printed := source.printed or source.mean:
        figure["value"] = half_up(parts[source.file, as_printed], 1)
    elif scale := _SCALES.get(each.unit):
        figure["value"] = percentage(figure["numerator"] * (scale // 100), figure["denominator"])
    else:
        figure["value"] = figure["numerator"]
    symbols = _symbols(rows["symbols"], [column for file, column in source.columns if file == source.file])
    suspect = _suspect(rows.index, source)
    if source.year_before:
        suspect |= _year_before(suspect).fillna(False).astype("bool")
    figure["left_out"] = symbols.where(inputs.isna().any(axis=1))
    figure["left_out"] = figure["left_out"].mask(suspect, "suspect")
    figure = figure.reset_index()
    period = figure["time_period"].astype("Int64")
    figure["calendar_year"] = period.where(period < 10_000, period // 100)
    # A year that has no such figure for anybody is not one of it.
    has_any = figure.groupby(["release_year", "time_period"])["value"].transform("count") > 0
    return figure[has_any & (figure["value"].notna() | figure["left_out"].notna())]


def _sum(formula: str, file: str, parts: Mapping[tuple[str, str], pd.Series]) -> pd.Series:
    """Columns added and taken away: `a + b - c`. Missing where one of them is."""
    words = re.findall(r"([+-]?)\s*([\w.]+)", formula)
    first, *others = [(sign, parts[_column(word, file)].astype("Int64")) for sign, word in words]
    total = first[1]
    for sign, column in others:
        total = total - column if sign == "-" else total + column
    return total


def _suspect(index: pd.Index, source: Source) -> pd.Series:
    """Where a figure is made of one that cannot be right."""
    wrong = suspects().rename(columns={"edition": "release_year"})
    columns = set(source.columns)
    is_of_it = [place in columns for place in zip(wrong["file"], wrong["column"], strict=True)]
    if not any(is_of_it):
        return pd.Series(False, index=index)
    keys = ["release_year", "time_period", "area_code"]
    listed = pd.MultiIndex.from_frame(wrong.loc[is_of_it, keys])
    return pd.Series(pd.MultiIndex.from_frame(index.to_frame(index=False)[keys]).isin(listed), index=index)


def _year_before(column: pd.Series) -> pd.Series:
    """The same column a year earlier in the same edition and area."""
    rows = column.rename("before").reset_index()
    step = rows["time_period"].astype("Int64")
    # 202324 is followed by 202425.
    rows["time_period"] = step + (step >= 10_000).astype("Int64") * 100 + 1
    return rows.set_index(_ROW)["before"].reindex(column.index)


def _symbols(cells: pd.Series, columns: list[str]) -> pd.Series:
    """The sign that DfE printed in place of the first of the columns that has one."""

    def sign(cell: Any) -> str | None:
        signs = json.loads(cell) if isinstance(cell, str) else {}
        return next((signs[column] for column in columns if column in signs), None)

    return pd.Series([sign(cell) for cell in cells], index=cells.index, dtype="str")


def _ranked(rows: pd.DataFrame, direction: pd.Series) -> pd.DataFrame:
    ranked = {name for name, each in benchmarks().items() if each.is_ranked}
    counts = (
        (rows["geographic_level"] == _AUTHORITY)
        & rows["value"].notna()
        & rows["left_out"].isna()
        & rows["benchmark_id"].isin(ranked)
    )
    ranked_rows = rows[counts]
    is_lower = ranked_rows["benchmark_id"].map(direction) == "lower"
    score = ranked_rows["value"].astype("float64").where(is_lower, -ranked_rows["value"].astype("float64"))
    groups = ranked_rows[_YEAR].assign(score=score).groupby(_YEAR)["score"]
    rank, among = groups.rank(method="min"), groups.transform("count")
    with_ranks = rows.copy()
    with_ranks.loc[ranked_rows.index, "rank"] = rank.astype("Int64")
    with_ranks.loc[ranked_rows.index, "ranked_among"] = among.astype("Int64")
    with_ranks.loc[ranked_rows.index, "quartile"] = (4 * (rank - 1) // among + 1).astype("Int64")
    return with_ranks
