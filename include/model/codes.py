"""Code sets, read once, and DfE's words.

`codesets.csv` has the codes of case records: DfE's from the SEN2 return, and the service's own. `warehouse_codes.csv`
has the words that we write into the warehouse, in the order in which people expect them.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd

from include.yaml_files import load

# In place of a group: it is not recorded, or nobody holds the case.
NOT_RECORDED = "not_recorded"
NOT_ALLOCATED = "not_allocated"


@cache
def _all() -> dict[str, dict[str, str]]:
    sets: dict[str, dict[str, str]] = {}
    for name in ("codesets.csv", "warehouse_codes.csv"):
        with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                sets.setdefault(row["codeset"], {})[row["code"]] = row["label"]
    return sets


def codeset(name: str) -> dict[str, str]:
    """Codes of one set with their labels, in published order. Empty when there is no such set."""
    return _all().get(name, {})


def label(name: str, code: str) -> str:
    """Plain words for a code; the code itself when it is not in the set."""
    return codeset(name).get(code, code)


def code_labels() -> pd.DataFrame:
    """Every code of every set: `codeset`, `code`, `code_label`, and `position` in the order that people expect."""
    rows = [
        (name, code, words, position)
        for name, codes in _all().items()
        for position, (code, words) in enumerate(codes.items(), start=1)
    ]
    frame = pd.DataFrame(rows, columns=["codeset", "code", "code_label", "position"])
    return frame.astype({"codeset": "str", "code": "str", "code_label": "str", "position": "Int64"})


@cache
def codes_of_year(name: str, year: int) -> frozenset[str]:
    """Codes of one set that a return of that year may hold."""
    with (Path(__file__).parent / "codesets.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(
            row["code"]
            for row in csv.DictReader(file)
            if row["codeset"] == name
            and int(row["valid_from_year"] or year) <= year <= int(row["valid_to_year"] or year)
        )


# Modules of the SEN2 return below the person, in its order, each with the one that its records belong to.
SEN2_PARENT = {
    "requests": "person",
    "assessment": "requests",
    "namedplan": "assessment",
    "plandetail": "namedplan",
    "activeplans": "requests",
    "placementdetail": "activeplans",
    "senneed": "activeplans",
}


@cache
def sen2_heads(block: str) -> dict[str, tuple[str, ...]]:
    """Item of the SEN2 return, in lower case -> heads that the collection system's workbooks give it in a block."""
    raw: dict[str, dict[str, list[str]]] = load(Path(__file__).with_name("sen2_heads.yaml"))
    return {item: tuple(heads) for item, heads in (raw["any"] | raw.get(block, {})).items()}
