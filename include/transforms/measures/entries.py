"""What a measure is: what it means to people, and how it is counted, with the fields of its statistic and no others.

| statistic | value | class |
|---|---|---|
| count | events in the period | `Count` |
| sum | sum of `of` over events in the period | `Sum` |
| rate | percent of events in the period that are `met` | `Rate` |
| share | percent: sum of `of` over sum of `out_of`, of events in the period | `Share` |
| median, p90 | of `of`, over events in the period | `Percentile` |
| mean | sum of `of` over events, divided by their number and by `over` | `Mean` |
| rolling_count | as count, of the `months` that end with the period | `RollingCount` |
| rolling_rate | as rate, of those months | `RollingRate` |
| stock | spells on the period's last day, or the sum of their `of` | `Stock` |
| stock_rate | percent of those spells that are `met` | `StockRate` |
| stock_mean | mean days since `since` of those spells, divided by `over` | `StockMean` |
| ratio | the sum of the values `of` over the value `over` | `Ratio` |
| difference | the value `of` less the value `less` | `Difference` |
| given | the last value that the authority's file gives for a day up to the period's last | `Given` |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import (
    BeforeValidator,
    Field,
    InstanceOf,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)

from include.model import MARTS, TABLES
from include.transforms.groups import DIMENSIONS
from include.transforms.measures.filters import Filter
from include.yaml_files import Strict

# Of totals: the dimension and its only member.
ALL = "all"
BREAKDOWNS = (*DIMENSIONS, "subject", "school")
# Groups of fact_clock as on the last day in time.
DUE_GROUPS = ("due_team", "due_caseworker", "due_age_band", "due_setting", "due_school_phase")

_VALUES = {"type": "array", "items": {"type": ["string", "boolean", "null"]}}
Where = Annotated[
    InstanceOf[Filter],
    BeforeValidator(lambda written: written if isinstance(written, Filter) else Filter.of(written)),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [_VALUES, {"type": "object", "properties": {"not": _VALUES}, "required": ["not"]}]
            },
        }
    ),
]


Unit = Literal[
    "percent",
    "points",
    "cases",
    "plans",
    "days",
    "weeks",
    "people",
    "per_1000",
    "pounds",
    "grade",
    "fte",
    "ratio",
]


class Entry(Strict):
    """What a measure means to people: columns of `dim_measure`."""

    measure_id: str
    measure_name: str
    definition: str
    numerator: str
    unit: Unit
    direction: Literal["higher", "lower", "track"] = "track"
    target: float | None = None
    target_source: str = "none: tracked"
    recommendation: str
    citation: str = Field(
        default_factory=lambda entry: (
            f"Local: scrutiny's action plan, recommendation {entry['recommendation']}"
        )
    )
    audiences: str = "board, scrutiny"
    smallest_count: int = Field(
        default=5, description="councils withhold smaller counts of children with SEN"
    )
    definition_version: int = 1
    cohort: Literal["received", "issued", "due", "open"] | None = None
    also_needs: tuple[str, ...] = Field(
        default=(),
        description="case tables without which it is not collected, besides those of what it counts",
    )
    dimensions: tuple[str, ...] = Field(description="breakdowns, besides the total")

    @model_validator(mode="after")
    def _is_of_the_model(self) -> Entry:
        unknown = (set(self.also_needs) - set(TABLES)) | (set(self.dimensions) - set(BREAKDOWNS))
        if unknown:
            raise ValueError(f"measure {self.measure_id} names what does not exist: {sorted(unknown)}")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The measures that it is made of; none unless told."""
        return ()

    @property
    def linked(self) -> tuple[str, ...]:
        """The measures that this one is made of, or that count whose amounts it gives."""
        return ()


