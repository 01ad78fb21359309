"""Guards that let a coding which lost its place be attached, given up, and wait again.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

from qualcode.db.triggers import create_triggers

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    create_triggers(op.get_bind())


def downgrade():
    create_triggers(op.get_bind())
