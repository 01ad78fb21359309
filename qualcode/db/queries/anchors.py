"""Anchor quotes: the codings that show what a code means, as they stand by now."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import AnchorQuote, Code, Coding
from qualcode.domain.coding import CodingState


def anchors(session: Session, code: str | None = None) -> dict[str, list[int]]:
    """Code -> numbers of its confirmed anchor quotes in order, of one code or of all.

    A coding that was changed since hands the mark on to its successor, whatever its code.
    """
    latest = select(func.max(AnchorQuote.id)).group_by(AnchorQuote.coding_id)
    marked = (
        select(AnchorQuote.coding_id.label("id"), Coding.code_id.label("code"))
        .join(Coding, Coding.id == AnchorQuote.coding_id)
        .where(AnchorQuote.id.in_(latest), AnchorQuote.marked)
        .cte("marked", recursive=True)
    )
    later = aliased(Coding)
    chain = marked.union(select(later.id, later.code_id).join(marked, later.supersedes_id == marked.c.id))
    unmarked = select(AnchorQuote.coding_id).where(AnchorQuote.id.in_(latest), ~AnchorQuote.marked)
    query = (
        select(Code.key, Coding.id)
        .distinct()
        .join(chain, chain.c.id == Coding.id)
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.state == CodingState.CONFIRMED.value, Coding.id.not_in(unmarked))
        .order_by(Coding.id)
    )
    found: dict[str, list[int]] = {}
    for key, number in session.execute(query if code is None else query.where(Code.key == code)):
        found.setdefault(key, []).append(number)
    return found
