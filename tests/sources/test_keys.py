"""Identifiers that a spreadsheet has robbed of their leading zeros in one file and not in the other."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from include.errors import SourceError
from include.sources.keys import refuse_lost_zeros

ZEROS = [f"{n:05}" for n in range(1, 201)]
BARE = [str(n) for n in range(1, 201)]


def tables(person: Sequence[str], request: Sequence[str | None]) -> dict[str, pa.Table]:
    return {
        "person": pa.table({"person_id": person}),
        "request": pa.table({"request_id": BARE, "person_id": pa.array(request, pa.string())}),
    }


def test_a_file_without_the_zeros_is_named_with_the_setting_that_puts_them_back() -> None:
    with pytest.raises(SourceError) as error:
        refuse_lost_zeros(tables(ZEROS, BARE))
    told = str(error.value)
    assert (
        "request.person_id and person.person_id write the same identifiers differently: 200 of 200 rows"
        in told
    )
    assert "tables.request.digits.person_id: 5" in told
    assert "00001" not in told, "an identifier is no business of a message"


def test_it_may_be_the_other_file() -> None:
    with pytest.raises(SourceError, match=r"tables\.person\.digits\.person_id: 5"):
        refuse_lost_zeros(tables(BARE, ZEROS))


@pytest.mark.parametrize(
    "person, request_",
    [
        (ZEROS, ZEROS),
        (BARE, [None, *BARE[1:]]),
        (ZEROS, ["nobody", *ZEROS[1:]]),  # an orphan is the gate's business
        (ZEROS, ["1", *ZEROS[1:]]),  # so are a few rows
        ([*ZEROS, *BARE], BARE),  # both are there: nothing was dropped
    ],
)
def test_sound_identifiers_are_let_through(person: list[str], request_: list[str | None]) -> None:
    refuse_lost_zeros(tables(person, request_))
