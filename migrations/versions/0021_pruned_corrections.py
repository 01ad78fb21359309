"""A guard that lets suggestions on which nobody decided go from a text that was corrected, once a later run read it.

Revision ID: 0021
Revises: 0020
"""

from alembic import op

from qualcode.db.triggers import create_triggers

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    create_triggers(op.get_bind())


def downgrade():
    create_triggers(op.get_bind())