class Counted(Entry):
    """A measure that is counted from the rows of a fact."""

    fact: str
    where: Where = Field(default=Filter(), description="conditions that every row counted has to meet")

    @model_validator(mode="after")
    def _counts_what_there_is(self) -> Counted:
        known = set(MARTS["marts"][self.fact].columns)
        if unknown := self.columns - known:
            raise ValueError(f"measure {self.measure_id} names what does not exist: {sorted(unknown)}")
        if self.above.is_of_nobody:
            raise ValueError(f"measure {self.measure_id} counts no row, whatever the rows are")
        return self

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the fact that decide whether a row is counted, and where."""
        return self.below.columns | self.above.columns

    @property
    def is_percentage(self) -> bool:
        """Whether some of the rows are set against all of them."""
        return False

    @property
    def is_of_amounts(self) -> bool:
        """Whether it tells of amounts of the rows, and not of how many there are."""
        return False

    @property
    def below(self) -> Filter:
        """The rows below the line, or all that are counted where there is no line."""
        return self.where

    @property
    def above(self) -> Filter:
        """The rows above the line."""
        return self.below

    def is_met(self, rows: pd.DataFrame) -> pd.Series:
        """Which of the rows counted are above the line."""
        return pd.Series(True, index=rows.index)


class WithMet(Counted):
    """Some rows set against all."""

    denominator: str
    met: Where = Field(description="what a row must meet besides, to stand above the line")

    @property
    def is_percentage(self) -> bool:
        """See `Counted`."""
        return True

    @model_validator(mode="after")
    def _sets_some_against_all(self) -> WithMet:
        if self.where.is_part_of(self.met):
            raise ValueError(f"measure {self.measure_id}: all of its rows are met, whatever they are")
        return self

    @property
    def above(self) -> Filter:
        """See `Counted`."""
        return self.below & self.met

    def is_met(self, rows: pd.DataFrame) -> pd.Series:
        """See `Counted`."""
        return self.met.apply(rows)


class OfEvents(Counted):
    """Events, each counted on its day."""

    fact: str = "fact_event"
    date: tuple[str, ...] = Field(
        default=("event_date",),
        min_length=1,
        description="the day that places an event in time: the first known of these columns",
    )

    @property
    def columns(self) -> frozenset[str]:
        """See `Counted`."""
        return super().columns | set(self.date)

    @property
    def in_groups_of_due_day(self) -> bool:
        """Whether a case stands in the groups of its last day in time: who had it then answers for it."""
        return self.date[0] == "due_date"


class Count(OfEvents):
    """How many events there were in the period."""

    statistic: Literal["count"]
    unit: Unit = "cases"


class Rate(OfEvents, WithMet):
    """Percent of the events in the period that are met."""

    statistic: Literal["rate"]
    unit: Unit = "percent"


class Sum(OfEvents):
    """Sum of an amount over the events in the period."""

    statistic: Literal["sum"]
    of: str
    counted_by: str | None = Field(
        default=None, description="the measure that counts whose amounts these are"
    )

    @property
    def is_of_amounts(self) -> bool:
        """See `Counted`."""
        return True

    @property
    def columns(self) -> frozenset[str]:
        """See `Counted`."""
        return super().columns | {self.of}

    @property
    def linked(self) -> tuple[str, ...]:
        """See `Entry`."""
        return (self.counted_by,) if self.counted_by else ()


class Share(OfEvents):
    """Percent that one amount is of another, each summed over the events in the period."""

    statistic: Literal["share"]
    denominator: str
    unit: Unit = "percent"
    of: str
    out_of: str

    @property
    def is_of_amounts(self) -> bool:
        """See `Counted`."""
        return True

    @property
    def is_percentage(self) -> bool:
        """See `Counted`."""
        return True

    @property
    def below(self) -> Filter:
        """The rows whose part and whole are both known."""
        # A part whose whole is unknown, or a whole whose part is: nothing can be said of either.
        return self.where & Filter.known(self.of, self.out_of)


class Average(OfEvents):
    """One value for an amount of the events in the period. The events whose amount is known stand behind it."""

    statistic: str
    denominator: str
    of: str

    @property
    def is_of_amounts(self) -> bool:
        """See `Counted`."""
        return True

    @property
    def columns(self) -> frozenset[str]:
        """See `Counted`."""
        return super().columns | {self.of}


class Percentile(Average):
    """Median, or 90th centile, of an amount over the events in the period."""

    statistic: Literal["median", "p90"]

    @property
    def level(self) -> float:
        """How much of the cases has the value or less."""
        return {"median": 0.5, "p90": 0.9}[self.statistic]


class Mean(Average):
    """Sum of an amount over the events in the period, divided by their number."""

    statistic: Literal["mean"]
    over: float = Field(default=1, gt=0, description="the mean is divided by it: 7 for weeks out of days")


class Rolling(OfEvents):
    """Events of the months that end with the period (`include.calendar.rolling`)."""

    months: int = Field(gt=0, description="length of the stretch that ends with the period")


class RollingCount(Rolling):
    """How many events there were in the months that end with the period."""

    statistic: Literal["rolling_count"]
    unit: Unit = "cases"


class RollingRate(Rolling, WithMet):
    """Percent of the events in the months that end with the period that are met."""

    statistic: Literal["rolling_rate"]
    unit: Unit = "percent"


class OfSpells(Counted):
    """Spells, counted on each day from the first to the last."""

    fact: str = "fact_spell"
    days: tuple[str, str] = Field(
        default=("from_date", "to_date"),
        description="columns of the first and last day on which a spell counts; it does not where the first is missing",
    )

    @property
    def columns(self) -> frozenset[str]:
        """See `Counted`."""
        return super().columns | set(self.days)

    @property
    def below(self) -> Filter:
        """The spells that have days on which to count."""
        return self.where if self.days[0] == "from_date" else self.where & Filter.known(self.days[0])

    @property
    def eve_of_months(self) -> int:
        """0: the period's last day; else the day before so many months began that end with it."""
        return 0


