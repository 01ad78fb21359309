"""Evidence in the order of the text, and an index of what is said about elsewhere.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ELSEWHERE = sa.text("place = 'elsewhere' AND state = 'confirmed'")


def upgrade():
    op.drop_index("ix_evidence_transcript_id", table_name="evidence")
    op.create_index("ix_evidence_in_order", "evidence", ["transcript_id", "start_char", "coding_id"])
    op.create_index(
        "ix_coding_elsewhere",
        "coding",
        ["code_id", "transcript_id"],
        sqlite_where=ELSEWHERE,
        postgresql_where=ELSEWHERE,
    )
    create_triggers(op.get_bind())


def downgrade():
    op.drop_index("ix_coding_elsewhere", table_name="coding")
    op.drop_index("ix_evidence_in_order", table_name="evidence")
    op.create_index("ix_evidence_transcript_id", "evidence", ["transcript_id"])
    create_triggers(op.get_bind())
