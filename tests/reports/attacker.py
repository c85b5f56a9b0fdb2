"""An outsider who reads finished public packs, and solves all that they print for what they withhold.

Nothing here knows how the project withholds counts: it reads the files, and what it takes for granted is common sense
about their labels, written down below, and what the numbers themselves show. The board's files serve only to judge a
guess: a regularity that the true counts break is dropped, and a number that is found is compared with the true one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import combinations
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

# A count: measure, above (N) or below (D) the line, half-term, dimension, member.
Count = tuple[str, str, str, str, str]
SMALL, LARGEST = 5, 100_000

Terms = dict[tuple[str, str], int]  # (measure, N or D) -> how often it is counted
# What the labels say: so many of this less so many of that is nothing, in every table and half-term.
SAME_BY_LABEL: tuple[tuple[str, Terms], ...] = (
    (
        "plans are issued with an exception or without",
        {("ehcp_20wk_rate_incl", "D"): 1, ("ehcp_20wk_rate_excl", "D"): -1, ("exception_share", "N"): -1},
    ),
    ("all plans are all plans", {("ehcp_20wk_rate_incl", "D"): 1, ("exception_share", "D"): -1}),
    ("half of all plans took longer", {("ehcp_20wk_rate_incl", "D"): 1, ("ehcp_days_median", "D"): -1}),
    ("one in ten plans took longer", {("ehcp_20wk_rate_incl", "D"): 1, ("ehcp_days_p90", "D"): -1}),
    ("a plan issued is a new plan", {("ehcp_20wk_rate_incl", "D"): 1, ("new_plans_n", "N"): -1}),
    ("each plan made was looked at for views", {("new_plans_n", "N"): 1, ("views_captured_rate", "D"): -1}),
    ("an exception is valid or not", {("exception_share", "N"): 1, ("exception_valid_rate", "D"): -1}),
    ("over a year, of the same plans", {("ehcp_20wk_rate_excl", "D"): 1, ("ehcp_over_52wk_rate", "D"): -1}),
    (
        "transport for children with SEND and others",
        {
            ("transport_refusal_rate_send", "D"): 1,
            ("transport_refusal_rate_other", "D"): 1,
            ("transport_decision_on_time_rate", "D"): -1,
        },
    ),
    ("requests are granted or refused", {("requests_received", "N"): 1, ("request_refused_rate", "D"): -1}),
    (
        "transport came on the first day or late",
        {
            ("transport_first_day_rate", "D"): 1,
            ("transport_first_day_rate", "N"): -1,
            ("transport_start_late_n", "N"): -1,
        },
    ),
    (
        "each letter of apology has a reason or none",
        {("delay_reason_n", "N"): 1, ("apology_reasons_rate", "D"): -1},
    ),
    ("growth is of the plans now", {("plans_growth_rate", "N"): 1, ("plans_maintained_n", "N"): -1}),
    ("growth is of the plans then", {("plans_growth_rate", "D"): 1, ("plans_year_before_n", "N"): -1}),
    ("appeals for each decision", {("tribunal_appeal_rate", "N"): 1, ("appeals_12m_n", "N"): -1}),
    ("decisions behind appeals", {("tribunal_appeal_rate", "D"): 1, ("appealable_decisions_12m_n", "N"): -1}),
    ("young people over 16", {("post16_neet_rate", "D"): 1, ("post16_in_education_rate", "D"): -1}),
    ("mediations", {("mediation_n", "N"): 1, ("mediation_30d_rate", "D"): -1}),
    ("panels", {("panel_notes_complete_rate", "D"): 1, ("panel_days_median", "D"): -1}),
    ("letters", {("letter_new_template_rate", "D"): 1, ("letter_readability", "D"): -1}),
    ("decision letters", {("letter_rationale_rate", "D"): 1, ("iass_offer_rate", "D"): -1}),
    ("plans that differ", {("disparity_recorded_rate", "D"): 1, ("explanation_given_rate", "D"): -1}),
)
# Of which are some: the first is never more than the second.
PART_BY_LABEL: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (("ehcp_20wk_rate_excl", "N"), ("ehcp_20wk_rate_incl", "N")),
    (("ehcp_20wk_rate_excl", "D"), ("ehcp_20wk_rate_incl", "D")),
    (("ehcp_open_overdue_n", "N"), ("assessments_open_n", "N")),
    (("out_of_school_with_plan_n", "N"), ("plans_maintained_n", "N")),
    (("awaiting_placement_n", "N"), ("plans_maintained_n", "N")),
    (("ehe_with_plan_n", "N"), ("plans_maintained_n", "N")),
    (("staff_trained_n", "N"), ("staff_in_post_n", "N")),
    (("apology_letter_days", "D"), ("apology_letter_rate", "D")),
)
# One group of a table, and the measure of that group: (measure, side, dimension, member) and (measure, side).
GROUP_BY_LABEL: tuple[tuple[tuple[str, str, str, str], tuple[str, str]], ...] = (
    (("ehcp_20wk_rate_excl", "D", "weeks_taken", "over 52 weeks"), ("ehcp_over_52wk_rate", "N")),
    (("ehcp_20wk_rate_excl", "D", "weeks_taken", "20 weeks or less"), ("ehcp_20wk_rate_excl", "N")),
    *(
        (("plan_section_good_rate", side, "subject", name), (f"plan_{measure}_good_rate", side))
        for side in "ND"
        for name, measure in (("EDUCATION", "education"), ("HEALTH", "health"), ("SOCIAL", "social"))
    ),
    *(
        (("packages_n", "N", "subject", name.upper()), (f"{measure}_n", "N"))
        for name, measure in (
            ("tuition", "tuition"),
            ("eotas", "eotas"),
            ("flexi", "flexi_school"),
            ("bespoke", "bespoke_package"),
        )
    ),
)


@dataclass
class Pack:
    """One public folder as it was read: every count that it prints (or withholds: NaN), and the truth."""

    printed: dict[Count, float]
    truth: dict[Count, float]
    periods: list[str]
    rows: int
    withheld: int


def read(public: Path, board: Path) -> Pack:
    """A pack from its public folder; `board` is the board's CSV of the same pack."""
    table = _csv(public / "data.csv")
    oracle = _csv(board)
    has = {str(m) for m, v in table.groupby("measure_id")["denominator"] if v.notna().any()}
    has |= {str(m) for m, v in oracle.groupby("measure_id")["denominator"] if v.notna().any()}
    truth = dict(_counts(oracle, has))
    # Amounts, such as pounds or staff in halves, are not counts.
    broken = {key[:2] for key, n in truth.items() if n != round(n)}
    amounts = set(oracle.loc[oracle["unit"].isin(["pounds", "fte"]), "measure_id"])

    def is_count(key: Count) -> bool:
        return key[:2] not in broken and key[0] not in amounts

    truth = {key: n for key, n in truth.items() if is_count(key)}
    printed = {key: n for key, n in _counts(table, has) if is_count(key) and key in truth}
    for key, n in _sheet(public / "pack.xlsx", has):
        if key in printed and not np.isnan(n):
            printed[key] = n
    for name in ("scrutiny.html", "parents.html"):
        for key, n in _page((public / name).read_text(encoding="utf-8"), table):
            if key in printed:
                printed[key] = n
    periods = sorted(oracle["period_key"].unique())
    is_gone = table["symbol"] == "[c]"
    return Pack(printed, truth, periods, len(table), int(is_gone.sum()))


