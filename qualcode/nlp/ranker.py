"""One ranking of the codes for each unit, from the codebook's words, its indicators and what was coded before.

    groundwork = Groundwork.of(codebook, all units of the study)    once for a codebook version
    ranker = groundwork.learn(judged)                               after some decisions
    ranked = ranker.explained(groundwork.read(units))               or `in_study`, of units that are part of the study

Fitting twice on the same input gives the same ranker.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from qualcode.domain.codebook import Codebook
from qualcode.domain.ranking import Judged, Ranked, Term, Unit
from qualcode.nlp import calibration, weighing
from qualcode.nlp.codebook_words import CodebookWords, Read
from qualcode.nlp.coded import Coded
from qualcode.nlp.indications import USUAL
from qualcode.nlp.layer import OfTerms, Rare
from qualcode.nlp.learner import Asked, Learned, learn
from qualcode.nlp.meaning import Meaning
from qualcode.nlp.practice import Practice
from qualcode.nlp.semantic import Encoder
from qualcode.nlp.terms import Matrix

MOST, TERMS, NEAREST = 5, 5, 2
BLOCK = 250
NOT_CODED = -1
NOWHERE = ""
"""The transcript of a unit that is in none."""

LEXICON, SEMANTIC, PRACTICE = 3, 4, 5
"""Layers of `Read.scores` beside those of the codebook's words, which are zeros until the source is there."""


