"""Dossier: what a folder of pages shows of the study, for its own people or for everybody."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.claim_publication import Tested, public_verdict
from qualcode.domain.claim_register import Checked, Role
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Source
from qualcode.domain.dossier import TOLD, Dossier, DossierClaim, DossierCode, DossierQuote, leaves
from qualcode.domain.evidence import Filters
from qualcode.domain.output import Name, Output
from qualcode.domain.publication import About, PublicQuote
from qualcode.domain.quote import Journey, Quote
from qualcode.domain.transcript import Kind
from qualcode.domain.wording import label_of, word
from qualcode.errors import ConflictError, DisclosureError
from qualcode.workflow import export, outputs
from qualcode.workflow.aggregate import quotes, quotes_by_id
from qualcode.workflow.claims import retestable
from qualcode.workflow.scope import Scope, scope
from qualcode.workflow.study import view
from qualcode.workflow.trace import journeys


def about(session: Session, language: str, *, internal: bool) -> About:
    """From where a dossier comes."""
    return export.about(session, [(word("question", language), word("dossier", language))], internal=internal)


def dossier(session: Session, origin: About, language: str) -> Dossier:
    """All that a dossier shows: what may leave, or everything if `origin` is internal.

    Raises:
        ConflictError: The study has no codebook.
    """
    _, codebook = current_codebook(session)
    known = scope(session, language)
    made, left_out = _outputs(session, language, internal=origin.internal)
    tried = retestable(session)
    claims = [each for each, _tested in tried]
    k = view(session).settings.k
    told = claims if origin.internal else [each for each, tested in tried if _leaves(each, tested, k)]
    numbered = _internal(session, claims, language) if origin.internal else _public(session, known, language)
    placed = _claims(told, numbered, internal=origin.internal)
    return Dossier(
        about=origin,
        language=language,
        outputs=made,
        left_out=left_out,
        claims=placed,
        quotes=tuple(numbered.values()),
        codes=_codes(codebook, language),
        places={area.id: area.name for area in known.areas},
        labels=known.attributes,
        values={(name, value): label for name, values in known.values.items() for value, label in values.items()},
        notes=() if origin.internal else export.notes(session, language),
    )


def _outputs(session: Session, language: str, *, internal: bool) -> tuple[list[Output], list[Name]]:
    made: list[Output] = []
    left_out: list[Name] = []
    for name in Name:
        try:
            made.append(outputs.make(session, name, language, internal=internal))
        except (ConflictError, DisclosureError):
            left_out.append(name)
    return made, left_out


def _internal(session: Session, claims: Sequence[Checked], language: str) -> dict[int, DossierQuote]:
    """Coding -> its quote: all that count, and what was set beside a claim though it does not count."""
    found = list(quotes(session, Filters(), language, limit=None).quotes)
    present = {quote.id for quote in found}
    linked = {link.coding for claim in claims for link in claim.entry.links}
    found += quotes_by_id(session, sorted(linked - present), language)
    return {each.quote.id: _inside(each, language) for each in journeys(session, found)}


def _inside(journey: Journey, language: str) -> DossierQuote:
    quote = journey.quote
    said = " / ".join(word(group, language) for group in _groups(quote) if group)
    parts = (
        said,
        quote.respondent.replace("|", ", "),
        quote.neighbourhood_name,
        f"{quote.transcript} {word('turn', language)} {quote.turn}",
    )
    return DossierQuote(
        key=str(quote.id),
        code=quote.code,
        neighbourhood=quote.neighbourhood,
        place=quote.neighbourhood_name,
        group=" ".join(_groups(quote)),
        respondents=tuple(filter(None, quote.respondent.split("|"))),
        source=", ".join(filter(None, parts)),
        exact=quote.exact,
        attributes={name: each.value for name, each in quote.attributes.items() if each.source is Source.PERSON},
        journey=journey,
    )


def _groups(quote: Quote) -> list[str]:
    return [Kind.DOCUMENT.value] if quote.kind is Kind.DOCUMENT else quote.group.split("|")


def _public(session: Session, known: Scope, language: str) -> dict[int, DossierQuote]:
    """Coding -> its quote as it may leave, numbered in an order that says nothing of who said it."""
    found = quotes(session, Filters(), language, limit=None).quotes
    ids = {(area.city, area.name): area.id for area in known.areas}
    leaving = enumerate(export.published(session, found, language), 1)
    return {coding: _outside(number, quote, ids) for number, (coding, quote) in leaving}


def _outside(number: int, quote: PublicQuote, ids: Mapping[tuple[str, str], str]) -> DossierQuote:
    return DossierQuote(
        key=str(number),
        code=quote.code,
        neighbourhood=ids.get((quote.city, quote.neighbourhood), ""),
        place=quote.neighbourhood or quote.city,
        group=quote.group,
        respondents=(),
        source=quote.source,
        exact=quote.exact,
        attributes=quote.attributes,
    )


def _claims(claims: Iterable[Checked], quotes: Mapping[int, DossierQuote], *, internal: bool) -> list[DossierClaim]:
    """The claims with their quotes."""
    return [
        DossierClaim(
            claim=each.entry.claim,
            verdict=each.assessment.verdict,
            quotes={role: _keys(each, role, quotes, internal=internal) for role in Role},
            checked=each if internal else None,
        )
        for each in claims
    ]


def _leaves(each: Checked, tested: Tested, k: int) -> bool:
    """Whether a claim may leave: ready, decided by the evidence, and by no number of respondents below k."""
    ready = each.assessment.verdict in TOLD and not each.fails
    return ready and public_verdict(each.entry.claim, tested, each.rules, k) is not None


def _keys(checked: Checked, role: Role, quotes: Mapping[int, DossierQuote], *, internal: bool) -> tuple[str, ...]:
    """Keys of the quotes on one side: those that count there, and those that somebody set there."""
    counted = {Role.SUPPORTS: checked.assessment.supporting, Role.CONTRADICTS: checked.assessment.contradicting}
    wanted = {*counted.get(role, ()), *(link.coding for link in checked.entry.links if link.role is role)}
    found = (quote for coding, quote in quotes.items() if coding in wanted)
    return tuple(quote.key for quote in found if internal or leaves(checked.entry.claim, quote))


def _codes(codebook: Codebook, language: str) -> list[DossierCode]:
    lines: dict[str, tuple[str, ...]] = {}
    found = []
    for code in codebook.codes:
        lines[code.id] = (*lines.get(code.parent or "", ()), code.id)
        label = label_of(code.label, language)
        found.append(DossierCode(code.id, label, code.definition, code.include, code.exclude, lines[code.id]))
    return found
