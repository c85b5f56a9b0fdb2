"""After a change to the model or a view: `python -m include.warehouse.revise "why"`.

As long as nothing is released (`schema.RELEASED`) it writes `0001_first_release.sql` anew from the model. After that it
writes, on a throw-away server, the migration that brings tables up to the model (none when they are): read it before
committing it, for a renamed column looks like one dropped and one added. Either way it writes the data dictionary and
the contracts of what report authors rely on again: columns as CSV, and all that a role can read as Open Data Contract.
The copy of that which the next release is compared with (`promises.py`) is written as long as nothing is released.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from include.warehouse import roles, schema
from include.warehouse.dictionary import CONTRACT, DICTIONARY, contract, write_data_dictionary
from include.warehouse.embedded import embedded_url, stop
from include.warehouse.load import Warehouse
from include.warehouse.metadata import METADATA
from include.warehouse.odcs import ODCS, write_odcs
from include.warehouse.promises import RELEASED

FIRST_RELEASE = schema.MIGRATIONS / "versions/0001_first_release.sql"


def first_release() -> str:
    """SQL that makes schemas, roles and tables in an empty database. Equal models give equal text."""
    statements = [*roles.foundation()]

    def note(statement: sa.schema.ExecutableDDLElement, *_: object) -> None:
        statements.append(str(statement.compile(dialect=engine.dialect)).strip())

    engine = sa.create_mock_engine("postgresql+psycopg://", note)
    METADATA.create_all(engine, checkfirst=False)
    sql = ";\n\n".join(statements) + ";\n"
    lock = "CREATE TABLE ops.load_lock"  # a migration that took its turn has made it
    return sql.replace(lock, lock.replace("TABLE", "TABLE IF NOT EXISTS"))


def revise(why: str) -> None:
    """Write the first release or the next revision, if one is needed, and the two generated documents."""
    if not schema.RELEASED:
        FIRST_RELEASE.write_text(first_release(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(embedded_url(Path(folder)))
        try:
            with warehouse.engine.begin() as connection:
                schema.upgrade_tables(connection)
                if compare_metadata(MigrationContext.configure(connection, opts=schema.COMPARING), METADATA):
                    number = f"{len(list(schema.scripts().walk_revisions())) + 1:04}"
                    command.revision(schema.config(connection), why, autogenerate=True, rev_id=number)
            schema.scripts.cache_clear()
            warehouse.migrate()
            with warehouse.engine.connect() as connection:
                contract(connection).to_csv(CONTRACT, index=False, lineterminator="\n")
        finally:
            stop(Path(folder))
    write_data_dictionary(DICTIONARY)
    write_odcs()
    if not schema.RELEASED:
        RELEASED.write_text(ODCS.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("why", help="why the tables change: name of the migration, once there is a release")
    revise(parser.parse_args().why)
