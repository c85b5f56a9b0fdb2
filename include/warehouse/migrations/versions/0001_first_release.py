"""The first release: schemas, roles and tables, as the SQL file beside this one makes them.

That file is written from the model by `python -m include.warehouse.revise` as long as nothing is released. Its checksum
is part of the revision's name, so that a database made by another draft is known for one.
"""

import hashlib
from pathlib import Path

from alembic import op

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")

revision = f"0001_{hashlib.sha256(SQL.encode()).hexdigest()[:12]}"
down_revision = None


def upgrade() -> None:
    """All statements in one trip to the server."""
    op.get_bind().exec_driver_sql(SQL, execution_options={"no_parameters": True})  # a % is a %
