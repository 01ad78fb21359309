"""Learning: what a run of suggestions takes from the codings and rejections of a study, refitted each time.

Only sentences that somebody judged teach: those with a confirmed coding or a rejection, those that were passed over
before a passage was coded by hand, and every sentence of a transcript that was read in full.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Model as ModelRow
from qualcode.db.models import Transcript, TranscriptVersion
from qualcode.db.queries.labels import Label, Labels, labels
from qualcode.db.queries.latest import is_current
from qualcode.domain.codebook import Codebook
from qualcode.domain.provenance import canonical_json, text_digest
from qualcode.domain.ranking import Judged, Ranked, Unit
from qualcode.domain.study import LIKELY, LIKELY_CODES
from qualcode.domain.suggestion import Suggestion
from qualcode.nlp import polarity, practice, semantic
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.codebook_words import Read
from qualcode.nlp.hybrid import Limits, Sentence, lexicon_scores, sentences, suggestions
from qualcode.nlp.lexicon import Lexicon
from qualcode.nlp.ranker import Groundwork, Study, with_lexicon_by_parts
from qualcode.nlp.ranker_file import Model, dump
from qualcode.workflow.backcoding import outdated
from qualcode.workflow.behind import LEXICON
from qualcode.workflow.heard import Source, source, withdrawn
from qualcode.workflow.refresh import HYBRID, LAST_CODING, LAST_DECISION
from qualcode.workflow.study import view

ENOUGH = 5_000
"""Judged sentences that are learned from at most."""

AT_LEAST = 5
"""One in so many of them is left to sentences that got nothing."""


class Prepared(NamedTuple):
    """What a run works with.

    Attributes:
        suggest: The suggestions for a text.
        depends_on: What the outcome depends on beside codebook and texts.
        parameters: The same, with how much was learned, the model, and where decisions stood.
        model: None where nothing was learned.
        kept: Whether the model that is kept already is used.
        of_run: The run whose model is used, where the run is for what is new alone.
        because: Why everything, or its model, was made anew where only what is new was asked for.
    """

    suggest: Callable[[Source], Sequence[Suggestion]]
    depends_on: Mapping[str, object]
    parameters: Mapping[str, object]
    model: Model | None
    kept: bool = False
    of_run: int | None = None
    because: str | None = None

    @property
    def learns(self) -> bool:
        """Whether its model takes the place of the one that is kept; the lexicon has none to give."""
        return self.depends_on["method"] != LEXICON


class Taught(NamedTuple):
    """What the sentences of the study teach.

    Attributes:
        at: Places of the judged sentences among all.
        judged: These sentences.
        codings: (unit, code) -> a coding of it.
    """

    at: list[int]
    judged: list[Judged]
    codings: dict[tuple[str, str], int]

    def fewer(self, most: int) -> "Taught":
        """At most so many sentences: those with a code or a refusal first, each kind evenly spread.

        A fifth is left to those that got nothing, as far as there are such: without them nobody knows how rare a code
        is. What is taken stands for what is not.
        """
        if len(self.at) <= most:
            return self
        told = [row for row, each in enumerate(self.judged) if each.confirmed or each.rejected]
        nothing = [row for row, each in enumerate(self.judged) if not (each.confirmed or each.rejected)]
        room = max(most - len(nothing), most - most // AT_LEAST)
        kept = _spread(told, room)
        kept |= _spread(nothing, most - len(kept))
        rows = sorted(kept)
        judged = [self.judged[row]._replace(stands_for=kept[row]) for row in rows]
        return self._replace(at=[self.at[row] for row in rows], judged=judged)


class Material(NamedTuple):
    """What a run reads first: texts, labels, what is worth proposing, and who withdrew consent.

    `not_read_for`: version -> codes that came, or got another meaning, after somebody read it in full.
    """

    texts: Sequence[Source]
    known: Labels
    limits: Limits
    withdrawn: frozenset[int]
    not_read_for: Mapping[int, frozenset[str]]


def gather(session: Session, versions: Sequence[int]) -> Material:
    """The material of these versions as it stands, without what was said by those who withdrew consent."""
    settings = view(session).settings
    limits = Limits(min(settings.threshold, LIKELY), max(settings.per_segment, LIKELY_CODES))
    texts = [source(session, number) for number in versions]
    return Material(texts, labels(session), limits, withdrawn(session), _not_read_for(session))


def _not_read_for(session: Session) -> dict[int, frozenset[str]]:
    gaps = {each.transcript: frozenset(gap.code for gap in each.gaps) for each in outdated(session)}
    query = select(TranscriptVersion.id, Transcript.name).join(Transcript).where(is_current())
    return {number: gaps[name] for number, name in session.execute(query) if name in gaps}


def stands(session: Session, material: Material) -> bool:
    """Whether everything that was given or refused, and so may have been learned from, still is, and consent too."""
    return may_be_heard(session, material) and set(material.known.labels) <= set(labels(session).labels)


def may_be_heard(session: Session, material: Material) -> bool:
    """Whether nobody withdrew consent since the material was read."""
    return withdrawn(session) <= material.withdrawn


def prepare(codebook: Codebook, method: str, material: Material) -> Prepared:
    """What a run with this method works with, learned anew from the material."""
    depends_on = depends(method, material)
    if method == LEXICON:
        lexicon = Lexicon(codebook)
        return Prepared(lambda each: lexicon.suggest(each.text, each.turns), depends_on, depends_on, None)
    basis = Basis.of(codebook, material, encoder_of(depends_on))
    if not basis.units:
        return Prepared(lambda _: (), depends_on, {**depends_on, **_stood(material.known)}, None)
    seen, by_indicator = understood(codebook, method, basis.ground, material.texts, basis.read)
    study = Study(basis.units, seen)
    ranker = basis.ground.learn(basis.taught.judged, seen.at(basis.taught.at), study)
    ranked = ranker.in_study(study, material.limits.per_segment, material.limits.threshold)
    propose = proposing(codebook, basis.read, ranked, by_indicator, basis.taught.codings, material.known)
    model = dump(ranker)
    learned = {"judged": len(basis.taught.judged), "model": model.digest}
    return Prepared(propose, depends_on, {**depends_on, **_stood(material.known), **learned}, model)


def _stood(known: Labels) -> dict[str, object]:
    """Where decisions stood, from which those are counted that make a run due."""
    return {
        "decisions": len(known.labels),
        "denied": known.denied,
        LAST_DECISION: known.last_decision,
        LAST_CODING: known.last_coding,
    }


def depends(method: str, material: Material) -> dict[str, object]:
    """What the outcome of a run depends on beside codebook and texts."""
    if method == LEXICON:
        return {"method": method}
    known = {"labels": _digest(material), "practice": practice.identity()}
    depends_on: dict[str, object] = {"method": method, **known, **material.limits._asdict()}
    if method == HYBRID and (known_encoder := semantic.identity()):
        depends_on["encoder"] = known_encoder
    return depends_on


def encoder_of(depends_on: Mapping[str, object]) -> semantic.Encoder | None:
    """The sentence encoder where the outcome depends on it; it remembers nothing of what other texts hold."""
    encoder = semantic.encoder() if "encoder" in depends_on else None
    return encoder and encoder.afresh()


class Basis(NamedTuple):
    """What all texts of a run tell together.

    Attributes:
        read: Version -> its sentences.
        units: All of them.
        ground: What is known of codebook and texts.
        taught: What is learned from.
    """

    read: Mapping[int, Sequence[Sentence]]
    units: Sequence[Unit]
    ground: Groundwork
    taught: Taught

    @classmethod
    def of(cls, codebook: Codebook, material: Material, encoder: semantic.Encoder | None) -> "Basis":
        """The basis that this material is."""
        read = sentences_of(material.texts)
        units = [sentence.unit for found in read.values() for sentence in found]
        taught = teach(read, material.known, material.not_read_for).fewer(ENOUGH)
        return cls(read, units, Groundwork.of(codebook, units, encoder=encoder), taught)


def sentences_of(texts: Sequence[Source]) -> dict[int, list[Sentence]]:
    """Version -> its sentences."""
    return {each.version_id: sentences(str(each.version_id), each.text, each.turns) for each in texts}


def understood(
    codebook: Codebook,
    method: str,
    ground: Groundwork,
    texts: Sequence[Source],
    read: Mapping[int, Sequence[Sentence]],
) -> tuple[Read, Mapping[int, Sequence[Suggestion]]]:
    """The sentences of texts as the ranking sees them, and what the indicators find in each version."""
    seen = ground.read([sentence.unit for found in read.values() for sentence in found])
    if method != HYBRID:
        return seen, {}
    by_indicator = _indicated(codebook, texts)
    hits = (lexicon_scores(found, by_indicator[number], ground.codes) for number, found in read.items())
    return with_lexicon_by_parts(seen, hits), by_indicator


def proposing(
    codebook: Codebook,
    read: Mapping[int, Sequence[Sentence]],
    ranked: Iterator[tuple[Ranked, ...]],
    by_indicator: Mapping[int, Sequence[Suggestion]],
    codings: Mapping[tuple[str, str], int],
    taught: Labels,
) -> Callable[[Source], Sequence[Suggestion]]:
    """What gives the suggestions for a text, whose sentences were ranked in the order of `read`.

    How many of the codings of the study deny their code decides from when a denial is proposed.
    """
    codes = {number: [next(ranked) for _ in found] for number, found in read.items()}
    attributing = Attributing(codebook, polarity.enough(taught.codings, taught.denied))

    def propose(heard: Source) -> Sequence[Suggestion]:
        number = heard.version_id
        known = (by_indicator.get(number, ()), codings, attributing)
        return list(suggestions(read[number], codes[number], *known))

    return propose


def _indicated(codebook: Codebook, texts: Sequence[Source]) -> dict[int, list[Suggestion]]:
    """What the indicators find in each version; all that they know of its word forms is forgotten afterwards."""
    lexicon = Lexicon(codebook)
    return {each.version_id: lexicon.suggest(each.text, each.turns) for each in texts}


def keep(session: Session, run: int, model: Model | None) -> None:
    """Keep this model and no other."""
    session.execute(delete(ModelRow))
    if model is not None:
        values = {"run_id": run, "digest": model.digest, "content": model.content, "made_at": events.now()}
        session.execute(insert(ModelRow).values(values))


def teach(read: Mapping[int, Sequence[Sentence]], known: Labels, not_read_for: Mapping[int, frozenset[str]]) -> Taught:
    """What is learned from each sentence that was judged; a label counts for every sentence that it overlaps."""
    by_version: dict[int, list[Label]] = defaultdict(list)
    for label in known.labels:
        by_version[label.version].append(label)
    taught, place = Taught([], [], {}), 0
    for version, found in read.items():
        in_full = version in known.in_full
        judged = partial(Judged, complete=in_full, not_read_for=not_read_for.get(version, frozenset()))
        for span, _, unit, _ in found:
            over = [label for label in by_version[version] if label.start < span.end and span.start < label.end]
            given = {label.code: label.coding for label in over if label.coding is not None}
            refused = frozenset(label.code for label in over if label.coding is None) - given.keys()
            if given or refused or in_full or span.end <= known.read_to.get(version, 0):
                taught.at.append(place)
                taught.judged.append(judged(unit, frozenset(given), refused))
                taught.codings.update({(unit.id, code): coding for code, coding in given.items()})
            place += 1
    return taught


def _spread(rows: Sequence[int], most: int) -> dict[int, float]:
    """At most so many of these rows, evenly spread -> how many of them each stands for."""
    if len(rows) <= most:
        return dict.fromkeys(rows, 1.0)
    chosen = np.linspace(0, len(rows) - 1, most).astype(int)
    return {rows[at]: len(rows) / most for at in chosen.tolist()}


def _digest(material: Material) -> str:
    """SHA-256 (hex) of what is learned from."""
    versions, known = {each.version_id for each in material.texts}, material.known
    used = [list(label) for label in known.labels if label.version in versions]
    far = sorted((version, end) for version, end in known.read_to.items() if version in versions)
    since = sorted((version, sorted(codes)) for version, codes in material.not_read_for.items() if version in versions)
    return text_digest(
        canonical_json([used, sorted(known.in_full & versions), far, since, known.codings, known.denied])
    )
