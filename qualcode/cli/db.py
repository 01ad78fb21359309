"""`qualcode db`: the database's schema, backups and health."""

from pathlib import Path

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer


@click.group()
@global_options
def db() -> None:
    """Upgrade, check, back up and restore the database."""


@db.command()
@global_options
def upgrade() -> None:
    """Bring the database to this program's schema; an SQLite file is backed up first."""
    from qualcode.workflow.open import upgrade_database  # noqa: PLC0415

    done = upgrade_database(settings().database)
    told = f"; the backup is {done.backup}" if done.backup else ""
    if done.before == done.after:
        sentence = f"Nothing to do: the database has schema {done.after} already."
    else:
        sentence = f"Upgraded from schema {done.before} to {done.after}{told}."
    answer({"before": done.before, "after": done.after, "backup": done.backup and str(done.backup)}, sentence)


@db.command()
@global_options
def check() -> None:
    """Tell whether the schema is this program's, tables and guards included."""
    from qualcode.workflow.open import schema_problems  # noqa: PLC0415

    problems = schema_problems(settings().engine())
    answer({"ok": not problems, "problems": problems}, "\n".join(problems) or "The schema is as it should be.")
    if problems:
        raise SystemExit(1)


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@global_options
def backup(file: Path) -> None:
    """Write a consistent, checked copy to FILE while others go on working; with --as the log tells of it."""
    from qualcode.db.backup import backup as write  # noqa: PLC0415
    from qualcode.workflow.health import record_backup  # noqa: PLC0415

    write(settings().engine(untouched=True), file)
    if coder := settings().coder:
        with settings().writing() as session:
            record_backup(session, coder, file.stat().st_size)
    answer({"backup": str(file), "bytes": file.stat().st_size}, f"Backed up to {file}.")


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@global_options
def restore(file: Path) -> None:
    """Put the backup FILE in the place of --db, which must not exist."""
    from qualcode.workflow.open import restore_database  # noqa: PLC0415

    target = restore_database(file, settings().database)
    answer({"database": str(target)}, f"Restored {file} to {target}.")


@db.command()
@global_options
def doctor() -> None:
    """Tell versions, sizes and what should be mended on this machine."""
    from qualcode.workflow.doctor import examine  # noqa: PLC0415

    report = examine(settings().engine())
    lines = [f"{name}: {value}" for name, value in report.facts.items()]
    answer({**report.facts, "warnings": report.warnings}, "\n".join([*lines, *(f"! {w}" for w in report.warnings)]))
    if report.warnings:
        raise SystemExit(1)


COMMANDS = {"db": db}
