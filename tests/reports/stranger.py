"""A statistician who was never here: reads published packs whole, and reasons from the definitions alone.

Beside `attacker.py`, which takes for granted what labels say and numbers show, this one reads what each figure counts
in docs/measures.md, as anybody can, and writes down what follows: which counts lie within which, which of them add up,
of which days. It reads every table, card, sentence and drawing of every page besides the CSV and the workbook, and
reckons with figures that are rounded. The board's file serves only to judge: what is not so is no equation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from lxml import html
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

DEFINITIONS = Path(__file__).parents[2] / "docs/measures.md"
ALL = "all"
SMALL, MANY, LIMIT = 5, 10, 100_000

# A count: measure, N (above the line) or D (below it), half-term or year, dimension, member.
Count = tuple[str, str, str, str, str]
Series = tuple[str, str]
Words = frozenset[str]


# --- what each figure counts --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rows:
    """Rows of a record that a count counts: of which record, by which day, and with which words in which column."""

    record: str
    by: str
    months: int
    only: tuple[tuple[str, Words], ...]
    never: tuple[tuple[str, Words], ...]

    @property
    def place(self) -> tuple[str, str]:
        """Counts of another place have no row in common."""
        return self.record, self.by

    def holds(self, inner: Rows) -> bool:
        """Whether each row of another count is one of this one."""
        said, out = dict(inner.only), dict(inner.never)
        return (
            self.place == inner.place
            and all(column in said and said[column] <= words for column, words in self.only)
            and all(
                (column in said and not said[column] & words) or words <= out.get(column, frozenset())
                for column, words in self.never
            )
        )

    def is_apart(self, other: Rows) -> bool:
        """Whether no row is in both."""
        said = dict(other.only)
        return any(column in said and not said[column] & words for column, words in self.only) or any(
            column in dict(self.only) and dict(self.only)[column] <= words for column, words in other.never
        )


def _words(text: str) -> Words:
    return frozenset(part.strip() for part in re.split(r", | or ", text) if part.strip())


@dataclass
class Definitions:
    """All that docs/measures.md says."""

    name: dict[str, str] = field(default_factory=dict)
    smallest: dict[str, int] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    rows: dict[Series, Rows] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)


@cache
def definitions() -> Definitions:
    """The definitions, read as a person would."""
    found = Definitions()
    text = DEFINITIONS.read_text(encoding="utf-8").replace("\\", "")
    for name, measure, _, kind, line in re.findall(
        r"\n### (.*)\n\n`(\w+)`: (.*)\n\n- (.*)\n- (numerator.*)\n", text
    ):
        found.name[measure] = name
        found.unit[measure] = kind.split(";")[1].split(",")[0].strip()
        least = re.search(r"counts below (\d+) withheld", kind)
        found.smallest[measure] = int(least[1]) if least else 1
        statistic = kind.split(";")[0]
        where = re.search(r"; (fact_\w+) by ([\w ]+?)(?:, where (.*?))?(?:; above the line: (.*))?$", line)
        if where is None:
            found.made[measure] = line.rsplit("; ", 1)[1]
            continue
        if statistic.split()[0] in ("share", "sum", "given"):
            continue
        months = 12 if statistic.startswith("rolling") else 0
        rows = {}
        for side, conditions in (("D", where[3]), ("N", "; ".join(filter(None, (where[3], where[4]))))):
            only: dict[str, Words] = {}
            never: dict[str, Words] = {}
            for condition in (conditions or "").split("; ") if conditions else []:
                column, is_not, words = re.fullmatch(r"(.*?) is (not )?(.*)", condition).groups()  # type: ignore[union-attr]
                into = never if is_not else only
                into[column] = into[column] & _words(words) if column in into else _words(words)
            if where[1] == "fact_event" and statistic.split()[0] in ("mean", "median", "p90"):
                # Of those whose days or pounds are known.
                only["value"] = frozenset({measure.rsplit("_", 1)[0].removesuffix("_p90")})
            rows[side] = Rows(where[1], where[2], months, tuple(only.items()), tuple(never.items()))
        found.rows[measure, "N"], found.rows[measure, "D"] = rows["N"], rows["D"]
        if "year_before" in measure:
            del found.rows[measure, "N"], found.rows[measure, "D"]
    return found


# Common sense that no definition spells out: the first is never more than the second. It counts where it has held in
# every half-term there is.
WITHIN: tuple[tuple[Series, Series], ...] = tuple(
    ((inner[:-2], inner[-1]), (outer[:-2], outer[-1]))
    for inner, outer in (
        pair.split(" < ")
        for pair in (
            "ehcp_20wk_rate_incl.D < new_plans_n.N",
            "disparity_recorded_rate.D < views_captured_rate.D",
            "views_captured_rate.D < new_plans_n.N",
            "interpreter_independent_rate.D < interpreter_need_met_rate.N",
            "interpreter_need_met_rate.N < interpreter_independent_rate.D",
            "letter_rationale_rate.D < letter_new_template_rate.D",
            "delay_reason_n.N < apology_letter_rate.D",
            "apology_letter_days.D < apology_letter_rate.D",
            "apology_letter_rate.N < apology_letter_days.D",
            "parenting_started_rate.D < parenting_places_taken_rate.N",
            "parenting_useful_rate.D < parenting_completed_rate.D",
            "post16_neet_rate.N < out_of_school_with_plan_n.N",
            "post16_neet_rate.D < plans_maintained_n.N",
            "personal_budget_n.N < plans_maintained_n.N",
            "residential_placements_n.N < plans_maintained_n.N",
            "work_based_placements_n.N < plans_maintained_n.N",
            "plans_not_amended_3y_n.N < plans_maintained_n.N",
            "plans_held_12m_n.N < plans_over_12m_n.N",
            "plans_over_12m_n.N < plans_maintained_n.N",
            "staff_trained_n.N < staff_in_post_n.N",
            "casework_heads_n.N < staff_in_post_n.N",
            "caseworkers_sampled_n.N < casework_heads_n.N",
            "assessments_overdue_by_age_n.N < assessments_open_n.N",
            "ehcp_open_overdue_n.N < assessments_open_n.N",
            "assessments_over_52wk_open_n.N < ehcp_open_overdue_n.N",
            "assessments_open_weeks_mean.D < assessments_open_n.N",
            "reviews_unfinished_12m_n.N < reviews_unfinished_n.N",
            "ep_advice_awaited_n.N < advice_awaited_n.N",
            "amended_final_8wk_rate.D < annual_review_12wk_rate.D",
            "annual_review_12wk_rate.D < amended_final_8wk_rate.D",
            "amendment_notice_4wk_rate.D < annual_review_4wk_rate.D",
            "pfa_outcomes_rate.D < annual_review_4wk_rate.D",
            "appeals_ended_n.N < appeals_12m_n.N",
            "plans_changed_by_order_n.N < appeals_ended_n.N",
            "mediation_30d_rate.D < mediation_n.N",
            "mediation_n.N < mediation_30d_rate.D",
            "new_independent_cost_mean.D < new_independent_placements_n.N",
            "new_independent_days_median.D < new_independent_placements_n.N",
            "new_out_of_area_cost_mean.D < new_out_of_area_placements_n.N",
            "new_out_of_area_days_median.D < new_out_of_area_placements_n.N",
            "transport_first_day_rate.D < placement_named_by_term_start_rate.D",
            "exception_valid_rate.D < exception_share.N",
            "exception_share.N < exception_valid_rate.D",
            "plans_ceased_n.N < plans_maintained_n.N",
            "appealable_decisions_12m_n.N < requests_12m_n.N",
            "appeals_12m_n.N < appealable_decisions_12m_n.N",
            "lgsco_upheld_n.N < complaints_received_n.N",
            "complaints_on_time_rate.D < complaints_received_n.N",
            "panel_decided_first_time_rate.D < panel_notes_complete_rate.D",
            "panel_decided_first_time_rate.N < panel_notes_complete_rate.D",
            "panel_quorate_rate.D < panel_attendance_rate.D",
            "iass_referrals_n.N < letter_rationale_rate.D",
            "request_refused_rate.N < letter_rationale_rate.D",
            "no_plan_decision_16wk_rate.D < letter_rationale_rate.D",
        )
    )
)

# The same of sums, and of the half-term before: what came, stayed and went. `*` is any limit. A sum counts wherever it
# is true.
FLOWS: tuple[tuple[str, tuple[tuple[str, bool, int], ...]], ...] = tuple(
    (
        rule,
        tuple(
            (term.removesuffix(" before"), term.endswith(" before"), sign)
            for side, sign in zip(rule.split(" < "), (1, -1), strict=True)
            for term in side.split(" + ")
        ),
    )
    for rule in (
        "plans_maintained_n.N before + new_plans_n.N < plans_maintained_n.N + plans_ceased_n.N",
        # Late are those that were late before and those that were not in time since, and they stay so or end.
        "*_overdue_n.N + *_rate_due.N < *_overdue_n.N before + *_rate_due.D",
        "*_overdue_n.N + *_rate.D + *_rate_due.N < *_overdue_n.N before + *_rate.N + *_rate_due.D",
        "ehcp_open_overdue_n.N + ehcp_20wk_rate_due.N < ehcp_open_overdue_n.N before + ehcp_20wk_rate_due.D",
        (
            "ehcp_open_overdue_n.N + ehcp_20wk_rate_incl.D + ehcp_20wk_rate_due.N"
            " < ehcp_open_overdue_n.N before + ehcp_20wk_rate_incl.N + ehcp_20wk_rate_due.D"
        ),
        # No half-term has 32 weeks.
        "assessments_over_52wk_open_n.N + ehcp_over_52wk_rate.N < ehcp_open_overdue_n.N before",
        "assessments_over_52wk_open_n.N < ehcp_open_overdue_n.N before",
        "ehcp_over_52wk_rate.N < ehcp_open_overdue_n.N before",
        "reviews_unfinished_12m_n.N < reviews_unfinished_n.N before",
        "assessments_open_n.N < assessments_open_n.N before + requests_received.N",
        "requests_12m_n.N < requests_12m_n.N before + requests_received.N",
        "appeals_open_n.N + appeals_ended_n.N < appeals_open_n.N before + appeals_12m_n.N",
        "plans_over_12m_n.N < plans_year_before_n.N",
        "plans_not_amended_3y_n.N < plans_over_12m_n.N",
        "ep_advice_awaited_n.N < assessments_open_n.N",
        "annual_review_12m_overdue_n.N < plans_maintained_n.N",
    )
)


# --- what is published --------------------------------------------------------------------------------------


@dataclass
class Pack:
    """What one public folder prints, and the truth about it."""

    printed: dict[Count, float]
    truth: dict[Count, float]
    rates: dict[tuple[str, str, str, str], float]
    days: dict[str, tuple[date, date]]
    # What one file prints and another withholds, or prints as another number; how many figures were compared so.
    said_elsewhere: list[str]
    figures_read: int


def read(public: Path, board: Path) -> Pack:
    """All that a public folder says. `board` is the board's CSV of the same pack."""
    told, true = _table(public / "data.csv"), _table(board)
    truth = {key: n for key, n in _counts(true) if n == round(n)}
    amounts = set(true.loc[true["unit"].isin(["pounds", "fte"]), "measure_id"])
    broken = {key[:2] for key, n in _counts(true) if n != round(n)}
    printed = {
        key: n for key, n in _counts(told) if key in truth and key[0] not in amounts and key[:2] not in broken
    }
    rates = {
        (r["measure_id"], r["period_key"], r["dimension"], r["member"]): float(r["value"])
        for r in told.to_dict("records")
        if not pd.isna(r["value"])
    }
    days = {
        str(r["period_key"]): (
            date.fromisoformat(str(r["period_start"])),
            date.fromisoformat(str(r["period_end"])),
        )
        for r in told.to_dict("records")
    }
    pack = Pack(printed, truth, rates, days, [], 0)
    for key, n in _counts(_sheet(public / "pack.xlsx")):
        _compare(pack, key, n, "pack.xlsx")
    for page in sorted(public.glob("*.html")):
        _read_page(pack, page, told)
    _read_scorecard(pack, public / "pack.xlsx", told)
    return pack


