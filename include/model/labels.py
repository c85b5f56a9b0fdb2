"""What free text must look like to become a group: names of patches, teams, lines, needs; numbers of staff and schools.

Codes are of a set. Other text that leaves the restricted tables (a member of a breakdown, a team's name) could hold
anything that a council maps to it: a postcode, an address, a name, a number of a pupil. So each such column says how
its values are written (`label` in the case model), and what is not written so is shown as `not_recognised`.

| label | of | a value is shown when it |
|---|---|---|
| `name` | patches, lines, needs, kinds | reads like a name and is shared by several rows |
| `title` | one of few things, such as a team | reads like a name |
| `reference` | staff | reads like the identifier of a system |
| `number` | establishments | is an establishment or provider number |

Reads like a name: up to 60 letters, with few digits, and no postcode, date, e-mail or web address, telephone, pupil or
learner number, and no address of a house. Nothing is shown that is the name, postcode or number of a person of the
extract. An authority that lists its names (`gate.groups`) shows those and no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

import pandas as pd

from include.model.tables import MARTS, TABLES

Label = Literal["name", "title", "reference", "number"]
Groups = Mapping[str, Sequence[str]]

NOT_RECOGNISED = "not_recognised"

_LONGEST = 60
# A name may number a zone or a year group; five digits together are a telephone, payroll or pupil number.
_MOST_DIGITS = {"name": 4, "title": 4, "reference": 8}
# A group is shared: what fewer rows than this have in common (the smallest count that is told of a group) may be
# somebody's own address or name. In a table of fewer rows than `_FEW_ROWS` nothing can be told from that.
_SHARED, _FEW_ROWS = 5, 20

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|court|crescent|gardens|grove|terrace|place|way|walk|hill|"
    r"house|flat|apartment|cottage|farm|row|square|mews|rise|view|park)"
)
_IDENTIFYING = re.compile(
    "|".join(
        (
            r"@|://|\bwww\.|[\r\n\t]",
            r"\b[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}\b",  # postcode
            r"\b[a-z][0-9]{11}[0-9a-z]\b",  # unique pupil number
            r"\b[a-z]{2}\s?(?:[0-9]{2}\s?){3}[a-d]\b",  # national insurance number
            r"\b[0-9]{1,4}\s?[-/.]\s?[0-9]{1,2}\s?[-/.]\s?[0-9]{1,4}\b",  # day
            r"\b(?:19|20)[0-9]{6}\b",
            rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH}\b",
            rf"\b{_MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?\b",
            r"^\s*[0-9]+[a-z]?[,\s]+(?!(?:to|plus|and|or|years?)\b)[a-z]{2,}",  # house number and street
            rf"\b(?:flat|apartment|unit)\s+[0-9]+|\b[0-9]+[a-z]?\b.*\b{_STREET}\b|\b{_STREET}\b.*,",
            r",.*,",
        )
    ),
    re.IGNORECASE,
)
# A URN has up to six digits; a UKPRN has eight, of which the first is 1.
_NUMBER = re.compile(r"[0-9]{1,6}|1[0-9]{7}")
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-/]{0,29}")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def reads_like(value: str, label: Label) -> bool:
    """Whether a text is written as a label of that kind is."""
    if label == "number":
        return _NUMBER.fullmatch(value) is not None
    if (
        len(value) > _LONGEST
        or _IDENTIFYING.search(value)
        or sum(map(str.isdigit, value)) > _MOST_DIGITS[label]
    ):
        return False
    return label != "reference" or _REFERENCE.fullmatch(value) is not None


class People:
    """Whose names and numbers an extract holds, looked up when first asked for."""

    def __init__(self, people: pd.DataFrame | None) -> None:
        self._people = people

    @cached_property
    def _numbers(self) -> set[str]:
        if self._people is None:
            return set()
        columns = (self._people[name].dropna() for name in ("person_id", "postcode", "upn", "uln"))
        return set(pd.concat(list(columns)))

    @cached_property
    def _names(self) -> set[tuple[str, str]]:
        if self._people is None:
            return set()
        names = self._people[["forename", "surname"]].dropna()
        return set(zip(names["forename"].str.casefold(), names["surname"].str.casefold(), strict=True))

    def bear(self, value: str) -> bool:
        """Whether a text is a person's number or postcode, or holds both names of one."""
        if value in self._numbers:
            return True
        words = [word.casefold() for word in _WORD.findall(value)]
        return len(words) > 1 and any((a, b) in self._names for a in words for b in words if a != b)


def refused(
    table: str, column: str, tables: Mapping[str, pd.DataFrame], groups: Groups, people: People
) -> set[str]:
    """Values of a labelled column that must not leave the restricted tables.

    Args:
        table: case table.
        column: one of its columns with a `label`.
        tables: case tables by name.
        groups: the authority's own lists, `table.column` to names.
        people: whose names and numbers must not be among them.

    """
    label = TABLES[table].columns[column].label
    if label is None or table not in tables:
        return set()
    counts = tables[table][column].value_counts()
    values = {str(value): int(count) for value, count in counts.items()}
    if (listed := groups.get(f"{table}.{column}")) is not None:
        return set(values) - set(listed)
    lone = label == "name" and len(tables[table]) >= _FEW_ROWS
    bad = {v for v, rows in values.items() if not reads_like(v, label) or (lone and rows < _SHARED)}
    return bad | {v for v in values if v not in bad and people.bear(v)}


