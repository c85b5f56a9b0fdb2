"""What families read is written for them: short sentences, plain words, each figure told in words of its own."""

from __future__ import annotations

import pytest

from include.reports.pack import sections
from include.reports.pack.watchers import watched
from include.transforms import Catalogue
from tests.reports.readability import grade, sentences, syllables

CATALOGUE = Catalogue.load()
READ = sections.read()
# A reading age of 12 to 13: what most adults read with ease.
_HIGHEST_GRADE = 7.5
# GOV.UK: a sentence has up to 25 words.
_LONGEST = 25


def for_families() -> list[str]:
    """Measures on the families' page."""
    return [
        m
        for section in READ.sections
        if section.is_for("parents")
        for m in section.measures
        if "parents" in CATALOGUE[m].audiences
    ]


def texts() -> list[str]:
    shown = [s for s in READ.sections if s.is_for("parents")]
    leads = [text for s in shown for text in (s.plain_lead, s.plain_title) if text]
    words = [READ.plain_meanings[m] for m in for_families()]
    return [*leads, *words, *(each.differs for each in watched())]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("family", 3),
        ("made", 1),
        ("table", 2),
        ("asked", 1),
        ("wanted", 2),
        ("decision", 3),
        ("20", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_the_grade_is_that_of_the_formula():
    # 6 words in 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59.
    assert grade(["The cat sat on the mat."]) == pytest.approx(-1.45)


def test_each_figure_for_families_is_told_in_plain_words():
    assert set(for_families()) <= set(READ.plain_meanings)
    assert set(READ.plain_meanings) <= set(CATALOGUE.measure_ids())
    assert set(READ.sheet) <= set(READ.plain_meanings)


def test_families_words_are_plain():
    assert grade(texts()) <= _HIGHEST_GRADE


def test_no_sentence_for_families_is_long():
    long = [" ".join(s) for text in texts() for s in sentences(text) if len(s) > _LONGEST]
    assert not long


def test_what_watchers_show_stands_beside_measures_that_there_are():
    assert {each.measure for each in watched()} <= set(CATALOGUE.measure_ids())
