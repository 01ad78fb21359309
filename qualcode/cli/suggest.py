"""`qualcode suggest`: propose codes for the transcripts."""

import time

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, progress


@click.command()
@click.option(
    "--method", type=click.Choice(["lexicon"]), default="lexicon", show_default=True, help="Source of suggestions."
)
@global_options
def suggest(method: str) -> None:
    """Propose codes for every transcript, from the indicators of the codebook."""
    del method  # there is one so far; the choice says which
    from qualcode.workflow.suggest import run  # noqa: PLC0415

    started = time.perf_counter()
    done = run(settings().engine(), settings().coder or "system", progress("suggest"))
    seconds = round(time.perf_counter() - started, 3)
    facts = {**done._asdict(), "seconds": seconds}
    answer(
        facts,
        f"Run {done.run}: {done.suggestions} suggestions for {done.transcripts} transcripts"
        f" ({done.words} words) in {seconds:.1f} s.",
    )


COMMANDS = {"suggest": suggest}
