"""Our own figures in the layout of DfE's files, counted from the records of the SEN2 return.

`layouts.yaml` says what each column counts and how sure that is. The return is the source, so that what is shown here
is what DfE would count: the same scope, and one truth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import model_validator

from include.model import DFE
from include.published import editions
from include.published.opendata import ETHNIC_GROUPS
from include.published.reading import as_json
from include.published.records import NOT_RECORDED, Records, units
from include.transforms.rates import half_up, percentage
from include.yaml_files import Strict, load


class Figure(Strict):
    """How one column is made; exactly one of `count`, `percent`, `mean`, `sum` and `absent`."""

    count: str | None = None
    percent: str | None = None
    of: str | None = None
    mean: str | None = None
    sum: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    absent: str | None = None
    how: str = ""
    doubt: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Figure:
        ways = [self.count, self.percent, self.mean, self.sum or None, self.absent]
        if sum(way is not None for way in ways) != 1 or (self.of is not None) != bool(
            self.percent or self.mean
        ):
            raise ValueError("a column is a count, a percentage or mean of another, a sum, or absent")
        return self


class Layout(Strict):
    """How one of DfE's files is counted."""

    counts: str
    whole: str | None = None
    breakdowns: dict[str, str]
    headings: dict[str, dict[int, str]] = {}
    columns: dict[str, Figure]


class Layouts(Strict):
    """The whole of `layouts.yaml`."""

    placements: dict[str, Figure]
    needs: dict[str, Figure]
    words: dict[str, dict[str, Any]]
    files: dict[str, Layout]


@cache
def layouts() -> Layouts:
    """How each file is counted."""
    return Layouts.model_validate(load(Path(__file__).with_name("layouts.yaml")))


@dataclass(frozen=True)
class Place:
    """What DfE's files say of the authority itself in each row."""

    la_code: str
    ons_code: str
    la_name: str
    region_code: str
    region_name: str


def in_dfe_layout(
    records: Records, place: Place, *, complete: bool = False, files: Sequence[str] | None = None
) -> dict[str, pd.DataFrame]:
    """The figures of one authority that DfE will publish from its return, file by file.

    Args:
        records: of the authority's return.
        place: of the authority.
        complete: with a row for each member of a breakdown. DfE prints those with cases alone.
        files: those wanted; all unless told.

    Returns:
        File -> rows with the columns of the model's table `published_<file>`, one for everybody and one for each
        member of a breakdown. A percentage of nothing is missing, with DfE's sign `x`, and so is a column that a return
        does not show.

    """
    printed, whole = in_both_layouts(records, place, files=files)
    return whole if complete else printed


