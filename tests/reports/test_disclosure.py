"""Withheld counts cannot be worked out: by eye in small tables, by an attacker's integer programme in large ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from include.errors import ReportError
from include.reports.disclosure import Printed, contradictions, suppressed
from include.reports.pack import public
from include.transforms import Catalogue, Families

AUTUMN = (pd.Timestamp(2025, 9, 1), pd.Timestamp(2025, 11, 2))
SPRING = (pd.Timestamp(2025, 11, 3), pd.Timestamp(2026, 1, 4))
BOTH = (AUTUMN[0], SPRING[1])
SMALLEST = 5


def table(family: str, period=AUTUMN, *, is_fixed=False, **groups: dict[str, int]) -> list[dict]:
    """A total and its breakdowns: `table("late", need={"ASD": 3, "SEMH": 20})`."""
    cells = {("all", "all"): sum(next(iter(groups.values())).values())}
    cells |= {(dimension, member): n for dimension, parts in groups.items() for member, n in parts.items()}
    return [
        {
            "family": family,
            "start": period[0],
            "end": period[1],
            "dimension": dimension,
            "member": member,
            "count": count,
            "smallest": SMALLEST,
            "is_fixed": is_fixed,
        }
        for (dimension, member), count in cells.items()
    ]


def printed(*tables: list[dict], nested=()) -> Printed:
    """Printed tables; of a pair of `nested` families each case of the first is one of the second."""
    atoms = [(family, family) for family, _ in nested]
    atoms += [(outer, atom) for inner, outer in nested for atom in (inner, f"{outer} less {inner}")]
    return Printed(
        pd.DataFrame([row for rows in tables for row in rows]),
        pd.DataFrame(atoms, columns=["family", "atom"]),
    )


def withheld(pack: Printed) -> set[str]:
    cells = pack.cells[suppressed(pack)]
    return set(cells["family"] + ":" + cells["member"])


def test_counts_large_enough_are_printed():
    assert withheld(printed(table("plans", need={"ASD": 30, "SEMH": 20, "MLD": 0}))) == set()


def test_one_small_count_takes_the_smallest_other_with_it():
    pack = printed(table("plans", need={"ASD": 30, "SEMH": 20, "VI": 3}))

    assert withheld(pack) == {"plans:VI", "plans:SEMH"}


def test_a_true_zero_is_never_withheld():
    assert "plans:MLD" not in withheld(printed(table("plans", need={"ASD": 30, "VI": 3, "HI": 2, "MLD": 0})))


def test_two_small_counts_that_sum_to_little_need_a_third():
    """3 and 1 hidden beside a total would leave 1 + 3, 2 + 2 and 3 + 1: everybody would know that both are small."""
    assert withheld(printed(table("plans", need={"ASD": 30, "VI": 3, "HI": 1}))) == {
        "plans:VI",
        "plans:HI",
        "plans:ASD",
    }


def test_a_small_remainder_of_a_rate_is_protected():
    """98 of 100 in time says that two were late, as plainly as printing the 2."""
    pack = printed(
        table("in_time", need={"ASD": 98}), table("issued", need={"ASD": 100}), nested=[("in_time", "issued")]
    )

    assert withheld(pack) & {"in_time:all", "issued:all"}
    assert withheld(pack) & {"in_time:ASD", "issued:ASD"}


def test_a_count_is_not_given_away_by_half_terms_of_a_year():
    pack = printed(
        table("plans", AUTUMN, need={"ASD": 3}),
        table("plans", SPRING, need={"ASD": 40}),
        table("plans", BOTH, need={"ASD": 43}),
    )

    hidden = pack.cells[suppressed(pack)]

    assert len(hidden[hidden["dimension"] == "need"]) >= 2


def test_an_earlier_pack_is_part_of_what_the_reader_knows():
    """Last half-term's pack printed the half-term and the year so far; this one must not print the rest."""
    pack = printed(
        table("plans", AUTUMN, need={"ASD": 40}, is_fixed=True),
        table("plans", BOTH, need={"ASD": 43}),
        table("plans", SPRING, need={"ASD": 3}),
    )

    hidden = pack.cells[suppressed(pack)]

    assert not hidden["is_fixed"].any()
    assert set(hidden["end"]) == {SPRING[1]}
    assert (hidden["count"] == 43).any()


