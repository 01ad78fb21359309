"""Migrations: the same schema as the models on both databases, guards after every step, and nothing lost on the way."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from builders import a_coding, a_study, a_suggestion, a_transcript, do
from content import content_hash
from sqlalchemy import CheckConstraint, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from qualcode.db import migrate
from qualcode.db.base import Base
from qualcode.db.migrate import config, differences, head, revision_of, upgrade
from qualcode.db.session import make_engine, reading, writing
from qualcode.db.triggers import APPEND_ONLY, STATE_ONLY, drop_triggers
from qualcode.errors import DatabaseError
from qualcode.workflow.open import open_database, schema_problems, upgrade_database
from qualcode.workflow.search import find
from qualcode.workflow.verify import verify

SCRIPTS = ScriptDirectory.from_config(config())
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]
SEARCH = {"sqlite": [("search_turn_insert", "turn")], "postgresql": []}


def move(engine: Engine, target: str, step: Callable[..., None] = command.upgrade) -> None:
    """Migrate one way or the other by alembic alone, without what `upgrade` adds."""
    with engine.begin() as connection:
        step(config(connection), target)


def older(engine: Engine, revision: str = REVISIONS[0]) -> None:
    """Make the database one that an older version wrote."""
    move(engine, revision, command.downgrade)
    engine.dispose()


def triggers(engine: Engine) -> list[tuple[str, str]]:
    """(trigger, table) of every trigger that is there, whoever made it."""
    query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if engine.dialect.name != "sqlite":
        query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        return sorted((name, table) for name, table in connection.execute(text(query)))


def wanted_triggers(engine: Engine) -> list[tuple[str, str]]:
    """(trigger, table) of every trigger that the present tables ask for."""
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
    kinds = ("update", "delete") if engine.dialect.name == "sqlite" else ("row", "truncate")
    guards = [(f"guard_{t}_{kind}", t) for t in (*APPEND_ONLY, *STATE_ONLY) if t in tables for kind in kinds]
    return sorted(guards + [pair for pair in SEARCH[engine.dialect.name] if pair[1] in tables])


@pytest.fixture
def empty(empty_url: str) -> Engine:
    """An engine on a database without tables."""
    return make_engine(empty_url)


def fill(engine: Engine) -> None:
    """Record something in as many tables of the first revision as there are."""
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        suggestion = a_suggestion(session, version, "De sloop heeft de buurt geholpen.")
        do(session, version, kind="accept", suggestion=suggestion, attributes={"valentie": "positief"})
        coding = a_coding(session, version, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
        do(session, version, kind="memo", coding=coding, text="Memo.")


def test_history_has_one_head_and_one_line() -> None:
    assert len(SCRIPTS.get_heads()) == 1
    assert head() == REVISIONS[-1]
    assert [script.down_revision for script in SCRIPTS.walk_revisions()][::-1] == [None, *REVISIONS[:-1]]


def test_migrations_make_what_the_models_say(engine: Engine) -> None:
    assert differences(engine) == []
    with engine.connect() as connection:
        command.check(config(connection))


def test_migrations_make_every_check_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            made = {check["name"] for check in inspect(connection).get_check_constraints(table.name)}
            assert made == {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP INDEX ix_event_at", "table or column differs"),
        ("ALTER TABLE study ADD COLUMN extra INTEGER", "table or column differs"),
        ("DROP TRIGGER guard_memo_{}", "the guard guard_memo_{} of memo is gone"),
    ],
)
def test_check_tells_what_differs(engine: Engine, statement: str, told: str) -> None:
    assert schema_problems(engine) == []
    kind, where = ("update", "") if engine.dialect.name == "sqlite" else ("row", " ON memo")
    with engine.begin() as connection:
        connection.execute(text(statement.format(kind) + (where if "TRIGGER" in statement else "")))
    assert [problem for problem in schema_problems(engine) if told.format(kind) in problem]


def test_every_revision_goes_up_down_and_up_with_its_guards(empty: Engine) -> None:
    for revision in REVISIONS:
        move(empty, revision)
        assert triggers(empty) == wanted_triggers(empty), revision
        move(empty, "-1", command.downgrade)
        assert triggers(empty) == wanted_triggers(empty), f"below {revision}"
        move(empty, revision)
        assert triggers(empty) == wanted_triggers(empty), f"{revision} again"
    assert differences(empty) == []
    move(empty, "base", command.downgrade)
    with empty.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    empty.dispose()


def test_recorded_work_survives_going_down_and_up(engine: Engine, database_url: str) -> None:
    fill(engine)
    before = content_hash(database_url)
    for revision in REVISIONS[-2::-1]:
        move(engine, revision, command.downgrade)
    move(engine, "head")
    assert content_hash(database_url) == before
    with reading(engine) as session:
        assert verify(session).problems == []


def test_older_file_is_backed_up_and_then_migrated(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    fill(engine)
    complete = content_hash(sqlite_url, {"alembic_version"})
    older(engine)
    before = content_hash(sqlite_url)

    opened, sentence = open_database(sqlite_url)

    (copy,) = tmp_path.glob("study.before-upgrade-from-0001-*.db")
    assert sentence == f"the database was upgraded from schema 0001 to {head()}; the backup is {copy}"
    assert content_hash(f"sqlite:///{copy}") == before
    assert revision_of(opened) == head()
    assert differences(opened) == []
    assert content_hash(sqlite_url, {"alembic_version"}) == complete
    with reading(opened) as session:
        assert verify(session).problems == []
    opened.dispose()
    assert open_database(sqlite_url)[1] is None


def test_backup_of_an_older_file_can_be_opened_in_its_place(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    fill(engine)
    older(engine)
    open_database(sqlite_url)[0].dispose()
    (copy,) = tmp_path.glob("study.before-upgrade-*.db")
    again, sentence = open_database(f"sqlite:///{copy}")
    assert "upgraded from schema 0001" in str(sentence)
    with reading(again) as session:
        assert verify(session).problems == []
    again.dispose()


def test_new_file_needs_no_backup(empty_url: str) -> None:
    engine = make_engine(empty_url)
    assert upgrade(engine) == (None, head(), None)
    assert upgrade(engine) == (head(), head(), None)
    engine.dispose()


def test_newer_schema_is_refused_and_left_alone(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = content_hash(database_url)
    for refused in (open_database, upgrade_database):
        with pytest.raises(DatabaseError, match=r"was made by a newer qualcode \(schema 9999\)"):
            refused(database_url)
    assert content_hash(database_url) == before


def test_older_postgresql_is_upgraded_only_when_told(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    fill(engine)
    older(engine)
    before = content_hash(postgres_url)
    with pytest.raises(DatabaseError, match=r"older qualcode \(schema 0001\); run 'qualcode db upgrade'"):
        open_database(postgres_url)
    assert content_hash(postgres_url) == before
    assert upgrade_database(postgres_url) == ("0001", head(), None)
    opened, sentence = open_database(postgres_url)
    assert sentence is None
    with reading(opened) as session:
        assert verify(session).problems == []
    for used in (engine, opened):
        used.dispose()


def test_two_who_make_a_database_at_once_make_one(empty_url: str) -> None:
    engines = [make_engine(empty_url) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(upgrade, engines))
    assert {each.after for each in done} == {head()}
    assert {each.before for each in done} == {None, head()}
    assert schema_problems(engines[0]) == []
    for engine in engines:
        engine.dispose()


def test_two_who_open_an_older_file_at_once_back_it_up_once(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    fill(engine)
    older(engine)
    with ThreadPoolExecutor(2) as pool:
        opened = list(pool.map(lambda _: open_database(sqlite_url), range(2)))
    assert len(list(tmp_path.glob("study.before-upgrade-*"))) == 1
    assert {revision_of(each) for each, _ in opened} == {head()}
    with reading(opened[0][0]) as session:
        assert verify(session).problems == []
    for each, _ in opened:
        each.dispose()


def test_upgrade_makes_guards_again(engine: Engine) -> None:
    with engine.begin() as connection:
        drop_triggers(connection)
    assert len(schema_problems(engine)) == len(wanted_triggers(engine)) - len(SEARCH[engine.dialect.name])
    upgrade(engine)
    assert schema_problems(engine) == []


EMPTIED = {
    "sqlite": (
        "CREATE TRIGGER guard_memo_update BEFORE UPDATE ON memo BEGIN SELECT 1; END",
        "CREATE TRIGGER guard_memo_update BEFORE UPDATE ON memo WHEN OLD.id < 0"
        " BEGIN SELECT RAISE(ABORT, 'memo is append-only'); END",
    ),
    "postgresql": (
        "CREATE TRIGGER guard_memo_row BEFORE UPDATE ON memo FOR EACH ROW EXECUTE FUNCTION qualcode_append_only()",
        "CREATE TRIGGER guard_memo_row BEFORE UPDATE OR DELETE ON memo FOR EACH ROW"
        " WHEN (OLD.id < 0) EXECUTE FUNCTION qualcode_append_only()",
    ),
}


def test_guard_that_does_not_guard_is_found_and_made_again(engine: Engine) -> None:
    drop = (
        "DROP TRIGGER guard_memo_update" if engine.dialect.name == "sqlite" else "DROP TRIGGER guard_memo_row ON memo"
    )
    for statement in EMPTIED[engine.dialect.name]:
        with engine.begin() as connection:
            connection.execute(text(drop))
            connection.execute(text(statement))
        assert any("memo is gone or does not guard" in problem for problem in schema_problems(engine)), statement
        upgrade(engine)
        assert schema_problems(engine) == []


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE memo DISABLE TRIGGER guard_memo_row",
        "CREATE OR REPLACE FUNCTION qualcode_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RETURN NEW; END$$",
    ],
)
def test_guard_that_is_switched_off_is_found_and_made_again(postgres_engine: Engine, statement: str) -> None:
    with postgres_engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert any("is gone or does not guard" in problem for problem in schema_problems(postgres_engine))
    upgrade(postgres_engine)
    assert schema_problems(postgres_engine) == []


def test_search_that_is_not_kept_current_is_found_and_mended(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        session.execute(text("DROP TRIGGER search_turn_insert"))
        a_study(session)
        a_transcript(session)
    assert schema_problems(engine) == ["new turns do not come into the search index"]
    with reading(engine) as session:
        assert any("search index" in problem for problem in verify(session).problems)
    upgrade(engine)
    assert schema_problems(engine) == []
    with reading(engine) as session:
        assert find(session, "sloop").total
    engine.dispose()


NEXT = """
import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision, down_revision, branch_labels, depends_on = "9000", {head!r}, None, None


