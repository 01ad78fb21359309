"""What respondents said of their own quotes.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "member_check",
        sa.Column("id", BIG, nullable=False),
        sa.Column("respondent_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=200), nullable=False),
        sa.Column("checked_on", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('agreed', 'adjusted', 'withdrawn')", name=op.f("ck_member_check_state_known")),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondent.id"], name=op.f("fk_member_check_respondent_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_member_check_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_check")),
    )
    op.create_index(op.f("ix_member_check_respondent_id"), "member_check", ["respondent_id"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("member_check")
    create_triggers(op.get_bind())
