"""Times when schools were closed: the clock's exception for a long closure rests on them."""

from __future__ import annotations

from datetime import date, timedelta

from include.calendar.terms import Calendar, years

# SEND Regulations 2014 (SI 2014/1530) reg 10(4)(a) and (b): closed for a continuous period of not less than 4 weeks.
LONG_CLOSURE_DAYS = 28


def long_closures(calendar: Calendar, first: date, last: date) -> list[tuple[date, date]]:
    """First and last day of every closure of four continuous weeks or more that touches `first` to `last`, in order.

    A holiday lies between the last day of school of one half-term and the first of the next; a closure in term time
    that touches a holiday, or another closure, is one closure with it. Calendar days, both ends included.
    """
    one_day = timedelta(days=1)
    closed = list(calendar.closures)
    for year in years(first, last):
        following = [*calendar.starts(year)[1:], calendar.starts(year + 1)[0]]
        gaps = zip(calendar.ends(year), following, strict=True)
        closed += [(end + one_day, start - one_day) for end, start in gaps if end + one_day < start]
    merged: list[tuple[date, date]] = []
    for begin, end in sorted(closed):
        if merged and begin <= merged[-1][1] + _weekend_after(merged[-1][1]):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return [
        (begin, end)
        for begin, end in merged
        if (end - begin).days + 1 >= LONG_CLOSURE_DAYS and begin <= last and end >= first
    ]


def _weekend_after(day: date) -> timedelta:
    """From the last day of a closure to the next day on which a school could have opened."""
    return timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
