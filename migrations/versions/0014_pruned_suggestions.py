"""A guard that lets suggestions go on which nobody decided, once a later run has taken their place.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

from qualcode.db.triggers import create_triggers

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    create_triggers(op.get_bind())


def downgrade():
    create_triggers(op.get_bind())
