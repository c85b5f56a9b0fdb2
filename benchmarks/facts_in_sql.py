"""Facts as we build them against the same facts in DuckDB's SQL, which is a second count of them besides.

    python -m benchmarks.facts_in_sql

`facts.sql` was written from the words (docs/counting.md, the data dictionary, limits.csv, exception_grounds.csv)
before the code of these kinds was read; the groups of a case (age, caseworker, setting) follow that code. Where
the words left a choice it takes ours: the day of the groups of a request without a day received, and which of two
reasons of one day is told.

It builds four facts whole, with every column: requests, plans, the caseload cut by caseworker and setting, and all
clocks but the few of `NOT_IN_SQL`, whose rules the words do not give to the last day. They stand for the rest: all
that is reckoned is in them (time limits, exceptions, what stops, overtakes or replaces a case, who held it and
where on a day), and the two left out, events and spells, are mostly rows of one table taken as they are.

Two SYNTHETIC councils are compared, as a night has validated them: the demonstration's, with its faults, and a small
one with many faults and with exceptions, which the first hardly has. The benchmark fails unless every column of every
row is equal.

The ratio is that of the first council. Both sides begin with the case tables in memory, each in the form that it reads
best (frames, Arrow), use one thread, and end with the facts in memory (texts as categories and rows in no order, as a
night goes on with them; Arrow). Ours is `local_facts` of these facts alone and of nothing else, preparation included;
it makes the clocks that SQL does not, too. The best of several runs is compared.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from benchmarks.periods import best
from benchmarks.record import record
from benchmarks.validation import DAY, extract
from include.calendar.terms import FIRST_YEAR, LAST_YEAR
from include.calendar.working_days import is_working_day
from include.demo import DIRT
from include.expectations import GateConfig, validate
from include.model import MARTS, TABLES
from include.model.frames import to_arrow, to_frame
from include.settings import PROJECT
from include.transforms import local_facts

SQL = Path(__file__).with_name("facts.sql").read_text(encoding="utf-8")
FACTS = ("fact_request", "fact_clock", "fact_plan", "fact_caseload")
NOT_IN_SQL = (
    "draft_plan",
    "draft_comments",
    "amendment_comments",
    "contact_mediation_adviser",
    "certificate_after_mediation",
)
LISTS = {
    "limits": "limits",
    "ground": "exception_grounds",
    "age_group": "age_groups",
    "ethnic_group": "ethnicity_groups",
}
AT_MOST = {"facts / the same in DuckDB": 3.0}

Tables = dict[str, pd.DataFrame]


def main() -> int:
    """Compare both sides and record their ratio; 1 when a row differs or the ratio is above the limit."""
    # Authority, first year and dirt: the demonstration's council, and one of half its size with many faults.
    demo, small = (records(*council) for council in (("382", 2015, DIRT), ("812", 2019, 0.1)))
    equal = [is_same(tables, DAY) for tables in (demo, small)]
    with database(demo, DAY) as connection:
        theirs = in_sql(connection)
        by_us = best(lambda: local_facts(demo, DAY, as_codes=True, only=FACTS))
        by_duckdb = best(lambda: in_sql(connection))
    within = record(
        "facts_in_sql",
        {"facts / the same in DuckDB": by_us / by_duckdb},
        at_most=AT_MOST,
        seen={
            "facts": {name: table.num_rows for name, table in theirs.items()},
            "records": sum(map(len, demo.values())),
            "processor seconds": {"ours": round(by_us, 2), "DuckDB": round(by_duckdb, 2)},
        },
    )
    return 0 if all(equal) and within else 1


def records(la_code: str, first_year: int, dirt: float) -> Tables:
    """The case tables of a council as a night's checks leave them."""
    parsed = extract(la_code, first_year, 1, dirt)
    found = validate(parsed, set(TABLES) - set(parsed), DAY, GateConfig(max_quarantined_percent=100), None)
    return found.conformed


def database(tables: Tables, as_at: date) -> duckdb.DuckDBPyConnection:
    """A database that sees the case tables and the lists that `facts.sql` reads."""
    connection = duckdb.connect(config={"threads": 1})
    for name, frame in tables.items():
        connection.register(name, to_arrow(frame))
    for name, file in LISTS.items():
        path = PROJECT / f"include/transforms/{file}.csv"
        connection.execute(f"CREATE TABLE {name} AS FROM read_csv('{path}', header = true, nullstr = '')")
    days = pd.Series(pd.date_range(f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31", unit="us"))
    works = is_working_day(days).astype("bool")
    numbered = pd.DataFrame({"day": days, "is_working_day": works, "number": works.cumsum()})
    connection.register("working_day", to_arrow(numbered))
    connection.execute(f"SET VARIABLE as_at = DATE '{as_at}'")
    return connection


def in_sql(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The facts as `facts.sql` has them, with the columns of ours."""
    connection.execute(SQL)
    facts = {}
    for name in FACTS:
        columns = ", ".join(c for c in MARTS["marts"][name].columns if c != "authority")
        facts[name] = connection.sql(f"SELECT {columns} FROM {name}").to_arrow_table()  # noqa: S608
    return facts


def is_same(tables: Tables, as_at: date) -> bool:
    """Whether both sides have the same rows, and the same in each of their columns; prints what is not."""
    ours = local_facts(tables, as_at, only=FACTS)
    ours["fact_clock"] = ours["fact_clock"].query("limit_id not in @NOT_IN_SQL")
    with database(tables, as_at) as connection:
        theirs = in_sql(connection)
    is_equal = True
    for name, by_us in ours.items():
        unlike = differences(by_us, to_frame(theirs[name]).astype(by_us.dtypes), MARTS["marts"][name].own_key)
        print(f"{name}: {len(by_us):,} rows, {len(by_us.columns)} columns: {unlike or 'equal'}")
        is_equal &= not unlike
    return is_equal


def differences(ours: pd.DataFrame, theirs: pd.DataFrame, key: Sequence[str]) -> dict[str, int]:
    """How many rows only one side has, and how many of the others differ in each column."""
    both = ours.merge(theirs, on=list(key), how="outer", suffixes=("", "_in_sql"), indicator="on")
    found = {"rows": int((both["on"] != "both").sum())}
    both = both[both["on"] == "both"]
    for column in ours.columns.difference(list(key)):
        left, right = both[column], both[f"{column}_in_sql"]
        found[column] = int((~((left == right).fillna(False) | (left.isna() & right.isna()))).sum())
    return {name: rows for name, rows in found.items() if rows}


if __name__ == "__main__":
    sys.exit(main())
