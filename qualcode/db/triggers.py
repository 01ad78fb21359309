"""Triggers that keep recorded work append-only, on SQLite and PostgreSQL.

Alembic's batch mode drops triggers without a word: every migration ends with `create_triggers`, and a test
compares `trigger_names` after each of them.
"""

from sqlalchemy import Connection, inspect, text

APPEND_ONLY = (
    "transcript_version",
    "turn",
    "codebook_version",
    "code_entry",
    "suggestion",
    "coding_attribute",
    "decision",
    "decision_repeat",
    "memo",
    "quote_review",
    "read_mark",
    "event",
)
STATE_ONLY = ("coding",)
"""Nothing but `state` may change here: away from confirmed, and to and from waiting for a place, never to confirmed."""

_ALLOWED = (
    "NEW.state <> 'confirmed' AND OLD.state <> NEW.state"
    " AND (OLD.state = 'confirmed' OR 'orphan' IN (OLD.state, NEW.state))"
)

_PG_FUNCTIONS = (
    """
CREATE OR REPLACE FUNCTION qualcode_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
""",
    f"""
CREATE OR REPLACE FUNCTION qualcode_state_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_ALLOWED}
        AND to_jsonb(OLD) - 'state' = to_jsonb(NEW) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only but for its state', TG_TABLE_NAME;
END $$
""",
)


def create_triggers(connection: Connection) -> None:
    """Make every guard that the present tables ask for; existing ones are replaced."""
    tables = set(inspect(connection).get_table_names())
    drop_triggers(connection)
    statements = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for table in (*APPEND_ONLY, *STATE_ONLY):
        if table in tables:
            for statement in statements(connection, table):
                connection.execute(text(statement))


def drop_triggers(connection: Connection) -> None:
    """Take every guard away, before a migration rebuilds a table."""
    for name, table in trigger_names(connection):
        on_table = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        connection.execute(text(f"DROP TRIGGER {name}{on_table}"))


def trigger_names(connection: Connection) -> list[tuple[str, str]]:
    """(trigger, table) of every guard that is there, sorted."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
    else:
        query = (
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'guard_%'"
        )
    return sorted((row[0], row[1]) for row in connection.execute(text(query)))


def expected_trigger_names(dialect: str) -> list[tuple[str, str]]:
    """(trigger, table) of every guard that must be there, sorted."""
    kinds = ("update", "delete") if dialect == "sqlite" else ("row", "truncate")
    return sorted((f"guard_{table}_{kind}", table) for table in (*APPEND_ONLY, *STATE_ONLY) for kind in kinds)


def _sqlite(connection: Connection, table: str) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    when = ""
    if table in STATE_ONLY:
        columns = [column["name"] for column in inspect(connection).get_columns(table) if column["name"] != "state"]
        same = " AND ".join(f"OLD.{column} IS NEW.{column}" for column in columns)
        when = f"WHEN NOT ({_ALLOWED} AND {same}) "
    return [
        f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table} {when}BEGIN {refuse}; END",
        f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
    ]


def _postgresql(_connection: Connection, table: str) -> list[str]:
    guard = "qualcode_state_only" if table in STATE_ONLY else "qualcode_append_only"
    return [
        *_PG_FUNCTIONS,
        f"CREATE TRIGGER guard_{table}_row BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {guard}()",
        f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION qualcode_append_only()",
    ]
