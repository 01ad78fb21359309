"""`qualcode freeze` and `qualcode freezes`: keep a dated state of the evidence, and tell what has changed since."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.delivery import Content, deliver, delivery, delivery_options
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.domain.freeze import CellChange, ClaimChange, Touch
    from qualcode.workflow.freeze import Difference, Frozen


@click.command()
@click.argument("name")
@click.option("--note", default="", metavar="TEXT", help="What this state is for.")
@global_options
def freeze(name: str, note: str) -> None:
    """Keep the state of the evidence under a name: every table, every verdict, and what counted.

    Nothing can be altered in it. 'qualcode freezes diff NAME' tells what has changed since.
    """
    from qualcode.workflow import freeze as workflow  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        made = workflow.freeze(session, coder, name, note)
    facts = {"name": made.name, "codebook_version": made.codebook_version, "database_hash": made.database_hash}
    answer(facts, f"Froze '{made.name}': {_counted(made)}.")


@click.group()
@global_options
def freezes() -> None:
    """List frozen states of the evidence, and what has changed since one."""


@freezes.command(name="list")
@click.option("--internal", is_flag=True, help="With --json: it names people and stays within the team.")
@global_options
def list_freezes(*, internal: bool) -> None:
    """List the frozen states, oldest first."""
    require_internal("frozen states come with who kept them and a note", internal=internal)
    from qualcode.workflow.freeze import frozen  # noqa: PLC0415

    with settings().reading() as session:
        found = frozen(session)
    lines = [f"{each.at:%Y-%m-%d %H:%M} {each.name} ({each.coder}): {_counted(each)}" for each in found]
    lines = [f"{line}; {each.note}" if each.note else line for line, each in zip(lines, found, strict=True)]
    answer_inside({"freezes": [_state(each) for each in found]}, "\n".join(lines) or "Nothing was frozen yet.")


@freezes.command()
@click.argument("name")
@click.argument("other", required=False, metavar="[NAME2]")
@delivery_options
@global_options
def diff(name: str, other: str | None, form: str | None, output: Path | None, *, internal: bool) -> None:
    """Tell what has changed since a frozen state: per table and per claim, through which codings, by whom.

    With a second name: between the two, whichever came first. Files, csv and json are for the team alone and ask for
    --internal.
    """
    from qualcode.domain.wording import word  # noqa: PLC0415
    from qualcode.interchange.changes import changes_sheets  # noqa: PLC0415
    from qualcode.workflow import export  # noqa: PLC0415
    from qualcode.workflow.freeze import difference  # noqa: PLC0415
    from qualcode.workflow.manifest import changes_recipe  # noqa: PLC0415

    where, language = delivery(form, output, internal=internal), settings().language
    if not where.internal:
        msg = "changes come with ids of quotes and small numbers; ask for JSON and files with --internal"
        raise UsageError(msg)
    with settings().reading() as session:
        found = difference(session, name, other, language)
        later = other and found.now and found.now.name
        asked = [
            (word("freeze_then", language), found.then.name),
            (word("freeze_now", language), later or word("freeze_present", language)),
        ]
        about = export.about(session, asked, internal=True)
    claims = counted(len(found.claims), "claim", "claims")
    content = Content(
        lines=lambda _origin: _lines(found),
        record=lambda _origin: _record(found),
        sheets=lambda origin: changes_sheets(found.cells, found.claims, origin, language),
        notes=(f"CSV holds the tables alone; {claims} changed as well: ask for another form.",) if found.claims else (),
        recipe=changes_recipe(name, other, language),
    )
    deliver(where, about, content)


def _counted(state: "Frozen") -> str:
    codings = counted(state.counted["codings"], "coding", "codings")
    respondents = counted(state.counted["respondents"], "respondent", "respondents")
    return f"{codings} of {respondents}, codebook {state.codebook_version}, log {state.database_hash[:12]}"


def _state(state: "Frozen") -> dict[str, Any]:
    return {
        "name": state.name,
        "note": state.note,
        "coder": state.coder,
        "at": state.at.isoformat(timespec="seconds"),
        "codebook_version": state.codebook_version,
        "database_hash": state.database_hash,
    }


def _record(found: "Difference") -> dict[str, Any]:
    return {
        "internal": True,
        "then": _state(found.then),
        "now": None if found.now is None else _state(found.now),
        "cells": [
            {
                "output": each.output,
                "table": each.part,
                "row": list(each.row),
                "column": each.column,
                "was": each.was,
                "now": each.now,
                "because": [_touch(touch) for touch in each.because],
                "causes": [cause._asdict() for cause in each.causes],
            }
            for each in found.cells
        ],
        "claims": [
            {
                "claim": each.claim,
                "was": each.was,
                "now": each.now,
                "moved": [list(move) for move in each.moved],
                "came": list(each.came),
                "went": list(each.went),
                "because": [_touch(touch) for touch in each.because],
                "causes": [cause._asdict() for cause in each.causes],
            }
            for each in found.claims
        ],
        "events": [{"kind": kind, "coder": coder, "n": n} for (kind, coder), n in found.kinds.items()],
    }


def _touch(touch: "Touch") -> dict[str, Any]:
    return {"coding": touch.coding, "what": touch.what, "coder": touch.coder, "at": touch.at.isoformat()}


def _lines(found: "Difference") -> list[str]:
    now = "now" if found.now is None else f"'{found.now.name}'"
    if not (found.cells or found.claims):
        return [f"Between '{found.then.name}' and {now} no table and no claim changed."]
    lines = [f"Between '{found.then.name}' and {now}:"]
    table = None
    for each in found.cells:
        if table != (each.output, each.part):
            table = (each.output, each.part)
            lines += ["", f"{each.part} ({each.output})"]
        lines.append(f"  {', '.join(each.named)}: {_cell(each)}{_because(each)}")
    lines += ["", "claims"] if found.claims else []
    lines += [f"  {_claim(each)}{_because(each)}" for each in found.claims]
    events = "; ".join(f"{n} {kind} by {coder}" for (kind, coder), n in found.kinds.items())
    return [*lines, "", f"events: {events or 'none'}"]


def _cell(each: "CellChange") -> str:
    from qualcode.domain.freeze import KeptText  # noqa: PLC0415

    was, now = ("a text" if isinstance(value, KeptText) else value for value in (each.was, each.now))
    if isinstance(each.was, KeptText) and isinstance(each.now, KeptText):
        return f"{each.column} is another text"
    return f"{each.column} was {_said(was)}, is {_said(now)}"


def _said(value: object) -> str:
    return "-" if value in (None, "") else str(value)


def _claim(each: "ClaimChange") -> str:
    verdict = f"was {each.was.value if each.was else '-'}, is {each.now.value if each.now else '-'}"
    moved = "; ".join(
        f"{unit}: {then.value if then else '-'} -> {now.value if now else '-'}" for unit, then, now in each.moved
    )
    return f"{each.claim} {verdict}" + (f" ({moved})" if moved else "")


def _because(change: "CellChange | ClaimChange") -> str:
    from qualcode.domain.freeze_cause import sentences  # noqa: PLC0415

    said: dict[tuple[str, str], list[str]] = {}
    for touch in change.because:
        said.setdefault((touch.what, touch.coder), []).append(str(touch.coding))
    codings = [f"{what} by {coder}: {', '.join(numbers)}" for (what, coder), numbers in said.items()]
    parts = [*codings, *sentences(change.causes, "en")]
    return f", because {'; '.join(parts)}" if parts else ""


COMMANDS = {"freeze": freeze, "freezes": freezes}