class Study(NamedTuple):
    """Units of the transcripts that are coded, and of others, as they were read."""

    units: Sequence[Unit]
    read: Read

    @property
    def documents(self) -> list[str]:
        """The transcript of each unit."""
        return [unit.document for unit in self.units]


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What can be known of codebook and texts before anybody coded.

    Attributes:
        codes: Ids of the codes that are ranked, in the order of all columns.
        words: The codebook's words.
        meaning: What its codes mean, None without an encoder.
        practice: What passages that were coded for practice say of them, None where none were.
    """

    codes: tuple[str, ...]
    words: CodebookWords
    meaning: Meaning | None = None
    practice: Practice | None = None

    @classmethod
    def of(
        cls,
        codebook: Codebook,
        units: Sequence[Unit],
        codes: Sequence[str] | None = None,
        encoder: Encoder | None = None,
    ) -> "Groundwork":
        """The groundwork for a codebook and the units of a study, coded or not.

        Args:
            codebook: Retired codes are left out.
            units: Their texts show how rare words are and what stands together.
            codes: The codes to rank; by default those without codes below them.
            encoder: `semantic.encoder()`; the ranking is without that source if there is none.
        """
        ranked = tuple(codes) if codes is not None else leaves(codebook)
        words = CodebookWords.of(codebook, ranked, [unit.text for unit in units])
        meaning = Meaning.of(codebook, ranked, encoder) if encoder else None
        return cls(ranked, words, meaning, Practice.of(codebook, ranked, words.words.terms))

    def read(self, units: Sequence[Unit]) -> Read:
        """The units as the codebook sees them; can be kept while the groundwork stays."""
        texts = [unit.text for unit in units]
        read = self.words.read(texts, [unit.context for unit in units], PRACTICE + 1)
        if self.practice:
            made = partial(self.practice.scores, codes=len(self.codes))
            read = read.also("practice", PRACTICE, OfTerms(read.terms, made))
        if self.meaning:
            read = read.also("semantic", SEMANTIC, np.asarray(self.meaning.scores(texts), dtype=np.float32))
        return read

    @property
    def practised(self) -> "np.ndarray[Any, Any]":
        """Columns of the codes that were practised."""
        return self.practice.codes if self.practice else np.empty(0, dtype=int)

    def terms(self, units: Sequence[Unit]) -> Matrix:
        """`Read.terms` of the units, which takes less than to read them."""
        return self.words.terms([unit.text for unit in units], [unit.context for unit in units])

    def learn(self, judged: Sequence[Judged], read: Read | None = None, study: "Study | None" = None) -> "Ranker":
        """The ranker for what was coded so far; without codings it goes by the codebook alone.

        Args:
            judged: The coded units; codes that are not ranked are passed over.
            read: `read` of these units, where it is at hand.
            study: The units that `Ranker.in_study` is to rank.
        """
        with threadpool_limits(1, "blas"):  # the same digits on every processor of one kind, and none held from others
            return self._learn(judged, read, study)

    def _learn(self, judged: Sequence[Judged], read: Read | None, study: "Study | None") -> "Ranker":
        seen = read if read is not None else self.read([each.unit for each in judged])
        coded = Coded.of(self.codes, judged, seen.terms)
        if not judged:
            return Ranker(self, np.array(weighing.STARTING), calibration.Line(), None, coded)
        asked = Asked(study.read.terms, study.documents) if study else None
        learned = learn(seen.terms, coded.targets(), coded.documents, coded.certainty, asked)
        weights, line = _weighed(seen, coded, learned, self.practised)
        return Ranker(self, weights, line, learned, coded)


def _weighed(
    seen: Read, coded: Coded, learned: Learned, practised: "np.ndarray[Any, Any]"
) -> "tuple[np.ndarray[Any, Any], calibration.Line]":
    """The weights of the sources, and the line, by the transcripts that were read in full.

    How often a code is right can be told from them alone: what somebody decided on elsewhere was chosen by the ranking,
    and may be only what was right, or only what was wrong. So can it not of a code that they were not read for.
    """
    starting, full = np.array(weighing.STARTING), np.flatnonzero(coded.complete)
    if not len(full):
        return starting, calibration.Line()
    documents = [coded.documents[at] for at in full]
    own, evidence = np.unique(documents, return_inverse=True)[1], coded.evidence(documents, learned.left_out[full])
    pairs = weighing.features([each[full] for each in seen.scores], seen.strength[full], evidence)
    counts = coded.stands_for[full, None] * ~coded.not_read[full]
    right, certainty = coded.right[full], coded.certainty[full] * counts
    weights = weighing.fit(pairs, right, certainty, starting, own)
    chances = _chances(seen, pairs, weights, practised)
    return weights, calibration.fit(chances, right, certainty, own)


def _chances(
    read: Read,
    pairs: "np.ndarray[Any, Any]",
    weights: "np.ndarray[Any, Any]",
    practised: "np.ndarray[Any, Any]",
) -> "np.ndarray[Any, Any]":
    """How likely each code is by the weights and by what holds for its sources, shape (units, codes)."""
    chances = weighing.probabilities(pairs, weights)
    if "lexicon" in read.sources:
        others = np.setdiff1d(np.arange(chances.shape[1]), practised)
        chances[:, others] = calibration.INDICATED.of(chances[:, others])
    chances[:, practised] = calibration.PRACTISED.of(chances[:, practised])
    return chances


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks codes.

    Attributes:
        groundwork: Codebook and texts.
        weights: Of the sources, shape (features,).
        calibration: From what the weights say to how often it is right.
        learned: None before anything was coded.
        coded: The units that it learned from.
    """

    groundwork: Groundwork
    weights: "np.ndarray[Any, Any]"
    calibration: calibration.Line
    learned: Learned | None
    coded: Coded

    def probabilities(self, read: Read) -> "np.ndarray[Any, Any]":
        """How likely each code is for units that `Groundwork.read` has read, shape (units, codes)."""
        pairs = weighing.features(read.arrays(), read.strength, self._anywhere(read))
        return self.calibration.of(_chances(read, pairs, self.weights, self.groundwork.practised))

    def explained(self, read: Read, most: int = MOST, least: float = 0.0) -> Iterator[tuple[Ranked, ...]]:
        """For each unit that was read its likeliest codes with their reasons, likeliest first.

        Args:
            read: By `Groundwork.read`.
            most: Codes of a unit.
            least: Probability: reasons take the most time, and what is less likely gets none.
        """
        yield from self._ranked(read, self._anywhere(read), {}, most, least)

    def in_study(self, study: Study, most: int = MOST, least: float = 0.0) -> Iterator[tuple[Ranked, ...]]:
        """The same for units of a study, each ranked by what *other* transcripts teach.

        So no code is likely only because it was given in the same transcript, to that unit or another.

        Args:
            study: The one that was given to `Groundwork.learn`.
            most: Codes of a unit.
            least: Probability.
        """
        row = {number: at for at, number in enumerate(self.coded.ids)}
        own = {at: row[unit.id] for at, unit in enumerate(study.units) if unit.id in row}
        yield from self._ranked(study.read, self.elsewhere(study), own, most, least)

    def elsewhere(self, study: Study) -> weighing.Evidence:
        """What is known of each unit of a study from other transcripts."""
        guess = self.learned.elsewhere if self.learned else np.zeros_like(study.read.strength)
        return self.coded.evidence(study.documents, guess)

    def terms_of(self, read: Read, pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
        """The terms that speak for a code in a unit, strongest first, for places in `read` and in the codes."""
        speaks = self._speaking()
        for row, code in pairs:
            yield tuple(term.word for term in self._terms(read.own, row, speaks[code]))

    def _anywhere(self, read: Read) -> weighing.Evidence:
        """What is known of each unit that was read, which is of no transcript that was learned from."""
        guess = self.learned.predict(read.terms) if self.learned else np.zeros_like(read.strength)
        return self.coded.evidence([NOWHERE] * read.strength.shape[0], guess)

    def _ranked(
        self, read: Read, evidence: weighing.Evidence, own: Mapping[int, int], most: int, least: float
    ) -> Iterator[tuple[Ranked, ...]]:
        speaks, given = self._speaking(), np.ascontiguousarray((self.coded.right == 1).T)
        for start in range(0, read.strength.shape[0], BLOCK):
            rows = range(start, min(start + BLOCK, read.strength.shape[0]))
            part = weighing.Evidence(*(each[start : rows.stop] for each in evidence))
            alone = [own.get(row, NOT_CODED) for row in rows]
            yield from self._explained(read.at(rows), part, alone, speaks, given, most, least)

    def _explained(
        self,
        read: Read,
        evidence: weighing.Evidence,
        own: Sequence[int],
        speaks: "np.ndarray[Any, Any]",
        given: "np.ndarray[Any, Any]",
        most: int,
        least: float,
    ) -> Iterator[tuple[Ranked, ...]]:
        pairs = weighing.features(read.arrays(), read.strength, evidence)
        chances = self.calibration.of(_chances(read, pairs, self.weights, self.groundwork.practised))
        order = np.argsort(-chances, axis=1, kind="stable")[:, :most]
        chosen = np.take_along_axis(chances, order, axis=1) >= least
        some = np.flatnonzero(chosen.any(axis=1))
        place, alike = {row: at for at, row in enumerate(some.tolist())}, read.terms[some] @ self.coded.terms.T
        for row, columns in enumerate(order):
            yield tuple(
                Ranked(
                    self.groundwork.codes[code],
                    float(chances[row, code]),
                    self._shares(read, evidence.learned, row, code),
                    self._terms(read.own, row, speaks[code]),
                    self._nearest(alike, place[row], given[code], own[row]),
                    _by_context(read, row, speaks[code]),
                )
                for code in columns[chosen[row]].tolist()
            )

    def _shares(self, read: Read, guess: "np.ndarray[Any, Any]", row: int, code: int) -> dict[str, float]:
        shares = {name: float(read.scores[at][row, code]) for name, at in read.sources.items()}
        if self.learned:
            shares["learned"] = float(guess[row, code])
        return shares

    def _speaking(self) -> "np.ndarray[Any, Any]":
        """How much each term speaks for each code, by codebook and codings, shape (codes, terms)."""
        words = self.groundwork.words
        weights = words.widened + words.word_query.toarray()
        if practice := self.groundwork.practice:
            weights[practice.codes] += practice.weights.T.toarray()
        return np.asarray(weights + self.learned.weights.T if self.learned else weights)

    def _terms(self, terms: Matrix, row: int, weights: "np.ndarray[Any, Any]") -> tuple[Term, ...]:
        """The terms of a row that carry the score: by the widened codebook, and by what was learned."""
        columns, parts = _parts(terms, row, weights)
        names = self.groundwork.words.words.terms
        best = np.argsort(-parts, kind="stable")[:TERMS]
        return tuple(Term(names[columns[at]], float(parts[at])) for at in best if parts[at] > 0)

    def _nearest(self, alike: Matrix, row: int, given: "np.ndarray[Any, Any]", own: int) -> tuple[str, ...]:
        """The units that were given the code that are most like a row of `alike`, but for the unit itself."""
        start, stop = alike.indptr[row : row + 2]
        columns, likeness = alike.indices[start:stop], alike.data[start:stop]
        others = given[columns] & (columns != own)
        rows, near = columns[others], likeness[others]
        return tuple(self.coded.ids[rows[at]] for at in np.argsort(-near, kind="stable")[:NEAREST])


def _parts(
    terms: Matrix, row: int, weights: "np.ndarray[Any, Any]"
) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """The terms of a row, and how much each speaks for a code."""
    start, stop = terms.indptr[row : row + 2]
    columns = terms.indices[start:stop]
    return columns, terms.data[start:stop] * weights[columns]


def _by_context(read: Read, row: int, weights: "np.ndarray[Any, Any]") -> bool:
    """Whether terms that stand only before a unit carry more of what speaks for a code than those in it."""
    whole, own = (float(np.maximum(_parts(terms, row, weights)[1], 0).sum()) for terms in (read.terms, read.own))
    return own < whole / 2


def with_lexicon(read: Read, scores: "np.ndarray[Any, Any]") -> Read:
    """The units with what the lexicon gives them as a further source, scores 0-1, shape (units, codes)."""
    return with_lexicon_by_parts(read, [scores])


def with_lexicon_by_parts(read: Read, parts: "Iterable[np.ndarray[Any, Any]]") -> Read:
    """The same, for the scores of some units after the other, which are mostly 0."""
    scores = sparse.vstack([sparse.csr_matrix(part, dtype=np.float32) for part in parts], format="csr")
    return read.also("lexicon", LEXICON, Rare(scores, np.float32(USUAL)))


def leaves(codebook: Codebook) -> tuple[str, ...]:
    """The codes in use that have no code in use below them, in the codebook's order."""
    used = [code for code in codebook.codes if code.replaced_by is None]
    above = {code.parent for code in used}
    return tuple(code.id for code in used if code.id not in above)
