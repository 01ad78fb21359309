"""What the cells of a memo held when it was written.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "memo_basis",
        sa.Column("memo_id", BIG, nullable=False),
        sa.Column("codings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["memo_id"], ["memo.id"], name=op.f("fk_memo_basis_memo_id")),
        sa.PrimaryKeyConstraint("memo_id", name=op.f("pk_memo_basis")),
    )
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("memo_basis")
    create_triggers(op.get_bind())