def in_both_layouts(
    records: Records, place: Place, *, files: Sequence[str] | None = None
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """The rows as DfE prints them, and with one for each member of a breakdown: `in_dfe_layout`, counted once."""
    printed, whole = {}, {}
    for file, layout in layouts().files.items():
        if files is None or file in files:
            rows, has_cases = _rows(file, layout, units(file, records), records, place)
            printed[file], whole[file] = rows[has_cases].reset_index(drop=True), rows
    return printed, whole


def unknown_placements(records: Records) -> pd.Series:
    """Why placements on the census day are of no known kind: reason -> how many plans."""
    plans = records.in_force
    unknown = plans[plans["place"] == "placement_unknown"]
    reason = pd.Series("no placement is recorded", index=unknown.index)
    reason = reason.mask(
        unknown["urn"].notna(), "the type of its establishment is not in the list of settings"
    )
    return reason.value_counts().rename("plans")


def _rows(
    file: str, layout: Layout, units: pd.DataFrame, records: Records, place: Place
) -> tuple[pd.DataFrame, pd.Series]:
    """Everybody, then each member of each breakdown, with the columns of DfE's file, and which of them DfE prints.

    Everybody is printed, and a member with records among `units`.
    """
    columns, edition = layout.columns.values(), records.edition
    wholes = {part for f in columns if f.of for part in _parts(f.of)}
    flags = sorted(({f.count for f in columns if f.count} | wholes) & set(units))
    counted = units[flags].astype("int64")
    means = {f"{f.mean} of {f.of}": units[f.mean].where(units[f.of]) for f in columns if f.mean and f.of}
    counted = counted.assign(**means)
    label = _label_of_all(file, edition)
    everybody = {"breakdown_topic": label, "breakdown": label, "topic": editions.TOTAL, "has_cases": True}
    parts = [counted.sum().to_frame().T.assign(**everybody)]
    for topic, words in layout.breakdowns.items():
        members, wording = _members(units, topic, layouts().words.get(words, {}), edition)
        summed = counted.groupby(members).sum()
        if topic == "placement":
            summed = _with_totals(summed)
        heads: dict[str, Any] = {"breakdown_topic": _heading(topic, layout, edition), "topic": topic}
        heads |= {"breakdown": [*wording.values()], "has_cases": [name in summed.index for name in wording]}
        parts.append(summed.reindex([*wording]).fillna(0).assign(**heads))
    rows = pd.concat(parts, ignore_index=True)
    has_cases = rows.pop("has_cases").astype("bool")
    figures, symbols = _figures(rows, layout)
    return _laid_out(file, rows, figures, symbols, records, place), has_cases


def _label_of_all(file: str, edition: int) -> str | None:
    """DfE's label of the rows for everybody, of the edition or the last one known before it."""
    labels = editions.editions().files[file].all
    return _as_of(labels, edition) if labels else None


def _heading(topic: str, layout: Layout, edition: int) -> str:
    """DfE's heading of a breakdown in one file of an edition: the first of its topic, but for what the layout says."""
    headings = layout.headings.get(topic) or {edition: editions.editions().topics[topic][0]}
    return editions.filled(_as_of(headings, edition), edition)


def _as_of(by_edition: Mapping[int, str], edition: int) -> str:
    """What holds in an edition of what is known by edition: the latest up to it, else the first."""
    return by_edition[max((each for each in by_edition if each <= edition), default=min(by_edition))]


def _members(
    units: pd.DataFrame, topic: str, words: Mapping[str, Any], edition: int
) -> tuple[pd.Series, dict[str, str]]:
    """The member of each record, and DfE's word for each member of the edition, in order."""
    if topic == "ethnicity":
        return units["ethnicity"], {name: name for name in ETHNIC_GROUPS}
    if topic == "sex":
        return units["sex"], {code: str(word) for code, word in words.items()}
    if topic == "placement":
        return units["place"], _places(words, edition)
    first, last = int(words["from"]), int(words["to"])
    wording = {str(first): str(words["youngest"])}
    for number in range(first + 1, last):
        each = words["one"] if number == 1 and "one" in words else words["each"]
        wording[str(number)] = str(each).format(number)
    wording |= {str(last): str(words["oldest"]), NOT_RECORDED: str(words["unknown"])}
    numbers = units[topic].clip(first, last).astype("Int64").astype("str")
    return numbers.where(units[topic].notna(), NOT_RECORDED), wording


def _with_totals(summed: pd.DataFrame) -> pd.DataFrame:
    """Kinds of placement with DfE's totals of those that there are."""
    totals = {
        name: summed.reindex(figure.sum).sum()
        for name, figure in layouts().placements.items()
        if name in layouts().words["place"] and summed.index.isin(figure.sum).any()
    }
    return pd.concat([summed, pd.DataFrame(totals).T])


def _places(words: Mapping[str, Any], edition: int) -> dict[str, str]:
    """The kinds of placement that an edition tells apart, and DfE's words for them."""
    last, first = layouts().words["place_to"], layouts().words["place_from"]
    return {
        name: str(word)
        for name, word in words.items()
        if int(first.get(name, edition)) <= edition <= int(last.get(name, edition))
    }


def _parts(of: str) -> list[str]:
    return re.split(r"\s*\+\s*", of)


def _figures(rows: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """The columns of a file, and where a sign stands in place of a number."""
    values: dict[str, pd.Series] = {}
    symbols: dict[str, pd.Series] = {}
    columns = layout.columns

    def value(name: str) -> pd.Series:
        if name in values:
            return values[name]
        # What is no column, of this file or another, is a flag that only a percentage needs.
        figure = columns.get(name) or layouts().placements.get(name) or Figure(count=name)
        if figure.count:  # a flag that this edition's records do not have belongs to another edition's column
            answer = rows.get(figure.count, pd.Series(pd.NA, index=rows.index)).astype("Int64")
        elif figure.sum:
            answer = _sum([value(part) for part in figure.sum]) - _sum([value(part) for part in figure.less])
        elif figure.percent:
            parts = [str(layout.whole)] if figure.of == "*" else _parts(str(figure.of))
            whole = _sum([value(part) for part in parts])
            answer = percentage(value(figure.percent), whole)
            symbols[name] = pd.Series("x", index=rows.index).where(whole == 0)
        elif figure.mean:
            number = rows[str(figure.of)].astype("Int64")
            total = rows[f"{figure.mean} of {figure.of}"].astype("Float64")
            answer = half_up(total / number.where(number > 0), 1)
            symbols[name] = pd.Series("x", index=rows.index).where(number == 0)
        else:
            answer = pd.Series(pd.NA, index=rows.index, dtype="Int64")
            symbols[name] = pd.Series("x", index=rows.index)
        values[name] = answer
        return answer

    def _sum(parts: list[pd.Series]) -> pd.Series:
        nothing = pd.Series(0, index=rows.index)
        return pd.concat([nothing, *parts], axis=1).sum(axis=1).astype("Int64")

    for name in columns:
        value(name)
    return pd.DataFrame({name: values[name] for name in columns}), symbols


def _laid_out(
    file: str,
    rows: pd.DataFrame,
    figures: pd.DataFrame,
    symbols: Mapping[str, pd.Series],
    records: Records,
    place: Place,
) -> pd.DataFrame:
    """With the columns that say which row it is, in the order of the model's table."""
    table, edition = DFE[f"published_{file}"], records.edition
    period = editions.editions().files[file].period
    is_academic = period == "Academic year"
    expected = editions.expected(file, edition)
    signs = pd.DataFrame({name: sign for name, sign in symbols.items() if name in expected}, index=rows.index)
    shared: dict[str, Any] = {
        "release_year": edition,
        "area_code": place.ons_code,
        "area_name": place.la_name,
        "time_period": (edition - 1) * 100 + edition % 100 if is_academic else edition - 1,
        "time_identifier": period,
        "geographic_level": "Local authority",
        "country_code": "E92000001",
        "country_name": "England",
        "region_code": place.region_code,
        "region_name": place.region_name,
        "old_la_code": place.la_code,
        "new_la_code": place.ons_code,
        "la_name": place.la_name,
        "further": None,
    }
    table_rows = figures.assign(
        **{name: rows[name] for name in ("breakdown_topic", "breakdown", "topic")}, **shared
    )
    table_rows["member"] = [
        editions.member_of(topic, label)
        for topic, label in zip(table_rows["topic"], table_rows["breakdown"], strict=True)
    ]
    table_rows["symbols"] = as_json(signs)
    for name in figures.columns.difference(list(expected)):
        table_rows[name] = pd.NA
    dtypes = {c.name: c.dtype for c in table.columns.values()}
    return table_rows[list(table.columns)].astype(dtypes)
