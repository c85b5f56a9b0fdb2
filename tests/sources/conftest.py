"""A case-management database that fits the case model."""

import pytest
import sqlalchemy as sa

from include.model import TABLES


@pytest.fixture
def database(postgres_url: str) -> sa.Engine:
    """A database whose schema `cms` holds every required case table, all text and empty."""
    engine = sa.create_engine(postgres_url, poolclass=sa.NullPool)
    metadata = sa.MetaData(schema="cms")
    for table in TABLES.values():
        if not table.optional:
            sa.Table(table.name, metadata, *(sa.Column(name, sa.Text) for name in table.columns))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE SCHEMA cms"))
        metadata.create_all(connection)
    return engine
