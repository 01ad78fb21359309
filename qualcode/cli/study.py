"""`qualcode study`: start a study and change its settings."""

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer


@click.group()
@global_options
def study() -> None:
    """Start a study, or change its settings."""


@study.command()
@click.option("--title", required=True, help="Title of the study.")
@click.option("--language", default="nl", show_default=True, help="Language of the transcripts, as a code.")
@click.option("--fictional", is_flag=True, help="Say on every page and export that the material is fictional.")
@global_options
def init(title: str, language: str, *, fictional: bool) -> None:
    """Make a new database with an empty study."""
    from qualcode.workflow.open import create_database  # noqa: PLC0415
    from qualcode.workflow.study import start  # noqa: PLC0415

    with create_database(settings().database) as session:
        start(session, title, language=language, fictional=fictional)
    answer(
        {"database": settings().database, "title": title, "fictional": fictional},
        f"Started '{title}' in {settings().database}. Next: qualcode codebook load codebook.yaml",
    )


@study.command("set")
@click.option("--display", type=click.Choice(["always", "after_turn", "never"]), help="When suggestions are shown.")
@click.option("--threshold", type=float, help="Lowest score (0-1) of a suggestion that is shown.")
@click.option("--per-segment", type=int, help="Most suggestions shown on one segment.")
@click.option("--suggest-after", type=int, help="Decisions after which suggestions are made anew; 0 is never.")
@click.option("--k", type=int, help="Respondents that a published cell needs.")
@click.option(
    "--member-checks/--no-member-checks",
    default=None,
    help="Whether a quote is published only after its speaker was asked.",
)
@click.option("--claim-respondents", type=int, help="Respondents who make a neighbourhood for or against a claim.")
@click.option("--claim-transcripts", type=int, help="Transcripts in which they have to say so.")
@click.option("--claim-missing", type=float, help="Share (0-1) that 'vrijwel_alle' may lack.")
@click.option("--claim-often", type=float, help="Share (0-1) that 'vaak' needs.")
@click.option("--claim-often-least", type=int, help="Units that 'vaak' needs at least.")
@global_options
def change(**changes: object) -> None:
    """Change settings of the study; without options, show them."""
    from qualcode.workflow.study import change_settings, view  # noqa: PLC0415

    given = {name: value for name, value in changes.items() if value is not None}
    if given:
        coder = settings().require_coder()
        with settings().writing() as session:
            present = change_settings(session, coder, given)
    else:
        with settings().reading() as session:
            present = view(session).settings
    answer(present.as_dict(), "\n".join(f"{name}: {value}" for name, value in present.as_dict().items()))


COMMANDS = {"study": study}
