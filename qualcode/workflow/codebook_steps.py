"""What a researcher does with the codebook on screen, each as a change that can be looked at before it is made."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.domain import codebook_edit
from qualcode.domain.attribute_use import Use, used
from qualcode.domain.codebook import Codebook
from qualcode.domain.codebook_edit import Edit, Wording
from qualcode.errors import UsageError, said
from qualcode.workflow.codebook_edit import Change, codings_of


def edit(session: Session, operation: str, base: int, code: str, wording: Wording) -> Change:
    """Another wording of a code."""
    return Change(operation, base, Edit.EDITED, codebook_edit.reworded(_book(session), code, wording), (code,))


def take(session: Session, operation: str, base: int, code: str, wanted: Mapping[str, Use]) -> Change:
    """Which attributes a code takes, and which must be given with it; no coding changes."""
    return Change(operation, base, Edit.EDITED, used(_book(session), code, wanted), (code,))


def add(session: Session, operation: str, base: int, code: str, parent: str | None, wording: Wording) -> Change:
    """A new code."""
    after = codebook_edit.added(_book(session), code, parent, wording)
    return Change(operation, base, Edit.ADDED, after, (code.strip(),))


def move(
    session: Session, operation: str, base: int, code: str, parent: str | None, place: int | None = None
) -> Change:
    """A code in another place, as number `place` from 0 below its parent."""
    after = codebook_edit.moved(_book(session), code, parent, place)
    return Change(operation, base, Edit.MOVED, after, (code,))


def merge(
    session: Session, operation: str, base: int, source: str, target: str, *, words: bool = True, reason: str = ""
) -> Change:
    """All codings of `source` with the code `target`, which has replaced it."""
    after = codebook_edit.merged(_book(session), source, target, words=words)
    moves: dict[int, str | None] = dict.fromkeys(codings_of(session, source), target)
    return Change(operation, base, Edit.MERGED, after, (source, target), moves, reason=reason)


def split(
    session: Session,
    operation: str,
    base: int,
    code: str,
    new: Mapping[str, Wording],
    moves: Mapping[int, str],
    *,
    reason: str = "",
) -> Change:
    """New codes below `code`, for those of its codings that were decided on; others stay.

    `moves` may name codes that are there already.

    Raises:
        UsageError: A coding is no longer of this code, or goes to a code that is not there.
    """
    after, own = _book(session), set(codings_of(session, code))
    codebook_edit.require_living(after, code)
    for key, wording in new.items():
        after = codebook_edit.added(after, key, code, wording)
    for target in set(moves.values()):
        codebook_edit.require_living(after, target)
    if not set(moves) <= own:
        msg = said("codings were changed meanwhile, perhaps in another window; look at them again")
        raise UsageError(msg)
    chosen: dict[int, str | None] = {number: target for number, target in moves.items() if target != code}
    codes = tuple(dict.fromkeys((code, *new, *moves.values())))
    return Change(operation, base, Edit.SPLIT, after, codes, chosen, reason=reason)


def retire(session: Session, operation: str, base: int, code: str, *, reason: str = "") -> Change:
    """The codebook without a code; its codings are withdrawn."""
    after = codebook_edit.retired(_book(session), code)
    moves: dict[int, str | None] = dict.fromkeys(codings_of(session, code))
    return Change(operation, base, Edit.RETIRED, after, (code,), moves, reason=reason)


def promote(
    session: Session,
    operation: str,
    base: int,
    provisional: Iterable[str],
    code: str,
    parent: str | None = None,
    wording: Wording | None = None,
    *,
    reason: str = "",
) -> Change:
    """Provisional codes as one code of the codebook: a new one with its wording, or one that is there.

    Raises:
        UsageError: No provisional code was chosen.
    """
    chosen, after = tuple(provisional), _book(session)
    if not chosen:
        msg = said("choose at least one provisional code to promote")
        raise UsageError(msg)
    if wording is None:
        codebook_edit.require_living(after, code)
    else:
        after = codebook_edit.added(after, code, parent, wording)
    code = code.strip()
    moves: dict[int, str | None] = {number: code for each in chosen for number in codings_of(session, each)}
    became = dict.fromkeys(chosen, code)
    return replace(Change(operation, base, Edit.PROMOTED, after, (*chosen, code), moves, reason=reason), became=became)


def _book(session: Session) -> Codebook:
    return current_codebook(session)[1]
