"""`qualcode import`: neighbourhoods, transcripts and codings from files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.older import older
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, counted, progress
from qualcode.errors import InputError, QualcodeError

if TYPE_CHECKING:
    from qualcode.workflow.import_files import Imported

FILE = click.Path(path_type=Path)


@click.group("import")
@global_options
def imports() -> None:
    """Take in neighbourhoods, transcripts and codings."""


@imports.command()
@click.argument("file", type=FILE)
@global_options
def neighbourhoods(file: Path) -> None:
    """Load neighbourhoods from FILE (neighbourhoods.csv or .xlsx)."""
    from qualcode.interchange.metadata import read_neighbourhoods  # noqa: PLC0415
    from qualcode.workflow.metadata import load_neighbourhoods  # noqa: PLC0415

    rows = read_neighbourhoods(file)
    with settings().writing() as session:
        added, changed = load_neighbourhoods(session, rows, settings().coder or "system")
    answer(
        {"added": added, "changed": changed},
        f"{counted(added, 'neighbourhood', 'neighbourhoods')} added, {changed} changed.",
    )


@imports.command()
@click.argument("paths", type=FILE, nargs=-1, required=True)
@click.option("--metadata", type=FILE, help="interviews.csv or .xlsx: who speaks where, and about what.")
@click.option("--already-anonymised", is_flag=True, help="You say that these files hold no names or traceable details.")
@global_options
def transcripts(paths: tuple[Path, ...], metadata: Path | None, *, already_anonymised: bool) -> None:
    """Import transcript files (or the files of folders); importing again changes nothing.

    Without --already-anonymised no text is stored: the files are listed as waiting for de-identification.
    """
    from qualcode.workflow.import_files import (  # noqa: PLC0415
        descriptions,
        import_files,
        left_out,
        transcript_files,
    )

    engine = settings().engine()
    done = import_files(
        engine,
        transcript_files(paths),
        descriptions(engine, metadata) if metadata else {},
        settings().coder or "system",
        already_anonymised=already_anonymised,
        progress=progress("import"),
    )
    rest = left_out(paths)
    lines = [*_sentences(done), *([f"Left out, since they cannot be read: {', '.join(rest)}."] if rest else [])]
    answer({**_facts(done), "left_out": rest}, "\n".join([*lines, *older()]))
    if done.refused:
        raise RefusedFilesError(done)
    if _names(done, "pending"):
        raise SystemExit(1)


def _names(done: "Imported", outcome: str) -> list[str]:
    return [result.name for result in done.results if result.outcome == outcome]


def _facts(done: "Imported") -> dict[str, Any]:
    return {
        "imported": len(_names(done, "imported")),
        "new_versions": len(_names(done, "new_version")),
        "unchanged": len(_names(done, "unchanged")),
        "pending": _names(done, "pending"),
        "refused": [{"file": str(entry.file), "error": entry.sentence} for entry in done.refused],
        "words": sum(result.words for result in done.results),
        "notices": [{"transcript": r.name, "notice": notice} for r in done.results for notice in r.notices],
        "orphans": {r.name: list(r.carried.orphans) for r in done.results if r.carried and r.carried.orphans},
        "described": {result.name: list(result.described) for result in done.results if result.described},
    }


def _sentences(done: "Imported") -> list[str]:
    facts = _facts(done)
    stored = f"{facts['imported']} imported, {facts['new_versions']} new versions, {facts['unchanged']} unchanged"
    lines = [f"{stored}, {len(facts['pending'])} waiting for de-identification, {len(done.refused)} refused."]
    lines += [f"{entry['transcript']}: {entry['notice']}" for entry in facts["notices"]]
    lines += [
        f"{name}: {counted(len(orphans), 'coding waits', 'codings wait')} for a certain place in the new version;"
        " see 'qualcode quotes --waiting'"
        for name, orphans in facts["orphans"].items()
    ]
    if facts["described"]:
        changed = ", ".join(f"{name} ({', '.join(fields)})" for name, fields in facts["described"].items())
        lines.append(f"{counted(len(facts['described']), 'description', 'descriptions')} changed: {changed}.")
    if len(done.refused) > 1:
        lines += [entry.sentence for entry in done.refused]
    if done.unused:
        lines.append(f"The metadata also describe {', '.join(done.unused)}, which were not among the files.")
    if facts["pending"]:
        lines.append("Nothing of the waiting files was stored; give --already-anonymised once their text is safe.")
    return lines


class RefusedFilesError(QualcodeError):
    """Files that were refused, each with its sentence; the others were stored."""

    def __init__(self, done: "Imported") -> None:
        """Say why the first one was; the report names them all."""
        more = f"; {len(done.refused) - 1} more were refused as well" if len(done.refused) > 1 else ""
        super().__init__(done.refused[0].sentence + more)


@imports.command()
@click.argument("file", type=FILE)
@global_options
def codings(file: Path) -> None:
    """Import codings from FILE (JSON lines, anchored by exact quote); the whole file or nothing."""
    from qualcode.interchange.codings_file import read_codings  # noqa: PLC0415
    from qualcode.workflow.code import take_in  # noqa: PLC0415

    lines = list(read_codings(file))
    if not lines:
        what = "holds no coding"
        raise InputError(what, source=file.name, remedy="one JSON object a line")
    with settings().writing() as session:
        taken = take_in(session, lines, file.name, settings().coder or "system")
    told = f"{counted(taken.imported, 'coding', 'codings')} imported, {taken.unchanged} unchanged"
    if taken.differs:
        told += (
            f", {counted(taken.differs, 'differs', 'differ')} in attributes, memo or place and "
            f"{'was' if taken.differs == 1 else 'were'} not changed"
        )
    answer(taken._asdict(), f"{told}.")


@imports.command()
@click.argument("file", type=FILE)
@global_options
def summaries(file: Path) -> None:
    """Take in summaries of codes in neighbourhoods from FILE (code;neighbourhood;summary;author, .csv or .xlsx).

    They are the texts of 'qualcode output matrix'; one that is there already changes nothing.
    """
    from qualcode.interchange.summaries_file import read_summaries  # noqa: PLC0415
    from qualcode.workflow import summaries as written  # noqa: PLC0415

    drafts = read_summaries(file)
    with settings().writing() as session:
        done = written.load(session, drafts, settings().coder or "system")
    answer(
        done._asdict(),
        f"{counted(done.added, 'summary', 'summaries')} added, {done.changed} changed, {done.unchanged} unchanged.",
    )


@imports.command()
@click.argument("file", type=FILE)
@click.option("--source", default="", metavar="TEXT", help="Source and version, where the file does not say it.")
@click.option("--year", type=click.IntRange(1900, 2100), help="Year of the figures, where the file does not say it.")
@click.option(
    "--indicators",
    type=FILE,
    metavar="FILE",
    help="indicator;name_nl;name_en;outcome;better: the outcome that an indicator measures too.",
)
@global_options
def statistics(file: Path, source: str, year: int | None, indicators: Path | None) -> None:
    """Take in figures of CBS or the Leefbaarometer from FILE (.csv as they give it out), for 'qualcode output joint'.

    Areas that are no neighbourhood of the study are left out.
    """
    from qualcode.interchange.indicators_file import read_indicators  # noqa: PLC0415
    from qualcode.interchange.statistics_file import read_statistics  # noqa: PLC0415
    from qualcode.workflow import statistics as taken  # noqa: PLC0415

    figures = read_statistics(file, version=source, year=year)
    measured = read_indicators(indicators) if indicators else {}
    with settings().writing() as session:
        taken.name_indicators(session, settings().coder or "system", measured)
        done = taken.load(session, figures, settings().coder or "system")
    told = f"{counted(done.added, 'figure', 'figures')} added, {done.changed} changed, {done.unchanged} unchanged"
    answer(done._asdict(), f"{told}; {done.left_out} of areas that are no neighbourhood of this study left out.")


COMMANDS = {"import": imports}
