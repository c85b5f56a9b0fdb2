"""Explanations of queries: a file for each authority and return year, carried forward until they are given anew."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from include.errors import ConfigError
from include.names import plain
from include.sen2.layout import return_years
from include.sen2.readiness import EXPLANATION
from include.sen2.rules import rules
from include.sen2.set_aside import SCOPE_ACTIONS
from include.sen2.signing import said

# How files end that hold tables.
_SHEETS = "csv|txt|tsv|xls|xlsx|xlsm|ods"


def read(folder: Path, authority: str, year: int) -> pd.DataFrame:
    """What is on file for a year, and what earlier years left: columns `EXPLANATION`, `carried_from`, `file`, `line`.

    Files are `<folder>/sen2/<authority>-<year>.csv`. One given for a year stands for later ones, marked with the year
    that it comes from, until that year's own file explains the same rule and record.

    Raises:
        ConfigError: a file cannot be read, lacks a column, or has a name that is almost one of these.

    """
    files = []
    _refuse_misnamed(folder / "sen2", plain("authority", authority))
    for path in sorted((folder / "sen2").glob(f"{plain('authority', authority)}-*.csv")):
        of = path.stem.removeprefix(f"{authority}-")
        if not of.isdigit() or int(of) > year:
            continue
        rows = _read(path)
        carried = None if int(of) == year else of
        files.append(rows.assign(carried_from=carried, file=path.name))
    columns = [*EXPLANATION, "carried_from", "file", "line"]
    return (
        pd.concat(files, ignore_index=True).astype("str")
        if files
        else pd.DataFrame(columns=columns, dtype="str")
    )


def _read(path: Path) -> pd.DataFrame:
    """The lines of a file: columns `EXPLANATION`, and `line`, where each begins. Errors as `read`."""
    rows: list[list[str | None]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True, skipinitialspace=True)
            heads = [head.strip() for head in next(reader, [])]
            if missing := [name for name in EXPLANATION if name not in heads]:
                raise ConfigError(
                    f"{path} has no column {', '.join(missing)}. Its first line is {','.join(EXPLANATION)}, with"
                    " commas between."
                )
            places = [heads.index(name) for name in EXPLANATION]
            line = reader.line_num + 1
            for cells in reader:
                texts = [cell.strip() or None for cell in cells]
                if any(texts[len(heads) :]):
                    raise ConfigError(
                        f"{path}, line {line}: it has {len(texts)} values and its first line {len(heads)} names. Put "
                        "words with a comma between quotation marks."
                    )
                if any(texts):
                    values = [texts[place] if place < len(texts) else None for place in places]
                    rows.append([*values, str(line)])
                line = reader.line_num + 1
    except (csv.Error, UnicodeDecodeError, OSError):
        raise ConfigError(f"{path} cannot be read as CSV in UTF-8.") from None
    found = pd.DataFrame(rows, columns=[*EXPLANATION, "line"], dtype="str")
    empty = found["rule"].isna() | (found["explanation"].fillna("").map(said) == "")
    if empty.any():
        raise ConfigError(
            f"{path}, line {found['line'][empty].iloc[0]}: an explanation needs a rule and words that say something."
        )
    return found


def _refuse_misnamed(folder: Path, authority: str) -> None:
    """A file meant for an authority and named otherwise would be passed over in silence.

    Raises:
        ConfigError: with the name that it should have.

    """
    meant = re.compile(
        rf"(?:copy of )?{re.escape(authority)}[-_ ]*(\d{{4}}|\d{{2}})(?!\d)(?P<more>.*)\.(?:{_SHEETS})",
        re.IGNORECASE,
    )
    for path in sorted(folder.glob("*")):
        match = meant.fullmatch(path.name)
        # `demo22-2026.csv` is that of another authority, `demo22`.
        if not match or re.search(r"-\d{4}$", match["more"]):
            continue
        right = f"{authority}-{match[1] if len(match[1]) == 4 else f'20{match[1]}'}.csv"
        if path.name == right:
            if int(match[1]) > max(return_years()):
                raise ConfigError(
                    f"{path} is not read: nothing is known of a return of {match[1]}. Rename it."
                )
        elif path.suffix.lower() == ".csv" or not (folder / right).exists():
            raise ConfigError(
                f"{path} is not read: a file of explanations is named {right}, and is CSV. Rename or save it so."
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
    levels = {rule.number: rule.level for rule in rules(year)} | dict.fromkeys(SCOPE_ACTIONS, "query")
    levels |= dict(zip(listed["rule"], listed["level"], strict=True))
    broken = set(zip(listed["rule"], listed["record_id"], strict=True))
    states = []
    of_year, of_all = explanations["carried_from"].isna(), explanations["record_id"].isna()
    # Of two in one file that explain the same, the last is shown.
    again = explanations.duplicated(["rule", "record_id", "carried_from"], keep="last") & of_year
    for rule, record, own, every, given_again in zip(
        explanations["rule"], explanations["record_id"], of_year, of_all, again, strict=True
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
        elif given_again:
            state = "the same is explained again below, and that is shown"
        states.append(state)
    return explanations.assign(state=pd.Series(states, index=explanations.index, dtype="str"))
