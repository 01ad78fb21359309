"""Describing one transcript on the screen: what is said of it now, what a change would do, and the change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from qualcode.db.models import EvidenceRow, Neighbourhood, Respondent, Speaker, Transcript, TranscriptNeighbourhood
from qualcode.domain.description import is_respondent, month_of
from qualcode.domain.transcript import Group, InterviewMetadata, Kind, Role
from qualcode.domain.transcript import Speaker as SpeakerRow
from qualcode.errors import ConflictError, MetadataError, NotFoundError, said, short
from qualcode.workflow import metadata


@dataclass(frozen=True, slots=True)
class Effect:
    """How many codings that count stand elsewhere in the evidence after a change, in all transcripts."""

    neighbourhoods: int
    groups: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a description can name: neighbourhoods by key, and the topics of all transcripts."""

    neighbourhoods: Mapping[str, str]
    topics: Collection[str]


def current(session: Session, name: str) -> InterviewMetadata:
    """The description as it stands; a speaker's label is "" in a text without labels.

    Raises:
        NotFoundError: There is no such transcript.
    """
    row = _transcript(session, name)
    places = (
        select(Neighbourhood.key)
        .join(TranscriptNeighbourhood, TranscriptNeighbourhood.neighbourhood_id == Neighbourhood.id)
        .where(TranscriptNeighbourhood.transcript_id == row.id)
        .order_by(Neighbourhood.key)
    )
    speakers = (
        select(Speaker.label, Speaker.role, Respondent.key, Respondent.group_name)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Speaker.transcript_id == row.id)
        .order_by(Speaker.id)
    )
    return InterviewMetadata(
        transcript=name,
        kind=Kind(row.kind),
        neighbourhoods=tuple(session.scalars(places)),
        speakers=tuple(
            SpeakerRow(label, Role(role), key, Group(group or Group.ONBEKEND))
            for label, role, key, group in session.execute(speakers)
        ),
        month=row.month,
        language=row.language,
        topics=tuple(row.topics),
        notice=row.notice,
    )


def choices(session: Session) -> Choices:
    """What can be chosen."""
    places = session.execute(select(Neighbourhood.key, Neighbourhood.name).order_by(Neighbourhood.name)).all()
    topics = {topic for listed in session.scalars(select(Transcript.topics)) for topic in listed}
    return Choices(dict(places), sorted(topics))


def changed(before: InterviewMetadata, wanted: InterviewMetadata) -> InterviewMetadata:
    """`wanted` as it can be stored.

    Raises:
        MetadataError: A month or a new respondent's number is written in another way than tables allow.
    """
    month = month_of(wanted.month) if wanted.month else None
    if wanted.month and month is None:
        what = said("month '{month}' is no month: write it as 2019-03", month=short(wanted.month, 40))
        raise MetadataError(what)
    known = {speaker.respondent for speaker in before.speakers}
    for speaker in wanted.speakers:
        if speaker.respondent and speaker.respondent not in known and not is_respondent(speaker.respondent):
            what = said("'{name}' is no respondent's number: write it as R017", name=short(speaker.respondent, 40))
            raise MetadataError(what)
    return replace(wanted, month=month, neighbourhoods=tuple(sorted(wanted.neighbourhoods)))


def of_other_groups(session: Session, wanted: InterviewMetadata) -> list[str]:
    """Respondents whose known group a description would change, which only their own page does, for all transcripts."""
    asked = {each.respondent: each.group.value for each in wanted.speakers if each.group is not Group.ONBEKEND}
    query = select(Respondent.key, Respondent.group_name).where(
        Respondent.key.in_([key for key in asked if key]), Respondent.group_name != Group.ONBEKEND.value
    )
    return sorted(key for key, group in session.execute(query) if asked[key] != group)


def preview(session: Session, wanted: InterviewMetadata, coder: str) -> Effect:
    """What storing `wanted` would do; nothing is stored.

    Raises:
        MetadataError: It would be refused.
    """
    keys = {each.respondent for row in (current(session, wanted.transcript), wanted) for each in row.speakers}
    number = _transcript(session, wanted.transcript).id
    before = _counted(session, number, keys)
    trial = session.begin_nested()
    try:
        _apply(session, wanted, coder)
        after = _counted(session, number, keys)
    finally:
        trial.rollback()
        session.expire_all()
    codings = {*before, *after}
    nothing: tuple[frozenset[int | None], frozenset[str | None]] = (frozenset(), frozenset())
    pairs = [(before.get(coding, nothing), after.get(coding, nothing)) for coding in codings]
    return Effect(sum(old[0] != new[0] for old, new in pairs), sum(old[1] != new[1] for old, new in pairs))


def store(session: Session, seen: InterviewMetadata, wanted: InterviewMetadata, coder: str) -> bool:
    """Describe a transcript; False where it is described so already, as after a second click.

    Args:
        session: Session that writes.
        seen: The description that the coder changed.
        wanted: What it is to be.
        coder: Who is at work.

    Raises:
        ConflictError: Somebody changed the description since.
        MetadataError: As `metadata.apply`.
    """
    now = current(session, wanted.transcript)
    if now == wanted:
        return False
    if now != seen:
        msg = said("the description of {name} was changed meanwhile: open it again", name=wanted.transcript)
        raise ConflictError(msg)
    _apply(session, wanted, coder)
    return True


def _apply(session: Session, wanted: InterviewMetadata, coder: str) -> None:
    number = _transcript(session, wanted.transcript).id
    metadata.require_neighbourhoods(session, [wanted], wanted.transcript)
    metadata.apply(session, number, wanted, coder, metadata.description(session, number))


def _transcript(session: Session, name: str) -> Transcript:
    row = session.scalar(select(Transcript).where(Transcript.name == name))
    if row is None:
        raise NotFoundError(said("transcript"), name, session.scalars(select(Transcript.name)))
    return row


def _counted(
    session: Session, transcript: int, respondents: Collection[str | None]
) -> dict[int, tuple[frozenset[int | None], frozenset[str | None]]]:
    """Coding -> the neighbourhoods and the groups that it counts for."""
    query = (
        select(EvidenceRow.coding_id, EvidenceRow.neighbourhood_id, Respondent.group_name)
        .outerjoin(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .where(or_(EvidenceRow.transcript_id == transcript, Respondent.key.in_([key for key in respondents if key])))
    )
    found: dict[int, tuple[set[int | None], set[str | None]]] = {}
    for coding, place, group in session.execute(query):
        places, groups = found.setdefault(coding, (set(), set()))
        places.add(place)
        groups.add(group)
    return {coding: (frozenset(places), frozenset(groups)) for coding, (places, groups) in found.items()}
