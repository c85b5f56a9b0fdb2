"""a range of a count has no denominator."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """a range of a count has no denominator."""
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
        "lowest",
        existing_type=sa.NUMERIC(),
        comment="The figure if none of them met the measure, or for a count belonged to it",
        existing_comment="The figure if none of them met the measure",
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
