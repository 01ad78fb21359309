"""Under which codebook versions transcripts were read in full, and what those versions say of each code."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Code, CodebookVersion, CodeEntry, Coder, ReadMark, Transcript, TranscriptVersion
from qualcode.db.queries.latest import is_current, is_latest_mark
from qualcode.domain.backcoding import Entry


def marks(session: Session) -> list[tuple[str, str, int]]:
    """(transcript, coder, number of the codebook version) of every mark that counts, by name of the transcript."""
    rows = session.execute(
        select(Transcript.name, Coder.name, CodebookVersion.number)
        .join(TranscriptVersion, TranscriptVersion.transcript_id == Transcript.id)
        .join(ReadMark, ReadMark.version_id == TranscriptVersion.id)
        .join(Coder, Coder.id == ReadMark.coder_id)
        .join(CodebookVersion, CodebookVersion.id == ReadMark.codebook_version_id)
        .where(ReadMark.in_full, is_latest_mark(), is_current())
        .order_by(Transcript.name, Coder.name, CodebookVersion.number)
    )
    return [(transcript, coder, number) for transcript, coder, number in rows]


def entries(session: Session) -> dict[int, dict[str, Entry]]:
    """Number of a codebook version -> code -> what it means there, in the order of the codebook."""
    parent = aliased(Code)
    rows = session.execute(
        select(CodebookVersion.number, Code.key, CodeEntry.meaning, parent.key)
        .join(CodeEntry, CodeEntry.codebook_version_id == CodebookVersion.id)
        .join(Code, Code.id == CodeEntry.code_id)
        .outerjoin(parent, parent.id == CodeEntry.parent_id)
        .order_by(CodebookVersion.number, CodeEntry.position)
    )
    found: dict[int, dict[str, Entry]] = {}
    for number, code, meaning, above in rows:
        found.setdefault(number, {})[code] = Entry(meaning, above)
    return found
