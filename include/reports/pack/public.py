"""What the public packs print: which figures, and which of their counts are withheld.

Scrutiny papers, the parents' page, `data.csv` and `pack.xlsx` are one publication to a reader, so one set of counts
is printed or withheld for all of them. The board's pack is for use inside and withholds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
from pydantic import Field

from include.calendar import HALF_TERMS, year_and_season
from include.calendar.rolling import eve, first_day
from include.model.bands import bands
from include.reports.disclosure import COUNT, GivenAway, Printed, contradictions, suppressed
from include.reports.pack.inputs import Inputs
from include.reports.pack.sections import Sections
from include.reports.regularities import Support, mined
from include.yaml_files import Strict, load

ALL = "all"
WEEKS_TAKEN = "weeks_taken"
# The limit by whose last day the first band ends.
LIMIT = "final_plan"
BANDS = bands("WeeksTaken")
HEADLINE = "ehcp_20wk_rate_excl"
# The first and last band by what the facts say of the same plans.
BAND_OF: dict[str, dict[str, tuple[str | bool, ...]]] = {
    BANDS[0].code: {"clock_status": ("in_time",)},
    BANDS[-1].code: {"late_band": (bands("LateBand")[-1].code,)},
}
_BEFORE = " before"
_PERCENTAGES = ("rate", "share", "stock_rate", "rolling_rate", "ratio")
# What a pack keeps of each count that it prints or withholds, for packs to come.
KEPT = [
    *COUNT,
    "count",
    "smallest",
    "months",
    "months_before",
    "period_key",
    "source",
    "is_stock",
    "least",
    "is_extreme",
]


class _Extremes(Strict):
    fewer_than: int
    council: frozenset[str]
    not_council: frozenset[str]


class _Groups(Strict):
    most_small: float


# A side of a figure, of the half-term or of the one before; `*` stands for the same letters in every term of a rule.
_Term = Annotated[str, Field(pattern=r"^[a-z0-9_*]+\.(numerator|denominator)( before)?$")]


class _NoMore(Strict):
    these: tuple[_Term, ...]
    than: tuple[_Term, ...]
    why: str

    def sums(self, series: Mapping[str, str]) -> Iterator[list[tuple[str, int, int]]]:
        """The rule as sums that are nought or less: a series, so many half-terms back, how often it is counted.

        `series`: that of each side of a figure. There is one sum for each set of figures that a rule with `*` fits.
        """
        terms = [*((term, 1) for term in self.these), *((term, -1) for term in self.than)]
        head, _, tail = terms[0][0].removesuffix(_BEFORE).partition("*")
        for name in series:
            if name.startswith(head) and name.endswith(tail):
                letters = name.removeprefix(head).removesuffix(tail)
                figures = [
                    (term.removesuffix(_BEFORE).replace("*", letters), int(term.endswith(_BEFORE)), times)
                    for term, times in terms
                ]
                if all(figure in series for figure, _, _ in figures):
                    yield [(series[figure], lag, times) for figure, lag, times in figures]


class Rules(Strict):
    """`withheld.yaml`, checked."""

    extremes: _Extremes
    groups: _Groups
    rules: dict[str, Support]
    no_more: tuple[_NoMore, ...]


@cache
def rules() -> Rules:
    """The rules of `withheld.yaml`."""
    return Rules.model_validate(load(Path(__file__).with_name("withheld.yaml")))


def is_of_council(measure_id: str, *, of_limit: bool) -> bool:
    """Whether a percentage tells of what the council did, and not of children or of its staff."""
    names = rules().extremes
    return measure_id in names.council or (of_limit and measure_id not in names.not_council)


@cache
def _widest() -> dict[str, dict[str, float]]:
    widest: dict[str, dict[str, float]] = load(Path(__file__).with_name("widest_range.yaml"))
    return widest


def in_doubt(inputs: Inputs) -> dict[str, str]:
    """Measures whose figure of the half-term faults could move by more than may be printed, and that in words."""
    units = inputs["measures"].set_index("measure_id")["unit"]
    reasons = {}
    for row in inputs["ranges"].to_dict("records"):
        if not row["cases_in_doubt"]:
            continue
        is_rate = units.get(row["measure_id"]) == "percent"
        width = float(row["highest"]) - float(row["lowest"]) if not pd.isna(row["highest"]) else np.inf
        if is_rate:
            widest = _widest()["percent"]["points"]
            said = f"{widest:g} points"
        else:
            known = 0.0 if pd.isna(row["value"]) else float(row["value"])
            share = _widest()["count"]["percent_of_figure"]
            widest = max(_widest()["count"]["cases"], known * share / 100)
            said = f"a share of {share:g}%"
        if width > widest:
            reasons[str(row["measure_id"])] = (
                f"Faults in the records could move this figure by more than {said}, so it is not printed."
            )
    return reasons


def figures(inputs: Inputs, sections: Sections) -> pd.DataFrame:
    """Every figure that the packs print, true counts: the half-term's, broken down, and the totals of earlier ones.

    Columns of `figures`, `source` (what an earlier half-term is known from) and `is_public`: it is printed outside the
    council, or its place with the reason why not; `in_doubt`: outside the council only the reason is printed;
    `is_to_come`: it is not printed, though a later pack may print it or withhold it. The plans of the 20-week rate are
    also broken down by `weeks_taken`, as a denominator without a rate.
    """
    now = pd.concat([inputs["figures"], _weeks_taken(inputs)], ignore_index=True).assign(source="now")
    past = inputs["history"].assign(dimension=ALL, member=ALL)
    shown = pd.concat([now, past], ignore_index=True)
    for column in ("period_start", "period_end"):
        shown[column] = pd.to_datetime(shown[column]).astype("datetime64[us]")
    measures = inputs["measures"].set_index("measure_id")
    is_public = shown["measure_id"].map(measures["audiences"]).str.contains("scrutiny|parents").fillna(False)
    is_total = shown["dimension"] == ALL
    this, *earlier = sorted(shown["period_key"].unique(), reverse=True)
    _, season = year_and_season(this)
    compared = {this, *earlier[:1], *[key for key in earlier if year_and_season(key)[1] == season][:1]}
    broken_down = pd.MultiIndex.from_frame(shown[["measure_id", "dimension"]]).isin(sections.public_groups)
    broken_down &= ~_mostly_small(shown, measures["smallest_count"])
    in_trend = shown["measure_id"].isin(sections.trends)
    shown["is_public"] = is_public & np.where(
        is_total, in_trend | shown["period_key"].isin(compared), broken_down
    )
    # A later pack may print it beside another half-term.
    shown["is_to_come"] = is_public & is_total & ~shown["is_public"]
    shown["in_doubt"] = shown["measure_id"].isin(in_doubt(inputs)) & (shown["period_key"] == this)
    return shown.sort_values(["measure_id", "period_key", "dimension", "member"], ignore_index=True)


def _mostly_small(shown: pd.DataFrame, smallest: pd.Series) -> pd.Series:
    """Rows of breakdowns whose groups are mostly too small to print."""
    size = shown["denominator"].fillna(shown["numerator"]).astype("float64")
    is_small = (size > 0) & (size < shown["measure_id"].map(smallest).astype("float64"))
    table = [shown["measure_id"], shown["period_key"], shown["dimension"]]
    return is_small.groupby(table).transform("mean") > rules().groups.most_small


def cells(shown: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """The counts behind public figures.

    Columns `KEPT`, `figure` (row of `shown`), `measure_id`, `side`, `weight` and `in_doubt`: no figure prints it.
    """
    rows = _placed(shown[shown["is_public"]], inputs)
    # A figure in doubt is not printed, and its small count must not be worked out either. That it is nought, nobody is
    # told at all.
    rows = rows[~rows["in_doubt"] | (rows["count"] > 0)]
    measures = inputs["measures"].set_index("measure_id")
    rows["smallest"] = rows["measure_id"].map(measures["smallest_count"]).astype("int64")
    few = rows["of"].between(1, rules().extremes.fewer_than - 1)
    tells = (
        rows["measure_id"].map(_tells_of_people(inputs))
        & (rows["side"] == "numerator")
        & (rows["smallest"] > 1)
    )
    rows["is_extreme"] = few & tells & ((rows["count"] == 0) | (rows["count"] == rows["of"]))
    rows["least"] = np.where(few & tells, 0, 1)
    same = rows.groupby([*COUNT, "count"])
    rows["is_extreme"] = same["is_extreme"].transform("any")
    rows["least"] = same["least"].transform("min").clip(upper=rows["count"])
    rows["weight"] = same["figure"].transform("nunique")
    rows["in_doubt"] = same["in_doubt"].transform("all")
    return rows[[*KEPT, "figure", "measure_id", "side", "weight", "in_doubt"]]


def _tells_of_people(inputs: Inputs) -> pd.Series:
    """By measure: a percentage that says something of children or of staff."""
    limits = set(inputs["families"].loc[inputs["families"]["of_limit"].astype("bool"), "measure_id"])
    measures = inputs["measures"].set_index("measure_id")["statistic"]
    tells = [
        statistic in _PERCENTAGES and not is_of_council(str(name), of_limit=name in limits)
        for name, statistic in measures.items()
    ]
    return pd.Series(tells, index=measures.index, dtype="bool")


def _placed(shown: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """One row for each count of figures: what it counts, and over which days."""
    sides = []
    for side, of in (("numerator", "denominator"), ("denominator", "numerator")):
        rows = shown[shown[side].notna()].reset_index(names="figure")
        sides.append(
            rows.assign(
                side=side,
                count=rows[side].round().astype("int64"),
                of=rows[of].astype("float64") if side == "numerator" else np.nan,
            )
        )
    rows = pd.concat(sides).merge(inputs["families"], on=["measure_id", "side"])
    end, start = rows["period_end"].to_numpy().copy(), rows["period_start"].to_numpy().copy()
    for months in set(rows["months"]) - {0}:
        is_so = (rows["months"] == months).to_numpy()
        start[is_so] = first_day(rows.loc[is_so, "period_end"], months)
    for months in set(rows["months_before"]) - {0}:
        is_so = (rows["months_before"] == months).to_numpy()
        end[is_so] = eve(rows.loc[is_so, "period_end"], months)
    return rows.assign(start=np.where(rows["is_stock"].to_numpy("bool"), end, start), end=end)


def printed(shown: pd.DataFrame, inputs: Inputs, earlier: pd.DataFrame) -> pd.DataFrame:
    """The counts that public packs print or withhold.

    Args:
        shown: as `figures` gives it.
        inputs: of the pack.
        earlier: what this function gave for packs that are out already, with `report`, the newest last; may be empty.

    Returns:
        Columns of `cells`, and `is_withheld`.

    Raises:
        ReportError: earlier packs give a small count away.

    """
    now = cells(shown, inputs)
    ours = now.groupby([*COUNT, "count", "source"], as_index=False, sort=False).first()
    ours["smallest"] = now.groupby([*COUNT, "count", "source"], sort=False)["smallest"].max().to_numpy()
    system = ours[[*KEPT, "weight", "in_doubt"]].assign(is_ours=True, is_fixed=False, report="now")
    # A small count that this pack does not tell must not follow from those that it tells: trends of other measures may
    # add up to it. Nobody knows of it that it is not nought.
    if shown["is_to_come"].any():
        to_come = cells(shown.assign(is_public=shown["is_to_come"]), inputs)
        to_come = to_come.groupby([*COUNT, "count", "source"], as_index=False, sort=False).first()
        unsaid = to_come[KEPT].assign(weight=1, in_doubt=False, is_ours=False, is_fixed=False, report="now")
        system = pd.concat([system, unsaid.assign(least=0)], ignore_index=True)
    if len(earlier):
        printed_before = earlier[[*KEPT, "report"]].assign(
            weight=1, in_doubt=False, is_ours=False, is_fixed=~earlier["is_withheld"].astype("bool")
        )
        system = pd.concat([system, printed_before], ignore_index=True)
    system["is_kept"] = _withheld_before(system) | system["in_doubt"].astype("bool")
    structure: Inputs = {"atoms": inputs["atoms"], "groups": inputs["groups"]}
    place = _Places(system)
    nothing = tuple(_known(place, system, shown, inputs))
    system["vintage"] = _vintages(system, structure, nothing)
    try:
        rests = tuple(_rests(system, now, inputs))
        no_more = tuple(_no_more(place, inputs))
        years, sums = _calendar_years(system, inputs)
        known = pd.concat([system.assign(is_elsewhere=False), years])
        withheld = suppressed(
            Printed(known, structure["atoms"], structure["groups"], (*nothing, *sums), no_more, rests)
        )
    except GivenAway as error:
        names = now.merge(system.loc[error.cells, COUNT])["measure_id"].drop_duplicates()
        raise GivenAway(error.cells, f"A small count of {', '.join(sorted(names))}") from None
    system["is_withheld"] = withheld[system.index].astype("bool")
    decisions = system.loc[system["is_ours"], [*COUNT, "count", "source", "is_withheld"]]
    return now.merge(decisions, on=[*COUNT, "count", "source"])


def _calendar_years(system: pd.DataFrame, inputs: Inputs) -> tuple[pd.DataFrame, list[dict[object, int]]]:
    """What DfE prints of the council's calendar years, or will next June: rows of the system, and what each sums.

    The six half-terms of a year, as last counted, stand for DfE's figure. Who takes another number for it, because
    records were corrected since or DfE counts otherwise, is told less.
    """
    of = inputs["families"]
    told = set(of.loc[of["measure_id"].isin(inputs["published"]["measure_id"]), "family"])
    is_now = system["report"] == "now"
    rows = pd.concat([system[is_now], system[~is_now].iloc[::-1]])
    season = rows["period_key"].str[8:]
    is_half_term = season.isin(HALF_TERMS) & ~rows["is_stock"].astype("bool")
    is_half_term &= rows[["months", "months_before"]].eq(0).all(axis=1)
    rows = rows[is_half_term & (rows["dimension"] == ALL) & rows["family"].isin(told)]
    rows = rows.drop_duplicates(["family", "period_key"])
    # Of a school year the autumn lies in one calendar year, the rest in the next.
    year = rows["period_key"].str[:4].astype("int64") + ~season[rows.index].str.startswith("autumn")
    whole = [own for _, own in rows.groupby(["family", year]) if len(own) == len(HALF_TERMS)]
    years = pd.DataFrame(
        {
            "family": [own["family"].iloc[0] for own in whole],
            "start": [own["start"].min() for own in whole],
            "end": [own["end"].max() for own in whole],
            "count": [own["count"].sum() for own in whole],
        },
        index=pd.RangeIndex(len(system), len(system) + len(whole)),
    ).assign(dimension=ALL, member=ALL, smallest=1, is_ours=False, is_fixed=True, is_elsewhere=True)
    # Corrections may lie between the half-terms of a year, so that the sum alone joins them.
    years["vintage"] = "DfE|" + years["family"].astype("str")
    return years, [
        {label: 1, **dict.fromkeys(own.index, -1)} for label, own in zip(years.index, whole, strict=True)
    ]


def _rests(system: pd.DataFrame, now: pd.DataFrame, inputs: Inputs) -> Iterator[tuple[object, object]]:
    """Counts of a percentage that is made of two measures, such as staff who are trained of all staff."""
    measures = inputs["measures"]
    ratio_ids = measures[(measures["statistic"] == "ratio") & (measures["unit"] == "percent")]["measure_id"]
    key = [*COUNT, "count", "source"]
    labels = system[system["is_ours"]].reset_index(names="label")[[*key, "label"]]
    rows = now[now["measure_id"].isin(ratio_ids)].merge(labels, on=key)
    sides = {side: own.set_index("figure")["label"] for side, own in rows.groupby("side")}
    if len(sides) == 2:
        both = sides["numerator"].to_frame("part").join(sides["denominator"].rename("whole"), how="inner")
        yield from both.itertuples(index=False, name=None)


def _withheld_before(system: pd.DataFrame) -> pd.Series:
    """Counts of ours that an earlier pack withheld, when it was another number: what was corrected stays withheld."""
    gone = system[~system["is_ours"] & ~system["is_fixed"]]
    known = system[~system["is_ours"]].groupby(COUNT)["count"].agg(set)
    before = pd.MultiIndex.from_frame(system[COUNT])
    was_withheld = before.isin(pd.MultiIndex.from_frame(gone[COUNT]))
    counts_before = known.reindex(before)
    moved = [
        isinstance(counts, set) and n not in counts
        for counts, n in zip(counts_before, system["count"], strict=True)
    ]
    return system["is_ours"] & was_withheld & np.array(moved, "bool") & (system["count"] > 0)


def _vintages(
    system: pd.DataFrame, structure: Inputs, nothing: tuple[Mapping[object, int], ...]
) -> pd.Series:
    """Which counts are of one state of the records: all, where they agree.

    Where records were corrected between packs, or a past half-term is printed as it was published beside others as
    records now have it, sums no longer add up. Then the newest that agree are one state, and each other its own.
    """
    block = system["report"] + "|" + system["period_key"] + "|" + system["source"]
    # The half-term itself first, then the past as this pack tells it, then earlier packs, the newest first.
    earlier = system.loc[system["report"] != "now", "report"].drop_duplicates().tolist()
    reports = {name: n for n, name in enumerate(["now", *reversed(earlier)])}
    trust = pd.DataFrame({"block": block, "report": system["report"].map(reports), "end": system["end"]})
    order = trust.groupby("block").agg({"report": "min", "end": "max"})
    order = order.sort_values(["report", "end"], ascending=[True, False])
    vintage = pd.Series("", index=system.index)

    def disagree(labels: pd.Index) -> Iterator[np.ndarray]:
        rows = system.loc[labels].assign(vintage=vintage[labels])
        there = set(labels)
        own = tuple(terms for terms in nothing if there.issuperset(terms))
        return contradictions(Printed(rows, structure["atoms"], structure["groups"], own))

    apart_at_first = list(disagree(system.index))
    for labels in apart_at_first:
        mine = system.index[system.index.isin(labels)]
        names = [str(each) for each in order.index if (block[mine] == each).any()]
        # What tells another number of the same thing disagrees at once; sums are tried only where they must be.
        agree: list[str] = []
        agreed_counts: dict[tuple[object, ...], int] = {}
        for name in names:
            rows = system.loc[mine[block[mine] == name], [*COUNT, "count"]]
            own = {tuple(row[:-1]): int(row[-1]) for row in rows.itertuples(index=False, name=None)}
            if all(agreed_counts.get(key, n) == n for key, n in own.items()):
                agree.append(name)
                agreed_counts |= own
        if any(True for _ in disagree(mine[block[mine].isin(agree)])):
            kept: list[str] = []
            for name in agree:
                if not any(True for _ in disagree(mine[block[mine].isin([*kept, name])])):
                    kept.append(name)
            agree = kept
        apart = mine[~block[mine].isin(agree)]
        vintage[apart] = block[apart]
    for labels in list(disagree(system.index)) if apart_at_first else []:
        # Not even one state agrees with what the definitions say: then they say nothing here.
        mine = system.index[system.index.isin(labels)]
        vintage[mine] = vintage[mine] + "|" + system.loc[mine, "family"]
    return vintage


def _known(
    place: _Places, system: pd.DataFrame, shown: pd.DataFrame, inputs: Inputs
) -> Iterator[dict[object, int]]:
    """Sums of printed counts that are nought, by what figures are made of, by bands, and by what numbers show."""
    for family, rows in ((str(name), own) for name, own in inputs["sums"].groupby("family")):
        yield from place.everywhere(
            [(_series(family), 0, -1), *((_series(part), 0, 1) for part in rows["part"])]
        )
    whole = _families(inputs)[f"{HEADLINE}.denominator"]
    for member, family in inputs["bands"][["member", "family"]].itertuples(index=False):
        for spot in place.spots:
            band = place.label(spot, _series(whole), WEEKS_TAKEN, member)
            yield from place.if_true({band: 1, place.label(spot, _series(family)): -1})
    for months in sorted(set(system["months"]) - {0}):
        # Twelve months are six half-terms, give or take days: where that comes out, a reader may take it for granted.
        for family in sorted(set(system.loc[system["months"] == months, "family"])):
            halves = [(_series(family), lag, 1) for lag in range(int(months) // 2)]
            yield from place.everywhere([(_series(family, months), 0, -1), *halves])
    for terms in _regular(shown, inputs):
        yield from place.everywhere(list(terms))


def _no_more(place: _Places, inputs: Inputs) -> Iterator[dict[object, int]]:
    """Sums of printed counts of different facts that are nought or less: see `withheld.yaml`."""
    of = inputs["families"]
    series = map(_series, of["family"], of["months"], of["months_before"])
    of_side = dict(zip(of["measure_id"] + "." + of["side"], series, strict=True))
    for rule in rules().no_more:
        for terms in rule.sums(of_side):
            yield from place.everywhere(terms, or_less=True)


def _series(family: str, months: int = 0, months_before: int = 0) -> str:
    return f"{family}|{months}|{months_before}"


def _families(inputs: Inputs) -> dict[str, str]:
    """What each side of a figure counts, by the measure's name and the side: `new_plans_n.numerator`."""
    of = inputs["families"]
    return dict(zip(of["measure_id"] + "." + of["side"], of["family"], strict=True))


