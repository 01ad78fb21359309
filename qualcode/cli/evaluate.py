"""`qualcode evaluate`: what suggestions are worth on coded units of other documents."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import global_options
from qualcode.cli.output import answer, progress

if TYPE_CHECKING:
    from qualcode.workflow.evaluate import Request

DIGITS = 18
"""Of a number of units at most."""
FILE = click.Path(path_type=Path)


def _sizes(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int | None, ...]:
    """The numbers of `0,50,all`; None for all."""
    words = [word.strip() for word in value.split(",")]
    if not all(word == "all" or (word.isascii() and word.isdigit() and len(word) <= DIGITS) for word in words):
        msg = f"'{value[:40]}' is no list of numbers and 'all', such as 0,50,all"
        raise click.BadParameter(msg)
    return tuple(dict.fromkeys(None if word == "all" else int(word) for word in words))


@click.command()
@click.argument("train", type=FILE)
@click.option("--test", type=FILE, required=True, help="Coded units of other documents.")
@click.option("--codebook", type=FILE, required=True, help="codebook.yaml, or a JSON list of codes.")
@click.option(
    "--train", "sizes", default="0,50,200,1000,all", show_default=True, callback=_sizes, help="Units to learn from."
)
@click.option("--roll-up", type=click.Choice(["parent"]), help="Count a code as its parent.")
@click.option("--seeds", type=click.IntRange(1, 1000), default=1, show_default=True, help="Orders of documents.")
@click.option("--without-encoder", is_flag=True, help="Leave out the sentence encoder of the extra, if it is there.")
@click.option("--by-code", "codes", is_flag=True, help="Also each code, with the most units to learn from.")
@global_options
def evaluate(
    train: Path,
    test: Path,
    codebook: Path,
    sizes: tuple[int | None, ...],
    roll_up: str | None,
    seeds: int,
    *,
    without_encoder: bool,
    codes: bool,
) -> None:
    """Measure suggestions on coded units as codings grow document by document.

    A unit is a line of JSON: {"doc_id", "unit_id", "seq", "speaker", "group", "text", "labels"}; see docs/FILES.md.
    Heads and sentences are English, with the names of --json, whatever --lang says.
    """
    from qualcode.cli import evaluate_table  # noqa: PLC0415
    from qualcode.domain.evaluation import FEW  # noqa: PLC0415
    from qualcode.workflow import evaluate as measuring  # noqa: PLC0415  brings the numeric libraries

    request = measuring.Request(train, test, codebook, sizes, roll_up == "parent", seeds, not without_encoder)
    measured = measuring.evaluate(request, progress("evaluate"))
    rows = measured.rows
    documents = len(set(rows[0].documents))
    last = max(rows, key=lambda row: row.train)
    found: dict[str, Any] = {
        "rows": [row.facts() for row in rows],
        "encoder": measured.encoder,
        "labels_of_interviewers": measured.of_interviewers,
        "test_documents": documents,
        "doubts": measured.doubts,
    }
    together = measuring.together(rows)
    lines = [*evaluate_table.table(together), *evaluate_table.groups(together), ""]
    if documents < FEW:
        lines.append(f"Fewer than {FEW} test documents have a code: too few for intervals.")
    else:
        lines.append(evaluate_table.by_documents(together, documents))
    if sum(measured.of_interviewers.values()):
        lines.append(_left_out(request, measured.of_interviewers))
    lines += measured.doubts
    if codes:
        found["codes"] = [{"code": code, "train": last.train, **each._asdict()} for code, each in last.by_code.items()]
        lines += ["", *evaluate_table.by_code(last.by_code, last.train)]
    answer(found, "\n".join(lines))


def _left_out(request: "Request", labels: Mapping[str, int]) -> str:
    named = f"{labels['train']} in {request.train.name}, {labels['test']} in {request.test.name}"
    return f"Labels on what an interviewer says are not counted: {named}."


COMMANDS = {"evaluate": evaluate}
