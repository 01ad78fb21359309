"""Which row of an append-only table counts: conditions on the latest version, mark and decision, for any query."""

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from qualcode.db.models import Decision, ReadMark, TranscriptVersion


def is_current() -> ColumnElement[bool]:
    """Whether a `TranscriptVersion` is the current one of its transcript."""
    newer = aliased(TranscriptVersion)
    return ~exists().where(
        newer.transcript_id == TranscriptVersion.transcript_id, newer.number > TranscriptVersion.number
    )


def current_versions() -> Select[int]:
    """Query of the current version of every transcript."""
    return select(TranscriptVersion.id).where(is_current())


def is_latest_mark(*, per_codebook: bool = False) -> ColumnElement[bool]:
    """Whether a `ReadMark` is its coder's last word on a version, or (`per_codebook`) under one codebook version."""
    later = aliased(ReadMark)
    same = [later.version_id == ReadMark.version_id, later.coder_id == ReadMark.coder_id]
    if per_codebook:
        same.append(later.codebook_version_id == ReadMark.codebook_version_id)
    return ~exists().where(*same, later.id > ReadMark.id)


def is_latest_decision() -> ColumnElement[bool]:
    """Whether a `Decision` is its coder's last word on a suggestion."""
    later = aliased(Decision)
    return ~exists().where(
        later.suggestion_id == Decision.suggestion_id,
        later.coder_id == Decision.coder_id,
        later.sequence > Decision.sequence,
    )
