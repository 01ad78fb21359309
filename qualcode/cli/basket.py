"""`qualcode basket`: quotes for each section of the report."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.delivery import Content, deliver, delivery, delivery_options
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal

if TYPE_CHECKING:
    from qualcode.domain.basket import Spread


@click.group()
@global_options
def basket() -> None:
    """Choose quotes for the sections of the report, and leave words out of them."""


@basket.command()
@click.argument("section")
@click.argument("codings", type=int, nargs=-1, required=True, metavar="QUOTE...")
@global_options
def add(section: str, codings: tuple[int, ...]) -> None:
    """Put quotes into a section."""
    from qualcode.workflow import basket as workflow  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        elsewhere = workflow.used(session)
        new = workflow.put(session, coder, section, codings)
        name = workflow.section_name(section)
    also = {number: [other for other in elsewhere.get(number, ()) if other != name] for number in codings}
    told = [f"Quote {number} stands in {', '.join(names)} too." for number, names in also.items() if names]
    facts = {"section": name, "new": new, "also": {str(number): names for number, names in also.items() if names}}
    answer(facts, "\n".join([f"Put {counted(new, 'quote', 'quotes')} into '{name}'.", *told]))


@basket.command()
@click.argument("section")
@click.argument("coding", type=int, metavar="QUOTE")
@global_options
def remove(section: str, coding: int) -> None:
    """Take a quote out of a section."""
    from qualcode.workflow import basket as workflow  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        workflow.take_out(session, coder, section, coding)
    answer({"section": section, "removed": coding}, f"Took quote {coding} out of '{section}'.")


@basket.command()
@click.argument("section")
@click.argument("coding", type=int, metavar="QUOTE")
@click.option("--text", required=True, metavar="TEXT", help="The quote with [...] in the place of what is left out.")
@global_options
def edit(section: str, coding: int, text: str) -> None:
    """Leave words out of a quote; none can be added or changed."""
    from qualcode.workflow import basket as workflow  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        new = workflow.edit(session, coder, section, coding, text)
    told = "is shown so now" if new else "was shown so already"
    answer({"section": section, "edited": coding, "new": new}, f"Quote {coding} {told} in '{section}'.")


@basket.command(name="list")
@click.argument("section", required=False)
@click.option("--internal", is_flag=True, help="With --json: true numbers and ids, not to be published.")
@global_options
def list_basket(section: str | None, *, internal: bool) -> None:
    """List the sections with how their quotes are spread over groups and neighbourhoods."""
    from qualcode.workflow import basket as workflow  # noqa: PLC0415

    require_internal("how quotes are spread are small numbers", internal=internal)
    with settings().reading() as session:
        picked = workflow.basket(session, settings().language, section)
        names = list(dict.fromkeys(each.section for each in picked))
        spreads = {name: workflow.spread_of(session, [p for p in picked if p.section == name]) for name in names}
    lines = [line for name, spread in spreads.items() for line in _spread(name, spread)]
    record = {name: {"groups": each.groups, "neighbourhoods": each.neighbourhoods} for name, each in spreads.items()}
    answer_inside({"sections": record}, "\n".join(lines) or "No quote was put into a section yet.")


def _spread(name: str, spread: "Spread") -> list[str]:
    lines = [name]
    for title, counts in (("groups", spread.groups), ("neighbourhoods", spread.neighbourhoods)):
        told = ", ".join(f"{each} {quotes} ({people} resp.)" for each, quotes, people in counts if quotes)
        lines.append(f"  {title}: {told or '-'}")
    return [*lines, *([f"  without a quote: {', '.join(spread.missing)}"] if spread.missing else [])]


@basket.command()
@click.argument("section", required=False)
@delivery_options
@global_options
def export(section: str | None, form: str | None, output: Path | None, *, internal: bool) -> None:
    """Write the quotes of all sections or of one.

    Files, csv and json are publications: only quotes that may leave, with their edits and under a label that enough
    respondents share, unless --internal marks them.
    """
    from qualcode.domain.wording import word  # noqa: PLC0415
    from qualcode.interchange import basket as sheets  # noqa: PLC0415
    from qualcode.workflow import basket as workflow  # noqa: PLC0415
    from qualcode.workflow import export as exports  # noqa: PLC0415
    from qualcode.workflow.manifest import basket_recipe  # noqa: PLC0415

    where, language = delivery(form, output, internal=internal), settings().language
    asked = [(word("section", language), section or word("all", language))]
    with settings().reading() as session:
        about = exports.about(session, asked, internal=where.internal)
        found = workflow.chosen(session, language, about, section)
    content = Content(
        lines=lambda origin: sheets.basket_lines(replace(found, about=origin), language, where.width),
        record=lambda origin: sheets.basket_record(replace(found, about=origin)),
        sheets=lambda origin: sheets.basket_sheets(replace(found, about=origin), language),
        notes=found.notes,
        recipe=basket_recipe(section, language, internal=where.internal),
    )
    deliver(where, about, content)
    if found.withheld:  # for the eyes of whoever publishes only
        sentence = "withheld_one" if found.withheld == 1 else "withheld_quotes"
        click.echo(word(sentence, language, n=found.withheld), err=True)


COMMANDS = {"basket": basket}
