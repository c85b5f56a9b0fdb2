"""Where the rules' functions are found by number, and the numbers that they compare with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import pandas as pd

from include.sen2.rule_records import Records
from include.transforms.limits import limits
from include.yaml_files import load

# (records, module) -> for each record of the module whether it fails; or one answer about the whole return.
Check = Callable[[Records, str], "pd.Series | bool"]
CHECKS: dict[str, Check] = {}


@dataclass(frozen=True)
class Rule:
    """One rule as it is tested in one year. `fields` are lower-case names separated by semicolons."""

    number: str
    level: str  # error: the return cannot be sent; query: it can, with an explanation
    modules: tuple[str, ...]
    fields: str
    message: str
    action: str
    source: str
    fails: Check


def rule(number: str) -> Callable[[Check], Check]:
    """Register a function as the check of the rule `number` of `rules.csv`."""

    def register(check: Check) -> Check:
        if number in CHECKS:
            raise ValueError(f"Rule {number} has two functions.")
        CHECKS[number] = check
        return check

    return register


@cache
def settings() -> dict[str, Any]:
    """Levels, days and words of `rules.yaml`."""
    return cast("dict[str, Any]", load(Path(__file__).with_name("rules.yaml")))


@cache
def authorities() -> frozenset[str]:
    """DfE's numbers of the authorities that there are or have been since 2014, and of those in Wales."""
    table = pd.read_csv(Path(__file__).parent / "authorities.csv", dtype="str")
    return frozenset(table["la_code"])


@cache
def statutory_days(limit_id: str) -> int:
    """Length in calendar days of the limit now in force."""
    in_force = (x for x in limits() if x.limit_id == limit_id and x.valid_to is None)
    return next(x.days for x in in_force if x.days is not None)
