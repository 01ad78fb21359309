"""${message}.

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
from qualcode.db.triggers import create_triggers, drop_triggers

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade():
    ${upgrades if upgrades else "pass"}
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    ${downgrades if downgrades else "pass"}
    create_triggers(op.get_bind())
