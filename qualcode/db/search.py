"""Full text over turns: the same normalised text indexed by FTS5 and by PostgreSQL's `simple` configuration."""

from sqlalchemy import Connection, text

FTS_TABLE = "turn_search"
VECTOR_COLUMN = "search_vector"
VECTOR_INDEX = "ix_turn_search_vector"


def create_search(connection: Connection) -> None:
    """Make the index and what keeps it current."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def drop_search(connection: Connection) -> None:
    """Take the index away."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER IF EXISTS search_turn_insert"))
        connection.execute(text(f"DROP TABLE IF EXISTS {FTS_TABLE}"))
    else:
        connection.execute(text(f"ALTER TABLE turn DROP COLUMN IF EXISTS {VECTOR_COLUMN}"))


def is_kept_current(connection: Connection) -> bool:
    """Whether new turns come into the index; PostgreSQL's generated column cannot be left behind."""
    if connection.dialect.name != "sqlite":
        return True
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'search_turn_insert' AND tbl_name = 'turn'"
    return connection.execute(text(query)).scalar() == _SQLITE_TRIGGER.strip()


def mend_search(connection: Connection) -> None:
    """Make again what keeps the index current, and take in what was missed meanwhile."""
    connection.execute(text("DROP TRIGGER IF EXISTS search_turn_insert"))
    connection.execute(text(_SQLITE_TRIGGER))
    connection.execute(text(f"INSERT INTO {FTS_TABLE} ({FTS_TABLE}) VALUES ('rebuild')"))  # noqa: S608  a constant


def is_search_object(kind: str, name: str | None) -> bool:
    """Whether a table, column or index belongs to the search index, which no model describes."""
    if kind == "table":
        return name is not None and name.startswith(FTS_TABLE)
    return name in {VECTOR_COLUMN, VECTOR_INDEX}


_SQLITE_TRIGGER = f"""
    CREATE TRIGGER search_turn_insert AFTER INSERT ON turn BEGIN
        INSERT INTO {FTS_TABLE} (rowid, search_text) VALUES (NEW.id, NEW.search_text);
    END
    """  # noqa: S608  the names are constants of this module
_SQLITE = (
    f"CREATE VIRTUAL TABLE {FTS_TABLE} USING fts5"  # noqa: ISC004  one statement
    "(search_text, content='turn', content_rowid='id', tokenize=\"unicode61 remove_diacritics 2\")",
    _SQLITE_TRIGGER,
)
_POSTGRESQL = (
    f"ALTER TABLE turn ADD COLUMN {VECTOR_COLUMN} tsvector"  # noqa: ISC004  one statement
    " GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED",
    f"CREATE INDEX {VECTOR_INDEX} ON turn USING gin ({VECTOR_COLUMN})",
)
