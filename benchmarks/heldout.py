"""Suggestions from the codebook alone on fictional interview segments that were kept apart: who is found, who is not.

The indicators are measured on segments whose author enriched them afterwards, which flatters them. The whole ranking
(nothing coded yet) is measured on segments by authors who saw neither indicators nor examples: files for development,
from which the weights of polarity were learned, so that their polarity is flattered here (`benchmarks.polarity` has
what holds for others), and files that nobody who builds looks at, which are also measured together. One of these is
sealed, and measured only where that is asked for. All of them are invented and say nothing about real interviews.
Run alone: `python -m benchmarks.heldout`, with the sealed file `python -m benchmarks.heldout --final`.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.figures import Figure, show
from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.domain.transcript import Role, Turn
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.lexicon import Lexicon
from qualcode.workflow.evaluate import Request, Row, evaluate

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/unit/cases"
SEGMENTS = CASES / "heldout_segments.jsonl"
APART = {
    "for development": CASES / "heldout_dev.jsonl",
    "by a first writer": CASES / "heldout_writer_1.jsonl",
    "by a second writer": CASES / "heldout_writer_2.jsonl",
    "by a third writer": CASES / "heldout_writer_3.jsonl",
    "by a fourth writer": CASES / "heldout_writer_4.jsonl",
    "by a fifth writer": CASES / "heldout_writer_5.jsonl",
    "by a sixth writer": CASES / "heldout_writer_6.jsonl",
    "by a seventh writer": CASES / "heldout_writer_7.jsonl",
    "by an eighth writer": CASES / "heldout_writer_8.jsonl",
    "by a ninth writer": CASES / "heldout_writer_9.jsonl",
    "by a tenth writer": CASES / "heldout_writer_10.jsonl",
    "by an eleventh writer": CASES / "heldout_writer_11.jsonl",
    "by a twelfth writer": CASES / "heldout_writer_12.jsonl",
    "by a thirteenth writer": CASES / "heldout_writer_13.jsonl",
}
UNSEEN = tuple(CASES / f"heldout_writer_{number}.jsonl" for number in (12, 13))
"""Those from which nothing was made or learned."""
FINAL = {"for the final measurement": CASES / "heldout_final.jsonl"}
GROUPS = {"wijkprofessional": "professional"}
"""What one file calls otherwise than the others."""
CALIBRATION = 0.05
AT, THRESHOLD = 3, 0.3
RECALL, NEGATED, UNCODED, SPREAD = 0.60, 0.80, 0.25, 0.05

Suggester = Callable[[str], Sequence[Suggestion]]


class Segment(NamedTuple):
    """A labelled segment: `denied` are those of its codes that the speaker says are not there."""

    document: str
    group: str
    text: str
    codes: tuple[str, ...]
    denied: tuple[str, ...]


class Scores(NamedTuple):
    """Rates, 0-1; `polarity` over the denied codes that were found, None when none was."""

    recall: float
    by_group: dict[str, float]
    polarity: float | None
    uncoded: float


def segments(file: Path = SEGMENTS) -> list[Segment]:
    """The labelled segments in the order of the file."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Segment(
            r["document"],
            GROUPS.get(r.get("group", ""), r.get("group", "")),
            r["text"],
            tuple(r["codes"]),
            tuple(r["denied"]),
        )
        for r in rows
    ]


def by_lexicon() -> Suggester:
    """Suggests by the indicators of the codebook that comes with the program."""
    lexicon = Lexicon(read_codebook(ROOT / "codebook.yaml"))

    def suggest(text: str) -> Sequence[Suggestion]:
        speech = Span(0, len(text))
        return lexicon.suggest(text, [Turn(1, "X", Role.RESPONDENT, speech, speech)])

    return suggest


def scores(suggest: Suggester, labelled: Sequence[Segment]) -> Scores:
    """How the suggester does on the segments."""
    best = {each: top(suggest(each.text)) for each in labelled}
    coded = [each for each in labelled if each.codes]
    plain = [each for each in labelled if not each.codes]
    denied = [best[each][code] for each in coded for code in each.denied if code in best[each]]
    groups = sorted({each.group for each in coded})
    return Scores(
        _recall(coded, best),
        {group: _recall([each for each in coded if each.group == group], best) for group in groups},
        sum(found.attributes.get(POLARITY) == DENIED for found in denied) / len(denied) if denied else None,
        sum(any(found.score >= THRESHOLD for found in best[each].values()) for each in plain) / len(plain),
    )


def top(found: Sequence[Suggestion]) -> dict[str, Suggestion]:
    """The best suggestions of a segment of one or more sentences, at most `AT`, one a code."""
    ranked = sorted(found, key=lambda each: (-each.score, each.span.start, each.rank))
    codes: dict[str, Suggestion] = {}
    for each in ranked:
        codes.setdefault(each.code, each)
    return dict(list(codes.items())[:AT])


def _recall(coded: Sequence[Segment], best: dict[Segment, dict[str, Suggestion]]) -> float:
    found = sum(code in best[each] for each in coded for code in each.codes)
    return found / sum(len(each.codes) for each in coded)


