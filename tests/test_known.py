"""Whether an extract may be called that of a day: the rule by the clock, and nights run in any order."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from include import pipeline
from include.errors import ConfigError, NotOfThatDay, SourceError
from include.expectations import known_on, parse
from include.lake import Lake
from include.model import TABLES
from include.pipeline.known import Reading, is_of, of_the_time
from include.settings import AuthorityConfig, Settings
from include.sources import Shown

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 3, 10)
NOON = time(12)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


class TestWhoseDayItIs:
    @pytest.mark.parametrize(
        ("read_at", "expected"),
        [
            ("2026-03-10 23:59:59", False),  # the day has not ended
            ("2026-03-11 00:00", True),
            ("2026-03-11 02:30", True),
            ("2026-03-11 12:00", True),
            ("2026-03-11 12:00:01", False),
            ("2026-03-25 13:00", False),
        ],
    )
    def test_a_live_source_shows_a_day_until_noon_of_the_next(self, read_at, expected):
        assert is_of(DAY, at(read_at), None, NOON) is expected

    @pytest.mark.parametrize(
        ("day", "noon_in_utc"),
        [(date(2026, 3, 28), 11), (date(2026, 10, 24), 12), (date(2026, 7, 1), 11), (date(2026, 1, 1), 12)],
    )
    def test_noon_is_noon_in_london_also_on_the_days_of_a_clock_change(self, day, noon_in_utc):
        noon = datetime.combine(day + timedelta(days=1), time(noon_in_utc), UTC)
        assert is_of(day, noon, None, NOON)
        assert not is_of(day, noon + timedelta(seconds=1), None, NOON)

    @pytest.mark.parametrize("by", ["export", "copy", "asked"])
    def test_what_is_of_that_day_by_itself_is_of_that_day_whenever_it_is_read(self, by):
        months_later = at("2026-11-25 13:00")
        assert is_of(DAY, months_later, Shown(DAY, by), NOON)
        assert not is_of(DAY, months_later, Shown(DAY - timedelta(days=1), by), NOON)
        assert not is_of(DAY, months_later, Shown(DAY + timedelta(days=1), by), NOON)

    @pytest.mark.parametrize("written", ['"09:30"', "09:30", "'09:30:00'"])
    def test_the_authority_sets_until_when(self, tmp_path, monkeypatch, written):
        assert authority(tmp_path, monkeypatch, f"late_after: {written}").late_after == time(9, 30)

    def test_a_time_without_quotes_is_not_read_as_seconds(self, tmp_path, monkeypatch):
        """YAML reads 12:00 as 720."""
        assert authority(tmp_path, monkeypatch, "late_after: 12:00").late_after == NOON
        with pytest.raises(ConfigError, match="late_after"):
            authority(tmp_path, monkeypatch, "late_after: noon")

    def test_an_extract_that_does_not_tell_when_it_was_read_is_not_shown_to_be_of_its_day(self):
        assert Reading.of({"files": {}}).late
        assert Reading.of({"files": {}}).is_marked is None
        shown = Shown(DAY, "export")
        kept = Reading(at("2026-03-11 02:30"), at("2026-03-11 02:40"), shown, False)
        assert Reading.of(kept.facts()) == kept

    def test_a_live_source_tells_of_the_day_of_the_read_and_an_export_of_none_after_its_own(self):
        read = at("2026-03-25 13:00")
        assert Reading(read, read, None, True).known_until(DAY) == date(2026, 3, 25)
        assert Reading(read, read, Shown(DAY, "copy"), False).known_until(DAY) == date(2026, 3, 25)
        assert Reading(read, read, Shown(DAY, "export"), False).known_until(DAY) == DAY
        assert Reading(read, read, Shown(DAY, "asked"), False).known_until(DAY) == DAY


def authority(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str) -> AuthorityConfig:
    (folder / "demo.yaml").write_text(f"{COUNCIL}source: {{kind: files, path: x}}\n{more}\n")
    monkeypatch.setenv("SEND_CONFIG_DIR", str(folder))
    return AuthorityConfig.load(Settings.load(), "demo")


COUNCIL = 'name: Test (SYNTHETIC)\nla_code: "857"\nons_code: E06000017\nsynthetic: true\n'
HELD = ("person", "request", "assessment", "plan", "active_plan")
FIRST = date(2026, 3, 9)


@contextmanager
def council_of_files(root: Path) -> Iterator[Path]:
    """An authority whose source is a folder of CSV files."""
    (root / "config").mkdir()
    (root / "drop").mkdir()
    not_held = [name for name in TABLES if name not in HELD]
    (root / "config/demo.yaml").write_text(
        f"{COUNCIL}source: {{kind: files, path: {root / 'drop'}, settle_seconds: 0,"
        f" not_held: [{', '.join(not_held)}]}}\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, place in (("CONFIG_DIR", "config"), ("DATA_DIR", "data"), ("LAKE_URL", "lake")):
            patch.setenv(f"SEND_{name}", str(root / place))
        patch.setenv("SEND_PSEUDONYM_KEY", "a secret of the tests")
        yield root


def deliver(root: Path, now: date) -> None:
    """The source as it stands on a day: of each day one request is received, and decided two days later."""
    people = [(f"P{n}", f"R{n}", FIRST + timedelta(days=n)) for n in range((now - FIRST).days + 1)]
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in HELD}
    for person, request, received in people:
        decided = received + timedelta(days=2)
        known = decided <= now
        rows["person"].append({"person_id": person, "sex": "F"})
        rows["request"].append(
            {
                "request_id": request,
                "person_id": person,
                "received_date": received,
                "request_outcome_date": decided if known else "",
                "request_outcome": "N" if known else "A",
            }
        )
    heads = {
        name: [c.name for c in TABLES[name].columns.values() if c.required and c.name != "record_source"]
        for name in HELD
    }
    heads["request"] = ["request_id", "person_id", "received_date", "request_outcome_date", "request_outcome"]
    heads["person"] = ["person_id", "sex"]
    for name in HELD:
        with (root / f"drop/{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, heads[name])
            writer.writeheader()
            writer.writerows(rows[name])


def known_of(lake: Lake, day: date) -> set[tuple[str, str]]:
    """Requests of an extract's state of its day, with their outcome."""
    path = Lake.partition("landing", "demo", day)
    reading = Reading.of(lake.manifest(path) or {})
    parsed = {name: parse(name, table) for name, table in lake.read(path).items()}
    tables, _ = known_on(parsed, day, reading.known_until(day))
    frame = tables["request"].frame
    return set(zip(frame["request_id"], frame["request_outcome"], strict=True))


