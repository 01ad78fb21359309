"""`qualcode disclosure`: what a publication would hide, make coarser or hold back, and why."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer_inside, require_internal

if TYPE_CHECKING:
    from qualcode.domain.leaving import HeldQuote, Leaving


@click.command()
@click.option("--internal", is_flag=True, help="With --json: true numbers and words of quotes, not to be published.")
@global_options
def disclosure(*, internal: bool) -> None:
    """Preview what a publication would hide, make coarser or hold back, and why.

    It tells true numbers and words of quotes: for the study's own eyes only.
    """
    from qualcode.workflow.leaving import preview  # noqa: PLC0415

    require_internal("the preview tells true numbers and words of quotes", internal=internal)
    with settings().reading() as session:
        found = preview(session, settings().language)
    answer_inside({**asdict(found)}, "\n".join(_lines(found)))


def _lines(found: "Leaving") -> list[str]:
    from qualcode.domain.wording import word  # noqa: PLC0415

    language = settings().language
    lines = [word("internal", language), word("preview_cells", language, k=found.k)]
    lines += [
        f"  {cell.row}, {cell.column}: {cell.respondents} ({word(cell.why.value, language, k=found.k)})"
        for cell in found.cells
    ]
    lines += ["", word("preview_labels", language, k=found.k)]
    lines += [f"  {each.full} ({each.respondents}) -> {each.said}" for each in found.labels]
    lines += ["", word("preview_quotes", language)]
    lines += [f"  #{each.quote} {each.code}: {_why(each, language)}" for each in found.quotes]
    lines += ["", f"{word('preview_inside', language)}: {', '.join(found.inside)}"]
    return lines


def _why(each: "HeldQuote", language: str) -> str:
    from qualcode.domain.wording import word  # noqa: PLC0415

    said = [] if each.review == "publish" else [word(f"review_{each.review or 'none'}", language)]
    said += [word(f"hold_{hold}", language) for hold in each.held]
    said += [f"{word(f'leak_{kind}', language)} '{words}'" for kind, words in each.found]
    return "; ".join(said)


COMMANDS = {"disclosure": disclosure}
