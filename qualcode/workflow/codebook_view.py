"""The codebook as its page shows it: the tree with its numbers, one code with its anchor quotes, the versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Coding
from qualcode.db.queries import code_counts
from qualcode.db.queries.anchors import anchors
from qualcode.db.queries.code_counts import CodeCounts, VersionRow
from qualcode.db.queries.code_fate import Fate, fate, last_labels
from qualcode.db.queries.codebook import codebook, current_codebook, working_codebook
from qualcode.db.queries.quotes import by_ids
from qualcode.domain.codebook import Codebook, CodebookDiff, diff
from qualcode.domain.coding import CodingState
from qualcode.domain.quote import Quote
from qualcode.errors import NotFoundError, said
from qualcode.workflow.codebook_edit import codings_of, undoable
from qualcode.workflow.study import known_coder, view

__all__ = ["Fate", "fate"]


@dataclass(frozen=True, slots=True)
class CodebookView:
    """The current codebook with the numbers of each code, as one coder sees them.

    Attributes:
        counts: Code -> its numbers with all below it; codes without any are left out.
    """

    version: int
    codebook: Codebook
    counts: Mapping[str, CodeCounts]


def overview(session: Session, coder: str | None) -> CodebookView:
    """The codebook.

    Raises:
        ConflictError: No codebook was loaded.
    """
    version, book = current_codebook(session)
    numbers = code_counts.counts(session, view(session).settings, known_coder(session, coder or ""))
    return CodebookView(version.number, book, numbers)


def anchor_quotes(session: Session, code: str, language: str) -> list[Quote]:
    """The quotes that show what a code means."""
    return quotes_of(session, anchors(session, code).get(code, ()), language)


def codings(session: Session, code: str, language: str) -> list[Quote]:
    """Every confirmed coding of a code, as quotes."""
    return quotes_of(session, codings_of(session, code), language)


def texts_of(session: Session, code: str) -> dict[int, str]:
    """Confirmed coding of a code -> its words, in the order in which they were coded."""
    query = select(Coding.id, Coding.exact).join(Code, Code.id == Coding.code_id)
    query = query.where(Code.key == code, Coding.state == CodingState.CONFIRMED.value).order_by(Coding.id)
    return dict(session.execute(query).all())


def quotes_of(session: Session, numbers: Sequence[int], language: str) -> list[Quote]:
    """These codings as quotes."""
    _version, book, _rows = working_codebook(session)
    labels = {code.id: code.label.get(language) or next(iter(code.label.values())) for code in book.codes}
    return by_ids(session, numbers, labels)


@dataclass(frozen=True, slots=True)
class History:
    """The versions of the codebook.

    Attributes:
        versions: Newest first.
        undoable: Operation of the change that can be taken back, None when there is none.
        labels: Code that a version changed -> its labels by language, as they last were.
    """

    versions: Sequence[VersionRow]
    undoable: str | None
    labels: Mapping[str, Mapping[str, str]]


def history(session: Session) -> History:
    """How the codebook came to be what it is."""
    last = undoable(session)
    versions = code_counts.versions(session)
    labels = last_labels(session, {code for row in versions for code in row.codes or ()})
    return History(versions, None if last is None else last.operation_id, labels)


def compared(session: Session, old: int, new: int) -> tuple[Codebook, Codebook, CodebookDiff]:
    """Two versions, by number, and how the second differs from the first.

    Raises:
        NotFoundError: There is no such version.
    """
    rows = {row.number: row.id for row in code_counts.versions(session)}
    for number in (old, new):
        if number not in rows:
            kind = said("codebook version")
            raise NotFoundError(kind, str(number))
    before, after = codebook(session, rows[old]), codebook(session, rows[new])
    return before, after, diff(before, after)
