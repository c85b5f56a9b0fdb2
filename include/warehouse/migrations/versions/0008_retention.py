"""what retention deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """what retention deleted."""
    # Made by `revise` from the model.
    op.create_table(
        "deletion",
        sa.Column(
            "authority", sa.Text(), autoincrement=False, nullable=False, comment="Short name of the authority"
        ),
        sa.Column("path", sa.Text(), autoincrement=False, nullable=False, comment="Folder in the lake"),
        sa.Column(
            "because", sa.Text(), autoincrement=False, nullable=False, comment="The policy that it fell under"
        ),
        sa.Column(
            "deleted_at", sa.DateTime(timezone=True), autoincrement=False, nullable=False, comment="When"
        ),
        sa.PrimaryKeyConstraint("authority", "path", name=op.f("deletion_pkey")),
        schema="ops",
        comment="What retention deleted. Grain: one row for each folder of the lake that was deleted because its time was over.",
    )
    # ### end Alembic commands ###
