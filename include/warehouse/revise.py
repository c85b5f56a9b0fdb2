"""After a change to the model or a view: `python -m include.warehouse.revise "why"`.

On a throw-away server it writes the migration that brings tables up to the model (none when they are), and
then the data dictionary and the contract of what report authors rely on. Read the migration before committing
it: a renamed column looks like one dropped and one added.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from include.warehouse import schema
from include.warehouse.dictionary import CONTRACT, DICTIONARY, contract, write_data_dictionary
from include.warehouse.embedded import embedded_url, stop
from include.warehouse.load import Warehouse
from include.warehouse.metadata import METADATA


def revise(why: str) -> None:
    """Write the next revision, if one is needed, and the two generated documents."""
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


if __name__ == "__main__":
    revise(" ".join(sys.argv[1:]) or sys.exit(str(__doc__)))
