"""Searching turns: one search compiled for FTS5 and for PostgreSQL, with the same hits on both."""

from sqlalchemy import ColumnElement, Select, and_, bindparam, column, func, literal_column, select, table
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, EvidenceRow, Turn
from qualcode.db.search import FTS_TABLE, VECTOR_COLUMN
from qualcode.domain.coding import CodingState
from qualcode.domain.search import Search, Term


def turns(session: Session, search: Search) -> Select[int]:
    """The ids of the turns in which the search holds."""
    if session.get_bind().dialect.name == "sqlite":
        index = table(FTS_TABLE, column("rowid"))
        match = literal_column(FTS_TABLE).op("MATCH")(bindparam(None, for_fts5(search)))
        return select(index.c.rowid).where(match)
    vector: ColumnElement[str] = literal_column(f"turn.{VECTOR_COLUMN}")
    query = func.to_tsquery(literal_column("'simple'::regconfig"), for_postgresql(search))
    return select(Turn.id).where(vector.op("@@")(query))


def said_in(session: Session, search: Search) -> ColumnElement[bool]:
    """Condition: the evidence row's coding lies in a turn in which the search holds."""
    overlapping = and_(
        Coding.version_id == Turn.version_id,
        Coding.state == CodingState.CONFIRMED.value,
        Coding.start_char < Turn.end_char,
        Coding.end_char > Turn.start_char,
    )
    hits = select(Coding.id).join(Turn, overlapping).where(Turn.id.in_(turns(session, search)))
    return EvidenceRow.coding_id.in_(hits)


def for_fts5(search: Search) -> str:
    """The search in FTS5's language; words hold only letters and digits, so that quoting is safe."""
    return " OR ".join(f"({_fts5(terms)})" for terms in search)


def _fts5(terms: tuple[Term, ...]) -> str:
    wanted = [_fts5_term(term) for term in terms if not term.excluded]
    unwanted = [_fts5_term(term) for term in terms if term.excluded]
    found = f"({' AND '.join(wanted)})"
    return f"{found} NOT ({' OR '.join(unwanted)})" if unwanted else found


def _fts5_term(term: Term) -> str:
    if term.beside:
        word, prefix = term.beside
        first = f'"{term.words[0]}"{"*" if term.prefix else ""}'
        return f'NEAR({first} "{word}"{"*" if prefix else ""}, {term.between})'
    return f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'


def for_postgresql(search: Search) -> str:
    """The search in the language of `to_tsquery`."""
    return " | ".join(f"({' & '.join(_postgresql_term(term) for term in terms)})" for terms in search)


def _postgresql_term(term: Term) -> str:
    if term.beside:
        return _postgresql_near(term, *term.beside)
    words = [f"'{word}'" for word in term.words]
    if term.prefix:
        words[-1] += ":*"
    return f"{'!' if term.excluded else ''}({' <-> '.join(words)})"


def _postgresql_near(term: Term, word: str, prefix: bool) -> str:  # noqa: FBT001  unpacked from the term
    """Every distance by itself, in both orders; 0 where one word answers to both, as in FTS5."""
    one, other = f"'{term.words[0]}'{':*' if term.prefix else ''}", f"'{word}'{':*' if prefix else ''}"
    steps = range(term.between + 2)
    return "(" + " | ".join(f"{a} <{n}> {b}" for n in steps for a, b in ((one, other), (other, one))) + ")"
