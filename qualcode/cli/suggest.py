"""`qualcode suggest`: propose codes for the transcripts."""

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, progress

if TYPE_CHECKING:
    from qualcode.workflow.refresh import Rest
    from qualcode.workflow.suggest import Done


@click.command()
@click.option(
    "--method",
    type=click.Choice(["hybrid", "learned", "lexicon"]),
    help="Codebook and codings; without its indicators; indicators alone. By default hybrid, and with --if-due the one"
    " that is due.",
)
@click.option(
    "--if-due",
    is_flag=True,
    help="Only where texts, codebook or settings changed, or after as many decisions as the study says.",
)
@click.option(
    "--only-new",
    is_flag=True,
    help="Only transcripts that are new or corrected, by the model that is kept where it still holds.",
)
@click.option("--prune", "only_prune", is_flag=True, help="Make no run: remove what earlier runs proposed in vain.")
@global_options
def suggest(method: str | None, *, if_due: bool, only_new: bool, only_prune: bool) -> None:
    """Propose codes for every transcript, from the codebook and from what was coded and rejected so far.

    With --only-new the kept model is used as long as nothing that it learned from changed; else every transcript is
    gone through anew, and it is said why. With --if-due that is done by itself.

    What earlier runs proposed and nobody decided on is removed a day after another run took their place; with
    --prune at once. Runs, decisions and what they are about stay.
    """
    from qualcode.db.session import reading  # noqa: PLC0415
    from qualcode.workflow.behind import has_unread  # noqa: PLC0415
    from qualcode.workflow.prune import prune  # noqa: PLC0415
    from qualcode.workflow.refresh import HYBRID, alone, due, rest  # noqa: PLC0415
    from qualcode.workflow.study import coder_name  # noqa: PLC0415
    from qualcode.workflow.suggest import current_versions, run  # noqa: PLC0415

    coder = coder_name(settings().coder or "system")
    started, engine = time.perf_counter(), settings().engine()
    with alone(engine):
        if if_due:
            with reading(engine) as session:
                is_due, is_behind = due(session), has_unread(session)
                why = rest(session) if is_due is None else None
            if why is not None:
                answer({"run": None, "because": why.value}, _at_rest(why))
                return
            method, only_new = method or is_due, only_new or is_behind
        method = method or HYBRID
        if only_new and not if_due:
            from qualcode.workflow.kept import unread  # noqa: PLC0415  brings spaCy

            with reading(engine) as session:
                nothing, empty = not unread(session, method), not current_versions(session)
            if nothing:
                answer({"run": None, "because": "no_new"}, _NO_TRANSCRIPTS if empty else _NOTHING_NEW)
                return
        if only_prune:
            removed = prune(engine, coder, timedelta(0))
            answer({"run": None, "pruned": removed}, _removed(removed))
            return
        done = run(engine, coder, progress("suggest"), method, only_new=only_new)
        removed = prune(engine, coder)
    seconds = round(time.perf_counter() - started, 3)
    facts = {**done._asdict(), "seconds": seconds}
    told = (
        f"Run {done.run}: {done.suggestions} suggestions for {done.transcripts} transcripts"
        f" ({done.words} words) in {seconds:.1f} s."
    )
    parts = [told, _shown(done), _anew(done), _removed(removed) if removed else ""]
    answer(facts, " ".join(filter(None, parts)))


def _shown(done: "Done") -> str:
    """How many of them coders see, or what to do where there is nothing to go through."""
    if not done.transcripts:
        return _NO_TRANSCRIPTS
    below = done.suggestions - done.shown
    kept = f" {below} below the threshold of the study, or beyond its number a sentence, are kept." if below else ""
    return f"Coders see {done.shown}.{kept}"


_NO_TRANSCRIPTS = (
    "There are no transcripts yet: take some in with 'qualcode import transcripts FOLDER', then run this again."
)
_NOTHING_NEW = "Nothing to do: every transcript has suggestions by this method since the last run over all of them."


def _anew(done: "Done") -> str:
    """By which model what is new was gone through, or why everything or the model was made anew."""
    if done.of_run is None:
        return f"Every transcript was gone through anew: {done.because}." if done.because else ""
    if done.because:
        return f"Only what is new, by the model of run {done.of_run}, learned again: {done.because}."
    return f"Only what is new, by the model of run {done.of_run}."


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
