"""DfE's list of validation rules as its spreadsheet holds it: which column is which is found by heads and by content.

Lists of DfE's collections have had many shapes: title rows above the heads, one sheet or one for each module, *Rule No*
or *Sequence*, one column for error or query or one of each. `rule_heads.yaml` holds the heads.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from include.errors import ConfigError, without_message
from include.yaml_files import load

log = logging.getLogger(__name__)

LIST_COLUMNS = ["dfe_rule", "level", "module", "fields", "message", "description", "is_deleted"]
_NUMBER = re.compile(r"[A-Za-z]{0,8}[ ._/-]?\d{1,6}(?:[._/-]?[A-Za-z0-9]{1,4}){0,2}")
_DELETED = re.compile(
    r"\b(?:deleted|withdrawn|removed|retired|no longer (?:used|in use)|not (?:in )?use[d]?)\b", re.I
)
_MARK = re.compile(r"(?:y|yes|x|1|true|e|q|error|query|✓|✔|•)", re.I)
# Heads of numbers that are not those of rules.
_OTHER_NUMBERS = re.compile("version|date|issue|year|module|page|table|change")
_ROWS_ABOVE = 60
_LONGEST_NOTE = 40


def read_list(path: Path) -> pd.DataFrame:
    """A rule list from an ODS or XLSX file, the sheets that hold rules together: columns `LIST_COLUMNS`, all text.

    `level` is error, query or blank; `is_deleted` is `yes` for a number that the list says is no longer used.

    Raises:
        ConfigError: it cannot be read, or no sheet has a column of rule numbers and one of words.

    """
    sheets = _sheets(path)
    rules = [_rules_of(name, rows) for name, rows in sheets.items()]
    table = pd.DataFrame([row for rows in rules for row in rows], columns=LIST_COLUMNS, dtype="str")
    if table.empty:
        heads = "; ".join(f"{name!r}: {_best_heads(rows)}" for name, rows in sheets.items())
        raise ConfigError(
            f"{path} has no sheet with a column for the rule's number and one for its message. Sheets and what looks"
            f" like their heads: {heads[:600]}. Name the columns Rule No and Message, and try again."
        )
    return _one_row_each(table)


def _one_row_each(table: pd.DataFrame) -> pd.DataFrame:
    """Rules once each: a list may give one in several rows, for several fields or modules, and none of it is lost."""
    lists = table.groupby("dfe_rule", sort=False)[LIST_COLUMNS[1:]].agg(_each_once)
    one = lists.map("; ".join)
    # Levels that contradict each other are none; a rule is deleted when every row of it is.
    one["level"] = lists["level"].map(lambda levels: levels[0] if len(levels) == 1 else "")
    one["is_deleted"] = table.groupby("dfe_rule", sort=False)["is_deleted"].min()
    return one.reset_index()[LIST_COLUMNS].astype("str")


def _each_once(texts: pd.Series) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _sheets(path: Path) -> dict[str, list[list[str]]]:
    if not path.is_file():
        raise ConfigError(f"{path} is not there.")
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise ConfigError(f"{path} cannot be read as a spreadsheet ({type(error).__name__}).") from None
    except BaseException as error:
        # The library's inner language stops with a class of its own that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        log.info("%s: %s", path, without_message(error))
        raise ConfigError(f"{path} cannot be read as a spreadsheet: it is damaged.") from None
    return {name: [[_text(cell) for cell in row] for row in rows] for name, rows in sheets.items()}


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return re.sub(r"\s+", " ", str(cell)).strip()


@cache
def _heads() -> dict[str, frozenset[str]]:
    roles = load(Path(__file__).with_name("rule_heads.yaml"))
    return {role: frozenset(_letters(head) for head in heads) for role, heads in roles.items()}


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"\(.*?\)", "", text.lower()))


def _best_heads(rows: Sequence[Sequence[str]]) -> str:
    fullest = max(rows[:_ROWS_ABOVE], key=lambda row: sum(map(bool, row)), default=[])
    return ", ".join(cell[:30] for cell in fullest if cell)


def _rules_of(sheet: str, rows: list[list[str]]) -> list[dict[str, str]]:
    """Rules of one sheet; none where no line is one of heads."""
    for at, row in enumerate(rows[:_ROWS_ABOVE]):
        if sum(map(bool, row)) < 2:
            continue
        # Heads may be spread over two lines, such as "Rule" above "No."
        spread = rows[at + 1] if at + 1 < len(rows) else []
        both = [f"{a} {b}".strip() for a, b in zip(row, [*spread, *[""] * len(row)], strict=False)]
        for heads, below in ((row, rows[at + 1 :]), (both, rows[at + 2 :])):
            places = _places(heads, [line for line in below if sum(map(bool, line)) > 1])
            if places is not None:
                return _read_rows(sheet, below, places)
    return []


def _places(heads: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, int] | None:
    """The column of each part of a rule, or None when these are not heads."""
    plain = [_letters(head) for head in heads]
    columns_of = {
        role: [i for i, head in enumerate(plain) if head in names] for role, names in _heads().items()
    }
    numbers = [
        i
        for i in (*columns_of["number"], *columns_of["number_or_words"])
        if _share(below, i, _is_number) >= 0.6
    ]
    if not numbers and any(columns_of[role] for role in ("level", "message", "description", "fields")):
        # A head that nobody foresaw: the column that holds different numbers is that of the numbers.
        numbers = [
            i
            for i, head in enumerate(plain)
            if head and not _OTHER_NUMBERS.search(head) and _tells_apart(below, i)
        ]
    words = [
        i
        for i in (*columns_of["message"], *columns_of["error"], *columns_of["query"])
        if _share(below, i, _is_words) >= 0.3
    ]
    descriptions = [
        i
        for i in (*columns_of["description"], *columns_of["number_or_words"])
        if _share(below, i, _is_words) >= 0.3
    ]
    if not numbers or not (words or descriptions):
        return None
    places = {"number": numbers[0]}
    places |= {"message": words[0]} if words else {}
    places |= {
        "description": next((i for i in descriptions if i != words[0]), -1) if words else descriptions[0]
    }
    columns_of["level"] = [i for i in columns_of["level"] if _share(below, i, _level) >= 0.5]
    for role in ("level", "fields", "module", "change", "error", "query"):
        places |= {role: columns_of[role][0]} if columns_of[role] else {}
    return {role: at for role, at in places.items() if at >= 0}


def _share(rows: Sequence[Sequence[str]], at: int, holds: Callable[[str], object]) -> float:
    cells = [row[at] for row in rows if at < len(row) and row[at]]
    return sum(bool(holds(cell)) for cell in cells) / len(cells) if cells else 0.0


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _is_words(cell: str) -> bool:
    return " " in cell and len(cell) > 8


def _tells_apart(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row) and row[at]]
    return len(cells) > 2 and _share(rows, at, _is_number) >= 0.9 and len(set(cells)) >= 0.9 * len(cells)


def _read_rows(sheet: str, rows: list[list[str]], places: dict[str, int]) -> list[dict[str, str]]:
    section = _level(sheet)
    rules = []
    for row in rows:
        cell = {role: row[at] if at < len(row) else "" for role, at in places.items()}
        filled = [text for text in row if text]
        if len(filled) == 1:
            # A title between the rules may say what the ones below it are.
            section = _level(filled[0]) or section
            continue
        if not _is_number(cell["number"]):
            continue
        message, level = cell.get("message", ""), _level(cell.get("level", ""))
        for kind in ("error", "query"):
            if mark := cell.get(kind, ""):
                level = level or (kind if _MARK.fullmatch(mark) or _is_words(mark) else "")
                message = message or (mark if _is_words(mark) else "")
        description = cell.get("description", "")
        note = next((text for text in (message, description) if text), "")
        is_deleted = (len(note) <= _LONGEST_NOTE and _DELETED.search(note)) or _DELETED.match(
            cell.get("change", "")
        )
        if not note and not is_deleted:
            continue
        number = cell["number"]
        level = level or section or ("query" if number[-1:] in "Qq" else "")
        parts = (number, level, cell.get("module", ""), cell.get("fields", ""))
        row_of = (*parts, message or description, description, "yes" if is_deleted else "")
        rules.append(dict(zip(LIST_COLUMNS, row_of, strict=True)))
    return rules


def _level(text: str) -> str:
    """Error, query, or blank when the text says neither or both."""
    plain = text.strip().lower()
    if plain in ("e", "q"):
        return "error" if plain == "e" else "query"
    levels = [level for level, stem in (("error", "error"), ("query", "quer")) if stem in plain]
    return levels[0] if len(levels) == 1 else ""
