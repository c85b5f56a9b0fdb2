"""Alembic's entry. It runs in the transaction of the connection that `include.warehouse.schema` gives it."""

from alembic import context

from include.warehouse.metadata import METADATA
from include.warehouse.schema import COMPARING

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    **COMPARING,
)
with context.begin_transaction():
    context.run_migrations()