def _table(path: Path) -> pd.DataFrame:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    first = next(n for n, line in enumerate(lines) if "measure_id," in line)
    return pd.read_csv(path, skiprows=first, encoding="utf-8-sig", keep_default_na=False, na_values=[""])


def _sheet(path: Path, name: str = "Data") -> pd.DataFrame:
    rows = [
        list(row) for row in openpyxl.load_workbook(path, read_only=True)[name].iter_rows(values_only=True)
    ]
    first = next(n for n, row in enumerate(rows) if "measure_id" in row or "measure" in row)
    return pd.DataFrame(rows[first + 1 :], columns=rows[first])


def _counts(table: pd.DataFrame) -> Iterator[tuple[Count, float]]:
    both = set(table.loc[table["denominator"].notna(), "measure_id"])
    above = set(table.loc[table["numerator"].notna(), "measure_id"])
    for r in table.to_dict("records"):
        if r["status"] in ("not_collected", "not_due", "not_reliable", "in_doubt"):
            continue
        for side, column in (("N", "numerator"), ("D", "denominator")):
            n = r[column]
            is_gone = pd.isna(n)
            if is_gone and (
                r["status"] != "withheld" or r["measure_id"] not in (above if side == "N" else both)
            ):
                continue
            key = (r["measure_id"], side, r["period_key"], r["dimension"], r["member"])
            yield key, float("nan") if is_gone else float(n)


