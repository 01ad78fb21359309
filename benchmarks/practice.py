"""Practice: what its table is worth for authors who were left out of it, and the table itself.

The passages are fictional segments for development, coded by the definitions by authors who saw neither indicators nor
examples, and the labels and definitions themselves. `python -m benchmarks.practice` prints the figures,
`python -m benchmarks.practice --write` writes the table anew. Authors from whose words the indicators were enriched are
learned from, and not measured.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from benchmarks.heldout import AT, CASES, ROOT, THRESHOLD, Segment, segments
from qualcode.domain.codebook import Codebook
from qualcode.domain.ranking import Unit
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.indications import indicated
from qualcode.nlp.learner import learn
from qualcode.nlp.practice import FILE, Practice, Practised, Table, entry
from qualcode.nlp.ranker import Groundwork, with_lexicon

TABLE = ROOT / "qualcode/nlp" / FILE
AUTHORS = (
    "heldout_dev",
    "heldout_segments",
    "sentences_short",
    *(f"heldout_writer_{number}" for number in range(1, 12)),
)
"""Files of segments, an author each; those that are not there are left out."""
MEASURED = AUTHORS[-6:]
"""Those from whose words nobody made indicators."""
KEPT = 200
"""Terms of a code that are kept."""
DIGITS = 3


class Worth(NamedTuple):
    """Rates, 0-1, of coded segments but for the last: of those without a code, how many show one."""

    recall: float
    first: float
    shown: float
    uncoded: float


@cache
def book() -> Codebook:
    """The codebook that comes with the program."""
    return read_codebook(ROOT / "codebook.yaml")


def authors() -> dict[str, list[Segment]]:
    """Name -> segments."""
    return {name: segments(CASES / f"{name}.jsonl") for name in AUTHORS if (CASES / f"{name}.jsonl").exists()}


def fitted(segments_read: Sequence[Segment]) -> Table:
    """What these segments tell of each code that they hold, and what it is called and defined as.

    Who writes as people talk avoids the words of the label, which must not speak against the code for that.
    """
    read = [*segments_read, *_named()]
    units = _units(read)
    ground = Groundwork.of(book(), units)
    right = np.array([[code in each.codes for code in ground.codes] for each in read], dtype=np.float32)
    learned = learn(ground.read(units).terms, right, [each.document for each in read], np.ones_like(right))
    return dict(_rows(ground, learned.weights, learned.bias, right.any(axis=0)))


def _named() -> Iterator[Segment]:
    for code in book().codes:
        for text in (code.label[book().language], code.definition):
            yield Segment("codebook", "", text, (code.id,), ())


def _rows(
    ground: Groundwork, weights: "np.ndarray[Any, Any]", always: "np.ndarray[Any, Any]", held: "np.ndarray[Any, Any]"
) -> Iterator[tuple[tuple[str, str], Practised]]:
    names, known = ground.words.words.terms, book().by_id()
    for at in np.flatnonzero(held).tolist():
        own, code = weights[:, at], ground.codes[at]
        best = np.argsort(-np.abs(own), kind="stable")[:KEPT]
        terms = {names[term]: round(float(own[term]), DIGITS) for term in sorted(best, key=lambda term: names[term])}
        yield (code, entry(known[code])), Practised(round(float(always[at]), DIGITS), terms)


def worth(read: Sequence[Segment], practised: Table) -> Worth:
    """What the ranking is worth on segments, with nothing to learn from but practice."""
    units = _units(read)
    ground = Groundwork.of(book(), units)
    ground = replace(ground, practice=Practice.of(book(), ground.codes, ground.words.words.terms, practised))
    column = {code: at for at, code in enumerate(ground.codes)}
    found = indicated(book(), column, [unit.text for unit in units])
    seen = ground.read(units)
    seen = with_lexicon(seen, found.scores) if found else seen
    chances = ground.learn([], seen.at([])).probabilities(seen)
    right = np.array([[code in each.codes for code in ground.codes] for each in read])
    order, coded = np.argsort(-chances, axis=1, kind="stable"), right.any(axis=1)
    best = np.take_along_axis(right, order[:, :AT], axis=1)
    scores = np.take_along_axis(chances, order[:, :AT], axis=1)
    return Worth(
        best.sum() / right.sum(),
        best[coded, 0].mean(),
        (best & (scores >= THRESHOLD)).sum() / right.sum(),
        (scores[~coded, 0] >= THRESHOLD).mean(),
    )


def _units(read: Sequence[Segment]) -> list[Unit]:
    return [Unit(str(at), each.document, each.text) for at, each in enumerate(read)]


def write(practised: Table) -> None:
    """The table, a code a line."""
    rows = [
        {"code": code, "meaning": meant, "always": own.always, "terms": own.terms}
        for (code, meant), own in practised.items()
    ]
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    TABLE.write_text("".join(lines), encoding="utf-8")


def tell() -> None:
    """Print what authors gain by the practice of the others."""
    known = authors()
    for name in (each for each in MEASURED if each in known):
        others = [segment for author, own in known.items() if author != name for segment in own]
        without, with_others = worth(known[name], {}), worth(known[name], fitted(others))
        for what, own in (("without practice", without), ("with that of the others", with_others)):
            told = ", ".join(f"{rate} {value:.3f}" for rate, value in own._asdict().items())
            print(f"{name}, {what}: {told}", flush=True)


if __name__ == "__main__":
    if "--write" in sys.argv:
        write(fitted([segment for own in authors().values() for segment in own]))
    else:
        tell()
