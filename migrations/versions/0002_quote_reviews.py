"""Recorded disclosure reviews of quotes.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "quote_review",
        sa.Column("id", BIG, nullable=False),
        sa.Column("coding_id", BIG, nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("verdict", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('publish', 'withhold')", name=op.f("ck_quote_review_verdict_known")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_quote_review_coder_id")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_quote_review_coding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_review")),
    )
    with op.batch_alter_table("quote_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_review_coding_id"), ["coding_id"], unique=False)
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    with op.batch_alter_table("quote_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quote_review_coding_id"))
    op.drop_table("quote_review")
    create_triggers(op.get_bind())