def _compare(pack: Pack, key: Count, n: float, where: str) -> None:
    """Take in a count that another file prints."""
    if key not in pack.printed or np.isnan(n):
        return
    pack.figures_read += 1
    known = pack.printed[key]
    if np.isnan(known) or known != n:
        pack.said_elsewhere.append(f"{where}: {key} is {n:g}, which the CSV tells as {known:g}")
        pack.printed[key] = n


_NUMBER = r"([\d,]+(?:\.\d+)?)"
_OF = re.compile(rf"([\d.,]+)% \({_NUMBER} of {_NUMBER}\)")
_PERIOD = re.compile(r"(Autumn|Spring|Summer) ([12]), (\d{4}-\d\d)")


def _period(text: str) -> str | None:
    found = _PERIOD.search(text)
    return f"{found[3]}-{found[1].lower()}-{found[2]}" if found else None


def _text(element: Any) -> str:
    return re.sub(r"\s+", " ", unescape("".join(element.itertext()))).strip()


def _number(text: str) -> float:
    return float(text.replace(",", ""))


class _Page:
    """A page of a pack: what it says of each measure."""

    def __init__(self, pack: Pack, where: str, told: pd.DataFrame) -> None:
        self.pack, self.where = pack, where
        self.now = str(told["period_key"].max())
        self.withheld = {
            (r["measure_id"], r["period_key"], r["dimension"], r["member"]): r["symbol"]
            for r in told.to_dict("records")
        }
        self.ids = {str(r["measure_name"]): str(r["measure_id"]) for r in told.to_dict("records")}
        self.labels = {
            (str(r["measure_id"]), str(r["member_label"])): (str(r["dimension"]), str(r["member"]))
            for r in told.to_dict("records")
            if r["dimension"] != ALL
        }

    def says(self, measure: str, period: str, text: str, dimension: str = ALL, member: str = ALL) -> None:
        """Take in one cell or sentence about a figure."""
        spot = (period, dimension, member)
        if found := _OF.search(text):
            for side, n in zip("ND", found.groups()[1:], strict=True):
                _compare(self.pack, (measure, side, *spot), _number(n), self.where)
            text = found[1] + "%"
        symbol = self.withheld.get((measure, *spot))
        if symbol in ("[c]", "[x]") and re.search(r"\d", text.split(" (")[0]):
            self.pack.said_elsewhere.append(
                f"{self.where}: {measure} of {spot} is {text}, and {symbol} in the CSV"
            )
        known = self.pack.rates.get((measure, *spot))
        first = re.match(r"£?([\d,]+(?:\.\d+)?)(%|\b)", text)
        if known is not None and first:
            self.pack.figures_read += 1
            places = len(first[1].split(".")[1]) if "." in first[1] else 0
            if abs(_number(first[1]) - known) > 0.5001 * 10**-places and "a week" not in text:
                self.pack.said_elsewhere.append(
                    f"{self.where}: {measure} of {spot} is {text}, and {known:g} in the CSV"
                )


