"""Where the passages of decisions stand in corrected versions.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "decision_place"


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("id", BIG, nullable=False),
        sa.Column("decision_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("start_char", BIG, nullable=False),
        sa.Column("end_char", BIG, nullable=False),
        sa.CheckConstraint("0 <= start_char AND start_char < end_char", name=op.f(f"ck_{TABLE}_span_not_empty")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f(f"fk_{TABLE}_decision_id")),
        sa.ForeignKeyConstraint(["version_id"], ["transcript_version.id"], name=op.f(f"fk_{TABLE}_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("decision_id", "version_id", name=op.f(f"uq_{TABLE}_decision_id_version_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_version_id_start_char"), TABLE, ["version_id", "start_char"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table(TABLE)
    create_triggers(op.get_bind())
