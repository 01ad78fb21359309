"""What is coded with each code, in a fixed number of queries."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, CodebookChange, CodebookVersion, CodeClosure, Coder, EvidenceRow, Suggestion
from qualcode.db.queries.proposed import longest_coding, shown_suggestions
from qualcode.domain.study import StudySettings


class CodeCounts(NamedTuple):
    """Numbers of one code with all below it; `open` are suggestions that one coder has not decided on."""

    codings: int = 0
    passages: int = 0
    respondents: int = 0
    transcripts: int = 0
    open: int = 0


class VersionRow(NamedTuple):
    """A codebook version and how it came about; `kind` is None when it was read from a file."""

    id: int
    number: int
    created_at: dt.datetime
    kind: str | None
    codes: list[str] | None
    reason: str | None
    coder: str | None
    operation_id: str | None


def counts(session: Session, settings: StudySettings, coder_id: int) -> dict[str, CodeCounts]:
    """Code -> its numbers, for the codes that have any."""
    above = select(CodeClosure.ancestor_id.label("code"), EvidenceRow).join(
        EvidenceRow, EvidenceRow.code_id == CodeClosure.descendant_id
    )
    rows = above.subquery()
    numbers = select(
        rows.c.code,
        func.count(rows.c.coding_id.distinct()),
        func.count(rows.c.respondent_id.distinct()),
        func.count(rows.c.transcript_id.distinct()),
    ).group_by(rows.c.code)
    places = select(rows.c.code, rows.c.transcript_id, rows.c.start_char, rows.c.end_char).distinct().subquery()
    passages: dict[int, int] = dict(session.execute(select(places.c.code, func.count()).group_by(places.c.code)).all())
    shown = shown_suggestions(settings, coder_id, longest=longest_coding(session, coder_id)).subquery()
    waiting = (
        select(CodeClosure.ancestor_id, func.count())
        .join(Suggestion, Suggestion.code_id == CodeClosure.descendant_id)
        .join(shown, shown.c.id == Suggestion.id)
        .group_by(CodeClosure.ancestor_id)
    )
    opened = dict(session.execute(waiting).all())
    coded = {code: rest for code, *rest in session.execute(numbers)}
    keys = dict(session.execute(select(Code.id, Code.key)).all())
    found = {}
    for code in {*coded, *opened}:
        codings, respondents, transcripts = coded.get(code, (0, 0, 0))
        row = CodeCounts(codings, passages.get(code, 0), respondents, transcripts, opened.get(code, 0))
        found[keys[code]] = row
    return found


def versions(session: Session) -> list[VersionRow]:
    """Every version, newest first."""
    query = (
        select(
            CodebookVersion.id,
            CodebookVersion.number,
            CodebookVersion.created_at,
            CodebookChange.kind,
            CodebookChange.codes,
            CodebookChange.reason,
            Coder.name,
            CodebookChange.operation_id,
        )
        .outerjoin(CodebookChange, CodebookChange.codebook_version_id == CodebookVersion.id)
        .outerjoin(Coder, Coder.id == CodebookChange.coder_id)
        .order_by(CodebookVersion.number.desc())
    )
    return [VersionRow(*row) for row in session.execute(query)]