def _read_page(pack: Pack, path: Path, told: pd.DataFrame) -> None:
    if not (text := path.read_text(encoding="utf-8")):
        return
    document = html.fromstring(text)
    page = _Page(pack, path.name, told)
    for table in document.iter("table"):
        head = [_text(cell) for cell in table.xpath("./thead/tr/th")]
        for row in table.xpath("./tbody/tr"):
            cells = [_text(cell) for cell in row]
            measure = page.ids.get(cells[0])
            if measure is None:
                continue
            for name, cell in zip(head[1:], cells[1:], strict=False):
                period = _period(name) or (page.now if name in ("This half-term", "Now") else None)
                if period:
                    page.says(measure, period, cell)
    for item in document.xpath("//li[h3] | //*[contains(concat(' ', @class, ' '), ' card ')]"):
        measure = page.ids.get(_text(item.find(".//h3")) if item.find(".//h3") is not None else "")
        if measure is None:
            continue
        for part in item.xpath(".//p"):
            said = _text(part)
            if "big" in (part.get("class") or ""):
                page.says(measure, page.now, said)
            for each in re.finditer(rf"([\d.,]+% \([\d,]+ of [\d,]+\)) in {_PERIOD.pattern}", said):
                page.says(measure, _period(each[0]) or page.now, each[1])
    for figure in document.iter("figure"):
        _read_figure(page, figure)


def _read_figure(page: _Page, figure: Any) -> None:
    """A chart: the table behind it, and that it draws no more than the table tells."""
    measure = page.ids.get(_text(figure.find(".//h3")))
    known = 0
    for row in figure.xpath(".//table/tbody/tr"):
        cells = [_text(cell) for cell in row]
        known += any(re.match(r"£?−?[\d,.]+", cell) for cell in cells[1:2])
        if measure is None:
            continue
        if period := _period(cells[0]):
            page.says(measure, period, cells[1])
        elif (measure, cells[0]) in page.labels:
            page.says(measure, page.now, cells[1], *page.labels[measure, cells[0]])
    drawn = figure.find(".//svg")
    if drawn is not None and figure.xpath(".//table"):
        marks = sum(1 for each in drawn.iter("circle"))
        if marks > known + 1:
            page.pack.said_elsewhere.append(
                f"{page.where}: {_text(figure.find('.//h3'))} draws {marks} marks, and tells {known} figures"
            )


def _read_scorecard(pack: Pack, path: Path, told: pd.DataFrame) -> None:
    page = _Page(pack, "pack.xlsx, Scorecard", told)
    table = _sheet(path, "Scorecard")
    for r in table.to_dict("records"):
        measure = page.ids.get(str(r["measure"]))
        for name, cell in r.items():
            period = _period(str(name)) or (page.now if name == "This half-term" else None)
            if measure and period and cell is not None:
                page.says(measure, period, str(cell))


# --- what follows from it -----------------------------------------------------------------------------------