class _Places:
    """Where each printed count stands: by report, half-term, series and group."""

    def __init__(self, system: pd.DataFrame) -> None:
        names = system[["family", "months", "months_before"]].itertuples(index=False, name=None)
        series = [_series(*name) for name in names]
        columns = (system[c].tolist() for c in ("report", "period_key", "dimension", "member"))
        self._label: dict[tuple[str, str, str, str, str], object] = {}
        self._tables: set[tuple[str, str, str, str]] = set()
        self._groups: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for label, name, report, period, dimension, member in zip(
            system.index, series, *columns, strict=True
        ):
            self._label.setdefault((report, period, name, dimension, member), label)
            self._tables.add((report, period, name, dimension))
            self._groups.setdefault((report, period), set()).add((dimension, member))
        self._count = system["count"].to_dict()
        self.spots = sorted(self._groups)
        self._before = dict(
            zip(sorted(set(system["period_key"]))[1:], sorted(set(system["period_key"])), strict=False)
        )

    def label(
        self, spot: tuple[str, str], series: str, dimension: str = ALL, member: str = ALL
    ) -> object | None:
        """The label of a count; None where it is not printed."""
        return self._label.get((*spot, series, dimension, member))

    def if_true(
        self, terms: Mapping[object | None, int], *, or_less: bool = False
    ) -> Iterator[dict[object, int]]:
        """The sum, if all its counts are printed, it is nought (`or_less`) and says anything."""
        known = {label: times for label, times in terms.items() if label is not None}
        if len(known) == len(terms) > 1:
            total = sum(n * int(self._count[label]) for label, n in known.items())
            if total == 0 or (or_less and total < 0):
                yield known

    def everywhere(
        self, terms: list[tuple[str, int, int]], *, or_less: bool = False
    ) -> Iterator[dict[object, int]]:
        """A sum of series, so many half-terms back, wherever it can be written down and is true: see `if_true`."""
        for spot in self.spots:
            if self.label(spot, terms[0][0]) is None and (*spot, terms[0][0], ALL) not in self._tables:
                continue
            groups = sorted(self._groups[spot]) if all(lag == 0 for _, lag, _ in terms) else [(ALL, ALL)]
            for dimension, member in groups:
                counts: dict[object | None, int] = {}
                for series, lag, times in terms:
                    there = self._back(spot, lag)
                    label = self.label(there, series, dimension, member) if there else None
                    # Of a table that is printed, a group that is not in it is nobody.
                    if (
                        label is None
                        and there
                        and dimension != ALL
                        and (*there, series, dimension) in self._tables
                    ):
                        continue
                    counts[label] = counts.get(label, 0) + times
                yield from self.if_true(counts, or_less=or_less)

    def _back(self, spot: tuple[str, str], lag: int) -> tuple[str, str] | None:
        report, period = spot
        for _ in range(lag):
            if period not in self._before:
                return None
            period = self._before[period]
        return report, period


