"""`qualcode codebook`: load, compare, show and write the codebook."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.older import older
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, counted
from qualcode.errors import ConflictError, UsageError

if TYPE_CHECKING:
    from qualcode.domain.codebook import CodebookDiff


PAGES = (".yaml", ".yml", ".md", ".xlsx", ".qdc")
"""Endings of a written codebook."""


@click.group()
@global_options
def codebook() -> None:
    """Load, compare, show and write the codebook."""


@codebook.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also where FILE sets back what was edited on screen.")
@global_options
def load(file: Path, *, force: bool) -> None:
    """Make FILE the current codebook; a changed one becomes a new version."""
    from qualcode.interchange.codebook_file import read_codebook  # noqa: PLC0415
    from qualcode.workflow.codebook import load as store  # noqa: PLC0415

    new = read_codebook(file)
    with settings().writing() as session:
        done = store(session, new, settings().coder or "system", force=force)
    facts = {"version": done.version, "new": done.new, "codes": len(new.codes)}
    told = "loaded" if done.new else "unchanged"
    what = f"Codebook '{new.title}', {counted(len(new.codes), 'code', 'codes')}: version {done.version}, {told}."
    answer(facts, "\n".join([what, *older()]))


@codebook.command()
@click.argument("file", type=click.Path(path_type=Path))
@global_options
def diff(file: Path) -> None:
    """Show what loading FILE would change."""
    from qualcode.interchange.codebook_file import read_codebook  # noqa: PLC0415
    from qualcode.workflow.codebook import compare, obstacles  # noqa: PLC0415

    new = read_codebook(file)
    with settings().reading() as session:
        difference, refusals = compare(session, new), obstacles(session, new)
    lines = ["The study has no codebook yet."] if difference is None else _lines(difference)
    refused = [f"! 'codebook load' will refuse this file: {sentence}" for sentence in refusals]
    answer({"differences": lines, "refusals": refusals}, "\n".join([*lines, *refused]) or "No difference.")


def _lines(difference: "CodebookDiff") -> list[str]:
    """One line for each entry that differs, named by what differs."""
    lines = [f"{part.id}: '{part.old}' becomes '{part.new}'" for part in difference.headings]
    lines += [f"+ {code.id}: added" for code in difference.added]
    lines += [f"- {code.id}: removed" for code in difference.removed]
    lines += [f"~ {change.id}: moved from {change.old} to {change.new}" for change in difference.moved]
    for aspect in ("relabelled", "redefined", "indicators", "examples", "pointers", "attributes"):
        told = {"indicators": "other indicators", "examples": "other examples", "pointers": "points elsewhere"}
        told |= {"relabelled": "another label", "redefined": "another meaning", "attributes": "attribute changed"}
        lines += [f"~ {change.id}: {told[aspect]}" for change in getattr(difference, aspect)]
    return [*lines, *(["~ another order of entries"] if difference.reordered else [])]


@codebook.command()
@global_options
def show() -> None:
    """Show the tree of the current codebook."""
    from qualcode.workflow.codebook import show as current  # noqa: PLC0415

    with settings().reading() as session:
        version, book = current(session)
    if version is None or book is None:
        msg = "this study has no codebook; load one with 'qualcode codebook load codebook.yaml'"
        raise ConflictError(msg)
    language = settings().language
    lines = [f"{book.title}, version {version.number}"]
    for code in book.codes:
        depth = len(list(book.ancestors(code.id))) - 1
        lines.append(f"{'  ' * depth}{code.id}  {code.label.get(language) or code.label[book.language]}")
    codes = [{"id": code.id, "parent": code.parent, "label": dict(code.label)} for code in book.codes]
    answer({"title": book.title, "version": version.number, "codes": codes}, "\n".join(lines))


@codebook.command()
@click.argument("file", type=click.Path(path_type=Path))
@global_options
def export(file: Path) -> None:
    """Write the current codebook to FILE: .yaml to load again, .md or .xlsx to read, .qdc for other programs."""
    if file.suffix.lower() not in PAGES:
        msg = f"the form of {file} is not clear from its name; end it in {', '.join(PAGES)}"
        raise UsageError(msg)
    from qualcode.workflow.codebook import show as current  # noqa: PLC0415
    from qualcode.workflow.codebook_file import codebook_file  # noqa: PLC0415

    with settings().reading() as session:
        version, book = current(session)
    if version is None or book is None:
        msg = "this study has no codebook; load one with 'qualcode codebook load codebook.yaml'"
        raise ConflictError(msg)
    if file.exists():
        msg = f"{file} exists; choose another name"
        raise UsageError(msg)
    form = file.suffix.lower().removeprefix(".").replace("yml", "yaml")
    try:
        file.write_bytes(codebook_file(book, form, settings().language))
    except OSError as error:
        msg = f"{file} cannot be written: {error.strerror or error}"
        raise UsageError(msg) from None
    answer({"file": str(file), "version": version.number}, f"Wrote version {version.number} to {file}.")


COMMANDS = {"codebook": codebook}
