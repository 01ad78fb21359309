"""Options that every command takes, before or after its name, and the database they lead to."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_DATABASE = "sqlite:///qualcode.db"


@dataclass
class Settings:
    """What the global options say; the environment only fills in what they leave open."""

    database: str = field(default_factory=lambda: os.environ.get("QUALCODE_DATABASE_URL") or DEFAULT_DATABASE)
    coder: str | None = field(default_factory=lambda: os.environ.get("QUALCODE_CODER") or None)
    json: bool = False
    language: str = "nl"
    given: set[str] = field(default_factory=set)

    @property
    def language_given(self) -> str | None:
        """The language if it was asked for; the screens otherwise follow the browser."""
        return self.language if "language" in self.given else None

    def require_coder(self) -> str:
        """The name of the person at work.

        Raises:
            UsageError: Nobody was named.
        """
        if not self.coder:
            msg = "say who is at work with --as NAME (or QUALCODE_CODER); it is stored with every decision"
            raise UsageError(msg)
        return self.coder

    def engine(self, *, untouched: bool = False) -> "Engine":
        """The database, brought to this program's schema; a backup made on the way is announced.

        `untouched` for what copies or examines it and should write nothing else there.
        """
        from qualcode.workflow.open import open_database  # noqa: PLC0415  a command that only helps needs no database

        engine, notice = open_database(self.database, untouched=untouched)
        click.get_current_context().call_on_close(engine.dispose)
        if notice:
            click.echo(notice, err=True)
        return engine

    @contextmanager
    def reading(self) -> Iterator["Session"]:
        """A session on one consistent state."""
        from qualcode.db.session import reading  # noqa: PLC0415

        with reading(self.engine()) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator["Session"]:
        """A session whose work is stored as a whole or not at all."""
        from qualcode.db.session import writing  # noqa: PLC0415

        with writing(self.engine()) as session:
            yield session


def settings() -> Settings:
    """The settings of the running command."""
    return click.get_current_context().ensure_object(Settings)


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        chosen = context.ensure_object(Settings)
        if value is not None and value is not False:
            setattr(chosen, name, value)
            chosen.given.add(name)

    return remember


def global_options(command: F) -> F:
    """Let a command take --db, --as, --json and --lang; the value given last counts."""
    options = (
        click.option(
            "--db",
            metavar="URL",
            expose_value=False,
            callback=_set("database"),
            help=f"Database; QUALCODE_DATABASE_URL, else {DEFAULT_DATABASE}.",
        ),
        click.option(
            "--as",
            metavar="CODER",
            expose_value=False,
            callback=_set("coder"),
            help="Who is at work; else QUALCODE_CODER.",
        ),
        click.option("--json", is_flag=True, expose_value=False, callback=_set("json"), help="One JSON object."),
        click.option(
            "--lang",
            type=click.Choice(["nl", "en"]),
            expose_value=False,
            callback=_set("language"),
            help="Language of labels, tables and files; what commands say of themselves is English.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
