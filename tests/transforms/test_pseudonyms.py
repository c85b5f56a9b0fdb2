"""Facts leave casework with keyed hashes, and each identifier is hashed once."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from datetime import date

import pandas as pd
import pytest

from include.model.frames import as_texts
from include.model.tables import MARTS
from include.pipeline.night import keyed_hashes
from include.transforms import local_facts, pseudonymise

AS_AT = date(2026, 3, 15)


def digest(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}:{text}".encode()).hexdigest()[:32]


@pytest.fixture(scope="module")
def local(small_council) -> dict[str, pd.DataFrame]:
    return local_facts(small_council.tables, AS_AT)


@pytest.fixture(scope="module")
def hashed(local) -> tuple[dict[str, pd.DataFrame], Counter[tuple[str, str]]]:
    """The facts with hashes, and how often each identifier was hashed."""
    seen: Counter[tuple[str, str]] = Counter()

    def keys(kind: str, ids: pd.Series) -> pd.Series:
        seen.update((kind, i) for i in ids.dropna())
        return ids.map(lambda i: digest(kind, i), na_action="ignore").astype("str")

    return pseudonymise(local, keys), seen


def test_each_distinct_identifier_is_hashed_once(hashed):
    _, seen = hashed
    assert {"person", "request", "plan", "letter", "term_start", "complex_case"} <= {kind for kind, _ in seen}
    of_people_and_cases = {name: n for name, n in seen.items() if name[0] in ("person", "request", "plan")}
    assert set(of_people_and_cases.values()) == {1}


def test_no_local_identifier_of_a_child_or_case_is_left(hashed, small_council):
    facts, _ = hashed
    known = {
        str(i)
        for table, column in (("person", "person_id"), ("request", "request_id"), ("plan", "plan_id"))
        for i in small_council.tables[table][column]
    }
    for name, rows in facts.items():
        for column in (c for c in rows if str(c).endswith("_key")):
            texts = rows[column].dropna()
            assert texts.str.fullmatch("[0-9a-f]{32}").all(), f"{name}.{column}"
            assert known.isdisjoint(texts)


def test_every_row_stays_and_rows_stand_in_the_order_of_their_keys(local, hashed):
    facts, _ = hashed
    for name, rows in facts.items():
        assert len(rows) == len(local[name])
        assert rows.sort_values(list(MARTS["marts"][name].own_key), ignore_index=True).equals(rows)


def test_a_spell_of_a_plan_is_named_by_the_hash_of_the_plan_wherever_that_is_counted(local, hashed):
    facts, _ = hashed
    lasted = local["fact_spell"].query("spell_type == 'plan_12_months'")["spell_key"].iloc[0]
    plan, day = lasted[:-10], lasted[-10:]
    assert digest("plan", plan) in set(facts["fact_plan"]["plan_key"])
    assert digest("plan", plan) in set(facts["fact_caseload"]["case_key"])
    assert digest("plan_12_months", digest("plan", plan) + day) in set(facts["fact_spell"]["spell_key"])


def test_facts_are_the_same_whether_their_texts_were_codes_on_the_way(local, hashed, small_council):
    def keys(kind: str, ids: pd.Series) -> pd.Series:
        return ids.map(lambda i: digest(kind, i), na_action="ignore").astype("str")

    facts, _ = hashed
    codes = pseudonymise(local_facts(small_council.tables, AS_AT, as_codes=True), keys)
    assert list(codes) == list(facts)
    for name, rows in codes.items():
        pd.testing.assert_frame_equal(as_texts(rows), facts[name], check_index_type=False)


@pytest.mark.parametrize("secret", [b"short", b"x" * 64, b"longer than a block of the hash" * 4])
def test_a_hash_is_the_first_half_of_an_hmac(secret):
    """RFC 2104, as Python's own `hmac` has it: keys once given out stay what they are."""
    texts = pd.Series(["", "p1", "Zoë-2026-03-15"], [3, 1, 2], dtype="str")
    expected = [
        hmac.new(secret, b"demo:person:" + text.encode(), "sha256").hexdigest()[:32] for text in texts
    ]
    hashes = keyed_hashes(secret, "demo:person:", texts)
    assert list(hashes) == expected
    assert hashes.index.equals(texts.index)
    assert len(keyed_hashes(secret, "demo:person:", texts[:0])) == 0
