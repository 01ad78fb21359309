"""Describing transcripts: neighbourhoods, speakers and topics from the study's own tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from qualcode.db import events, evidence_rows, seal
from qualcode.db.models import Neighbourhood, Respondent, Speaker, Transcript, TranscriptNeighbourhood
from qualcode.domain.transcript import Group, InterviewMetadata, Role
from qualcode.domain.transcript import Neighbourhood as NeighbourhoodRow
from qualcode.errors import MetadataError, said


def load_neighbourhoods(session: Session, rows: Iterable[NeighbourhoodRow], coder: str) -> tuple[int, int]:
    """(added, changed) neighbourhoods; one that is not in `rows` stays.

    Raises:
        MetadataError: Two neighbourhoods would have one name, by which lists and tables tell them apart.
    """
    rows = list(rows)
    present = {row.key: row for row in session.scalars(select(Neighbourhood))}
    _refuse_one_name({key: (row.name, row.city) for key, row in present.items()}, rows)
    added = changed = 0
    written: list[str] = []
    for row in rows:
        values = _neighbourhood_values(row)
        known = present.get(row.id)
        if known is None:
            session.execute(insert(Neighbourhood).values(key=row.id, **values))
            added += 1
            written.append(row.id)
        elif any(getattr(known, name) != value for name, value in values.items()):
            session.execute(update(Neighbourhood).where(Neighbourhood.key == row.id).values(values))
            changed += 1
            written.append(row.id)
    if written:
        numbers = session.scalars(select(Neighbourhood.id).where(Neighbourhood.key.in_(written))).all()
        payload = {"added": added, "changed": changed, "rows": seal.entries(session, {"neighbourhood": numbers})}
        events.append(session, "neighbourhoods_loaded", coder, payload)
    session.expire_all()
    return added, changed


def _refuse_one_name(present: Mapping[str, tuple[str, str]], rows: Iterable[NeighbourhoodRow]) -> None:
    """Make sure that names stay different when `rows` are taken in; neighbourhoods are key -> (name, city)."""
    first: dict[str, str] = {}
    for key, (name, city) in {**present, **{row.id: (row.name, row.city) for row in rows}}.items():
        if name in first:
            what = said(
                "neighbourhoods '{one}' and '{other}' are both called '{name}'", one=first[name], other=key, name=name
            )
            raise MetadataError(what, remedy=f"tables tell them by their names: write one as '{name} ({city})'")
        first[name] = key


def _neighbourhood_values(row: NeighbourhoodRow) -> dict[str, Any]:
    codes = [{"code": area.code, "year": area.year, "exact": area.exact} for area in row.area_codes]
    return {"name": row.name, "city": row.city, "gm_code": row.gm_code, "area_codes": codes}


def require_neighbourhoods(session: Session, rows: Iterable[InterviewMetadata], source: str) -> None:
    """Do nothing if every neighbourhood that the rows name is known.

    Raises:
        MetadataError: One is not; the sentence names its row.
    """
    known = set(session.scalars(select(Neighbourhood.key)))
    for row in rows:
        for name in row.neighbourhoods:
            if name not in known:
                what = said(
                    "transcript {transcript} names the neighbourhood '{name}', which is not in this study",
                    transcript=row.transcript,
                    name=name,
                )
                remedy = (
                    f"known are {', '.join(sorted(known)) or 'none'}; load it with 'qualcode import neighbourhoods'"
                )
                raise MetadataError(what, source=source, line=row.line or None, remedy=remedy)


Description = Mapping[str, Mapping[str, str]]
"""Table -> row id -> digest, of everything that describes a transcript: itself, its speakers and who they are."""


def description(session: Session, transcript: int) -> Description:
    """The description as it stands."""
    speakers = session.execute(select(Speaker.id, Speaker.respondent_id).where(Speaker.transcript_id == transcript))
    numbers: dict[int, int | None] = dict(speakers.all())
    people = {respondent for respondent in numbers.values() if respondent is not None}
    return seal.entries(session, {"transcript": [transcript], "speaker": numbers, "respondent": people})


def apply(
    session: Session, transcript: int, about: InterviewMetadata | None, coder: str, before: Description | None
) -> tuple[str, ...]:
    """What `about` changed in the description of a known transcript, which reads as it says from now on.

    Without `about`, speakers get provisional respondents.

    Args:
        session: Session that writes.
        transcript: Row id.
        about: What its metadata say, None where there are none.
        coder: Who is at work.
        before: The description when this piece of work began, None for a new transcript, which has no codings yet.

    Raises:
        MetadataError: `about` names a speaker that the transcript has not, or moves a respondent to another group.
    """
    told = None if about is None or before is None else _fields(session, transcript)
    if about is not None:
        _describe(session, transcript, about)
    _fill_respondents(session, transcript)
    after = description(session, transcript)
    if after != before:
        if before is not None:
            evidence_rows.refresh_transcripts(session, [transcript])
        payload = {"transcript": transcript, "after": _state(session, transcript), "rows": after}
        events.append(session, "transcript_described", coder, payload)
    if told is None:
        return ()
    return tuple(name for name, value in _fields(session, transcript).items() if value != told[name])


NOBODY = "-"
"""How metadata name who speaks in a text without labels."""


def _describe(session: Session, transcript: int, about: InterviewMetadata) -> None:
    values = {
        "kind": about.kind.value,
        "language": about.language,
        "month": about.month,
        "topics": list(about.topics),
        "notice": about.notice,
    }
    session.execute(update(Transcript).where(Transcript.id == transcript).values(values))
    session.execute(delete(TranscriptNeighbourhood).where(TranscriptNeighbourhood.transcript_id == transcript))
    keys = session.scalars(select(Neighbourhood.id).where(Neighbourhood.key.in_(about.neighbourhoods)))
    for number in keys.all():
        session.execute(insert(TranscriptNeighbourhood).values(transcript_id=transcript, neighbourhood_id=number))
    labels = dict(session.execute(select(Speaker.label, Speaker.id).where(Speaker.transcript_id == transcript)).all())
    labels |= {NOBODY: labels[""]} if "" in labels else {}
    for speaker in about.speakers:
        if speaker.label not in labels:
            what = said(
                "transcript {transcript} has no speaker '{label}'", transcript=about.transcript, label=speaker.label
            )
            remedy = f"its labels are {', '.join(label for label in labels if label)}"
            raise MetadataError(what, line=about.line or None, remedy=remedy)
        respondent = None if speaker.respondent is None else _respondent(session, speaker.respondent, speaker.group)
        session.execute(
            update(Speaker)
            .where(Speaker.id == labels[speaker.label])
            .values(role=speaker.role.value, respondent_id=respondent)
        )


def _fill_respondents(session: Session, transcript: int) -> None:
    """Give each respondent label without a respondent one of its own, group unknown, so that people are countable."""
    name = session.scalars(select(Transcript.name).where(Transcript.id == transcript)).one()
    query = select(Speaker.id, Speaker.label).where(
        Speaker.transcript_id == transcript, Speaker.role == Role.RESPONDENT.value, Speaker.respondent_id.is_(None)
    )
    keys = {number: f"{name}/{label or '-'}" for number, label in session.execute(query)}
    if not keys:
        return
    stored = select(Respondent.key, Respondent.id).where(Respondent.key.in_(keys.values()))
    known: dict[str, int] = dict(session.execute(stored).all())
    new = [key for key in keys.values() if key not in known]
    if new:
        returning = insert(Respondent).returning(Respondent.id, sort_by_parameter_order=True)
        rows = [{"key": key, "group_name": Group.ONBEKEND.value, "consent": "given"} for key in new]
        known |= dict(zip(new, session.scalars(returning, rows), strict=True))
    session.execute(update(Speaker), [{"id": number, "respondent_id": known[key]} for number, key in keys.items()])


def _respondent(session: Session, key: str, group: Group) -> int:
    found = session.execute(select(Respondent.id, Respondent.group_name).where(Respondent.key == key)).one_or_none()
    if found is None:
        values = {"key": key, "group_name": group.value, "consent": "given"}
        return session.scalars(insert(Respondent).values(values).returning(Respondent.id)).one()
    if group is not Group.ONBEKEND and found.group_name != group.value:
        if found.group_name != Group.ONBEKEND.value:
            what = said(
                "respondent {key} is {old} elsewhere and {new} here: a respondent belongs to one group, correct one",
                key=key,
                old=found.group_name,
                new=group.value,
            )
            raise MetadataError(what)
        session.execute(update(Respondent).where(Respondent.id == found.id).values(group_name=group.value))
    return int(found.id)


def _fields(session: Session, transcript: int) -> Mapping[str, Any]:
    """The description by the fields that people know it by."""
    state = dict(_state(session, transcript))
    speakers = state.pop("speakers")
    notice = session.scalars(select(Transcript.notice).where(Transcript.id == transcript)).one()
    of_speakers = {name: [speaker[at] for speaker in speakers] for at, name in enumerate(SPEAKER_FIELDS, start=1)}
    return {**state, "notice": notice, **of_speakers}


SPEAKER_FIELDS = ("roles", "respondents", "groups")
"""What a description says of each speaker, in the order of `_state`."""


def _state(session: Session, transcript: int) -> Mapping[str, Any]:
    """The description as an event records it: ids and labels, no text of anybody."""
    row = session.get_one(Transcript, transcript, populate_existing=True)
    places = session.scalars(
        select(TranscriptNeighbourhood.neighbourhood_id)
        .where(TranscriptNeighbourhood.transcript_id == transcript)
        .order_by(TranscriptNeighbourhood.neighbourhood_id)
    )
    speakers = session.execute(
        select(Speaker.id, Speaker.role, Speaker.respondent_id, Respondent.group_name)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Speaker.transcript_id == transcript)
        .order_by(Speaker.id)
    )
    return {
        "kind": row.kind,
        "language": row.language,
        "month": row.month,
        "topics": list(row.topics),
        "neighbourhoods": list(places),
        "speakers": [list(speaker) for speaker in speakers],
    }
