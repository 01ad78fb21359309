"""Handing over tables and quotes: on the terminal for the study's own use, elsewhere as a publication.

What is written to a file, and csv and json on standard output, goes through disclosure control unless --internal
says that it stays inside; then it is marked on every sheet and page.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.cli.options import settings
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.domain.manifest import Manifest, Recipe
    from qualcode.domain.publication import About
    from qualcode.interchange.tables import Sheet

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "json", "csv", "xlsx", "parquet", "md", "html", "docx")
ENDINGS = {".txt": "table", **{f".{form}": form for form in FORMATS[1:]}}
FIRST_ONLY = ("csv", "parquet")
"""Forms that hold the first table alone."""

BINARY = {"xlsx": "a workbook", "parquet": "a Parquet file", "docx": "a Word document"}


def delivery_options(command: F) -> F:
    """Let a command take --format, -o and --internal."""
    options = (
        click.option("--format", "form", type=click.Choice(FORMATS), help="Form; else as -o ends, else a table."),
        click.option(
            "-o",
            "output",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=f"Write to a file ({', '.join(ENDINGS)}).",
        ),
        click.option("--internal", is_flag=True, help="With true numbers and ids, marked: not to be published."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True)
class Delivery:
    """Where something goes and in which form.

    Attributes:
        form: One of `FORMATS`.
        output: File, None for standard output.
        internal: Whether it stays inside.
    """

    form: str
    output: Path | None
    internal: bool

    @property
    def width(self) -> int:
        """Characters of a line."""
        return shutil.get_terminal_size((100, 24)).columns if self.output is None else 120


def delivery(form: str | None, output: Path | None, *, internal: bool) -> Delivery:
    """What the options ask for.

    Raises:
        UsageError: The form cannot be told from the file's name or is not the one that the name says, or a workbook
            has no file.
    """
    ending = None if output is None else ENDINGS.get(output.suffix.lower())
    chosen = form or ("json" if settings().json else None) or ("table" if output is None else ending)
    if chosen is None:
        msg = f"the form of {output} is not clear from its name; end it in {', '.join(ENDINGS)} or give --format"
        raise UsageError(msg)
    if ending not in {None, chosen}:
        right = next(suffix for suffix, named in ENDINGS.items() if named == chosen)
        option = "--format" if form else "--json"
        msg = f"{output} would hold {chosen} under the ending of {ending}; end it in {right} or leave {option} out"
        raise UsageError(msg)
    if chosen in BINARY and output is None:
        msg = f"{BINARY[chosen]} needs a file: give -o FILE.{chosen}"
        raise UsageError(msg)
    collect_rarely()
    return Delivery(chosen, output, internal or (chosen == "table" and output is None))


def collect_rarely() -> None:
    """Let the cycle collector run less often: 20,000 quotes are made of objects without cycles (a fifth faster)."""
    gc.set_threshold(100_000, 50, 50)


@dataclass(frozen=True)
class Content:
    """The same content in every form; each is made when it is asked for. CSV has no place for `notes`.

    `recipe` says how to make it again, `hidden` how many cells disclosure control hid.
    """

    lines: Callable[["About"], Iterable[str]]
    record: Callable[["About"], dict[str, Any]]
    sheets: Callable[["About"], Sequence["Sheet"]]
    notes: Sequence[str]
    recipe: "Recipe"
    hidden: int = 0


def deliver(where: Delivery, about: "About", content: Content) -> None:
    """Print the content, or write it to its file as a recorded run, with its manifest beside it.

    Raises:
        UsageError: The file cannot be written.
    """
    if where.output is None:
        for text in _texts(where.form, about, content):
            click.echo(text, nl=False)
    else:
        _to_file(where, where.output, about, content)
        click.echo(f"wrote {where.output}", err=True)
    if where.form == "csv":
        for note in content.notes:
            click.echo(note, err=True)
    if where.form in FIRST_ONLY:
        _tell_left_out(where.form, content.sheets(about)[1:-1])


def _tell_left_out(form: str, further: "Sequence[Sheet]") -> None:
    """Say which tables with anything in them a form has no place for, and which forms have."""
    if titles := [f"'{sheet.title}'" for sheet in further if any(True for _ in sheet.rows)]:
        name = {"csv": "CSV", "parquet": "Parquet"}[form]
        left = f"{name} holds the first table alone; left out: {', '.join(titles)}"
        click.echo(f"{left}; xlsx, docx, html, md and json hold every table.", err=True)


def _to_file(where: Delivery, file: Path, about: "About", content: Content) -> None:
    from qualcode.workflow import export  # noqa: PLC0415

    part = _part_of(file)
    with settings().writing() as session:
        run = export.begin(session, about, settings().coder)
    _write(where, part, replace(about, run=run), content)
    part.replace(file)
    made = _manifest(file, where.form, replace(about, run=run), content)
    with settings().writing() as session:
        export.finish(session, run, made.sha256)


def _manifest(file: Path, form: str, about: "About", content: Content) -> "Manifest":
    """The manifest of a file that was written, which now stands beside it."""
    from qualcode.interchange.manifest_file import write_manifest  # noqa: PLC0415
    from qualcode.workflow.manifest import manifest  # noqa: PLC0415

    sheets, alone = content.sheets(about), form in FIRST_ONLY
    made = manifest(file, sheets, about, content.recipe, hidden=content.hidden, first_only=alone)
    write_manifest(file, made)
    return made


def _texts(form: str, about: "About", content: Content) -> Iterable[str]:
    from qualcode.interchange.tables import csv_lines  # noqa: PLC0415

    if form == "csv":
        yield from csv_lines(content.sheets(about)[0], settings().language)
    elif form == "json":
        import json  # noqa: PLC0415

        yield json.dumps(content.record(about), ensure_ascii=False) + "\n"
    elif form in {"md", "html"}:
        from qualcode.interchange import pages  # noqa: PLC0415

        page = pages.markdown_page if form == "md" else pages.html_page
        yield page(content.sheets(about), about, settings().language)
    else:
        yield from (f"{line}\n" for line in content.lines(about))


def _part_of(file: Path) -> Path:
    """An empty file next to `file`, to write to and put in its place, so that a failure leaves an older one whole.

    Raises:
        UsageError: Nothing can be written there; said before a run is recorded.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.touch()
    except OSError as error:
        msg = f"{file} cannot be written: {error.strerror or error}"
        raise UsageError(msg) from None
    return part


def _write(where: Delivery, part: Path, about: "About", content: Content) -> None:
    from qualcode.interchange.forms import Form, write_sheets  # noqa: PLC0415

    try:
        if where.form in {"table", "json"}:
            part.write_text("".join(_texts(where.form, about, content)), encoding="utf-8")
        else:
            write_sheets(part, Form(where.form), content.sheets(about), about, settings().language)
    except BaseException as error:
        part.unlink()
        if not isinstance(error, OSError):
            raise
        msg = f"{where.output} cannot be written: {error.strerror or error}"
        raise UsageError(msg) from None
