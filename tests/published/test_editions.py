"""DfE's next edition loads without a change of ours: what is new in it is told by name."""

import http.server
import io
import threading
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from include.errors import ConfigError, SourceUnavailable
from include.published import editions, opendata, reading, releases, revised

HEADERS = Path(__file__).parent / "headers_2026"
FILES = sorted(path.stem for path in HEADERS.glob("*.csv"))


def text(file: str) -> bytes:
    return (HEADERS / f"{file}.csv").read_bytes()


def parsed(
    content: bytes | str, edition: int = 2026, called: str = ""
) -> tuple[pd.DataFrame, reading.Findings]:
    rows = reading.as_text(content if isinstance(content, bytes) else content.encode(), called)
    file = editions.recognise(rows.column_names, called)
    assert file is not None
    return reading.parse(rows, file, edition)


def with_rows(file: str, *cells: dict[str, object], also: tuple[str, ...] = ()) -> bytes:
    """A file with the true head of 2026, and rows of which only some cells are told."""
    head = [*text(file).decode().split("\n", 1)[0].strip().split(","), *also]
    usual = {"time_period": 2025, "time_identifier": "Calendar year", "geographic_level": "National"}
    usual |= {"country_code": "E92000001", "country_name": "England"}
    rows = pd.DataFrame([{**usual, **each} for each in cells]).reindex(columns=head)
    return rows.to_csv(index=False, lineterminator="\n").encode()


def row(rows: pd.DataFrame, number: int = 0) -> dict[str, Any]:
    return {str(name): value for name, value in rows.iloc[number].items()}


@pytest.mark.parametrize("file", FILES)
def test_each_file_of_the_2026_edition_is_recognised_and_loads(file):
    rows, found = parsed(text(file), called=f"{file}.csv")
    assert (found.file, found.rows) == (file, len(rows))
    assert found.new_columns == ()
    assert found.missing_columns == ()
    assert set(rows["release_year"]) <= {2026}


def test_the_file_is_told_by_its_head_whatever_it_is_called():
    for file in set(FILES) - {"sen_need_newplans"}:
        rows = reading.as_text(text(file), "data (3).csv")
        assert editions.recognise(rows.column_names, "data (3).csv", "Academic year") == file
    # Needs of all plans and of new ones have one head: the kind of year tells them apart, or what they are called.
    head = reading.as_text(text("sen_need_newplans"), "").column_names
    assert editions.recognise(head, "", "Calendar year") == "sen_need_newplans"
    assert (
        editions.recognise(head, "e4d5fb89-642e-40f6-bfa3-5ae246ef73d3.csv", "Academic year")
        == "sen_need_newplans"
    )
    assert editions.recognise(["name", "address"]) is None


def test_mean_weeks_down_syndrome_and_special_schools_have_columns_of_their_own():
    rows, _ = parsed(
        with_rows(
            "timeliness_20_week",
            {
                "breakdown_topic": "All EHC plans",
                "breakdown": "All EHC plans",
                "plans_issued_den": 100,
                "avg_weeks_issue_plan": 27.4,
                "avg_weeks_issue_plan_exc": 26.1,
            },
        )
    )
    assert [row(rows)[c] for c in ("topic", "avg_weeks_issue_plan", "avg_weeks_issue_plan_exc")] == [
        "all",
        27.4,
        26.1,
    ]
    needs, _ = parsed(text("sen_needs_all_plans"), called="sen_needs_all_plans")
    assert row(needs, 0)["number_asd"] == 201183
    assert pd.isna(row(needs, 0)["number_ds"])
    assert '"number_ds": "x"' in row(needs, 0)["symbols"]
    plans, _ = parsed(
        with_rows("caseload", {"breakdown_topic": "Sex", "breakdown": "Male", "special_academy": 7})
    )
    assert row(plans, 0)["special_academy"] == 7
    assert pd.isna(row(plans, 0)["special_academy_free"])


def test_columns_named_for_a_year_are_one_column_of_ours_in_every_edition():
    rows, found = parsed(text("annual_reviews"))
    tenth = rows.iloc[0]
    assert (tenth["total_ehc_plans"], tenth["review_expected"], tenth["review_not_expected"]) == (
        47974,
        37622,
        10352,
    )
    assert (
        tenth["review_completed"] + tenth["review_completed_prior"] + tenth["review_not_completed"] == 37622
    )
    assert (tenth["topic"], tenth["member"]) == ("age", "10")
    assert "completed in the year" in found.redefined
    later = text("annual_reviews").decode().replace("_2025", "_2026").replace("August 2025", "August 2026")
    rows, found = parsed(later, edition=2027)
    assert (found.new_columns, found.missing_columns, found.new_topics) == ((), (), ())
    assert row(rows, 0)["review_expected"] == 37622
    moves, _ = parsed(text("phase_transfers"))
    assert [row(moves)[c] for c in ("due_in_year", "due_next_year", "final_in_year", "final_next_year")] == [
        12232,
        142257,
        38887,
        602,
    ]


