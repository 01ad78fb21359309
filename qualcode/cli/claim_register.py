"""`qualcode claims list`, `show`, `add`, `close`, `reopen` and `export`: the register on the command line."""

from collections.abc import Sequence
from pathlib import Path

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal
from qualcode.errors import UsageError

QUANTIFIERS = ["alle", "vrijwel_alle", "merendeel", "vaak", "soms", "kaal"]
VERDICTS = ["gesteund", "weersproken", "ontoereikend", "niet_toetsbaar"]


@click.command(name="list")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Only claims with this verdict.")
@click.option("--state", type=click.Choice(["open", "closed"]), help="Only claims in this state.")
@click.option("--section", metavar="NAME", help="Only claims of this section of the report.")
@click.option("--internal", is_flag=True, help="With --json: true numbers and ids, not to be published.")
@global_options
def list_claims(verdict: str | None, state: str | None, section: str | None, *, internal: bool) -> None:
    """List the claims, those whose verdict changed first."""
    from qualcode.cli.claim_lines import VERDICTS, record  # noqa: PLC0415
    from qualcode.domain.claim_text import change  # noqa: PLC0415
    from qualcode.workflow.claim_view import in_order, names, section_of  # noqa: PLC0415
    from qualcode.workflow.claims import check  # noqa: PLC0415

    require_internal(VERDICTS, internal=internal)
    with settings().reading() as session:
        found, places = in_order(check(session)), names(session)
    chosen = [
        each
        for each in found
        if verdict in {None, each.assessment.verdict.value}
        and state in {None, each.entry.state.value}
        and section in {None, section_of(each)}
    ]
    told = [counted(len(chosen), "claim", "claims")]
    for each in chosen:
        entry, moved = each.entry, change(each, places, settings().language)
        told.append(
            f"{entry.claim.id} | {each.assessment.verdict.value} | {entry.state.value} | {entry.claim.statement}"
        )
        told += [f"  {moved}"] if moved else []
    answer_inside({"claims": [record(each) for each in chosen]}, "\n".join(told))


@click.command()
@click.argument("claim", metavar="ID")
@click.option("--internal", is_flag=True, help="With --json: true numbers and ids, not to be published.")
@global_options
def show(claim: str, *, internal: bool) -> None:
    """Show a claim: verdict, rule, units, quotes against it, links, candidates and questions."""
    from qualcode.cli.claim_lines import VERDICTS, whole, whole_record  # noqa: PLC0415
    from qualcode.workflow.claim_view import view  # noqa: PLC0415

    require_internal(VERDICTS, internal=internal)
    with settings().reading() as session:
        found = view(session, claim, settings().language)
    answer_inside({**whole_record(found)}, "\n".join(whole(found)))