def _csv(path: Path) -> pd.DataFrame:
    text = path.read_text(encoding="utf-8-sig").splitlines()
    first = next(n for n, line in enumerate(text) if line.startswith("authority,") or ",measure_id," in line)
    return pd.read_csv(path, skiprows=first, encoding="utf-8-sig", keep_default_na=False, na_values=[""])


def _counts(table: pd.DataFrame, has_denominator: set[str]) -> Iterator[tuple[Count, float]]:
    for row in table.to_dict("records"):
        place = (row["period_key"], row["dimension"], row["member"])
        if row["status"] in ("not_collected", "not_due", "not_reliable"):
            continue
        for side, name in (("N", "numerator"), ("D", "denominator")):
            if side == "D" and row["measure_id"] not in has_denominator:
                continue
            value = row[name]
            if pd.isna(value) and row["symbol"] != "[c]" and row["status"] != "withheld":
                continue
            yield (row["measure_id"], side, *place), float("nan") if pd.isna(value) else float(value)


def _sheet(path: Path, has: set[str]) -> Iterator[tuple[Count, float]]:
    sheet = openpyxl.load_workbook(path, read_only=True)["Data"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    first = next(n for n, row in enumerate(rows) if "measure_id" in row)
    yield from _counts(pd.DataFrame(rows[first + 1 :], columns=rows[first]), has)


_OF = re.compile(r"\(?([\d,]+(?:\.\d+)?) of ([\d,]+(?:\.\d+)?)\)?")


def _page(page: str, table: pd.DataFrame) -> Iterator[tuple[Count, float]]:
    """Counts in words: "45.2% (14 of 31)" beside a measure's name, and bars of groups."""
    now = str(table["period_key"].max())
    names = {str(r["measure_name"]): str(r["measure_id"]) for r in table.to_dict("records")}
    for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL):
        cells = [
            unescape(re.sub("<[^>]*>", "", c)).strip()
            for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        if len(cells) > 1 and cells[0] in names and (found := _OF.search(cells[1])):
            for side, text in zip("ND", found.groups(), strict=True):
                yield (names[cells[0]], side, now, "all", "all"), float(text.replace(",", ""))
        if len(cells) == 2 and re.fullmatch(r"[\d,]+", cells[1]):
            band = ("ehcp_20wk_rate_excl", "D", now, "weeks_taken", cells[0])
            yield band, float(cells[1].replace(",", ""))


@dataclass
class Found:
    """What an attack brought: withheld small counts that are known exactly, or within a narrow range."""

    targets: int = 0
    exact: list[tuple[Count, int, str]] = field(default_factory=list)
    narrow: list[tuple[Count, int, int, int]] = field(default_factory=list)
    rules: int = 0


class Attack:
    """Everything that an outsider can write down about packs, in the order of their publication."""

    def __init__(self, packs: list[Pack]) -> None:
        self.packs = packs
        self._found: list[tuple[str, Terms]] | None = None
        # A count is one unknown however often it is told, unless it was corrected: then each telling is its own.
        self.number: dict[tuple[Count, float], int] = {}
        self.known: dict[int, float] = {}
        self.latest: dict[Count, int] = {}
        for pack in packs:
            for key, n in pack.printed.items():
                place = self.number.setdefault((key, pack.truth[key]), len(self.number))
                self.latest[key] = place
                if not np.isnan(n):
                    self.known[place] = n
        self.truth = {place: int(round(n)) for (_, n), place in self.number.items()}
        self.rows: list[tuple[dict[int, int], float, float, str]] = []
        for pack in packs:
            self._pack(pack)
        unique: dict[tuple[tuple[int, int], ...], tuple[dict[int, int], float, float, str]] = {}
        for row in self.rows:
            unique.setdefault((*sorted(row[0].items()), (int(row[1] == row[2]), -1)), row)
        self.rows = list(unique.values())

    def _say(self, terms: dict[int, int], low: float, high: float, why: str) -> None:
        """An equation or inequality, if it is true: what numbers merely seem to say is no rule."""
        total = sum(times * self.truth[place] for place, times in terms.items())
        if low <= total <= high:
            self.rows.append((terms, low, high, why))

    def _pack(self, pack: Pack) -> None:
        place = {key: self.number[key, pack.truth[key]] for key in pack.printed}
        tables: dict[tuple[str, str, str, str], list[int]] = {}
        for (measure, side, period, dimension, _), number in place.items():
            if dimension != "all":
                tables.setdefault((measure, side, period, dimension), []).append(number)
        for (measure, side, period, _), members in tables.items():
            whole = place.get((measure, side, period, "all", "all"))
            if whole is not None:
                self._say({**dict.fromkeys(members, 1), whole: -1}, 0, 0, "groups sum to the total")
        where = sorted({key[2:] for key in place})
        for spot in where:
            for measure in {key[0] for key in place}:
                above, below = place.get((measure, "N", *spot)), place.get((measure, "D", *spot))
                if above is not None and below is not None and above != below:
                    self._say({above: 1, below: -1}, -np.inf, 0, "some of them")
            for why, terms in [*SAME_BY_LABEL, *self._mined()]:
                there = {
                    place[(*name, *spot)]: times for name, times in terms.items() if (*name, *spot) in place
                }
                if len(there) == len(terms) > 0:
                    self._say(there, 0, 0, why)
            for inner, outer in PART_BY_LABEL:
                if (*inner, *spot) in place and (*outer, *spot) in place:
                    self._say(
                        {place[(*inner, *spot)]: 1, place[(*outer, *spot)]: -1}, -np.inf, 0, "some of them"
                    )
            if spot[1] == "all":
                for (measure, side, dimension, member), name in GROUP_BY_LABEL:
                    group = place.get((measure, side, spot[0], dimension, member))
                    other = place.get((*name, *spot))
                    if group is not None and other is not None and group != other:
                        self._say({group: 1, other: -1}, 0, 0, "the group is the measure")
        self._flows(pack, place)
        self._years(pack, place)

    def _flows(self, pack: Pack, place: dict[Count, int]) -> None:
        """Those held are those held before, and the new ones, less those that ceased."""
        spot = ("all", "all")
        for before, after in zip(pack.periods, pack.periods[1:], strict=False):
            names = [("plans_maintained_n", "N", before, *spot), ("plans_maintained_n", "N", after, *spot)]
            names += [("new_plans_n", "N", after, *spot), ("plans_ceased_n", "N", after, *spot)]
            if all(name in place for name in names):
                signs = (1, -1, 1, -1)
                self._say(dict(zip((place[n] for n in names), signs, strict=True)), 0, 0, "came and went")

    def _years(self, pack: Pack, place: dict[Count, int]) -> None:
        """Twelve months are six half-terms; and what was held a year before was held a year before."""
        spot = ("all", "all")
        for n, period in enumerate(pack.periods):
            year = pack.periods[max(n - 5, 0) : n + 1]
            for side in "ND":
                whole = place.get(("ehcp_20wk_rate_12m", side, period, *spot))
                parts = [place.get(("ehcp_20wk_rate_excl", side, each, *spot)) for each in year]
                if whole is not None and len(parts) == 6 and None not in parts:
                    self._say(
                        {**dict.fromkeys([p for p in parts if p is not None], 1), whole: -1}, 0, 0, "a year"
                    )
            if n >= 6:
                then = place.get(("plans_maintained_n", "N", pack.periods[n - 6], *spot))
                told = place.get(("plans_year_before_n", "N", period, *spot))
                if then is not None and told is not None:
                    self._say({then: 1, told: -1}, 0, 0, "a year before")

    def _mined(self) -> list[tuple[str, Terms]]:
        """Equalities and sums of totals that have held in every half-term so far."""
        if self._found is not None:
            return self._found
        truth: dict[tuple[str, str], dict[str, float]] = {}
        for number, pack in enumerate(self.packs):
            for (measure, side, period, dimension, _), n in pack.truth.items():
                if dimension == "all":
                    truth.setdefault((measure, side), {})[f"{number} {period}"] = n
        spots = sorted({spot for series in truth.values() for spot in series})
        names = [name for name, series in truth.items() if len(series) == len(spots)]
        values = np.array([[truth[name][spot] for spot in spots] for name in names])
        distinct = np.array([len(set(row)) for row in values])
        filled = (values > 0).sum(axis=1)
        rich = [n for n in range(len(names)) if distinct[n] >= 3 and filled[n] >= 4]
        found: list[tuple[str, Terms]] = []
        first: dict[bytes, int] = {}
        alone: list[int] = []
        for n in rich:
            if (same := first.setdefault(values[n].tobytes(), n)) != n:
                found.append(("always the same", {names[n]: 1, names[same]: -1}))
            else:
                alone.append(n)
        by_value = {values[n].tobytes(): n for n in alone}
        for a, b in combinations(alone, 2):
            both = values[a] + values[b]
            c = by_value.get(both.tobytes())
            told = (values[a] > 0) & (values[b] > 0)
            if c is not None and told.sum() >= 4 and len(set(zip(values[a], values[b], strict=True))) >= 4:
                found.append(("always the sum", {names[a]: 1, names[b]: 1, names[c]: -1}))
        self._found = found
        return found

    def solve(self) -> Found:
        """Least and greatest possible value of each withheld count from 1 to 4, and of each rate's rest."""
        size = len(self.number)
        low, high = np.zeros(size), np.full(size, float(LARGEST))
        names = {place: key for (key, _), place in self.number.items()}
        for place in range(size):
            if place in self.known:
                low[place] = high[place] = self.known[place]
            elif names[place][3] != "all" or self.truth[place] > 0:
                # Whoever is not there is not in the table, and a nought is told.
                low[place] = min(1, self.truth[place])
        entries = [
            (n, place, times) for n, (terms, *_) in enumerate(self.rows) for place, times in terms.items()
        ]
        row, column, value = (np.array(part) for part in zip(*entries, strict=True))
        matrix = csr_array((value.astype(float), (row, column)), shape=(len(self.rows), size))
        least = np.array([r[1] for r in self.rows])
        most = np.array([r[2] for r in self.rows])
        free = np.array([place not in self.known for place in range(size)])
        links = abs(matrix) * free
        part = connected_components(links.T @ links, directed=False)[1]
        found = Found(rules=len(self.rows))
        for place in np.flatnonzero(free).tolist():
            if not 1 <= self.truth[place] < SMALL:
                continue
            found.targets += 1
            mine = np.flatnonzero((part == part[place]) & free)
            rows = np.flatnonzero(np.diff(links[:, mine].tocsr().indptr))
            used = np.flatnonzero(np.diff(matrix[rows].tocsc().indptr))
            ends = []
            if len(rows):
                cost = (used == place).astype(float)
                rule = LinearConstraint(matrix[rows][:, used], least[rows], most[rows])
                for sign in (1, -1):
                    answer = milp(
                        sign * cost,
                        constraints=rule,
                        bounds=Bounds(low[used], high[used]),
                        integrality=np.ones(len(used)),
                        options={"time_limit": 20},
                    )
                    if answer.x is None:
                        break
                    ends.append(round(float(cost @ answer.x)))
            if len(ends) < 2:
                continue
            lowest, highest = ends
            why = "; ".join(sorted({self.rows[n][3] for n in rows}))[:200]
            if lowest == highest:
                found.exact.append((names[place], lowest, why))
            elif highest < SMALL or (lowest > 1 and highest - lowest < SMALL):
                found.narrow.append((names[place], lowest, self.truth[place], highest))
        return found
