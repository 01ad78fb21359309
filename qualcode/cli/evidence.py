"""`qualcode evidence`: the evidence table."""

from pathlib import Path
from typing import Any

import click

from qualcode.cli.delivery import Content, deliver, delivery, delivery_options
from qualcode.cli.options import global_options, settings
from qualcode.cli.selection import filters_from, selection_options


@click.command()
@click.option(
    "--rows", default="factor", show_default=True, metavar="CODE", help="A code with all below it; or codes, families."
)
@click.option(
    "--columns",
    type=click.Choice(["neighbourhood", "city", "group"]),
    default="neighbourhood",
    show_default=True,
    help="What the columns are.",
)
@click.option(
    "--measure",
    type=click.Choice(["respondents", "passages", "codings", "transcripts"]),
    default="respondents",
    show_default=True,
    help="What is counted.",
)
@click.option("--split", metavar="ATTRIBUTE", help="Split respondents by an attribute, such as valentie.")
@selection_options
@delivery_options
@global_options
def evidence(
    rows: str,
    columns: str,
    measure: str,
    split: str | None,
    form: str | None,
    output: Path | None,
    *,
    internal: bool,
    **chosen: Any,
) -> None:
    """Show the evidence table: how many respondents speak of what, and where.

    On the terminal the numbers are true. Files, csv and json are publications: cells with too few respondents are
    hidden, and others with them, unless --internal keeps everything and marks it.
    """
    from qualcode.domain.evidence import Columns, Measure, Question  # noqa: PLC0415
    from qualcode.domain.publication import asked  # noqa: PLC0415
    from qualcode.domain.wording import word  # noqa: PLC0415
    from qualcode.interchange import plain, records, sheets  # noqa: PLC0415
    from qualcode.workflow import export  # noqa: PLC0415
    from qualcode.workflow.manifest import evidence_recipe  # noqa: PLC0415

    where, language = delivery(form, output, internal=internal), settings().language
    detailed = where.form != "table"
    question = Question(
        rows=rows,
        columns=Columns(columns),
        measure=Measure(measure),
        filters=filters_from(chosen),
        split=split,
        passages=detailed,
        origins=detailed,
        ids=detailed and where.internal,
    )
    said = [(word("question", language), f"{rows} x {word(columns, language)}"), *asked(question.filters, language)]
    with settings().reading() as session:
        table = export.table(session, question, language, internal=where.internal)
        about = export.about(session, said, internal=where.internal)
    content = Content(
        lines=lambda origin: plain.table_lines(table, origin, language, where.width),
        record=lambda origin: records.evidence_record(table, origin),
        sheets=lambda origin: sheets.evidence_sheets(table, origin, language),
        notes=table.suppression,
        recipe=evidence_recipe(question, language, internal=where.internal),
        hidden=table.hidden,
    )
    deliver(where, about, content)


COMMANDS = {"evidence": evidence}
