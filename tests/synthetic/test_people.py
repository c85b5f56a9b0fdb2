"""People see at once that nobody here is real, and numbers are well formed."""

from __future__ import annotations

import numpy as np

from include.synthetic import SyntheticCouncil
from include.synthetic.numbers import ulns, upns


def test_names_say_synthetic(council: SyntheticCouncil) -> None:
    t = council.tables
    assert t["person"]["surname"].str.startswith("Synthetic-").all()
    for table, column in (
        ("caseworker", "caseworker_name"),
        ("team", "team_name"),
        ("setting", "setting_name"),
        ("panel", "panel_name"),
        ("call_volume", "line"),
    ):
        assert t[table][column].str.startswith("Synthetic ").all(), table


def test_pupil_numbers_are_valid_unique_and_of_no_authority(council: SyntheticCouncil) -> None:
    upn = council.tables["person"]["upn"].dropna()
    assert not upn.duplicated().any()
    assert upn.str.fullmatch(r"[A-HJ-NP-RT-Z]999\d{9}").all()
    for number in upn.sample(50, random_state=1):
        total = sum((i + 2) * int(d) for i, d in enumerate(number[1:]))
        assert "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] == number[0]
    assert len(set(upns(np.arange(1000)))) == 1000


def test_learner_numbers_are_valid_and_unique(council: SyntheticCouncil) -> None:
    made = ulns(np.arange(5000))
    assert len(set(made)) == 5000
    held = council.tables["person"]["uln"].dropna()
    assert len(held) > 0
    for number in [*made[:200], *held[:200]]:
        remainder = sum(w * int(d) for w, d in zip(range(10, 1, -1), number[:9], strict=True)) % 11
        assert remainder != 0
        assert 10 - remainder == int(number[9])


def test_everyone_has_a_number_or_a_reason_and_never_both(council: SyntheticCouncil) -> None:
    person = council.tables["person"]
    numbered = person["upn"].notna() | person["uln"].notna()
    assert (numbered ^ person["upn_unknown"].notna()).all()
    young = person[person["upn_unknown"] == "UN1"]
    assert len(young) > 0
    ages = (np.datetime64(council.last_day) - young["birth_date"]).dt.days / 365.25
    assert ages.max() < 6


def test_postcodes_are_of_the_kind_never_issued(council: SyntheticCouncil) -> None:
    assert council.tables["person"]["postcode"].str.fullmatch(r"ZZ99 \d[A-Z]{2}").all()
