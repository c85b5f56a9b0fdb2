"""A council's calendar file: what it says is used, and faults are told by line."""

from datetime import date

import pytest

from include.calendar import Calendar, load_calendar, long_closures, parse_key
from include.errors import ConfigError

FILE = """\
half_terms:
  2025-26:
    autumn-1: [2025-09-02, 2025-10-24]
    autumn-2: [2025-11-03, 2025-12-19]
    spring-1: [2026-01-05, 2026-02-13]
    spring-2: [2026-02-23, 2026-03-27]
    summer-1: [2026-04-13, 2026-05-22]
    summer-2: [2026-06-01, 2026-07-21]
closures:
  - {first: 2020-03-23, last: 2020-05-31, why: national closure}
grace_days: 10
"""


@pytest.fixture
def calendar_of(tmp_path):
    def write(text: str) -> Calendar:
        (tmp_path / "calendars").mkdir(exist_ok=True)
        (tmp_path / "calendars/test.yaml").write_text(text)
        return load_calendar(tmp_path, "test")

    return write


def test_without_a_file_the_built_in_pattern_holds(tmp_path):
    assert load_calendar(tmp_path, "test") == Calendar()


def test_a_half_term_lasts_until_the_next_begins(calendar_of):
    calendar = calendar_of(FILE)

    assert parse_key("2025-26-autumn-1", calendar)[1:] == (date(2025, 9, 2), date(2025, 11, 2))
    assert parse_key("2025-26-summer-2", calendar)[1:] == (date(2026, 6, 1), date(2026, 8, 31))
    assert calendar.grace_days == 10


def test_the_days_before_the_first_of_term_belong_to_the_half_term_before(calendar_of):
    assert parse_key("2024-25-summer-2", calendar_of(FILE))[2] == date(2025, 9, 1)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[2025-11-03,", "[2025-10-20,", "line 3: half_terms 2025-26 autumn-1: it ends on 2025-10-24"),
        ("[2026-01-05, 2026-02-13]", "[2026-02-13, 2026-01-05]", "line 5: .* spring-1: its last day"),
        ("    spring-2: [2026-02-23, 2026-03-27]\n", "", "line 2: half_terms 2025-26: give each of"),
        ("2026-06-01", "1 June 2026", "line 8: .* summer-2: '1 June 2026' is not a day"),
        ("2025-26:", "2025-27:", "line 2: half_terms 2025-27: it is not an academic year"),
        ("last: 2020-05-31", "last: 2020-03-01", "line 10: closures 1: its last day"),
        ("grace_days: 10", "grace_days: soon", "line 11: grace_days"),
        ("grace_days", "grace", "only closures, grace_days, half_terms"),
        ("half_terms:", "half_terms: [", "not valid YAML"),
    ],
)
def test_a_fault_names_file_line_and_entry(calendar_of, old, new, says):
    with pytest.raises(ConfigError, match=rf"calendars/test\.yaml.*{says}"):
        calendar_of(FILE.replace(old, new))


def test_the_summer_is_a_long_closure_and_christmas_is_not(calendar_of):
    found = long_closures(calendar_of(FILE), date(2025, 10, 1), date(2026, 8, 31))

    assert found == [(date(2026, 7, 22), date(2026, 8, 31))]


def test_a_closure_in_term_that_runs_into_a_holiday_is_one_closure(calendar_of):
    """Closed on Monday 29 June for three weeks, to the day before the holiday begins: nine weeks in all."""
    text = FILE.replace("2020-03-23, last: 2020-05-31", "2026-06-29, last: 2026-07-21")

    found = long_closures(calendar_of(text), date(2026, 6, 1), date(2026, 8, 1))

    assert found == [(date(2026, 6, 29), date(2026, 8, 31))]


@pytest.mark.parametrize(("last", "is_long"), [("2025-12-01", True), ("2025-11-30", False)])
def test_four_weeks_is_the_28th_day(calendar_of, last, is_long):
    text = FILE.replace("2020-03-23, last: 2020-05-31", f"2025-11-04, last: {last}")

    found = long_closures(calendar_of(text), date(2025, 11, 1), date(2025, 11, 30))

    assert bool(found) == is_long


def test_every_academic_year_of_the_built_in_pattern_has_its_summer():
    found = long_closures(Calendar(), date(2014, 9, 2), date(2035, 8, 30))

    assert [first.year for first, _ in found] == list(range(2015, 2036))
    assert all(first.month == 7 and last.month == 8 for first, last in found)
