"""Finished public packs under attack: what they withhold stays withheld, also once figures were corrected."""

from __future__ import annotations

import shutil
from ast import literal_eval
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from include import pipeline
from include.lake import Lake
from include.model.frames import to_arrow, to_frame
from tests.conftest import NIGHT_BEFORE, copy_of
from tests.reports import attacker, stranger
from tests.reports.attacker import Attack, Count, Pack
from tests.reports.conftest import BEFORE, NOW, Packs

PERIOD = "2025-26-autumn-1"


def pack_of(
    printed: Mapping[tuple[str, str], float], withheld: Mapping[tuple[str, str], int], **more: float
) -> Pack:
    """A pack of totals of one half-term; `more` are bands of weeks taken, withheld where they are negative."""

    def spot(name: tuple[str, str], dimension: str = "all", member: str = "all") -> Count:
        return (*name, PERIOD, dimension, member)

    truth = {spot(name): n for name, n in {**printed, **withheld}.items()}
    told = {spot(name): n for name, n in printed.items()} | {spot(name): np.nan for name in withheld}
    for band, n in more.items():
        key = spot(("ehcp_20wk_rate_excl", "D"), "weeks_taken", band.replace("_", " "))
        truth[key], told[key] = abs(n), n if n > 0 else np.nan
    return Pack(told, truth, [PERIOD], len(told), sum(map(bool, withheld)))


class TestTheAttackerSees:
    """What once was given away: an attack that does not find it is worth nothing."""

    def test_a_band_that_another_measure_prints(self):
        found = Attack(
            [
                pack_of(
                    {("ehcp_20wk_rate_excl", "D"): 103, ("ehcp_over_52wk_rate", "N"): 15},
                    {},
                    **{"20_weeks_or_less": 48, "over_20,_up_to_26_weeks": 17, "over_26,_up_to_39_weeks": 20},
                    **{"over_39,_up_to_52_weeks": -3, "over_52_weeks": -15},
                )
            ]
        ).solve()
        assert [(key[4], n) for key, n, _ in found.exact] == [("over 39, up to 52 weeks", 3)]

    def test_exceptions_between_all_plans_and_those_without(self):
        printed = {("ehcp_days_median", "D"): 11, ("new_plans_n", "N"): 11, ("ehcp_20wk_rate_excl", "D"): 8}
        hidden = {("exception_share", "N"): 3, ("ehcp_20wk_rate_incl", "D"): 11}
        found = Attack([pack_of(printed, hidden)]).solve()
        assert [(key[0], n) for key, n, _ in found.exact] == [("exception_share", 3)]

    def test_transport_for_children_with_send_between_all_and_others(self):
        decided, refused = "transport_decision_on_time_rate", "transport_refusal_rate_{}"
        printed = {(decided, "D"): 18, (refused.format("other"), "D"): 14}
        found = Attack([pack_of(printed, {(refused.format("send"), "D"): 4})]).solve()
        assert [n for _, n, _ in found.exact] == [4]

    def test_nothing_where_two_counts_are_withheld(self):
        decided, refused = "transport_decision_on_time_rate", "transport_refusal_rate_{}"
        hidden = {(refused.format("send"), "D"): 4, (refused.format("other"), "D"): 14}
        found = Attack([pack_of({(decided, "D"): 18}, hidden)]).solve()
        assert (found.targets, found.exact, found.narrow) == (1, [], [])


@pytest.fixture(scope="module")
def three(folders) -> list[Pack]:
    """The two packs, and the third, as the attacker reads them."""
    return [attacker.read(*each) for each in folders]


@pytest.fixture(scope="module")
def folders(packs, postgres_server, tmp_path_factory) -> Iterator[list[tuple[Path, Path]]]:
    """The two packs, and that of the second half-term published again after records were corrected.

    Each as its public folder and the board's CSV.
    """
    both = [(packs.folder("public", period), packs.file("board.csv", period)) for period in (BEFORE, NOW)]
    with (
        copy_of(packs.installation, tmp_path_factory.mktemp("corrected"), postgres_server) as corrected,
        corrected.in_force(),
        pytest.MonkeyPatch.context() as patch,
    ):
        # The attacker reads the tables; what the pages draw of them is not looked at.
        patch.setattr("include.reports.pack.pages.page", lambda _: "")
        _correct(Lake(str(corrected.root / "lake")))
        pipeline.transform("demo", NIGHT_BEFORE)
        pipeline.load("demo", NIGHT_BEFORE)
        pipeline.backfill("demo", "2024-25-autumn-1", NOW)
        pipeline.publish("demo", NOW, datetime(2026, 3, 16, 9, tzinfo=UTC), force=True)
        assert pipeline.build_pack("demo", NOW)["report"] == f"{NOW}.2"
        third = Packs(corrected)
        yield [*both, (third.folder("public", NOW), third.file("board.csv", NOW))]


