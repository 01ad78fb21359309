"""Quotes: one page at a time in the order of transcript, position and coding, and one by its id.

A page is found first by its keys alone (`page`), so that the wide rows are read for what is shown only.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import (
    Code,
    Coder,
    Coding,
    Decision,
    EvidenceRow,
    Neighbourhood,
    QuoteReview,
    Repeat,
    Respondent,
    Speaker,
    Suggestion,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
    Turn,
)
from qualcode.db.queries import reading
from qualcode.db.queries.combination import holds
from qualcode.db.queries.evidence import below, matching
from qualcode.db.queries.latest import is_latest_decision
from qualcode.db.queries.leaks import open_leaks
from qualcode.db.queries.members import held
from qualcode.db.queries.reasons import explanations
from qualcode.db.queries.recoded import recodings
from qualcode.db.queries.search import said_in
from qualcode.db.queries.spoken import SPOKEN
from qualcode.db.queries.withholding import withheld_beside, without_consent
from qualcode.domain.coding import AttributeValue, CodingState, Place, Source
from qualcode.domain.combination import Combination
from qualcode.domain.evidence import Filters
from qualcode.domain.holding import HELD, Hold
from qualcode.domain.quote import PageKey, Quote
from qualcode.domain.search import Search
from qualcode.domain.transcript import Kind, Role

BATCH = 500


class Tally(NamedTuple):
    """How much a question finds."""

    codings: int
    respondents: int
    transcripts: int


def wanted(
    session: Session, filters: Filters, search: Search = (), combination: Combination | None = None
) -> list[ColumnElement[bool]]:
    """What an evidence row must fulfil to count and to be found."""
    conditions = matching(filters)
    if search:
        conditions.append(said_in(session, search))
    if combination is not None:
        conditions.append(holds(session, combination))
    return conditions


def page(
    session: Session, conditions: Sequence[ColumnElement[bool]], *, limit: int | None, after: PageKey | None
) -> list[PageKey]:
    """Keys of the quotes that fulfil the conditions, from after `after`, at most `limit`."""
    keys = (EvidenceRow.transcript_id, EvidenceRow.start_char, EvidenceRow.coding_id)
    query = select(*keys).where(*conditions).distinct().order_by(*keys)
    if after is not None:
        query = query.where(EvidenceRow.transcript_id >= after.transcript, tuple_(*keys) > after)
    if limit is not None:
        query = query.limit(limit)
    return [PageKey(*row) for row in session.execute(query)]


def elsewhere(session: Session, codes: tuple[str, ...], *, limit: int | None, after: PageKey | None) -> list[PageKey]:
    """Keys of the confirmed codings about elsewhere of these codes and those below them, of every code for none."""
    keys = (Coding.transcript_id, Coding.start_char, Coding.id)
    query = select(*keys).where(*_elsewhere(codes)).order_by(*keys)
    if after is not None:
        query = query.where(Coding.transcript_id >= after.transcript, tuple_(*keys) > after)
    if limit is not None:
        query = query.limit(limit)
    return [PageKey(*row) for row in session.execute(query)]


def count_elsewhere(session: Session, codes: tuple[str, ...]) -> int:
    """How many codings `elsewhere` finds."""
    return session.scalar(select(func.count()).select_from(Coding).where(*_elsewhere(codes))) or 0


def _elsewhere(codes: tuple[str, ...]) -> list[ColumnElement[bool]]:
    standing = [Coding.place == Place.ELSEWHERE.value, Coding.state == CodingState.CONFIRMED.value]
    return [*standing, Coding.code_id.in_(below(codes))] if codes else standing


def tally(session: Session, conditions: Sequence[ColumnElement[bool]]) -> Tally:
    """Numbers of codings, respondents and transcripts that fulfil the conditions."""
    row = EvidenceRow
    counted = select(
        func.count(row.coding_id.distinct()),
        func.count(row.respondent_id.distinct()),
        func.count(row.transcript_id.distinct()),
    )
    return Tally(*session.execute(counted.where(*conditions)).one())


def by_ids(session: Session, ids: Sequence[int], labels: Mapping[str, str]) -> list[Quote]:
    """These codings as quotes, in the order of `ids`, with the codes' labels; unknown ids are left out."""
    found: dict[int, Quote] = {}
    for at in range(0, len(ids), BATCH):
        found.update(_batch(session, ids[at : at + BATCH], labels))
    return [found[number] for number in ids if number in found]


