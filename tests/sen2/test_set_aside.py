"""Nothing leaves the return in silence: what validation set aside or left out is told as what it is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from include.model import TABLES, empty
from include.sen2 import Return, build_return, summary
from include.sen2.readiness import by_rule, readiness, with_owners
from include.sen2.rules import check
from include.sen2.set_aside import REASON, as_if_kept, gate_findings, with_values, without_doubles
from include.sen2.signing import approval_text
from tests.sen2.test_build import OLD, case

NOBODY = pd.DataFrame({"person_id": [], "team": [], "caseworker": []}, dtype="str")
NONE_SAID = pd.DataFrame(
    columns=["rule", "record_id", "explanation", "explained_by", "explained_on", "carried_from"], dtype="str"
)


def reason(
    table: str, record: str | None, above: str | None, column: str, kind: str, **more: Any
) -> dict[str, Any]:
    policy = "drop_row" if TABLES[table].columns[column].required else "blank_value"
    made = {"table": table, "record_id": record, "above_id": above, "column": column, "policy": policy}
    made |= {"rule": f"{table}.{column}.{kind}", "why": "Because.", "remedy": "Correct it.", "value": None}
    return made | more


def told(
    tables: dict[str, pd.DataFrame], dropped: dict[str, pd.DataFrame], *reasons: dict[str, Any]
) -> tuple[Return, pd.DataFrame, pd.DataFrame]:
    """The return of 2026, what the gate's findings say, and the records that it lacks."""
    kept = as_if_kept(tables, dropped, 2026)
    ret = build_return(tables, year=2026, la_code="999")
    whole = build_return(kept, year=2026, la_code="999")
    frame = pd.DataFrame(list(reasons), columns=REASON).astype("str")
    return ret, *gate_findings(ret, whole, frame, kept)


def without_rows(
    tables: dict[str, pd.DataFrame], *names: str
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    return {**tables, **{name: empty(name) for name in names}}, {name: tables[name] for name in names}


def test_a_plan_whose_date_was_unreadable_is_missing_with_all_that_hangs_on_it():
    """As validation leaves it: the plan is set aside, its settings follow, its active record has no plan."""
    tables, dropped = without_rows(case(**OLD), "plan")
    dropped["plan"] = dropped["plan"].assign(start_date=pd.Series(pd.NaT, index=dropped["plan"].index))
    ret, gate, missing = told(
        tables, dropped, reason("plan", "p-ann", "a-ann", "start_date", "readable", value="2025-13-04")
    )
    assert ret.modules["namedplan"].empty
    assert {"namedplan", "activeplans", "placementdetail", "senneed"} <= set(missing["module"])
    plan = gate[gate["module"] == "namedplan"].iloc[0]
    assert (plan["record_id"], plan["person_id"], plan["level"]) == ("p-ann", "ann", "error")
    assert plan["message"].startswith("The start date was unreadable; ")
    shown = with_values(gate)["message"][gate["module"] == "namedplan"].iloc[0]
    assert shown.startswith("The start date was unreadable: 2025-13-04; ")
    below = gate[gate["rule"] == "GATE-above"]
    assert set(below["module"]) == set(missing["module"]) - {"namedplan"}


def test_what_is_missing_counts_as_not_ready():
    tables, dropped = without_rows(case(**OLD), "plan")
    ret, gate, missing = told(tables, dropped, reason("plan", "p-ann", "a-ann", "start_date", "required"))
    listed = with_owners(gate, NOBODY, NONE_SAID)
    ready = readiness(ret, listed, NOBODY, missing).query("module == 'namedplan' and team == 'all'")
    assert ready[["records", "ready"]].to_numpy().tolist() == [[1, 0]]


def test_a_value_that_was_left_out_is_not_called_missing():
    tables = case(**OLD)
    tables["person"] = tables["person"].assign(sex=None)
    ret, gate, missing = told(tables, {}, reason("person", "ann", None, "sex", "code"))
    found = without_doubles(check(ret), gate)
    assert missing.empty
    about = pd.concat([found, gate])
    about = about[about["fields"] == "sex"]
    assert about["message"].tolist() == [
        "The sex is not a code of its set; the value was left out by validation."
    ]
    assert "STR-person-sex-required" in set(check(ret)["rule"]), "what it would have said"


@pytest.mark.parametrize(("received", "listed"), [("2025-11-03", True), ("2026-02-02", False)])
def test_a_row_of_a_request_is_missed_when_it_would_have_been_in_the_return(received, listed):
    """Its outcome cannot be read, so it may be open."""
    tables, dropped = without_rows(
        case(received=received, outcome="Q", told=None, assessed=None, started=None), "request"
    )
    _, gate, missing = told(tables, dropped, reason("request", "r-ann", "ann", "request_outcome", "code"))
    assert ("r-ann" in set(missing["record_id"])) is listed
    assert ("r-ann" in set(gate["record_id"])) is listed


def test_a_row_that_hangs_on_nothing_is_told_whatever_its_year():
    tables, dropped = without_rows(case(**OLD), "plan")
    dropped["plan"] = dropped["plan"].assign(assessment_id=None)
    _, gate, _ = told(tables, dropped, reason("plan", "p-ann", None, "assessment_id", "required"))
    assert "GATE-plan.assessment_id.required" in set(gate["rule"])


def test_what_no_field_of_the_return_holds_is_not_told():
    tables = case(**OLD)
    _, gate, _ = told(tables, {}, reason("plan", "p-ann", None, "on_template", "readable"))
    assert gate.empty


def test_an_explanation_that_names_a_child_is_not_shown_to_the_signer():
    ret = build_return(case(), year=2026, la_code="999")
    said = pd.DataFrame(
        {
            "rule": ["D034", "D069", "D050"],
            "record_id": [None, None, "a-ann"],
            "explanation": ["The Example family moved.", "A monthly panel.", "Secret of one record."],
            "explained_by": ["A. Officer"] * 3,
            "state": ["used"] * 3,
            "file": ["x.csv"] * 3,
            "line": ["2", "3", "4"],
        }
    )
    nothing = by_rule(with_owners(check(ret).head(0), NOBODY, NONE_SAID))
    text = approval_text(
        counts=summary(ret),
        previous_is="not known",
        rules=nothing,
        form=[],
        changed=None,
        explanations=said,
        ret=ret,
    )
    assert "A monthly panel." in text
    assert "Example family" not in text and "Secret" not in text
    assert "explanations.csv" in text
