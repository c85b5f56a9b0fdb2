"""Guessing a starter mapping from column names."""

import pytest

from include.model import TABLES
from include.sources.heads import synonyms as _synonyms
from include.sources.heads import words
from include.sources.suggest import guess


@pytest.mark.parametrize("name", ["ChildID", "child_id", "Child ID", "CHILD-ID"])
def test_names_are_compared_by_their_words(name: str) -> None:
    assert words(name) == "child id"


def test_columns_are_guessed_by_likeness_and_by_what_they_are_often_called() -> None:
    names = ["ClientID", "LastName", "First_Name", "DOB", "Gender", "Post Code", "Shoe size"]
    assert guess(TABLES["person"], names) == {
        "person_id": "ClientID",
        "surname": "LastName",
        "forename": "First_Name",
        "birth_date": "DOB",
        "sex": "Gender",
        "postcode": "Post Code",
    }


def test_a_column_serves_once() -> None:
    found = guess(TABLES["person"], ["Surname", "Last name"])
    assert found == {"surname": "Surname"} or found == {"surname": "Last name"}


def test_every_synonym_is_of_a_column_of_the_model() -> None:
    assert set(_synonyms()) <= {name for table in TABLES.values() for name in table.columns}
