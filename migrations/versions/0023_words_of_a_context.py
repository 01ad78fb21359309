"""A guard that lets the reasons of a suggestion be erased where its context held words that were.

Revision ID: 0023
Revises: 0022
"""

from alembic import op

from qualcode.db.triggers import create_triggers

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    create_triggers(op.get_bind())


def downgrade():
    create_triggers(op.get_bind())
