"""Cite: a quote as it may stand in a report, with a source that enough respondents share."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from qualcode.db.queries.sources import respondents_by_source
from qualcode.domain.disclosure import Source, labels, named
from qualcode.domain.holding import HELD
from qualcode.domain.quote import Quote
from qualcode.domain.transcript import Kind
from qualcode.workflow.disclose import Disclosure
from qualcode.workflow.study import view


def citations(session: Session, quotes: Iterable[Quote], language: str) -> dict[int, str]:
    """Coding -> the words between quotation marks with their source; a quote that is withheld or held back has none."""
    said = labels(respondents_by_source(session), view(session).settings.k)
    return {
        quote.id: f"“{quote.exact}” ({source_of(quote, said, language)})"
        for quote in quotes
        if quote.review not in {Disclosure.WITHHOLD, HELD}
    }


def source_of(quote: Quote, said: Mapping[Source, Source], language: str) -> str:
    """The label of a quote as it is printed, among those that enough respondents share."""
    return named(_source(quote, said), language)


def _source(quote: Quote, said: Mapping[Source, Source]) -> Source:
    full = Source(quote.group, quote.city, quote.neighbourhood_name)
    if quote.kind is Kind.DOCUMENT:
        return full._replace(group=Kind.DOCUMENT.value)
    return said.get(full, Source("", "", ""))
