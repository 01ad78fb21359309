"""`qualcode evaluate`: what suggestions are worth on coded units of other documents."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import global_options
from qualcode.cli.output import answer, progress

if TYPE_CHECKING:
    from qualcode.domain.evaluation import OfCode
    from qualcode.workflow.evaluate import Request, Together

MEASURES = ("precision_at_1", "recall_at_3", "recall_at_5", "ece", "suggested_share_uncoded", "polarity_accuracy")
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

    A unit is one line of JSON: {"doc_id", "unit_id", "seq", "speaker", "text", "labels"}; docs/FILES.md says more.
    """
    from qualcode.domain.evaluation import FEW  # noqa: PLC0415
    from qualcode.workflow import evaluate as measuring  # noqa: PLC0415  brings the numeric libraries

    request = measuring.Request(train, test, codebook, sizes, roll_up == "parent", seeds, not without_encoder)
    measured = measuring.evaluate(request, progress("evaluate"))
    rows = measured.rows
    last = max(rows, key=lambda row: row.train)
    found: dict[str, Any] = {
        "rows": [row.facts() for row in rows],
        "encoder": measured.encoder,
        "labels_of_interviewers": measured.of_interviewers,
    }
    lines = _table(measuring.together(rows))
    if len(set(rows[0].documents)) < FEW:
        lines.append(f"Fewer than {FEW} test documents have a code: too few for intervals.")
    if sum(measured.of_interviewers.values()):
        lines.append(_left_out(request, measured.of_interviewers))
    if codes:
        found["codes"] = [{"code": code, "train": last.train, **each._asdict()} for code, each in last.by_code.items()]
        lines += ["", *_by_code(last.by_code)]
    answer(found, "\n".join(lines))


def _left_out(request: "Request", labels: Mapping[str, int]) -> str:
    named = f"{labels['train']} in {request.train.name}, {labels['test']} in {request.test.name}"
    return f"Labels on what an interviewer says are not counted: {named}."


def _table(lines: Sequence["Together"]) -> list[str]:
    """Means over the seeds with 95 % intervals over documents, a line a number of units."""
    head = "".join(f"{name:>25}" for name in MEASURES)
    return [
        f"{'train':>8}{head}",
        *(f"{line.train:>8}" + "".join(_cell(line, name) for name in MEASURES) for line in lines),
    ]


def _cell(line: "Together", name: str) -> str:
    mean, interval = line.means[name], line.intervals.get(name)
    if mean is None:
        return f"{'-':>25}"
    return f"{f'{mean:.3f}' + (f' [{interval[0]:.3f}-{interval[1]:.3f}]' if interval else ''):>25}"


def _by_code(codes: Mapping[str, "OfCode"]) -> list[str]:
    """A line a code: units that have it, recall at 3, and how often it is right where it is shown."""
    width = max(map(len, codes))
    return [
        f"{code:<{width}}  {each.confirmed:>5}  "
        + ("not enough evidence" if each.recall_at_3 is None else f"recall at 3 {each.recall_at_3:.2f}  {_shown(each)}")
        for code, each in codes.items()
    ]


def _shown(each: "OfCode") -> str:
    return "never shown" if each.precision is None else f"right where shown {each.precision:.2f}"


COMMANDS = {"evaluate": evaluate}