def _regular(shown: pd.DataFrame, inputs: Inputs) -> Iterator[tuple[tuple[str, int, int], ...]]:
    """Rules that the totals of public measures have kept in every half-term there is."""
    audiences = inputs["measures"].set_index("measure_id")["audiences"]
    is_public = shown["measure_id"].map(audiences).str.contains("scrutiny|parents").fillna(False)
    rows = _placed(shown[is_public & (shown["dimension"] == ALL)], inputs)
    names = rows[["family", "months", "months_before"]].itertuples(index=False, name=None)
    rows = rows.assign(series=[_series(*name) for name in names]).drop_duplicates(["series", "period_key"])
    counts = rows.set_index(["period_key", "series"])["count"].unstack("series").sort_index()  # noqa: PD010 - one of each
    atoms = {str(name): frozenset(own) for name, own in inputs["atoms"].groupby("family")["atom"]}
    holders: dict[str, set[str]] = {}
    for family, own in atoms.items():
        for atom in own:
            holders.setdefault(atom, set()).add(family)
    suggested = {
        (_series(inner), _series(outer))
        for inner, own in atoms.items()
        for outer in set.intersection(*(holders[atom] for atom in own)) - {inner}
    }
    support = rules().rules
    stocks = set(rows.loc[rows["is_stock"].astype("bool"), "series"])
    for regularity in mined(counts, stocks, suggested, support["equal"], support["total"], support["hinted"]):
        yield regularity.terms


