"""Numbers that carry their own check: the unique pupil number (UPN) and the unique learner number (ULN).

Each is checked for a whole column at once; a value that has not the form of the number says nothing here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

# DfE, "Unique pupil numbers: a guide": the alphabet without I, O and S, worth 0 to 22.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# The last place of a temporary number is a letter.
_UPN_FORM = f"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]"
_ULN_FORM = "[0-9]{10}"
_LETTERS = np.array(list(UPN_LETTERS))
_WORTH = pd.Series({**{str(n): n for n in range(10)}, **{letter: n for n, letter in enumerate(UPN_LETTERS)}})


def upn_letters(places: npt.NDArray[np.int64]) -> npt.NDArray[np.str_]:
    """Check letter of each row of twelve places (a digit's value, a letter's worth), which it stands before.

    DfE, "Unique pupil numbers: a guide": the places weighted 2 to 13, modulo 23.
    """
    letters: npt.NDArray[np.str_] = _LETTERS[places @ np.arange(2, 14) % 23]
    return letters


def uln_digits(places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Check digit of each row of nine digits, which it follows; 10, which no digit is, where none is ever issued.

    Learning Records Service: the digits weighted 10 to 2; ten less the remainder by 11, which is never 0.
    """
    digits: npt.NDArray[np.int64] = 10 - places @ np.arange(10, 1, -1) % 11
    return digits


def upn_is_right(values: pd.Series) -> pd.Series:
    """Whether the first letter of each UPN is the one that its other places ask for (boolean).

    Missing where a value is missing or has not the form of a UPN.
    """
    characters, index = _places(values, _UPN_FORM, 13)
    worth = _WORTH.reindex(characters[:, 1:].ravel()).to_numpy().astype(np.int64).reshape(-1, 12)
    return _said(upn_letters(worth) == characters[:, 0], index, values)


def uln_is_right(values: pd.Series) -> pd.Series:
    """Whether the tenth digit of each ULN is the one that the other nine ask for (boolean).

    Missing where a value is missing or has not the form of a ULN.
    """
    characters, index = _places(values, _ULN_FORM, 10)
    digits = characters.astype(np.int64)
    return _said(uln_digits(digits[:, :9]) == digits[:, 9], index, values)


def _places(values: pd.Series, form: str, length: int) -> tuple[npt.NDArray[np.str_], pd.Index[Any]]:
    """The characters of each value of that form, one column for each place; and the labels of those values."""
    whole = values.str.fullmatch(form).fillna(False).astype(bool)
    formed = values[whole]
    return np.array(formed.to_list(), dtype=f"U{length}").view("U1").reshape(-1, length), formed.index


def _said(right: npt.NDArray[np.bool_], index: pd.Index[Any], values: pd.Series) -> pd.Series:
    return pd.Series(right, index, dtype="boolean").reindex(values.index)
