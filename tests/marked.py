"""A marked child in a source: values that occur nowhere else, to be looked for wherever they must not be."""

from __future__ import annotations

import psycopg

from include.model import TABLES

# The date is searched for in every form that a library might print.
MARKS = ("Canaryname", "Canaryforename", "ZZ99 9QX", "ZZ999QX", "K999888777666", "9998887776")
BORN = (
    "2013-02-17",
    "17/02/2013",
    "20130217",
    "2013-Feb-17",
    "2013, 2, 17",
    "17 February 2013",
    "17 Feb 2013",
)

# What somebody may write, or map, into a column whose texts may become groups.
PLANTED = ("ZZ99 9QX", "12 Canary Street", "Canaryforename Canaryname", "K999888777666", "2013-02-17")
LABELLED = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns.values()
    if column.label and column.type == "text"
]


def plant(source_url: str) -> None:
    """Write something of a child into every free text that may become a group, in one row of three."""
    with psycopg.connect(source_url.replace("+psycopg", ""), autocommit=True) as source:
        for table, column in LABELLED:
            cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(PLANTED))
            source.execute(
                f"UPDATE cms.{table} AS t SET {column} = CASE n.n {cases} ELSE {column} END"
                f" FROM (SELECT ctid AS at, row_number() OVER () % 15 AS n FROM cms.{table}) AS n WHERE t.ctid = n.at"
            )


def mark(source_url: str, person: str) -> None:
    """Mark a person's record, and add a second of the same child that is faulty, so that rules and messages meet it."""
    with psycopg.connect(source_url.replace("+psycopg", ""), autocommit=True) as source:
        source.execute(
            "UPDATE cms.person SET surname = 'Canaryname', forename = 'Canaryforename', birth_date = '2013-02-17',"
            " postcode = 'ZZ99 9QX', upn = 'K999888777666', uln = '9998887776' WHERE person_id = %s",
            [person],
        )
        columns = [
            c
            for (c,) in source.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_schema = 'cms' AND table_name = 'person'"
            )
            if c not in ("person_id", "ethnicity")
        ]
        listed = ", ".join(columns)
        source.execute(
            f"INSERT INTO cms.person (person_id, ethnicity, {listed})"
            f" SELECT 'marked-twice', '????', {listed} FROM cms.person WHERE person_id = %s",
            [person],
        )


def found_in(text: bytes | str) -> list[str]:
    """Which of the marks a text holds."""
    body = (text.encode() if isinstance(text, str) else text).lower()
    return [mark for mark in (*MARKS, *BORN) if mark.lower().encode() in body]
