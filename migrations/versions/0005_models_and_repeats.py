"""What a run has learned, decisions on exact repeats, and suggestions by score.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "model",
        sa.Column("id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_model_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model")),
    )
    op.create_table(
        "decision_repeat",
        sa.Column("decision_id", BIG, nullable=False),
        sa.Column("of_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_repeat_decision_id")),
        sa.ForeignKeyConstraint(["of_id"], ["decision.id"], name=op.f("fk_decision_repeat_of_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_repeat")),
    )
    op.create_index(op.f("ix_decision_repeat_of_id"), "decision_repeat", ["of_id"])
    op.create_index(op.f("ix_suggestion_run_id_score"), "suggestion", ["run_id", "score"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_index(op.f("ix_suggestion_run_id_score"), table_name="suggestion")
    op.drop_index(op.f("ix_decision_repeat_of_id"), table_name="decision_repeat")
    op.drop_table("decision_repeat")
    op.drop_table("model")
    create_triggers(op.get_bind())
