"""An extract that differs from those of the nights before is told; an ordinary night is not."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from include.expectations import GateConfig, compare, profile
from tests.expectations.tiny_council import Council, council, parsed

DAY = date(2026, 3, 15)
TABLES = ("person", "request", "plan")


def received(children: int = 60) -> Council:
    made = council(children, TABLES)
    made["request"]["request_source"] = [str(n % 3 + 1) for n in range(children)]
    made["request"]["received_date"][-1] = "2026-03-10"
    return made


def told(tonight: Council, before: Council | None = None, nights: int = 7) -> pd.DataFrame:
    earlier = profile(parsed(before or received()))
    days = [(DAY - timedelta(days=n), earlier) for n in range(nights, 0, -1)]
    found = compare(profile(parsed(tonight)), days, DAY, GateConfig())
    return found.set_index("rule_id")


def failed(found: pd.DataFrame) -> set[str]:
    return set(found.index[~found["passed"].astype(bool)])


def test_an_ordinary_night_is_not_told():
    found = told(received())
    assert not failed(found)
    assert {"request.drift.codes", "request.drift.gaps", "request.drift.grown", "request.drift.late"} <= set(
        found.index
    )


def test_the_first_night_is_only_asked_how_fresh_it_is():
    assert list(compare(profile(parsed(received())), [], DAY, GateConfig())["rule_id"]) == [
        "request.drift.fresh"
    ]


def test_a_table_that_grows_by_more_than_half_is_told():
    assert "plan.drift.grown" not in failed(told(council(90, TABLES) | {"request": received()["request"]}))
    assert "plan.drift.grown" in failed(told(council(91, TABLES) | {"request": received()["request"]}))


def test_a_flag_that_all_have_now_is_told_by_name():
    before, tonight = received(), received()
    before["request"]["rya"] = ["1" if n < 6 else "0" for n in range(60)]
    tonight["request"]["rya"] = ["1"] * 60
    found = told(tonight, before)
    assert "rya yes" in str(found.loc["request.drift.codes", "message"])
    assert not failed(told(before, before))
    # Nights before did not count the flag: nothing can be said of it.
    earlier = profile(parsed(before))
    earlier = earlier[earlier["column_name"] != "rya"]
    found = compare(profile(parsed(tonight)), [(DAY - timedelta(days=1), earlier)], DAY, GateConfig())
    assert found.set_index("rule_id").loc["request.drift.codes", "passed"]


def test_a_code_that_takes_over_is_told_by_name():
    tonight = received()
    tonight["request"]["request_source"] = ["1"] * 60
    found = told(tonight)
    assert "request.drift.codes" in failed(found)
    assert "request source 1" in str(found.loc["request.drift.codes", "message"])


def test_what_is_no_code_is_never_named():
    tonight = received()
    tonight["request"]["request_source"] = ["Zzyzx"] * 60
    assert "request.drift.codes" in failed(told(tonight))
    assert not profile(parsed(tonight))["member"].str.contains("Zzyzx").any()
    assert "Zzyzx" not in told(tonight).to_csv()


def test_a_column_that_empties_is_told_and_one_that_fills_is_not():
    tonight = received()
    tonight["request"]["rya"] = [None] * 60
    assert "request.drift.gaps" in failed(told(tonight))
    assert "request.drift.gaps" not in failed(told(received(), before=tonight))


def test_records_of_months_that_were_over_are_late_arrivals():
    tonight = received(62)
    tonight["plan"]["start_date"][60:] = ["2025-12-31", "2026-03-14"]
    tonight["request"] = received()["request"]
    found = told(tonight)
    assert found.loc["plan.drift.late", "rows_failed"] == 1
    assert "2025-12" in str(found.loc["plan.drift.late", "message"])


@pytest.mark.parametrize("idle, fresh", [(28, True), (29, False)])
def test_an_extract_in_which_nothing_happens_is_stale(idle, fresh):
    tonight = council(60, TABLES)
    tonight["request"]["received_date"][-1] = str(DAY - timedelta(days=idle))
    assert ("request.drift.fresh" not in failed(told(tonight))) == fresh


def test_a_date_in_the_future_does_not_make_an_extract_fresh():
    tonight = council(60, TABLES)
    tonight["request"]["received_date"][-1] = "2026-04-01"
    assert "request.drift.fresh" in failed(told(tonight))
