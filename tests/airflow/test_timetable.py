"""The half-term timetable: one run for each half-term, on the right morning, whichever way runs come about."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pendulum
import pytest
from airflow.timetables.base import TimeRestriction
from airflow.timetables.trigger import CronPartitionTimetable
from hypothesis import given
from hypothesis import strategies as st

from include.airflow.timetable import HalfTermTimetable
from include.calendar import Calendar
from include.errors import ConfigError

LONDON = pendulum.timezone("Europe/London")
OWN = Calendar.of(
    {
        "2025-26": {
            "autumn-1": "2025-09-03",
            "autumn-2": "2025-11-03",
            "spring-1": "2026-01-06",
            "spring-2": "2026-02-23",
            "summer-1": "2026-04-13",
            "summer-2": "2026-06-01",
        }
    },
    grace_days=10,
)
TIMETABLE = HalfTermTimetable(OWN)
PLAIN = HalfTermTimetable()
LATE = pendulum.datetime(2036, 12, 31)

instants = st.integers(0, 21 * 365 * 24 * 60).map(lambda m: pendulum.datetime(2014, 9, 2).add(minutes=m))
days = st.dates(date(2014, 9, 1), date(2035, 12, 31))


def at(now: pendulum.DateTime):
    return patch("include.airflow.timetable.utcnow", lambda: now)


def scheduled(timetable: HalfTermTimetable, start: date, runs: int, *, catchup: bool = True) -> list:
    """The first runs that the scheduler makes, one after the other."""
    restriction = TimeRestriction(
        pendulum.datetime(start.year, start.month, start.day, tz=LONDON), None, catchup
    )
    made, last = [], None
    for _ in range(runs):
        last = timetable.next_dagrun_info_v2(last_dagrun_info=last, restriction=restriction)
        made.append(last)
    return made


def backfilled(timetable: HalfTermTimetable, first: date, last: date) -> list[str]:
    """Keys of a backfill over plain dates, which Airflow hands over as midnights in UTC."""
    bounds = (pendulum.datetime(day.year, day.month, day.day) for day in (first, last))
    with at(LATE):
        return [
            str(info.partition_key)
            for info in timetable.iter_partition_dagrun_infos(
                **dict(zip(("earliest", "latest"), bounds, strict=True))
            )
        ]


def test_a_run_is_due_at_six_in_london_after_the_days_of_grace():
    """autumn-1 ends on Sunday 2 November, ten days of grace on the 12th; summer-1 ends on 31 May, in summer time."""
    runs = {r.partition_key: r.run_after for r in scheduled(TIMETABLE, date(2025, 9, 3), 6)}

    assert runs["2025-26-autumn-1"] == pendulum.datetime(2025, 11, 13, 6)
    assert runs["2025-26-summer-1"] == pendulum.datetime(2026, 6, 11, 5)


def test_with_catchup_every_half_term_from_the_start_date_has_its_run():
    keys = [r.partition_key for r in scheduled(TIMETABLE, date(2025, 9, 3), 7)]

    assert keys == [
        *(
            f"2025-26-{name}"
            for name in ("autumn-1", "autumn-2", "spring-1", "spring-2", "summer-1", "summer-2")
        ),
        "2026-27-autumn-1",
    ]


def test_a_start_date_a_day_later_leaves_the_half_term_out():
    assert scheduled(TIMETABLE, date(2025, 9, 4), 1)[0].partition_key == "2025-26-autumn-2"


def test_without_catchup_only_the_latest_that_is_due_is_run():
    with at(pendulum.datetime(2026, 3, 10)):
        first, second = scheduled(TIMETABLE, date(2019, 9, 1), 2, catchup=False)

    assert (first.partition_key, second.partition_key) == ("2025-26-spring-1", "2025-26-spring-2")


def test_after_the_end_date_there_are_no_runs():
    restriction = TimeRestriction(pendulum.datetime(2025, 9, 1), pendulum.datetime(2025, 10, 1), True)
    first = TIMETABLE.next_dagrun_info_v2(last_dagrun_info=None, restriction=restriction)

    assert first is not None
    assert first.partition_key == "2025-26-autumn-1"
    assert TIMETABLE.next_dagrun_info_v2(last_dagrun_info=first, restriction=restriction) is None


def test_a_range_of_plain_dates_includes_the_half_term_that_starts_on_its_first_day():
    """1 September begins in London at 23:00 UTC on 31 August: read as UTC, the half-term would be lost."""
    assert backfilled(PLAIN, date(2025, 9, 1), date(2025, 9, 1)) == ["2025-26-autumn-1"]
    assert backfilled(PLAIN, date(2025, 9, 2), date(2025, 11, 2)) == []


def test_a_backfill_makes_no_run_of_a_half_term_that_is_not_due():
    with at(pendulum.datetime(2025, 11, 13, 5, 59)):
        before = list(TIMETABLE.iter_partition_dagrun_infos(earliest=LATE.subtract(years=12), latest=LATE))
    with at(pendulum.datetime(2025, 11, 13, 6)):
        after = list(TIMETABLE.iter_partition_dagrun_infos(earliest=LATE.subtract(years=12), latest=LATE))

    assert [r.partition_key for r in after if r not in before] == ["2025-26-autumn-1"]


@given(first=days, length=st.integers(0, 4000))
def test_a_backfill_plans_exactly_the_half_terms_that_begin_in_its_range(first, length):
    last = min(first + timedelta(days=length), date(2035, 12, 31))

    expected = [key for key, begins, _ in PLAIN.calendar.half_terms() if first <= begins <= last]

    assert backfilled(PLAIN, first, last) == expected


@given(now=instants)
def test_whenever_it_is_asked_the_scheduler_runs_each_half_term_once_and_in_order(now):
    with at(now):
        runs = scheduled(PLAIN, date(2014, 9, 1), 4, catchup=False)

    keys = [r.partition_key for r in runs]
    assert keys == sorted(set(keys))
    assert all(a.run_after < b.run_after for a, b in zip(runs, runs[1:], strict=False))
    assert runs[0].run_after <= now < runs[1].run_after or runs[0].run_after > now


@given(now=instants)
def test_a_scheduled_run_and_a_backfill_of_one_half_term_are_the_same_partition(now):
    with at(now):
        run = scheduled(PLAIN, date(2014, 9, 1), 1, catchup=False)[0]
    with at(LATE):
        again = list(
            PLAIN.iter_partition_dagrun_infos(earliest=run.partition_date, latest=run.partition_date)
        )

    assert PLAIN.resolve_partition_date(run.partition_key) == run.partition_date
    assert [r.partition_date for r in again if r.partition_key == run.partition_key] in (
        [],
        [run.partition_date],
    )


def test_it_survives_serialisation():
    back = HalfTermTimetable.deserialize(TIMETABLE.serialize())

    assert back == TIMETABLE
    assert scheduled(back, date(2025, 9, 3), 7) == scheduled(TIMETABLE, date(2025, 9, 3), 7)
    assert back != PLAIN


def test_a_key_that_is_no_half_term_is_refused():
    from airflow.exceptions import InvalidPartitionKeyError

    with pytest.raises(InvalidPartitionKeyError, match="2025-26-autumn-1"):
        PLAIN.resolve_partition_date("2025-26-autumn-3")


def test_more_grace_than_the_next_half_term_lasts_is_refused():
    with pytest.raises(ConfigError, match="would be due"):
        HalfTermTimetable(Calendar.of(grace_days=60)).validate()


@pytest.mark.parametrize(("month", "first", "last"), [(3, 27, 31), (10, 23, 27)])
def test_every_day_has_one_night_across_the_clock_changes(month, first, last):
    """The night of 29 March has no 01:30 in London and that of 25 October has it twice; 02:30 comes once in both."""
    table = CronPartitionTimetable(
        "30 2 * * *", timezone="Europe/London", run_offset=-1, key_format="%Y-%m-%d"
    )
    begin, end = (pendulum.datetime(2026, month, day, tz=LONDON) for day in (first, last))
    nights = table.iter_partition_dagrun_infos(earliest=begin, latest=end.add(days=1))
    assert [night.partition_key for night in nights] == [
        f"2026-{month:02}-{day}" for day in range(first, last + 1)
    ]
