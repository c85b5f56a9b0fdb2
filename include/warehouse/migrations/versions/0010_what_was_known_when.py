"""what was known when."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """what was known when."""
    # Made by `revise` from the model.
    op.add_column(
        "validation_run",
        sa.Column(
            "rows_later",
            sa.BigInteger(),
            autoincrement=False,
            nullable=True,
            comment="Rows about days after the extract's, not yet known on it and left out; null where that was not noted",
        ),
        schema="dq",
    )
    op.add_column(
        "validation_run",
        sa.Column(
            "values_later",
            sa.BigInteger(),
            autoincrement=False,
            nullable=True,
            comment="Dates after the extract's in other rows, left out with what they tell",
        ),
        schema="dq",
    )
    op.add_column(
        "validation_run",
        sa.Column(
            "read_ended_at",
            sa.DateTime(timezone=True),
            autoincrement=False,
            nullable=True,
            comment="When the reading of its rows ended; null where that was not noted",
        ),
        schema="dq",
    )
    op.add_column(
        "validation_run",
        sa.Column(
            "shows_day", sa.Date(), autoincrement=False, nullable=True, comment="Day whose end the rows show"
        ),
        schema="dq",
    )
    op.add_column(
        "validation_run",
        sa.Column(
            "is_late",
            sa.Boolean(),
            autoincrement=False,
            nullable=True,
            comment="The source did not show the end of the extract date any more, so no figure of it is as_recorded",
        ),
        schema="dq",
    )
    op.add_column(
        "load_run",
        sa.Column(
            "read_began_at",
            sa.DateTime(timezone=True),
            autoincrement=False,
            nullable=True,
            comment="When the reading of its rows began; null where that was not noted",
        ),
        schema="ops",
    )
    op.add_column(
        "load_run",
        sa.Column(
            "read_ended_at",
            sa.DateTime(timezone=True),
            autoincrement=False,
            nullable=True,
            comment="When the reading of its rows ended",
        ),
        schema="ops",
    )
    op.add_column(
        "load_run",
        sa.Column(
            "shows_day",
            sa.Date(),
            autoincrement=False,
            nullable=True,
            comment="Day whose end the rows show: before the extract date when the newest export was older",
        ),
        schema="ops",
    )
    op.add_column(
        "load_run",
        sa.Column(
            "is_late",
            sa.Boolean(),
            autoincrement=False,
            nullable=True,
            comment="The source did not show the end of the extract date any more, so no figure of it is as_recorded; null where that was not noted",
        ),
        schema="ops",
    )
