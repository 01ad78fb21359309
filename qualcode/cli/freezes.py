"""`qualcode freeze` and `qualcode freezes`: keep a dated state of the evidence, and tell what has changed since."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.delivery import Content, deliver, delivery, delivery_options
from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal
from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.domain.claim import Standing
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
    content = Content(
        lines=lambda _origin: _lines(found, language),
        record=lambda _origin: _record(found),
        sheets=lambda origin: changes_sheets(found.cells, found.claims, origin, language),
        notes=(),
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


def _lines(found: "Difference", language: str) -> list[str]:
    from qualcode.domain.wording import word  # noqa: PLC0415

    now = word("freeze_today", language) if found.now is None else f"'{found.now.name}'"
    if not (found.cells or found.claims):
        return [word("freeze_nothing", language, then=found.then.name, now=now)]
    lines = [word("freeze_between", language, then=found.then.name, now=now)]
    table = None
    for each in found.cells:
        if table != (each.output, each.part):
            table = (each.output, each.part)
            lines += ["", f"{each.part} ({each.output})"]
        lines.append(f"  {', '.join(each.named)}: {_cell(each, language)}{_because(each, language)}")
    lines += ["", word("freeze_claims", language)] if found.claims else []
    lines += [f"  {_claim(each, language)}{_because(each, language)}" for each in found.claims]
    events = "; ".join(
        word("freeze_event", language, n=n, kind=kind, coder=coder) for (kind, coder), n in found.kinds.items()
    )
    return [*lines, "", word("freeze_events", language, events=events or word("freeze_no_events", language))]


def _cell(each: "CellChange", language: str) -> str:
    from qualcode.domain.freeze import KeptText  # noqa: PLC0415
    from qualcode.domain.wording import word  # noqa: PLC0415

    if isinstance(each.was, KeptText) and isinstance(each.now, KeptText):
        return word("freeze_another_text", language, column=each.column)
    was, now = (
        word("freeze_some_text", language) if isinstance(value, KeptText) else value for value in (each.was, each.now)
    )
    said, says = _told_apart(was, now, language)
    return word("freeze_both", language, what=each.column, was=said, now=says)


def _told_apart(was: object, now: object, language: str) -> tuple[str, str]:
    """Both values with as many decimals as it takes to see that they differ, six at most."""
    both = ("", "")
    for digits in range(2, 7):
        both = (_said(was, digits, language), _said(now, digits, language))
        if both[0] != both[1]:
            break
    return both


def _said(value: object, digits: int, language: str) -> str:
    if value in (None, ""):
        return "-"
    if isinstance(value, float):
        return f"{value:.{digits}f}".replace(".", "," if language == "nl" else ".")
    return str(value)


def _claim(each: "ClaimChange", language: str) -> str:
    from qualcode.domain.wording import word  # noqa: PLC0415

    was, now = (word(verdict.value, language) if verdict else "-" for verdict in (each.was, each.now))
    moved = "; ".join(
        f"{unit}: {_stands(then, language)} -> {_stands(now, language)}" for unit, then, now in each.moved
    )
    return word("freeze_both", language, what=each.claim, was=was, now=now) + (f" ({moved})" if moved else "")


def _stands(each: "Standing | None", language: str) -> str:
    from qualcode.domain.wording import word  # noqa: PLC0415

    return word(f"standing_{each}", language) if each else "-"


def _because(change: "CellChange | ClaimChange", language: str) -> str:
    from qualcode.domain.wording import word  # noqa: PLC0415
    from qualcode.interchange.changes import causes  # noqa: PLC0415

    told = causes(change, language)
    return word("freeze_through", language, causes=told) if told else ""


COMMANDS = {"freeze": freeze, "freezes": freezes}
