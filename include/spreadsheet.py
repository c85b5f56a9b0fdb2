"""The only way our tables leave as CSV: no cell is ever taken for a formula, and equal tables give equal bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

# OWASP, "CSV injection": what spreadsheets take for the start of a formula, with the full-width forms.
# Leading spaces and invisible characters do not protect: some programs drop them on opening.
_FORMULA = r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]"


def neutral(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose texts, and column names, no spreadsheet program takes for a formula.

    Text that starts like a formula gets an apostrophe before it; numbers, dates and flags stay as they are.
    """
    return frame.map(_harmless, na_action="ignore").rename(columns=_harmless)


def write_csv(frame: pd.DataFrame, path: Path | str) -> None:
    """Write a table as CSV in UTF-8 with a byte order mark, without which Excel garbles names."""
    neutral(frame).to_csv(
        path, index=False, encoding="utf-8-sig", lineterminator="\r\n", date_format="%Y-%m-%d"
    )


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and re.match(_FORMULA, value) else value
