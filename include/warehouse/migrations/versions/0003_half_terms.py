"""Half-terms in two bases, publications and what has moved since."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


REFUSE = """
    CREATE FUNCTION marts.refuse_to_change_what_was_published() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'what was published is never changed: publish again instead';
    END $$
"""


def upgrade() -> None:
    """Half-terms in two bases, publications and what has moved since."""
    op.create_table(
        "case_movement",
        sa.Column(
            "authority", sa.Text(), autoincrement=False, nullable=False, comment="Short name of the authority"
        ),
        sa.Column(
            "report_key",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Half-term and number of its publication",
        ),
        sa.Column("period_key", sa.Text(), autoincrement=False, nullable=False, comment="Half-term"),
        sa.Column("measure_id", sa.Text(), autoincrement=False, nullable=False, comment="Measure"),
        sa.Column(
            "row_key", sa.Text(), autoincrement=False, nullable=False, comment="Key of the row of the fact"
        ),
        sa.Column(
            "case_key", sa.Text(), autoincrement=False, nullable=False, comment="Keyed hash of the case"
        ),
        sa.Column(
            "movement",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="entered, left, numerator_gained or numerator_lost",
        ),
        sa.Column(
            "reason",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="late_recording, corrected_date, corrected_record, reopened, withdrawn, moved_away, record_removed or definition_changed",
        ),
        sa.Column(
            "extract_date",
            sa.Date(),
            autoincrement=False,
            nullable=False,
            comment="Extract that shows the movement",
        ),
        sa.Column(
            "load_run_id", sa.Text(), autoincrement=False, nullable=False, comment="Load that found it"
        ),
        sa.PrimaryKeyConstraint(
            "authority", "report_key", "measure_id", "row_key", name=op.f("case_movement_pkey")
        ),
        schema="marts",
        comment="Cases that moved a figure since it was reported. Grain: one row for each case that was counted then and is not now, or the other way round.",
    )
    op.create_table(
        "reported_case",
        sa.Column(
            "authority", sa.Text(), autoincrement=False, nullable=False, comment="Short name of the authority"
        ),
        sa.Column(
            "report_key",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Half-term and number of its publication",
        ),
        sa.Column("measure_id", sa.Text(), autoincrement=False, nullable=False, comment="Measure"),
        sa.Column(
            "row_key",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Key of the row of the fact that was counted",
        ),
        sa.Column(
            "case_key", sa.Text(), autoincrement=False, nullable=False, comment="Keyed hash of the case"
        ),
        sa.Column(
            "person_key",
            sa.Text(),
            autoincrement=False,
            nullable=True,
            comment="Keyed hash of the person; null where the record names nobody",
        ),
        sa.Column(
            "counted_on",
            sa.Date(),
            autoincrement=False,
            nullable=False,
            comment="Day that placed it in the period",
        ),
        sa.Column(
            "started_on",
            sa.Date(),
            autoincrement=False,
            nullable=True,
            comment="First day that it is measured from, where there is one",
        ),
        sa.Column(
            "ended_on",
            sa.Date(),
            autoincrement=False,
            nullable=True,
            comment="Last day that it is measured to, where there is one",
        ),
        sa.Column(
            "in_numerator",
            sa.Boolean(),
            autoincrement=False,
            nullable=False,
            comment="Counted in the numerator",
        ),
        sa.PrimaryKeyConstraint(
            "authority", "report_key", "measure_id", "row_key", name=op.f("reported_case_pkey")
        ),
        schema="marts",
        comment="Cases behind the figures as reported. Grain: one row for each case counted in a half-term's total, frozen with it; never changed.",
    )
    # Figures that are there already were computed under the first version of every definition.
    op.add_column(
        "measure_value",
        sa.Column(
            "definition_version",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            server_default="1",
            comment="Version of the measure's definition that it was computed under",
        ),
        schema="marts",
    )
    op.alter_column("measure_value", "definition_version", server_default=None, schema="marts")
    op.add_column(
        "reported_figure",
        sa.Column(
            "period_start",
            sa.Date(),
            nullable=False,
            comment="First day of the period as it was reported",
        ),
        schema="marts",
    )
    op.add_column(
        "reported_figure",
        sa.Column(
            "period_end",
            sa.Date(),
            autoincrement=False,
            nullable=False,
            comment="Last day of the period as it was reported",
        ),
        schema="marts",
    )
    op.add_column(
        "reported_figure",
        sa.Column(
            "as_at",
            sa.Date(),
            autoincrement=False,
            nullable=False,
            comment="Events after this day were unknown",
        ),
        schema="marts",
    )
    op.add_column(
        "reported_figure",
        sa.Column(
            "definition_version",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Version of the measure's definition",
        ),
        schema="marts",
    )
    op.add_column(
        "reported_figure",
        sa.Column(
            "extract_date",
            sa.Date(),
            autoincrement=False,
            nullable=False,
            comment="Extract that it was computed from",
        ),
        schema="marts",
    )
    op.alter_column(
        "reported_figure",
        "report_key",
        existing_type=sa.TEXT(),
        comment="Half-term and number of its publication, such as 2025-26-autumn-1.1",
        existing_comment="Published report",
        existing_nullable=False,
        schema="marts",
    )
    op.alter_column(
        "reported_figure",
        "basis",
        existing_type=sa.TEXT(),
        comment="as_recorded, or restated when no extract of that time was kept",
        existing_comment="Basis of the figure",
        existing_nullable=False,
        schema="marts",
    )
    op.create_table_comment(
        "reported_figure",
        "Figures as reported. Grain: one row for each figure frozen when a half-term was published; never changed.",
        existing_comment="Figures as reported. Grain: one row for each figure frozen when a report was published.",
        schema="marts",
    )
    op.execute(REFUSE)
    for table in ("reported_figure", "reported_case"):
        op.execute(
            f"CREATE TRIGGER stays_as_published BEFORE UPDATE OR DELETE OR TRUNCATE ON marts.{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION marts.refuse_to_change_what_was_published()"
        )
