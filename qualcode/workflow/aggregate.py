"""Aggregate: from confirmed codings to the evidence table, and from a cell back to its quotes."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.queries import evidence as stored
from qualcode.db.queries import quotes as stored_quotes
from qualcode.db.queries.codebook import code_ids, current_codebook, working_codebook
from qualcode.db.queries.quotes import Tally, count_elsewhere
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.evidence import EvidenceTable, Filters, Question
from qualcode.domain.headings import column_headings, row_headings
from qualcode.domain.quote import PageKey, Quote, QuotePage
from qualcode.domain.search import parse_search
from qualcode.domain.wording import label_of, word
from qualcode.errors import NotFoundError, said
from qualcode.nlp.lemma import normalise
from qualcode.workflow.combine import understood
from qualcode.workflow.naming import require_known
from qualcode.workflow.study import known_coder, view
from qualcode.workflow.tabulation import Frame, tabulate

__all__ = [
    "Tally",
    "codings_of",
    "count_elsewhere",
    "elsewhere",
    "evidence_table",
    "quote",
    "quotes",
    "quotes_by_id",
    "tally",
]

RULES = ("rule_confirmed", "rule_respondent", "rule_passage", "rule_place", "rule_documents")


def evidence_table(session: Session, question: Question, language: str) -> EvidenceTable:
    """The answer to a question, as the database stands.

    Raises:
        NotFoundError: A row, filter or split names something that does not exist.
        ConflictError: The study has no codebook.
    """
    version, codebook = current_codebook(session)
    require_known(session, question.filters, codebook, split=question.split)
    areas, groups = stored.areas(session), stored.groups(session)
    frame = Frame(
        rows=row_headings(codebook, question.rows, language),
        columns=column_headings(question, areas, groups, language),
        keys={number: key for key, number in code_ids(session, version.id).items()},
        areas=areas,
    )
    numbers, study = tabulate(session, question, frame), view(session)
    return EvidenceTable(
        question=question,
        rows=frame.rows,
        columns=frame.columns,
        cells=numbers.cells,
        documents=numbers.documents,
        unassigned=numbers.unassigned,
        elsewhere=numbers.elsewhere,
        codebook_version=version.number,
        database_hash=events.head(session),
        dated=stored.dated(session),
        study=study.title,
        fictional=study.fictional,
        values=_values(question, codebook, language),
        rules=_rules(question, codebook, language),
    )


def _values(question: Question, codebook: Codebook, language: str) -> dict[str, str]:
    for attribute in codebook.attributes:
        if attribute.id == question.split:
            labels = {value: label_of(label, language) for value, label in attribute.values.items()}
            return labels | {UNDETERMINED: word(UNDETERMINED, language)}
    return {}


def _rules(question: Question, codebook: Codebook, language: str) -> tuple[str, ...]:
    rules = [word(rule, language) for rule in RULES]
    if question.split:
        labels = {attribute.id: attribute.label for attribute in codebook.attributes}
        rules.append(word("rule_value", language, attribute=label_of(labels[question.split], language)))
    return tuple(rules)


def quotes(
    session: Session,
    filters: Filters,
    language: str,
    *,
    limit: int | None = 50,
    after: PageKey | None = None,
    words: str = "",
    where: str = "",
) -> QuotePage:
    """Quotes that count under the filters, in the order of transcript and position; `limit` None gives all.

    `words` is a search (see `domain/search.py`) for what is said in the turns of the quotes, in whatever form;
    `where` a combination of codes (see `domain/combination.py`).

    Raises:
        NotFoundError: A filter or the combination names something that does not exist.
        UsageError: The search only says what to leave out, or the combination cannot be read.
    """
    _, codebook = current_codebook(session)
    conditions = _conditions(session, filters, codebook, words, where)
    keys = stored_quotes.page(session, conditions, limit=None if limit is None else limit + 1, after=after)
    return _page(session, keys, limit, codebook, language)


def codings_of(session: Session, coder: str, filters: Filters, *, words: str = "", where: str = "") -> list[int]:
    """Numbers of one coder's codings among all that `quotes` finds for the same question, in its order."""
    if (filters.coders and coder not in filters.coders) or not known_coder(session, coder):
        return []
    _, codebook = current_codebook(session)
    conditions = _conditions(session, replace(filters, coders=(coder,)), codebook, words, where)
    return [key.coding for key in stored_quotes.page(session, conditions, limit=None, after=None)]


def elsewhere(
    session: Session, codes: tuple[str, ...], language: str, *, limit: int | None = 50, after: PageKey | None = None
) -> QuotePage:
    """Codings about elsewhere, which count in no table, of these codes and those below them.

    Raises:
        NotFoundError: There is no such code.
    """
    _, codebook = current_codebook(session)
    require_known(session, Filters(codes=codes), codebook)
    keys = stored_quotes.elsewhere(session, codes, limit=None if limit is None else limit + 1, after=after)
    return _page(session, keys, limit, codebook, language)


def _page(session: Session, keys: Sequence[PageKey], limit: int | None, codebook: Codebook, language: str) -> QuotePage:
    """The quotes of these keys; one more than `limit` tells that there is a next page."""
    shown = keys if limit is None else keys[:limit]
    found = stored_quotes.by_ids(session, [key.coding for key in shown], _labels(codebook, language))
    return QuotePage(tuple(found), shown[-1] if len(keys) > len(shown) else None)


def tally(session: Session, filters: Filters, *, words: str = "", where: str = "") -> Tally:
    """How many codings, respondents and transcripts `quotes` finds for the same question."""
    _, codebook = current_codebook(session)
    return stored_quotes.tally(session, _conditions(session, filters, codebook, words, where))


def _conditions(
    session: Session, filters: Filters, codebook: Codebook, words: str, where: str
) -> list[ColumnElement[bool]]:
    require_known(session, filters, codebook)
    combination = understood(session, where, codebook) if where.strip() else None
    return stored_quotes.wanted(session, filters, parse_search(words, normalise), combination)


def quote(session: Session, coding_id: int, language: str) -> Quote:
    """One coding as a quote, whatever its state.

    Raises:
        NotFoundError: There is no such coding.
    """
    found = quotes_by_id(session, [coding_id], language)
    if not found:
        kind = said("coding")
        raise NotFoundError(kind, str(coding_id))
    return found[0]


def quotes_by_id(session: Session, coding_ids: Sequence[int], language: str) -> list[Quote]:
    """These codings as quotes, whatever their state; unknown ones are left out."""
    _, codebook, _ = working_codebook(session)
    return stored_quotes.by_ids(session, coding_ids, _labels(codebook, language))


def _labels(codebook: Codebook, language: str) -> dict[str, str]:
    return {code.id: label_of(code.label, language) for code in codebook.codes}
