"""Code: take in codings that were made elsewhere, whole file or nothing."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import events, evidence_rows, seal
from qualcode.db.models import Coding, CodingAttribute, Memo, Neighbourhood
from qualcode.db.queries.codebook import Version, code_ids, current_codebook
from qualcode.db.queries.reading import VersionRow, current, names_of_transcripts, text_of
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import CodingState, Source
from qualcode.errors import CodingFileError, NotFoundError, QualcodeError
from qualcode.interchange.codings_file import CodingLine
from qualcode.workflow import confirm
from qualcode.workflow.study import coder_id


class Taken(NamedTuple):
    """Numbers of codings that were stored, that were there already, and that are there with other contents."""

    imported: int
    unchanged: int
    differs: int


class Contents(NamedTuple):
    """What a coding holds beside its place, code and coder, and an import never changes."""

    attributes: Mapping[str, str]
    memos: frozenset[str]
    place: str
    neighbourhood_id: int | None

    def holds(self, new: "Contents") -> bool:
        """Whether everything that `new` says stands here; there may be more memos."""
        return new.memos <= self.memos and new._replace(memos=self.memos) == self


Identity = tuple[int, int, int, int]
"""(start, end, code, coder) of a coding in a version of a transcript."""


class Known(NamedTuple):
    """What every line is checked against."""

    version: Version
    codebook: Codebook
    codes: dict[str, int]
    neighbourhoods: dict[str, int]
    source: str


def take_in(session: Session, lines: Iterable[CodingLine], source: str, coder: str) -> Taken:
    """Store the codings of a file, by transcript; lines that are stored already change nothing.

    Raises:
        CodingFileError: A line names something unknown, or its quote is not found once.
        ConflictError: The study has no codebook.
    """
    version, codebook = current_codebook(session)
    places = dict(session.execute(select(Neighbourhood.key, Neighbourhood.id)).all())
    known = Known(version, codebook, code_ids(session, version.id), places, source)
    by_transcript: dict[str, list[CodingLine]] = {}
    for line in lines:
        by_transcript.setdefault(line.transcript, []).append(line)
    counts = [_take_in_one(session, name, group, known, coder) for name, group in by_transcript.items()]
    return Taken(*(sum(numbers) for numbers in zip(*counts, strict=True))) if counts else Taken(0, 0, 0)


def _take_in_one(session: Session, name: str, lines: Sequence[CodingLine], known: Known, coder: str) -> Taken:
    version = current(session, name)
    if version is None:
        kind = "transcript"
        missing = NotFoundError(kind, name, names_of_transcripts(session))
        raise CodingFileError(str(missing), source=known.source, line=lines[0].line)
    text, at = text_of(session, version.version_id), events.now()
    drafts = [(line, _draft(session, line, text, version, known)) for line in lines]
    present, new, differs = _present(session, version.version_id), [], 0
    for line, draft in drafts:
        stored, told = present.get(_identity(draft)), _contents(line, draft)
        if stored is None:
            present[_identity(draft)] = told
            new.append((line, draft))
        elif not stored.holds(told):
            differs += 1
    if new:
        _store(session, text, new, at, coder)
    return Taken(len(new), len(lines) - len(new) - differs, differs)


def _present(session: Session, version: int) -> dict[Identity, Contents]:
    """Every confirmed coding of a version, with what it holds."""
    standing = (Coding.version_id == version, Coding.state == CodingState.CONFIRMED.value)
    given = select(CodingAttribute).join(Coding, Coding.id == CodingAttribute.coding_id)
    attributes: dict[int, dict[str, str]] = {}
    for row in session.scalars(given.where(*standing, CodingAttribute.source == Source.PERSON.value)):
        attributes.setdefault(row.coding_id, {})[row.attribute] = row.value
    memos: dict[int, set[str]] = {}
    written = select(Coding.id, Memo.text).join(Memo, Memo.coding_id == Coding.id)
    for number, memo in session.execute(written.where(*standing)):
        memos.setdefault(number, set()).add(memo)
    return {
        (row.start_char, row.end_char, row.code_id, row.coder_id): Contents(
            attributes.get(row.id, {}), frozenset(memos.get(row.id, ())), row.place, row.neighbourhood_id
        )
        for row in session.scalars(select(Coding).where(*standing))
    }


def _contents(line: CodingLine, draft: confirm.NewCoding) -> Contents:
    attributes = {name: value.value for name, value in draft.attributes.items()}
    return Contents(attributes, frozenset({line.memo} - {""}), draft.place, draft.neighbourhood_id)


def _identity(draft: confirm.NewCoding) -> Identity:
    return (*draft.span, draft.code_id, draft.coder_id)


def _draft(session: Session, line: CodingLine, text: str, version: VersionRow, known: Known) -> confirm.NewCoding:
    try:
        if line.code not in known.codes:
            kind = "code"
            raise NotFoundError(kind, line.code, known.codes)
        if line.neighbourhood is not None and line.neighbourhood not in known.neighbourhoods:
            kind = "neighbourhood"
            raise NotFoundError(kind, line.neighbourhood, known.neighbourhoods)
        attributes = confirm.checked_attributes(known.codebook, line.code, line.attributes, Source.PERSON)
        coder = coder_id(session, line.coder)
    except QualcodeError as error:
        raise CodingFileError(str(error), source=known.source, line=line.line) from None
    return confirm.NewCoding(
        version_id=version.version_id,
        transcript_id=version.transcript_id,
        span=line.place_in(text, known.source),
        code_id=known.codes[line.code],
        coder_id=coder,
        codebook_version_id=known.version.id,
        attributes=attributes,
        place=line.place,
        neighbourhood_id=None if line.neighbourhood is None else known.neighbourhoods[line.neighbourhood],
    )


def _store(
    session: Session, text: str, new: Sequence[tuple[CodingLine, confirm.NewCoding]], at: dt.datetime, coder: str
) -> None:
    """Store the codings of one transcript with one event, which seals them together."""
    rows = [confirm.coding_values(text, draft, line.at or at) for line, draft in new]
    returning = insert(Coding).returning(Coding.id, sort_by_parameter_order=True)
    numbers = list(session.scalars(returning, rows))
    pairs = list(zip(numbers, new, strict=True))
    attributes = [
        confirm.attribute_values(number, name, value)
        for number, (_, draft) in pairs
        for name, value in draft.attributes.items()
    ]
    if attributes:
        session.execute(insert(CodingAttribute), attributes)
    memos = [_memo_values(number, line, draft, at) for number, (line, draft) in pairs if line.memo]
    memo_numbers = list(session.scalars(insert(Memo).returning(Memo.id), memos)) if memos else []
    evidence_rows.refresh_codings(session, numbers)
    version = new[0][1].version_id
    salt = seal.salt_of_version(session, version)
    bulk = {"coding": events.bulk(seal.digests(session, "coding", numbers, salt))}
    if memo_numbers:
        bulk["memo"] = events.bulk(seal.digests(session, "memo", memo_numbers, salt))
    events.append(session, "codings_imported", coder, {"version": version, "bulk": bulk}, at=at)


def _memo_values(number: int, line: CodingLine, draft: confirm.NewCoding, at: dt.datetime) -> dict[str, Any]:
    return {
        "kind": "analytic",
        "coding_id": number,
        "text": line.memo,
        "coder_id": draft.coder_id,
        "created_at": line.at or at,
    }
