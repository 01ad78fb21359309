"""Triggers that keep recorded work append-only, on SQLite and PostgreSQL.

Alembic's batch mode drops triggers without a word: every migration ends with `create_triggers`, and a test
compares `trigger_names` after each of them.
"""

from sqlalchemy import Connection, inspect, text

from qualcode.db.redactable import lawful, plpgsql

APPEND_ONLY = (
    "transcript_version",
    "turn",
    "codebook_version",
    "code_entry",
    "codebook_change",
    "provisional_code",
    "anchor_quote",
    "suggestion",
    "coding_attribute",
    "decision",
    "decision_repeat",
    "decision_place",
    "memo",
    "memo_topic",
    "memo_basis",
    "question",
    "answer",
    "quote_review",
    "coding_link",
    "saved_query",
    "claim",
    "claim_link",
    "claim_answer",
    "claim_ruling",
    "claim_verdict",
    "finding_judgement",
    "statistic",
    "evidence_freeze",
    "basket_entry",
    "member_check",
    "leak_confirmation",
    "redaction",
    "read_mark",
    "event",
)
STATE_ONLY = ("coding",)
"""Nothing but `state` may change here: away from confirmed, and to and from waiting for a place, never to confirmed."""

REMOVABLE = (
    "EXISTS (SELECT 1 FROM run_transcript AS later JOIN run ON run.id = later.run_id"
    " JOIN transcript_version AS shown ON shown.id = later.version_id"
    " JOIN transcript_version AS own ON own.transcript_id = shown.transcript_id AND own.number <= shown.number"
    " WHERE own.id = OLD.version_id AND later.run_id > OLD.run_id AND run.finished_at IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.suggestion_id = OLD.id)"
    " AND NOT EXISTS (SELECT 1 FROM coding WHERE coding.suggestion_id = OLD.id)"
)
"""Which suggestions may be deleted: those on which nobody decided and which led to no coding, once a later run went
through the same text or a correction of it."""

_ALLOWED = (
    "NEW.state <> 'confirmed' AND OLD.state <> NEW.state"
    " AND (OLD.state = 'confirmed' OR 'orphan' IN (OLD.state, NEW.state))"
)

_PG_FUNCTIONS = {
    "transcript_version": "qualcode_redactable_version",
    "turn": "qualcode_redactable_turn",
    "memo": "qualcode_redactable_memo",
    "coding": "qualcode_state_only",
    "suggestion": "qualcode_superseded_only",
}
"""Table -> function of its guard, where that is not `qualcode_append_only`."""

_PG_BODIES = {
    **{
        _PG_FUNCTIONS[table]: f"""
BEGIN{plpgsql(table)}
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END """
        for table in ("transcript_version", "turn", "memo")
    },
    "qualcode_append_only": """
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END """,
    "qualcode_superseded_only": f"""
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF {REMOVABLE} THEN
            RETURN OLD;
        END IF;
    END IF;{plpgsql("suggestion")}
    RAISE EXCEPTION '% is append-only but for what no run shows any more', TG_TABLE_NAME;
END """,
    "qualcode_state_only": f"""
BEGIN
    IF {_ALLOWED}
        AND to_jsonb(OLD) - 'state' = to_jsonb(NEW) - 'state' THEN
        RETURN NEW;
    END IF;{plpgsql("coding")}
    RAISE EXCEPTION '% is append-only but for its state', TG_TABLE_NAME;
END """,
}
_PG_ROW, _PG_TRUNCATE = 1 + 2 + 8 + 16, 2 + 32
"""`pg_trigger.tgtype`: each row, before, delete and update; and before truncate."""


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
    return sorted((name, table) for name, table in _present(connection))


def broken_guards(connection: Connection) -> list[tuple[str, str]]:
    """(trigger, table) of every guard that is gone, is switched off or does something else, sorted."""
    present = _present(connection)
    return sorted(guard for guard, does in _expected(connection).items() if present.get(guard) != does)


def _present(connection: Connection) -> dict[tuple[str, str], object]:
    """(trigger, table) of every guard that is there -> what it does."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
        return {(name, table): sql for name, table, sql in connection.execute(text(query))}
    query = (
        "SELECT tgname, tgrelid::regclass::text, tgenabled, tgtype, tgqual IS NULL, proname, prosrc"
        " FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgname LIKE 'guard_%'"
    )
    return {(name, table): tuple(does) for name, table, *does in connection.execute(text(query))}


def _expected(connection: Connection) -> dict[tuple[str, str], object]:
    """(trigger, table) of every guard that must be there -> what it does."""
    expected: dict[tuple[str, str], object] = {}
    for table in (*APPEND_ONLY, *STATE_ONLY):
        if connection.dialect.name == "sqlite":
            for kind, statement in zip(("update", "delete"), _sqlite(connection, table), strict=True):
                expected[f"guard_{table}_{kind}", table] = statement
        else:
            for kind, moment, function in (
                ("row", _PG_ROW, _pg_function(table)),
                ("truncate", _PG_TRUNCATE, "qualcode_append_only"),
            ):
                expected[f"guard_{table}_{kind}", table] = ("O", moment, True, function, _PG_BODIES[function])
    return expected


def _sqlite(connection: Connection, table: str) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    columns = [column["name"] for column in inspect(connection).get_columns(table)]
    same = " AND ".join(f"OLD.{column} IS NEW.{column}" for column in columns if column != "state")
    allowed = [f"({_ALLOWED} AND {same})"] if table in STATE_ONLY else []
    if inspect(connection).has_table("redaction") and (redacted := lawful(table, columns)):
        allowed.append(redacted)
    when = f"WHEN NOT ({' OR '.join(allowed)}) " if allowed else ""
    unless = f"WHEN NOT ({REMOVABLE}) " if table == "suggestion" else ""
    return [
        f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table} {when}BEGIN {refuse}; END",
        f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table} {unless}BEGIN {refuse}; END",
    ]


def _pg_function(table: str) -> str:
    return _PG_FUNCTIONS.get(table, "qualcode_append_only")


def _postgresql(_connection: Connection, table: str) -> list[str]:
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in _PG_BODIES.items()
    ]
    guard = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {_pg_function(table)}()"
    return [
        *functions,
        f"CREATE TRIGGER guard_{table}_row {guard}",
        f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION qualcode_append_only()",
    ]
