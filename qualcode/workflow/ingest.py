"""Ingest: files become immutable transcript versions; what nobody has de-identified is only listed.

Reading and lemmatising happen outside the transaction (`workflow.prepare`), storing is one transaction a file, so that
one bad file stops nothing and leaves no trace.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.base import Base
from qualcode.db.models import PendingFile, Speaker, Transcript, TranscriptVersion, Turn
from qualcode.db.queries import redactions
from qualcode.domain.provenance import text_digest
from qualcode.domain.redaction import MARK, brings_back, says_nothing
from qualcode.domain.transcript import InterviewMetadata, Kind, ParsedTranscript, Role
from qualcode.errors import ConflictError
from qualcode.workflow import metadata as described
from qualcode.workflow.correct import Carried, carry
from qualcode.workflow.prepare import Prepared

PASSAGE = 5
"""Words in a row that two versions of one transcript share, and two interviews hardly ever."""


class Outcome(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    NEW_VERSION = "new_version"
    UNCHANGED = "unchanged"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What storing a file did.

    `carried` tells of codings that moved to a new version, `described` which fields of a known transcript the metadata
    changed.
    """

    name: str
    outcome: Outcome
    words: int = 0
    notices: Sequence[str] = ()
    carried: Carried | None = None
    described: Sequence[str] = ()


def note_pending(session: Session, prepared: Prepared, coder: str) -> Ingested:
    """List a file whose de-identification was not reviewed; nothing of its text is stored."""
    sha256 = prepared.source_sha256
    listed = select(PendingFile.id).where(PendingFile.name == prepared.source_name, PendingFile.sha256 == sha256)
    if session.scalar(listed) is None:
        at = events.now()
        _no_longer_pending(session, prepared)
        session.execute(insert(PendingFile).values(name=prepared.source_name, sha256=sha256, noted_at=at))
        events.append(session, "file_pending", coder, {"sha256": sha256}, at=at)
    return Ingested(prepared.name, Outcome.PENDING)


def store(session: Session, prepared: Prepared, about: InterviewMetadata | None, coder: str) -> Ingested:
    """Store a prepared file as a transcript, or as a new version of one; the same bytes again change nothing.

    Raises:
        MetadataError: The metadata name a neighbourhood or speaker that does not exist.
        ConflictError: A transcript of this name is there, and has nothing in common with the file; or the file brings
            back what was erased.
    """
    _no_longer_pending(session, prepared)
    before = _latest(session, prepared.name)
    known = None if before is None else described.description(session, before.transcript_id)
    if before is not None and _is_same(before, prepared) and not _tells_of_more(session, before, prepared, about):
        changed = () if about is None else described.apply(session, before.transcript_id, about, coder, known)
        return Ingested(prepared.name, Outcome.UNCHANGED, before.words, described=changed)
    if before is not None and (erased := redactions.erased_labels(session, before.transcript_id)):
        if before.source_sha256 == prepared.source_sha256:
            return Ingested(prepared.name, Outcome.UNCHANGED, before.words)
        _require_silence(prepared, erased)
    _require_no_return(session, prepared)
    if before is not None:
        _require_likeness(before, prepared)
    number = _add_transcript(session, prepared.name) if before is None else before.transcript_id
    version, words = _add_version(session, number, prepared, 1 if before is None else before.number + 1, coder)
    changed = described.apply(session, number, about, coder, known)
    if before is None:
        return Ingested(prepared.name, Outcome.IMPORTED, words, prepared.parsed.notices)
    carried = carry(session, before.id, version, coder)
    return Ingested(prepared.name, Outcome.NEW_VERSION, words, prepared.parsed.notices, carried, changed)


def _require_silence(prepared: Prepared, erased: Collection[str]) -> None:
    """A correction does not bring back what was erased."""
    text = prepared.parsed.text
    if any(turn.label in erased and not says_nothing(turn.speech.of(text)) for turn in prepared.parsed.turns):
        msg = (
            f"{prepared.source_name} holds words of somebody whose words were erased from the transcript "
            f"'{prepared.name}': put {MARK} in their place, or leave these turns out"
        )
        raise ConflictError(msg)


def _require_no_return(session: Session, prepared: Prepared) -> None:
    """The conversation of which words were erased does not come in again under other names or labels."""
    text = prepared.parsed.text
    speech = [turn.speech.of(text) for turn in prepared.parsed.turns]
    for left in redactions.left_of(session):
        if left.source_sha256 == prepared.source_sha256 or brings_back(left.speech, speech):
            msg = (
                f"{prepared.source_name} holds words that were erased from this study, under whatever name: put {MARK} "
                "in their place, or leave these turns out"
            )
            raise ConflictError(msg)


def _require_likeness(before: TranscriptVersion, prepared: Prepared) -> None:
    """A correction keeps passages; a text that shares none is another interview, and would orphan every coding."""
    old, new = (_passages(text) for text in (before.text, prepared.parsed.text))
    if old and new and old.isdisjoint(new):
        msg = (
            f"{prepared.source_name} has no passage in common with the transcript '{prepared.name}' of this study: "
            "if it is another interview, give its file another name"
        )
        raise ConflictError(msg)


def _passages(text: str) -> set[tuple[str, ...]]:
    """Every five words in a row."""
    words = text.lower().split()
    return {tuple(words[at : at + PASSAGE]) for at in range(len(words) - PASSAGE + 1)}


