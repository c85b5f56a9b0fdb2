"""ranges of every kind of figure."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """ranges of every kind of figure."""
    # Made by `revise` from the model.
    op.alter_column(
        "measure_range",
        "denominator",
        existing_type=sa.NUMERIC(),
        nullable=True,
        comment="Denominator as counted; null for a count",
        existing_comment="Denominator as counted",
        schema="dq",
    )
    op.alter_column(
        "measure_range",
        "cases_in_doubt",
        existing_type=sa.BIGINT(),
        comment="Cases that faults may have counted wrongly or kept out of the figure",
        existing_comment="Cases that faults keep out of the figure and that could belong to it",
        existing_nullable=False,
        schema="dq",
    )
    op.alter_column(
        "measure_range",
        "lowest",
        existing_type=sa.NUMERIC(),
        comment="The least that the figure can be, whatever they are",
        existing_comment="The figure if none of them met the measure",
        existing_nullable=True,
        schema="dq",
    )
    op.alter_column(
        "measure_range",
        "highest",
        existing_type=sa.NUMERIC(),
        comment="The most that it can be; null where nothing can be said",
        existing_comment="The figure if all of them did",
        existing_nullable=True,
        schema="dq",
    )
    op.create_table_comment(
        "measure_range",
        "How far faults could move a figure. Grain: one row for each figure that can be bounded, latest period of "
        "its type that has ended, and extract.",
        existing_comment="How far faults could move a figure. Grain: one row for each rate, latest period of its type "
        "that has ended, and extract.",
        schema="dq",
    )
