"""Identifiers that look right and can belong to nobody."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from include.model.identifiers import uln_digits, upn_letters
from include.synthetic.draws import Ints

# No authority has the number 999, so no pupil can hold such a UPN.
UPN_AUTHORITY = 999
# No unit postcode is issued in ZZ99, which the Office for National Statistics keeps for pseudo-postcodes.
_POSTCODE_LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))


def upns(serial: Ints) -> npt.NDArray[np.str_]:
    """A unique pupil number for each serial number below 10^9, with the right check letter."""
    number = UPN_AUTHORITY * 10**9 + serial
    digits = number[:, None] // 10 ** np.arange(11, -1, -1) % 10
    return np.char.add(upn_letters(digits), number.astype(str))


def ulns(serial: Ints) -> npt.NDArray[np.str_]:
    """A unique learner number for each serial below 900,000, with the right check digit.

    One number in eleven has no check digit and is never issued, so each serial takes the next number that could be.
    """
    # One in eleven is passed over.
    first = 999_000_000 + np.arange(int(serial.max(initial=0) * 1.12) + 20)
    last = uln_digits(first[:, None] // 10 ** np.arange(8, -1, -1) % 10)
    usable = (first * 10 + last)[last < 10]
    return usable[serial].astype(str)


def postcodes(rng: np.random.Generator, size: int) -> npt.NDArray[np.str_]:
    """Postcodes of the never-issued form ZZ99 9AA."""
    inward = np.char.add(
        rng.integers(1, 10, size).astype(str),
        np.char.add(rng.choice(_POSTCODE_LETTERS, size), rng.choice(_POSTCODE_LETTERS, size)),
    )
    return np.char.add("ZZ99 ", inward)
