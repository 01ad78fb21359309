"""How commands answer: sentences for people, or one JSON object, and a progress bar on a terminal."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from qualcode.cli.options import settings
from qualcode.errors import UsageError


def require_internal(what: str, *, internal: bool) -> None:
    """Do nothing unless JSON is asked for without saying that it stays inside.

    Every command asks that reads out of the study who coded, said or wrote something, or what nobody checked for
    publication. What only tells what the command did, or how the study is set up, names nobody and needs no --internal.

    Args:
        what: Why it stays inside.
        internal: Whether --internal was given.

    Raises:
        UsageError: It was not.
    """
    if settings().json and not internal:
        msg = f"{what}; ask for JSON with --internal, and keep it within the team"
        raise UsageError(msg)


def answer_inside(facts: Mapping[str, Any], sentence: str) -> None:
    """Answer with what stays inside, marked."""
    answer({"internal": True, **facts}, sentence)


def answer(facts: Mapping[str, Any], sentence: str) -> None:
    """Print the JSON object if it was asked for, else the sentence."""
    if settings().json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        click.echo(sentence)


def progress(what: str) -> Callable[[int, int], None]:
    """A function that is told (finished, all); it draws a bar on a terminal and nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _finished, _all: None
    from tqdm import tqdm  # noqa: PLC0415  only a terminal needs it

    bar = tqdm(desc=what, unit="", file=sys.stderr, leave=False)

    def show(finished: int, total: int) -> None:
        bar.total = total
        bar.update(finished - bar.n)
        if finished >= total:
            bar.close()

    return show


def counted(number: int, one: str, many: str) -> str:
    """`1 transcript`, `2 transcripts`."""
    return f"{number} {one if number == 1 else many}"
