"""Opening a long transcript, and confirming in it, on the server's side (the browser's side is `benchmarks.screen`)."""

import random
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.figures import Figure, percentile, spent, timed
from qualcode.db.session import make_engine, reading, writing
from qualcode.interchange.codebook_file import read_codebook
from qualcode.workflow import code, codebook, heard, ingest, review, suggest
from qualcode.workflow.behind import LEXICON
from qualcode.workflow.heard import input_digest
from qualcode.workflow.open import create_database
from qualcode.workflow.prepare import prepare
from qualcode.workflow.reading import open_transcript
from qualcode.workflow.study import start

ROOT = Path(__file__).resolve().parents[1]
WORDS, CODINGS, SUGGESTIONS = 20_000, 500, 300


def long_study(url: str, words: int = WORDS, codings: int = CODINGS, suggestions: int = SUGGESTIONS) -> Engine:
    """A study with one transcript of so many words, codings and suggestions."""
    from qualcode.domain.span import Span
    from qualcode.domain.suggestion import Explanation, Suggestion
    from qualcode.interchange.codings_file import CodingLine

    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lang.txt"
        sentences = [
            f"Zin {n} over de wijk, de sloop en wat er daarna met de mensen gebeurde." for n in range(words // 14)
        ]
        turns = [
            "I: Vertel eens.",
            *(f"R1: {' '.join(sentences[at : at + 12])}" for at in range(0, len(sentences), 12)),
        ]
        file.write_text("\n\n".join(turns), encoding="utf-8")
        prepared = prepare(file)
    with create_database(url) as session:
        start(session, "Benchmark", fictional=True)
    engine = make_engine(url)
    with writing(engine) as session:
        codes = codebook.load(session, read_codebook(ROOT / "codebook.yaml"), "bench")
        assert codes.new
        ingest.store(session, prepared, None, "bench")
        book = codebook.show(session)[1]
        assert book is not None
        leaves = [c.id for c in book.codes if c.parent]
        picked = chance.sample(sentences, codings)
        lines = [
            CodingLine(transcript="lang", exact=exact, code=chance.choice(leaves), coder="bench") for exact in picked
        ]
        code.take_in(session, lines, "bench", "bench")
        version, _ = suggest.current_versions(session)[0]
        source = heard.source(session, version)
        rest = chance.sample([s for s in sentences if s not in set(picked)], suggestions)
        spans = [Span(source.text.index(s), source.text.index(s) + len(s)) for s in rest]
        why = [(Explanation("lexicon", "sloop", (span,), "lemma"),) for span in spans]
        proposals = [Suggestion(s, chance.choice(leaves), 0.8, 1, {}, w) for s, w in zip(spans, why, strict=True)]
        from qualcode.db.queries.codebook import require_version

        current = require_version(session)
        by_lexicon = {"method": LEXICON}
        digest = input_digest(current.digest, [source], by_lexicon)
        run = suggest.begin(session, current, digest, by_lexicon, "bench")
        suggest.finish(session, run, suggest.store(session, run, current, source, proposals, "bench"), "bench")
    return engine


def measure(words: int = WORDS, codings: int = CODINGS, suggestions: int = SUGGESTIONS) -> list[Figure]:
    """Milliseconds on the server to open the transcript, and to confirm one suggestion."""
    with tempfile.TemporaryDirectory() as folder:
        engine = long_study(f"sqlite:///{folder}/study.db", words, codings, suggestions)

        def opened() -> object:
            with writing(engine) as session:
                return open_transcript(session, "lang", "bench")

        first, _ = timed(opened, 1)
        median, worst = timed(opened, 15)
        with writing(engine) as session:
            desk = open_transcript(session, "lang", "bench")
        took = []
        for suggestion in desk.suggestions:
            operation = {"op": f"b{suggestion.id}", "kind": "accept", "suggestion": suggestion.id}

            def confirmed(operation: dict[str, object] = operation) -> None:
                with writing(engine) as session:
                    assert review.apply(session, "bench", desk.version, [operation])[0].error is None

            took.append(spent(confirmed)[1])
        with reading(engine) as session:
            said = sum(len(turn.text.split()) for turn in desk.turns)
        engine.dispose()
    size = f"{said:,} words, {len(desk.codings)} codings, {len(desk.suggestions)} suggestions"
    seconds, of_one_core = [each.clock for each in took], [each.processor for each in took]
    p50, p95 = percentile(seconds, 0.5) * 1000, percentile(seconds, 0.95) * 1000
    return [
        Figure(
            "open a transcript, server",
            size,
            f"{median * 1000:.0f} ms (worst {worst * 1000:.0f}, first {first * 1000:.0f})",
            "< 150 ms",
            median < 0.15,
        ),
        Figure(
            "confirm, one transaction",
            f"{len(seconds)} confirms, SQLite FULL",
            f"p50 {p50:.1f} ms ({percentile(of_one_core, 0.5) * 1000:.1f} of one core), p95 {p95:.1f} ms",
            "single ms",
        ),
    ]
