"""Explanations of queries: a file for each authority and return year, carried forward until they are given anew."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from include.errors import ConfigError
from include.names import plain
from include.sen2.layout import return_years
from include.sen2.readiness import EXPLANATION
from include.sen2.rules import rules


def read(folder: Path, authority: str, year: int) -> pd.DataFrame:
    """What is on file for a year, and what earlier years left: columns `EXPLANATION`, `carried_from`, `file`, `line`.

    Files are `<folder>/sen2/<authority>-<year>.csv`. One given for a year stands for later ones, marked with the year
    that it comes from, until that year's own file explains the same rule and record.

    Raises:
        ConfigError: a file cannot be read, or lacks a column.

    """
    files = []
    for path in sorted((folder / "sen2").glob(f"{plain('authority', authority)}-*.csv")):
        of = path.stem.removeprefix(f"{authority}-")
        if not of.isdigit() or int(of) > year:
            continue
        try:
            rows = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
        except (ValueError, UnicodeDecodeError):
            raise ConfigError(f"{path} cannot be read as CSV in UTF-8.") from None
        if missing := [c for c in EXPLANATION if c not in rows]:
            raise ConfigError(
                f"{path} has no column {', '.join(missing)}. Its first line is {','.join(EXPLANATION)}."
            )
        empty = rows["rule"].isna() | rows["explanation"].isna()
        if empty.any():
            line = int(rows.index[empty][0]) + 2
            raise ConfigError(f"{path}, line {line}: an explanation needs a rule and words.")
        carried = None if int(of) == year else of
        lines = pd.Series(range(2, len(rows) + 2), index=rows.index).astype("str")
        files.append(rows[EXPLANATION].assign(carried_from=carried, file=path.name, line=lines))
    columns = [*EXPLANATION, "carried_from", "file", "line"]
    return (
        pd.concat(files, ignore_index=True).astype("str")
        if files
        else pd.DataFrame(columns=columns, dtype="str")
    )


def with_our_numbers(explanations: pd.DataFrame, known_as: Mapping[str, str]) -> pd.DataFrame:
    """Explanations given for one of DfE's numbers, as given for each of ours that is matched with it."""
    ours: dict[str, list[str]] = {}
    for number, theirs in known_as.items():
        for each in theirs.split(", "):
            ours.setdefault(each, []).append(number)
    numbers = {rule.number for year in return_years() for rule in rules(year)}
    rules_meant = [[rule] if rule in numbers else ours.get(rule, [rule]) for rule in explanations["rule"]]
    return (
        explanations.assign(rule=pd.Series(rules_meant, index=explanations.index, dtype="object"))
        .explode("rule", ignore_index=True)
        .astype("str")
    )


def with_state(
    explanations: pd.DataFrame, listed: pd.DataFrame, records: set[str], year: int
) -> pd.DataFrame:
    """Explanations with `state`: used, not used, or why it says nothing.

    Args:
        explanations: as `with_our_numbers` gives them.
        listed: findings with `rule`, `level`, `record_id`.
        records: identifiers of all records of the return.
        year: of the return. What earlier years explained of records that have gone is not used, and no fault.

    """
    levels = {rule.number: rule.level for rule in rules(year)} | dict(
        zip(listed["rule"], listed["level"], strict=True)
    )
    broken = set(zip(listed["rule"], listed["record_id"], strict=True))
    states = []
    of_year, of_all = explanations["carried_from"].isna(), explanations["record_id"].isna()
    for rule, record, own, every in zip(
        explanations["rule"], explanations["record_id"], of_year, of_all, strict=True
    ):
        is_used = (listed["rule"] == rule).any() if every else (rule, record) in broken
        state = "used" if is_used else "not used"
        if rule not in levels and own:
            near = get_close_matches(str(rule), list(levels), n=1)
            state = f"there is no rule {rule!r}" + (f"; {near[0]!r} is meant, perhaps" if near else "")
        elif own and not every and record not in records:
            state = "the record is not in the return"
        elif own and levels.get(rule) == "error":
            state = f"{rule} is an error: it is put right, not explained"
        states.append(state)
    return explanations.assign(state=pd.Series(states, index=explanations.index, dtype="str"))
