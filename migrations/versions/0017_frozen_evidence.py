"""Frozen states of the evidence.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFERS = {"codebook_version_id": "codebook_version", "coder_id": "coder"}


def upgrade():
    op.create_table(
        "evidence_freeze",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        *(sa.Column(column, BIG, nullable=False) for column in ("event_id", *REFERS)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_evidence_freeze_{column}"))
            for column, table in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_freeze")),
        sa.UniqueConstraint("name", name=op.f("uq_evidence_freeze_name")),
    )
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("evidence_freeze")
    create_triggers(op.get_bind())
