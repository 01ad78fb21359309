"""The ranking of codes: speed of reading and ranking with indicators and cold words, of learning, and memory."""

import resource
import time

import numpy as np

from benchmarks.figures import Figure, show
from benchmarks.suggest import ROOT, corpus
from qualcode.domain.ranking import Judged, Unit
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp import lemma, terms
from qualcode.nlp.indications import indicated
from qualcode.nlp.ranker import Groundwork, with_lexicon
from qualcode.nlp.tokens import words

SPEED, REFIT, DECISIONS, MEMORY = 25_000, 5.0, 5_000, 600
CACHES = (lemma.lemma, lemma.search_form, terms.parts, terms.terms_of)


def measure() -> list[Figure]:
    """Words a second of preparing and of ranking with reasons, and seconds of a refit."""
    units = _units()
    count = sum(len(words(unit.text)) for unit in units)
    book = read_codebook(ROOT / "codebook.yaml")
    for cached in CACHES:
        cached.cache_clear()
    started = time.perf_counter()
    ground = Groundwork.of(book, units)
    prepared = time.perf_counter() - started
    codes = np.random.default_rng(0).integers(len(ground.codes), size=DECISIONS)
    judged = [Judged(units[at % len(units)], frozenset([ground.codes[code]])) for at, code in enumerate(codes)]
    read = ground.read([each.unit for each in judged])
    started = time.perf_counter()
    ranker = ground.learn(judged, read)
    refit = time.perf_counter() - started
    for cached in CACHES:
        cached.cache_clear()
    started = time.perf_counter()
    found = indicated(book, {code: at for at, code in enumerate(ground.codes)}, [unit.text for unit in units])
    assert found is not None
    list(ranker.explained(with_lexicon(ground.read(units), found.scores)))
    ranked = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = f"{len(units):,} turns, {count:,} words"
    return [
        Figure("groundwork of a study", size, f"{count / prepared:,.0f} words/s ({prepared:.2f} s)", ""),
        Figure(
            "indicators, ranking, reasons, cold words",
            f"{size}, {DECISIONS:,} decisions",
            f"{count / ranked:,.0f} words/s ({ranked:.2f} s)",
            f"> {SPEED:,} words/s",
            count / ranked > SPEED,
        ),
        Figure("learn", f"{DECISIONS:,} decisions", f"{refit:.2f} s", f"< {REFIT:.0f} s", refit < REFIT),
        Figure("memory", "at the most, of this process", f"{memory:.0f} MB", f"< {MEMORY} MB", memory < MEMORY),
    ]


def _units() -> list[Unit]:
    return [
        Unit(f"{document}-{at}", str(document), turn.speech.of(text))
        for document, (text, turns) in enumerate(corpus())
        for at, turn in enumerate(turns)
    ]


if __name__ == "__main__":
    show(measure())
