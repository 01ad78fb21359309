"""`qualcode patterns`: the decisions of researchers which pattern a neighbourhood has."""

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal


@click.group()
@global_options
def patterns() -> None:
    """Decide which pattern a neighbourhood has, with reasons; nothing is ever inferred."""


@patterns.command(name="list")
@click.option("--internal", is_flag=True, help="With --json: names and reasons stay within the team.")
@global_options
def list_patterns(*, internal: bool) -> None:
    """List the decisions that count, with who decided when and why."""
    from qualcode.workflow import patterns as workflow  # noqa: PLC0415

    require_internal("decisions come with names and reasons", internal=internal)
    with settings().reading() as session:
        found = dict(sorted(workflow.decisions(session).items()))
    told = [f"{counted(len(found), 'neighbourhood was', 'neighbourhoods were')} decided on"]
    for place, each in found.items():
        told += [f"{place} | {each.place.code} | {each.at:%Y-%m-%d} | {each.coder}", f"  {each.text}"]
    record = [
        {
            "neighbourhood": place,
            "pattern": each.place.code,
            "coder": each.coder,
            "at": each.at.isoformat(),
            "reason": each.text,
        }
        for place, each in found.items()
    ]
    answer_inside({"patterns": record}, "\n".join(told))


@patterns.command()
@click.argument("pattern")
@click.argument("neighbourhood")
@click.option("--reason", required=True, metavar="TEXT", help="Why; earlier decisions stay in the history.")
@global_options
def decide(pattern: str, neighbourhood: str, reason: str) -> None:
    """Record that NEIGHBOURHOOD has PATTERN (a code below 'patroon'), as your own decision of today."""
    from qualcode.domain.framework import Place  # noqa: PLC0415
    from qualcode.workflow import patterns as workflow  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        memo = workflow.decide(session, coder, Place(pattern, neighbourhood), reason)
    answer(
        {"pattern": pattern, "neighbourhood": neighbourhood, "memo": memo},
        f"{neighbourhood}: {pattern}, decided by {coder} (memo {memo}).",
    )


COMMANDS = {"patterns": patterns}
