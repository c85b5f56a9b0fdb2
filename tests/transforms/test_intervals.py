"""Who held what on which day, against a look at each day in turn."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from include.transforms.intervals import Holding, disjoint, split

START = pd.Timestamp("2026-01-01")
AS_AT = pd.Timestamp("2026-03-31").as_unit("us")
DAYS = 90

spell = st.tuples(
    st.sampled_from("pq"),
    st.sampled_from("abc"),
    st.integers(0, DAYS + 20),
    st.none() | st.integers(-3, DAYS),
)
some_spells = st.lists(spell, max_size=12)


def frame(spells: list[tuple[str, str, int, int | None]]) -> pd.DataFrame:
    """Spells of key, value, first day and length as a frame; no length means that the spell lasts."""
    first = [START + pd.Timedelta(days=s[2]) for s in spells]
    last = [
        pd.NaT if s[3] is None else f + pd.Timedelta(days=s[3]) for s, f in zip(spells, first, strict=True)
    ]
    made = pd.DataFrame(
        {"key": [s[0] for s in spells], "value": [s[1] for s in spells], "first": first, "last": last}
    )
    return made.astype({"key": "str", "value": "str", "first": "datetime64[us]", "last": "datetime64[us]"})


def flat(spells: list[tuple[str, str, int, int | None]]) -> pd.DataFrame:
    return disjoint(frame(spells), "key", "value", "first", "last", AS_AT)


def by_looking(spells: list[tuple[str, str, int, int | None]], key: str, day: int) -> str | None:
    """The value on a day of the spell that began last, the greatest value of several."""
    holding = [
        (s[2], s[1]) for s in spells if s[0] == key and s[2] <= day and (s[3] is None or s[2] + s[3] >= day)
    ]
    return max(holding)[1] if holding else None


@given(some_spells)
def test_on_every_day_the_spell_that_began_last_holds(spells):
    asked = pd.DataFrame([(k, d) for k in "pqr" for d in range(-2, DAYS)], columns=["key", "day"])
    days = (START + pd.to_timedelta(asked["day"], unit="D")).astype("datetime64[us]")
    found = Holding(flat(spells), "key").on(days, asked["key"].astype("str"))["value"]
    expected = [by_looking(spells, key, day) for key, day in zip(asked["key"], asked["day"], strict=True)]
    assert [None if pd.isna(value) else value for value in found] == expected


@given(some_spells)
def test_disjoint_spells_do_not_overlap(spells):
    found = flat(spells).sort_values(["key", "from_date"])
    assert (found["from_date"] <= found["to_date"]).all()
    assert not (found.groupby("key")["to_date"].shift() >= found["from_date"]).any()


@given(some_spells, st.integers(0, DAYS - 1), st.integers(0, DAYS - 1))
def test_the_pieces_of_a_case_tile_its_days_and_nothing_changes_within_one(spells, one, other):
    days = [START + pd.Timedelta(days=d) for d in sorted((one, other))]
    cases = pd.DataFrame({"key": ["p"], "from_date": [days[0]], "to_date": [days[1]]})
    cases = cases.astype({"key": "str", "from_date": "datetime64[us]", "to_date": "datetime64[us]"})
    pieces = split(cases, [("key", flat(spells))])
    inside_of_each = [
        pd.date_range(*ends) for ends in zip(pieces["from_date"], pieces["to_date"], strict=True)
    ]
    assert [day for inside in inside_of_each for day in inside] == list(pd.date_range(days[0], days[1]))
    for inside in inside_of_each:
        assert len({by_looking(spells, "p", (day - START).days) for day in inside}) == 1


def test_a_missing_key_or_day_has_no_value():
    keys = pd.Series(["p", None, "p"], dtype="str", index=[5, 6, 7])
    days = pd.Series([START, START, pd.NaT], index=[5, 6, 7]).astype("datetime64[us]")
    found = Holding(flat([("p", "a", 0, None)]), "key").on(days, keys)["value"]
    assert found[5] == "a"
    assert found[[6, 7]].isna().all()
