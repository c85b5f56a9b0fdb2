"""Rules that follow from the table of fields: presence, form, codes, identifiers, links and numbers of records.

A number tells what it is about: `STR-<module>-<field>-required | -type | -code`, `STR-<module>-key | -parent`,
`STR-<module>-<module below>-count`, `STR-sen2-one`.
"""

from __future__ import annotations

from functools import cache, partial

import pandas as pd

from include.model.codes import codes_of_year
from include.sen2 import fields
from include.sen2.rule_records import MODULES, PARENT, Records, blank, filled
from include.sen2.rule_registry import Rule, settings

# Sets of which only one code is on file: the rest are three-digit numbers that rules of their own test by their form.
OPEN_SETS = frozenset({"LACode"})
SOURCE = "table of fields"


@cache
def generated(year: int) -> tuple[Rule, ...]:
    """Rules that the specification of one year implies."""
    return (*_of_fields(year), *_of_links())


def _of_fields(year: int) -> list[Rule]:
    implied = []
    table = fields(year)
    for module, name, kind, required, codeset in zip(
        table["module"].str.lower(),
        table["field"].str.lower(),
        table["datatype"],
        table["required"],
        table["codeset"].fillna(""),
        strict=True,
    ):
        stem, one = f"STR-{module}-{name}", (module,)
        if required == "always":
            test = partial(_missing, field=name)
            implied.append(
                Rule(f"{stem}-required", "error", one, name, f"{name} is missing.", "Enter it.", SOURCE, test)
            )
        if kind in ("date", "datetime"):
            test = partial(_no_date, field=name)
            implied.append(
                Rule(
                    f"{stem}-type", "error", one, name, f"{name} is not a date.", "Correct it.", SOURCE, test
                )
            )
        if codeset and codeset not in OPEN_SETS:
            test = partial(_no_code, field=name, codes=codes_of_year(codeset, year))
            message = f"{name} is not a code of the set {codeset} in {year}."
            implied.append(
                Rule(f"{stem}-code", "error", one, name, message, "Choose a code of the set.", SOURCE, test)
            )
    return implied


def _of_links() -> list[Rule]:
    implied = [
        Rule(
            "STR-sen2-one",
            "error",
            ("sen2",),
            "",
            "The return does not have exactly one header.",
            "Build the files again.",
            SOURCE,
            lambda r, module: len(r[module]) != 1,
        ),
        Rule(
            "STR-person-one",
            "error",
            ("person",),
            "",
            "The return has no person.",
            "Check that the case tables were loaded.",
            SOURCE,
            lambda r, module: r[module].empty,
        ),
    ]
    again = "Build the files again; if it stays, correct the identifiers in the source."
    for module in MODULES[1:]:
        implied.append(
            Rule(
                f"STR-{module}-key",
                "error",
                (module,),
                "",
                "The record has no identifier, or that of another.",
                again,
                SOURCE,
                _key_missing_or_repeated,
            )
        )
    for module in PARENT:
        message = f"The record belongs to no record of {PARENT[module]}."
        implied.append(Rule(f"STR-{module}-parent", "error", (module,), "", message, again, SOURCE, _orphan))
    for limit in settings()["at_most"]:
        module, below, number = limit["module"], limit["below"], limit["number"]
        message = f"More than {number} records of {below} belong to the record."
        test = partial(_too_many, below=below, number=number)
        action = "Keep those in force."
        implied.append(
            Rule(f"STR-{module}-{below}-count", "error", (module,), "", message, action, SOURCE, test)
        )
    return implied


def _missing(r: Records, module: str, field: str) -> pd.Series:
    return blank(r[module][field])


def _no_date(r: Records, module: str, field: str) -> pd.Series:
    return filled(r[module][field]) & r.day(module, field).isna()


def _no_code(r: Records, module: str, field: str, codes: frozenset[str]) -> pd.Series:
    return filled(r[module][field]) & ~r[module][field].isin(codes)


def _key_missing_or_repeated(r: Records, module: str) -> pd.Series:
    key = r[module]["_record_id"]
    return key.isna() | key.duplicated(keep=False)


def _orphan(r: Records, module: str) -> pd.Series:
    return ~r[module]["_parent_id"].isin(r[PARENT[module]]["_record_id"].dropna())


def _too_many(r: Records, module: str, below: str, number: int) -> pd.Series:
    return r.count_below(module, below) > number
