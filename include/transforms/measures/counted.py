"""What a measure counts: the kinds of the facts that it asks for, and the case tables that it needs for them."""

from __future__ import annotations

from include.transforms.facts.kinds import KIND_OF, Case, Kind, kinds_of
from include.transforms.groups import GROUPS
from include.transforms.measures.entries import Counted


def kinds_counted(measure: Counted) -> tuple[Kind, ...]:
    """The kinds whose rows a measure counts; none where it counts whatever has a clock."""
    entries = kinds_of(measure.fact)
    column = KIND_OF.get(measure.fact)
    names = measure.where.among(column) if column else entries
    kinds = (kind for name in names for kind in entries[str(name)])
    cases = measure.where.among("case_kind")
    return tuple(kind for kind in kinds if not cases or (isinstance(kind, Case) and kind.kind in cases))


def tables_of(measure: Counted) -> set[str]:
    """The case tables without which there is nothing to count, or no group to choose by."""
    needs = {table for kind in kinds_counted(measure) for table in kind.needs}
    return needs.union(*(GROUPS[group].needs for group in measure.columns & set(GROUPS)))


def subject_codeset(measure: Counted) -> str | None:
    """The code set of the members of a measure's breakdown by subject; None where they are no codes of one set."""
    if "subject" not in measure.dimensions:
        return None
    codesets = {kind.codeset for kind in kinds_counted(measure)}
    return (codesets.pop() or None) if len(codesets) == 1 else None
