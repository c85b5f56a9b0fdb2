"""Bands of time taken are in one table: code, the words of codes and what measures say of them agree with it."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pandas as pd
import pytest

from include.model import codeset
from include.model.bands import bands
from include.transforms import Catalogue
from include.transforms.limits import limits_of

IN_WAREHOUSE = ("LateBand", "OpenFor", "SinceMeeting")


def test_a_year_of_dfes_bands_is_52_weeks_and_its_last_day_belongs_to_it():
    _, late, very_late = bands("LateBand")
    assert (late.days, very_late.days) == (364, math.inf)
    day = pd.Series([pd.Timestamp("2024-01-10"), pd.NaT])
    assert late.last_day(day).tolist() == [pd.Timestamp("2025-01-08"), pd.NaT]
    assert very_late.last_day(day).isna().all()


def test_months_end_on_the_same_day_of_the_month_or_on_its_last():
    half_a_year, *_ = bands("SinceMeeting")
    assert half_a_year.last_day(pd.Series(pd.to_datetime(["2024-08-31"]))).tolist() == [
        pd.Timestamp("2025-02-28")
    ]


def test_the_first_band_ends_with_the_last_day_in_time():
    received, due = (pd.Series(pd.to_datetime([day])) for day in ("2024-01-10", "2024-05-29"))
    assert bands("OpenFor")[0].last_day(received, due).tolist() == due.tolist()


@pytest.mark.parametrize("name", [*IN_WAREHOUSE, "WeeksTaken"])
def test_names_and_words_say_where_a_band_ends(name):
    known = bands(name)
    words = codeset(name) if name in IN_WAREHOUSE else {band.code: band.code for band in known}
    assert list(words) == [band.code for band in known]
    ends = [band.up_to or (limits_of(band.limit_id)[-1].length if band.limit_id else None) for band in known]
    assert ends[-1] is None
    for band, (since, until) in zip(known[1:], pairwise(ends), strict=True):
        said = [int(number) for number in re.findall(r"\d+", words[band.code])]
        assert said == [since] if until is None else said == [since, until]
        assert str(since) in band.code


@pytest.mark.parametrize(
    ("measure_id", "name", "code"),
    [
        ("ehcp_over_52wk_rate", "LateBand", "20_to_52_weeks"),
        ("assessments_over_52wk_open_n", "OpenFor", "30_to_52_weeks"),
        ("assessments_overdue_by_age_n", "OpenFor", "20_to_30_weeks"),
        ("reviews_unfinished_12m_n", "SinceMeeting", "6_to_12_months"),
    ],
)
def test_a_definition_says_the_end_of_the_band_that_it_chooses_by(measure_id, name, code):
    (band,) = (band for band in bands(name) if band.code == code)
    said = [f"{band.up_to} {band.unit}", *([f"{band.days} days"] if band.unit == "weeks" else [])]
    assert re.search(rf"\b({'|'.join(said)})\b", Catalogue.load()[measure_id].definition)
