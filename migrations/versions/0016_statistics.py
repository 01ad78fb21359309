"""Statistics of areas.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _named(name):
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade():
    op.create_table(
        "statistic",
        sa.Column("id", BIG, nullable=False),
        sa.Column("neighbourhood_id", BIG, nullable=False),
        _named("area_code"),
        _named("code_year"),
        sa.Column("exact", sa.Boolean(), nullable=False),
        _named("indicator"),
        sa.Column("year", BIG, nullable=False),
        sa.Column("value", sa.Float(53), nullable=False),
        _named("unit"),
        _named("version"),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_statistic_neighbourhood_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_statistic_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistic")),
    )
    op.create_index(op.f("ix_statistic_neighbourhood_id"), "statistic", ["neighbourhood_id"])
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    op.drop_table("statistic")
    create_triggers(op.get_bind())
