"""columns that cannot be relied on: which figures they cost; needs of one rank are a fault, not one record."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add `dq.not_reliable`, and the kind of need to the key of `restricted.sen_need`."""
    op.create_table(
        "not_reliable",
        sa.Column("authority", sa.Text(), nullable=False, comment="Short name of the authority"),
        sa.Column("extract_date", sa.Date(), nullable=False, comment="Extract"),
        sa.Column(
            "measure_id",
            sa.Text(),
            nullable=False,
            comment="Measure, or limit:<limit_id> for what is told of the clocks of a limit",
        ),
        sa.Column(
            "dimension",
            sa.Text(),
            nullable=False,
            comment="Breakdown that is not reliable; all for the measure as a whole",
        ),
        sa.Column(
            "because",
            sa.Text(),
            nullable=False,
            comment="What is wrong with which columns, in plain words",
        ),
        sa.Column("load_run_id", sa.Text(), nullable=False, comment="Run"),
        sa.PrimaryKeyConstraint(
            "authority", "extract_date", "measure_id", "dimension", name=op.f("not_reliable_pkey")
        ),
        schema="dq",
        comment="Figures that rest on columns which cannot be relied on. Grain: one row for each measure or breakdown"
        " and extract; such figures are not published.",
    )
    op.alter_column(
        "validation_result",
        "policy",
        existing_type=sa.TEXT(),
        comment="stop, drop_row, blank_value, flag or not_reliable (measures that depend on the column are not"
        " published)",
        existing_comment="stop, drop_row, blank_value or flag",
        existing_nullable=False,
        schema="dq",
    )
    op.alter_column(
        "measure_value",
        "status",
        existing_type=sa.TEXT(),
        comment="ok, no_cases, not_collected, not_due or not_reliable (it rests on records that cannot be relied on:"
        " no numerator, denominator or value)",
        existing_comment="ok, no_cases, not_collected or not_due",
        existing_nullable=False,
        schema="marts",
    )
    # Whatever writes a figure, one that is not reliable cannot be read as a good one.
    for table in ("measure_value", "reported_figure"):
        op.create_check_constraint(
            f"{table}_not_reliable_has_no_figure",
            table,
            "status <> 'not_reliable' OR (numerator IS NULL AND denominator IS NULL AND value IS NULL)",
            schema="marts",
        )
    op.alter_column(
        "survey",
        "question",
        existing_type=sa.TEXT(),
        comment="Question, by what it asks about",
        existing_comment="Short name of the question",
        existing_nullable=False,
        schema="restricted",
    )
    op.drop_constraint("sen_need_pkey", "sen_need", schema="restricted")
    op.create_primary_key(
        "sen_need_pkey",
        "sen_need",
        ["authority", "active_plan_id", "sen_type_rank", "sen_type"],
        schema="restricted",
    )
