"""`qualcode quotes`: the quotes behind a number, and the recorded check that one may be published."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from qualcode.cli.delivery import Content, deliver, delivery, delivery_options
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal
from qualcode.cli.selection import filters_from, selection_options
from qualcode.errors import UsageError


@click.command()
@click.option("--code", "codes", multiple=True, metavar="ID", help="Only this code and all below it.")
@click.option("--words", default="", metavar="SEARCH", help="Only where this is said, in whatever form.")
@click.option(
    "--where",
    default="",
    metavar="COMBINATION",
    help="Only where this holds, such as 'factor.sloop overlaps uitkomst.*'; docs/SEARCH.md has all of it.",
)
@click.option(
    "--review",
    type=click.IntRange(1, 10**15),
    metavar="ID",
    help="Record a disclosure check of one quote, instead of listing.",
)
@click.option("--verdict", type=click.Choice(["publish", "withhold"]), help="With --review: may it be published?")
@click.option("--reason", default="", metavar="TEXT", help="With --review: why.")
@click.option(
    "--confirm-leaks",
    is_flag=True,
    help="With --verdict publish: names, addresses, contact data and roles in it were looked at and may stay.",
)
@click.option("--waiting", is_flag=True, help="Only codings that lost their place in a corrected transcript.")
@selection_options
@delivery_options
@global_options
def quotes(
    codes: tuple[str, ...],
    words: str,
    where: str,
    review: int | None,
    verdict: str | None,
    reason: str,
    form: str | None,
    output: Path | None,
    *,
    internal: bool,
    waiting: bool,
    confirm_leaks: bool,
    **chosen: Any,
) -> None:
    """List the quotes of a code, with their way back.

    On the terminal every quote is listed with its number. Files, csv and json are publications: only quotes that a
    person has checked (--review) leave, without anything that leads to the speaker, unless --internal marks them.
    """
    if review is not None:
        _record_check(review, verdict, reason, confirmed=confirm_leaks)
        return
    if waiting:
        if form or output or words or where or codes or any(chosen.values()):
            msg = "--waiting lists every coding without a place, on the terminal; leave the other options out"
            raise UsageError(msg)
        _list_waiting(internal=internal)
        return
    from qualcode.domain.publication import asked  # noqa: PLC0415
    from qualcode.domain.wording import word  # noqa: PLC0415
    from qualcode.interchange import plain, records, sheets  # noqa: PLC0415
    from qualcode.workflow import export  # noqa: PLC0415
    from qualcode.workflow.manifest import quotes_recipe  # noqa: PLC0415

    to, language = delivery(form, output, internal=internal), settings().language
    filters = filters_from(chosen, codes)
    searched = {"quote": words, "combination": where}
    said = [(word(name, language), typed) for name, typed in searched.items() if typed] + asked(filters, language)
    with settings().reading() as session:
        about = export.about(session, said, internal=to.internal)
        found = export.quotations(session, filters, language, about, words=words, where=where)
    content = Content(
        lines=lambda origin: plain.quote_lines(replace(found, about=origin), language, to.width),
        record=lambda origin: records.quotes_record(replace(found, about=origin)),
        sheets=lambda origin: sheets.quote_sheets(replace(found, about=origin), language),
        notes=found.notes,
        recipe=quotes_recipe(filters, language, internal=to.internal, words=words, where=where),
    )
    deliver(to, about, content)
    if found.withheld:  # for the eyes of whoever publishes only
        sentence = "withheld_one" if found.withheld == 1 else "withheld_quotes"
        click.echo(word(sentence, language, n=found.withheld), err=True)


def _list_waiting(*, internal: bool) -> None:
    from qualcode.workflow.waiting import waiting  # noqa: PLC0415

    require_internal("these quotes may be traced to people", internal=internal)
    with settings().reading() as session:
        found = waiting(session)
    lines = [f"{counted(len(found), 'coding waits', 'codings wait')} for a place."]
    for each in found:
        lines += [f"#{each.id} | {each.code} | {each.transcript} | {each.coder}", f"  was: “{each.exact}”"]
        lines += [f"  now: “{each.proposal}”?"] if each.proposal else []
    lines += ["Attach or give up each on its own page, quotes?quote=NUMBER in 'qualcode ui'."] if found else []
    answer_inside({"waiting": [asdict(each) for each in found]}, "\n".join(lines))


def _record_check(coding: int, verdict: str | None, reason: str, *, confirmed: bool) -> None:
    from qualcode.workflow.disclose import review_quote  # noqa: PLC0415

    if verdict is None:
        msg = "say what the check found: --verdict publish or --verdict withhold, with --reason TEXT"
        raise UsageError(msg)
    coder = settings().require_coder()
    with settings().writing() as session:
        number = review_quote(session, coder, coding, verdict, reason, confirmed=confirmed)
    answer({"review": number, "coding": coding, "verdict": verdict}, f"Check {number}: {verdict} quote {coding}.")


COMMANDS = {"quotes": quotes}