def test_what_is_new_or_missing_is_told_by_name_and_the_rest_loads():
    content = with_rows(
        "requests",
        {"breakdown_topic": "Every request", "breakdown": "Every request", "requests_received_in_year": 5},
        {"breakdown_topic": "First language", "breakdown": "Welsh", "requests_received_in_year": "1,204"},
        {
            "breakdown_topic": "Sex",
            "breakdown": "Male",
            "requests_received_in_year": "@",
            "requests_online": 3,
        },
        also=("requests_online",),
    ).replace(b"requests_rya", b"requests_youth")
    rows, found = parsed(content, edition=2028)
    assert found.new_columns == ("requests_online", "requests_youth")
    assert found.missing_columns == ("requests_rya",)
    assert found.new_topics == ("First language",)
    assert found.new_total_labels == ("Every request",)
    assert found.new_symbols == ("@",)
    assert rows["requests_received_in_year"].tolist()[:2] == [5, 1204]
    assert rows["topic"].tolist() == ["all", "first_language", "sex"]
    assert '"requests_online": "3' in row(rows, 2)["further"]
    assert len(found.lines()) == 5


def test_the_same_age_is_the_same_member_in_all_files():
    said = [
        "Aged 2 and under",
        "age 2 and under",
        "under 3",
        "Aged 10",
        "age 10",
        "Aged 20 and over",
        "Age unknown",
    ]
    assert [editions.member_of("age", each) for each in said] == [
        "2-",
        "2-",
        "2-",
        "10",
        "10",
        "20+",
        "unknown",
    ]
    said = ["Less than a year", "Under a year", "1", "1 year", "12 or more", "12 years and over"]
    assert [editions.member_of("years_held", each) for each in said] == ["0", "0", "1", "1", "12+", "12+"]


@pytest.mark.parametrize(
    "file", sorted(p.name.removesuffix(".csv.gz") for p in (opendata.DATA / "2025").glob("*.gz"))
)
def test_the_edition_of_2025_holds_nothing_new_and_one_total_for_each_area_and_period(file):
    path = opendata.DATA / "2025" / f"{file}.csv.gz"
    import gzip

    rows, found = parsed(gzip.decompress(path.read_bytes()), 2025, called=path.name)
    assert (found.file, found.lines()) == (file, [])
    totals = rows[rows["topic"] == "all"]
    assert not totals.duplicated(["time_period", "geographic_level", "area_code"]).any()
    assert len(totals) > 100


def test_a_release_is_a_folder_an_archive_or_an_address(tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "data (1).csv").write_bytes(text("timeliness_20_week"))
    (folder / "notes.csv").write_text("who,when\nme,today\n")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("data/anything.csv", text("phase_transfers"))
        archive.writestr("data-guidance.txt", "words")
    found = releases.take([str(folder)])
    assert sorted(found.files) == ["phase_transfers", "timeliness_20_week"]
    assert (found.edition, found.others) == (2026, ("notes.csv",))
    with serving(text("requests") + b"2025,Calendar year\n".replace(b"\n", b"," * 27 + b"\n")) as address:
        assert releases.take([address]).edition == 2026
    with pytest.raises(SourceUnavailable, match="does not answer"):
        releases.take([address])


def test_a_folder_without_any_of_dfes_files_is_refused_in_words(tmp_path):
    with pytest.raises(ConfigError, match="no CSV file"):
        releases.take([str(tmp_path)])
    (tmp_path / "a.csv").write_text("who,when\nme,today\n")
    with pytest.raises(ConfigError, match="none of DfE's files"):
        releases.take([str(tmp_path)])
    (tmp_path / "b.csv").write_bytes(with_rows("requests", {"requests_received_in_year": 1}))
    (tmp_path / "c.csv").write_bytes(with_rows("requests", {"requests_received_in_year": 2}))
    with pytest.raises(ConfigError, match=r"c\.csv and b\.csv are both DfE's file requests"):
        releases.take([str(tmp_path)])


def test_a_file_of_children_among_them_is_not_quoted(tmp_path):
    (tmp_path / "cases.csv").write_text("surname,birth_date\nCanary,2015-01-01,surplus\n")
    with pytest.raises(ConfigError, match=r"cases\.csv cannot be read as a table") as refused:
        releases.take([str(tmp_path)])
    assert "Canary" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_what_dfe_revised_is_shown_and_what_it_redefined_is_not():
    all_plans = {"breakdown_topic": "All EHC plans", "breakdown": "All EHC plans", "time_period": 2024}
    girls = {"breakdown_topic": "Sex", "breakdown": "Female", "time_period": 2024, "plans_issued_den": 40}
    before, _ = parsed(with_rows("timeliness_20_week", {**all_plans, "plans_issued_den": 100}, girls), 2025)
    renamed = all_plans | {"breakdown_topic": "All plans", "breakdown": "All plans"}
    after, _ = parsed(
        with_rows(
            "timeliness_20_week", {**renamed, "plans_issued_den": 98}, girls, {**girls, "time_period": 2025}
        ),
        2026,
    )
    found = revised.over_editions("timeliness_20_week", [before, after])
    assert found[["figure", "topic", "printed_before", "printed"]].to_numpy().tolist() == [
        ["plans_issued_den", "all", 100, 98]
    ]
    reviews = {"breakdown_topic": "Sex", "breakdown": "Male", "time_period": 2024, "total_ehc_plans": 9}
    old, _ = parsed(
        with_rows("annual_reviews", {**reviews, "review_expected_2025": 8}), 2025, called="annual_reviews"
    )
    new, _ = parsed(with_rows("annual_reviews", {**reviews, "review_expected_2025": 7}), 2026)
    assert revised.revised("annual_reviews", old, new).empty


class serving:  # noqa: N801 - reads as a word
    """An address on this machine that answers with the given bytes."""

    def __init__(self, content: bytes) -> None:
        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                io.BytesIO(content).seek(0)
                self.wfile.write(content)

            def log_message(self, *_: object) -> None: ...

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Answer)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/data.csv"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
