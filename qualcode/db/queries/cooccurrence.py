"""What is said of the codes of a family: by whom and where, and in which codings."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, EvidenceRow, Respondent
from qualcode.db.queries.evidence import PORTION, below
from qualcode.domain.cooccurrence import Said


def stretches(session: Session, family: str) -> Iterator[Said]:
    """What respondents say of the codes of a family, by transcript, respondent and place; documents are left out."""
    query = (
        select(
            EvidenceRow.transcript_id,
            Respondent.key,
            EvidenceRow.start_char,
            EvidenceRow.end_char,
            EvidenceRow.coding_id,
            Code.key,
        )
        .join(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .join(Code, Code.id == EvidenceRow.code_id)
        .where(EvidenceRow.code_id.in_(below([family])))
        .order_by(EvidenceRow.transcript_id, Respondent.key, EvidenceRow.start_char, EvidenceRow.coding_id)
    )
    for row in session.execute(query.execution_options(yield_per=PORTION)):
        yield Said(*row)


def coded(session: Session, family: str) -> dict[int, str]:
    """Coding -> its code, of the codings that count of the codes of a family; those of documents too."""
    query = select(EvidenceRow.coding_id, Code.key).join(Code, Code.id == EvidenceRow.code_id)
    return dict(session.execute(query.where(EvidenceRow.code_id.in_(below([family]))).distinct()).all())