# Columns whose names may be written in several ways and mean one group. Names that are part of a key stay as they are.
SPELT = tuple(
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns.values()
    if column.type == "text" and column.label in ("name", "title") and column.name not in table.key
)


def spellings(tables: Mapping[str, pd.DataFrame], column: str, groups: Groups) -> dict[str, str]:
    """Names of a column, of whatever table, that are written unlike most that differ from them in capitals alone.

    Args:
        tables: case tables by name.
        column: one of `SPELT`, such as the localities of persons and of teams.
        groups: the authority's own lists, whose spelling is the right one.

    Returns:
        Each such name, and how the most write it; of equally many the first by code points.

    """
    places = [(table, name) for table, name in SPELT if name == column and name in tables.get(table, ())]
    if not places:
        return {}
    counts = pd.concat([tables[table][name] for table, name in places]).value_counts()
    listed = {name for table, _ in places for name in groups.get(f"{table}.{column}", ())}
    best: dict[str, str] = {}
    for name in sorted(
        map(str, counts.index), key=lambda name: (name not in listed, -int(counts[name]), name)
    ):
        best.setdefault(name.casefold(), name)
    return {
        str(name): best[str(name).casefold()] for name in counts.index if best[str(name).casefold()] != name
    }


def in_one_spelling(tables: Mapping[str, pd.DataFrame], groups: Groups) -> dict[str, pd.DataFrame]:
    """Case tables in which a group has one name; see `spellings`. Only what changes is made anew."""
    made = dict(tables)
    for column in dict.fromkeys(name for _, name in SPELT):
        if not (others := spellings(tables, column, groups)):
            continue
        for table, name in SPELT:
            if name == column and table in made and name in made[table]:
                made[table] = made[table].assign(**{name: made[table][name].replace(others)})
    return made


# Where values of labelled columns go: column of the marts -> columns of the case tables.
SHOWN_AS = {
    "locality": ("person.locality", "team.locality"),
    "team": ("team.team_id", "caseworker.team_id"),
    "team_id": ("team.team_id", "caseworker.team_id"),
    "team_name": ("team.team_name",),
    "caseworker": ("caseworker.caseworker_id", "allocation.caseworker_id"),
    "caseworker_id": ("caseworker.caseworker_id",),
    "subject": (
        "support.need_raised",
        "call_volume.line",
        "ledger.provision_group",
        "milestone.setting_urn",
    ),
    "school": ("milestone.setting_urn",),
}


def hidden(tables: Mapping[str, pd.DataFrame], groups: Groups) -> dict[str, set[str]]:
    """By column of the marts, the values of labelled columns that must not be shown there: see `refused`."""
    people = People(tables.get("person"))
    of_source = {}
    for source in sorted({source for sources in SHOWN_AS.values() for source in sources}):
        table, column = source.split(".")
        of_source[source] = refused(table, column, tables, groups, people)
    return {name: set().union(*(of_source[each] for each in sources)) for name, sources in SHOWN_AS.items()}


def holders_shown(rows: pd.DataFrame, hidden_labels: Mapping[str, set[str]]) -> pd.DataFrame:
    """Rows with `team` (by identifier or name) and `caseworker`, `not_recognised` in place of what is `hidden`."""
    not_shown = {
        "team": hidden_labels["team"] | hidden_labels["team_name"],
        "caseworker": hidden_labels["caseworker"],
    }
    masked = {name: rows[name].mask(rows[name].isin(bad), NOT_RECOGNISED) for name, bad in not_shown.items()}
    return rows.assign(**masked)


def shown(
    facts: Mapping[str, pd.DataFrame], tables: Mapping[str, pd.DataFrame], groups: Groups
) -> dict[str, pd.DataFrame]:
    """Facts and dimensions of the marts with `not_recognised` in place of what must not be shown.

    A row of a dimension whose own key must not be shown is left out.
    """
    hidden_labels = hidden(tables, groups)
    shown_facts = {}
    for name, rows in facts.items():
        # A group as on the due day is the same group: `due_team` holds teams.
        group = {str(column): str(column).removeprefix("due_") for column in rows.columns}
        suspects = [column for column in group if hidden_labels.get(group[column])]
        flags_of = {column: rows[column].isin(hidden_labels[group[column]]) for column in suspects}
        flags_of = {column: flags for column, flags in flags_of.items() if flags.any()}
        for column, flags in flags_of.items():
            rows = rows.assign(**{column: rows[column].astype("str").mask(flags, NOT_RECOGNISED)})
        hidden_keys = [c for c in MARTS["marts"][name].key if c in flags_of]
        if name.startswith("dim_"):
            for column in hidden_keys:
                rows = rows[~flags_of[column]]
        elif hidden_keys:
            rows = _told_apart(rows, name, hidden_keys)
        shown_facts[name] = rows.reset_index(drop=True)
    return shown_facts


def _told_apart(rows: pd.DataFrame, name: str, own: list[str]) -> pd.DataFrame:
    """Rows that only differed in what is not shown, numbered, so that each still counts."""
    key = [*MARTS["marts"][name].own_key]
    number = rows.groupby(key, observed=True).cumcount()
    (column,) = own
    again = number > 0
    rows = rows.assign(**{column: rows[column].mask(again, rows[column] + "_" + (number + 1).astype("str"))})
    return rows.sort_values(key)