@click.command()
@click.argument("claim", metavar="ID")
@click.option("--statement", required=True, metavar="TEXT", help="The sentence of the report.")
@click.option("--quantifier", type=click.Choice(QUANTIFIERS), required=True, help="How many it speaks of.")
@click.option(
    "--require", "required", multiple=True, required=True, metavar="'CODE [NAME=VALUE...]'", help="What speaks for it."
)
@click.option("--contradict", multiple=True, metavar="'CODE [NAME=VALUE...]'", help="What speaks against it.")
@click.option("--where", multiple=True, metavar="'CODE [NAME=VALUE...]'", help="Only where this is said.")
@click.option("--neighbourhood", "places", multiple=True, metavar="ID", help="Only these neighbourhoods.")
@click.option("--group", "groups", multiple=True, metavar="GROUP", help="Only what this group says.")
@click.option("--topic", "topics", multiple=True, metavar="NAME", help="A topic of the guide that asks for it.")
@click.option(
    "--over", type=click.Choice(["neighbourhoods", "respondents"]), default="neighbourhoods", help="What it counts."
)
@click.option(
    "--type",
    "kind",
    type=click.Choice(["finding", "literature", "recommendation"]),
    default="finding",
    help="What it is.",
)
@click.option("--place", default="", metavar="NAME", help="Where it stands in the report.")
@click.option("--intended", type=click.Choice(VERDICTS), default="gesteund", help="The verdict that you expect.")
@global_options
def add(
    claim: str,
    statement: str,
    quantifier: str,
    required: Sequence[str],
    contradict: Sequence[str],
    where: Sequence[str],
    places: Sequence[str],
    groups: Sequence[str],
    topics: Sequence[str],
    over: str,
    kind: str,
    place: str,
    intended: str,
) -> None:
    """Set a new claim down; what it requires is one condition or more, any of which will do."""
    from qualcode.domain.claim import Claim, ClaimType, Over, Quantifier, Scope, Verdict  # noqa: PLC0415
    from qualcode.domain.claim_text import parsed  # noqa: PLC0415
    from qualcode.domain.transcript import Group  # noqa: PLC0415
    from qualcode.workflow.claim_register import set_down  # noqa: PLC0415
    from qualcode.workflow.claims import check  # noqa: PLC0415

    coder = settings().require_coder()
    if where and places:
        msg = "a scope is computed (--where) or fixed (--neighbourhood), not both; leave one of them out"
        raise UsageError(msg)
    unknown = sorted(set(groups) - set(Group))
    if unknown:
        msg = f"there is no group '{unknown[0]}'; choose from {', '.join(Group)}"
        raise UsageError(msg)
    made = Claim(
        id=claim,
        type=ClaimType(kind),
        statement=" ".join(statement.split()),
        over=Over(over),
        quantifier=Quantifier(quantifier),
        require=tuple(map(parsed, required)),
        contradict=tuple(map(parsed, contradict)),
        scope=Scope(tuple(places), tuple(map(parsed, where))),
        groups=tuple(map(Group, groups)),
        topics=tuple(topics),
        place=place,
        intended=Verdict(intended),
    )
    with settings().writing() as session:
        set_down(session, coder, made)
        (checked,) = check(session, claim)
    verdict = checked.assessment.verdict.value
    answer({"claim": claim, "verdict": verdict}, f"Claim {claim} was set down; as the evidence stands it is {verdict}.")


@click.command()
@click.argument("claim", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@global_options
def close(claim: str, reason: str) -> None:
    """Close a claim; every quote against it must have an answer."""
    from qualcode.workflow import claim_register  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        claim_register.close(session, coder, claim, reason)
    answer({"claim": claim, "state": "closed"}, f"Claim {claim} is closed.")


@click.command()
@click.argument("claim", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@global_options
def reopen(claim: str, reason: str) -> None:
    """Open a claim again."""
    from qualcode.workflow import claim_register  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        claim_register.reopen(session, coder, claim, reason)
    answer({"claim": claim, "state": "open"}, f"Claim {claim} is open.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@global_options
def export(file: Path) -> None:
    """Write the register to FILE (.yaml), to load again; verdicts and quotes are not in it."""
    from qualcode.interchange.claims_file import write_claims  # noqa: PLC0415
    from qualcode.workflow.claims import register  # noqa: PLC0415

    if file.suffix.lower() not in {".yaml", ".yml"}:
        msg = f"the form of {file} is not clear from its name; end it in .yaml"
        raise UsageError(msg)
    if file.exists():
        msg = f"{file} exists; choose another name"
        raise UsageError(msg)
    with settings().reading() as session:
        claims = [entry.claim for entry in register(session)]
    if not claims:
        msg = "there are no claims to write; load or add some first"
        raise UsageError(msg)
    try:
        file.write_text(write_claims(claims), encoding="utf-8")
    except OSError as error:
        msg = f"{file} cannot be written: {error.strerror or error}"
        raise UsageError(msg) from None
    answer({"file": str(file), "claims": len(claims)}, f"{counted(len(claims), 'claim', 'claims')} written to {file}.")


REGISTER = (list_claims, show, add, close, reopen, export)
