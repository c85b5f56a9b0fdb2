"""groups of the due day."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """groups of the due day."""
    # The clocks of the night before do not know these groups; the next load writes them all anew.
    for name, comment in (
        ("due_team", "Team on the due date; on the as-at day while that is to come"),
        ("due_caseworker", "Caseworker on the due date; on the as-at day while that is to come"),
        ("due_age_band", "Age band on the due date"),
        ("due_setting", "Kind of setting on the due date"),
        ("due_school_phase", "Phase of education on the due date"),
    ):
        column = sa.Column(
            name,
            sa.Text(),
            nullable=False,
            comment=comment,
            server_default="not_recorded",
        )
        op.add_column("fact_clock", column, schema="marts")
        op.alter_column("fact_clock", name, server_default=None, schema="marts")
    # Made by `revise` from the model.
    op.alter_column(
        "fact_clock",
        "closed_date",
        existing_type=sa.DATE(),
        comment="Day an unfinished case stopped (withdrawn, moved away, plan ceased) or was overtaken by a later review",
        existing_comment="Day an unfinished case stopped counting (withdrawn or moved away)",
        existing_nullable=True,
        schema="marts",
    )
    op.alter_column(
        "fact_clock",
        "clock_status",
        existing_type=sa.TEXT(),
        comment="in_time, late, ended (no limit), open, open_overdue, closed (stopped on or before the due date), missed (stopped after it, or overtaken by a later review) or unusable (dates missing or reversed)",
        existing_comment="in_time, late, ended (no limit), open, open_overdue, closed or unusable (dates missing or reversed)",
        existing_nullable=False,
        schema="marts",
    )
    op.alter_column(
        "fact_clock",
        "team",
        existing_type=sa.TEXT(),
        comment="Team of the caseworker who held the case on the day it ended or stopped, else the as-at day; not_allocated when none",
        existing_comment="Team of the caseworker who held the case on the day counted; not_allocated when none",
        existing_nullable=False,
        schema="marts",
    )
    op.alter_column(
        "fact_clock",
        "caseworker",
        existing_type=sa.TEXT(),
        comment="Identifier of the caseworker who held the case on the day it ended or stopped, else the as-at day; not_allocated when none",
        existing_comment="Identifier of the caseworker who held the case on the day counted; not_allocated when none",
        existing_nullable=False,
        schema="marts",
    )
    op.alter_column(
        "fact_clock",
        "age_band",
        existing_type=sa.TEXT(),
        comment="Age at 31 August before the academic year of that day, in DfE's bands (under_5, 5_10, 11_15, 16_19, 20_25)",
        existing_comment="Age at 31 August before the academic year of the day counted, in DfE's bands (under_5, 5_10, 11_15, 16_19, 20_25)",
        existing_nullable=False,
        schema="marts",
    )
    op.alter_column(
        "fact_clock",
        "setting",
        existing_type=sa.TEXT(),
        comment="Kind of setting of the primary placement on that day",
        existing_comment="Kind of setting of the primary placement on the day counted",
        existing_nullable=False,
        schema="marts",
    )
    # ### end Alembic commands ###
