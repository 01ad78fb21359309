"""`qualcode suggest`: propose codes for the transcripts."""

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, progress

if TYPE_CHECKING:
    from qualcode.workflow.refresh import Rest


@click.command()
@click.option(
    "--method",
    type=click.Choice(["hybrid", "learned", "lexicon"]),
    default="hybrid",
    show_default=True,
    help="Codebook and codings; without its indicators; indicators alone.",
)
@click.option(
    "--if-due",
    is_flag=True,
    help="Only where texts, codebook or settings changed, or after as many decisions as the study says.",
)
@click.option("--prune", "only_prune", is_flag=True, help="Make no run: remove what earlier runs proposed in vain.")
@global_options
def suggest(method: str, *, if_due: bool, only_prune: bool) -> None:
    """Propose codes for every transcript, from the codebook and from what was coded and rejected so far.

    What earlier runs proposed and nobody decided on is removed a day after another run took their place; with
    --prune at once. Runs, decisions and what they are about stay.
    """
    from qualcode.db.session import reading  # noqa: PLC0415
    from qualcode.workflow.prune import prune  # noqa: PLC0415
    from qualcode.workflow.refresh import alone, due, rest  # noqa: PLC0415
    from qualcode.workflow.study import coder_name  # noqa: PLC0415
    from qualcode.workflow.suggest import run  # noqa: PLC0415

    coder = coder_name(settings().coder or "system")
    started, engine = time.perf_counter(), settings().engine()
    with alone(engine):
        if if_due:
            with reading(engine) as session:
                why = rest(session) if due(session) is None else None
            if why is not None:
                answer({"run": None, "because": why.value}, _at_rest(why))
                return
        if only_prune:
            removed = prune(engine, coder, timedelta(0))
            answer({"run": None, "pruned": removed}, _removed(removed))
            return
        done = run(engine, coder, progress("suggest"), method)
        removed = prune(engine, coder)
    seconds = round(time.perf_counter() - started, 3)
    facts = {**done._asdict(), "seconds": seconds}
    answer(
        facts,
        f"Run {done.run}: {done.suggestions} suggestions for {done.transcripts} transcripts"
        f" ({done.words} words) in {seconds:.1f} s." + (f" {_removed(removed)}" if removed else ""),
    )


def _at_rest(why: "Rest") -> str:
    from qualcode.workflow.refresh import Rest  # noqa: PLC0415

    return {
        Rest.NEVER: "Nothing was looked at: with suggest_after 0 this study makes no suggestions by itself;"
        " make them with 'qualcode suggest'.",
        Rest.QUIET: "Not yet: the codebook was changed less than ten minutes ago, and suggestions are of the one"
        " before; run this again later, or make them now with 'qualcode suggest'.",
        Rest.FIRST: "Not yet: no run learned from codings so far, and fewer decisions than suggest_after were made;"
        " make suggestions now with 'qualcode suggest'.",
        Rest.PRESENT: "Nothing to do: suggestions are of the present study,"
        " but for fewer decisions than suggest_after.",
    }[why]


def _removed(suggestions: int) -> str:
    return f"{suggestions} suggestions of earlier runs, on which nobody decided, were removed."


COMMANDS = {"suggest": suggest}
