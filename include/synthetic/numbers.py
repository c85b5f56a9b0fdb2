"""Identifiers that look right and can belong to nobody."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from include.synthetic.draws import Ints

# DfE, "Unique pupil numbers: a guide": positions 2 to 13 weighted 2 to 13, modulo 23, I, O and S left out.
UPN_LETTERS = np.array(list("ABCDEFGHJKLMNPQRTUVWXYZ"))
# No authority has the number 999, so no pupil can hold such a UPN.
UPN_AUTHORITY = 999
# No unit postcode is issued in ZZ99, which the Office for National Statistics keeps for pseudo-postcodes.
_POSTCODE_LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))


def upn_letter(digits: npt.NDArray[np.int64]) -> npt.NDArray[np.str_]:
    """Check letter of each row of twelve digits."""
    letters: npt.NDArray[np.str_] = UPN_LETTERS[(digits * np.arange(2, 14)).sum(axis=1) % 23]
    return letters


def upns(serial: Ints) -> npt.NDArray[np.str_]:
    """A unique pupil number for each serial number below 10^9, with the right check letter."""
    number = UPN_AUTHORITY * 10**9 + serial
    digits = number[:, None] // 10 ** np.arange(11, -1, -1) % 10
    return np.char.add(upn_letter(digits), number.astype(str))


def ulns(serial: Ints) -> npt.NDArray[np.str_]:
    """A unique learner number for each serial below 900,000, with the right check digit.

    The Learning Records Service weights nine digits 10 to 2; ten less the remainder by 11 is the tenth digit, and
    numbers with remainder 0 are never issued, so each serial takes the next number that could be.
    """
    weights = np.arange(10, 1, -1)
    # One in eleven is passed over.
    first = 999_000_000 + np.arange(int(serial.max(initial=0) * 1.12) + 20)
    remainder = (first[:, None] // 10 ** np.arange(8, -1, -1) % 10 * weights).sum(axis=1) % 11
    usable = first[remainder > 0] * 10 + 10 - remainder[remainder > 0]
    return usable[serial].astype(str)


def postcodes(rng: np.random.Generator, size: int) -> npt.NDArray[np.str_]:
    """Postcodes of the never-issued form ZZ99 9AA."""
    inward = np.char.add(
        rng.integers(1, 10, size).astype(str),
        np.char.add(rng.choice(_POSTCODE_LETTERS, size), rng.choice(_POSTCODE_LETTERS, size)),
    )
    return np.char.add("ZZ99 ", inward)