def test_a_group_that_holds_everybody_gives_the_total_away():
    """All five plans took 20 weeks or less: printing that group prints the total, from which the localities follow."""
    pack = printed(
        table("plans", AUTUMN, place={"east": 1, "north": 1, "south": 3}, weeks={"20 or less": 5}),
    )

    assert withheld(pack) == {"plans:all", "plans:east", "plans:north", "plans:south", "plans:20 or less"}


def test_what_earlier_packs_give_away_stops_the_pack():
    pack = printed(
        table("plans", AUTUMN, need={"ASD": 40}, is_fixed=True),
        table("plans", BOTH, need={"ASD": 43}, is_fixed=True),
        table("plans", SPRING, need={"ASD": 3}),
    )

    with pytest.raises(ReportError, match="already published"):
        suppressed(pack)


@st.composite
def packs(draw) -> Printed:
    """Cases with a need, an age and an outcome, in two half-terms, printed as tables of a rate's two counts."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    tables = []
    for period in (AUTUMN, SPRING):
        cases = pd.DataFrame(
            {
                "need": rng.choice(["ASD", "SEMH", "SLCN", "VI"], size := rng.integers(1, 60)),
                "age": rng.choice(["5_10", "11_15", "16_19"], size),
                "in_time": rng.random(size) < rng.random(),
            }
        )
        for family, rows in (("issued", cases), ("in_time", cases[cases["in_time"]])):
            groups = {name: dict(rows[name].value_counts()) for name in ("need", "age")}
            if len(rows):
                tables.append(table(family, period, **groups))
    return printed(*tables, nested=[("in_time", "issued")])


def attack(pack: Printed, hidden: pd.Series) -> pd.DataFrame:
    """Range of every small hidden count for a reader who writes down all equations and solves them in whole numbers."""
    cells = pack.cells.reset_index(drop=True)
    rows, low, high = [], [], []

    def say(terms: dict[int, int], least: float, most: float) -> None:
        row = np.zeros(len(cells))
        row[list(terms)] = list(terms.values())
        rows.append(row)
        low.append(least)
        high.append(most)

    lower = np.where(hidden, 1, cells["count"])
    upper = np.where(hidden, 10_000, cells["count"])
    for _, group in cells.groupby(["family", "start"]):
        total = group.index[group["dimension"] == "all"][0]
        for dimension in ("need", "age"):
            members = group.index[group["dimension"] == dimension]
            say({**dict.fromkeys(members, 1), total: -1}, 0, 0)
    keys = ["start", "dimension", "member"]
    inner, outer = (cells[cells["family"] == f].reset_index() for f in ("in_time", "issued"))
    pairs = inner.merge(outer, on=keys)
    for within, around in zip(pairs["index_x"].tolist(), pairs["index_y"].tolist(), strict=True):
        say({around: 1, within: -1}, 0, np.inf)

    found = []
    for cell in cells.index[cells["count"].between(1, SMALLEST - 1)]:
        cost = np.zeros(len(cells))
        cost[cell] = 1
        ends = [
            sign
            * milp(
                sign * cost,
                constraints=LinearConstraint(np.array(rows), low, high),
                bounds=Bounds(lower, upper),
                integrality=np.ones(len(cells)),
            ).fun
            for sign in (1, -1)
        ]
        found.append((*ends, cells.loc[cell, "count"]))
    return pd.DataFrame(found, columns=["low", "high", "count"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(packs())
def test_no_small_count_can_be_solved_for(pack):
    ranges = attack(pack, suppressed(pack).reset_index(drop=True))

    assert (ranges["high"] >= SMALLEST).all()
    assert ((ranges["low"] <= 1) | (ranges["high"] - ranges["low"] >= SMALLEST)).all()


def test_the_attack_finds_what_primary_suppression_alone_leaves():
    pack = printed(table("issued", need={"ASD": 30, "VI": 3}, age={"5_10": 33}))
    only_primary = pack.cells["count"].between(1, SMALLEST - 1)

    assert attack(pack, only_primary)[["low", "high"]].to_numpy().tolist() == [[3, 3]]


@settings(max_examples=10)
@given(packs(), st.randoms())
def test_the_order_of_the_tables_makes_no_difference(pack, random):
    order = list(pack.cells.index)
    random.shuffle(order)

    shuffled = suppressed(replace(pack, cells=pack.cells.loc[order]))

    pd.testing.assert_series_equal(shuffled.sort_index(), suppressed(pack))


def total(family: str, count: int, period=AUTUMN, **more) -> dict:
    """A count without breakdown."""
    cell = {"family": family, "start": period[0], "end": period[1], "dimension": "all", "member": "all"}
    return {**cell, "count": count, "smallest": SMALLEST, "is_fixed": False} | more


def made_of(**families: str) -> pd.DataFrame:
    """Families and their atoms, one letter each: `made_of(issued="ab", without="a")`."""
    return pd.DataFrame([(f, a) for f, own in families.items() for a in own], columns=["family", "atom"])


class TestWhatDefinitionsSay:
    def test_a_part_that_is_left_between_two_others_is_protected(self):
        """Issued 11, without exception 8: three have an exception, whether or not that is printed."""
        cells = pd.DataFrame([total("issued", 11), total("without", 8), total("exceptions", 3)])
        hidden = suppressed(Printed(cells, made_of(issued="ab", without="a", exceptions="b")))
        assert hidden.tolist() == [False, True, True]

    def test_two_parts_that_are_the_whole_protect_a_third_count(self):
        cells = pd.DataFrame([total("decided", 18), total("others", 14), total("send", 4)])
        hidden = suppressed(Printed(cells, made_of(decided="ab", others="a", send="b")))
        assert hidden.tolist() == [False, True, True]

    def test_a_group_that_another_measure_counts_is_withheld_with_it(self):
        """The section HEALTH of one table is all of another measure."""
        sections = table("by_section", subject={"HEALTH": 3, "SOCIAL": 20, "EDUCATION": 30})
        cells = pd.DataFrame([*sections, total("health", 3)])
        groups = pd.DataFrame(
            [("h", "subject", "HEALTH"), ("o", "subject", "")], columns=["atom", "dimension", "member"]
        )
        hidden = suppressed(Printed(cells, made_of(by_section="ho", health="h"), groups))
        assert cells[hidden]["member"].tolist() == ["HEALTH", "SOCIAL", "all"]

    def test_a_rule_that_numbers_show_is_an_equation(self):
        """Nothing in the definitions joins the three; a reader knows all the same that two sum to the third."""
        cells = pd.DataFrame([total("send", 4), total("others", 14), total("clock", 18)])
        assert suppressed(Printed(cells)).tolist() == [True, False, False]
        assert suppressed(Printed(cells, nothing=({0: 1, 1: 1, 2: -1},))).tolist() == [True, True, False]


class TestNobodyAndEverybody:
    def test_nought_of_a_few_is_not_told_by_what_is_left(self):
        """Nought refused of six, six agreed of six: withheld are both, or the six."""
        cells = pd.DataFrame(
            [
                total("decided", 6),
                total("refused", 0, is_extreme=True, least=0),
                total("agreed", 6),
            ]
        )
        hidden = suppressed(Printed(cells, made_of(decided="ab", refused="a", agreed="b")))
        assert hidden.tolist()[1] and (hidden.tolist()[0] or hidden.tolist()[2])


class TestCorrections:
    def test_counts_that_cannot_all_be_true_are_found(self):
        cells = pd.DataFrame(
            [*table("plans", need={"ASD": 30, "VI": 10}), total("plans", 41), total("other", 7)]
        )
        [labels] = contradictions(Printed(cells))
        assert sorted(labels) == [0, 1, 2, 3]

    def test_a_count_of_another_vintage_is_no_equation_with_ours(self):
        cells = pd.DataFrame([*table("plans", need={"ASD": 30, "VI": 10}), total("plans", 41, vintage="old")])
        cells["vintage"] = cells["vintage"].fillna("")
        assert list(contradictions(Printed(cells))) == []
        assert not suppressed(Printed(cells)).any()

    def test_what_either_state_printed_is_known_of_both(self):
        """An earlier pack printed 30 of a table that was corrected since; 30 is still what it was."""
        now = table("plans", need={"ASD": 30, "SEMH": 20, "VI": 3})
        then = [total("plans", 52, vintage="old", is_fixed=True, is_ours=False)]
        then += [
            {**row, "vintage": "old", "is_ours": False, "is_fixed": row["member"] == "SEMH"}
            for row in table("plans", need={"ASD": 30, "SEMH": 20, "VI": 2})[1:]
        ]
        cells = pd.DataFrame([*now, *then])
        cells["vintage"], cells["is_ours"] = (
            cells["vintage"].fillna(""),
            cells["is_ours"].eq(False).map({True: False, False: True}),
        )
        hidden = cells[suppressed(Printed(cells))]
        assert "SEMH" not in set(hidden["member"])
        assert {"VI", "ASD"} <= set(hidden[hidden["is_ours"]]["member"])


def test_what_need_not_be_withheld_after_all_is_printed():
    """The second small count of a line protects the first: no third is withheld."""
    cells = pd.DataFrame(table("plans", need={"ASD": 30, "VI": 4, "HI": 4}))
    assert set(cells[suppressed(Printed(cells))]["member"]) == {"VI", "HI"}


def test_nobody_is_not_told_by_those_that_nobody_is():
    """None of six took the course up: that none began it says the same, and is withheld with it."""
    rows = [total("offered", 6), total("taken", 0, is_extreme=True, least=0), total("begun", 0)]
    cells = pd.DataFrame(rows).fillna({"is_extreme": False, "least": 1})
    hidden = suppressed(Printed(cells, made_of(offered="ab", taken="a"), nothing=({1: 1, 2: -1},)))
    assert hidden.tolist() == [False, True, True]


def test_what_a_percentage_of_two_measures_leaves_is_protected():
    """Of 11 members of staff 9 are trained: that two are not is about two people."""
    cells = pd.DataFrame([total("trained", 9), total("staff", 11)])
    assert not suppressed(Printed(cells)).any()
    assert suppressed(Printed(cells, rests=((0, 1),))).tolist() == [True, False]


def test_a_count_that_lies_within_another_is_no_more_than_that():
    """A plan issued is a new plan: of 43 new and 41 without an exception, 1 or 2 had one, whatever else is withheld."""
    cells = pd.DataFrame(
        [total("new", 43), total("without", 41, is_fixed=True), total("issued", 43), total("exceptions", 2)]
    )
    atoms = made_of(issued="ab", without="a", exceptions="b")
    unaware = suppressed(Printed(cells, atoms))
    aware = suppressed(Printed(cells, atoms, no_more=({2: 1, 0: -1},)))
    assert unaware.tolist() == [False, False, True, True]
    assert aware.tolist() == [True, False, True, True]


def test_those_held_are_at_least_those_before_and_the_new_ones_less_those_that_ceased():
    """100 were held and 105 are, 4 ceased: 9 at most are new, so that with 8 without an exception at most 1 had one."""
    cells = pd.DataFrame(
        [
            total("held", 100, is_fixed=True),
            total("held", 105, SPRING, is_fixed=True),
            total("ceased", 4, SPRING, smallest=1),
            total("new", 9, SPRING),
            total("without", 8, SPRING, is_fixed=True),
            total("issued", 9, SPRING),
            total("exceptions", 1, SPRING),
        ]
    )
    atoms = made_of(issued="ab", without="a", exceptions="b")
    is_new: dict[object, int] = {5: 1, 3: -1}
    came_and_went: dict[object, int] = {0: 1, 3: 1, 1: -1, 2: -1}
    unaware = suppressed(Printed(cells, atoms, no_more=(is_new,)))
    aware = suppressed(Printed(cells, atoms, no_more=(is_new, came_and_went)))
    assert unaware[unaware].index.tolist() == [3, 5, 6]
    assert aware[aware].index.tolist() == [2, 3, 5, 6]


def test_late_are_those_that_were_late_before_and_those_that_were_not_in_time_since():
    """10 were overdue, 6 of 30 due since were not in time, 12 are overdue: 4 at most of those that ended were late."""
    cells = pd.DataFrame(
        [
            total("overdue", 10, is_fixed=True),
            total("overdue", 12, SPRING),
            total("due", 30, SPRING, is_fixed=True),
            total("due_in_time", 24, SPRING, is_fixed=True),
            total("ended", 28, SPRING, is_fixed=True),
            total("in_time", 25, SPRING),
        ]
    )
    atoms = made_of(due="ab", due_in_time="a", ended="cd", in_time="c")
    late: dict[object, int] = {1: 1, 4: 1, 3: 1, 0: -1, 5: -1, 2: -1}
    unaware = suppressed(Printed(cells, atoms))
    aware = suppressed(Printed(cells, atoms, no_more=(late,)))
    assert unaware[unaware].index.tolist() == [5]
    assert aware[aware].index.tolist() == [1, 5]


def test_a_rule_for_every_limit_is_about_figures_of_one_limit():
    rule = next(rule for rule in public.rules().no_more if rule.these[0].startswith("*"))
    series = {f"{limit}_{rest}": f"{limit}_{rest}" for limit in "ab" for rest in ("overdue_n.numerator",)}
    series |= {name: name for name in ("a_rate_due.numerator", "a_rate_due.denominator")}
    assert list(rule.sums(series)) == [
        [
            ("a_overdue_n.numerator", 0, 1),
            ("a_rate_due.numerator", 0, 1),
            ("a_overdue_n.numerator", 1, -1),
            ("a_rate_due.denominator", 0, -1),
        ]
    ]


def test_every_rule_of_what_is_no_more_than_something_else_is_about_measures_that_there_are():
    families = Families(Catalogue.load()).counts()
    series = {name: name for name in families["measure_id"] + "." + families["side"]}
    for rule in public.rules().no_more:
        assert list(rule.sums(series)), rule.why


def test_one_that_is_much_more_than_what_lies_within_it_is_printed():
    cells = pd.DataFrame(
        [total("new", 60), total("without", 41), total("issued", 43), total("exceptions", 2)]
    )
    hidden = suppressed(
        Printed(cells, made_of(issued="ab", without="a", exceptions="b"), no_more=({2: 1, 0: -1},))
    )
    assert not hidden[0]


class TestHalfTermsToCome:
    """Reviews of all plans are those due at home and those of plans that moved in; the last are shown in no trend."""

    KEYS = ("2024-25-autumn-1", "2024-25-autumn-2", "2025-26-autumn-1")
    COUNTS = {"all": (300, 208, 310), "home": (280, 207, 290), "moved": (20, 1, 20)}

    def printed(self, *, to_come: bool) -> pd.DataFrame:
        measures = pd.DataFrame(
            {"measure_id": [*self.COUNTS, public.HEADLINE], "smallest_count": 5, "statistic": "count"}
        ).assign(unit="cases", audiences="scrutiny")
        families = measures[["measure_id"]].assign(
            side="numerator", months=0, months_before=0, is_stock=False
        )
        families = families.assign(family="fact:" + families["measure_id"], of_limit=False)
        families.loc[families["measure_id"] == public.HEADLINE, "side"] = "denominator"
        ends = pd.to_datetime(["2024-11-03", "2025-01-05", "2025-11-02"])
        starts = pd.to_datetime(["2024-09-01", "2024-11-04", "2025-09-01"])
        rows = [
            {
                "measure_id": name,
                "period_key": key,
                "period_start": start,
                "period_end": end,
                "numerator": float(n),
            }
            for name, counts in self.COUNTS.items()
            for key, start, end, n in zip(self.KEYS, starts, ends, counts, strict=True)
        ]
        shown = pd.DataFrame(rows).assign(denominator=np.nan, dimension="all", member="all", source="records")
        shown["in_doubt"] = False
        # The pack of autumn 1 shows them of this autumn 1 and the last; that of autumn 2 will show autumn 2.
        unsaid = (shown["measure_id"] == "moved") & (shown["period_key"] == "2024-25-autumn-2")
        shown = shown.assign(is_public=~unsaid, is_to_come=unsaid & to_come)
        inputs = {
            "measures": measures,
            "families": families,
            "atoms": pd.DataFrame(columns=["family", "atom"]),
            "groups": pd.DataFrame(columns=["atom", "dimension", "member"]),
            "sums": pd.DataFrame({"family": "fact:all", "part": ["fact:home", "fact:moved"]}),
            "bands": pd.DataFrame(columns=["member", "family"]),
            "published": pd.DataFrame(columns=["measure_id"]),
        }
        found = public.printed(shown, inputs, pd.DataFrame())
        assert (
            not found["measure_id"].eq("moved").where(found["period_key"] == "2024-25-autumn-2", False).any()
        )
        return found[found["is_withheld"]]

    def test_a_small_count_that_a_later_pack_may_show_is_not_the_difference_of_two_trends(self):
        withheld = self.printed(to_come=True)
        assert set(withheld["period_key"]) == {"2024-25-autumn-2"}
        assert len(withheld) == 1  # one of 208 and 207

    def test_without_that_the_two_trends_tell_it(self):
        assert self.printed(to_come=False).empty


class TestCalendarYears:
    """Each June DfE prints the council's own counts of the year before: six half-terms together."""

    STARTS = pd.to_datetime(
        ["2025-01-06", "2025-02-17", "2025-04-21", "2025-06-02", "2025-09-01", "2025-11-03", "2026-01-05"]
    )
    KEYS = (
        *(f"2024-25-{season}" for season in ("spring-1", "spring-2", "summer-1", "summer-2")),
        *("2025-26-autumn-1", "2025-26-autumn-2"),
    )

    def shown(self, **counts: tuple[int, ...]) -> pd.DataFrame:
        """Totals of the half-terms of 2025: of all six, or of the first."""
        rows = [
            (name, key, start, following - pd.Timedelta(days=1), float(n))
            for name, own in counts.items()
            for key, start, following, n in zip(self.KEYS, self.STARTS, self.STARTS[1:], own, strict=False)
        ]
        columns = ["measure_id", "period_key", "period_start", "period_end", "numerator"]
        shown = pd.DataFrame(rows, columns=columns).assign(
            denominator=np.nan, dimension="all", member="all", source="records", is_public=True
        )
        return shown.assign(is_to_come=False, in_doubt=False)

    def printed(self, shown: pd.DataFrame, *earlier: pd.DataFrame, dfe: tuple[str, ...] = ()) -> pd.DataFrame:
        """What a pack prints or withholds. `dfe`: what DfE publishes of years, also of those to come."""
        names = list(dict.fromkeys([*shown["measure_id"], "without"]))
        measures = pd.DataFrame({"measure_id": [*names, public.HEADLINE]}).assign(
            smallest_count=5, statistic="count", unit="cases", audiences="scrutiny"
        )
        families = measures[["measure_id"]].assign(
            side="numerator", months=0, months_before=0, is_stock=False, of_limit=False
        )
        families["family"] = "fact:" + families["measure_id"]
        families.loc[families["measure_id"] == public.HEADLINE, "side"] = "denominator"
        inputs = {
            "measures": measures,
            "families": families,
            "atoms": pd.DataFrame(
                {
                    "family": ["fact:issued", "fact:issued", "fact:without", "fact:excepted"],
                    "atom": ["a", "b", "a", "b"],
                }
            ),
            "groups": pd.DataFrame(columns=["atom", "dimension", "member"]),
            "sums": pd.DataFrame(columns=["family", "part"]),
            "bands": pd.DataFrame(columns=["member", "family"]),
            "published": pd.DataFrame({"measure_id": list(dfe)}),
        }
        before = [rows.assign(report=f"{n}.1") for n, rows in enumerate(earlier)]
        return public.printed(shown, inputs, pd.concat(before) if before else pd.DataFrame())

    def withheld(self, found: pd.DataFrame) -> list[int]:
        return sorted(found.loc[found["is_withheld"], "count"])

    def test_a_year_less_the_five_half_terms_that_are_printed_is_the_sixth(self):
        """28 in the year, 25 in five half-terms: one of the five is withheld with the 3."""
        shown = self.shown(requests=(5, 5, 5, 5, 5, 3))
        assert self.withheld(self.printed(shown)) == [3]
        assert self.withheld(self.printed(shown, dfe=("requests",))) == [3, 5]

    def test_a_year_that_is_not_over_tells_nothing_yet(self):
        shown = self.shown(requests=(5, 5, 5, 5, 3))
        assert self.withheld(self.printed(shown, dfe=("requests",))) == [3]

    def test_nor_is_anything_withheld_of_a_year_without_small_counts(self):
        shown = self.shown(requests=(5, 5, 5, 5, 5, 8))
        assert self.withheld(self.printed(shown, dfe=("requests",))) == []

    def test_what_is_out_already_gives_the_sixth_away_and_does_not_stop_the_pack(self):
        """DfE's figure comes whatever this pack does."""
        first = self.printed(self.shown(requests=(5, 5, 5, 5, 5)), dfe=("requests",))
        found = self.printed(self.shown(requests=(5, 5, 5, 5, 5, 3)), first, dfe=("requests",))
        assert self.withheld(found) == [3]

    def test_a_small_count_of_a_year_that_dfe_prints_itself_is_not_the_packs_to_keep(self):
        """60 plans, 57 without an exception: nobody is told in which half-terms the 3 were."""
        shown = self.shown(
            issued=(10, 11, 10, 10, 10, 9), without=(8, 11, 10, 10, 9, 9), excepted=(2, 0, 0, 0, 1, 0)
        )
        found = self.printed(shown, dfe=("issued", "without"))
        gone = found[found["is_withheld"]]
        assert self.withheld(gone[gone["measure_id"] == "excepted"]) == [1, 2]
        both = gone[gone["measure_id"].isin(["issued", "without"])]
        assert set(both["period_key"]) == {self.KEYS[0], self.KEYS[4]}
