"""`qualcode verify`: prove that nothing recorded was altered."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, counted

if TYPE_CHECKING:
    from qualcode.domain.manifest import Manifest, Standing
    from qualcode.workflow.verify import Report


@click.command()
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Tell whether an exported file or dossier still holds; give it or its manifest.",
)
@global_options
def verify(manifest: Path | None) -> None:
    """Check file, guards, texts, anchors, evidence, rows against events, and the chain of events.

    With --as the result is added to the log of events, and the overview of the screens shows it.
    """
    if manifest is not None:
        _exported(manifest)
        return
    from qualcode.workflow.verify import verify as check  # noqa: PLC0415

    with settings().reading() as session:
        report = check(session)
    if coder := settings().coder:
        report = _recorded(report, coder)
    facts = {
        "ok": report.ok,
        "transcripts": report.transcripts,
        "codings": report.codings,
        "events": report.events,
        "waiting": report.waiting,
        "head": report.head,
        "erased": report.erased,
        "problems": list(report.problems),
    }
    counts = f"{report.transcripts} transcripts, {report.codings} codings, {report.events} events"
    verdict = f"{'Clean' if report.ok else 'Problems found'}: {counts}."
    last = f"The last event is {report.head}; an export made of this state names it as its database hash."
    waiting = [
        f"{counted(report.waiting, 'coding waits', 'codings wait')} for a place: see 'qualcode quotes --waiting'."
    ]
    turns = counted(report.erased, "turn", "turns")
    gone = [f"{turns} of respondents who withdrew consent were erased, lawfully and for good."] if report.erased else []
    told = [*report.problems, verdict, *(waiting if report.waiting else []), *gone, last]
    answer(facts, "\n".join(told))
    if not report.ok:
        raise SystemExit(1)


def _exported(path: Path) -> None:
    from qualcode.interchange.manifest_file import place_of, read_manifest  # noqa: PLC0415
    from qualcode.workflow.manifest import as_record, standing  # noqa: PLC0415

    known = read_manifest(path)
    with settings().reading() as session:
        found = standing(session, known, place_of(path).parent)
    bytes_say = {True: "is as it was written", False: "was altered after it was written", None: "is not there"}
    rows = _rows(known, found)
    if found.altered:
        others = f" and {len(found.altered) - 1} more" if len(found.altered) > 1 else ""
        rows = f"not as written: {found.altered[0]}{others}; {rows}"
    since = "" if found.database_hash == known.database_hash else "; the study has changed since it was made"
    name = str(place_of(path).parent) if known.files else known.file
    answer({"file": known.file, **as_record(found)}, f"{name} {bytes_say[found.intact]}; {rows}{since}.")
    if not found.holds:
        raise SystemExit(1)


def _rows(known: "Manifest", found: "Standing") -> str:
    many = len(known.tables)
    where = "its table" if many < 2 else f"its {many} tables"  # noqa: PLR2004
    told = f"all {len(known.rows)} rows of {where} are what the study says now"
    if found.gone or found.new:
        lost = counted(found.gone, "row does", "rows do")
        named = ", ".join(f"'{title}'" for title in found.tables)
        which = (
            f"{'tables' if len(found.tables) > 1 else 'table'} {named}"
            if named and max(many, len(found.tables)) > 1
            else "its table"
        )
        stands = "do" if len(found.tables) > 1 else "does"
        told = f"{which} {stands} not hold any more: {lost} not stand now, and {found.new} would be new"
    skipped = ", ".join(found.uncompared)
    return told + (f" (not compared, since it describes the database and the program: {skipped})" if skipped else "")


def _recorded(report: "Report", coder: str) -> "Report":
    """The report with the head that the log has once the result is in it."""
    from qualcode.workflow.health import record_verified  # noqa: PLC0415

    with settings().writing() as session:
        return report._replace(head=record_verified(session, coder, report))


COMMANDS = {"verify": verify}
