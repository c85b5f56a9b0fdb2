"""Each day knows its periods, and whether schools are open."""

from __future__ import annotations

from datetime import date

import pandas as pd

from include.calendar import Calendar, periods
from include.calendar.days import calendar_days


def test_every_day_lies_in_the_periods_that_hold_it_and_is_a_school_day_in_term_alone() -> None:
    calendar = Calendar.of(closures=[{"first": "2026-01-12", "last": "2026-01-13"}])
    reported = periods(calendar, date(2025, 9, 1), date(2026, 3, 14))
    days = calendar_days(calendar, reported).set_index("day")
    # From the first day of any period to the last day of any.
    assert (days.index[0], days.index[-1]) == (pd.Timestamp("2025-01-01"), pd.Timestamp("2026-12-31"))
    assert days.index.is_unique
    for span in reported.to_dict("records"):
        inside = days.loc[span["period_start"] : span["period_end"], f"{span['period_type']}_key"]
        assert (inside == span["period_key"]).all()
    school = days["is_school_day"]
    assert school["2025-11-20"]
    for closed in (
        "2025-10-28",  # half-term holiday
        "2025-11-22",  # Saturday
        "2025-12-25",
        "2026-01-13",  # closed by the calendar
        "2026-04-06",  # Easter Monday
    ):
        assert not school[closed], closed
    assert days.loc["2025-10-28", "is_working_day"]
    assert 190 <= school["2025-09-01":"2026-08-31"].sum() <= 205  # 190, and days for staff alone
