"""Judgements on findings, and who said the quotes beside them with how many words."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, Coding, EvidenceRow, FindingJudgement, Respondent, Transcript
from qualcode.domain.cerqual import Basis, Component, Judgement, Level, Quoted

BATCH = 500
"""Ids in one query."""


def judgements(session: Session) -> list[Judgement]:
    """The latest judgement on each component of each claim, oldest first."""
    ends = (FindingJudgement.claim_key, FindingJudgement.component)
    latest = select(func.max(FindingJudgement.id)).group_by(*ends)
    query = (
        select(FindingJudgement, Coder.name)
        .join(Coder, Coder.id == FindingJudgement.coder_id)
        .where(FindingJudgement.id.in_(latest))
        .order_by(FindingJudgement.id)
    )
    return [
        Judgement(
            finding=row.claim_key,
            component=Component(row.component),
            level=Level(row.level),
            explanation=row.explanation,
            basis=Basis(frozenset(row.basis["supporting"]), frozenset(row.basis["contradicting"])),
            coder=name,
            at=row.created_at,
        )
        for row, name in session.execute(query)
    ]


def quoted(session: Session, codings: Collection[int]) -> list[Quoted]:
    """One row for each respondent of each of these codings."""
    ids, found = sorted(codings), list[Quoted]()
    for at in range(0, len(ids), BATCH):
        query = (
            select(Coding.id, Respondent.key, Respondent.group_name, Transcript.name, Coding.exact)
            .join(EvidenceRow, EvidenceRow.coding_id == Coding.id)
            .join(Respondent, Respondent.id == EvidenceRow.respondent_id)
            .join(Transcript, Transcript.id == Coding.transcript_id)
            .where(Coding.id.in_(ids[at : at + BATCH]))
            .order_by(Coding.id, Respondent.key)
        )
        found += [Quoted(*row[:4], len(row[4].split())) for row in session.execute(query)]
    return found
