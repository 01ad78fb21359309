"""The ranking of codes: speed of reading and ranking with indicators and cold words, of learning, and memory.

Speeds are by processor time.
"""

import numpy as np

from benchmarks.figures import Figure, megabytes, show, spent
from benchmarks.suggest import ROOT, corpus
from qualcode.domain.ranking import Judged, Unit
from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp import lemma, terms
from qualcode.nlp.indications import indicated
from qualcode.nlp.ranker import Groundwork, with_lexicon
from qualcode.nlp.tokens import words

SPEED, REFIT, DECISIONS, MEMORY = 25_000, 5.0, 5_000, 600
CACHES = (lemma.lemma, lemma.search_form, terms.parts, terms.terms_of)


def measure(number: int = 110, decisions: int = DECISIONS) -> list[Figure]:
    """Words a second of preparing and of ranking with reasons, and seconds of a refit."""
    units = _units(number)
    count = sum(len(words(unit.text)) for unit in units)
    book = read_codebook(ROOT / "codebook.yaml")
    for cached in CACHES:
        cached.cache_clear()
    ground, prepared = spent(lambda: Groundwork.of(book, units))
    codes = np.random.default_rng(0).integers(len(ground.codes), size=decisions)
    judged = [Judged(units[at % len(units)], frozenset([ground.codes[code]])) for at, code in enumerate(codes)]
    read = ground.read([each.unit for each in judged])
    ranker, refit = spent(lambda: ground.learn(judged, read))
    for cached in CACHES:
        cached.cache_clear()

    def explained() -> None:
        found = indicated(book, {code: at for at, code in enumerate(ground.codes)}, [unit.text for unit in units])
        assert found is not None
        list(ranker.explained(with_lexicon(ground.read(units), found.scores)))

    ranked, memory = spent(explained)[1], megabytes()
    speed = count / ranked.processor
    size = f"{len(units):,} turns, {count:,} words"
    return [
        Figure("groundwork of a study", size, f"{count / prepared.processor:,.0f} words/s: {prepared}", ""),
        Figure(
            "indicators, ranking, reasons, cold words",
            f"{size}, {decisions:,} decisions",
            f"{speed:,.0f} words/s: {ranked}",
            f"> {SPEED:,} words/s",
            speed > SPEED,
        ),
        Figure("learn", f"{decisions:,} decisions", str(refit), f"< {REFIT:.0f} s", refit.processor < REFIT),
        Figure("memory", "at the most, of this process", f"{memory:.0f} MB", f"< {MEMORY} MB", memory < MEMORY),
    ]


def _units(number: int) -> list[Unit]:
    return [
        Unit(f"{document}-{at}", str(document), turn.speech.of(text))
        for document, (text, turns) in enumerate(corpus(number))
        for at, turn in enumerate(turns)
    ]


if __name__ == "__main__":
    show(measure())
