"""Reporting periods tile the calendar, nest, and have keys that sort in time order."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.calendar import HALF_TERMS, PERIOD_TYPES, Calendar, parse_key, periods
from include.errors import ConfigError

FIRST, LAST = date(2014, 9, 1), date(2035, 12, 31)
OWN = {
    "2025-26": {
        "autumn-1": "2025-08-28",
        "autumn-2": "2025-11-04",
        "spring-1": "2026-01-06",
        "spring-2": "2026-02-24",
        "summer-1": "2026-04-14",
        "summer-2": "2026-06-02",
    }
}
CALENDARS = {"built-in pattern": Calendar(), "council's own dates": Calendar.of(OWN)}
EVERY = {name: periods(calendar, FIRST, LAST) for name, calendar in CALENDARS.items()}

calendars = pytest.mark.parametrize("name", CALENDARS)


def holding(frame: pd.DataFrame, day: date) -> pd.DataFrame:
    moment = pd.Timestamp(day)
    return frame[(frame["period_start"] <= moment) & (frame["period_end"] >= moment)]


@calendars
@given(day=st.dates(FIRST, LAST))
def test_every_day_lies_in_exactly_one_period_of_each_type(name, day):
    assert sorted(holding(EVERY[name], day)["period_type"]) == sorted(PERIOD_TYPES)


@calendars
@given(first=st.dates(FIRST, LAST), length=st.integers(0, 1000))
def test_the_periods_of_a_span_cover_it_whole_and_leave_nothing_else(name, first, length):
    last = min(first + timedelta(days=length), LAST)
    for _, found in periods(CALENDARS[name], first, last).groupby("period_type"):
        assert found["period_start"].iloc[0].date() <= first
        assert found["period_end"].iloc[-1].date() >= last
        assert (found["period_end"] >= pd.Timestamp(first)).all()
        assert (found["period_start"] <= pd.Timestamp(last)).all()


@calendars
@pytest.mark.parametrize("period_type", PERIOD_TYPES)
def test_keys_sort_as_text_in_time_order_without_gaps(name, period_type):
    found = EVERY[name].query("period_type == @period_type").sort_values("period_key")
    assert found["period_key"].is_unique
    ends, starts = found["period_end"].iloc[:-1], found["period_start"].iloc[1:]
    assert (starts.to_numpy() - ends.to_numpy() == pd.Timedelta(days=1)).all()


@calendars
def test_half_terms_make_terms_and_terms_make_academic_years(name):
    by_type = {kind: frame.set_index("period_key") for kind, frame in EVERY[name].groupby("period_type")}
    for parts, whole, count in (("half_term", "term", 2), ("term", "academic_year", 3)):
        made = by_type[parts].groupby(lambda key: key.rsplit("-", 1)[0])
        span = made.agg({"period_start": "min", "period_end": "max", "period_type": "size"})
        complete = span[span["period_type"] == count]
        expected = by_type[whole].loc[complete.index, ["period_start", "period_end"]]
        pd.testing.assert_frame_equal(complete[["period_start", "period_end"]], expected, check_names=False)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2025, 12, 25), "2025-26-autumn-2"),
        (date(2026, 2, 17), "2025-26-spring-1"),
        (date(2026, 4, 5), "2025-26-spring-2"),
        (date(2026, 8, 15), "2025-26-summer-2"),
        (date(2026, 8, 31), "2025-26-summer-2"),
        (date(2026, 9, 1), "2026-27-autumn-1"),
    ],
)
def test_a_holiday_belongs_to_the_half_term_that_it_follows(day, key):
    half_terms = EVERY["built-in pattern"].query("period_type == 'half_term'")
    assert list(holding(half_terms, day)["period_key"]) == [key]


def test_a_councils_own_first_day_ends_the_year_before():
    frame = EVERY["council's own dates"].set_index("period_key")
    assert frame.loc["2024-25-summer-2", "period_end"] == pd.Timestamp("2025-08-27")
    assert frame.loc["2024-25", "period_end"] == pd.Timestamp("2025-08-27")
    assert frame.loc["2025-26-autumn-1", "period_start"] == pd.Timestamp("2025-08-28")
    assert frame.loc["2025-26-summer-2", "period_end"] == pd.Timestamp("2026-08-31")


def test_labels_are_plain_words():
    labels = EVERY["built-in pattern"].set_index("period_key")["period_label"]
    assert labels["2025-26-autumn-1"] == "Autumn half-term 1, 2025-26"
    assert labels["2025-26-spring"] == "Spring term 2025-26"
    assert labels["2025-11"] == "November 2025"
    assert labels["2025-26"] == "Academic year 2025-26"
    assert labels["2025"] == "Calendar year 2025"


@calendars
def test_every_key_names_its_period(name):
    for row in EVERY[name].to_dict("records"):
        expected = (row["period_type"], row["period_start"].date(), row["period_end"].date())
        assert parse_key(row["period_key"], CALENDARS[name]) == expected


@pytest.mark.parametrize(
    "key",
    ["", "2025-13", "2025-27", "2025-26-winter", "2025-26-autumn-3", "2025-26-Autumn-1", "25-26", "2025 "],
)
def test_a_wrong_key_is_told_what_keys_look_like(key):
    with pytest.raises(ConfigError, match="2025-26-autumn-1"):
        parse_key(key)


def test_days_before_keys_are_unambiguous_are_refused():
    with pytest.raises(ConfigError, match="2013 to 2099"):
        periods(Calendar(), date(2012, 12, 31), date(2014, 1, 1))
    with pytest.raises(ConfigError, match="2012 to 2099"):
        parse_key("1999-12")


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ConfigError, match="before the first"):
        periods(Calendar(), date(2026, 1, 2), date(2026, 1, 1))


def test_dates_are_days_and_text_is_text():
    assert {str(dtype) for dtype in EVERY["built-in pattern"].dtypes} == {"str", "datetime64[us]"}


def changed(**days: str) -> dict[str, dict[str, str]]:
    return {"2025-26": {**OWN["2025-26"], **{name.replace("_", "-"): day for name, day in days.items()}}}


@pytest.mark.parametrize(
    ("half_terms", "says"),
    [
        ({"2025": OWN["2025-26"]}, "2025: it is not an academic year"),
        ({"2025-27": OWN["2025-26"]}, "2025-27: it is not an academic year"),
        ({"2025-26": {"autumn-1": "2025-09-01"}}, "2025-26: give each of autumn-1"),
        (changed(summer_3="2026-07-01"), "no others"),
        (changed(spring_1="6 January"), "spring-1: '6 January' is not a day"),
        (changed(autumn_1="2025-07-01"), "between 2025-08-15 and 2025-09-30"),
        (changed(spring_2="2026-01-05"), r"spring-1: spring-2 \(2026-01-05\) must begin after it"),
        (changed(summer_2="2026-09-10"), "autumn-1 of the next year"),
    ],
)
def test_wrong_term_dates_are_refused_in_plain_words(half_terms, says):
    with pytest.raises(ConfigError, match=says):
        Calendar.of(half_terms)


def test_a_half_term_lasts_from_four_weeks_to_three_months_in_the_built_in_pattern():
    half_terms = EVERY["built-in pattern"].query("period_type == 'half_term'")
    days = (half_terms["period_end"] - half_terms["period_start"]).dt.days + 1
    assert days.between(28, 92).all()
    assert half_terms["period_key"].str[8:].isin(HALF_TERMS).all()
