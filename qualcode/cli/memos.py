"""`qualcode memos`: what was noted and asked beside coding, for the team alone."""

from pathlib import Path

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer_inside, counted, require_internal
from qualcode.errors import UsageError, short

EVERYTHING = 1_000_000


@click.command()
@click.option(
    "--kind",
    type=click.Choice(["analytic", "method", "reflexive", "decision", "summary"]),
    help="Only memos of this kind.",
)
@click.option("--about", metavar="KIND:NAME", help="Only memos about this, such as code:factor.sloop.")
@click.option("--words", default="", metavar="WORDS", help="Only memos with all of these words.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write them as Markdown.")
@click.option("--internal", is_flag=True, help="With -o or --json: the file stays within the team.")
@global_options
def memos(kind: str | None, about: str | None, words: str, output: Path | None, *, internal: bool) -> None:
    """List the memos of the study, newest first.

    Memos may say who somebody is, and nobody checks them for publication: what leaves the terminal is --internal.
    """
    from qualcode.domain.memo import MemoKind, Topic  # noqa: PLC0415
    from qualcode.workflow import memos as kept  # noqa: PLC0415
    from qualcode.workflow import study  # noqa: PLC0415

    require_internal("memos are not checked for publication", internal=internal)
    if output and not internal:
        msg = "memos are not checked for publication; write them out with --internal, and keep the file within the team"
        raise UsageError(msg)
    filters = kept.MemoFilters(
        kind=MemoKind(kind) if kind else None, topic=Topic.parse(about) if about else None, words=tuple(words.split())
    )
    with settings().reading() as session:
        total, lines = kept.find(session, filters, limit=EVERYTHING)
        title = study.view(session).title
    if output is not None:
        output.write_text(kept.as_markdown(lines, f"{title}: memos (internal)"), encoding="utf-8")
    records = [
        {
            "id": line.id,
            "kind": line.kind.value,
            "text": line.text,
            "about": list(map(str, line.topics)),
            "coder": line.coder,
            "at": line.at.isoformat(),
        }
        for line in lines
    ]
    said = [counted(total, "memo", "memos") + (f", written to {output}" if output else "")]
    if output is None:
        for line in lines:
            about_what = ", ".join(map(str, line.topics)) or "-"
            said += [f"#{line.id} | {line.kind.value} | {about_what} | {line.coder}", f"  {short(line.text)}"]
    answer_inside({"memos": records}, "\n".join(said))


COMMANDS = {"memos": memos}
