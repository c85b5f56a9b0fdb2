"""A small INVENTED return that breaks no rule, and the means to spoil one thing in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from include.model.identifiers import UPN_LETTERS
from include.sen2 import Return, fields
from include.sen2.rule_records import MODULES

CENSUS = {2023: date(2023, 1, 19), 2024: date(2024, 1, 18), 2025: date(2025, 1, 16), 2026: date(2026, 1, 15)}


def upn(serial: int) -> str:
    """A UPN with the right check letter; its authority number is not in use."""
    digits = f"999{serial:09}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return UPN_LETTERS[total % 23] + digits


def good_return(year: int = 2026) -> Return:
    """Ann got a plan this year, Ben has an old one, Cat was refused, Dan came with one, Eve's ceased."""
    last = year - 1
    people = [("ann", 8), ("ben", 13), ("cat", 6), ("dan", 14), ("eve", 25)]
    sex = "gendercurrent" if year == 2023 else "sex"
    person = [
        {
            "_record_id": who,
            "surname": f"surname {who}",
            "forename": who,
            "personbirthdate": f"{last - age}-10-0{n}",
            sex: "1" if year == 2023 else "F",
            "ethnicity": "WBRI",
            "postcode": "ZZ9 9ZZ",
            "upn": upn(n),
        }
        for n, (who, age) in enumerate(people, start=1)
    ]
    new: dict[str, Any] = {
        "receiveddate": f"{last}-01-13",
        "rya": "0",
        "requestoutcomedate": f"{last}-02-20",
        "requestmediation": "0",
        "requesttribunal": "0",
        "requestsource": "2",
    }
    requests = [
        {**_ids("r", "ann"), **new, "requestoutcome": "Y"},
        {**_ids("r", "ben"), "requestoutcome": "H"},
        {**_ids("r", "cat"), **new, "requestoutcome": "N"},
        {**_ids("r", "dan"), "requestoutcome": "H"},
        {**_ids("r", "eve"), "requestoutcome": "H"},
    ]
    flags = dict.fromkeys(
        ["assessmentmediation", "assessmenttribunal", "othermediation", "othertribunal", "week20"], "0"
    )
    assessment = [
        {
            **_ids("a", "ann", "r"),
            **flags,
            "assessmentoutcome": "Y",
            "assessmentoutcomedate": f"{last}-05-30",
        },
        *({**_ids("a", who, "r"), "assessmentoutcome": "H"} for who in ("ben", "dan", "eve")),
    ]
    budget = {"pb": "0", "oa": "0"}
    namedplan = [
        {**_ids("n", "ann", "a"), **budget, "startdate": f"{last}-05-30"},
        {**_ids("n", "ben", "a"), **budget, "startdate": "2021-03-01"},
        {**_ids("n", "dan", "a"), **budget, "startdate": "2021-03-01"},
        {
            **_ids("n", "eve", "a"),
            **budget,
            "startdate": "2015-03-01",
            "ceasedate": f"{last}-12-01",
            "ceasereason": "1",
        },
    ]
    place = {
        "urn": "999999",
        "placementrank": "1",
        "senunitindicator": "0",
        "resourcedprovisionindicator": "1",
    }
    plandetail = [{**_ids("pd", who, "n"), **place} for who in ("ann", "ben", "dan", "eve")]
    review = {"reviewmeeting": f"{last}-11-20", "reviewoutcome": "M", "lastreview": f"{last}-12-05"}
    activeplans = [
        _ids("ap", "ann", "r"),
        {**_ids("ap", "ben", "r"), **review},
        {**_ids("ap", "dan", "r"), **review, "transferla": "380"},
    ]
    placementdetail = [
        {**_ids("pl", who, "ap"), **place, "entrydate": f"{last}-09-02"} for who in ("ann", "ben", "dan")
    ]
    senneed = [
        {**_ids("sn", who, "ap"), "sentype": "SLCN", "sentyperank": "1"} for who in ("ann", "ben", "dan")
    ]
    header = {
        "collection": "SEN2",
        "year": str(year),
        "referencedate": str(CENSUS[year]),
        "sourcelevel": "L",
        "lea": "999",
        "serialno": "001",
        "datetime": f"{year}-03-02T09:30:00",
        "dmo": "Y",
        "dco": "Y",
        "dsco": "R",
    }
    rows = {
        "sen2": [{**header, "_record_id": "1"}],
        "person": [{**p, "_person_id": p["_record_id"]} for p in person],
        "requests": requests,
        "assessment": assessment,
        "namedplan": namedplan,
        "plandetail": plandetail,
        "activeplans": activeplans,
        "placementdetail": placementdetail,
        "senneed": senneed,
    }
    assert set(rows) == set(MODULES)
    return Return(year, "999", CENSUS[year], {name: _frame(name, year, rows[name]) for name in MODULES})


def spoiled(ret: Return, module: str, who: str | None = None, **values: Any) -> Return:
    """The return with values of one person's records of a module changed (of all records unless told who)."""
    frame = ret.modules[module].copy()
    at = slice(None) if who is None else frame["_person_id"] == who
    for name, value in values.items():
        frame.loc[at, name] = value
    return replaced(ret, module, frame)


def without(ret: Return, module: str, who: str) -> Return:
    """The return without one person's records of a module."""
    frame = ret.modules[module]
    return replaced(ret, module, frame.loc[frame["_person_id"] != who])


def with_copy(ret: Return, module: str, who: str, **values: Any) -> Return:
    """The return with one more record of a module: a copy of a person's, with another identifier."""
    frame = ret.modules[module]
    extra = frame.loc[frame["_person_id"] == who].assign(_record_id=f"more {who}", **values)
    return replaced(ret, module, pd.concat([frame, extra], ignore_index=True))


def replaced(ret: Return, module: str, frame: pd.DataFrame) -> Return:
    """The return with another frame for a module."""
    return Return(ret.year, ret.la_code, ret.census_date, {**ret.modules, module: frame})


def _ids(kind: str, who: str, parent: str = "") -> dict[str, str]:
    above = f"{parent} {who}" if parent else who
    return {"_record_id": f"{kind} {who}", "_parent_id": above, "_person_id": who}


def _frame(module: str, year: int, rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = fields(year)
    names = table.loc[table["module"].str.lower() == module, "field"].str.lower()
    return pd.DataFrame(rows, columns=[*names, "_record_id", "_parent_id", "_person_id"]).astype("str")
