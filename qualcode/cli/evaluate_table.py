"""What `qualcode evaluate` prints: figures a line a number of units, at most 120 columns wide, and plain sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.domain.by_group import APART, ENOUGH, Gap, OfGroup, gap

if TYPE_CHECKING:
    from qualcode.domain.evaluation import OfCode
    from qualcode.workflow.evaluate import Together

WITH_INTERVALS = ("precision_at_1", "recall_at_3", "recall_at_5", "shown_recall")
BARE = (
    "f1_micro",
    "f1_macro",
    "ece",
    "suggested_share_coded",
    "suggested_share_uncoded",
    "polarity_accuracy",
    "wrongly_denied",
)
INTERVAL = 21
"""Columns of `0.566 [0.497-0.630]` with room before it."""


def table(lines: Sequence["Together"]) -> list[str]:
    """Means over the seeds, those with 95 % intervals over documents first; the names are those of --json."""
    return [
        f"{'train':>8}{'test_units':>12}" + "".join(f"{name:>{INTERVAL}}" for name in WITH_INTERVALS),
        *(
            f"{line.train:>8}{line.means['test_units']:>12.0f}"
            + "".join(f"{_cell(line.means[name], line.intervals.get(name)):>{INTERVAL}}" for name in WITH_INTERVALS)
            for line in lines
        ),
        "",
        f"{'train':>8}" + "".join(f"  {name}" for name in BARE),
        *(
            f"{line.train:>8}" + "".join(f"  {_cell(line.means[name], None):>{len(name)}}" for name in BARE)
            for line in lines
        ),
    ]


def _cell(mean: float | None, interval: tuple[float, float] | None) -> str:
    if mean is None:
        return "-"
    return f"{mean:.3f}" + (f" [{interval[0]:.3f}-{interval[1]:.3f}]" if interval else "")


def by_documents(lines: Sequence["Together"], documents: int) -> str:
    """On how many documents the intervals stand, and what one without width means."""
    told = f"Intervals: 95 %, by bootstrap over {documents} test documents with a code"
    if not any(each and each[0] == each[1] for line in lines for each in line.intervals.values()):
        return f"{told}."
    return f"{told}; one without width says that these {documents} do not differ, not that others will not."


def groups(lines: Sequence["Together"]) -> Iterator[str]:
    """The figures of each group of speakers, where the test file names any, and whether they lie apart."""
    named = [each.group for line in lines for each in line.groups]
    if not named:
        return
    width = max(len("group"), *map(len, named))
    yield ""
    heads = f"{'precision_at_1':>16}{'recall_at_3':>{INTERVAL}}{'shown_recall':>14}"
    yield f"{'train':>8}  {'group':<{width}}{'coded units':>13}{'documents':>11}{heads}"
    for line in lines:
        yield from (f"{line.train:>8}  {each.group:<{width}}{_of_group(each)}" for each in line.groups)
    yield from (f"With {line.train} units: {_apart(gap(line.groups))}" for line in lines)


def _of_group(each: OfGroup) -> str:
    counts = f"{each.n:>13}{each.documents:>11}"
    if each.three is None:
        return f"{counts}  not enough evidence (fewer than {ENOUGH} coded units)"
    return f"{counts}{_cell(each.first, None):>16}{_cell(each.three, each.interval):>21}{_cell(each.shown, None):>14}"


def _apart(found: Gap | None) -> str:
    if found is None:
        return f"fewer than two groups have {ENOUGH} coded units, too few to say whether one is found better."
    if found.size <= APART:
        return f"no two groups lie more than {APART} apart in recall_at_3."
    more = f"'{found.most.group}' is found better than '{found.least.group}' by {found.size:.3f} in recall_at_3"
    if found.overlap is None:
        return f"{more}, in too few documents to say whether by chance."
    return f"{more}, and their intervals {'overlap: it may be chance' if found.overlap else 'do not overlap'}."


def by_code(codes: Mapping[str, "OfCode"], train: int) -> list[str]:
    """A line a code: test units that have it, recall at 3, and how often it is right where it is shown."""
    width = max(len("code"), *map(len, codes))
    return [
        f"Code by code, with {train} units to learn from:",
        f"{'code':<{width}}  {'units':>5}  {'recall_at_3':>11}  right where shown",
        *(f"{code:<{width}}  {each.confirmed:>5}  {_of_code(each)}" for code, each in codes.items()),
    ]


def _of_code(each: "OfCode") -> str:
    if each.recall_at_3 is None:
        return "not enough evidence"
    return f"{each.recall_at_3:>11.2f}  " + ("never shown" if each.precision is None else f"{each.precision:.2f}")
