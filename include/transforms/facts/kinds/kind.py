"""What a kind of event, spell, clock or case is: where its records stand and what makes each of them count.

A kind is defined once, in the module of its theme. From its definition come the rows of the facts, the case tables that
a measure of it needs, the columns that decide about its figures, and what people are told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from include.model import TABLES
from include.model.references import on_the_way

if TYPE_CHECKING:
    import pandas as pd

    from include.transforms.facts.history import History

# Any value at all.
FILLED: Final = ("*",)
Values = Mapping[str, tuple[str | bool, ...]]
# Columns by case table; FILLED for all of a table's columns.
Reads = Mapping[str, tuple[str, ...]]
Cohort = Literal["issued", "due", "open"]
COHORTS: tuple[Cohort, ...] = ("issued", "due", "open")


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What a record in doubt may do to the figures of its kind, beyond what the kind itself says.

    Attributes:
        together: the cases of a person stand or fall together, because no single record tells which they are.
        at_most: how many cases of the kind one record can be.
        begins: column of the record's table before whose day no case is counted, for kinds whose own day is reckoned.
        ends: column after whose day none is; `table.column` where it stands in a table below.
        ends_when: values of rows of that table which have ended.
        alone: a record decides about its own case and no other of the same request or person, in these cohorts.
        no_range: why nothing can be said of how far such records could move a figure.

    """

    together: bool = False
    at_most: int = 1
    begins: str = ""
    ends: str = ""
    ends_when: Values = field(default_factory=dict)
    alone: tuple[Cohort, ...] = ()
    no_range: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that can be counted. Several entries may share a name: each adds records of its own.

    Attributes:
        name: as in `event_type`, `spell_type`, `limit_id`, or the fact.
        about: one of its rows, in words.
        table: case table of which each record may be one.
        record: columns that tell its rows apart; the table's key unless said.
        prefix: goes before them where several entries share a name.
        subject: column of what it is about.
        subject_codes: code set of the subject where it is no column of the table.
        only: columns and the values that a record must have; `FILLED` for any.
        but: columns and the values that it must not have.
        amounts: named amounts and the columns they stand in.
        build: makes the rows where a join or a reckoned column is needed; else they are those of the table. It leaves
            columns of the table under their own names.
        reads: columns of further tables, or of the table itself, that decide whether and how a record counts.
        reads_when: further ones for measures that ask for a column of the fact.
        joins: tables without which there is nothing to count, besides the table and those on its way to the request.
        of_nobody: counts no child's records, though the table names children.
        doubt: what a record in doubt may do to its figures.

    """

    name: str
    about: str
    table: str
    record: tuple[str, ...] = ()
    prefix: str = ""
    subject: str = ""
    subject_codes: str = ""
    only: Values = field(default_factory=dict)
    but: Values = field(default_factory=dict)
    amounts: Mapping[str, str] = field(default_factory=dict)
    build: Callable[[History], pd.DataFrame] | None = None
    reads: Reads = field(default_factory=dict)
    reads_when: Mapping[str, Reads] = field(default_factory=dict)
    joins: tuple[str, ...] = ()
    of_nobody: bool = False
    doubt: Doubt = field(default_factory=Doubt)

    def __post_init__(self) -> None:
        if unknown := sorted(
            f"{table}.{column}"
            for reads in (self.reads, *self.reads_when.values())
            for table, columns in reads.items()
            for column in columns
            if column not in TABLES[table].columns and columns != FILLED
        ):
            raise ValueError(f"kind {self.name} reads what does not exist: {', '.join(unknown)}")

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        return self.record or TABLES[self.table].key

    @property
    def codeset(self) -> str:
        """The code set of its subject; empty where subjects are no codes."""
        column = TABLES[self.table].columns.get(self.subject)
        return self.subject_codes or (column.codeset if column is not None else None) or ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Case tables without which it cannot be counted."""
        tables: dict[str, None] = {}
        for table in (self.table, *self.joins):
            tables |= dict.fromkeys([table, *on_the_way(table)])
        return tuple(tables)

    def own(self, *columns: str) -> tuple[str, ...]:
        """Those of some columns that are columns of its table, and not made by `build`."""
        return tuple(dict.fromkeys(c for c in columns if c in TABLES[self.table].columns))


@dataclass(frozen=True, kw_only=True)
class Event(Kind):
    """A kind of dated thing: rows of `fact_event`.

    Attributes:
        day: column of the day that it happened or was due.
        met: flag of what is asked of it, or columns and the values that fulfil it.

    """

    day: str
    met: str | Values = ""


@dataclass(frozen=True, kw_only=True)
class Spell(Kind):
    """A kind of thing that lasts and is counted on a day: rows of `fact_spell`.

    Attributes:
        begins, ends: columns of its first and last day. A `build` gives the days themselves, as `from_date` and
            `to_date`; these columns then are what they rest on.

    """

    begins: str
    ends: str = ""


@dataclass(frozen=True, kw_only=True)
class Clock(Kind):
    """A limit of `limits.csv`, which has its law, against the cases that it applies to: rows of `fact_clock`.

    Attributes:
        name: the limit.
        case: what a case of it is (`case_kind`).
        start, end: columns of the days that start and end it; `ended`: values without which it has not ended.
        reckoned: column of the day that the limit is reckoned from, where that is not the start.
        own_due: column of a last day in time that goes before the limit's.
        closed: column of the day on which an unfinished case stopped.
        overtaken: gives, for cases that began on some days, the day from which nobody waits for them any more.
        cohorts: those whose cases are records of this table, where other cohorts find theirs elsewhere.

    """

    case: str
    start: str
    end: str
    ended: Values = field(default_factory=dict)
    reckoned: str = ""
    own_due: str = ""
    closed: str = ""
    overtaken: Callable[[History, pd.Series], pd.Series] | None = None
    cohorts: tuple[Cohort, ...] = COHORTS


@dataclass(frozen=True, kw_only=True)
class Case(Kind):
    """Requests, plans and open cases themselves: facts of their own, which Python code builds.

    Attributes:
        name: the fact.
        case: kind of the hashed key, and of `case_kind` where the fact has several (`kind`).
        day: column of the day by which events are counted; none for what is counted on a day.

    """

    case: str
    kind: str = ""
    day: str = ""