def _batch(session: Session, ids: Sequence[int], labels: Mapping[str, str]) -> dict[int, Quote]:
    people = _respondents(session, ids)
    verdicts = _verdicts(session, ids)
    holding = _holding(session, verdicts, {number: [key for key, _ in who] for number, who in people.items()})
    attributes = reading.attributes_of(session, reading.ids_among(ids))
    memos = reading.memos_of(session, reading.ids_among(ids))
    recoded = recodings(session, ids)
    found = {}
    result = session.connection().execute(_quotes().where(Coding.id.in_(ids)))
    names = tuple(result.keys())
    for row in result.all():
        known = dict(zip(names, row, strict=True))
        number, who = known["id"], people.get(known["id"], ())
        known["why"] = explanations(known["why"] or ())
        if (recoding := recoded.get(number)) is not None:
            known["at"] = recoding.coded_at
        known |= {"kind": Kind(known["kind"]), "place": Place(known["place"]), "state": CodingState(known["state"])}
        found[number] = Quote(
            **known,
            code_label=labels.get(known["code"], known["code"]),
            proposed_label=labels.get(known["proposed"] or "", known["proposed"] or ""),
            respondent="|".join([key for key, _ in who]),
            group="|".join(sorted({group for _, group in who})),
            attributes={name: AttributeValue(value, Source(by)) for name, value, by in attributes.get(number, ())},
            memo=memos.get(number, ""),
            review=HELD if number in holding else verdicts[number].verdict if number in verdicts else None,
            held=holding.get(number, ()),
            recoding=recoding,
        )
    return found


