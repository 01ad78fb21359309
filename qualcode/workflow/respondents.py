"""Respondents: who there is, to which group they belong and whether consent stands; each change is an event.

Consent that is withdrawn takes what somebody said out of the evidence, and so out of every table, list of quotes and
export that is made later. It takes away the model that learned from it, and no later run reads it; the screens make one
at once. The words themselves stay in the stored transcripts until somebody erases them (`workflow/erase`).
"""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from qualcode.db import events, evidence_rows, seal
from qualcode.db.models import Model, Respondent
from qualcode.db.queries import respondents as stored
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.respondent import Consent, Effect, RespondentLine, Standing
from qualcode.domain.transcript import Group
from qualcode.errors import ConflictError, NotFoundError, UsageError, said
from qualcode.workflow import memos
from qualcode.workflow.study import coder_id

CHANGED = "respondent_changed"
"""Kind of the event."""


def everybody(session: Session) -> list[RespondentLine]:
    """All respondents by pseudonym."""
    return stored.lines(session)


def one(session: Session, key: str) -> RespondentLine:
    """One respondent.

    Raises:
        NotFoundError: There is nobody with this pseudonym.
    """
    _row(session, key)
    (found,) = stored.lines(session, key)
    return found


def preview(session: Session, wanted: Standing, coder: str) -> Effect:
    """What storing `wanted` would do to the evidence; nothing is stored."""
    row = _row(session, wanted.key)
    number, group = row.id, row.group_name
    before = stored.counting(session, number)
    trial = session.begin_nested()
    try:
        _apply(session, number, wanted, coder, None)
        after = stored.counting(session, number)
    finally:
        trial.rollback()
        session.expire_all()
    regrouped = len(before & after) if group != wanted.group else 0
    return Effect(len(before - after), len(after - before), regrouped)


def change(
    session: Session, coder: str, seen: Standing, wanted: Standing, reason: str, operation: str | None = None
) -> bool:
    """Keep something else of a respondent; False where it is kept already, as after a second click.

    A change of consent, and of a group that was known, is told with its reason in a memo on the decision about this
    respondent; a group that was not known needs none.

    Args:
        session: Session that writes.
        coder: Who is at work.
        seen: What the coder changed.
        wanted: What it is to be.
        reason: Why: when and how somebody said so, or what showed that the group was wrong, without a name.
        operation: Id of what the screen did.

    Raises:
        ConflictError: Somebody changed it since.
        UsageError: Consent or a known group changes without a reason.
        NotFoundError: There is nobody with this pseudonym.
    """
    now = one(session, wanted.key).standing
    if now == wanted:
        return False
    if now != seen:
        msg = said("respondent {key} was changed meanwhile: open the page again", key=wanted.key)
        raise ConflictError(msg)
    if now.consent is not wanted.consent and not reason.strip():
        msg = said("say when and how consent was changed; nothing was stored")
        raise UsageError(msg)
    if _corrects(now, wanted) and not reason.strip():
        msg = said("say why the group of {key} is corrected; nothing was stored", key=wanted.key)
        raise UsageError(msg)
    if reason.strip():
        topic = Topic(TopicKind.RESPONDENT, wanted.key)
        memos.write(session, coder, MemoDraft(MemoKind.DECISION, reason, (topic,)))
    _apply(session, _row(session, wanted.key).id, wanted, coder, operation)
    return True


def _corrects(now: Standing, wanted: Standing) -> bool:
    return now.group is not wanted.group and now.group is not Group.ONBEKEND


def _apply(session: Session, number: int, wanted: Standing, coder: str, operation: str | None) -> None:
    coder_id(session, coder)
    values = {"group_name": wanted.group.value, "consent": wanted.consent.value}
    session.execute(update(Respondent).where(Respondent.id == number).values(values))
    if wanted.consent is Consent.WITHDRAWN:
        session.execute(delete(Model))
    evidence_rows.refresh_transcripts(session, stored.transcripts_of(session, number))
    payload = {"respondent": number, **values, "rows": seal.entries(session, {"respondent": [number]})}
    events.append(session, CHANGED, coder, payload, operation_id=operation)


def _row(session: Session, key: str) -> Respondent:
    row = session.scalar(select(Respondent).where(Respondent.key == key))
    if row is None:
        raise NotFoundError(said("respondent"), key, session.scalars(select(Respondent.key)))
    return row