def _correct(lake: Lake) -> None:
    """Take some requests out of the records of the night, with all that hangs on them."""
    path = Lake.partition("conformed", "demo", NIGHT_BEFORE)
    tables = {name: to_frame(table) for name, table in lake.read(path).items()}
    requests, active = tables["request"]["request_id"], tables["active_plan"]
    gone = set(requests[np.random.default_rng(3).random(len(requests)) < 0.02])
    gone_plans = set(active.loc[active["request_id"].isin(gone), "active_plan_id"])
    for name, rows in tables.items():
        for column, ids in (("request_id", gone), ("active_plan_id", gone_plans)):
            if column in rows:
                tables[name] = rows = rows[~rows[column].isin(ids)]
    whole = {name: to_arrow(rows.reset_index(drop=True)) for name, rows in tables.items()}
    lake.write(
        path,
        whole,
        **{k: v for k, v in (lake.manifest(path) or {}).items() if k not in ("files", "checksum")},
    )


class TestFinishedPacks:
    def test_no_small_count_is_found(self, three):
        found = Attack(three).solve()
        assert found.targets > 100 and found.rules > 500
        assert found.exact == []
        assert found.narrow == []

    def test_figures_were_corrected(self, three):
        then, now = three[1].truth, three[2].truth
        assert sum(then[key] != now[key] for key in then.keys() & now.keys()) > 20

    def test_one_number_more_would_give_others_away(self, three):
        """The same attacker, told a withheld count, finds another one."""
        hidden = [
            key
            for key, n in three[1].printed.items()
            if np.isnan(n) and key[3] != "all" and three[1].truth[key] >= 5
        ]
        for key in hidden:
            three[1].printed[key] = three[1].truth[key]
        found = Attack(three).solve()
        for key in hidden:
            three[1].printed[key] = np.nan
        assert found.exact or found.narrow

    def test_most_figures_are_printed(self, three):
        for pack in three:
            assert pack.withheld < pack.rows * 0.45


@pytest.fixture(scope="module")
def read(folders) -> list[stranger.Pack]:
    return [stranger.read(*each) for each in folders]