def shown_to(shown: pd.DataFrame, inputs: Inputs, printed_cells: pd.DataFrame | None) -> pd.DataFrame:
    """The figures as an audience may see them; all of them, as they are, where `printed_cells` is None.

    A withheld count is missing, and so is what could be worked out from it; `status` then says `withheld`. So is a
    figure that faults could move too far; its `status` is `in_doubt`.
    """
    if printed_cells is None:
        return shown
    public = shown[shown["is_public"]].copy()
    hidden = printed_cells[printed_cells["is_withheld"]]
    few = _few_people(shown, inputs)
    lost = pd.Series(public.index.isin(hidden["figure"]), index=public.index) | few[public.index]
    public.loc[few[public.index], ["numerator", "denominator"]] = np.nan
    for side in ("numerator", "denominator"):
        public.loc[public.index.isin(hidden.loc[hidden["side"] == side, "figure"]), side] = np.nan
    place = ["period_key", "dimension", "member"]
    figure_parts = (
        public[["measure_id", *place]].reset_index(names="figure").merge(inputs["parts"], on="measure_id")
    )
    # A trend prints what is made of staff also where the staff themselves are not printed.
    unsaid = shown.loc[few & ~shown["is_public"].astype("bool"), ["measure_id", *place]]
    while True:  # what is made of measures may be a part itself
        gone = pd.concat([public.loc[lost, ["measure_id", *place]], unsaid])
        gone = gone.rename(columns={"measure_id": "part"})
        has_lost_part = public.index.isin(figure_parts.merge(gone)["figure"])
        if not (has_lost_part & ~lost).any():
            break
        lost |= has_lost_part
        public.loc[has_lost_part, ["numerator", "denominator"]] = np.nan
    public.loc[lost, "value"] = np.nan
    public["status"] = public["status"].mask(lost, "withheld")
    # That faults could move it is the reason told, also where its count is kept from being worked out besides.
    doubt = public["in_doubt"] & public["status"].isin(["ok", "withheld"])
    public.loc[public["in_doubt"], ["numerator", "denominator", "value"]] = np.nan
    public["status"] = public["status"].mask(doubt, "in_doubt")
    return public


