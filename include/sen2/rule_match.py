"""Which rules of ours may test what one of DfE's does: a score from the fields, the kind of test and the words.

A proposal is for a person to look at; nothing is taken as matched because of it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any

from include.model import sen2_heads
from include.sen2.layout import MODULES, fields
from include.sen2.rules import rules

LIKELY = 0.4
_MOST = 3
# How much the fields, the kind of test, the words and the level count.
_WEIGHTS = {"fields": 0.4, "test": 0.3, "words": 0.2, "level": 0.1}
# Kinds of test by the words that lists of rules use for them.
_TESTS = {
    "missing": r"missing|must be (?:present|provided|completed|entered|supplied|given)|must have|must exist"
    r"|must each have|not (?:been )?(?:provided|supplied|present|given)|blank|needs (?:the|its)|required"
    r"|absent|there is no|has no\b|no reason|without|expected",
    "duplicate": r"duplicat|unique|two persons|same upn|more than one (?:person|pupil)|the same (?:unique|upn)",
    "check digit": r"check (?:letter|digit|character)",
    "form": r"invalid|not valid|valid (?:date|value|code|format|entry)|form of|format|not a (?:date|code|number)"
    r"|not .{0,20}digits|code of the set|does not have the form",
    "order of dates": r"before|after|earlier|later|prior to|precede|follow",
    "census day": r"census|in (?:the )?future",
    "birth": r"birth",
    "six weeks": r"\b(?:6|six) weeks|42 days",
    "sixteen weeks": r"\b(?:16|sixteen) weeks|112 days",
    "twenty weeks": r"\b(?:20|twenty) weeks|140 days",
    "own authority": r"own la\b|own authority|must not equal|other than the sender|is the sender|same as (?:the )?lea",
    "rank": r"rank|primary|main need",
    "go together": r"go together|in exactly one way|only one of|both|either|do not go|if .{0,60} then",
    "share of the return": r"than expected|percentage|proportion|per cent|differs from last year|% of",
    "age": r"\bage|aged|years old|under \w+|over \w+|between 0 and",
    "overlap": r"overlap",
    "exception": r"exception",
}
_NUMERALS = {"6": "six", "16": "sixteen", "20": "twenty", "ceases": "ceased", "started": "start"}
_TOO_COMMON = {"census day"}


def proposals(row: Mapping[Hashable, Any], year: int) -> dict[str, str]:
    """Rules of ours that may test what one of DfE's does: `candidates`, best first, `score` of each, `reason`.

    Args:
        row: `level, fields, message, description` of the rule.
        year: of the return.

    """
    text = f"{row['message']} {row['description']}"
    fields_named = _fields_in(str(row["fields"]), year)
    theirs = (fields_named or _fields_in(text, year), _tests_in(text), _words(text), str(row["level"]))
    scored = sorted(
        ((*_score(theirs, ours), number) for number, ours in _ours(year).items()),
        key=lambda each: (-each[0], each[2]),
    )
    best = [each for each in scored[:_MOST] if each[0] >= LIKELY]
    if not best:
        return {
            "candidates": "",
            "score": "",
            "reason": "no rule of ours is about the same fields in the same way",
        }
    return {
        "candidates": ";".join(number for _, _, number in best),
        "score": ";".join(f"{score:.2f}" for score, _, _ in best),
        "reason": best[0][1],
    }


_Traits = tuple[frozenset[str], frozenset[str], frozenset[str], str]


@cache
def _ours(year: int) -> dict[str, _Traits]:
    return {
        rule.number: (
            _fields_in(rule.fields.replace(";", " "), year),
            _tests_in(rule.message)
            | (_tests_in(rule.action) & {"missing"})
            | ({"duplicate"} if rule.number.endswith("-key") else set()),
            _words(rule.message),
            rule.level,
        )
        for rule in rules(year)
    }


def _score(theirs: _Traits, ours: _Traits) -> tuple[float, str]:
    same_fields, same_tests = theirs[0] & ours[0], theirs[1] & ours[1]
    parts = {
        # A list often names one field of several: what is common counts among theirs, and among both.
        "fields": (_part(same_fields, theirs[0]) + _part(same_fields, theirs[0] | ours[0])) / 2,
        "test": _part(same_tests, theirs[1] | ours[1]),
        "words": _part(theirs[2] & ours[2], min(theirs[2], ours[2], key=len)),
        "level": float(theirs[3] == ours[3]),
    }
    score = sum(weight * parts[part] for part, weight in _WEIGHTS.items())
    # Without a common field, or with nothing common but the field and the census day, it is a guess.
    if not same_fields or not (same_tests - _TOO_COMMON or parts["words"] > 0.5):
        score *= 0.6
    reasons = [
        f"{what}: {', '.join(sorted(same))}"
        for what, same in (("same fields", same_fields), ("same test", same_tests))
        if same
    ]
    reasons += ["same level"] if parts["level"] else []
    return score, "; ".join(reasons)


def _part(some: frozenset[str], of: frozenset[str]) -> float:
    return len(some) / (len(of) or 1)


def _tests_in(text: str) -> frozenset[str]:
    plain = text.lower()
    tests = {name for name, pattern in _TESTS.items() if re.search(pattern, plain)}
    return frozenset(tests - {"form"} if "check digit" in tests else tests)


def _words(text: str) -> frozenset[str]:
    plain = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(_NUMERALS.get(word, word) for word in plain if len(word) > 2 or word in _NUMERALS)


@cache
def _names(year: int) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words for each field: its own name, the name with spaces, and heads of the collection system's workbooks."""
    table = fields(year)
    names: dict[str, set[str]] = {}
    for name in table["field"]:
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
        names.setdefault(name.lower(), set()).update({name.lower(), apart.lower()})
    for module in MODULES:
        for item, heads in sen2_heads(module).items():
            if item in names:
                names[item].update(
                    re.sub(r"\(.*?\)", "", head).split(" - ")[0].strip().lower() for head in heads
                )
    for item, words in _OTHER_NAMES.items():
        names.get(item, set()).update(words)
    pairs = [
        (word, item)
        for item, words in names.items()
        for word in words
        if len(word) > 2 or word in ("pb", "oa", "dp")
    ]
    pairs.sort(key=lambda each: (-len(each[0]), each))
    return tuple((re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])"), item) for word, item in pairs)