class Stock(OfSpells):
    """How many spells there are on the period's last day, or the sum of their amounts."""

    statistic: Literal["stock"]
    unit: Unit = "cases"
    of: str | None = None
    counted_by: str | None = Field(
        default=None, description="the measure that counts whose amounts these are"
    )
    months: int = Field(default=0, description="taken on the eve of so many months that end with the period")

    @property
    def is_of_amounts(self) -> bool:
        """See `Counted`."""
        return self.of is not None

    @property
    def columns(self) -> frozenset[str]:
        """See `Counted`."""
        return super().columns | ({self.of} if self.of else set())

    @property
    def linked(self) -> tuple[str, ...]:
        """See `Entry`."""
        return (self.counted_by,) if self.counted_by else ()

    @property
    def eve_of_months(self) -> int:
        """See `OfSpells`."""
        return self.months


class StockRate(OfSpells, WithMet):
    """Percent of the spells on the period's last day that are met."""

    statistic: Literal["stock_rate"]
    unit: Unit = "percent"


class StockMean(OfSpells):
    """Mean time since a day of the spells on the period's last day."""

    statistic: Literal["stock_mean"]
    denominator: str
    since: str = Field(description="column of the day from which their days are counted")
    over: float = Field(default=1, gt=0, description="the mean is divided by it: 7 for weeks out of days")

    @property
    def is_of_amounts(self) -> bool:
        """See `Counted`."""
        return True

    @property
    def columns(self) -> frozenset[str]:
        """See `Counted`."""
        return super().columns | {self.since}

    @property
    def below(self) -> Filter:
        """The spells whose beginning is known."""
        return super().below & Filter.known(self.since)


class Given(Entry):
    """A figure that nobody counts here: the authority's file gives it, with its source."""

    statistic: Literal["given"]
    dimensions: tuple[str, ...] = ()


class MadeOfOthers(Entry):
    """A measure that is made of the values of others."""

    numerator: str = "See the definition"
    denominator: str = "See the definition"

    @model_validator(mode="after")
    def _has_parts(self) -> MadeOfOthers:
        if not self.parts:
            raise ValueError(f"measure {self.measure_id} is made of no other")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The measures that it is made of; the first is the one that its cases are those of."""
        raise NotImplementedError

    @property
    def linked(self) -> tuple[str, ...]:
        """See `Entry`."""
        return self.parts


class Ratio(MadeOfOthers):
    """The sum of some values over another, in percent or for each 1,000 where that is the unit."""

    statistic: Literal["ratio"]
    of: tuple[str, ...] = Field(min_length=1)
    over: str

    @property
    def parts(self) -> tuple[str, ...]:
        """See `MadeOfOthers`."""
        return (*self.of, self.over)


class Difference(MadeOfOthers):
    """A value less another, or less the least of others; either side may be a number."""

    statistic: Literal["difference"]
    of: str | float
    less: str | float | tuple[str, ...] = Field(description="of several: the least of them")

    @property
    def parts(self) -> tuple[str, ...]:
        """See `MadeOfOthers`."""
        less = self.less if isinstance(self.less, tuple) else (self.less,)
        return tuple(each for each in (self.of, *less) if isinstance(each, str))


Measure = Annotated[
    Count
    | Rate
    | Sum
    | Share
    | Percentile
    | Mean
    | RollingCount
    | RollingRate
    | Stock
    | StockRate
    | StockMean
    | Ratio
    | Difference
    | Given,
    Field(discriminator="statistic"),
]
_MEASURE: TypeAdapter[Measure] = TypeAdapter(Measure)


def parse_measure(entry: Mapping[str, Any]) -> Measure:
    """One measure, as the catalogue writes it.

    Raises:
        ValidationError: it has fields that its statistic cannot have, lacks one that it needs, or names what the model
            does not have.

    """
    return _MEASURE.validate_python(entry)
