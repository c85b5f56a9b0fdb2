"""Time as a council counts it: half-terms, terms, months and years that tile the calendar, closures, working days.

Light to import: `include.calendar.working_days`, which needs pandas, is imported by its own name.
"""

from include.calendar.closures import long_closures
from include.calendar.files import calendar_file, load_calendar
from include.calendar.periods import PERIOD_TYPES, parse_key, periods, year_and_season
from include.calendar.terms import HALF_TERMS, Calendar

__all__ = [
    "HALF_TERMS",
    "PERIOD_TYPES",
    "Calendar",
    "calendar_file",
    "load_calendar",
    "long_closures",
    "parse_key",
    "periods",
    "year_and_season",
]
