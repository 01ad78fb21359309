"""`qualcode search`: saved searches, and changing at once all quotes that one finds."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal
from qualcode.cli.selection import attribute_values
from qualcode.errors import UsageError, short

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from qualcode.domain.quote import Quote


@click.group()
@global_options
def search() -> None:
    """Keep searches under a name, list what one finds, and change all of it at once.

    A saved search is one of the page Quotes; both keep the same ones.
    """


@search.command("list")
@click.option("--internal", is_flag=True, help="With --json: it names people and stays within the team.")
@global_options
def list_saved(*, internal: bool) -> None:
    """List the saved searches."""
    require_internal("saved searches name who made them", internal=internal)
    from qualcode.workflow.saved import saved  # noqa: PLC0415

    with settings().reading() as session:
        found = saved(session)
    lines = [f"{each.name} | {_asked(each.parameters)} | {each.coder}" for each in found]
    records = [{"name": each.name, "parameters": dict(each.parameters), "coder": each.coder} for each in found]
    answer_inside({"searches": records}, "\n".join(lines) or "No search is saved.")


@search.command()
@click.argument("name")
@click.option("--code", default="", metavar="ID", help="This code and all below it.")
@click.option("--neighbourhood", default="", metavar="ID", help="This neighbourhood.")
@click.option("--group", default="", metavar="GROUP", help="This respondent group.")
@click.option("--words", default="", metavar="SEARCH", help="Where this is said.")
@click.option("--where", "combination", default="", metavar="COMBINATION", help="Where this combination holds.")
@global_options
def save(name: str, **asked: str) -> None:
    """Keep a search under NAME; another one of that name is replaced."""
    from qualcode.workflow.saved import save as keep  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        _found(session, asked)  # what cannot be asked is not kept
        new = keep(session, coder, name, asked)
    answer({"name": name, "stored": new}, f"Search '{name}': {'stored' if new else 'unchanged'}.")


@search.command()
@click.argument("name")
@global_options
def forget(name: str) -> None:
    """Take the search NAME from the list."""
    from qualcode.workflow.saved import forget as take_away  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        take_away(session, coder, name)
    answer({"name": name}, f"Search '{name}' is no longer on the list.")


@search.command()
@click.argument("name")
@click.option("--internal", is_flag=True, help="With --json: what is written stays within the team.")
@global_options
def run(name: str, *, internal: bool) -> None:
    """List the quotes that the search NAME finds, with their numbers."""
    require_internal("these quotes are not checked for publication ('qualcode quotes' gives those)", internal=internal)
    with settings().reading() as session:
        found = _found(session, _parameters(session, name))
    lines = [f"#{each.id} | {each.code} | {each.transcript} | {each.coder} | {short(each.exact)}" for each in found]
    records = [
        {"id": q.id, "code": q.code, "transcript": q.transcript, "exact": q.exact, "coder": q.coder} for q in found
    ]
    answer_inside({"quotes": records}, "\n".join([*lines, f"{counted(len(found), 'quote', 'quotes')}."]))


@search.command()
@click.argument("name")
@click.option("--to", "code", metavar="CODE", help="The code that they get.")
@click.option("--attribute", "attributes", multiple=True, metavar="NAME=VALUE", help="The value that they get.")
@click.option("--batch", default="", metavar="ID", help="Id of this change; the same one again changes nothing.")
@click.option("--dry-run", is_flag=True, help="Only say how many would change.")
@global_options
def recode(name: str, code: str | None, attributes: Sequence[str], batch: str, *, dry_run: bool) -> None:
    """Give all your own quotes that the search NAME finds another code or value, all of them or none.

    Codings of colleagues stay as they are. 'qualcode search undo BATCH' takes the whole change back.
    """
    from qualcode.workflow.second_cycle import Change  # noqa: PLC0415
    from qualcode.workflow.second_cycle import recode as change  # noqa: PLC0415

    coder, values = settings().require_coder(), attribute_values(attributes)
    if not (code or values):
        msg = "say what the quotes become: --to CODE, or --attribute NAME=VALUE"
        raise UsageError(msg)
    batch = batch or uuid4().hex
    with settings().writing() as session:
        found = _found(session, _parameters(session, name))
        own = [
            Change(each.id, code, {key: given[-1] for key, given in values.items()})
            for each in found
            if each.coder == coder
        ]
        others = len(found) - len(own)
        beside = f"; {counted(others, 'quote of a colleague stays', 'quotes of colleagues stay')}" if others else ""
        if dry_run:
            answer(
                {"found": len(found), "own": len(own)},
                f"{counted(len(own), 'quote', 'quotes')} of yours would change{beside}.",
            )
            return
        done = change(session, coder, own, batch)
    facts = {"batch": batch, "codings": list(done.codings), "unchanged": done.unchanged, "others": others}
    answer(facts, f"{counted(len(done.codings), 'quote', 'quotes')} changed{beside}; batch {batch}.")


@search.command()
@click.argument("batch")
@global_options
def undo(batch: str) -> None:
    """Take back the whole change BATCH of yours."""
    from qualcode.workflow.second_cycle import undo_recode  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        number = undo_recode(session, coder, batch)
    answer({"batch": batch, "undone": number}, f"{counted(number, 'quote is', 'quotes are')} again as before.")


def _parameters(session: "Session", name: str) -> Mapping[str, str]:
    from qualcode.errors import NotFoundError  # noqa: PLC0415
    from qualcode.workflow.saved import saved  # noqa: PLC0415

    known = {each.name: each.parameters for each in saved(session)}
    if name not in known:
        raise NotFoundError("saved search", name, known)
    return known[name]


def _found(session: "Session", parameters: Mapping[str, str]) -> Sequence["Quote"]:
    """All quotes that a saved search finds.

    Raises:
        UsageError: It is a search in all turns, which are no quotes.
    """
    from qualcode.ui.addresses import filters_of  # noqa: PLC0415
    from qualcode.workflow.aggregate import quotes  # noqa: PLC0415

    if parameters.get("where") == "turns":
        msg = "this search looks in all turns, and only quotes are listed and changed here; open it on the page Quotes"
        raise UsageError(msg)
    words, combination = parameters.get("words", ""), parameters.get("combination", "")
    filters, language = filters_of(parameters), settings().language
    return quotes(session, filters, language, limit=None, words=words, where=combination).quotes


def _asked(parameters: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in sorted(parameters.items()))


COMMANDS = {"search": search}
