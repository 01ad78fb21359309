"""`qualcode suggest`: propose codes for the transcripts."""

import time

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, progress


@click.command()
@click.option(
    "--method",
    type=click.Choice(["hybrid", "learned", "lexicon"]),
    default="hybrid",
    show_default=True,
    help="Codebook and codings; without its indicators; indicators alone.",
)
@click.option("--if-due", is_flag=True, help="Only after as many decisions as the study's setting says.")
@global_options
def suggest(method: str, *, if_due: bool) -> None:
    """Propose codes for every transcript, from the codebook and from what was coded and rejected so far."""
    from qualcode.db.session import reading  # noqa: PLC0415
    from qualcode.workflow.refresh import alone, due  # noqa: PLC0415
    from qualcode.workflow.study import coder_name  # noqa: PLC0415
    from qualcode.workflow.suggest import run  # noqa: PLC0415

    coder = coder_name(settings().coder or "system")
    started, engine = time.perf_counter(), settings().engine()
    with alone(engine):
        if if_due:
            with reading(engine) as session:
                wanted = due(session)
            if wanted is None:
                answer({"run": None}, "Nothing to do: fewer decisions than the setting suggest_after asks for.")
                return
        done = run(engine, coder, progress("suggest"), method)
    seconds = round(time.perf_counter() - started, 3)
    facts = {**done._asdict(), "seconds": seconds}
    answer(
        facts,
        f"Run {done.run}: {done.suggestions} suggestions for {done.transcripts} transcripts"
        f" ({done.words} words) in {seconds:.1f} s.",
    )


COMMANDS = {"suggest": suggest}
