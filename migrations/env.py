"""Alembic environment; the connection is handed over by qualcode.db.migrate or made from QUALCODE_DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection

import qualcode.db.models  # noqa: F401  registers the tables
from qualcode.db.base import Base
from qualcode.db.migrate import lock_schema
from qualcode.db.search import is_search_object
from qualcode.db.session import make_engine


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=True,
        render_as_batch=connection.dialect.name == "sqlite",
        include_name=lambda name, kind, _parents: not is_search_object(kind, name),
    )
    with context.begin_transaction():
        lock_schema(connection)  # of two people who upgrade at once, the second finds nothing left to do
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with make_engine(os.environ.get("QUALCODE_DATABASE_URL", "sqlite:///qualcode.db")).connect() as connection:
        run(connection)
        connection.commit()
