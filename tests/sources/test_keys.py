"""Identifiers that a spreadsheet has robbed of their leading zeros in one file and not in the other."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from include.errors import SourceError
from include.sources.keys import other_identifiers, other_parents, refuse_lost_zeros

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


def said_of(now: Sequence[str | None], before: Sequence[str | None]) -> str | None:
    made = [pa.table({"person_id": pa.array(ids, pa.string())}) for ids in (now, before)]
    return other_identifiers("person", *made)


def test_an_extract_of_which_all_tables_lost_their_zeros_is_refused_beside_the_one_before() -> None:
    with pytest.raises(SourceError, match=r"200 of 200 identifiers .* tables\.person\.digits\.person_id: 5"):
        said_of(BARE, ZEROS)
    told = said_of(ZEROS, BARE)
    assert told is not None, "zeros that are back are told: the records count as other ones"
    assert "00001" not in told


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ([f"N{n}" for n in ZEROS], ZEROS, True),  # another system, or another column
        (ZEROS[:90], ZEROS, True),
        (ZEROS[:110], ZEROS, False),  # that fewer are there is the gate's business
        ([*ZEROS, *(f"N{n}" for n in ZEROS)], ZEROS, False),
        (["a"], ZEROS[:19], False),
        ([], ZEROS, False),
        ([None, *ZEROS], [None, *ZEROS], False),
    ],
)
def test_records_that_go_by_other_identifiers_than_before_are_told(
    now: list[str | None], before: list[str | None], told: bool
) -> None:
    assert (said_of(now, before) is not None) is told


def rehung(parents: Sequence[str | None]) -> str | None:
    now, before = (
        pa.table({"request_id": BARE, "person_id": pa.array(each, pa.string())}) for each in (parents, ZEROS)
    )
    return other_parents("request", now, before)


def test_records_that_hang_on_other_records_than_before_are_told() -> None:
    told = rehung([*ZEROS[1:], ZEROS[0]])  # the column moved up by one row
    assert told is not None
    assert "200 of 200 records hang on another person" in told
    assert "00001" not in told
    assert rehung(ZEROS) is None
    assert rehung([*reversed(ZEROS[:40]), *ZEROS[40:]]) is None, "people merge records"
    assert rehung([f"N{n}" for n in ZEROS]) is None, "new names of persons are told as such"
    assert rehung([None] * 200) is None, "and what is gone by the gate"
