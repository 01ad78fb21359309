"""Memos on anything, summaries, and questions with their answers.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = "'coding', 'code', 'transcript', 'respondent', 'neighbourhood', 'cell', 'claim'"
TARGETS = " + ".join(f"(CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END)" for name in ("coding", "transcript", "code"))
OLD = "kind IN ('analytic', 'method', 'reflexive', 'decision')"
NEW = "kind IN ('analytic', 'method', 'reflexive', 'decision', 'summary')"


def upgrade():
    drop_triggers(op.get_bind())
    _checks(NEW, f"{TARGETS} <= 1")
    op.create_table(
        "memo_topic",
        sa.Column("memo_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_memo_topic_kind_known")),
        sa.ForeignKeyConstraint(["memo_id"], ["memo.id"], name=op.f("fk_memo_topic_memo_id")),
        sa.PrimaryKeyConstraint("memo_id", "kind", "key", name=op.f("pk_memo_topic")),
    )
    op.create_index(op.f("ix_memo_topic_kind_key"), "memo_topic", ["kind", "key"])
    op.create_table(
        "question",
        sa.Column("id", BIG, nullable=False),
        sa.Column("topic_kind", sa.String(length=200), nullable=False),
        sa.Column("topic_key", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"topic_kind IN ({KINDS})", name=op.f("ck_question_topic_kind_known")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_question_coder_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["coder.id"], name=op.f("fk_question_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_table(
        "answer",
        sa.Column("id", BIG, nullable=False),
        sa.Column("question_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'answered', 'closed')", name=op.f("ck_answer_state_known")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_answer_question_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_answer_coder_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["coder.id"], name=op.f("fk_answer_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_question_id"), "answer", ["question_id"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_index(op.f("ix_answer_question_id"), table_name="answer")
    op.drop_table("answer")
    op.drop_table("question")
    op.drop_index(op.f("ix_memo_topic_kind_key"), table_name="memo_topic")
    op.drop_table("memo_topic")
    _checks(OLD, f"{TARGETS} = 1")
    create_triggers(op.get_bind())


def _checks(kinds, targets):
    with op.batch_alter_table("memo") as batch_op:
        batch_op.drop_constraint(op.f("ck_memo_kind_known"), type_="check")
        batch_op.drop_constraint(op.f("ck_memo_about_one_thing"), type_="check")
        batch_op.create_check_constraint(op.f("ck_memo_kind_known"), kinds)
        batch_op.create_check_constraint(op.f("ck_memo_about_one_thing"), targets)
