"""The SEN2 return's results, readiness and reconciliation."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """The SEN2 return's results, readiness and reconciliation."""
    # Made by `revise` from the model.
    op.create_table(
        "sen2_finding",
        sa.Column(
            "authority", sa.Text(), autoincrement=False, nullable=False, comment="Short name of the authority"
        ),
        sa.Column(
            "return_year",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Year of the January census",
        ),
        sa.Column("extract_date", sa.Date(), autoincrement=False, nullable=False, comment="Extract"),
        sa.Column("rule", sa.Text(), autoincrement=False, nullable=False, comment="Number of the rule"),
        sa.Column("module", sa.Text(), autoincrement=False, nullable=False, comment="Module of the return"),
        sa.Column(
            "record_key",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Keyed hash of the record's own identifier; whole_return for a finding about all of it",
        ),
        sa.Column("level", sa.Text(), autoincrement=False, nullable=False, comment="error or query"),
        sa.Column(
            "team",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Team that holds the case; not allocated when none",
        ),
        sa.Column(
            "caseworker",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Identifier of the caseworker; not allocated when none",
        ),
        sa.Column(
            "is_explained",
            sa.Boolean(),
            autoincrement=False,
            nullable=False,
            comment="An explanation is on file",
        ),
        sa.Column("load_run_id", sa.Text(), autoincrement=False, nullable=False, comment="Run"),
        sa.PrimaryKeyConstraint(
            "authority",
            "return_year",
            "extract_date",
            "rule",
            "module",
            "record_key",
            name=op.f("sen2_finding_pkey"),
        ),
        schema="dq",
        comment="Records that break a rule of the SEN2 return. Grain: one row for each rule, module and record, return year and extract.",
    )
    op.create_table(
        "sen2_readiness",
        sa.Column(
            "authority", sa.Text(), autoincrement=False, nullable=False, comment="Short name of the authority"
        ),
        sa.Column(
            "return_year",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Year of the January census",
        ),
        sa.Column("extract_date", sa.Date(), autoincrement=False, nullable=False, comment="Extract"),
        sa.Column(
            "module",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Module of the return; all for all of them",
        ),
        sa.Column(
            "team", sa.Text(), autoincrement=False, nullable=False, comment="Team; all for all of them"
        ),
        sa.Column(
            "records", sa.BigInteger(), autoincrement=False, nullable=False, comment="Records in the return"
        ),
        sa.Column(
            "ready",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Of those, that break no error rule",
        ),
        sa.Column("percent_ready", sa.Numeric(), autoincrement=False, nullable=True, comment="Share ready"),
        sa.Column("load_run_id", sa.Text(), autoincrement=False, nullable=False, comment="Run"),
        sa.PrimaryKeyConstraint(
            "authority", "return_year", "extract_date", "module", "team", name=op.f("sen2_readiness_pkey")
        ),
        schema="dq",
        comment="How ready the SEN2 return is. Grain: one row for each module and team, return year and extract.",
    )
    op.create_table(
        "sen2_reconciliation",
        sa.Column(
            "authority", sa.Text(), autoincrement=False, nullable=False, comment="Short name of the authority"
        ),
        sa.Column(
            "return_year",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Year of the January census",
        ),
        sa.Column("extract_date", sa.Date(), autoincrement=False, nullable=False, comment="Extract"),
        sa.Column("figure", sa.Text(), autoincrement=False, nullable=False, comment="What is counted"),
        sa.Column("measure_id", sa.Text(), autoincrement=False, nullable=False, comment="Measure"),
        sa.Column(
            "side",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="numerator or denominator of the measure",
        ),
        sa.Column(
            "in_return",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Count from the records of the return",
        ),
        sa.Column(
            "in_measures",
            sa.BigInteger(),
            autoincrement=False,
            nullable=True,
            comment="Count of the measure for the calendar year; null when it is not collected",
        ),
        sa.Column(
            "difference", sa.BigInteger(), autoincrement=False, nullable=True, comment="Return less measure"
        ),
        sa.Column(
            "explained",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Part of the difference that named rules account for",
        ),
        sa.Column(
            "because",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="The rules, with how many cases each accounts for",
        ),
        sa.Column("load_run_id", sa.Text(), autoincrement=False, nullable=False, comment="Run"),
        sa.PrimaryKeyConstraint(
            "authority",
            "return_year",
            "extract_date",
            "figure",
            "side",
            name=op.f("sen2_reconciliation_pkey"),
        ),
        schema="dq",
        comment="Figures of the return beside those of the measures. Grain: one row for each figure and side, return year and extract.",
    )
    op.create_table(
        "sen2_result",
        sa.Column(
            "authority", sa.Text(), autoincrement=False, nullable=False, comment="Short name of the authority"
        ),
        sa.Column(
            "return_year",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Year of the January census",
        ),
        sa.Column("extract_date", sa.Date(), autoincrement=False, nullable=False, comment="Extract"),
        sa.Column(
            "rule",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="Number of the rule; ours, until matched with DfE's",
        ),
        sa.Column(
            "dfe_rule",
            sa.Text(),
            autoincrement=False,
            nullable=True,
            comment="DfE's number, where the match was confirmed",
        ),
        sa.Column(
            "level",
            sa.Text(),
            autoincrement=False,
            nullable=False,
            comment="error (the return cannot be sent) or query (it can, with an explanation)",
        ),
        sa.Column("module", sa.Text(), autoincrement=False, nullable=False, comment="Module of the return"),
        sa.Column("fields", sa.Text(), autoincrement=False, nullable=True, comment="Fields"),
        sa.Column(
            "message", sa.Text(), autoincrement=False, nullable=False, comment="What is wrong, in plain words"
        ),
        sa.Column("action", sa.Text(), autoincrement=False, nullable=True, comment="What to do"),
        sa.Column(
            "records", sa.BigInteger(), autoincrement=False, nullable=False, comment="Records that break it"
        ),
        sa.Column(
            "explained",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Of those, with an explanation on file",
        ),
        sa.Column("load_run_id", sa.Text(), autoincrement=False, nullable=False, comment="Run"),
        sa.PrimaryKeyConstraint(
            "authority", "return_year", "extract_date", "rule", "module", name=op.f("sen2_result_pkey")
        ),
        schema="dq",
        comment="Rules of the SEN2 return. Grain: one row for each rule and module that some record breaks, return year and extract.",
    )
    # ### end Alembic commands ###
