"""Which row of an append-only table counts: conditions on the latest version, mark and decision, for any query."""

from typing import Any

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


def is_latest_mark() -> ColumnElement[bool]:
    """Whether a `ReadMark` is its coder's last word on a version under its codebook version.

    What was read for one codebook stays read for it, whatever is said under one in which codes mean something else;
    a mark that is taken back is so under every codebook version that means the same (`workflow.desk.mark`).
    """
    later = aliased(ReadMark)
    same = (later.version_id == ReadMark.version_id, later.coder_id == ReadMark.coder_id)
    return ~exists().where(*same, later.codebook_version_id == ReadMark.codebook_version_id, later.id > ReadMark.id)


def is_read_in_full(version: Any, coder: Any = None) -> ColumnElement[bool]:
    """Whether anybody, or this coder, says of a version that it was read in full, for whichever codebook.

    Which codes it was not read for, since they came or got another meaning, `workflow.backcoding` tells.
    """
    by = () if coder is None else (ReadMark.coder_id == coder,)
    return exists().where(ReadMark.version_id == version, ReadMark.in_full, is_latest_mark(), *by)


def is_latest_decision() -> ColumnElement[bool]:
    """Whether a `Decision` is its coder's last word on a suggestion."""
    later = aliased(Decision)
    return ~exists().where(
        later.suggestion_id == Decision.suggestion_id,
        later.coder_id == Decision.coder_id,
        later.sequence > Decision.sequence,
    )