def _few_people(shown: pd.DataFrame, inputs: Inputs) -> pd.Series:
    """Amounts of staff that one person, or a few, make up: nobody works more than whole time."""
    measures = inputs["measures"].set_index("measure_id")
    is_staff = shown["measure_id"].map(measures["unit"]) == "fte"
    smallest = shown["measure_id"].map(measures["smallest_count"]).astype("float64")
    value = shown["value"].astype("float64")
    return is_staff & (value > 0) & (value < smallest)


def _weeks_taken(inputs: Inputs) -> pd.DataFrame:
    """The plans of the 20-week rate by weeks taken: rows of `figures`."""
    total = inputs["figures"]
    total = total[(total["measure_id"] == HEADLINE) & (total["dimension"] == ALL)]
    plans = inputs["plans"][~inputs["plans"]["has_exception"].astype(bool)]
    limits = inputs["limits"]
    last_day = float(limits.loc[limits["limit_id"] == LIMIT, "last_day"].iloc[0])
    edges = [-np.inf, *(last_day if band.limit_id else band.days for band in BANDS)]
    names = [band.code for band in BANDS]
    counts = pd.cut(plans["days"].astype("float64"), edges, labels=names).value_counts(sort=False)
    rows = pd.DataFrame({"member": names, "denominator": counts.to_numpy("float64")})
    rows = rows[rows["denominator"] > 0].merge(
        total.drop(columns=["member", "numerator", "denominator", "value"]), how="cross"
    )
    return rows.assign(dimension=WEEKS_TAKEN, numerator=np.nan, value=np.nan)[total.columns]
