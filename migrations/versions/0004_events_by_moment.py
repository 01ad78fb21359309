"""Events by their moment, so that the events of one coding are found without reading the whole log.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

from qualcode.db.triggers import create_triggers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(op.f("ix_event_at"), "event", ["at"])
    create_triggers(op.get_bind())


def downgrade():
    op.drop_index(op.f("ix_event_at"), table_name="event")
    create_triggers(op.get_bind())
