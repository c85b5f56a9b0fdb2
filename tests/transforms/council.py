"""Case tables for tests: written by hand, a few fields at a time, or INVENTED at random from a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from include.model import MARTS, TABLES, codeset, empty
from include.transforms import build_facts

Row = Mapping[str, Any]

# What a conformed row of each table has when a test does not care.
_DEFAULTS: dict[str, Row] = {
    "person": {
        "surname": "INVENTED",
        "forename": "INVENTED",
        "birth_date": "2015-03-01",
        "sex": "F",
        "ethnicity": "WBRI",
    },
    "request": {"person_id": "p1", "request_outcome": "Y"},
    "assessment": {"assessment_outcome": "Y"},
    "plan": {},
    "active_plan": {},
    "placement": {"placement_rank": "1"},
    "allocation": {"allocation_role": "NAMED"},
    "sen_need": {"sen_type_rank": "1"},
}


def keys(kind: str, ids: pd.Series) -> pd.Series:
    """A keyed hash that tests can foresee."""
    return ids.map(lambda i: key(kind, i), na_action="ignore").astype("str")


def key(kind: str, local_id: str) -> str:
    """The keyed hash of one local identifier."""
    return hashlib.sha256(f"{kind}:{local_id}".encode()).hexdigest()[:32]


def frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """A conformed frame of a case table from rows that give only some of its columns."""
    columns = TABLES[table].columns
    given = pd.DataFrame([{"record_source": "test", **_DEFAULTS.get(table, {}), **row} for row in rows])
    assert set(given) <= set(columns), set(given) - set(columns)
    if given.empty:
        return empty(table)
    for column in columns.values():
        if column.name not in given:
            given[column.name] = None
        if column.type == "date":
            given[column.name] = pd.to_datetime(given[column.name])
    return given[list(columns)].astype({name: column.dtype for name, column in columns.items()})


def tables(**rows: Sequence[Row]) -> dict[str, pd.DataFrame]:
    """Case tables of a council; one person `p1` unless people are given, the spine always there."""
    rows.setdefault("person", [{"person_id": "p1"}])
    spine = ("request", "assessment", "plan", "active_plan", "placement", "sen_need")
    return {name: frame(name, rows.get(name, [])) for name in {*spine, *rows}}


def case(received: str | None, **fields: Any) -> dict[str, list[Row]]:
    """Rows of one request `r1` of person `p1`, and its assessment `a1` when an assessment field is given."""
    request = {"request_id": "r1", "received_date": received}
    assessment = {"assessment_id": "a1", "request_id": "r1"}
    about = TABLES["assessment"].columns
    given = {name: value for name, value in fields.items() if name in about}
    request |= {name: value for name, value in fields.items() if name not in about}
    return {"request": [request], "assessment": [assessment | given] if given else []}


class Facts(Mapping[str, Any]):
    """Facts of a council, each built when a test asks for it: all of them take several times one's time."""

    def __init__(self, council: dict[str, pd.DataFrame], as_at: date, **settings: Any) -> None:
        self._of = council, as_at
        self._settings = {"keys": keys, **settings}
        self._built: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            self._built |= build_facts(*self._of, only=[name], **self._settings)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in MARTS["marts"] if name.startswith("fact_"))

    def __len__(self) -> int:
        return len(list(iter(self)))


