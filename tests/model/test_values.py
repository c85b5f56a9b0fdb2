"""Value forms as councils' systems, spreadsheets and people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from include.model import values

EXCEL = date(1899, 12, 30)


def day(text: str, order: values.DateOrder | None = None) -> str:
    return values.iso_days(pa.array([text]), order, EXCEL).to_pylist()[0]


@pytest.mark.parametrize(
    "text",
    [
        "2025-Sept-28",
        "2025-Sep-28 00:00:00",
        "28-SEP-25",
        "28-Sep-2025",
        "28-SEP-2025 14:30",
        "28SEP2025",
        "28SEP25",
        "28SEP2025:14:30:00.000",
        "28-SEP-25 02.30.00.000000 PM",
        "28 September 2025",
        "28th Sept. 2025",
        "Sunday, 28 September 2025",
        "Sun 28 Sep 2025",
        "September 28, 2025",
        "Sep 28 2025 12:00AM",
        "28/Sept/2025",
        "28/09/2025",
        "28/09/25",
        "28.9.25 00:00",
        "20250928",
        "28/9/2025 00:00:00",
        "28.09.2025",
        "28-09-2025 9:05:00 AM",
        "2025/09/28",
        "2025-9-28",
        "2025-09-28T00:00:00",
        "2025-09-28 00:00:00.0000000",
        "2025-09-27T23:00:00Z",  # midnight in England, an hour ahead in summer
        "2025-09-27T23:00:00.000+00:00",
        "2025-09-27 23:00:00+00",
        "2025-09-27 23:00:00 UTC",
        "2025-09-28T00:00:00+01:00",
        "45928",
        "45928.0",
        "45928.75",
        "45927.999999999",  # a day's number that a computation has left a little short
    ],
)
def test_one_day_in_every_form(text: str) -> None:
    assert day(text) == "2025-09-28"


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("form", ["%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%Y-%b-%d", "%B %d, %Y"])
def test_every_month_in_words(number: int, form: str) -> None:
    there = date(2024, number, 29)
    assert day(there.strftime(form)) == there.isoformat()
    assert day(there.strftime(form).upper()) == there.isoformat()


@pytest.mark.parametrize("year, read", [("49", "2049"), ("50", "1950"), ("99", "1999"), ("00", "2000")])
def test_two_digit_years_with_a_month_in_words_are_read_as_oracle_reads_them(year: str, read: str) -> None:
    assert day(f"13-JAN-{year}") == f"{read}-01-13"


@pytest.mark.parametrize(
    "text",
    [
        "24-02-29",
        "29022024",
        "20241399",
        "soon",
        "13-Foo-2025",
        "2025-13-13",
        "May 2014",
        "12:30",
        "C000123",
        "7",
    ],
)
def test_what_is_no_day_stays_as_it_was(text: str) -> None:
    assert day(text) == text


def test_an_order_that_the_mapping_names_is_kept_to() -> None:
    assert day("02/03/2025") == "2025-03-02"
    assert day("02/03/2025", "month_first") == "2025-02-03"
    assert day("2025-03-02", "year_day_month") == "2025-02-03"
    assert day("2025-03-02", "month_first") == "2025-03-02", "ISO is ISO beside dates that are month first"


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%b-%Y %I:%M %p", "%Y-%m-%dT%H:%M:%S.000"]
)
def test_midnights_of_utc_without_a_zone_are_the_days_of_london(form: str) -> None:
    days = [date(2025, month, 15) for month in range(1, 13)] + [date(2025, 3, 30), date(2025, 10, 26)]
    midnights = [datetime.combine(d, time(), values.LOCAL).astimezone(UTC).strftime(form) for d in days]
    assert values.iso_days(pa.array(midnights)).to_pylist() == [str(d) for d in days]
    assert pc.sum(values.days_read(pa.array(midnights))[1]).as_py() == 8, (
        "April to October, and the day that summer time ends"
    )


def test_midnights_of_utc_beside_moments_of_a_day_s_work_are_the_days_of_london() -> None:
    """A system stamps what is entered with its time, and days that people type with midnight; all in UTC."""
    typed = [f"2025-06-{n:02}T23:00:00" for n in range(1, 30)] + ["2025-01-15T00:00:00"]
    stamped = ["2025-07-01T14:22:10", "2025-07-02T23:30:00", "2025-12-02T23:30:00"]
    read = values.iso_days(pa.array(typed + stamped)).to_pylist()
    assert read[:29] == [f"2025-06-{n:02}" for n in range(2, 31)]
    assert read[29:] == ["2025-01-15", "2025-07-01", "2025-07-03", "2025-12-02"]


@pytest.mark.parametrize(
    "texts",
    [
        ["2025-06-30 23:00", "2025-07-01 16:45"],  # moments of a day's work, one of them late
        [f"2025-06-{n:02} {h:02}:00" for n in range(1, 31) for h in (9, 14, 23)],  # a day's work, by the hour
        [f"2025-06-{n:02} 23:00" for n in range(1, 31)] + ["2025-06-30 00:00", "2025-06-30 09:00"],
        ["2025-06-30 23:00", "2025-12-01 23:00"],  # 23:00 in winter is no midnight of London
        ["2025-07-01 00:00", "2025-07-02 00:00"],
        ["2025-07-01", "2025-07-02"],
    ],
)
def test_other_clocks_do_not_move_a_day(texts: list[str]) -> None:
    assert values.iso_days(pa.array(texts)).to_pylist() == [text[:10] for text in texts]
    assert not pc.any(values.days_read(pa.array(texts))[1]).as_py()


def fault(texts: list[str], told: values.DateOrder | None = None) -> str | None:
    return values.orders(pa.array(texts)).fault(told)


DAY_FIRST = [f"{d:02}/{m:02}/2024" for d in range(1, 29) for m in range(1, 13)]
MONTH_FIRST = [f"{m:02}/{d:02}/2024" for d in range(1, 29) for m in range(1, 13)]
ISO = [f"2024-{m:02}-{d:02}" for d in range(1, 29) for m in range(1, 13)]
SWAPPED_ISO = [f"2024-{d:02}-{m:02}" for d in range(1, 29) for m in range(1, 13)]


@pytest.mark.parametrize("sound", [DAY_FIRST, ISO, DAY_FIRST + ISO, [], ["soon"], ["32/13/2024"]])
def test_a_column_in_the_usual_order_has_no_fault(sound: list[str]) -> None:
    assert fault(sound) is None


def test_a_column_in_another_order_is_named_as_a_whole() -> None:
    assert "is month first (01/31/2025)" in str(fault(MONTH_FIRST))
    assert "is month first" in str(fault([f"{d} 9:05 AM" for d in MONTH_FIRST])), "also with a clock"
    assert "is year, day, month" in str(fault(SWAPPED_ISO))
    assert "is month first" in str(fault(["03/14/2024", "03/04/2024"])), "one day tells it of all that do not"
    assert "is month first" in str(fault(["03/14/24", "03/04/24"])), "also with two digits of the year"


YEAR_FIRST = [f"{y:02}/{m:02}/{d:02}" for y in range(20, 26) for m in (1, 7) for d in range(1, 32)]
SHORT_DAY_FIRST = [f"{d:02}/{m:02}/{y:02}" for y in range(20, 26) for m in (1, 7) for d in range(1, 32)]
BIRTHS_YEAR_FIRST = [
    f"{y % 100:02}.{m:02}.{d:02}" for y in range(1998, 2022) for m in (2, 9) for d in range(1, 28, 3)
]


def test_days_that_seem_to_begin_with_the_year_are_told_and_read_where_the_mapping_says_so() -> None:
    for texts in (YEAR_FIRST, BIRTHS_YEAR_FIRST):
        assert "seems to be year, month, day with two digits of the year (25/01/31)" in str(fault(texts))
        assert fault(texts, "year_month_day") is None
        assert fault(texts, "day_first") is None, "the council has said that it is not so"
    for text in ("25/01/31", "25.1.31", "25-01-31", "25-01-31 00:00"):
        assert day(text, "year_month_day") == "2025-01-31"
    assert day("31-01-25", "day_first") == "2025-01-31"
    assert day("01-31-25", "month_first") == "2025-01-31"


def test_days_of_a_few_deadlines_are_no_years() -> None:
    assert fault(SHORT_DAY_FIRST) is None
    # The transfer deadlines of eight years: two days, and more years than days.
    assert fault([f"{day}/{year}" for year in range(19, 27) for day in ("15/02", "31/03")]) is None
    assert fault([*SHORT_DAY_FIRST, "45/01/25"]) is None, "a slip of one row"
    assert fault(["25/01/31", "25/02/28"]) is None, "too few to tell"


def test_midnight_with_the_offset_of_another_zone_is_the_day_that_is_written() -> None:
    # A system that never leaves summer time, or stands in another country, still writes a day.
    assert day("2025-01-31T00:00:00+01:00") == "2025-01-31"
    assert day("2025-07-31 00:00:00.000+02") == "2025-07-31"
    assert day("2025-06-30T23:00:00Z") == "2025-07-01"


def test_an_order_that_the_mapping_names_is_no_fault_unless_the_column_says_otherwise() -> None:
    assert fault(MONTH_FIRST, "month_first") is None
    assert fault(SWAPPED_ISO, "year_day_month") is None
    assert "is day first" in str(fault(DAY_FIRST, "month_first"))
    assert "though 'date_order' says month_first" in str(fault(DAY_FIRST, "month_first"))


def test_a_column_of_both_orders_is_not_half_read() -> None:
    assert "mixes dates" in str(fault(DAY_FIRST + MONTH_FIRST))
    assert "mixes dates" in str(fault(DAY_FIRST + MONTH_FIRST[150:200]))


def test_a_slip_of_a_single_row_does_not_stop_a_night() -> None:
    assert fault([*DAY_FIRST, "02/29/2024"]) is None
    assert fault([*ISO, "02/29/2024"]) is None


def test_dates_that_a_spreadsheet_has_swapped_where_it_could_are_told() -> None:
    # 3 April became 4 March, a real date; 13 April stayed text.
    opened = [f"2024-{d:02}-{m:02}" for d in range(1, 13) for m in range(1, 13)]
    left = [f"{d}/{m:02}/2024" for d in range(13, 29) for m in range(1, 13)]
    assert "swapped days and months" in str(fault(opened + left))


def test_days_up_to_the_12th_in_an_order_that_nothing_tells_are_not_read_as_one() -> None:
    """A tool rewrote what can only be one day, and left the rest as an American or an English export had it."""
    later = [f"2024-{m:02}-{d:02}" for d in range(13, 29) for m in range(1, 13)]
    up_to_the_12th = [f"{d:02}/{m:02}/2024" for d in range(1, 13) for m in range(1, 13)]
    assert "in an order that nothing tells" in str(fault(later + up_to_the_12th))
    assert fault(later + up_to_the_12th, "month_first") is None, "somebody knows it"
    # A person who types days beside an export writes some after the 12th too, or an export has some up to it.
    assert fault([*later, *up_to_the_12th, "31/01/2024"]) is None
    assert fault([*later, *up_to_the_12th, "2024-01-05"]) is None
    in_words = [f"{d}-Jan-2024" for d in range(13, 29)]
    assert "in an order that nothing tells" in str(fault(in_words + up_to_the_12th))
    assert fault([*in_words, *up_to_the_12th, "3-Jan-2024"]) is None, "somebody writes months in words"
    assert fault(later[:30] + up_to_the_12th[:5]) is None, "few days typed by hand"


@pytest.mark.parametrize(
    "word",
    "NULL null Null (null) <NULL> \\N N/A n/a #N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! None none nan NaN "
    "[List] [Record] "
    "NaT <NA> NA - -- – . (blank) ######## 0000-00-00".split()
    + ["Not applicable", "NOT APPLICABLE"],
)
def test_words_that_mean_empty(word: str) -> None:
    assert values.without_empty_words(pa.array([word, "0", "x"])).to_pylist() == [None, "0", "x"]


def test_a_name_is_a_name_though_it_is_spelt_like_a_word_for_empty() -> None:
    read = values.without_empty_words(pa.array(["Null", "Na", "Nan", "NULL", "null", "#REF!"]), names=True)
    assert read.to_pylist() == ["Null", "Na", "Nan", None, None, None]


def test_a_code_that_looks_empty_is_a_code() -> None:
    assert values.without_empty_words(pa.array(["NONE", "none"]), keep=["NONE"]).to_pylist() == ["NONE", None]


@pytest.mark.parametrize(
    "received, read",
    [
        (["900041.0", None], ["900041", None]),
        (["1.0", "0.0", "5.00"], ["1", "0", "5"]),
        (["00123.0"], ["00123"]),  # a leading zero is a digit of the number
        (["00123", "123"], ["00123", "123"]),
        (["12.1", "12.0"], ["12.1", "12.0"]),  # decimals mean something here
        (["C1.0", "1.0.0", ".0"], ["C1.0", "1.0.0", ".0"]),
    ],
)
def test_numbers_written_with_a_decimal_that_means_nothing(received: list[str], read: list[str]) -> None:
    assert values.whole_numbers(pa.array(received, pa.string())).to_pylist() == read


def test_blanks_of_every_kind_are_trimmed() -> None:
    read = values.trimmed(pa.array(["\u00a0Ny\u200b", "\ufeff1", "\x1a", " \u3000 ", None]))
    assert read.to_pylist() == ["Ny", "1", None, None, None]


def test_several_blanks_between_words_and_those_of_other_kinds_are_one() -> None:
    read = values.with_common_blanks(
        pa.array(["North  East", "North\u00a0East", "North \u2009East", "a\nb", None])
    )
    assert read.to_pylist() == ["North East"] * 3 + ["a\nb", None]


def test_what_has_no_width_is_no_part_of_an_identifier_and_joiners_are_of_a_name() -> None:
    read = values.printable(pa.array(["R\u200b1", "R\u00ad1", "\u200e01/\u200e02/\u200e2025", "a\u200db"]))
    assert read.to_pylist() == ["R1", "R1", "01/02/2025", "a\u200db"]


def test_digits_that_a_spreadsheet_has_cut_off_are_counted() -> None:
    cut = values.shortened(pa.array(["1.23E+11", "9.99E+09", "1E5", "12E4", "C1", None]))
    assert cut.to_pylist() == [True, True, False, False, False, None]


@pytest.mark.parametrize(
    ("text", "is_garbled"),
    [
        *((text.encode().decode("latin-1"), True) for text in ("Zoë", "Siân", "Łucja", "Renée", "Ó Briain")),
        *((text.encode().decode("cp1252"), True) for text in ("Zoë", "O’Brien", "Dvořák", "Chloé", "£")),
        ("Zo\ufffd", True),
        *((text.encode("cp850").decode("cp1252"), True) for text in ("Zoë", "Siân", "José", "Björk", "Peña")),
        *((text.encode("mac-roman").decode("cp1252"), True) for text in ("Zoë", "Renée", "Siân", "Jürgen")),
        *((text, True) for text in ("O&#39;Brien", "Zo&euml;", "Smith &amp; Ny")),
        *(
            (text, False)
            for text in ("Zoë", "Siân", "Łucja", "SÃO", "Åse", "ÂNGELA", "O’Brien", "KARÅ’s", "Ø", None)
        ),
        *(
            (text, False)
            for text in (
                "O‘Brien",
                "Smith–Ny",
                "Ny “Nan”",
                "Anna…",
                "Šimon",
                "LEŠ",
                "M&S",
                "A & B; C",
                "Gal·la",
            )
        ),
    ],
)
def test_letters_that_went_through_a_wrong_encoding_are_known(text: str | None, is_garbled: bool) -> None:
    found = values.garbled(pa.array([text], pa.string())).to_pylist()
    assert found == [is_garbled if text else None]
