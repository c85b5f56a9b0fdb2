"""The rules against `rules.sql`, which tells them a second time from their words, on spoiled copies of one return."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from include.model.codes import SEN2_PARENT, codes_of_year
from include.sen2 import Return, fields
from include.sen2.rule_registry import settings
from include.sen2.rules import check, rule_table
from tests.sen2.returns import good_return, upn

SQL = Path(__file__).with_name("rules.sql").read_text(encoding="utf-8")
COPIES = 200
# Rules with a function that SQL does not tell, each with the reason.
NOT_IN_SQL = {
    **dict.fromkeys(
        ["D017", "D018", "D047", "D083", "D084", "LOCAL-G08", "LOCAL-G15"], "of the return as a whole"
    ),
    **dict.fromkeys(["D025", "D026"], "check digits: tests/model"),
    **dict.fromkeys(["A011", "A012"], "a list that is looked up"),
    "LOCAL-G20": "of 2023 alone",
}
# Days on which something turns: years, census days, school years, birthdays; and what is none.
DAYS = [
    *("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01", "2025-01-15", "2025-01-16", "2026-01-14"),
    *("2026-01-15", "2026-01-16", "2025-12-17", "2025-12-18", "2025-08-31", "2025-09-01", "2025-11-19"),
    *("2026-02-15", "2025-03-31", "2011-09-30", "2000-08-31", "2000-09-01", "2009-08-31", "2020-01-15"),
    *("2015-03-01", "2026-06-30", "2025-13-04", "2025-1-5", "31/12/2025"),
]
OTHERS = {
    "surname": ["tbc", "Same"], "forename": ["N/A", "Same"], "postcode": ["ab1 2cd", "nowhere"],
    "upn": [upn(1)], "uniquelearnernumber": ["9990000009"], "urn": ["123456"], "ukprn": ["10000000"],
    "sensettingother": ["In words"], "exported": ["380", "999", "XXX", "12"], "transferla": ["380", "999", "9x9"],
}  # fmt: skip


@cache
def spoiled_copies() -> Return:
    """Copies of the good return with values changed, left out or swapped, and records gone or there twice."""
    draw, good = np.random.default_rng(7), good_return()
    spec = fields(2026)
    spec = spec.assign(field=spec["field"].str.lower()).set_index(["module", "field"])
    modules = {"sen2": good.modules["sen2"]}
    gone: dict[str, set[str]] = {"person": set()}
    for module in ("person", *SEN2_PARENT):
        frame = pd.concat(
            [
                good.modules[module].assign(
                    **{
                        name: good.modules[module][name] + f" {copy}"
                        for name in ("_record_id", "_parent_id", "_person_id")
                    }
                )
                for copy in range(COPIES)
            ],
            ignore_index=True,
        )
        if module == "person":
            frame["upn"] = [upn(serial) for serial in range(1, len(frame) + 1)]
            frame["surname"] = frame["_record_id"]
        for name in spec.loc[module].index:
            kind, codeset = spec.loc[(module, name), ["datatype", "codeset"]]
            codes = sorted(codes_of_year(codeset, 2026)) if isinstance(codeset, str) else []
            pool = OTHERS.get(name) or (DAYS if kind == "date" else codes)
            other = pd.Series(draw.choice(np.array(pool, dtype="object"), len(frame))).mask(
                draw.random(len(frame)) < 0.3
            )
            frame[name] = frame[name].where(draw.random(len(frame)) > 0.1, other)
        lost = draw.random(len(frame)) < 0.03
        if module != "person":
            lost |= frame["_parent_id"].isin(gone[SEN2_PARENT[module]]).to_numpy()
        gone[module] = set(frame.loc[lost, "_record_id"])
        frame = frame[~lost]
        if module not in ("person", "assessment", "namedplan"):
            # A second one, on which nothing hangs.
            twice = frame[draw.random(len(frame)) < 0.08]
            twice = twice.assign(_record_id=twice["_record_id"] + " again")
            if module == "requests":
                twice["receiveddate"] = draw.choice(DAYS, len(twice))
            frame = pd.concat([frame, twice])
        modules[module] = frame.reset_index(drop=True).astype("str")
    return Return(2026, good.la_code, good.census_date, modules)


@cache
def both() -> pd.DataFrame:
    """Rule, module and record that either finds, and which of them does (`_merge`)."""
    ret = spoiled_copies()
    known = set(rule_table().query("how == 'check'")["rule"]) - set(NOT_IN_SQL)
    ours = check(ret)[["rule", "module", "record_id"]].rename(columns={"record_id": "id"})
    ours = ours[ours["rule"].isin(known)]
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("SET VARIABLE la_code = ?", [ret.la_code])
        connection.execute("SET VARIABLE placeholders = ?", [settings()["placeholders"]])
        for module, frame in ret.modules.items():
            table = frame.rename(columns={"_record_id": "id", "_parent_id": "above"}).drop(
                columns="_person_id"
            )
            connection.register("frame", table.astype("object").where(table.notna(), None))
            columns = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in table)
            connection.execute(f"CREATE TABLE {module} AS SELECT {columns} FROM frame")
        connection.execute(SQL)
        theirs = connection.sql("FROM broken").df()
    return ours.drop_duplicates().merge(theirs.drop_duplicates(), how="outer", indicator=True)


def test_every_rule_finds_what_its_words_say():
    different = both().query("_merge != 'both'")
    assert different.empty, different.to_string(index=False)


def test_every_rule_is_told_twice_or_a_reason_is_given():
    assert set(both()["rule"]) | set(NOT_IN_SQL) == set(rule_table().query("how == 'check'")["rule"])