def _respondents(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Coding -> (respondent, group) of everybody who speaks in it; nobody speaks in a document."""
    counted = (
        select(EvidenceRow.coding_id, Respondent.key, Respondent.group_name)
        .outerjoin(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .where(EvidenceRow.coding_id.in_(ids))
        .order_by(EvidenceRow.coding_id, Respondent.key)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for coding, key, group in session.execute(counted):
        found.setdefault(coding, []).extend([(key, group)] if key else [])
    rest = [number for number in ids if number not in found]
    for coding, key, group in session.execute(_speaking(rest)) if rest else ():
        found.setdefault(coding, []).append((key, group))
    return found


def _speaking(ids: Sequence[int]) -> Select[int, str, str]:
    """(coding, respondent, group) from the turns, for codings that do not count as evidence."""
    return (
        select(Coding.id, Respondent.key, Respondent.group_name)
        .join(Transcript, and_(Transcript.id == Coding.transcript_id, Transcript.kind != Kind.DOCUMENT.value))
        .join(Turn, SPOKEN)
        .join(Speaker, and_(Speaker.id == Turn.speaker_id, Speaker.role == Role.RESPONDENT.value))
        .join(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Coding.id.in_(ids))
        .distinct()
        .order_by(Coding.id, Respondent.key)
    )


class _Review(NamedTuple):
    """The latest disclosure review of a quote."""

    verdict: str
    at: dt.datetime
    exact: str


def _verdicts(session: Session, ids: Sequence[int]) -> dict[int, _Review]:
    """Coding -> the latest disclosure review."""
    query = (
        select(QuoteReview.coding_id, QuoteReview.verdict, QuoteReview.created_at, Coding.exact)
        .join(Coding, Coding.id == QuoteReview.coding_id)
        .where(QuoteReview.coding_id.in_(ids))
        .order_by(QuoteReview.id)
    )
    return {coding: _Review(verdict, at, exact) for coding, verdict, at, exact in session.execute(query)}


def _holding(
    session: Session, reviews: Mapping[int, _Review], people: Mapping[int, Sequence[str]]
) -> dict[int, tuple[Hold, ...]]:
    """Coding that a review lets leave -> what holds it back, for those that something does."""
    leaving = {coding: review for coding, review in reviews.items() if review.verdict == "publish"}
    if not leaving:
        return {}
    members = held(session, people, {coding: review.at for coding, review in leaving.items()})
    words = open_leaks(session, {coding: review.exact for coding, review in leaving.items()})
    beside, gone = withheld_beside(session, leaving), without_consent(session, leaving)
    held_by = {Hold.LEAK: words, Hold.WITHHELD: beside, Hold.NO_CONSENT: gone}
    found = {
        coding: (*members.get(coding, ()), *(hold for hold, those in held_by.items() if coding in those))
        for coding in leaving
    }
    return {coding: why for coding, why in found.items() if why}


def published(session: Session) -> set[int]:
    """Codings whose latest disclosure verdict lets them leave."""
    latest = select(func.max(QuoteReview.id)).group_by(QuoteReview.coding_id)
    query = select(QuoteReview.coding_id).where(QuoteReview.id.in_(latest), QuoteReview.verdict == "publish")
    return set(session.scalars(query))


def _quotes() -> Select[*tuple[Any, ...]]:
    """What one row says of each coding; names as in `Quote`."""
    sole = (
        select(TranscriptNeighbourhood.transcript_id, func.min(TranscriptNeighbourhood.neighbourhood_id).label("sole"))
        .group_by(TranscriptNeighbourhood.transcript_id)
        .having(func.count() == 1)
        .subquery()
    )
    here, proposed = Coding.place == Place.HERE.value, aliased(Code)
    return (
        select(
            Coding.id,
            Code.key.label("code"),
            func.coalesce(Neighbourhood.key, "").label("neighbourhood"),
            func.coalesce(Neighbourhood.name, "").label("neighbourhood_name"),
            func.coalesce(Neighbourhood.city, "").label("city"),
            Transcript.name.label("transcript"),
            Transcript.kind,
            TranscriptVersion.number.label("version"),
            func.coalesce(Turn.number, 0).label("turn"),
            func.coalesce(Speaker.label, "").label("speaker"),
            Coding.start_char.label("start"),
            Coding.end_char.label("end"),
            Coding.exact,
            Coding.prefix,
            Coding.suffix,
            Coder.name.label("coder"),
            Coding.created_at.label("at"),
            Coding.place,
            Coding.state,
            Coding.suggestion_id.label("suggestion"),
            Coding.suggestions_seen,
            Suggestion.explanation.label("why"),
            proposed.key.label("proposed"),
            _together().label("together"),
        )
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Transcript, Transcript.id == Coding.transcript_id)
        .join(TranscriptVersion, TranscriptVersion.id == Coding.version_id)
        .outerjoin(Suggestion, Suggestion.id == Coding.suggestion_id)
        .outerjoin(proposed, proposed.id == Suggestion.code_id)
        .outerjoin(Turn, _first_turn())
        .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(sole, and_(sole.c.transcript_id == Coding.transcript_id, here))
        .outerjoin(Neighbourhood, and_(Neighbourhood.id == func.coalesce(Coding.neighbourhood_id, sole.c.sole), here))
    )


def _together() -> ColumnElement[bool]:
    """Whether the coder's last word on the suggestion behind a coding was said of several exact repeats at once."""
    return exists().where(
        Decision.suggestion_id == Coding.suggestion_id,
        Decision.coder_id == Coding.coder_id,
        Repeat.decision_id == Decision.id,
        is_latest_decision(),
    )


def _first_turn() -> ColumnElement[bool]:
    """The turn in which the coding starts: the last one of its version that does not start after it."""
    inner = aliased(Turn)
    first = (
        select(func.max(inner.start_char))
        .where(inner.version_id == Coding.version_id, inner.start_char <= Coding.start_char)
        .scalar_subquery()
    )
    return and_(Turn.version_id == Coding.version_id, Turn.start_char == first)
