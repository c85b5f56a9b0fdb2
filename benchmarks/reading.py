"""How long a council's reader waits for each view of `bi` in a warehouse of many councils, beside one of its own alone.

    python -m benchmarks.reading            # 40 councils; `python -m benchmarks.reading 153` for England: 8 GB, an hour
    python -m benchmarks.reading 40 FOLDER  # keeps the server in FOLDER, and takes what an earlier run left there

One SYNTHETIC council is loaded as a night loads it; the others are its rows under other names. A reader of one council
reads every view whole; so does one of all councils who asks for one (`WHERE authority = …`), as report tools do. What
is measured is the processor time of the server's process, planning included, the least of several: on a machine that
others use too it is the only time that tells anything. That of the reader of one council must stay below twice that of
the council alone; below `FLOOR` a view is quick whatever the ratio.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import sqlalchemy as sa

from benchmarks.record import record
from include import synthetic
from include.transforms import Catalogue
from include.warehouse import Warehouse, embedded_url, stop
from include.warehouse.views import VIEWS
from tests.integration.conftest import load_council
from tests.many import multiply

COUNCIL, AS_AT = "county", date(2026, 3, 14)
ALONE, MANY = "alone", "many"
READER, HUB = "reader_of_one", "reader_of_all"
REPEATS = 3
AT_MOST = 2.0
# Seconds of processor time in which nobody waits for anything.
FLOOR = 0.010


def main() -> int:
    """Print the ratio of each view, the worst first; 1 when one of them is above the limit."""
    councils = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with ExitStack() as kept:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else kept.enter_context(tempfile.TemporaryDirectory()))
        if len(sys.argv) < 3:
            kept.callback(stop, folder)
        urls = _made(folder, councils)
        seconds = dict(_measured(urls))
    ratios, limits = {}, {}
    for who in (READER, HUB):
        for view in VIEWS:
            alone, many = seconds[ALONE, READER, view], seconds[MANY, who, view]
            name = f"{view}, {who.replace('_', ' ')}"
            ratios[name] = many / max(alone, FLOOR / AT_MOST)
            if who == READER:
                limits[name] = AT_MOST
    told = {
        f"{view}: {where}, {who.replace('_', ' ')}": round(1000 * s, 1)
        for (where, who, view), s in seconds.items()
    }
    ordered = dict(sorted(ratios.items(), key=lambda item: -item[1]))
    kept_within = record(
        "reading", ordered, at_most=limits, seen={"councils": councils, "milliseconds of the server": told}
    )
    return 0 if kept_within else 1


def _made(folder: Path, councils: int) -> dict[str, str]:
    """URLs of the two warehouses, made where they are not there."""
    urls = {ALONE: embedded_url(folder, ALONE)}
    store = Warehouse(urls[ALONE])
    store.migrate()
    if store.loaded(COUNCIL) is None:
        made = synthetic.generate("857", 2023, AS_AT, seed=4).tables
        load_council(store, COUNCIL, made, Catalogue.load())
        _analyse(store)
    store.engine.dispose()
    urls[MANY] = urls[ALONE].replace(f"/{ALONE}", f"/{MANY}")
    with psycopg.connect(_plain(embedded_url(folder, "postgres")), autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MANY]).fetchone()
        if not there:
            server.execute(f"CREATE DATABASE {MANY} TEMPLATE {ALONE}")
    many = Warehouse(urls[MANY])
    if not there:
        # A setting of the database is not copied with it.
        with many.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {MANY} SET random_page_cost = 1.1")
        with many.engine.begin() as connection:
            multiply(connection, COUNCIL, [f"copy_{number:03}" for number in range(1, councils)])
        _analyse(many)
    for url in urls.values():
        owner = Warehouse(url)
        for name in (READER, HUB):
            owner.logins.remove(name)
            with owner.engine.begin() as connection:
                connection.exec_driver_sql(f"DROP ROLE IF EXISTS {name}")
    _log_in(urls)
    return urls


def _log_in(urls: dict[str, str]) -> None:
    # A login belongs to the server, and what it sees to each warehouse.
    until = datetime.now(UTC) + timedelta(days=1)
    alone, many = Warehouse(urls[ALONE]), Warehouse(urls[MANY])
    many.logins.add(READER, "bi", [COUNCIL], until)
    many.logins.add(HUB, "bi", [], until)
    rows = many.query("SELECT * FROM ops.reader")
    rows.to_sql("reader", alone.engine, schema="ops", if_exists="append", index=False)


def _analyse(store: Warehouse) -> None:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def _measured(urls: dict[str, str]) -> Iterator[tuple[tuple[str, str, str], float]]:
    with (
        _session(urls[ALONE], READER) as alone,
        _session(urls[MANY], READER) as one,
        _session(urls[MANY], HUB) as hub,
    ):
        for view in VIEWS:
            whole = f"SELECT * FROM bi.{view}"  # noqa: S608 - a name of ours
            asked = f"{whole} WHERE authority = '{COUNCIL}'" if "authority" in VIEWS[view].columns else whole
            for where, who, read, query in (
                (ALONE, READER, alone, whole),
                (MANY, READER, one, whole),
                (MANY, HUB, hub, asked),
            ):
                yield (where, who, view), min(read(query) for _ in range(REPEATS))


@contextmanager
def _session(url: str, user: str) -> Iterator[Callable[[str], float]]:
    """`read(query)`: seconds of processor time that the server's process took for it."""
    with psycopg.connect(_plain(url).replace("postgres@", f"{user}@"), autocommit=True) as connection:
        # What other processes of the server do for it would not be counted.
        connection.execute("SET max_parallel_workers_per_gather = 0")
        used = Path(f"/proc/{connection.info.backend_pid}/schedstat")

        def read(query: str) -> float:
            before = int(used.read_text().split()[0])
            with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as rows:
                for _ in rows:
                    pass
            return (int(used.read_text().split()[0]) - before) / 1e9

        yield read


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


if __name__ == "__main__":
    sys.exit(main())
