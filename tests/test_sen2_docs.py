"""The parts of the page about the return that are made from data are those of the data."""

from __future__ import annotations

from lxml import etree

from include.pipeline import sen2_docs
from include.sen2.layout import MODULES
from include.sen2.scope import scope_table


def test_the_page_is_current():
    text = sen2_docs.PAGE.read_text(encoding="utf-8")
    assert sen2_docs.page(text, sen2_docs.generated()) == text, "python -m include.pipeline.sen2_docs"


def test_the_schemas_beside_the_page_are_current_and_are_schemas():
    for name, schema in sen2_docs.schemas().items():
        assert (sen2_docs.PAGE.parent / name).read_text(encoding="utf-8") == schema, name
        etree.XMLSchema(etree.fromstring(schema.encode()))


def test_every_module_and_item_of_every_year_has_its_row():
    made = sen2_docs.scope()
    assert set(scope_table()["module"]) == set(MODULES[1:])
    for name in (
        "Surname",
        "GenderCurrent",
        "AttendancePattern",
        "TransferLA",
        "ReviewDraft",
        "WBP",
        "SENtypeRank",
    ):
        assert name in made, name
