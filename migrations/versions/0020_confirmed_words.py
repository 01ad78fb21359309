"""Words of quotes that can lead to a person and that somebody lets stay.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "leak_confirmation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("coding_id", BIG, nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_leak_confirmation_coding_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_leak_confirmation_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leak_confirmation")),
    )
    op.create_index(op.f("ix_leak_confirmation_coding_id"), "leak_confirmation", ["coding_id"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("leak_confirmation")
    create_triggers(op.get_bind())
