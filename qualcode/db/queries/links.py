"""Links that stand at codings, whichever codings took their place since."""

from collections.abc import Collection, Sequence

from sqlalchemy import Subquery, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from qualcode.db.models import Code, Coder, Coding, CodingLink, Transcript
from qualcode.domain.coding import CodingState
from qualcode.domain.link import Link, LinkRelation, StandingLink


def of_line(session: Session, line: Sequence[int]) -> list[Link]:
    """The links of one coding and of those that it replaced or that replaced it, oldest first."""
    newest, present = _newest(), _present(line)
    rows = session.execute(
        select(
            CodingLink.id,
            CodingLink.relation,
            CodingLink.source_id,
            CodingLink.target_id,
            Coding.id,
            Code.key,
            Coding.exact,
            Transcript.name,
            Coding.state,
            Coder.name,
            CodingLink.created_at,
        )
        .join(newest, newest.c.id == CodingLink.id)
        .join(present, present.c.link_id == CodingLink.id)
        .join(Coding, Coding.id == present.c.id)
        .join(Code, Code.id == Coding.code_id)
        .join(Transcript, Transcript.id == Coding.transcript_id)
        .join(Coder, Coder.id == CodingLink.coder_id)
        .where(CodingLink.linked)
        .order_by(CodingLink.id)
    )
    return [
        Link(
            id=number,
            relation=LinkRelation(relation),
            outgoing=source in line,
            other=other,
            code=code,
            exact=exact,
            transcript=transcript,
            stands=state == CodingState.CONFIRMED.value,
            coder=coder,
            at=at,
            source=source,
            target=target,
        )
        for number, relation, source, target, other, code, exact, transcript, state, coder, at in rows
    ]


def _newest() -> Subquery:
    """The latest row of each pair of ends and relation."""
    ends = (CodingLink.source_id, CodingLink.target_id, CodingLink.relation)
    return select(func.max(CodingLink.id).label("id")).group_by(*ends).subquery()


def _present(line: Sequence[int]) -> Subquery:
    """(link, coding that stands at its other end now) of every link at one of these codings."""
    other = case((CodingLink.source_id.in_(line), CodingLink.target_id), else_=CodingLink.source_id)
    here = or_(CodingLink.source_id.in_(line), CodingLink.target_id.in_(line))
    ends = select(CodingLink.id.label("link_id"), other.label("id")).where(here).cte("ends", recursive=True)
    later = aliased(Coding)
    ends = ends.union_all(select(ends.c.link_id, later.id).join(later, later.supersedes_id == ends.c.id))
    return select(ends.c.link_id, func.max(ends.c.id).label("id")).group_by(ends.c.link_id).subquery()


def between(session: Session, codings: Collection[int]) -> list[StandingLink]:
    """The links that lead from one of these codings to another of them, oldest first."""
    newest, first, last = _newest(), _now(CodingLink.source_id), _now(CodingLink.target_id)
    rows = session.execute(
        select(first.c.id, CodingLink.relation, last.c.id, Coder.name, CodingLink.created_at)
        .join(newest, newest.c.id == CodingLink.id)
        .join(first, first.c.link_id == CodingLink.id)
        .join(last, last.c.link_id == CodingLink.id)
        .join(Coder, Coder.id == CodingLink.coder_id)
        .where(CodingLink.linked)
        .order_by(CodingLink.id)
    )
    wanted = set(codings)
    return [
        StandingLink(source, LinkRelation(relation), target, coder, at)
        for source, relation, target, coder, at in rows
        if source in wanted and target in wanted
    ]


def _now(end: InstrumentedAttribute[int]) -> Subquery:
    """(link, coding that stands at one of its ends now) of every link."""
    line = select(CodingLink.id.label("link_id"), end.label("id")).cte(recursive=True)
    later = aliased(Coding)
    line = line.union_all(select(line.c.link_id, later.id).join(later, later.supersedes_id == line.c.id))
    return select(line.c.link_id, func.max(line.c.id).label("id")).group_by(line.c.link_id).subquery()


def standing(session: Session, source: int, target: int, relation: str) -> bool:
    """Whether the latest row of these ends and relation links them."""
    query = select(CodingLink.linked).where(
        CodingLink.source_id == source, CodingLink.target_id == target, CodingLink.relation == relation
    )
    return bool(session.scalar(query.order_by(CodingLink.id.desc()).limit(1)))


def both_confirmed(session: Session, source: int, target: int) -> set[int]:
    """Those of two codings that are confirmed."""
    confirmed = Coding.state == CodingState.CONFIRMED.value
    return set(session.scalars(select(Coding.id).where(confirmed, Coding.id.in_((source, target)))))
