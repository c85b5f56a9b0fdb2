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
            autoincrement=False,
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
        autoincrement=False,
        schema="marts",
    )
    op.alter_column(
        "fact_clock",
        "clock_status",
        existing_type=sa.TEXT(),
        comment="in_time, late, ended (no limit), open, open_overdue, closed (stopped on or before the due date), missed (stopped after it, or overtaken by a later review) or unusable (dates missing or reversed)",
        existing_comment="in_time, late, ended (no limit), open, open_overdue, closed or unusable (dates missing or reversed)",
        existing_nullable=False,
        autoincrement=False,
        schema="marts",
    )
    op.alter_column(
        "fact_clock",
        "team",
        existing_type=sa.TEXT(),
        comment="Team of the caseworker who held the case on the day it ended or stopped, else the as-at day; not_allocated when none",
        existing_comment="Team of the caseworker who held the case on the day counted; not_allocated when none",
        existing_nullable=False,
        autoincrement=False,
        schema="marts",
    )
    # ### end Alembic commands ###
