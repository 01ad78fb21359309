"""Quotes chosen for sections of the report, with what is left out of them.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "basket_entry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("section", sa.String(length=200), nullable=False),
        sa.Column("coding_id", BIG, nullable=False),
        sa.Column("placed", sa.Boolean(), nullable=False),
        sa.Column("cuts", sa.JSON(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_basket_entry_coding_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_basket_entry_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_entry")),
    )
    for column in ("section", "coding_id"):
        op.create_index(op.f(f"ix_basket_entry_{column}"), "basket_entry", [column])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("basket_entry")
    create_triggers(op.get_bind())