def random_council(seed: int, people: int, first: date, last: date) -> dict[str, pd.DataFrame]:
    """An INVENTED council with every kind of course that a case can take, and some disorder in its dates."""
    rng = np.random.default_rng(seed)
    span = (last - first).days
    ids = np.arange(people)

    def days(start: np.ndarray, low: int, high: int) -> np.ndarray:
        return start + rng.integers(low, high, len(start)).astype("timedelta64[D]")

    def sometimes(share: float, count: int = people) -> np.ndarray:
        return rng.random(count) < share

    received = np.datetime64(first) + rng.integers(-400, span, people).astype("timedelta64[D]")
    decided = days(received, 10, 90)
    ended = days(received, 80, 450)
    request_outcome = rng.choice(["Y", "N", "W", "A"], people, p=[0.7, 0.18, 0.06, 0.06])
    assessed = request_outcome == "Y"
    outcome = rng.choice(["Y", "N", "W", "A"], people, p=[0.78, 0.07, 0.05, 0.1])
    person = pd.DataFrame(
        {
            "person_id": [f"p{i}" for i in ids],
            "birth_date": days(received, -22 * 365, -2 * 365),
            "sex": rng.choice(["F", "M"], people),
            "ethnicity": rng.choice(["WBRI", "APKN", "NOBT", "MWAS"], people),
            "locality": rng.choice(["North", "South", "East"], people),
            "left_date": np.where(sometimes(0.03), days(received, 1, 500), np.datetime64("NaT")),
        }
    )
    request = pd.DataFrame(
        {
            "request_id": [f"r{i}" for i in ids],
            "person_id": person["person_id"],
            "received_date": np.where(sometimes(0.01), np.datetime64("NaT"), received),
            "request_outcome": request_outcome,
            "request_outcome_date": np.where(
                (request_outcome == "A") | sometimes(0.01), np.datetime64("NaT"), decided
            ),
            "request_mediation": sometimes(0.02),
            "request_tribunal": sometimes(0.02),
            "exported": np.where(sometimes(0.02), "383", ""),
        }
    )
    assessment = pd.DataFrame(
        {
            "assessment_id": [f"a{i}" for i in ids],
            "request_id": request["request_id"],
            "assessment_outcome": outcome,
            "assessment_outcome_date": np.where(
                (outcome == "A") | sometimes(0.01), np.datetime64("NaT"), ended
            ),
            "assessment_mediation": sometimes(0.02),
            "assessment_tribunal": sometimes(0.02),
            "week20_exception": sometimes(0.05),
        }
    )[assessed]
    issued = assessed & (outcome == "Y")
    plan = pd.DataFrame(
        {
            "plan_id": [f"e{i}" for i in ids],
            "assessment_id": [f"a{i}" for i in ids],
            "start_date": ended,
            "cease_date": np.where(sometimes(0.3), days(ended, 0, 900), np.datetime64("NaT")),
            "cease_reason": "2",
        }
    )[issued]
    active = pd.DataFrame({"active_plan_id": [f"v{i}" for i in ids], "request_id": request["request_id"]})[
        issued
    ]
    placement = pd.DataFrame(
        {
            "placement_id": [f"l{i}" for i in ids],
            "active_plan_id": [f"v{i}" for i in ids],
            "urn": rng.choice(["100", "200"], people),
            "placement_rank": "1",
            "entry_date": days(ended, -200, 300),
        }
    )[issued]
    need = pd.DataFrame(
        {
            "active_plan_id": [f"v{i}" for i in ids],
            "sen_type": rng.choice(["ASD", "SEMH"], people),
            "sen_type_rank": "1",
        }
    )[issued]
    allocated = np.repeat(ids, 3)
    begun = days(received[allocated], 0, 900)
    allocation = pd.DataFrame(
        {
            "allocation_id": np.arange(len(allocated)).astype(str),
            "person_id": [f"p{i}" for i in allocated],
            "caseworker_id": rng.choice(["c1", "c2", "c3", "c4"], len(allocated)),
            "allocation_role": rng.choice(["NAMED", "COVER"], len(allocated), p=[0.9, 0.1]),
            "from_date": begun,
            "to_date": np.where(sometimes(0.5, len(allocated)), days(begun, 1, 600), np.datetime64("NaT")),
        }
    )
    caseworker = [
        {"caseworker_id": f"c{i}", "team_id": f"t{i % 2}", "from_date": "2014-09-01"} for i in range(1, 5)
    ]
    team = [{"team_id": f"t{i}", "team_name": f"Team {i}"} for i in range(2)]
    setting = [
        {"urn": "100", "setting_type": "SPECIAL_MAINTAINED"},
        {"urn": "200", "setting_type": "MAIN_ACADEMY"},
    ]
    made = {
        "person": person,
        "request": request,
        "assessment": assessment,
        "plan": plan,
        "active_plan": active,
        "placement": placement,
        "sen_need": need,
        "allocation": allocation,
    }
    request.loc[request["exported"] == "", "exported"] = None
    rows: dict[str, Any] = {name: made[name].to_dict("records") for name in made}
    return tables(**rows, caseworker=caseworker, team=team, setting=setting)


def random_rows(
    name: str, count: int, refs: Mapping[str, Iterable[str]], seed: int, first: date, last: date
) -> pd.DataFrame:
    """INVENTED rows of a case table in full disorder: any code, any day near another of its row, gaps wherever allowed.

    `refs` gives the identifiers that a reference such as `person.person_id` may take; without any it stays empty.
    """
    rng = np.random.default_rng(seed)
    table, span = TABLES[name], (last - first).days
    base = np.datetime64(first) + rng.integers(0, span, count).astype("timedelta64[D]")
    made: dict[str, Any] = {}
    for column in table.columns.values():
        if column.name == "record_source":
            continue
        if column.name in table.key:
            made[column.name] = [f"{name}-{i}" for i in range(count)]
        elif column.ref:
            made[column.name] = (
                rng.choice([*refs[column.ref]], count) if column.ref in refs else [None] * count
            )
        elif column.type == "date":
            made[column.name] = base + rng.integers(-60, 250, count).astype("timedelta64[D]")
        elif column.type == "flag":
            made[column.name] = rng.random(count) < 0.5
        elif column.codeset:
            made[column.name] = rng.choice([*codeset(column.codeset)], count)
        else:
            made[column.name] = [None] * count
        if not column.required and column.name not in table.key:
            gaps = rng.random(count) < (0.25 if column.type == "date" else 0.05)
            made[column.name] = pd.Series(made[column.name], dtype="object").mask(gaps, None)
    rows: list[Any] = pd.DataFrame(made).to_dict("records")
    return frame(name, rows)
