"""Changes of the codebook on screen, provisional codes of open coding, and anchor quotes.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EDITS = ("edited", "added", "moved", "merged", "split", "retired", "promoted", "undone")

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def key(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def known(table, column, values):
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}_known"))


def upgrade():
    op.create_table(
        "codebook_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("codebook_version_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("restores_id", BIG, nullable=True),
        sa.Column("operation_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        known("codebook_change", "kind", EDITS),
        key("codebook_change", "codebook_version_id", "codebook_version"),
        key("codebook_change", "coder_id", "coder"),
        key("codebook_change", "restores_id", "codebook_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_change")),
        sa.UniqueConstraint("codebook_version_id", name=op.f("uq_codebook_change_codebook_version_id")),
        sa.UniqueConstraint("operation_id", name=op.f("uq_codebook_change_operation_id")),
    )
    op.create_table(
        "provisional_code",
        sa.Column("id", BIG, nullable=False),
        sa.Column("code_id", BIG, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=200), nullable=False),
        sa.Column("became", sa.String(length=200), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        known("provisional_code", "state", ("open", "promoted", "dropped")),
        key("provisional_code", "code_id", "code"),
        key("provisional_code", "coder_id", "coder"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisional_code")),
    )
    op.create_index(op.f("ix_provisional_code_code_id"), "provisional_code", ["code_id"])
    op.create_table(
        "anchor_quote",
        sa.Column("id", BIG, nullable=False),
        sa.Column("coding_id", BIG, nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        key("anchor_quote", "coding_id", "coding"),
        key("anchor_quote", "coder_id", "coder"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor_quote")),
    )
    op.create_index(op.f("ix_anchor_quote_coding_id"), "anchor_quote", ["coding_id"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("anchor_quote")
    op.drop_table("provisional_code")
    op.drop_table("codebook_change")
    create_triggers(op.get_bind())
