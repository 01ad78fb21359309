"""The command line: the same workflow functions as the screen, one module for each group of commands.

Nothing heavy is imported before a command needs it, so that `qualcode --help` answers at once.
"""

import sys

import click

from qualcode.cli.options import Settings, global_options
from qualcode.errors import QualcodeError


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported when they are called or listed by name."""

    def __init__(self, *args: object, lazy: dict[str, tuple[str, str]], **kwargs: object) -> None:
        """Keep `lazy`: command name -> (module, one line of help)."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the journey of a quote."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; it calls its command `command`."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module = __import__(f"qualcode.cli.{self.lazy[cmd_name][0]}", fromlist=["command"])
        command = getattr(module, "COMMANDS")[cmd_name]  # noqa: B009  read as data
        assert isinstance(command, click.Command)  # noqa: S101  a mistake of ours, not of a user
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List names with their line of help, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.lazy.items()])


COMMANDS = {
    "demo": ("demo", "Build the fictional demonstration study and open it."),
    "study": ("study", "Start a study, or change its settings."),
    "db": ("db", "Upgrade, check, back up and restore the database."),
    "codebook": ("codebook", "Load, compare, show and write the codebook."),
    "import": ("imports", "Take in neighbourhoods, transcripts and codings."),
    "suggest": ("suggest", "Propose codes for the transcripts."),
    "evaluate": ("evaluate", "Measure suggestions on coded units of other documents."),
    "quotes": ("quotes", "The quotes of a code, with their way back."),
    "search": ("search", "Saved searches, and changing all quotes that one finds."),
    "evidence": ("evidence", "The evidence table, factor by neighbourhood."),
    "output": ("outputs", "The tables of a report, one by one or all."),
    "plot": ("plots", "The plot of a table of a report, as SVG or PNG."),
    "claims": ("claims", "The claims of the report, and whether each holds."),
    "dossier": ("dossier", "Claims, tables and quotes as one folder of pages, offline."),
    "export": ("export", "Codings as W3C annotations, or with their provenance."),
    "basket": ("basket", "Quotes for each section of the report."),
    "disclosure": ("disclosure", "Preview what a publication would hide, and why."),
    "members": ("members", "What respondents say of their own quotes."),
    "freeze": ("freezes", "Keep the state of the evidence under a name."),
    "freezes": ("freezes", "Frozen states, and what has changed since."),
    "withdraw": ("withdraw", "A respondent takes consent back; erase what they said."),
    "memos": ("memos", "Memos of every kind, and what they are about."),
    "questions": ("questions", "Questions about claims, cells and codings, with owner and answer."),
    "patterns": ("patterns", "Which pattern a neighbourhood was decided to have."),
    "agreement": ("agreement", "What two coders agree on, per code."),
    "verify": ("verify", "Prove that nothing recorded was altered."),
    "ui": ("ui", "Open the screens in the browser."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qualcode")
@global_options
def cli() -> None:
    """Code qualitative interviews and trace every number back to its quote.

    Start with 'qualcode demo', or with 'qualcode study init --title TITLE' for a study of your own.
    """


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit code 2."""
    try:
        sys.exit(cli(prog_name="qualcode", standalone_mode=False) or 0)
    except QualcodeError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.ClickException as error:
        _complain(error.format_message())
        sys.exit(2)
    except click.Abort:
        _complain("stopped; nothing of the running step was stored")
        sys.exit(130)
    except Exception as error:
        sentence = _database_trouble(error)
        if sentence is None:
            raise
        _complain(sentence)
        sys.exit(2)


def _database_trouble(error: Exception) -> str | None:
    """What to say when the database is locked, full or gone; None when it is something else."""
    if "sqlalchemy" not in sys.modules:
        return None
    from qualcode.workflow.open import trouble  # noqa: PLC0415  brings SQLAlchemy

    return trouble(error)


def _complain(sentence: str) -> None:
    click.echo(f"qualcode: {' '.join(sentence.split())}", err=True)


__all__ = ["Settings", "cli", "main"]
