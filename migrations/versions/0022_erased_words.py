"""What was erased of what somebody said who withdrew consent, and guards that allow it.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONE_THING = (
    "CASE WHEN memo_id IS NULL THEN version_id IS NOT NULL AND start_char IS NOT NULL AND end_char IS NOT NULL"
    " AND 0 <= start_char AND start_char < end_char"
    " ELSE version_id IS NULL AND start_char IS NULL AND end_char IS NULL END"
)


def upgrade():
    op.create_table(
        "redaction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("respondent_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=True),
        sa.Column("start_char", BIG, nullable=True),
        sa.Column("end_char", BIG, nullable=True),
        sa.Column("memo_id", BIG, nullable=True),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(ONE_THING, name=op.f("ck_redaction_one_thing")),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondent.id"], name=op.f("fk_redaction_respondent_id")),
        sa.ForeignKeyConstraint(["version_id"], ["transcript_version.id"], name=op.f("fk_redaction_version_id")),
        sa.ForeignKeyConstraint(["memo_id"], ["memo.id"], name=op.f("fk_redaction_memo_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_redaction_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    for column in ("respondent_id", "version_id", "memo_id"):
        op.create_index(op.f(f"ix_redaction_{column}"), "redaction", [column])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("redaction")
    create_triggers(op.get_bind())
