"""Protect: hide in a table what, with every other table of the same study, would give a small number away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.orm import Session

from qualcode.db.queries import evidence as stored
from qualcode.domain.claim_publication import Tables
from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.disclosure import Splits, publishable
from qualcode.domain.evidence import ALL_CODES, FAMILIES, TOTAL, Columns, EvidenceTable, Filters, Question
from qualcode.domain.headings import Area
from qualcode.domain.linkage import pattern, whole_rows
from qualcode.domain.suppression import Place
from qualcode.domain.transcript import Kind
from qualcode.errors import DisclosureError, said
from qualcode.workflow.aggregate import evidence_table
from qualcode.workflow.scope import scope

GROUP = "group"
"""The cut by respondent group; other cuts bear the name of their attribute."""

LEVELS = (Columns.GROUP, Columns.CITY, Columns.NEIGHBOURHOOD)
"""Places that a cut tells apart, from none to the finest."""


def protected(session: Session, question: Question, k: int, language: str) -> EvidenceTable:
    """The answer to a question with what may leave of it.

    A table by group leaves without what is not assigned to a neighbourhood: tables of places do not count it, and
    the difference would tell it.

    Raises:
        NotFoundError: The question names something that does not exist.
        DisclosureError: The table cuts the evidence in a way that cannot be protected beside others.
    """
    cut = _cut(question)
    true = replace(evidence_table(session, _assigned(question), language), question=question)
    everything = pattern(evidence_table(session, Question(rows=ALL_CODES), language), k)
    desk = _Desk(session, question, everything, stored.areas(session), k, language)
    if cut is None:
        hidden, split = {place for place in true.cells if not desk.shows(*place)}, _splits(true, desk)
    else:
        rows = _named(true, desk, desk.whole(cut))
        hidden = _other_rows(true, rows)
        split = Splits(rows if cut == GROUP else (), ())
    asides = cut is None and question.rows in {ALL_CODES, FAMILIES} and not _places(question.filters)
    return publishable(true, hidden, split, k, language, asides=asides)


def tables(session: Session, k: int, language: str) -> Tables:
    """What the published tables show of codes, in the study's neighbourhoods and as a whole."""
    question = Question(rows=ALL_CODES)
    true = evidence_table(session, question, language)
    desk = _Desk(session, question, pattern(true, k), stored.areas(session), k, language)
    return Tables({row.id for row in true.rows}, desk.pattern, lambda: desk.whole(GROUP))


def _cut(question: Question) -> str | None:
    """By what the evidence is cut, beside places and rows; None if it is not."""
    filters = question.filters
    cuts = [*filters.attributes, *([GROUP] if filters.groups or question.columns is Columns.GROUP else [])]
    kinds = set(filters.kinds) not in (set(), {Kind.DOCUMENT}, set(Kind))
    if len(cuts) > 1 or kinds or filters.assigned is not None:
        msg = said(
            "what leaves the study may be cut by respondent group or by one attribute, and by nothing beside it; "
            "leave the other selections out, or keep the table inside (--internal)"
        )
        raise DisclosureError(msg)
    return cuts[0] if cuts else None


def _assigned(question: Question) -> Question:
    """The question without what is not assigned, which tables of places do not count anyway."""
    by_group = question.columns is Columns.GROUP
    return replace(question, filters=replace(question.filters, assigned=True)) if by_group else question


def _places(filters: Filters) -> bool:
    return bool(filters.neighbourhoods or filters.cities)


@dataclass(frozen=True)
class _Desk:
    """What the cells of one question rest on: the pattern of the whole study."""

    session: Session
    question: Question
    pattern: set[Place]
    areas: Sequence[Area]
    k: int
    language: str

    def row(self, row: str) -> str:
        """The row of the whole study that a row of the question is: its total may be that of one code."""
        whole = self.question.rows in {ALL_CODES, FAMILIES}
        return self.question.rows if row == TOTAL and not whole else row

    def places(self, column: str) -> list[str]:
        """The neighbourhoods that a column adds up."""
        filters, by = self.question.filters, self.question.columns
        return [
            area.id
            for area in self.areas
            if area.id in (filters.neighbourhoods or {area.id})
            and area.city in (filters.cities or {area.city})
            and (column == TOTAL or by is Columns.GROUP or column in (area.id, area.city))
        ]

    def shows(self, row: str, column: str) -> bool:
        """Whether everything that a cell of places adds up is shown."""
        own = self.row(row)
        whole = not _places(self.question.filters) and (column == TOTAL or self.question.columns is Columns.GROUP)
        parts = [TOTAL] if whole else self.places(column)
        return all((own, part) not in self.pattern for part in parts)

    def whole(self, cut: str) -> set[str]:
        """The rows of the whole study that may leave in every part of a cut, at the level of the question."""
        allowed: set[str] | None = None
        cut_before: list[EvidenceTable] = []
        for level in LEVELS[: LEVELS.index(self._level()) + 1]:
            parts = [self._part(filters, level) for filters in self._parts(cut)]
            names = [TOTAL] if level is Columns.GROUP else [TOTAL, *(area.id for area in self.areas)]
            allowed = whole_rows(
                parts, partial(self._clear, names), self.k, allowed, [*cut_before, self._part(Filters(), level)]
            )
            cut_before += parts
        return allowed or set()

    def _clear(self, names: Sequence[str], row: str) -> bool:
        """Whether nothing of a row is hidden in these places."""
        return all((row, name) not in self.pattern for name in names)

    def _level(self) -> Columns:
        """The finest places that the question tells apart; `group` if it tells none."""
        filters = self.question.filters
        if filters.neighbourhoods or self.question.columns is Columns.NEIGHBOURHOOD:
            return Columns.NEIGHBOURHOOD
        return Columns.CITY if filters.cities or self.question.columns is Columns.CITY else Columns.GROUP

    def _parts(self, cut: str) -> Sequence[Filters]:
        names = scope(self.session, self.language)
        if cut == GROUP:
            return [Filters(groups=(group,)) for group in names.groups]
        return [Filters(attributes={cut: (value,)}) for value in names.values.get(cut, (UNDETERMINED,))]

    def _part(self, filters: Filters, level: Columns) -> EvidenceTable:
        question = Question(rows=ALL_CODES, columns=level, filters=filters)
        return evidence_table(self.session, _assigned(question), self.language)


def _other_rows(true: EvidenceTable, rows: set[str]) -> set[Place]:
    """Every cell of the rows that do not leave, noughts too."""
    others = [row for row in (*(row.id for row in true.rows), TOTAL) if row not in rows]
    return {(row, column) for row in others for column in (*(column.id for column in true.columns), TOTAL)}


def _splits(true: EvidenceTable, desk: _Desk) -> Splits:
    """Rows that keep their numbers by group and by value: those that could leave as tables of their own."""
    groups = _named(true, desk, desk.whole(GROUP))
    split = true.question.split
    return Splits(groups, _named(true, desk, desk.whole(split)) if split else ())


def _named(true: EvidenceTable, desk: _Desk, whole: set[str]) -> set[str]:
    """The rows of a table that are among these rows of the whole study."""
    return {row for row in (*(row.id for row in true.rows), TOTAL) if desk.row(row) in whole}
