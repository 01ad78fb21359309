"""Export: tables and quotes as they may leave, or all of it for the study's own use, marked as internal."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from qualcode import __version__
from qualcode.db import events
from qualcode.db.models import Run
from qualcode.db.queries import evidence as stored
from qualcode.db.queries import links
from qualcode.db.queries.codebook import require_version
from qualcode.db.queries.sources import respondents_by_source
from qualcode.domain.coding import Source as By
from qualcode.domain.combination import Known, inside
from qualcode.domain.combination_text import parsed
from qualcode.domain.disclosure import Source, labels, named
from qualcode.domain.evidence import EvidenceTable, Filters, Question
from qualcode.domain.publication import About, PublicQuote, Quotations
from qualcode.domain.quote import Quote
from qualcode.domain.transcript import Kind
from qualcode.domain.wording import word
from qualcode.errors import DisclosureError
from qualcode.workflow.aggregate import evidence_table, quotes
from qualcode.workflow.disclose import Disclosure
from qualcode.workflow.protect import protected
from qualcode.workflow.study import coder_id, view


def table(session: Session, question: Question, language: str, *, internal: bool) -> EvidenceTable:
    """The evidence table as it may leave, or with true numbers and ids when it stays inside.

    Raises:
        NotFoundError: The question names something that does not exist.
        DisclosureError: A publication is about named people or interviews, or cut in more than one way.
    """
    if internal:
        return evidence_table(session, question, language)
    _require_nobody(question.filters)
    return protected(session, question, view(session).settings.k, language)


def about(session: Session, asked: Sequence[tuple[str, str]], *, internal: bool) -> About:
    """From where an export comes; `asked` is what was asked, to print."""
    study = view(session)
    return About(
        study=study.title,
        fictional=study.fictional,
        internal=internal,
        software=f"qualcode {__version__}",
        run=None,
        codebook_version=require_version(session).number,
        database_hash=events.head(session),
        dated=stored.dated(session),
        question=tuple(asked),
    )


def quotations(
    session: Session,
    filters: Filters,
    language: str,
    origin: About,
    *,
    words: str = "",
    where: str = "",
    limit: int | None = None,
) -> Quotations:
    """Quotes as they may leave, or all of them if `origin` is internal.

    For publication only quotes with a recorded check leave, in an order that says nothing of who said what in one
    interview: by code and then by their own words.

    Raises:
        NotFoundError: A filter names something that does not exist.
        DisclosureError: A publication is about named people or interviews.
    """
    if not origin.internal:
        _require_nobody(filters)
        _require_codes_only(where)
    found = quotes(session, filters, language, words=words, where=where, limit=limit).quotes
    if origin.internal:
        linked = links.between(session, [quote.id for quote in found])
        return Quotations(origin, internal=found, links=tuple(linked))
    leaving = (quote for _, quote in published(session, found, language))
    public = tuple(quote for quote in leaving if _says(quote, filters))
    return Quotations(origin, public=public, withheld=len(found) - len(public), notes=notes(session, language))


def notes(session: Session, language: str) -> tuple[str, ...]:
    """What has to be said with quotes that leave."""
    return word("checked_quotes", language), word("coarsened", language, k=view(session).settings.k)


def published(session: Session, found: Sequence[Quote], language: str) -> list[tuple[int, PublicQuote]]:
    """(coding, quote as it may leave) of those that a person has checked, by code, their own words and their label."""
    said = labels(respondents_by_source(session), view(session).settings.k)
    checked = ((quote.id, _public(quote, said, language)) for quote in found if quote.review == Disclosure.PUBLISH)
    return sorted(checked, key=lambda pair: (pair[1].code, pair[1].exact, pair[1].source))


def released(session: Session, found: Sequence[Quote], language: str) -> dict[int, PublicQuote]:
    """Coding -> the quote as it may leave, of those that somebody recorded as fit to publish."""
    said = labels(respondents_by_source(session), view(session).settings.k)
    return {quote.id: _public(quote, said, language) for quote in found if quote.review == Disclosure.PUBLISH}


def _says(quote: PublicQuote, filters: Filters) -> bool:
    """Whether its label says what was selected by: else the selection would say more of a quote than its label."""
    asked = ((filters.neighbourhoods, quote.neighbourhood), (filters.cities, quote.city), (filters.groups, quote.group))
    return all(said for wanted, said in asked if wanted)


def _require_nobody(filters: Filters) -> None:
    """Do nothing if the filters name no respondent, transcript or coder: all that is published would be theirs."""
    named_ones = {
        "respondent": filters.respondents,
        "transcript": filters.transcripts,
        "coder": filters.coders,
    }
    for kind, names in named_ones.items():
        if names:
            msg = f"what leaves the study may not be about one {kind}; leave that out, or keep it inside (--internal)"
            raise DisclosureError(msg)


def _require_codes_only(where: str) -> None:
    """Do nothing if a combination asks for codes and values only: by whom and where, labels must say."""
    if where and any(isinstance(part, Known) for part in inside(parsed(where))):
        msg = (
            "a combination that is published may name codes and values only; give neighbourhood, city and group as"
            " filters of their own (--neighbourhood, --city, --group), or keep it inside (--internal)"
        )
        raise DisclosureError(msg)


def _public(quote: Quote, said: Mapping[Source, Source], language: str) -> PublicQuote:
    full = Source(quote.group, quote.city, quote.neighbourhood_name)
    if quote.kind is Kind.DOCUMENT:  # public by itself, so that no number of respondents has to share its place
        label = full._replace(group=Kind.DOCUMENT.value)
    else:
        label = said.get(full, Source("", "", ""))
    return PublicQuote(
        code=quote.code,
        code_label=quote.code_label,
        neighbourhood=label.neighbourhood,
        city=label.city,
        group=label.group,
        source=named(label, language),
        exact=quote.exact,
        attributes={name: value.value for name, value in quote.attributes.items() if value.source is By.PERSON},
    )


def begin(session: Session, origin: About, coder: str | None) -> int:
    """The number of the run that an export to a file is; the same export of the same state is the same run.

    An export adds nothing to the event log, so that made twice it has the same hash and date.
    """
    parameters = {"internal": origin.internal, "asked": [list(pair) for pair in origin.question]}
    same = {
        "kind": "export",
        "software": origin.software,
        "codebook_version_id": require_version(session).id,
        "input_sha256": origin.database_hash,
    }
    earlier = select(Run.id, Run.parameters).filter_by(**same).order_by(Run.id)
    for number, known in session.execute(earlier):
        if known == parameters:
            return int(number)
    who = None if coder is None else coder_id(session, coder)
    values = {**same, "parameters": parameters, "coder_id": who, "started_at": events.now()}
    number = session.scalars(insert(Run).values(values).returning(Run.id)).one()
    return int(number)


def finish(session: Session, run: int, output_sha256: str) -> None:
    """Note what a run wrote."""
    session.execute(update(Run).where(Run.id == run).values(output_sha256=output_sha256, finished_at=events.now()))
