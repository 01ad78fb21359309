"""Storing codings: the one place where a coding comes into being or leaves the evidence."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from qualcode.db import evidence_rows, seal
from qualcode.db.models import Coding, CodingAttribute, TranscriptVersion
from qualcode.domain import span as anchors
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import AttributeValue, CodingState, Place, Source
from qualcode.domain.span import Span
from qualcode.errors import ConflictError, NotFoundError, UsageError, said


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding to store; ids are row ids, the span is checked against the version's text."""

    version_id: int
    transcript_id: int
    span: Span
    code_id: int
    coder_id: int
    codebook_version_id: int
    attributes: Mapping[str, AttributeValue]
    suggestion_id: int | None = None
    suggestions_seen: bool = False
    place: str = Place.HERE.value
    neighbourhood_id: int | None = None
    supersedes_id: int | None = None


def store(session: Session, new: NewCoding, at: dt.datetime) -> int:
    """The number of the stored coding.

    Raises:
        AnchorError: The span does not lie in the text.
        ConflictError: This coder has the same coding confirmed already.
    """
    same = identical(session, new)
    if same is not None:
        msg = said("you have this passage coded with this code already; change that coding instead")
        raise ConflictError(msg)
    number = session.scalars(
        insert(Coding).values(coding_values(text_of(session, new), new, at)).returning(Coding.id)
    ).one()
    for name, value in new.attributes.items():
        session.execute(insert(CodingAttribute).values(attribute_values(number, name, value)))
    evidence_rows.refresh_codings(session, [number])
    return number


def text_of(session: Session, new: NewCoding) -> str:
    """The text of the version that a coding is on."""
    return session.scalars(select(TranscriptVersion.text).where(TranscriptVersion.id == new.version_id)).one()


def coding_values(text: str, new: NewCoding, at: dt.datetime) -> dict[str, Any]:
    """The row of a coding, with its selector taken from the text."""
    selector = anchors.select(text, new.span)
    return {
        "version_id": new.version_id,
        "transcript_id": new.transcript_id,
        "start_char": selector.span.start,
        "end_char": selector.span.end,
        "code_id": new.code_id,
        "coder_id": new.coder_id,
        "state": CodingState.CONFIRMED.value,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "place": new.place,
        "neighbourhood_id": new.neighbourhood_id,
        "suggestion_id": new.suggestion_id,
        "suggestions_seen": new.suggestions_seen,
        "codebook_version_id": new.codebook_version_id,
        "supersedes_id": new.supersedes_id,
        "created_at": at,
    }


def attribute_values(coding: int, name: str, value: AttributeValue) -> dict[str, Any]:
    """The row of an attribute value."""
    return {"coding_id": coding, "attribute": name, "value": value.value, "source": value.source.value}


def identical(session: Session, new: NewCoding) -> int | None:
    """The confirmed coding of the same coder, span and code, if there is one."""
    return session.scalar(
        select(Coding.id).where(
            Coding.version_id == new.version_id,
            Coding.start_char == new.span.start,
            Coding.end_char == new.span.end,
            Coding.code_id == new.code_id,
            Coding.coder_id == new.coder_id,
            Coding.state == CodingState.CONFIRMED.value,
        )
    )


def retire(session: Session, coding: int, state: CodingState, *, before: CodingState = CodingState.CONFIRMED) -> None:
    """Take a coding out of the evidence (or from one state outside it to another); its row stays.

    Raises:
        ConflictError: It is not in the state `before` any more.
    """
    standing = (Coding.id == coding, Coding.state == before.value)
    done = session.execute(update(Coding).where(*standing).values(state=state.value))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        msg = said(
            "coding {coding} is not what it was: it was changed or withdrawn meanwhile, perhaps in another window",
            coding=coding,
        )
        raise ConflictError(msg)
    evidence_rows.refresh_codings(session, [coding])


def require_confirmed(session: Session, coding: int, refusal: str) -> None:
    """Refuse a coding that does not stand any more.

    Raises:
        NotFoundError: There is no such coding.
        ConflictError: It is not confirmed; `refusal` says so.
    """
    state = session.scalar(select(Coding.state).where(Coding.id == coding))
    if state is None:
        kind = said("coding")
        raise NotFoundError(kind, str(coding))
    if state != CodingState.CONFIRMED.value:
        raise ConflictError(refusal)


def stored(session: Session, coding: int) -> NewCoding:
    """A stored coding as the draft of its successor."""
    row = session.get_one(Coding, coding)
    return NewCoding(
        version_id=row.version_id,
        transcript_id=row.transcript_id,
        span=Span(row.start_char, row.end_char),
        code_id=row.code_id,
        coder_id=row.coder_id,
        codebook_version_id=row.codebook_version_id,
        attributes=attributes_of(session, coding),
        suggestion_id=row.suggestion_id,
        suggestions_seen=row.suggestions_seen,
        place=row.place,
        neighbourhood_id=row.neighbourhood_id,
        supersedes_id=row.supersedes_id,
    )


def attributes_of(session: Session, coding: int) -> dict[str, AttributeValue]:
    """Attribute -> value with its source, of one coding."""
    rows = session.execute(
        select(CodingAttribute.attribute, CodingAttribute.value, CodingAttribute.source)
        .where(CodingAttribute.coding_id == coding)
        .order_by(CodingAttribute.attribute)
    )
    return {name: AttributeValue(value, Source(source)) for name, value, source in rows}


def checked_attributes(
    codebook: Codebook, code: str, given: Mapping[str, str], source: Source
) -> dict[str, AttributeValue]:
    """Attribute values that the codebook allows for a code; an empty value is left out.

    Raises:
        UsageError: An attribute or value that the code does not take.
    """
    allowed = {attribute.id: attribute for attribute in codebook.attributes_of(code)}
    for name, value in given.items():
        if name not in allowed:
            msg = said(
                "code {code} takes no attribute '{name}'; it takes {allowed}",
                code=code,
                name=name,
                allowed=", ".join(allowed) or said("none"),
            )
            raise UsageError(msg)
        if value and value not in allowed[name].values:
            msg = said(
                "attribute {name} has no value '{value}'; choose from {values}",
                name=name,
                value=value,
                values=", ".join(allowed[name].values),
            )
            raise UsageError(msg)
    return {name: AttributeValue(value, source) for name, value in given.items() if value}


def taken_over(codebook: Codebook, code: str, values: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    """Those of `values` that the code takes too, for a coding whose code changes."""
    allowed = {attribute.id for attribute in codebook.attributes_of(code)}
    return {name: value for name, value in values.items() if name in allowed}


def sealed(session: Session, version_id: int, written: Mapping[str, Sequence[int]]) -> dict[str, dict[str, str]]:
    """The `rows` entry of an event: table -> row id -> digest. A coding is sealed with its attributes."""
    return seal.entries(session, written, seal.salt_of_version(session, version_id))


def successor(session: Session, coding: int, new: NewCoding, at: dt.datetime) -> int:
    """Replace a confirmed coding by a changed one, which says what it supersedes."""
    retire(session, coding, CodingState.SUPERSEDED)
    return store(session, replace(new, supersedes_id=coding), at)
