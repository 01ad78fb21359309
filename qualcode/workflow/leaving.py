"""Leaving: a preview of what a publication would hide, make coarser or hold back, and why."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import QuoteReview
from qualcode.db.queries import quotes as stored_quotes
from qualcode.db.queries.basket import placed
from qualcode.db.queries.leaks import open_leaks
from qualcode.db.queries.sources import respondents_by_source
from qualcode.domain.coding import CodingState
from qualcode.domain.disclosure import labels, named
from qualcode.domain.evidence import ALL_CODES, TOTAL, EvidenceTable, Question
from qualcode.domain.leaving import Coarsened, HeldQuote, HiddenCell, Leaving, Why
from qualcode.domain.linkage import reasons
from qualcode.domain.output import Name
from qualcode.domain.suppression import Place
from qualcode.domain.wording import word
from qualcode.workflow import outputs
from qualcode.workflow.aggregate import evidence_table
from qualcode.workflow.disclose import Disclosure
from qualcode.workflow.study import view


def preview(session: Session, language: str) -> Leaving:
    """What a publication of the study as it stands would take away; with true numbers.

    Raises:
        ConflictError: The study has no codebook.
    """
    k = view(session).settings.k
    table = evidence_table(session, Question(rows=ALL_CODES), language)
    few, following = reasons(table, k)
    cells = [_cell(table, place, Why.FEW, language) for place in sorted(few)]
    cells += [_cell(table, place, Why.FOLLOWS, language) for place in sorted(following)]
    inside = [name for name in Name if name in outputs.INTERNAL]
    return Leaving(k, cells, _labels(session, k, language), _quotes(session), inside)


def _cell(table: EvidenceTable, place: Place, why: Why, language: str) -> HiddenCell:
    row, column = place
    heads = {head.id: head.label for head in table.columns} | {TOTAL: word("total", language)}
    name = word("total", language) if row == TOTAL else row
    return HiddenCell(name, heads[column], table.cell(*place).respondents, why)


def _labels(session: Session, k: int, language: str) -> list[Coarsened]:
    people = respondents_by_source(session)
    return [
        Coarsened(named(full, language), named(said, language), len(people[full]))
        for full, said in sorted(labels(people, k).items())
        if said != full
    ]


def _quotes(session: Session) -> list[HeldQuote]:
    used = {each.coding for each in placed(session)} | set(session.scalars(select(QuoteReview.coding_id)))
    found = stored_quotes.by_ids(session, sorted(used), {})
    staying = [quote for quote in found if quote.review != Disclosure.PUBLISH and quote.state is CodingState.CONFIRMED]
    exact = {quote.id: quote.exact for quote in staying}
    words = open_leaks(session, exact)
    return [
        HeldQuote(
            quote.id,
            quote.code,
            Disclosure.PUBLISH.value if quote.held else quote.review,
            quote.held,
            tuple((each.kind, each.span.of(quote.exact)) for each in words.get(quote.id, ())),
        )
        for quote in staying
    ]