def is_stored(session: Session, prepared: Prepared) -> bool:
    """Whether the current version of the transcript has this text."""
    before = _latest(session, prepared.name)
    return before is not None and _is_same(before, prepared)


def labels_of(session: Session, names: Collection[str]) -> dict[str, list[str]]:
    """Transcript -> its speaker labels, by which a corrected text is read."""
    query = select(Transcript.name, Speaker.label).join(Transcript, Transcript.id == Speaker.transcript_id)
    labels: dict[str, list[str]] = {}
    for name, label in session.execute(query.where(Speaker.label != "").order_by(Speaker.id)):
        if name in names:
            labels.setdefault(name, []).append(label)
    return labels


def _no_longer_pending(session: Session, prepared: Prepared) -> None:
    session.execute(delete(PendingFile).where(PendingFile.name == prepared.source_name))


def _latest(session: Session, name: str) -> TranscriptVersion | None:
    query = select(TranscriptVersion).join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
    return session.scalar(query.where(Transcript.name == name).order_by(TranscriptVersion.number.desc()).limit(1))


def _is_same(version: TranscriptVersion, prepared: Prepared) -> bool:
    return version.sha256 == text_digest(prepared.parsed.text)


def _tells_of_more(
    session: Session, version: TranscriptVersion, prepared: Prepared, about: InterviewMetadata | None
) -> bool:
    """Whether the metadata name a speaker whose turns were taken for somebody else's before."""
    named = set() if about is None else {speaker.label for speaker in about.speakers}
    found = named & {turn.label for turn in prepared.parsed.turns}
    return not found <= set(
        session.scalars(select(Speaker.label).where(Speaker.transcript_id == version.transcript_id))
    )


def _add_transcript(session: Session, name: str) -> int:
    values: dict[str, Any] = {
        "name": name,
        "kind": Kind.INTERVIEW.value,
        "language": "nl",
        "month": None,
        "topics": [],
        "notice": "",
    }
    return session.scalars(insert(Transcript).values(**values, created_at=events.now()).returning(Transcript.id)).one()


def _add_version(session: Session, transcript: int, prepared: Prepared, number: int, coder: str) -> tuple[int, int]:
    """(version, words); one event seals the version and all of its turns."""
    at, text = events.now(), prepared.parsed.text
    words = sum(len(turn.speech.of(text).split()) for turn in prepared.parsed.turns)
    values: dict[str, Any] = {
        "transcript_id": transcript,
        "number": number,
        "text": text,
        "sha256": text_digest(text),
        "words": words,
        "source_name": prepared.source_name,
        "source_sha256": prepared.source_sha256,
        "encoding": prepared.parsed.encoding,
        "created_at": at,
    }
    version = session.scalars(insert(TranscriptVersion).values(values).returning(TranscriptVersion.id)).one()
    speakers = _speakers(session, transcript, prepared.parsed)
    turns = Base.metadata.tables[Turn.__tablename__]
    session.connection().execute(insert(turns), _turn_rows(version, prepared, speakers))
    _seal_version(session, version, coder, values)
    return version, words


def _speakers(session: Session, transcript: int, parsed: ParsedTranscript) -> Mapping[str, int]:
    """Label -> speaker, with speakers added for labels that are new in this transcript."""
    query = select(Speaker.label, Speaker.id).where(Speaker.transcript_id == transcript)
    known: dict[str, int] = dict(session.execute(query).all())
    if "" in known and any(turn.label for turn in parsed.turns):  # what was said without a label is a heading now
        nobody = {"role": Role.UNKNOWN.value, "respondent_id": None}
        session.execute(update(Speaker).where(Speaker.id == known[""]).values(nobody))
    roles = {turn.label: turn.role for turn in parsed.turns if turn.label not in known}
    if roles:
        rows = [_speaker(transcript, label, role) for label, role in roles.items()]
        returning = insert(Speaker).returning(Speaker.id, sort_by_parameter_order=True)
        known |= dict(zip(roles, session.scalars(returning, rows), strict=True))
    return known


def _speaker(transcript: int, label: str, role: Role) -> dict[str, Any]:
    return {
        "transcript_id": transcript,
        "label": label,
        "role": role.value,
        "respondent_id": None,
        "salt": secrets.token_hex(16),
    }


def _turn_rows(version: int, prepared: Prepared, speakers: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "version_id": version,
            "number": turn.number,
            "speaker_id": speakers[turn.label],
            "start_char": turn.span.start,
            "end_char": turn.span.end,
            "speech_start": turn.speech.start,
            "speech_end": turn.speech.end,
            "start_ms": turn.start_ms,
            "end_ms": turn.end_ms,
            "search_text": search_text,
        }
        for turn, search_text in zip(prepared.parsed.turns, prepared.search_texts, strict=True)
    ]


def _seal_version(session: Session, version: int, coder: str, values: Mapping[str, Any]) -> None:
    salt = seal.salt_of_version(session, version)
    turns = session.scalars(select(Turn.id).where(Turn.version_id == version)).all()
    payload = {
        "transcript": values["transcript_id"],
        "version": version,
        "number": values["number"],
        "source_sha256": values["source_sha256"],
        "bulk": {
            "transcript_version": events.bulk(seal.digests(session, "transcript_version", [version], salt)),
            "turn": events.bulk(seal.digests(session, "turn", turns, salt)),
        },
    }
    events.append(session, "transcript_imported", coder, payload, at=values["created_at"])