class TestAStatistician:
    """Another reader, who knows the definitions and reads every page: see `stranger.py`."""

    def test_nothing_small_is_found(self, read):
        found = stranger.Stranger(read).solve()
        assert found.targets > 100 and found.rules > 1000
        assert (found.open, found.exact) == ([], [])

    def test_nothing_small_is_nearly_found(self, read):
        assert stranger.Stranger(read).solve().near == []

    def test_nor_is_anything_told_once_the_department_publishes_the_calendar_year(self, read):
        """But that few plans were late in a year of few late ones, which is the Department's to tell."""
        found = stranger.Stranger(read[:2], years=True).solve()
        assert found.reasons["the Department's figure of the year"] > 10
        assert (found.open, found.exact) == ([], [])
        spring_to_autumn = ("spring-1", "spring-2", "summer-1", "summer-2", "autumn-1", "autumn-2")
        for school_years in (("2023-24", "2024-25"), ("2024-25", "2025-26")):
            keys = [f"{school_years[name.startswith('autumn')]}-{name}" for name in spring_to_autumn]
            of_year = {
                side: sum(read[0].truth["ehcp_20wk_rate_excl", side, key, "all", "all"] for key in keys)
                for side in "ND"
            }
            assert 0 < of_year["D"] - of_year["N"] < stranger.SMALL
        assert all(said.removeprefix("('").startswith("ehcp_") for said in found.near)

    def test_of_corrected_figures_the_year_tells_only_those_that_were_printed_before(self, read):
        """What was 5 is 4 now: the year less five half-terms, which are out and were not corrected."""
        found = stranger.Stranger(read, years=True).solve()
        assert found.open == []
        counts = [literal_eval(said.rsplit(": ", 1)[0]) for said in found.exact]
        assert not any(np.isnan(read[1].printed[key]) for key in counts)

    def test_pages_sheets_and_workbook_say_what_the_csv_says(self, read):
        assert min(pack.figures_read for pack in read) > 1000
        assert [said for pack in read for said in pack.said_elsewhere] == []

    def test_a_number_told_on_a_page_alone_is_seen(self, folders, tmp_path):
        public, board = folders[0]
        told = pd.read_csv(public / "data.csv", encoding="utf-8-sig")
        gone = told[(told["symbol"] == "[c]") & (told["dimension"] == "all") & (told["unit"] == "percent")]
        of_now = gone[gone["period_key"] == told["period_key"].max()].iloc[0]
        copied = tmp_path / "public"
        shutil.copytree(public, copied)
        card = f"<ul><li><h3>{of_now['measure_name']}</h3><p class='big'>50.0% (3 of 6)</p></li></ul></body>"
        page = copied / "scrutiny.html"
        page.chmod(0o600)
        page.write_text(page.read_text(encoding="utf-8").replace("</body>", card), encoding="utf-8")
        said = stranger.read(copied, board).said_elsewhere
        assert any(of_now["measure_id"] in each for each in said)

    def test_definitions_tell_what_is_part_of_what(self):
        rows = stranger.definitions().rows
        all_plans, without = rows["ehcp_20wk_rate_incl", "D"], rows["ehcp_20wk_rate_excl", "D"]
        assert all_plans.holds(without) and not without.holds(all_plans)
        assert without.is_apart(rows["exception_share", "N"])

    def test_how_many_ended_late_is_told_by_those_late_before_and_after(self):
        """10 overdue, 6 of 30 due since not in time, 12 overdue: 4 at most have ended late."""
        days = {
            "2025-26-autumn-1": (date(2025, 9, 1), date(2025, 11, 2)),
            "2025-26-autumn-2": (date(2025, 11, 3), date(2026, 1, 4)),
        }
        counts = {"overdue_n.N": (10, 12), "rate_due.D": (40, 30), "rate_due.N": (30, 24)}
        counts |= {"rate.D": (50, 28), "rate.N": (40, 25)}
        truth = {
            (f"annual_review_12m_{name[:-2]}", name[-1], period, "all", "all"): float(n)
            for name, both in counts.items()
            for period, n in zip(days, both, strict=True)
        }
        printed = {key: np.nan if key[0].endswith("rate") else n for key, n in truth.items()}
        found = stranger.Stranger([stranger.Pack(printed, truth, {}, days, [], 0)]).solve()
        assert any("autumn-2" in each and each.endswith("0 to 4, in truth 3") for each in found.near)

    def test_exceptions_are_what_the_two_rates_differ_by(self, read):
        """A small count told by two large ones: 23 plans, 20 of them without an exception."""
        spot = (PERIOD, "all", "all")
        truth = {("ehcp_20wk_rate_incl", "D", *spot): 23.0, ("ehcp_20wk_rate_excl", "D", *spot): 20.0}
        truth[("exception_share", "N", *spot)] = 3.0
        printed = truth | {("exception_share", "N", *spot): np.nan}
        found = stranger.Stranger([stranger.Pack(printed, truth, {}, {}, [], 0)]).solve()
        assert any("exception_share" in each and each.endswith(": 3") for each in found.exact)


class TestExtremes:
    """0% and 100% of fewer than ten: what became of each of them."""

    def test_they_are_printed_only_of_what_the_council_did(self, packs):
        table = pd.concat([packs.table("data.csv", period) for period in (BEFORE, NOW)])
        few = table[(table["unit"] == "percent") & table["denominator"].between(1, 9)]
        extreme = few[few["value"].isin([0, 100])]
        people = "refus|exception|neet|post16|survey|upheld|parenting|staff|turnover|advocacy|known|outcome_progress"
        assert extreme.loc[extreme["measure_id"].str.contains(people), "measure_id"].tolist() == []
        assert len(extreme), "the council's own timeliness is told"

    def test_a_few_members_of_staff_are_not_counted(self, packs):
        table = packs.table("data.csv")
        staff = table[table["unit"] == "fte"]
        assert len(staff) and not staff["value"].between(0.1, 4.99).any()

    def test_nor_are_they_below_the_line_of_a_figure_that_a_trend_prints(self, packs):
        table = packs.table("data.csv")
        of_staff = table[table["measure_id"].str.startswith("caseload_per_caseworker")]
        assert len(of_staff) and not of_staff["denominator"].between(0.1, 4.99).any()
