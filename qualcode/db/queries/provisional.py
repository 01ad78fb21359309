"""The provisional codes of open coding, as the last word on each of them says."""

from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Coder, Coding, ProvisionalCode
from qualcode.domain.coding import CodingState
from qualcode.domain.open_coding import FAMILY, PREFIX, Provisional

DEFINED = and_(Code.key != FAMILY, ~Code.key.startswith(PREFIX, autoescape=True))
"""That a code is one of the codebook, and not of open coding."""


class ProvisionalRow(NamedTuple):
    """A provisional code that is still open, with what is coded by it; `coder` made it."""

    code_id: int
    key: str
    label: str
    group: str
    coder: str
    codings: int
    transcripts: int


def standing(session: Session) -> dict[int, Provisional]:
    """Row id of the code -> every provisional code that is open, oldest first."""
    names = _names(session)
    latest = select(func.max(ProvisionalCode.id)).group_by(ProvisionalCode.code_id)
    query = (
        select(Code.id, Code.key, ProvisionalCode.group_name)
        .join(Code, Code.id == ProvisionalCode.code_id)
        .where(ProvisionalCode.id.in_(latest), ProvisionalCode.state == "open")
        .order_by(Code.id)
    )
    return {number: Provisional(key, names[number], group) for number, key, group in session.execute(query)}


def counted(session: Session) -> list[ProvisionalRow]:
    """The same with their maker and what is coded by each."""
    query = (
        select(Coding.code_id, func.count(), func.count(Coding.transcript_id.distinct()))
        .join(Code, Code.id == Coding.code_id)
        .where(~DEFINED, Coding.state == CodingState.CONFIRMED.value)
        .group_by(Coding.code_id)
    )
    counts = {code: (codings, transcripts) for code, codings, transcripts in session.execute(query)}
    first = select(func.min(ProvisionalCode.id)).group_by(ProvisionalCode.code_id)
    made = select(ProvisionalCode.code_id, Coder.name).join(Coder, Coder.id == ProvisionalCode.coder_id)
    makers = dict(session.execute(made.where(ProvisionalCode.id.in_(first))).all())
    return [
        ProvisionalRow(number, each.key, each.label, each.group, makers[number], *counts.get(number, (0, 0)))
        for number, each in standing(session).items()
    ]


def became(session: Session, key: str) -> str | None:
    """The code as which a provisional one was promoted, "" when it was dropped, None while it is open or unknown."""
    latest = select(func.max(ProvisionalCode.id)).group_by(ProvisionalCode.code_id)
    query = select(ProvisionalCode.became).join(Code, Code.id == ProvisionalCode.code_id)
    return session.scalar(query.where(ProvisionalCode.id.in_(latest), ProvisionalCode.state != "open", Code.key == key))


def _names(session: Session) -> dict[int, str]:
    """Code -> the last name that was given to it."""
    query = select(ProvisionalCode.code_id, ProvisionalCode.label).where(ProvisionalCode.label != "")
    return dict(session.execute(query.order_by(ProvisionalCode.id)).all())
