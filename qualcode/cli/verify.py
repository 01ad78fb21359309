"""`qualcode verify`: prove that nothing recorded was altered."""

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, counted


@click.command()
@global_options
def verify() -> None:
    """Check file, guards, texts, anchors, evidence, rows against events, and the chain of events."""
    from qualcode.workflow.verify import verify as check  # noqa: PLC0415

    with settings().reading() as session:
        report = check(session)
    facts = {
        "ok": report.ok,
        "transcripts": report.transcripts,
        "codings": report.codings,
        "events": report.events,
        "waiting": report.waiting,
        "head": report.head,
        "problems": list(report.problems),
    }
    counts = f"{report.transcripts} transcripts, {report.codings} codings, {report.events} events"
    verdict = f"{'Clean' if report.ok else 'Problems found'}: {counts}."
    last = f"The last event is {report.head}; an export made of this state names it as its database hash."
    waiting = [
        f"{counted(report.waiting, 'coding waits', 'codings wait')} for a place: see 'qualcode quotes --waiting'."
    ]
    answer(facts, "\n".join([*report.problems, verdict, *(waiting if report.waiting else []), last]))
    if not report.ok:
        raise SystemExit(1)


COMMANDS = {"verify": verify}
