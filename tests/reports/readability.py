"""How hard a text is to read: the Flesch-Kincaid grade.

Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas", US Naval Technical Training Command,
Research Branch Report 8-75, 1975: 0.39 × words for each sentence + 11.8 × syllables for each word − 15.59, in years of
American schooling; a grade and 5 is the age at which a child reads it with ease. Syllables are counted as groups of
vowels, less a silent e, which is right for about nine English words in ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|\d[\d,.]*")
_SENTENCE = re.compile(r"[.!?;:]+(?:\s|$)")


def syllables(word: str) -> int:
    """Syllables of a word; of a number one for each digit."""
    if word[0].isdigit():
        return sum(map(str.isdigit, word))
    lower = re.sub(r"[^a-z]", "", word.lower())
    found = len(re.findall(r"[aeiouy]+", lower))
    silent = lower.endswith("e") and not lower.endswith(("le", "ee")) and found > 1
    silent |= lower.endswith("ed") and not lower.endswith(("ted", "ded")) and found > 1
    return max(found - silent, 1)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    return [words for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of some texts together."""
    read = [words for text in texts for words in sentences(text)]
    words = [word for sentence in read for word in sentence]
    return 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