def upgrade():
    drop_triggers(op.get_bind())
    with op.batch_alter_table("coding") as batch_op:
        batch_op.alter_column("prefix", existing_type=sa.Text(), nullable=True)
    create_triggers(op.get_bind())
    {then}
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that makes the program one with another migration, which rebuilds the table of codings."""
    folder = tmp_path / "migrations"

    def write(then: str) -> None:
        shutil.copytree(migrate.shared_path("migrations"), folder)
        (folder / "versions" / "9000_next.py").write_text(NEXT.format(head=head(), then=then), encoding="utf-8")
        monkeypatch.setattr(migrate, "shared_path", lambda _: folder)

    return write


def test_table_with_references_can_be_rebuilt(
    engine: Engine, database_url: str, next_version: Callable[[str], None]
) -> None:
    fill(engine)
    before = content_hash(database_url, {"alembic_version"})
    next_version("")
    assert upgrade(engine).after == "9000"
    assert content_hash(database_url, {"alembic_version"}) == before
    assert triggers(engine) == wanted_triggers(engine)
    with reading(engine) as session:
        assert verify(session).problems == []
    assert references_are_checked(engine)


def references_are_checked(engine: Engine) -> bool:
    """Whether a row can point at nothing."""
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text("INSERT INTO coding_attribute VALUES (999, 'a', 'b', 'person')"))
    return True


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("raise RuntimeError('no electricity')", "no electricity"),
        ("op.execute(\"INSERT INTO coding_attribute VALUES (999, 'a', 'b', 'person')\")", "reference|foreign key"),
    ],
)
def test_migration_that_fails_leaves_everything_as_it_was(
    engine: Engine, database_url: str, next_version: Callable[[str], None], then: str, error: str
) -> None:
    fill(engine)
    before, guards = content_hash(database_url), triggers(engine)
    next_version(then)
    with pytest.raises(Exception, match=error):
        upgrade(engine)
    assert content_hash(database_url) == before
    assert triggers(engine) == guards
    assert references_are_checked(engine)
