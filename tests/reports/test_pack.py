"""The half-termly pack: the same numbers everywhere, small ones nowhere in public, and honest where there are none."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import openpyxl
import pandas as pd
import pytest

from include import pipeline
from include.expectations import catalogue as rule_catalogue
from include.lake import Lake
from include.model.frames import to_frame
from include.reports import overview
from include.reports import quality as quality_page
from include.reports.pack import blocks, printed, promises, sections, tables, words
from include.reports.pack.pages import page as page_of
from include.reports.pack.summary import summary
from include.reports.pack.view import View, aim
from include.transforms import Catalogue, Families
from include.warehouse import Warehouse
from tests.conftest import NIGHT_BEFORE, copy_of
from tests.reports.conftest import BEFORE, NOW, PUBLIC, Packs

BOARD = ("board.html", "board.xlsx", "board.csv")
PLACE = ["measure_id", "period_key", "dimension", "member"]
HEADLINE = "ehcp_20wk_rate_excl"


def rows_of(page: str) -> dict[str, list[list[str]]]:
    """Rows of every table by their first cell: the other cells."""
    found: dict[str, list[list[str]]] = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL):
        head, *cells = (unescape(c).strip() for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL))
        found.setdefault(head, []).append(cells)
    return found


def total(table: pd.DataFrame, measure_id: str, period: str = NOW) -> pd.Series:
    return table[
        (table["measure_id"] == measure_id) & (table["period_key"] == period) & (table["dimension"] == "all")
    ].iloc[0]


@pytest.fixture(scope="module")
def inputs(packs):
    lake = Lake(str(packs.installation.root / "lake"))
    kept = max(lake.folders("reports/authority=demo/restricted/inputs/*"))
    found = {name: to_frame(table) for name, table in lake.read(kept).items()}
    ranges = pd.DataFrame(
        {
            "measure_id": [HEADLINE, "requests_received", "new_plans_n"],
            "value": [40.0, 30.0, 9.0],
            "cases_in_doubt": [2, 4, 1],
            "lowest": [38.5, 26.0, 9.0],
            "highest": [41.0, 34.0, np.nan],
            "because": [
                "request rows set aside: 2",
                "request rows set aside: 4",
                "plan rows set aside: 1",
            ],
        }
    )
    return {**found, "ranges": ranges}


@pytest.fixture(scope="module")
def alone(inputs):
    """What a pack is made from before which none was published. What people say changes nothing of what is printed."""
    return {**inputs, "printed": printed(inputs, pd.DataFrame())}


class TestDoubts:
    """What faults could do to figures: the board sees how much, the public in coarse steps and of rates alone."""

    def told(self, inputs, audience) -> list[list[str]]:
        tables = blocks._quality(View(inputs, sections.read(), audience))
        return [row for table in tables for row in table.rows if "What faults" in table.caption]

    def test_the_board_sees_the_least_and_the_most(self, inputs):
        told = {row[0]: row[1:] for row in self.told(inputs, "board")}
        names = inputs["measures"].set_index("measure_id")["measure_name"]
        assert told[names[HEADLINE]] == ["38.5%", "41.0%", "request rows set aside: 2"]
        assert told[names["requests_received"]][:2] == ["26", "34"]

    def test_the_public_sees_steps_of_five_points_and_no_count(self, inputs):
        names = inputs["measures"].set_index("measure_id")["measure_name"]
        view = View(inputs, sections.read(), "scrutiny")
        [table] = blocks._doubts_in_public(view, inputs["ranges"].to_dict("records"))
        assert table.rows == [[names[HEADLINE], "5 points"]]
        # Of a figure that is withheld nothing is told.
        assert not view.figure(HEADLINE).is_known and self.told(inputs, "scrutiny") == []
        assert self.told(inputs, "parents") == []


class TestActionPlan:
    """What a reader may not see is neither kept nor missed, and the words say that there is more."""

    @pytest.mark.parametrize(
        ("statuses", "status"),
        [
            (["met", "met"], "kept"),
            (["met", "withheld"], "kept, as far as it is shown"),
            (["not met", "in_doubt"], "not kept, as far as it is shown"),
            (["not met", "no_cases"], "not kept"),
            (["met", "not met", "withheld"], "kept in part"),
            (["withheld", "in_doubt"], "not shown"),
            (["no_cases"], "no evidence yet"),
        ],
    )
    def test_a_recommendation_is_judged_by_the_figures_that_are_shown(self, statuses, status):
        named = {str(n): each for n, each in enumerate(statuses)}
        view = SimpleNamespace(
            measures=dict.fromkeys(named, {"recommendation": "v"}),
            has=lambda _: True,
            has_target=lambda _: True,
            verdict=lambda m: named[m] if "met" in named[m] else "",
            figure=lambda m: SimpleNamespace(status="ok" if "met" in named[m] else named[m]),
        )
        [table] = blocks._actions(cast("View", view))
        [row] = (row for row in table.rows if row[0].endswith("(v)"))
        assert row[1] == status
        assert ("As far as it is shown: some of" in table.note) == ("shown" in status)


class TestPromises:
    """A promise stands beside the figure, with what people say of it; nothing of it says more than the figure may."""

    def with_words(self, alone):
        days = pd.to_datetime(["2020-01-01", "2020-06-01"])
        promised = pd.DataFrame(
            {
                "measure_id": HEADLINE,
                "milestone_date": days,
                "milestone_value": [10.0, 101.0],
                "is_baseline": [True, False],
                "wanted": "higher",
                "owner": "Head of service",
                "written_source": "Plan",
            }
        )
        told = pd.DataFrame(
            {
                "measure_id": [HEADLINE, "requests_received"],
                "reason": ["Few psychologists.", "Schools ask sooner."],
                "next_step": ["Two posts.", "None."],
                "who": "Head of service",
                "when": "2026-01-12",
                "is_public": [False, True],
            }
        )
        kept = pd.DataFrame(
            {
                "series_id": ["waits", "waits", "inside"],
                "series_name": ["Waits", "Waits", "Inside"],
                "definition": "Weeks.",
                "series_date": pd.to_datetime(["2019-06-30", "2019-12-31", "2019-12-31"]),
                "value": [30.0, 29.0, 7.0],
                "series_unit": "weeks",
                "kept_by": "Trust",
                "written_source": "Letter",
                "typed_by": "A. Synthetic",
                "is_public": [True, True, False],
            }
        )
        made = {**alone, "trajectories": promised, "explanations": told, "manual": kept}
        return {name: View(made, sections.read(), name) for name in ("board", "scrutiny")}

    def test_the_board_reads_promise_figure_and_judgement(self, alone):
        view = self.with_words(alone)["board"]
        [table] = promises.trajectories(view)
        [row] = table.rows
        assert row[1:3] == ["10% by 1 January 2020", "101% by 1 June 2020"]
        assert row[3] == view.figure(HEADLINE).text
        assert row[4] == "Behind"
        [drawing] = promises.drawn(view)
        assert "svg" in drawing.svg and "behind" in drawing.summary

    def test_a_withheld_figure_is_not_judged(self, alone):
        view = self.with_words(alone)["scrutiny"]
        assert not view.figure(HEADLINE).is_known
        [table] = promises.trajectories(view)
        assert table.rows[0][4] == "No figure"
        assert "[c]" in table.rows[0][3] or "[x]" in table.rows[0][3]

    def test_what_is_not_for_the_public_stays_inside_and_what_is_missing_is_listed(self, alone):
        views = self.with_words(alone)
        inside, outside = (promises.explanations(views[name])[0] for name in ("board", "scrutiny"))
        assert "Few psychologists." in {row[3] for row in inside.rows}
        assert "Few psychologists." not in {row[3] for row in outside.rows}
        assert "Schools ask sooner." in {row[3] for row in inside.rows}
        missing = [row for row in inside.rows if row[3] == "No explanation was written."]
        assert missing and inside.note == f"{len(missing)} of {len(inside.rows)} have no explanation."

    def sheet(self, view):
        brief = [m for m in view.sections.summary if view.has(m)]
        return summary(view, words.changes(view, brief))

    def test_the_first_sheet_tells_milestone_and_why(self, alone):
        view = self.with_words(alone)["board"]
        sheet = self.sheet(view)
        told = {row.name: row.cells["Milestone"] for row in sheet.rows}
        name = view.name(HEADLINE)
        assert told.pop(name) == "101% by Jun 2020: behind"
        assert set(told.values()) == {"–"}
        [why] = sheet.why
        assert (why.name, why.reason, why.next_step) == (name, "Few psychologists.", "Two posts.")
        assert name not in sheet.unexplained
        assert sheet.missed == 1 + len(sheet.unexplained) > 1

    def test_a_count_of_another_half_term_is_by_the_week_also_beside_no_figure(self, alone):
        figures = alone["figures"].copy()
        lost = figures["measure_id"] == "requests_received"
        figures.loc[lost, "status"] = "not_collected"
        for column in ("numerator", "denominator", "value"):
            figures[column] = figures[column].mask(lost)
        view = View({**alone, "figures": figures}, sections.read(), "board")
        told = {row.name: row for row in self.sheet(view).rows}["Requests received"]
        assert (told.now, told.tone) == ("[x]", "none")
        assert told.cells["Half-term before"].endswith(" a week")

    def test_a_target_is_said_as_it_was_set(self):
        assert [aim(100, "percent"), aim(62.5, "percent"), aim(20, "weeks")] == ["100%", "62.5%", "20 weeks"]

    def test_the_years_of_dfes_figures_are_said_beside_them(self, alone):
        published = pd.DataFrame(
            {
                "benchmark_id": ["rate", "rate", "weeks", "of nothing here"],
                "measure_id": [HEADLINE, HEADLINE, "mean_weeks_excl", "other"],
                "calendar_year": [2023, 2024, 2023, 2011],
                "dimension": "all",
                "dfe_unit": "percent",
                "england_value": [50.3, 46.4, 22.0, 1.0],
            }
        )
        view = View({**alone, "published": published}, sections.read(), "board")
        assert view.published_years([HEADLINE]) == "2024"
        assert view.published_years([HEADLINE, "mean_weeks_excl"]) == "2023 to 2024"
        assert view.published_years(["new_plans_n"]) == ""

    def test_a_long_explanation_is_cut_between_words(self, alone):
        views = self.with_words(alone)
        written = views["board"].inputs["explanations"]
        long = written.assign(reason="Posts stood empty. " * 30)
        view = View({**views["board"].inputs, "explanations": long}, sections.read(), "board")
        [why] = self.sheet(view).why
        assert len(why.reason) <= 100 and why.reason.endswith((" Posts …", " stood …", " empty. …"))

    def test_the_first_sheet_of_the_public_neither_judges_a_withheld_figure_nor_says_why(self, alone):
        view = self.with_words(alone)["scrutiny"]
        sheet = self.sheet(view)
        told = {row.name: row.cells["Milestone"] for row in sheet.rows}
        assert told[view.name(HEADLINE)] == "101% by Jun 2020"
        assert sheet.why == [] and view.name(HEADLINE) not in sheet.unexplained
        assert "Few psychologists." not in page_of(view)

    def test_the_first_sheet_of_the_board_alone_has_the_forecast(self, alone):
        row = {
            "benchmark_id": HEADLINE,
            "benchmark_name": "Rate",
            "dfe_unit": "percent",
            "forecast_year": 2026,
            "status": "ok",
            "known_value": 41.2,
            "known_in_time": 301,
            "known_plans": 731,
            "low_90": 40.2,
            "low_50": 42.0,
            "middle": 43.1,
            "high_50": 44.0,
            "high_90": 46.0,
            "line": 50.0,
            "probability_below_line": 0.91,
            "last_year": 2025,
            "last_year_published": 38.2,
        }
        made = {**alone, "forecast": pd.DataFrame([row])}
        told = {name: self.sheet(View(made, sections.read(), name)).forecast for name in sections.AUDIENCES}
        assert told == {
            "board": "DfE's 20-week rate of 2026 will most likely be 43.1%, nine times in ten 40.2% to 46.0%."
            " So far 41.2% (301 of 731); last published 38.2% (2025). Chance that it is below 50%: about 90%.",
            "scrutiny": "",
            "parents": "",
        }

    def test_figures_of_others_say_whose_they_are(self, alone):
        views = self.with_words(alone)
        [inside], [outside] = (promises.manual(views[name]) for name in ("board", "scrutiny"))
        assert [row[0] for row in inside.rows] == ["Inside", "Waits"]
        assert [row[0] for row in outside.rows] == ["Waits"]
        assert outside.rows[0][1:5] == ["29 weeks", "31 December 2019", "30 on 30 June 2019", "Trust"]


class TestLeftOut:
    """A figure that nobody can rely on is not printed; its place says why."""

    measure = "requests_received"

    def with_range(self, inputs, low, high):
        figures = inputs["figures"]
        mine = figures["measure_id"].eq(self.measure) & figures["dimension"].eq("all")
        value = float(figures.loc[mine, "value"].iloc[0])
        ranges = inputs["ranges"].iloc[[1]].assign(value=value, lowest=value * low, highest=value * high)
        return {**inputs, "ranges": ranges}

    def views(self, inputs):
        # The measure and what its count is held against: what is withheld of the others is not the matter here.
        near = [self.measure, HEADLINE, "new_plans_n"]
        few = {name: inputs[name][inputs[name]["measure_id"].isin(near)] for name in ("figures", "history")}
        inputs = {**inputs, **few}
        made = {**inputs, "printed": printed(inputs, pd.DataFrame())}
        return {name: View(made, sections.read(), name) for name in ("board", "scrutiny")}

    def test_a_public_figure_in_too_much_doubt_gives_its_reason_instead(self, inputs):
        views = self.views(self.with_range(inputs, 0.9, 1.4))
        figure = views["scrutiny"].figure(self.measure)
        assert (figure.status, figure.text) == ("in_doubt", "[x]")
        assert np.isnan([figure.value, figure.numerator]).all()
        assert "more than a share of 20%" in views["scrutiny"].left_out[self.measure]
        rows = tables.data(views["scrutiny"])
        now = rows[rows["measure_id"].eq(self.measure) & rows["period_key"].eq(NOW)]
        assert now[["numerator", "denominator", "value"]].isna().all(axis=None)
        assert any("left out because of faults" in text for text in blocks.banners(views["scrutiny"]))
        # The board has figure and range.
        assert views["board"].figure(self.measure).is_known and not views["board"].left_out

    def test_one_in_little_doubt_is_printed(self, inputs):
        views = self.views(self.with_range(inputs, 0.95, 1.1))
        assert views["scrutiny"].figure(self.measure).status != "in_doubt"
        assert not views["scrutiny"].left_out

    def test_one_that_rests_on_a_lost_column_is_left_out_for_all(self, inputs):
        figures = inputs["figures"].copy()
        mine = figures["measure_id"].eq(self.measure)
        figures.loc[mine, ["numerator", "denominator", "value"]] = np.nan
        figures.loc[mine, "status"] = "not_reliable"
        because = "40 of 100 values (40%) of received date of request could not be read or were left out"
        lost = pd.DataFrame({"measure_id": [self.measure], "because": [because]})
        views = self.views({**inputs, "figures": figures, "not_reliable": lost})
        for view in views.values():
            assert (view.figure(self.measure).status, view.figure(self.measure).text) == (
                "not_reliable",
                "[x]",
            )
        assert because in views["board"].left_out[self.measure]
        # Its numbers are for the board.
        assert "40" not in views["scrutiny"].left_out[self.measure]


class TestFiles:
    def test_a_pack_has_its_files_and_the_index_lists_it(self, packs):
        for folder, names in (("public", PUBLIC), ("restricted", BOARD)):
            assert {path.name for path in packs.folder(folder).iterdir()} == {*names, "_manifest.json"}
        assert {path.name for path in packs.folder("").iterdir()} == {"public", "restricted"}
        index = (packs.home / "index.html").read_text()
        assert index.index("Spring 1, 2025-26") < index.index("Autumn 2, 2025-26"), "newest first"
        for link in re.findall(r'href="([^"#]+)"', index):
            assert (packs.home / link).exists()
        assert "board" not in index, "the board's pack is not for those who read the index"

    def test_the_same_publication_gives_the_same_bytes(self, packs, postgres_server, tmp_path):
        first = {name: packs.file(name).read_bytes() for name in (*PUBLIC, *BOARD)}
        with copy_of(packs.installation, tmp_path, postgres_server) as installation, installation.in_force():
            own = Packs(installation)
            shutil.rmtree(own.folder(""))
            pipeline.build_pack("demo", NOW)
        assert {name: own.file(name).read_bytes() for name in (*PUBLIC, *BOARD)} == first

    def test_what_is_restricted_says_so_in_itself_and_the_public_files_do_not(self, packs):
        assert packs.page("board.html").count("RESTRICTED (OFFICIAL-SENSITIVE)") == 1
        assert packs.table("board.csv")["marking"].str.startswith("RESTRICTED").all()
        for sheet in openpyxl.load_workbook(packs.file("board.xlsx")):
            assert "RESTRICTED" in str(sheet["A1"].value), sheet.title
        for name in PUBLIC:
            assert b"RESTRICTED" not in packs.file(name).read_bytes()
        for sheet in openpyxl.load_workbook(packs.file("pack.xlsx")):
            assert "RESTRICTED" not in str(sheet["A1"].value), sheet.title
        for path in packs.home.rglob("_manifest.json"):
            is_public = path.parent.name == "public"
            assert ("RESTRICTED" in path.read_text(encoding="utf-8")) != is_public, path

    def test_pages_need_nothing_from_the_network(self, packs):
        for name in ("board.html", "scrutiny.html", "parents.html"):
            page = packs.page(name)
            assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page)
            assert not re.findall(r"@import|url\(", page)

    def test_synthetic_data_is_stamped_on_every_page_and_sheet(self, packs):
        for name in ("board.html", "scrutiny.html", "parents.html"):
            assert "SYNTHETIC: invented children" in packs.page(name)
        for name in ("board.xlsx", "pack.xlsx"):
            for sheet in openpyxl.load_workbook(packs.file(name)):
                assert str(sheet["A1"].value).startswith("SYNTHETIC"), sheet.title
        assert set(packs.table("data.csv")["data_origin"]) == {"SYNTHETIC"}


class TestOneTruth:
    def test_the_boards_figures_are_the_published_ones(self, packs):
        stored = packs.store.query(
            "SELECT * FROM marts.reported_figure WHERE period_type = 'half_term' AND report_key = %s",
            f"{NOW}.1",
        )
        board = packs.table("board.csv")
        both = stored.merge(board, on=PLACE, suffixes=("_stored", ""))
        assert len(both) == len(stored) > 500
        for column in ("numerator", "denominator", "value"):
            np.testing.assert_array_equal(both[column], both[f"{column}_stored"].astype("float64"))
        assert (both["status"] == both["status_stored"]).all()

    def test_public_figures_are_the_boards_or_withheld(self, packs):
        both = packs.table("data.csv").merge(packs.table("board.csv"), on=PLACE, suffixes=("", "_board"))
        assert len(both) == len(packs.table("data.csv"))
        for column in ("numerator", "denominator", "value"):
            shown = both[both[column].notna()]
            np.testing.assert_array_equal(shown[column], shown[f"{column}_board"])
        gone = both[both["value"].isna() & both["value_board"].notna()]
        assert set(gone["status"]) == {"withheld"} and set(gone["symbol"]) == {"[c]"}

    @pytest.mark.parametrize(("page", "data"), [("board.html", "board.csv"), ("scrutiny.html", "data.csv")])
    def test_pages_print_the_numbers_of_the_table(self, packs, page, data):
        # Tables of a section's figures and the scorecard; promises and DfE's years have tables of another form.
        of_figures = [
            each
            for each in re.findall(r"<table.*?</table>", packs.page(page), re.DOTALL)
            if re.search(r"<caption[^>]*>[^<]*(: figures|[Ss]corecard)", each)
        ]
        table, printed = packs.table(data), rows_of("".join(of_figures))
        now = table[(table["period_key"] == NOW) & (table["dimension"] == "all")]
        checked = 0
        for row in now[(now["unit"] == "percent") & now["denominator"].notna()].itertuples():
            if pd.isna(row.value):
                continue
            wanted = f"{row.value:.1f}%"
            few = " [u]" if row.denominator < 10 else ""
            count = f" ({row.numerator:,.0f} of {row.denominator:,.0f})"
            for cells in printed.get(row.measure_name, []):
                assert cells[0] == wanted + few + count
                checked += 1
        assert checked >= 20

    @pytest.mark.parametrize(("book", "data"), [("board.xlsx", "board.csv"), ("pack.xlsx", "data.csv")])
    def test_the_workbook_holds_the_table(self, packs, book, data):
        sheet = pd.read_excel(packs.file(book), sheet_name="Data", header=1, engine="openpyxl")
        table = packs.table(data)
        assert len(sheet) == len(table)
        for column in ("numerator", "denominator", "value"):
            np.testing.assert_allclose(sheet[column].astype("float64"), table[column], rtol=1e-12)

    def test_what_was_published_before_is_printed_again_as_it_was(self, packs):
        then, now = packs.table("data.csv", BEFORE), packs.table("data.csv")
        both = then[then["period_key"] == BEFORE].merge(now, on=PLACE, suffixes=("_then", ""))
        shown = both[both["value"].notna() & both["value_then"].notna()]
        assert len(shown) > 20
        np.testing.assert_array_equal(shown["value"], shown["value_then"])


class TestSmallNumbers:
    def test_no_small_count_of_children_is_printed(self, packs):
        measures = packs.store.query("SELECT measure_id, smallest_count FROM marts.dim_measure")
        counted = Families(Catalogue.load()).counts()[["measure_id", "side"]].drop_duplicates()
        table = packs.table("data.csv").merge(measures, on="measure_id")
        for side in ("numerator", "denominator"):
            known = table[table["measure_id"].isin(counted.loc[counted["side"] == side, "measure_id"])]
            small = known[known[side].between(1, known["smallest_count"] - 1)]
            assert small[[*PLACE, side]].to_numpy().tolist() == []
        rates = table[table["numerator"].notna() & table["denominator"].notna()]
        rates = rates[rates["measure_id"].isin(counted.loc[counted["side"] == "denominator", "measure_id"])]
        rest = rates["denominator"] - rates["numerator"]
        assert rates.loc[rest.between(1, rates["smallest_count"] - 1), PLACE].to_numpy().tolist() == []

    def test_something_is_withheld_at_all(self, packs):
        assert (packs.table("data.csv")["status"] == "withheld").sum() > 20

    def test_staff_are_not_told_apart_in_public(self, packs):
        staff = packs.store.query("SELECT caseworker_id FROM marts.dim_caseworker")["caseworker_id"]
        assert staff.map(packs.page("board.html").count).sum() > 0, "the board sees its staff"
        for name in ("scrutiny.html", "parents.html", "data.csv"):
            assert not re.search(rf"\b({'|'.join(staff)})\b", packs.page(name))


class TestHonestEdges:
    def test_no_cases_is_not_nought_percent(self, packs):
        board = packs.table("board.csv")
        empty = board[
            (board["status"] == "no_cases") & (board["period_key"] == NOW) & (board["unit"] == "percent")
        ]
        assert len(empty)
        printed = rows_of(packs.page("board.html"))
        for row in empty[empty["dimension"] == "all"].itertuples():
            assert all(cells[0] == "[z]" for cells in printed[row.measure_name] if len(cells) > 3)

    def test_what_was_set_aside_is_told_on_every_page(self, packs):
        aside = packs.store.query("SELECT rows_quarantined FROM dq.validation_run")["rows_quarantined"].max()
        for name in ("board.html", "scrutiny.html", "parents.html"):
            page = packs.page(name)
            assert bool(re.search("(was|were) set aside because of", page)) == bool(aside)
            # The table of it stands on some pages, and on none where nothing is in doubt.
            is_told = "What faults in the records could do to" in page
            assert ("What that could do to the figures is told at the end" in page) == (
                bool(aside) and is_told
            )

    def test_a_rate_of_few_cases_carries_a_caution(self, packs):
        board = packs.table("board.csv")
        few = board[
            (board["period_key"] == NOW)
            & (board["dimension"] == "all")
            & (board["denominator"] < 10)
            & (board["unit"] == "percent")
            & (board["status"] == "ok")
        ]
        printed = rows_of(packs.page("board.html"))
        row = next(r for r in few.itertuples() if r.measure_name in printed)
        assert any("[u]" in cells[0] for cells in printed[row.measure_name])
        assert set(few["symbol"]) == {"[u]"}
        enough = board[(board["denominator"] >= 10) & (board["status"] == "ok")]
        assert enough["symbol"].isna().all()

    def test_how_long_over_the_limit_is_told_in_whole_weeks(self, packs):
        rows = rows_of(packs.page("board.html"))
        waiting = [cells for key, [cells, *_] in rows.items() if re.fullmatch("[0-9a-f]{8}", key)]
        assert waiting
        # The ten whose requests are oldest, by the day of the request and not by that of the caseworker or the limit.
        oldest = packs.store.query(
            "SELECT DATE '2026-02-22' - received_date AS days FROM marts.fact_request WHERE case_key IN ("
            "SELECT case_key FROM marts.reported_case WHERE report_key = %s AND measure_id = 'ehcp_open_overdue_n')"
            " ORDER BY 1 DESC",
            f"{NOW}.1",
        )["days"].head(10)
        assert [int(days.replace(",", "")) for days, _ in waiting] == oldest.tolist()
        for days, weeks in waiting:
            assert int(weeks.replace(",", "")) == (int(days.replace(",", "")) - 140) // 7

    def test_cases_in_nobodys_hands_are_named_in_words(self, packs):
        assert "not_allocated" not in packs.page("board.html")

    def test_the_scorecard_of_a_workbook_says_what_the_page_says(self, packs):
        """An apostrophe before a sign would be shown in it."""
        book = openpyxl.load_workbook(packs.file("board.xlsx"))
        cells = [str(c) for row in book["Scorecard"].iter_rows(min_row=3, values_only=True) for c in row]
        page = rows_of(packs.page("board.html"))
        assert any(cell.endswith(" points") for cell in cells)
        assert not [cell for cell in cells if cell.startswith("'")]
        shown = {unescape(cell) for lines in page.values() for line in lines for cell in line}
        assert {cell for cell in cells if cell.endswith(" points")} <= shown

    def test_the_main_figure_stands_first(self, packs):
        page = packs.page("board.html")
        first = re.search(r'<ul class="changes">.*?<h3>(.*?)</h3>', page, re.DOTALL)
        assert first
        assert unescape(first[1]) == total(packs.table("board.csv"), HEADLINE)["measure_name"]


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDTHS = {
    "desktop": (1280, 900, "screen"),
    "tablet": (768, 1024, "screen"),
    "phone": (390, 844, "screen"),
    "A4": (718, 1000, "print"),
}
# Texts that leave their chart, and pairs of one chart that cover one another by more than a pixel or two.
TEXTS_OF_CHARTS = """() => {
  const cut = [], covered = []; let texts = 0;
  const box = element => element.getBoundingClientRect();
  for (const chart of document.querySelectorAll(".chart")) {
    const around = box(chart);
    const shown = [...chart.querySelectorAll("text")].map(text => [text.textContent, box(text)]);
    const own = shown.filter(([, at]) => at.width);
    texts += own.length;
    own.forEach(([name, at], n) => {
      if (at.left < around.left - 1 || at.right > around.right + 1 || at.top < around.top - 1
          || at.bottom > around.bottom + 1) cut.push(name);
      for (const [other, that] of own.slice(n + 1))
        if (at.left < that.right - 1 && that.left < at.right - 1
            && at.top < that.bottom - 3 && that.top < at.bottom - 3)
          covered.push([name, other]);
    });
  }
  for (const words of document.querySelectorAll(".row > div, .legend li")) {
    texts += 1;
    if (words.scrollWidth > words.clientWidth + 1) cut.push(words.textContent);
  }
  return {cut, covered, texts};
}"""
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Contrast is looked at in one of each table's cells that have the same letters on the same ground: thousands do. The
# others stay where they are, unseen.
HIDE_ALIKE = """() => {
  const grounds = new Map([[null, ""]]), seen = new Set();
  const ground = element => {
    if (!grounds.has(element))
      grounds.set(element, getComputedStyle(element).background + ground(element.parentElement));
    return grounds.get(element);
  };
  const alike = [];
  document.querySelectorAll("table").forEach((table, n) => table.querySelectorAll("td, th").forEach(cell => {
    if (cell.childElementCount) return;
    const own = getComputedStyle(cell);
    const look = [n, own.color, own.fontSize, own.fontWeight, own.opacity, own.textShadow, own.position,
      cell.checkVisibility({opacityProperty: true, visibilityProperty: true}), ground(cell)].join("|");
    seen.has(look) ? alike.push(cell) : seen.add(look);
  }));
  alike.forEach(cell => { cell.style.visibility = "hidden"; });
}"""


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def after_forty_nights(store: Warehouse) -> str:
    """The quality page of a night with forty invented ones before it, which are not kept."""
    earlier = "FROM dq.{} JOIN generate_series(1, 40) AS ago ON true WHERE authority = 'demo'"
    statements = {
        "validation_run": "(authority, extract_date, outcome, stopped_because, rows_landed, rows_quarantined,"
        " rows_conformed, load_run_id)"
        " SELECT authority, extract_date - ago, CASE ago WHEN 5 THEN 'stopped' ELSE outcome END,"
        " stopped_because, rows_landed, ago * 20, rows_conformed, load_run_id ",
        "validation_result": "(authority, extract_date, rule_id, table_name, column_name, severity, policy,"
        " rows_checked, rows_failed, percent_failed, passed, message, load_run_id)"
        " SELECT authority, extract_date - ago, rule_id, table_name, column_name, severity, policy,"
        " rows_checked, CASE WHEN rule_id LIKE 'person.%%' THEN ago ELSE rows_failed END, percent_failed,"
        " passed AND rule_id NOT LIKE 'person.%%', message, load_run_id ",
    }
    with store.engine.connect() as connection:
        for table, select in statements.items():
            connection.exec_driver_sql(f"INSERT INTO dq.{table} {select}{earlier.format(table)}", ())

        def query(statement: str, *parameters: Any) -> pd.DataFrame:
            return pd.read_sql(statement, connection, params=parameters)

        page = quality_page.page(query, "demo", NIGHT_BEFORE, rule_catalogue())
        connection.rollback()
    return page


@pytest.fixture(scope="module")
def pages(packs, tmp_path_factory):
    """Every kind of page that this software makes, by name."""
    folder = tmp_path_factory.mktemp("pages")
    overview_page = folder / "overview.html"
    overview_page.write_text(overview.page(packs.store.query, "demo"), encoding="utf-8")
    made = {name: packs.file(f"{name}.html") for name in ("board", "scrutiny", "parents")}
    quality = folder / "quality.html"
    quality.write_text(after_forty_nights(packs.store), encoding="utf-8")
    return {
        **made,
        "index": packs.home / "index.html",
        "overview": overview_page,
        "quality": quality,
    }


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
class TestInTheBrowser:
    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", ["board", "scrutiny", "parents", "index", "overview", "quality"])
    def test_everybody_can_read_it(self, browser, pages, name, width):
        """No fault by WCAG 2.2 AA as axe-core checks it, and nothing runs off the side."""
        from axe_playwright_python.sync_playwright import Axe

        across, down, media = WIDTHS[width]
        page = browser.new_page(viewport={"width": across, "height": down})
        page.emulate_media(media=media)
        page.goto(pages[name].as_uri())
        # What it found in order is thousands of elements, which nobody looks at.
        asked = {"runOnly": WCAG_22_AA, "resultTypes": ["violations"]}
        but_contrast = {**asked, "rules": {"color-contrast": {"enabled": False}}}
        found = Axe().run(page, options=but_contrast).response["violations"]
        page.evaluate(HIDE_ALIKE)
        found += Axe().run(page, options={**asked, "runOnly": ["color-contrast"]}).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= across
        assert page.evaluate("document.documentElement.lang") == "en-GB"
        page.close()

    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", ["board", "parents", "overview", "quality"])
    def test_no_font_cuts_a_chart_off(self, browser, pages, name, width):
        """Every text lies inside its chart and clear of the others, in the page's font and in a wide one."""
        across, down, media = WIDTHS[width]
        page = browser.new_page(viewport={"width": across, "height": down}, bypass_csp=True)
        page.emulate_media(media=media)
        page.goto(pages[name].as_uri())
        for font in ("inherit", '"Verdana", "DejaVu Sans", monospace'):
            page.add_style_tag(content=f"* {{ font-family: {font} !important; }}")
            found = page.evaluate(TEXTS_OF_CHARTS)
            assert found["texts"] > 10
            assert (found["cut"], found["covered"]) == ([], [])
        page.close()

    @pytest.mark.parametrize("name", ["board", "scrutiny", "parents", "index", "overview", "quality"])
    def test_its_policy_blocks_nothing_of_its_own_and_everything_else(self, browser, pages, name, tmp_path):
        """Content-Security-Policy: were a text ever to slip past the escaping, nothing runs and nothing is fetched."""
        original = pages[name].read_text(encoding="utf-8")
        page = browser.new_page()
        blocked: list[str] = []
        page.on("console", lambda message: blocked.append(message.text) if message.type == "error" else None)
        page.goto(pages[name].as_uri())
        assert blocked == []
        margin = page.evaluate("getComputedStyle(document.querySelector('h1')).lineHeight")
        assert margin != "normal", "its own style sheet was not applied"
        slipped = tmp_path / "slipped.html"
        attack = "<script>window.ran = 1</script><img src='x' onerror='window.ran = 2'><style>h1 {color: red}</style>"
        attack += (
            "<p id='p' style='color: rgb(255, 0, 0)'>x</p><a id='a' href='javascript:window.ran = 3'>x</a>"
        )
        slipped.write_text(original.replace("<h1>", f"{attack}<h1>", 1), encoding="utf-8")
        page.goto(slipped.as_uri())
        page.evaluate("document.getElementById('a').click()")
        assert page.evaluate("window.ran") is None
        red = "getComputedStyle(document.querySelector('{}')).color == 'rgb(255, 0, 0)'"
        assert not page.evaluate(red.format("h1"))
        assert not page.evaluate(red.format("#p"))
        assert len(blocked) >= 4
        page.close()

    def test_the_quality_page_shows_the_course_over_nights(self, pages):
        text = pages["quality"].read_text(encoding="utf-8")
        assert text.count('<svg class="chart') == 3
        assert text.count(">stopped<") == 4  # in each chart, and in the table beside them
        assert "Percent of the rows received that were set aside: " in text
        assert "Met now and not 7 days before: person." in text

    @pytest.mark.parametrize("name", ["board", "scrutiny", "parents"])
    def test_on_a_phone_words_have_the_whole_width_and_no_caption_is_cut_off(self, browser, pages, name):
        across, down, _ = WIDTHS["phone"]
        page = browser.new_page(viewport={"width": across, "height": down})
        page.goto(pages[name].as_uri())
        boxes = "[...document.querySelectorAll('{}')].map(each => each.getBoundingClientRect())"
        assert (
            page.evaluate(f"Math.min(...{boxes.format('.methods td')}.map(box => box.width))") > 0.85 * across
        )
        assert page.evaluate(f"Math.max(...{boxes.format('caption')}.map(box => box.right))") <= across
        page.close()

    def test_the_keyboard_reaches_the_report_first(self, browser, pages):
        page = browser.new_page()
        page.goto(pages["board"].as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        page.close()

    @pytest.mark.parametrize("name", ["board", "scrutiny", "parents"])
    def test_the_first_sheet_of_a4_holds_the_summary_and_nothing_else(self, browser, pages, name):
        page = browser.new_page(bypass_csp=True)
        page.goto(pages[name].as_uri())
        whole = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
        page.evaluate(
            "document.querySelectorAll('main > :not(#brief), footer').forEach(each => each.remove())"
        )
        assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
        page.goto(pages[name].as_uri())
        page.evaluate("document.querySelectorAll('header, #brief').forEach(each => each.remove())")
        assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == whole - 1
        page.close()

    def test_the_first_sheet_has_room_where_all_is_missed_and_explained_at_length(
        self, browser, alone, tmp_path
    ):
        wanted = sections.read()
        told = pd.DataFrame({"measure_id": wanted.summary}).assign(
            reason="Educational psychology stood at three posts of seven. " * 11,
            next_step="A psychologist starts in January and agency cover stays. " * 10,
            who="A. Synthetic, Head of the SEND service",
            is_public=True,
        )
        days = pd.to_datetime(["2020-01-01", "2020-06-01"])
        promised = pd.concat(
            pd.DataFrame({"milestone_date": days, "milestone_value": [1.0, 900.0], "measure_id": m})
            for m in wanted.summary
        ).assign(
            is_baseline=[True, False] * len(wanted.summary), wanted="higher", owner="x", written_source="x"
        )
        view = View({**alone, "explanations": told, "trajectories": promised}, wanted, "board")
        written = tmp_path / "board.html"
        written.write_text(page_of(view), encoding="utf-8")
        page = browser.new_page(bypass_csp=True)
        page.goto(written.as_uri())
        assert page.locator("#brief li", has_text="Next:").count() == 3
        for across in (1280, 1000, 960, 820):
            page.set_viewport_size({"width": across, "height": 900})
            right = "document.querySelector('#brief{}').getBoundingClientRect().right"
            assert page.evaluate(right.format(" table")) <= page.evaluate(right.format("")) + 1, across
        page.evaluate(
            "document.querySelectorAll('main > :not(#brief), footer').forEach(each => each.remove())"
        )
        assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
        page.close()

    def test_it_prints_on_a4(self, browser, pages):
        page = browser.new_page()
        page.goto(pages["parents"].as_uri())
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        assert printed.startswith(b"%PDF")
        assert 2 <= printed.count(b"/Type /Page\n") <= 25
        page.close()


class TestPublicationLogin:
    """A public dashboard reads what the packs print, and no small count that they withhold."""

    @pytest.fixture(scope="class")
    @classmethod
    def seen(cls, packs) -> pd.DataFrame:
        owner = packs.store
        owner.logins.add("public_dashboard", "publication", ["demo"], datetime.now(UTC) + timedelta(days=1))
        try:
            url = packs.installation.warehouse_url.replace("postgres:@", "public_dashboard:@")
            return Warehouse(url).query("SELECT * FROM open.figure")
        finally:
            owner.logins.remove("public_dashboard")

    def test_it_reads_every_figure_of_the_public_packs_and_no_other(self, packs, seen):
        printed = pd.concat([packs.table("data.csv", period) for period in (BEFORE, NOW)], ignore_index=True)
        report = ["report_key", *PLACE]
        one, other = (frame.sort_values(report, ignore_index=True) for frame in (printed, seen))
        assert len(one) > 500
        for column in printed:
            was, now = one[column], other[column]
            if column in ("numerator", "denominator", "value", "target"):
                pd.testing.assert_series_equal(
                    was.astype("float64"), now.astype("float64"), check_names=False
                )
            else:
                assert was.fillna("").astype(str).tolist() == now.fillna("").astype(str).tolist(), column

    def test_a_count_that_the_board_alone_sees_is_not_there(self, packs, seen):
        true = pd.concat([packs.table("board.csv", period) for period in (BEFORE, NOW)])
        both = seen.merge(true, on=["report_key", *PLACE], suffixes=("", "_true"), validate="one_to_one")
        hidden = both[both["status"] == "withheld"]
        small = hidden[(hidden["unit"] == "cases") & hidden["value_true"].between(1, 4)]
        assert len(small) > 20
        assert hidden["value"].isna().all() and small["numerator"].isna().all()