@dataclass
class Found:
    """What was found: of how many targets, which exactly and which nearly, and what was printed in the open."""

    targets: int = 0
    rules: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    exact: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


class Stranger:
    """All that follows from packs in the order of their publication.

    `years`: whether the Department's figures of calendar years are known besides: those of the plans, requests and
    decisions that it publishes of each authority, of years that are over.
    """

    def __init__(self, packs: list[Pack], *, years: bool = False) -> None:
        self.packs, self.is_known = packs, definitions()
        self.number: dict[tuple[Count, float, int], int] = {}
        self.known: dict[int, float] = {}
        self.states = self._states(packs)
        for pack, state in zip(packs, self.states, strict=True):
            for key, n in pack.printed.items():
                number = self.number.setdefault((key, pack.truth[key], state), len(self.number))
                if not np.isnan(n):
                    self.known[number] = n
        self.truth = [int(n) for _, n, _ in self.number]
        self.name = [key for key, *_ in self.number]
        self.rows: dict[tuple[Any, ...], tuple[dict[int, int], float, float, str]] = {}
        self.rests: dict[tuple[int, int], str] = {}
        self._relations = list(self._related())
        self._formulas = list(self._made())
        self._sensible = [pair for pair in WITHIN if self._always(*pair)]
        for pack, state in zip(packs, self.states, strict=True):
            place = {key: self.number[key, pack.truth[key], state] for key in pack.printed}
            self._tables(place)
            self._same_spot(place, pack)
            self._over_time(place, pack)
            if years:
                self._calendar_years(place, pack)

    @staticmethod
    def _states(packs: list[Pack]) -> list[int]:
        """Which packs are of one state of the records: until one prints another number of the same thing.

        Of a withheld count nobody knows whether it was corrected too.
        """
        states: list[int] = []
        told: dict[Count, float] = {}
        for pack in packs:
            now = {key: n for key, n in pack.printed.items() if not np.isnan(n)}
            moved = any(told.get(key, n) != n for key, n in now.items())
            states.append((states[-1] if states else 0) + moved)
            told = now if moved else told | now
        return states

    def _say(self, terms: dict[int, float], low: float, high: float, why: str) -> None:
        terms = {place: n for place, n in terms.items() if n}
        total = sum(n * self.truth[place] for place, n in terms.items())
        if len(terms) and low - 1e-6 <= total <= high + 1e-6:
            key = (tuple(sorted(terms.items())), low, high)
            self.rows.setdefault(key, (terms, low, high, why))  # type: ignore[arg-type]

    def _always(self, inner: Series, outer: Series) -> bool:
        held = [
            pack.truth[(*inner, *key[2:])] <= n
            for pack in self.packs
            for key, n in pack.truth.items()
            if key[:2] == outer and (*inner, *key[2:]) in pack.truth
        ]
        return len(held) > 0 and all(held)

    def _related(self) -> Iterator[tuple[str, tuple[tuple[Series, int], ...], bool]]:
        """Sums of series of one place and time that are nought (True), or not above it: by the definitions."""
        rows = self.is_known.rows
        used = {name[:2] for name in self.name}
        by_place: dict[tuple[Any, ...], list[Series]] = {}
        for name in sorted(used & rows.keys()):
            by_place.setdefault((*rows[name].place, rows[name].months), []).append(name)
        for names in by_place.values():
            inside: dict[Series, list[Series]] = {}
            for inner in names:
                for outer in names:
                    if inner != outer and rows[outer].holds(rows[inner]):
                        inside.setdefault(outer, []).append(inner)
                        if rows[inner].holds(rows[outer]):
                            if inner < outer:
                                yield "counts the same", ((inner, 1), (outer, -1)), True
                        else:
                            yield "is some of", ((inner, 1), (outer, -1)), False
            for outer, inner_ones in inside.items():
                for a, b in combinations(inner_ones, 2):
                    if rows[a].is_apart(rows[b]):
                        is_whole = self._is_whole(rows[a], rows[b], rows[outer])
                        yield "are apart within", ((a, 1), (b, 1), (outer, -1)), is_whole

    @staticmethod
    def _is_whole(a: Rows, b: Rows, outer: Rows) -> bool:
        """Whether two parts are all of it: but for one column they are alike, and there they have all its words."""
        left = [(c, w) for c, w in a.only if (c, w) not in outer.only]
        right = [(c, w) for c, w in b.only if (c, w) not in outer.only]
        if len(left) != 1 or len(right) != 1 or left[0][0] != right[0][0] or a.never != b.never:
            return False
        whole = dict(outer.only).get(left[0][0], frozenset({"yes", "no"}))
        return left[0][1] | right[0][1] == whole

    def _made(self) -> Iterator[tuple[str, Series, list[Series]]]:
        """What is made of other figures: `A ÷ B × 100` has A above the line and B below it."""
        by_name = {name: measure for measure, name in self.is_known.name.items()}
        for measure, formula in self.is_known.made.items():
            if " ÷ " not in formula:
                continue
            above, below = formula.removesuffix(" × 100").removesuffix(" × 1,000").split(" ÷ ")
            for side, text in (("N", above), ("D", below)):
                parts = [by_name.get(part.strip("() ")) for part in text.split(" + ")]
                if all(parts):
                    yield "made of", (measure, side), [(part, "N") for part in parts if part]

    def _tables(self, place: dict[Count, int]) -> None:
        tables: dict[tuple[str, str, str, str], dict[str, int]] = {}
        for (measure, side, period, dimension, member), n in place.items():
            if dimension != ALL:
                tables.setdefault((measure, side, period, dimension), {})[member] = n
        for (measure, side, period, dimension), members in tables.items():
            whole = place.get((measure, side, period, ALL, ALL))
            if whole is not None:
                self._say({**dict.fromkeys(members.values(), 1), whole: -1}, 0, 0, "groups sum to the total")
            self._groups_that_are_measures(place, (measure, side), period, dimension, members)

    def _groups_that_are_measures(
        self, place: dict[Count, int], series: Series, period: str, dimension: str, members: dict[str, int]
    ) -> None:
        rows = self.is_known.rows
        if series not in rows:
            return
        told = {member.lower().replace("_", " "): n for member, n in members.items()}
        for other in {key[:2] for key in place} & rows.keys():
            if other == series or rows[other].months != rows[series].months:
                continue
            more = [c for c in rows[other].only if c not in rows[series].only]
            if (
                rows[series].holds(rows[other])
                and len(more) == 1
                and len(rows[other].never) == len(rows[series].never)
            ):
                column, words = more[0]
                whole = place.get((*other, period, ALL, ALL))
                mine = {told[w.lower()]: 1 for w in words if w.lower() in told}
                if whole is not None and column == dimension and mine:
                    self._say({**mine, whole: -1}, 0, 0, "a group is a measure")
        if series == ("ehcp_20wk_rate_excl", "D") and dimension == "weeks_taken":
            for member, name in (
                ("20 weeks or less", "ehcp_20wk_rate_excl"),
                ("over 52 weeks", "ehcp_over_52wk_rate"),
            ):
                whole = place.get((name, "N", period, ALL, ALL))
                if member in members and whole is not None:
                    self._say({members[member]: 1, whole: -1}, 0, 0, "a band is a measure")

    def _same_spot(self, place: dict[Count, int], pack: Pack) -> None:
        spots: dict[tuple[str, str, str], dict[Series, int]] = {}
        for key, n in place.items():
            spots.setdefault(key[2:], {})[key[:2]] = n
        for spot, there in spots.items():
            for why, terms, is_equal in self._relations:
                if all(series in there for series, _ in terms):
                    row: dict[int, float] = {}
                    for series, times in terms:
                        row[there[series]] = row.get(there[series], 0) + times
                    self._say(row, 0 if is_equal else -np.inf, 0, why)
                    if len(terms) == 2 and not is_equal:
                        self._rest(there[terms[0][0]], there[terms[1][0]], terms)
            for inner, outer in self._sensible:
                if inner in there and outer in there:
                    self._say({there[inner]: 1, there[outer]: -1}, -np.inf, 0, "common sense")
            for why, series, parts in self._formulas:
                if series in there and all(part in there for part in parts):
                    row = {there[series]: -1.0}
                    for part in parts:
                        row[there[part]] = row.get(there[part], 0) + 1
                    self._say(row, 0, 0, why)
            for (measure, side), below in there.items():
                above = there.get((measure, "N"))
                if side == "N" or above is None:
                    continue
                # Growth is a percentage too, of what is no whole.
                if self.is_known.unit.get(measure) == "percent" and "growth" not in measure:
                    self._say({above: 1, below: -1}, -np.inf, 0, "some of them")
                    self._rest(above, below, (((measure, "N"), 1), ((measure, "D"), -1)))
                rate = pack.rates.get((measure, *spot))
                scale = {"percent": 100, "ratio": 1, "per_1000": 1000}.get(
                    self.is_known.unit.get(measure, "")
                )
                if rate is not None and scale and (above not in self.known or below not in self.known):
                    self._say({above: scale, below: -(rate + 0.05)}, -np.inf, 0, "rounded to one place")
                    self._say({above: scale, below: -(rate - 0.05)}, 0, np.inf, "rounded to one place")

    def _rest(self, inner: int, outer: int, terms: Iterable[tuple[Series, int]]) -> None:
        """What is left of a whole is a number too."""
        (a, _), (b, _) = terms
        if min(self.is_known.smallest.get(a[0], 1), self.is_known.smallest.get(b[0], 1)) < SMALL:
            return
        if 1 <= self.truth[outer] - self.truth[inner] < SMALL:
            self.rests.setdefault((inner, outer), f"{b} less {a}")

    def _over_time(self, place: dict[Count, int], pack: Pack) -> None:
        rows = self.is_known.rows
        by_series: dict[Series, dict[str, int]] = {}
        for (measure, side, period, dimension, _), n in place.items():
            if dimension == ALL and (measure, side) in rows and period in pack.days:
                by_series.setdefault((measure, side), {})[period] = n
        flows = {s for s in by_series if " to " not in rows[s].by}
        for year, halves in ((y, h) for y in flows for h in flows if rows[y].months and not rows[h].months):
            if (rows[year].place, rows[year].only, rows[year].never) != (
                rows[halves].place,
                rows[halves].only,
                rows[halves].never,
            ):
                continue
            for period, whole in by_series[year].items():
                end = pack.days[period][1]
                start = (pd.Timestamp(end) - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date()
                self._window(by_series[halves], pack, whole, start, end)
        periods = sorted(pack.days)
        for before, after in zip(periods, periods[1:], strict=False):
            if (pack.days[after][0] - pack.days[before][1]).days != 1:
                continue
            spot = (ALL, ALL)
            held = [place.get(("plans_maintained_n", "N", p, *spot)) for p in (before, after)]
            came = place.get(("new_plans_n", "N", after, *spot))
            left = place.get(("plans_ceased_n", "N", after, *spot))
            if None not in (*held, came, left):
                row = {held[0]: 1, held[1]: -1, came: 1, left: -1}
                self._say(row, 0, 0, "came and went")  # type: ignore[arg-type]
            self._flows(place, before, after)
        for period in periods:
            then = next(
                (p for p in periods if abs((pack.days[period][1] - pack.days[p][1]).days - 365) < 10), None
            )
            told = place.get(("plans_year_before_n", "N", period, ALL, ALL))
            if (
                then
                and told is not None
                and (before_ := place.get(("plans_maintained_n", "N", then, ALL, ALL)))
            ):
                self._say({told: 1, before_: -1}, 0, 0, "a year before")

    def _flows(self, place: dict[Count, int], before: str, after: str) -> None:
        measures = {key[0] for key in place}
        for rule, terms in FLOWS:
            tail = terms[0][0].removeprefix("*")[:-2]
            for limit in (
                {m.removesuffix(tail) for m in measures if m.endswith(tail)} if "*" in rule else {""}
            ):
                row: dict[int, float] = {}
                for name, is_before, sign in terms:
                    measure, side = name.replace("*", limit).split(".")
                    n = place.get((measure, side, before if is_before else after, ALL, ALL), -1)
                    row[n] = row.get(n, 0) + sign
                if -1 not in row:
                    self._say(row, -np.inf, 0, rule)

    def _window(
        self, halves: dict[str, int], pack: Pack, whole: int, start: date, end: date, why: str = "a year"
    ) -> None:
        """So many days hold what lies in them whole, and no more than what touches them."""
        inside = [n for p, n in halves.items() if start <= pack.days[p][0] and pack.days[p][1] <= end]
        self._say({**dict.fromkeys(inside, 1), whole: -1}, -np.inf, 0, f"half-terms of {why}")
        touching = sorted(
            (pack.days[p][0], pack.days[p][1], n)
            for p, n in halves.items()
            if pack.days[p][0] <= end and start <= pack.days[p][1]
        )
        is_tiled = all((b[0] - a[1]).days == 1 for a, b in zip(touching, touching[1:], strict=False))
        if touching and is_tiled and touching[0][0] <= start and end <= touching[-1][1]:
            self._say({**{n: 1 for *_, n in touching}, whole: -1}, 0, np.inf, f"half-terms about {why}")
        # Nothing happens on the days about New Year, and six half-terms are a year.
        six = [n for first, last, n in touching if (min(last, end) - max(first, start)).days > 10]
        if len(six) == 6:
            self._say({**dict.fromkeys(six, 1), whole: -1}, 0, 0, f"six half-terms are {why}")

    def _calendar_years(self, place: dict[Count, int], pack: Pack) -> None:
        """What the Department publishes of calendar years, taken for six half-terms."""
        published = (
            ("requests_received", "N"),
            ("request_refused_rate", "N"),
            ("request_decision_6wk_rate", "N"),
            ("request_decision_6wk_rate", "D"),
            ("no_plan_decision_16wk_rate", "N"),
            ("no_plan_decision_16wk_rate", "D"),
            ("ehcp_20wk_rate_excl", "N"),
            ("ehcp_20wk_rate_excl", "D"),
            ("ehcp_20wk_rate_incl", "N"),
            ("ehcp_20wk_rate_incl", "D"),
            ("ehcp_over_52wk_rate", "N"),
            ("new_plans_n", "N"),
            ("annual_review_4wk_rate", "N"),
            ("annual_review_4wk_rate", "D"),
        )
        last = max(end for _, end in pack.days.values())
        for year in {start.year for start, _ in pack.days.values()}:
            mine = [p for p, (start, end) in pack.days.items() if start.year == year or end.year == year]
            mine = [
                p
                for p in mine
                if (min(pack.days[p][1], date(year, 12, 31)) - max(pack.days[p][0], date(year, 1, 1))).days
                > 10
            ]
            if len(mine) != 6 or last < date(year, 12, 31):
                continue
            for series in published:
                halves = [place.get((*series, p, ALL, ALL)) for p in mine]
                if None not in halves:
                    told = sum(self.truth[n] for n in halves if n is not None)
                    self._say(dict.fromkeys(halves, 1), told, told, "the Department's figure of the year")  # type: ignore[arg-type]

    def solve(self) -> Found:
        """Least and greatest value of every small number that is not told."""
        size = len(self.truth)
        low, high = np.zeros(size), np.full(size, float(LIMIT))
        for n in range(size):
            if n in self.known:
                low[n] = high[n] = self.known[n]
            elif self.truth[n] > 0 and not self._may_be_nobody(n):
                low[n] = 1
        rows = list(self.rows.values())
        found = Found(rules=len(rows))
        for *_, why in rows:
            found.reasons[why] = found.reasons.get(why, 0) + 1
        entries = [(r, n, times) for r, (terms, *_) in enumerate(rows) for n, times in terms.items()]
        row, column, value = (np.array(part) for part in zip(*entries, strict=True))
        matrix = csr_array((value.astype(float), (row, column)), shape=(len(rows), size))
        least, most = np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
        free = np.array([n not in self.known for n in range(size)])
        links = abs(matrix) * free
        part = connected_components(links.T @ links, directed=False)[1]

        def ends(terms: dict[int, int]) -> tuple[int, int] | None:
            mine = np.flatnonzero(np.isin(part, part[list(terms)]) & free)
            used_rows = np.flatnonzero(np.diff(links[:, mine].tocsr().indptr))
            used = np.union1d(np.flatnonzero(np.diff(matrix[used_rows].tocsc().indptr)), list(terms))
            cost = np.array([terms.get(int(n), 0) for n in used], "float64")
            answers = []
            for sign in (1, -1):
                answer = milp(
                    sign * cost,
                    constraints=LinearConstraint(
                        matrix[used_rows][:, used], least[used_rows], most[used_rows]
                    )
                    if len(used_rows)
                    else None,
                    bounds=Bounds(low[used], high[used]),
                    integrality=np.ones(len(used)),
                    options={"time_limit": 20},
                )
                if answer.x is None:
                    return None
                answers.append(round(float(cost @ answer.x)))
            return answers[0], answers[1]

        for n in np.flatnonzero(free).tolist():
            if self._smallest(n) < SMALL:
                continue
            if 1 <= self.truth[n] < SMALL:
                self._judge(found, ends({n: 1}), self.truth[n], str(self.name[n]))
            elif self._may_be_nobody(n) and self._is_everybody_or_nobody(n):
                found.targets += 1
                both = ends({n: 1})
                if both and both[0] == both[1]:
                    found.exact.append(f"{self.name[n]}: {both[0]}, which is nobody or everybody")
        for (inner, outer), why in self.rests.items():
            rest = self.truth[outer] - self.truth[inner]
            name = f"{why} of {self.name[outer][2:]}"
            if not free[inner] and not free[outer]:
                found.open.append(f"{name}: {rest}")
            else:
                self._judge(found, ends({outer: 1, inner: -1}), rest, name)
        for n, count in self.known.items():
            if 1 <= count < SMALL <= self._smallest(n):
                found.open.append(f"{self.name[n]}: {count:g}")
        found.open += [said for pack in self.packs for said in pack.said_elsewhere]
        return found

    @staticmethod
    def _judge(found: Found, both: tuple[int, int] | None, truth: int, name: str) -> None:
        found.targets += 1
        if both is None:
            return
        if both[0] == both[1]:
            found.exact.append(f"{name}: {truth}")
        elif both[1] < SMALL or (both[0] > 1 and both[1] - both[0] < SMALL):
            found.near.append(f"{name}: {both[0]} to {both[1]}, in truth {truth}")

    def _smallest(self, n: int) -> int:
        return self.is_known.smallest.get(self.name[n][0], 1)

    def _whole(self, n: int) -> int | None:
        measure, side, *spot = self.name[n]
        if side == "D" or self.is_known.unit.get(measure) != "percent":
            return None
        wholes = [m for pack in self.packs if (m := pack.truth.get((measure, "D", *spot))) is not None]  # type: ignore[arg-type]
        return int(min(wholes)) if wholes else None

    def _may_be_nobody(self, n: int) -> bool:
        """A percentage of a few may be withheld because it is nought."""
        whole = self._whole(n)
        return self.name[n][3] == ALL and whole is not None and whole < MANY

    def _is_everybody_or_nobody(self, n: int) -> bool:
        return self.truth[n] in (0, self._whole(n)) and (self._whole(n) or 0) > 0
