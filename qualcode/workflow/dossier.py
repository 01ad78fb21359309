"""Dossier: what a folder of pages shows of the study, for its own people or for everybody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.findings import judgements
from qualcode.domain.cerqual import Component, Judgement
from qualcode.domain.claim_publication import sides
from qualcode.domain.claim_register import Role
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Source
from qualcode.domain.dossier import Dossier, DossierClaim, DossierCode, DossierQuestion, DossierQuote
from qualcode.domain.evidence import Filters
from qualcode.domain.memo import QuestionState, TopicKind
from qualcode.domain.output import Name, Output
from qualcode.domain.passage import Place, passages, words_of
from qualcode.domain.publication import About, PublicQuote
from qualcode.domain.quote import Journey, Quote
from qualcode.domain.transcript import Kind
from qualcode.domain.wording import label_of, word
from qualcode.errors import ConflictError, DisclosureError
from qualcode.workflow import export, memos, outputs
from qualcode.workflow.aggregate import quotes, quotes_by_id
from qualcode.workflow.claims import retestable
from qualcode.workflow.claims_told import place_ids, place_of, quotes_beside, told_claims
from qualcode.workflow.findings import by_component
from qualcode.workflow.scope import scope
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
    claims, numbered = (_inside_all if origin.internal else _outside_all)(session, language)
    return Dossier(
        about=origin,
        language=language,
        outputs=made,
        left_out=left_out,
        claims=claims,
        quotes=numbered,
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


def _inside_all(session: Session, language: str) -> tuple[list[DossierClaim], list[DossierQuote]]:
    """The claims, and the quotes: all that count, and what was set beside a claim though it does not count."""
    claims = [each for each, _tested in retestable(session)]
    found = list(quotes(session, Filters(), language, limit=None).quotes)
    present = {quote.id for quote in found}
    linked = {link.coding for claim in claims for link in claim.entry.links}
    found += quotes_by_id(session, sorted(linked - present), language)
    numbered = {each.quote.id: _inside(each, language) for each in journeys(session, found)}
    judged, questions = _judged(session), _questions(session)
    made = [
        DossierClaim(
            claim=each.entry.claim,
            verdict=each.assessment.verdict,
            quotes=_keys(sides(each), numbered),
            checked=each,
            judged=judged.get(each.entry.claim.id, ()),
            questions=questions.get(each.entry.claim.id, ()),
        )
        for each in claims
    ]
    return made, list(numbered.values())


def _judged(session: Session) -> dict[str, list[Judgement]]:
    """Claim -> the judgements that count, confidence last."""
    latest = by_component(judgements(session))
    return {claim: [given[each] for each in Component if each in given] for claim, given in latest.items()}


def _questions(session: Session) -> dict[str, list[DossierQuestion]]:
    """Claim -> what was asked about it."""
    found: dict[str, list[DossierQuestion]] = {}
    for each in memos.questions(session, tuple(QuestionState)):
        if each.topic.kind is TopicKind.CLAIM:
            facts = (each.text, each.asked_by, each.asked_at, each.state, each.owner, each.answer, each.answered_by)
            found.setdefault(each.topic.key, []).append(DossierQuestion(*facts))
    return found


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
        at=_at(quote),
        journey=journey,
    )


def _at(quote: Quote) -> tuple[str, int, int]:
    return f"{quote.transcript}#{quote.version}", quote.start, quote.end


def _groups(quote: Quote) -> list[str]:
    return [Kind.DOCUMENT.value] if quote.kind is Kind.DOCUMENT else quote.group.split("|")


def _outside_all(session: Session, language: str) -> tuple[list[DossierClaim], list[DossierQuote]]:
    """The claims and quotes that may leave; quotes are numbered in an order that says nothing of who said them."""
    found = quotes(session, Filters(), language, limit=None).quotes
    places, leaving = place_ids(session), dict(export.published(session, found, language))
    numbered = _outside(found, leaving, places)
    made = [
        DossierClaim(each.claim, each.verdict, _keys(quotes_beside(each, leaving, places), numbered))
        for each in told_claims(session)
    ]
    return made, list({quote.key: quote for quote in numbered.values()}.values())


def _outside(
    found: Sequence[Quote], leaving: Mapping[int, PublicQuote], places: Mapping[tuple[str, str], str]
) -> dict[int, DossierQuote]:
    """Coding -> the quote as the public reads it, one for all that say the same of a passage under one label."""
    at = {quote.id: _at(quote) for quote in found}
    by_label: dict[tuple[str, str], list[int]] = {}
    for coding, quote in leaving.items():
        by_label.setdefault((quote.code, quote.source), []).append(coding)
    told: list[tuple[list[int], PublicQuote, Place]] = []
    for number, passage in enumerate(each for same in by_label.values() for each in passages(same, at.__getitem__)):
        base = min(at[coding][1] for coding in passage)
        for codings in _alike(passage, leaving, at):
            start, end = min(at[each][1] for each in codings), max(at[each][2] for each in codings)
            said = words_of((*at[each][1:], leaving[each].exact) for each in codings)
            whole = replace(leaving[codings[0]], exact=said)
            told.append((codings, whole, (str(number), start - base, end - base)))
    told.sort(key=lambda each: (each[1].code, each[1].exact, each[1].source))
    return {
        coding: _public(key, quote, place_of(quote, places), place)
        for key, (codings, quote, place) in enumerate(told, 1)
        for coding in codings
    }


def _alike(
    passage: Iterable[int], leaving: Mapping[int, PublicQuote], at: Mapping[int, tuple[str, int, int]]
) -> list[list[int]]:
    """Codings of a passage that say the same of it, by people who are not told: one to the public."""
    by_values: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for coding in passage:
        by_values.setdefault(tuple(sorted(leaving[coding].attributes.items())), []).append(coding)
    return [codings for same in by_values.values() for codings in passages(same, at.__getitem__)]


def _public(number: int, quote: PublicQuote, neighbourhood: str, at: Place) -> DossierQuote:
    return DossierQuote(
        key=str(number),
        code=quote.code,
        neighbourhood=neighbourhood,
        place=quote.neighbourhood or quote.city,
        group=quote.group,
        respondents=(),
        source=quote.source,
        exact=quote.exact,
        attributes=quote.attributes,
        at=at,
    )


def _keys(found: Iterable[tuple[int, Role]], quotes: Mapping[int, DossierQuote]) -> Mapping[Role, tuple[str, ...]]:
    """Role -> keys of the quotes beside a claim, in the order of the dossier."""
    wanted: dict[Role, set[int]] = {role: set() for role in Role}
    for coding, role in found:
        wanted[role].add(coding)
    return {
        role: tuple(dict.fromkeys(quote.key for coding, quote in quotes.items() if coding in codings))
        for role, codings in wanted.items()
    }


def _codes(codebook: Codebook, language: str) -> list[DossierCode]:
    lines: dict[str, tuple[str, ...]] = {}
    found = []
    for code in codebook.codes:
        lines[code.id] = (*lines.get(code.parent or "", ()), code.id)
        label = label_of(code.label, language)
        found.append(DossierCode(code.id, label, code.definition, code.include, code.exclude, lines[code.id]))
    return found