def truly_known(day: date) -> set[tuple[str, str]]:
    """What a clerk who writes everything down at once had in the books at the end of a day."""
    received = {f"R{n}": FIRST + timedelta(days=n) for n in range((day - FIRST).days + 1)}
    return {(request, "N" if on + timedelta(days=2) <= day else "A") for request, on in received.items()}


def landed(lake: Lake) -> dict[date, dict[str, object] | None]:
    days = lake.extract_dates("landing", "demo")
    return {day: lake.manifest(Lake.partition("landing", "demo", day)) for day in days}


NIGHTS = st.lists(
    st.tuples(
        st.integers(0, 30),  # hours that pass before the night is run
        st.integers(1, 6),  # which day it asks for, counted back from the day of the run
        st.booleans(),  # whether --late is given
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=3)
@given(NIGHTS)
# On time; too late and refused; too late and marked; asked again in time; a day that was skipped; days out of order.
@example([(0, 1, False), (0, 1, False), (12, 1, False), (0, 1, True), (0, 2, True), (13, 1, True)])
@example([(9, 3, False), (0, 3, True), (24, 4, False), (0, 1, True), (24, 1, False), (0, 6, True)])
def test_what_was_known_on_a_day_is_all_that_its_extract_holds(nights):
    """Nights run late, twice, out of order and on time, with and without --late."""
    with tempfile.TemporaryDirectory() as folder, council_of_files(Path(folder)) as root:
        lake = Lake(str(root / "lake"))
        now = at("2026-03-16 02:30")
        for hours, back, late in nights:
            now += timedelta(hours=hours)
            today = now.astimezone(LONDON).date()
            deliver(root, today)
            day = today - timedelta(days=back)
            before = landed(lake)
            on_time = back == 1 and now.astimezone(LONDON).time() <= NOON
            try:
                pipeline.land("demo", day, late=late, clock=lambda: now)  # noqa: B023 - called at once
            except NotOfThatDay as refused:
                assert not on_time and not late
                assert "--late" in str(refused) and "backfill" in str(refused)
                assert landed(lake) == before
        for day in lake.extract_dates("landing", "demo"):
            manifest = lake.manifest(Lake.partition("landing", "demo", day)) or {}
            assert known_of(lake, day) == truly_known(day)
            chosen = of_the_time(lake, "demo", [day], day, 0)
            assert chosen == (None if manifest["late"] else day)
            read = datetime.fromisoformat(manifest["read_at"]["end"])
            assert manifest["late"] is not is_of(day, read, None, NOON)


class TestLand:
    @pytest.fixture
    def root(self, tmp_path):
        with council_of_files(tmp_path) as root:
            deliver(root, DAY)
            yield root

    def test_an_extract_read_in_time_stays_when_the_night_is_run_again_too_late(self, root):
        pipeline.land("demo", DAY, clock=lambda: at("2026-03-11 02:30"))
        deliver(root, DAY + timedelta(days=1))
        again = pipeline.land("demo", DAY, clock=lambda: at("2026-03-11 15:00"))
        assert again["already_there"] and again["too_late_to_read_again"]
        manifest = Lake(str(root / "lake")).manifest(Lake.partition("landing", "demo", DAY)) or {}
        assert manifest["read_at"] == {
            "begin": "2026-03-11T02:30:00+00:00",
            "end": "2026-03-11T02:30:00+00:00",
        }

    def test_a_read_that_ends_too_late_is_refused(self, root):
        moments = iter([at("2026-03-11 11:59"), at("2026-03-11 12:30")])
        with pytest.raises(NotOfThatDay, match="does not show 2026-03-10 any more"):
            pipeline.land("demo", DAY, clock=lambda: next(moments))
        assert not (root / "lake").exists()

    def test_files_that_were_not_written_again_are_told(self, root, caplog):
        def land(day: date, *written: str) -> list[str]:
            for name in written:
                stamp = at(f"{day} 23:00").timestamp()
                os.utime(root / f"drop/{name}.csv", (stamp, stamp))
            caplog.clear()
            pipeline.land("demo", day, clock=lambda: at(f"{day + timedelta(days=1)} 02:30"))
            return [r.getMessage() for r in caplog.records if "written again" in r.getMessage()]

        days = [DAY + timedelta(days=n) for n in range(6)]
        assert not land(days[0], *HELD), "nothing to compare with"
        (nothing,) = land(days[1])
        assert nothing.startswith(f"demo: no file was written again since the extract of {days[0]}")
        assert not land(days[2], *HELD)
        (some,) = land(days[3], "person", "request", "assessment")
        assert "of the files, active_plan.csv, plan.csv stand as the extract of" in some
        assert not land(days[4], "person", "request", "assessment"), "told once"
        assert not land(days[5], *HELD)

    def test_an_extract_that_holds_nothing_new_is_told_on_working_days(self, root, caplog):
        def land(day: date) -> list[str]:
            for path in (root / "drop").iterdir():
                stamp = at(f"{day} 23:00").timestamp()
                os.utime(path, (stamp, stamp))
            caplog.clear()
            pipeline.land("demo", day, clock=lambda: at(f"{day + timedelta(days=1)} 02:30"))
            return [r.getMessage() for r in caplog.records if "holds the same" in r.getMessage()]

        friday = date(2026, 3, 13)
        assert not land(friday - timedelta(days=1))
        (told,) = land(friday)
        assert f"every table holds the same as in the extract before ({friday - timedelta(days=1)})" in told
        assert not land(friday + timedelta(days=1)), "nobody works on a Saturday"
        with (root / "drop/person.csv").open("a") as file:
            file.write(
                "p99" + "," * (root / "drop/person.csv").read_text().split("\n", 1)[0].count(",") + "\n"
            )
        assert not land(friday + timedelta(days=3))

    def test_an_extract_with_other_identifiers_is_told_and_lands(self, root, caplog):
        def land(day: date, prefix: str) -> list[str]:
            for name in ("person", "request"):
                path = root / f"drop/{name}.csv"
                heads, *rows = path.read_text().splitlines()
                numbered = [f"{prefix}{n}" + rows[0][rows[0].index(",") :] for n in range(30)]
                path.write_text("\n".join([heads, *numbered]) + "\n")
            caplog.clear()
            pipeline.land("demo", day, clock=lambda: at(f"{day + timedelta(days=1)} 02:30"))
            return [
                r.getMessage()
                for r in caplog.records
                if "extract before are not in this one" in r.getMessage()
            ]

        assert not land(DAY, "P")
        assert not land(DAY + timedelta(days=1), "P")
        assert len(land(DAY + timedelta(days=2), "N")) == 2

    def test_the_refusal_names_the_period_and_the_day_that_the_source_shows(self, root):
        (root / "drop/state_of.csv").write_text("day\n2026-03-20\n")
        with pytest.raises(NotOfThatDay) as refused:
            pipeline.land("demo", DAY, clock=lambda: at("2026-03-25 13:00"))
        told = str(refused.value)
        assert "--from 2025-26-spring-2 --to 2025-26-spring-2" in told
        assert "--extract-date 2026-03-20" in told
        landed = pipeline.land("demo", date(2026, 3, 20), clock=lambda: at("2026-03-25 13:00"))
        assert "late" not in landed

    def test_a_copy_that_does_not_say_its_day_rightly_is_named(self, root):
        (root / "drop/state_of.csv").write_text("day\nyesterday\n")
        with pytest.raises(SourceError, match="state_of"):
            pipeline.land("demo", DAY, clock=lambda: at("2026-03-11 02:30"))

    def test_dated_files_show_their_own_day_whenever_they_are_read(self, root):
        for path in (root / "drop").glob("*.csv"):
            path.rename(path.with_name(f"{path.stem}_2026-03-10.csv"))
        config = root / "config/demo.yaml"
        tables = ", ".join(f"{name}: {{source: '{name}_{{date}}.csv'}}" for name in HELD)
        config.write_text(config.read_text().replace("]}", f"], tables: {{{tables}}}}}"))
        months_later = at("2026-11-25 13:00")
        assert "late" not in pipeline.land("demo", DAY, clock=lambda: months_later)
        with pytest.raises(NotOfThatDay, match="The export itself is of 2026-03-10"):
            pipeline.land("demo", DAY + timedelta(days=3), clock=lambda: months_later)
        # Read in time, an export of some days before is what there was; it does not show the end of a period after it.
        pipeline.land("demo", DAY + timedelta(days=3), clock=lambda: at("2026-03-14 02:30"))
        lake = Lake(str(root / "lake"))
        days = lake.extract_dates("landing", "demo")
        assert of_the_time(lake, "demo", days, DAY, 7) == DAY + timedelta(days=3)
        assert of_the_time(lake, "demo", days, DAY + timedelta(days=1), 7) is None
