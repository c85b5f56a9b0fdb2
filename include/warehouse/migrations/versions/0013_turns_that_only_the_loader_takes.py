"""Turns that only the loader takes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """The table is there already where a migration has taken its turn; a bare upgrade makes it here."""
    op.create_table(
        "load_lock",
        sa.Column(
            "lock_name",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="What: the schema, an authority's load, tables shared by all",
        ),
        sa.PrimaryKeyConstraint("lock_name", name=op.f("load_lock_pkey")),
        schema="ops",
        comment="Turn. Grain: one row for each thing that sessions take turns at; whoever holds its lock has the turn.",
        if_not_exists=True,
    )
    op.execute(
        "COMMENT ON TABLE ops.load_lock IS 'Turn. Grain: one row for each thing that sessions take turns at; "
        "whoever holds its lock has the turn.'"
    )
    op.execute(
        "COMMENT ON COLUMN ops.load_lock.lock_name IS "
        "'What: the schema, an authority''s load, tables shared by all'"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ops.load_lock TO send_loader")
