"""`qualcode claims`: the register of claims, and whether each holds."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, counted
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.domain.claim_register import Checked


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
    from qualcode.workflow import claim_register  # noqa: PLC0415
    from qualcode.workflow import claims as workflow  # noqa: PLC0415

    if settings().json and not internal:
        msg = "verdicts come with ids of quotes and small numbers; ask for JSON with --internal"
        raise UsageError(msg)
    with settings().reading() as session:
        found = workflow.check(session, claim)
    if note:
        coder = settings().require_coder()
        with settings().writing() as session:
            claim_register.note(session, coder)
    records = [_record(each) for each in found]
    answer({"internal": True, "claims": records}, "\n".join(line for each in found for line in _lines(each)))
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


def _lines(each: "Checked") -> list[str]:
    """A claim in a few lines: verdict, how the units stand, the rule, and what is to be done."""
    from qualcode.domain.claim_text import rule  # noqa: PLC0415

    found, entry = each.assessment, each.entry
    stands = ", ".join(f"{n} {standing.value}" for standing, n in found.counts().items() if n)
    flags = [name for name, set_so in (("circular", found.circular), ("understated", found.understated)) if set_so]
    lines = [f"{entry.claim.id} {found.verdict.value}: {entry.claim.statement}"]
    asked = f"{entry.claim.quantifier.value} of {len(found.standings)} {entry.claim.over.value}"
    lines += [
        f"  {asked}, needs {found.needed or '-'}: {stands or 'nothing in scope'}" + "".join(f"; {f}" for f in flags)
    ]
    lines += [f"  {sentence}" for sentence in rule(entry.claim, found, each.rules, settings().language)[:2]]
    silences = [f"{len(units)} {kind.value}" for kind, units in each.silences.items() if units]
    lines += [f"  silent: {', '.join(silences)}"] if silences else []
    if each.changed and entry.kept is not None:
        moved = "; ".join(
            f"{unit}: {then.value if then else '-'} -> {now.value if now else '-'}" for unit, then, now in each.moved
        )
        lines += [f"  was {entry.kept.verdict.value}, now {found.verdict.value} because {moved or 'the claim changed'}"]
    lines += [f"  worse than intended ({entry.claim.intended.value})"] if each.falls_short else []
    lines += [f"  {counted(len(each.unanswered), 'quote', 'quotes')} against it unanswered"] if each.unanswered else []
    return lines


def _record(each: "Checked") -> dict[str, Any]:
    found, entry = each.assessment, each.entry
    return {
        "id": entry.claim.id,
        "type": entry.claim.type.value,
        "statement": entry.claim.statement,
        "place": entry.claim.place,
        "state": entry.state.value,
        "verdict": found.verdict.value,
        "intended": entry.claim.intended.value,
        "needed": found.needed,
        "rules": asdict(each.rules),
        "standings": {unit: standing.value for unit, standing in found.standings.items()},
        "ruled": list(found.ruled),
        "silences": {kind.value: list(units) for kind, units in each.silences.items()},
        "supporting": list(found.supporting),
        "contradicting": list(found.contradicting),
        "unanswered": list(each.unanswered),
        "circular": found.circular,
        "understated": found.understated,
        "was": entry.kept.verdict.value if entry.kept else None,
    }


COMMANDS = {"claims": claims}
