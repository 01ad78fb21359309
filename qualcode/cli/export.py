"""`qualcode export`: codings and their provenance in the standards of others, and suggestions with their reasons."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.delivery import Content, Delivery, collect_rarely, deliver, delivery
from qualcode.cli.options import global_options, settings
from qualcode.cli.selection import filters_from, selection_options
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.domain.publication import Quotations
    from qualcode.domain.quote import Journey
    from qualcode.domain.recorded import Record

    Written = Callable[[Quotations, Sequence[Journey], Record], dict[str, Any]]

CODES = click.option("--code", "codes", multiple=True, metavar="ID", help="Only this code and all below it.")
FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group()
@global_options
def export() -> None:
    """Write codings as W3C annotations, with what led to them as W3C provenance, or suggestions with their reasons."""


@export.command()
@FILE
@CODES
@selection_options
@click.option("--internal", is_flag=True, help="All codings with places, coders and times, marked.")
@global_options
def annotations(file: Path, codes: tuple[str, ...], *, internal: bool, **chosen: Any) -> None:
    """Write quotes to FILE as a JSON-LD collection of Web Annotations; only checked ones, unless --internal."""
    from qualcode.interchange.annotations import annotations as written  # noqa: PLC0415

    language = settings().language
    _write(
        file,
        codes,
        chosen,
        lambda found, _journeys, record: written(found, record.versions, language),
        internal=internal,
    )


@export.command()
@FILE
@CODES
@selection_options
@click.option("--internal", is_flag=True, help="Needed: a chain of provenance names coders and transcripts.")
@global_options
def prov(file: Path, codes: tuple[str, ...], *, internal: bool, **chosen: Any) -> None:
    """Write to FILE as PROV-JSON how codings, suggestions and exports came to be, and by whom."""
    from qualcode.interchange.provenance import provenance  # noqa: PLC0415

    if not internal:
        msg = "a chain of provenance names coders and transcripts, so it stays inside; ask for it with --internal"
        raise UsageError(msg)
    language = settings().language
    _write(
        file,
        codes,
        chosen,
        lambda found, steps, record: provenance(found.about, steps, record, language),
        internal=True,
    )


@export.command()
@FILE
@CODES
@click.option("--internal", is_flag=True, help="Needed: reasons hold words of transcripts, and decisions have names.")
@global_options
def suggestions(file: Path, codes: tuple[str, ...], *, internal: bool) -> None:
    """Write to FILE every suggestion with its reasons: open, not shown, accepted, corrected, rejected.

    The form is that of the file's name: csv, xlsx, parquet, md, html, docx, json or txt.
    """
    from qualcode.domain.evidence import Filters  # noqa: PLC0415
    from qualcode.domain.publication import asked  # noqa: PLC0415
    from qualcode.interchange import suggestions as written  # noqa: PLC0415
    from qualcode.workflow import explain  # noqa: PLC0415
    from qualcode.workflow import export as workflow  # noqa: PLC0415
    from qualcode.workflow.manifest import suggestions_recipe  # noqa: PLC0415

    if not internal:
        msg = "reasons of suggestions hold words of transcripts, so they stay inside; ask for them with --internal"
        raise UsageError(msg)
    to, language = delivery(None, file, internal=True), settings().language
    with settings().reading() as session:
        about = workflow.about(session, asked(Filters(codes=codes), language), internal=True)
        found = explain.explanations(session, codes, language, about)
    content = Content(
        lines=lambda origin: written.suggestion_lines(found._replace(about=origin), language),
        record=lambda origin: written.suggestions_record(found._replace(about=origin), language),
        sheets=lambda origin: written.suggestion_sheets(found._replace(about=origin), language),
        notes=(),
        recipe=suggestions_recipe(codes, language),
    )
    deliver(to, about, content)


def _write(file: Path, codes: tuple[str, ...], chosen: dict[str, Any], written: "Written", *, internal: bool) -> None:
    from qualcode.domain.publication import asked  # noqa: PLC0415
    from qualcode.interchange.sheets import quote_sheets  # noqa: PLC0415
    from qualcode.workflow import export as workflow  # noqa: PLC0415
    from qualcode.workflow.manifest import quotes_recipe  # noqa: PLC0415
    from qualcode.workflow.recorded import record as recorded  # noqa: PLC0415
    from qualcode.workflow.trace import journeys  # noqa: PLC0415

    collect_rarely()
    language, filters = settings().language, filters_from(chosen, codes)
    with settings().reading() as session:
        about = workflow.about(session, asked(filters, language), internal=internal)
        found = workflow.quotations(session, filters, language, about)
        record, steps = recorded(session, language), journeys(session, found.internal)
    content = Content(
        lines=lambda _origin: (),
        record=lambda origin: written(replace(found, about=origin), steps, record),
        sheets=lambda origin: quote_sheets(replace(found, about=origin), language),
        notes=(),
        recipe=quotes_recipe(filters, language, internal=internal, words="", where=""),
    )
    deliver(Delivery("json", file, internal), about, content)


COMMANDS = {"export": export}
