"""The turns in which a coding starts and ends, beside the evidence, so that codes in the same turn are found soon.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COVERED = ("code_id", "transcript_id", "respondent_id", "neighbourhood_id", "coding_id", "start_char", "end_char")
TURNS = ("first_turn", "last_turn")
LAST = """
COALESCE((
    SELECT turn.number FROM turn JOIN coding ON coding.id = evidence.coding_id
    WHERE turn.version_id = coding.version_id AND turn.start_char {begun}
    ORDER BY turn.start_char DESC LIMIT 1
), 0)"""


def upgrade():
    op.drop_index("ix_evidence_covering", table_name="evidence")
    for column in TURNS:
        op.add_column("evidence", sa.Column(column, BIG, nullable=True))
    first, last = LAST.format(begun="<= evidence.start_char"), LAST.format(begun="< evidence.end_char")
    op.execute(f"UPDATE evidence SET first_turn = {first}, last_turn = {last}")  # noqa: S608  constants alone
    with op.batch_alter_table("evidence") as batch:
        for column in TURNS:
            batch.alter_column(column, existing_type=BIG, nullable=False)
    op.create_index("ix_evidence_covering", "evidence", [*COVERED, *TURNS])
    create_triggers(op.get_bind())


def downgrade():
    op.drop_index("ix_evidence_covering", table_name="evidence")
    with op.batch_alter_table("evidence") as batch:
        for column in TURNS:
            batch.drop_column(column)
    op.create_index("ix_evidence_covering", "evidence", [*COVERED])
    create_triggers(op.get_bind())
