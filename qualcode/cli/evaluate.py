"""`qualcode evaluate`: what suggestions are worth on coded units of other documents."""

from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import click

from qualcode.cli.options import global_options
from qualcode.cli.output import answer, progress

MEASURES = ("precision_at_1", "recall_at_3", "recall_at_5", "f1_micro", "ece")
FILE = click.Path(path_type=Path)


def _sizes(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int | None, ...]:
    """The numbers of `0,50,all`; None for all."""
    words = [word.strip() for word in value.split(",")]
    if not all(word == "all" or (word.isascii() and word.isdigit()) for word in words):
        msg = f"'{value[:40]}' is no list of numbers and 'all', such as 0,50,all"
        raise click.BadParameter(msg)
    return tuple(None if word == "all" else int(word) for word in words)


@click.command()
@click.argument("train", type=FILE)
@click.option("--test", type=FILE, required=True, help="Coded units of other documents.")
@click.option("--codebook", type=FILE, required=True, help="codebook.yaml, or a JSON list of codes.")
@click.option(
    "--train", "sizes", default="0,50,200,1000,all", show_default=True, callback=_sizes, help="Units to learn from."
)
@click.option("--roll-up", type=click.Choice(["parent"]), help="Count a code as its parent.")
@click.option("--seeds", type=click.IntRange(1, 1000), default=1, show_default=True, help="Orders of documents.")
@global_options
def evaluate(
    train: Path, test: Path, codebook: Path, sizes: tuple[int | None, ...], roll_up: str | None, seeds: int
) -> None:
    """Measure suggestions on coded units (JSON lines) as codings grow document by document."""
    from qualcode.workflow import evaluate as measuring  # noqa: PLC0415  brings the numeric libraries

    request = measuring.Request(train, test, codebook, sizes, roll_up == "parent", seeds)
    rows = [row.facts() for row in measuring.evaluate(request, progress("evaluate"))]
    answer({"rows": rows}, "\n".join(_table(rows)))


def _table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Means over the seeds, a line a number of units."""
    lines = ["".join(f"{name:>16}" for name in ("train", *MEASURES))]
    for size in dict.fromkeys(row["train"] for row in rows):
        same = [row for row in rows if row["train"] == size]
        lines.append(f"{size:>16}" + "".join(f"{_mean(same, name):>16}" for name in MEASURES))
    return lines


def _mean(rows: Sequence[dict[str, Any]], name: str) -> str:
    values = [row[name] for row in rows if row[name] is not None]
    return f"{mean(values):.3f}" if values else "-"


COMMANDS = {"evaluate": evaluate}
