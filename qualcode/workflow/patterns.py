"""Patterns: record the decision of a researcher about a neighbourhood."""

from sqlalchemy.orm import Session

from qualcode.db.queries import cells
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.codebook import Codebook
from qualcode.domain.framework import Place, Written
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.pattern import FAMILY, decided
from qualcode.domain.wording import label_of
from qualcode.errors import NotFoundError, said
from qualcode.workflow import memos
from qualcode.workflow.families import require_family
from qualcode.workflow.summaries import says_the_same


def patterns(codebook: Codebook) -> list[str]:
    """The patterns that the codebook knows, in its order.

    Raises:
        ConflictError: It knows no patterns.
    """
    family = require_family(codebook, FAMILY)
    return [code.id for code in codebook.codes if code.id != family and family in codebook.ancestors(code.id)]


def choices(session: Session, language: str) -> dict[str, str]:
    """Pattern -> its label; none where the codebook knows no patterns."""
    _, codebook = current_codebook(session)
    if FAMILY not in codebook.by_id():
        return {}
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}
    return {each: labels[each] for each in patterns(codebook)}


def decisions(session: Session) -> dict[str, Written]:
    """Neighbourhood -> the decision that counts."""
    _, codebook = current_codebook(session)
    return decided(cells.written(session, MemoKind.DECISION), patterns(codebook))


def decide(session: Session, coder: str, place: Place, rationale: str, operation: str | None = None) -> int:
    """The number of the memo with the decision that a neighbourhood has a pattern; an earlier one stays in its history.

    Raises:
        NotFoundError: There is no such pattern or neighbourhood.
        UsageError: It gives no reasons.
        ConflictError: The codebook knows no patterns, or somebody decided meanwhile.
    """
    _, codebook = current_codebook(session)
    known = patterns(codebook)
    if place.code not in known:
        kind = said("pattern")
        raise NotFoundError(kind, place.code, known)
    topics = (Topic(TopicKind.CELL, str(place)), Topic(TopicKind.NEIGHBOURHOOD, place.neighbourhood))
    draft = MemoDraft(MemoKind.DECISION, rationale, topics)
    before = decisions(session).get(place.neighbourhood)
    if before is not None and before.place == place and says_the_same(session, before, coder, rationale):
        return before.memo
    if before is None or len(memos.memo(session, before.memo).topics) != len(topics):
        return memos.write(session, coder, draft, operation)
    return memos.revise(session, coder, before.memo, draft, operation)
