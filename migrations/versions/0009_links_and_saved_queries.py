"""Links between codings, and questions that were kept under a name.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RELATIONS = "'leidt_tot', 'voorwaarde_voor', 'ondanks', 'hangt_samen'"

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "coding_link",
        sa.Column("id", BIG, nullable=False),
        sa.Column("source_id", BIG, nullable=False),
        sa.Column("target_id", BIG, nullable=False),
        sa.Column("relation", sa.String(length=200), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"relation IN ({RELATIONS})", name=op.f("ck_coding_link_relation_known")),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_coding_link_two_codings")),
        sa.ForeignKeyConstraint(["source_id"], ["coding.id"], name=op.f("fk_coding_link_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["coding.id"], name=op.f("fk_coding_link_target_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_link_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_link")),
    )
    op.create_index(op.f("ix_coding_link_source_id"), "coding_link", ["source_id"])
    op.create_index(op.f("ix_coding_link_target_id"), "coding_link", ["target_id"])
    op.create_table(
        "saved_query",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_saved_query_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_query")),
    )
    op.create_index(op.f("ix_saved_query_name"), "saved_query", ["name"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("saved_query")
    op.drop_table("coding_link")
    create_triggers(op.get_bind())
