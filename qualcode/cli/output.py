"""How commands answer: sentences for people, or one JSON object, and a progress bar on a terminal."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from qualcode.cli.options import settings


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
