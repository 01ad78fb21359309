"""`qualcode claims`: the register of claims, and whether each holds."""

from pathlib import Path

import click

from qualcode.cli.claim_register import REGISTER
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal


@click.group()
@global_options
def claims() -> None:
    """Set claims down, link quotes to them, and test them against the evidence."""


@claims.command()
@click.argument("file", type=click.Path(path_type=Path))
@global_options
def load(file: Path) -> None:
    """Take the claims of FILE into the register; claims that are not in it stay."""
    from qualcode.db.queries.codebook import current_codebook  # noqa: PLC0415
    from qualcode.interchange.claims_file import read_claims  # noqa: PLC0415
    from qualcode.workflow import claim_register  # noqa: PLC0415
    from qualcode.workflow.claims import neighbourhoods  # noqa: PLC0415

    with settings().writing() as session:
        _, codebook = current_codebook(session)
        read = read_claims(file, codebook, neighbourhoods(session))
        done = claim_register.load(session, read, settings().coder or "system")
    told = f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged"
    answer(done._asdict(), f"{counted(len(read), 'claim', 'claims')}: {told}.")


@claims.command()
@click.argument("claim", required=False, metavar="[ID]")
@click.option("--strict", is_flag=True, help="Exit 1 where a claim falls short or counter-evidence has no answer.")
@click.option("--note", is_flag=True, help="Note these verdicts, to compare later ones with.")
@click.option("--internal", is_flag=True, help="With --json: true numbers and ids, not to be published.")
@global_options
def check(claim: str | None, *, strict: bool, note: bool, internal: bool) -> None:
    """Test the claims of the register, or one, against the evidence as it stands."""
    from qualcode.cli.claim_lines import VERDICTS, lines, record  # noqa: PLC0415
    from qualcode.workflow import claim_register  # noqa: PLC0415
    from qualcode.workflow import claims as workflow  # noqa: PLC0415
    from qualcode.workflow.claim_view import names as places  # noqa: PLC0415

    require_internal(VERDICTS, internal=internal)
    with settings().reading() as session:
        found, names = workflow.check(session, claim), places(session)
    if note:
        coder = settings().require_coder()
        with settings().writing() as session:
            claim_register.note(session, coder)
    told = "\n".join(line for each in found for line in lines(each, names))
    answer_inside({"claims": [record(each) for each in found]}, told)
    if strict and any(each.fails for each in found):
        click.get_current_context().exit(1)


@claims.command()
@click.argument("claim", metavar="ID")
@click.argument("coding", type=int)
@click.option(
    "--as-what",
    "role",
    type=click.Choice(["supports", "contradicts", "nuances"]),
    required=True,
    help="How the quote stands to the claim.",
)
@global_options
def link(claim: str, coding: int, role: str) -> None:
    """Set a quote beside a claim."""
    from qualcode.domain.claim_register import Role  # noqa: PLC0415
    from qualcode.workflow import claim_register  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        new = claim_register.link(session, coder, claim, coding, Role(role))
    told = "linked" if new else "was linked so already"
    answer({"claim": claim, "coding": coding, "role": role, "new": new}, f"Quote {coding} {told} ({role} {claim}).")


@claims.command(name="answer")
@click.argument("claim", metavar="ID")
@click.argument("codings", type=int, nargs=-1, required=True)
@click.option("--text", required=True, metavar="TEXT", help="What is answered to these quotes.")
@global_options
def give_answer(claim: str, codings: tuple[int, ...], text: str) -> None:
    """Answer quotes that speak against a claim; they stay counted."""
    from qualcode.workflow import claim_register  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        new = claim_register.answer(session, coder, claim, codings, text)
    answer({"claim": claim, "answered": new}, f"{counted(new, 'quote', 'quotes')} of claim {claim} answered.")


@claims.command()
@click.argument("claim", metavar="ID")
@click.argument("component", type=click.Choice(["methods", "coherence", "adequacy", "relevance", "confidence"]))
@click.argument("level")
@click.option("--explanation", required=True, metavar="TEXT", help="Why; a judgement without it is refused.")
@global_options
def judge(claim: str, component: str, level: str, explanation: str) -> None:
    """Judge one COMPONENT of a finding (CERQual-informed), and at last its confidence.

    LEVEL is no_concerns, minor_concerns, moderate_concerns or serious_concerns; of the confidence it is high,
    moderate, low or very_low. 'qualcode output findings' shows the facts to judge by.
    """
    from qualcode.domain.cerqual import Component  # noqa: PLC0415
    from qualcode.workflow import findings  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        findings.judge(session, coder, claim, Component(component), level, explanation)
    facts = {"claim": claim, "component": component, "level": level}
    answer(facts, f"{claim}: {component} is {level}.")


for _command in REGISTER:
    claims.add_command(_command)

COMMANDS = {"claims": claims}
