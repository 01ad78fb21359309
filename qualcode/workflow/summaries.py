"""Summaries: write down what is said of a code in a neighbourhood, for the framework matrix."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.orm import Session

from qualcode.db.queries import cells
from qualcode.domain.framework import Draft, Place, Written, latest
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.workflow import memos


class Loaded(NamedTuple):
    """What loading summaries did, in numbers of cells."""

    added: int
    changed: int
    unchanged: int


def current(session: Session, place: Place) -> Written | None:
    """What is written about a cell now."""
    return latest(cells.written(session, MemoKind.SUMMARY)).get(place)


def write(session: Session, coder: str, place: Place, text: str, operation: str | None = None) -> int:
    """The number of the memo that says what is said in a cell; one that it takes the place of stays in its history.

    The same text again says that it still holds: it then rests on the codings of now. Where these are the same too,
    as after a second click, nothing is stored.

    Raises:
        NotFoundError: There is no such code or neighbourhood.
        UsageError: It has no text.
        ConflictError: Somebody changed it meanwhile.
    """
    draft = MemoDraft(MemoKind.SUMMARY, text, (Topic(TopicKind.CELL, str(place)),))
    before = current(session, place)
    if before is not None and says_the_same(session, before, coder, text):
        return before.memo
    if before is None or _about_more(session, before):
        return memos.write(session, coder, draft, operation)
    return memos.revise(session, coder, before.memo, draft, operation)


def says_the_same(session: Session, before: Written, coder: str, text: str) -> bool:
    """Whether a coder has written just this about a cell, of just the codings that count in it now."""
    now = frozenset(cells.codings(session, str(before.place)))
    return (before.coder, before.text, before.codings) == (coder, text.strip(), now)


def _about_more(session: Session, before: Written) -> bool:
    """Whether the memo is about other things too, which would lose it."""
    return len(memos.memo(session, before.memo).topics) > 1


def load(session: Session, drafts: Iterable[Draft], coder: str) -> Loaded:
    """Write summaries down; one that says what is written already changes nothing."""
    present = latest(cells.written(session, MemoKind.SUMMARY))
    added = changed = unchanged = 0
    for draft in drafts:
        before = present.get(draft.place)
        if before is not None and before.text == draft.text.strip():
            unchanged += 1
            continue
        write(session, draft.author or coder, draft.place, draft.text)
        added, changed = (added + 1, changed) if before is None else (added, changed + 1)
    return Loaded(added, changed, unchanged)
