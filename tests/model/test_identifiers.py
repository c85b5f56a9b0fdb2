"""Check letters and digits, held against another implementation and against numbers worked by hand."""

import numpy as np
import pandas as pd
from stdnum.gb import upn as stdnum_upn

from include.model.identifiers import UPN_LETTERS, uln_is_right, upn_is_right, upn_letters


def test_the_check_letter_is_the_official_one():
    # Worked by hand: 8*2 + 0*3 + 1*4 + 2*5 + 0*6 + 0*7 + 0*8 + 1*9 + 0*10 + 1*11 + 0*12 + 1*13 = 63, 63 mod 23 = 17,
    # and with I, O and S left out U is the letter that stands for 17.
    assert upn_letters(np.array([[8, 0, 1, 2, 0, 0, 0, 1, 0, 1, 0, 1]]))[0] == "U"


def test_one_letter_in_23_is_right_and_another_library_says_the_same():
    rng = np.random.default_rng(7)
    permanent = ["".join(map(str, rng.integers(0, 10, 12))) for _ in range(60)]
    temporary = [number[:-1] + UPN_LETTERS[n % 23] for n, number in enumerate(permanent)]
    for number in permanent + temporary:
        every = pd.Series([letter + number for letter in UPN_LETTERS])
        assert every[upn_is_right(every)].tolist() == [stdnum_upn.calc_check_digit(number) + number]


def test_one_digit_in_ten_is_right_and_none_where_the_remainder_is_0():
    starts = pd.Series(range(999_000_000, 999_002_000)).astype(str)
    right = pd.concat([uln_is_right(starts + str(digit)) for digit in range(10)], axis=1).sum(axis=1)
    remainders = [sum(w * int(d) for w, d in zip(range(10, 1, -1), n, strict=True)) % 11 for n in starts]
    assert right.tolist() == [int(remainder > 0) for remainder in remainders]
    assert {0, 10} < set(remainders)


def test_what_has_not_the_form_is_neither_right_nor_wrong():
    values = pd.Series(
        ["U80120001010", "u801200010101", "I801200010101", "", None], index=[5, 3, 8, 1, 9], dtype="str"
    )
    assert upn_is_right(values).isna().all()
    assert uln_is_right(values).isna().all()
    assert upn_is_right(values).index.tolist() == values.index.tolist()
    assert upn_is_right(pd.Series([], dtype="str")).empty