# What people call an item besides its name and the heads of the workbooks.
_OTHER_NAMES = {
    "personbirthdate": {"date of birth", "birth date", "dob", "born"},
    "uniquelearnernumber": {"uln", "learner number", "unique learner number"},
    "upnunknown": {"upn unknown", "reason for having no upn"},
    "receiveddate": {"received date", "request received", "date received"},
    "requestoutcomedate": {"request outcome date"},
    "startdate": {"plan start", "start date of the plan", "ehc plan start"},
    "ceasedate": {"cease date", "plan ceased", "date ceased"},
    "ceasereason": {"reason the plan ceased", "cease reason"},
    "entrydate": {"placement start", "entry date", "placement start date"},
    "leavingdate": {"placement end", "leaving date", "placement leaving"},
    "sentyperank": {"primary need", "rank of need", "need rank"},
    "sentype": {"type of need", "need type"},
    "week20": {"20 week", "twenty week", "exception recorded", "exceptions"},
    "transferla": {"transferred from", "transferred in", "transfer la"},
    "lea": {"own la"},
    "reviewmeeting": {"review meeting"},
    "lastreview": {"last review", "review decision"},
    "postcode": {"postcode", "post code"},
    "sensetting": {"sen setting"},
}


def _fields_in(text: str, year: int) -> frozenset[str]:
    """Fields that a text names; of "request outcome date" the date, not the outcome."""
    rest, items = text.lower(), set()
    for pattern, item in _names(year):
        rest, count = pattern.subn(" ", rest)
        if count:
            items.add(item)
    return frozenset(items)
