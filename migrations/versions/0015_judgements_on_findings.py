"""What people judged of the confidence in findings.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COMPONENTS = ("methods", "coherence", "adequacy", "relevance", "confidence")
CONCERNS = ("no_concerns", "minor_concerns", "moderate_concerns", "serious_concerns")
CONFIDENCES = ("high", "moderate", "low", "very_low")


def _listed(values):
    return ", ".join(f"'{value}'" for value in values)


def upgrade():
    op.create_table(
        "finding_judgement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_key", sa.String(length=200), nullable=False),
        sa.Column("component", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=200), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"component IN ({_listed(COMPONENTS)})", name=op.f("ck_finding_judgement_component_known")),
        sa.CheckConstraint(
            f"level IN ({_listed(CONCERNS + CONFIDENCES)})", name=op.f("ck_finding_judgement_level_known")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_finding_judgement_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_judgement")),
    )
    op.create_index(op.f("ix_finding_judgement_claim_key"), "finding_judgement", ["claim_key"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("finding_judgement")
    create_triggers(op.get_bind())
