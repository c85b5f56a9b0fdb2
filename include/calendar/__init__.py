"""Time as a council counts it: half-terms, terms, months and years that tile the calendar, and working days."""

from include.calendar.periods import PERIOD_TYPES, parse_key, periods
from include.calendar.terms import HALF_TERMS, Calendar
from include.calendar.working_days import working_days_after

__all__ = ["HALF_TERMS", "PERIOD_TYPES", "Calendar", "parse_key", "periods", "working_days_after"]