def measure(*, final: bool = False) -> list[Figure]:
    """Recall by group, polarity, and what is shown where nothing was coded, also of the sealed file where `final`."""
    labelled = segments()
    got = scores(by_lexicon(), labelled)
    coded = sum(bool(each.codes) for each in labelled)
    spread = max(got.by_group.values()) - min(got.by_group.values())
    groups = ", ".join(f"{group} {rate:.2f}" for group, rate in got.by_group.items())
    polarity = 0.0 if got.polarity is None else got.polarity
    files, unseen = APART | (FINAL if final else {}), (*UNSEEN, *(FINAL.values() if final else ()))
    apart = [
        figure for name, file in files.items() if file.exists() for figure in measure_ranking(name, segments(file))
    ]
    return [
        Figure("lexicon: recall at 3", f"{coded} segments", f"{got.recall:.2f}", f">= {RECALL}", got.recall >= RECALL),
        Figure("the same by group", groups, f"{spread:.2f} apart", f"<= {SPREAD}", spread <= SPREAD),
        Figure("polarity of denied ones found", "", f"{polarity:.2f}", f">= {NEGATED}", polarity >= NEGATED),
        Figure(
            "segments without code that show one",
            f"{len(labelled) - coded} segments, from {THRESHOLD}",
            f"{got.uncoded:.2f}",
            f"<= {UNCODED}",
            got.uncoded <= UNCODED,
        ),
        *apart,
        *measure_together([segments(file) for file in unseen if file.exists()]),
    ]


def ranked(labelled: Sequence[Segment]) -> Row:
    """The figures of the whole ranking, with nothing to learn from, as `qualcode evaluate` gives them."""
    with tempfile.TemporaryDirectory() as folder:
        nothing, units = Path(folder) / "nothing.jsonl", Path(folder) / "units.jsonl"
        nothing.write_text("", encoding="utf-8")
        units.write_text("".join(map(as_unit, range(len(labelled)), labelled)), encoding="utf-8")
        request = Request(nothing, units, ROOT / "codebook.yaml", (0,), parents=False, seeds=1)
        (row,) = evaluate(request).rows
    return row


def as_unit(number: int, each: Segment) -> str:
    """A segment as a line of units, with the codes that it denies."""
    denied = {code: {POLARITY: DENIED} for code in each.denied}
    unit = {"doc_id": each.document, "unit_id": str(number), "text": each.text, "labels": each.codes}
    return json.dumps(unit | {"attributes": denied}, ensure_ascii=False) + "\n"


def measure_ranking(name: str, labelled: Sequence[Segment]) -> list[Figure]:
    """What the whole ranking finds in segments whose author saw neither indicators nor examples, each group alone."""
    groups = sorted({each.group for each in labelled})
    alone = {
        group: ranked([each for each in labelled if each.group == group]).figures["recall_at_3"] for group in groups
    }
    return _told(f"{len(labelled)} segments {name}", ranked(labelled), alone)


def measure_together(files: Sequence[Sequence[Segment]]) -> list[Figure]:
    """The same of several files as one study, with the groups as parts of it; nothing where there is no file."""
    if not files:
        return []
    labelled = [
        each._replace(document=f"{number} {each.document}") for number, file in enumerate(files) for each in file
    ]
    row = ranked(labelled)
    return _told(f"{len(labelled)} unseen segments of {len(files)} files together", row, by_group(row, labelled))


def by_group(row: Row, labelled: Sequence[Segment]) -> dict[str, float]:
    """Mean recall at 3 over the coded segments of each group; a document is of one speaker, and so of one group."""
    group_of = {each.document: each.group for each in labelled}
    found: dict[str, list[float]] = defaultdict(list)
    for document, recall in zip(row.documents, row.by_unit["recall_at_3"].tolist(), strict=True):
        found[group_of[document]].append(recall)
    return {group: sum(recalls) / len(recalls) for group, recalls in sorted(found.items())}


def _told(size: str, row: Row, by_group: dict[str, float]) -> list[Figure]:
    got, apart = row.facts(), max(by_group.values()) - min(by_group.values())
    named = ", ".join(f"{group} {rate:.3f}" for group, rate in by_group.items())
    recall, uncoded, ece = got["recall_at_3"], got["suggested_share_uncoded"], got["ece"]
    return [
        Figure("ranking, n = 0: recall at 3", size, f"{recall:.3f}{_between(got)}", f">= {RECALL}", recall >= RECALL),
        Figure("the same by group", named, f"{apart:.3f} apart", f"<= {SPREAD}", apart <= SPREAD),
        _rate("polarity of denied ones found", size, got["polarity_accuracy"], NEGATED),
        _rate("affirmed ones called denied", size, got["wrongly_denied"]),
        Figure("segments without code that show one", size, f"{uncoded:.3f}", f"<= {UNCODED}", uncoded <= UNCODED),
        Figure("calibration error", size, f"{ece:.3f}", f"<= {CALIBRATION}", ece <= CALIBRATION),
    ]


def _between(got: Mapping[str, Any]) -> str:
    ends = got["recall_at_3_interval"]
    return f" [{ends[0]:.3f}-{ends[1]:.3f}]" if ends else ""


def _rate(what: str, size: str, rate: float | None, least: float | None = None) -> Figure:
    """A rate that there may be none of, where nothing was denied."""
    value, target = "none" if rate is None else f"{rate:.3f}", "" if least is None else f">= {least}"
    return Figure(what, size, value, target, None if rate is None or least is None else rate >= least)


if __name__ == "__main__":
    show(measure(final="--final" in sys.argv))
