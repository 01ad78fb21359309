"""`qualcode members`: what respondents say of their own quotes, and the sheet on which they are asked."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, require_internal
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.domain.member import Member

FORMS = ("docx", "md", "html")


@click.group()
@global_options
def members() -> None:
    """Ask respondents about their own quotes before these are published."""


@members.command(name="list")
@click.option("--internal", is_flag=True, help="With --json: respondents by pseudonym, not to be published.")
@global_options
def list_members(*, internal: bool) -> None:
    """List respondents with their answer, and how many of their quotes are in use."""
    from qualcode.workflow.members import members as known  # noqa: PLC0415

    require_internal("this names respondents", internal=internal)
    with settings().reading() as session:
        found = known(session)
    answer_inside({"members": [_record(each) for each in found]}, "\n".join(map(_line, found)))


@members.command(name="set")
@click.argument("respondent")
@click.option("--state", required=True, metavar="STATE", help="agreed, adjusted or withdrawn.")
@click.option("--on", required=True, metavar="DAY", help="Day of the answer, such as 2026-11-20.")
@click.option("--note", default="", metavar="TEXT", help="What they want otherwise.")
@global_options
def set_state(respondent: str, state: str, on: str, note: str) -> None:
    """Record what a respondent said of their quotes."""
    from qualcode.workflow import members as workflow  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        new = workflow.note(session, coder, respondent, state, on, note)
    told = "recorded" if new else "was recorded already"
    answer({"respondent": respondent, "state": state, "new": new}, f"{respondent}: {state} on {on}, {told}.")


@members.command()
@click.argument("respondent")
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Where to write it ({', '.join(f'.{form}' for form in FORMS)}).",
)
@global_options
def sheet(respondent: str, output: Path) -> None:
    """Write the sheet of a respondent: their own quotes in use, with room for their answer."""
    from qualcode.workflow import deliver  # noqa: PLC0415

    form = output.suffix.lower().removeprefix(".")
    if form not in FORMS:
        msg = f"a sheet for a respondent ends in {', '.join(f'.{each}' for each in FORMS)}, not in '{output.suffix}'"
        raise UsageError(msg)
    order = deliver.Order(deliver.Form(form), internal=True, language=settings().language, coder=settings().coder)
    made = deliver.member_file(settings().engine(), respondent, order)
    try:
        output.write_bytes(made)
    except OSError as error:
        msg = f"{output} cannot be written: {error.strerror or error}"
        raise UsageError(msg) from None
    answer({"file": str(output), "sha256": hashlib.sha256(made).hexdigest()}, f"Wrote {output}.")


def _record(each: "Member") -> dict[str, Any]:
    check = each.check
    return {
        "respondent": each.respondent,
        "group": each.group,
        "in_use": each.in_use,
        "state": None if check is None else check.state.value,
        "on": None if check is None else check.on.isoformat(),
        "note": "" if check is None else check.note,
        "coder": None if check is None else check.coder,
    }


def _line(each: "Member") -> str:
    check = each.check
    said = "not asked" if check is None else f"{check.state} on {check.on}" + (f": {check.note}" if check.note else "")
    return f"{each.respondent} ({each.group}), {each.in_use} in use: {said}"


COMMANDS = {"members": members}
