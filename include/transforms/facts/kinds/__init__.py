"""Every kind of event, spell, clock and case, each defined once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from include.model import MARTS
from include.transforms.facts.kinds.communication import COMMUNICATION
from include.transforms.facts.kinds.disputes import DISPUTES
from include.transforms.facts.kinds.families import FAMILIES
from include.transforms.facts.kinds.kind import (
    COHORTS,
    FILLED,
    Case,
    Clock,
    Cohort,
    Doubt,
    Event,
    Kind,
    Reads,
    Spell,
    Values,
)
from include.transforms.facts.kinds.panels_and_quality import PANELS_AND_QUALITY
from include.transforms.facts.kinds.placements import PLACEMENTS
from include.transforms.facts.kinds.plans import PLANS
from include.transforms.facts.kinds.reads import together
from include.transforms.facts.kinds.requests import REQUESTS
from include.transforms.facts.kinds.service import SERVICE

KINDS: tuple[Kind, ...] = (
    *REQUESTS,
    *PLANS,
    *PLACEMENTS,
    *DISPUTES,
    *COMMUNICATION,
    *FAMILIES,
    *PANELS_AND_QUALITY,
    *SERVICE,
)
# The column of a fact that says of which kind its rows are, and the class of those kinds.
KIND_OF = {"fact_clock": "limit_id", "fact_event": "event_type", "fact_spell": "spell_type"}
_CLASSES: dict[str, type[Kind]] = {"fact_clock": Clock, "fact_event": Event, "fact_spell": Spell}


def _by_fact() -> dict[str, Mapping[str, tuple[Kind, ...]]]:
    by_fact: dict[str, dict[str, tuple[Kind, ...]]] = defaultdict(dict)
    for kind in KINDS:
        fact = next((name for name, of in _CLASSES.items() if isinstance(kind, of)), kind.name)
        by_fact[fact][kind.name] = (*by_fact[fact].get(kind.name, ()), kind)
    return {fact: MappingProxyType(kinds) for fact, kinds in by_fact.items()}


_BY_FACT = _by_fact()


def kinds_of(fact: str) -> Mapping[str, tuple[Kind, ...]]:
    """The kinds of a fact by name, each with its entries; of a fact without kinds, under the fact's own name."""
    return _BY_FACT[fact]


def amounts_of(fact: str) -> dict[str, str]:
    """The named amounts of a fact, in the order of its columns, each with its dtype."""
    named = {name for kinds in kinds_of(fact).values() for kind in kinds for name in kind.amounts}
    columns = MARTS["marts"][fact].columns
    if unknown := sorted(named - set(columns)):
        raise ValueError(f"{fact} has no column for the amounts {', '.join(unknown)}")
    return {c.name: c.dtype for c in columns.values() if c.name in named}


def events() -> tuple[Event, ...]:
    """Every kind of event."""
    return tuple(kind for kind in KINDS if isinstance(kind, Event))


def spells() -> tuple[Spell, ...]:
    """Every kind of spell."""
    return tuple(kind for kind in KINDS if isinstance(kind, Spell))


def clocks() -> tuple[Clock, ...]:
    """Every limit that cases have a clock of."""
    return tuple(kind for kind in KINDS if isinstance(kind, Clock))


__all__ = [
    "COHORTS",
    "FILLED",
    "KINDS",
    "KIND_OF",
    "Case",
    "Clock",
    "Cohort",
    "Doubt",
    "Event",
    "Kind",
    "Reads",
    "Spell",
    "Values",
    "amounts_of",
    "clocks",
    "events",
    "kinds_of",
    "spells",
    "together",
]
