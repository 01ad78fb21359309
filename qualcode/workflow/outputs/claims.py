"""Claims trace: every claim with its verdict, how its units stand, and the quotes on both sides."""

from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.quotes import by_ids
from qualcode.domain.claim import Rules
from qualcode.domain.claim_publication import sides
from qualcode.domain.output import Name, Output
from qualcode.domain.quote import Quote
from qualcode.domain.wording import label_of, word
from qualcode.errors import ConflictError, said
from qualcode.workflow.claim_view import SHOWN, names
from qualcode.workflow.claims import retestable
from qualcode.workflow.claims_told import counting, place_ids, told_claims
from qualcode.workflow.export import released
from qualcode.workflow.outputs.claims_inside import internal_parts, sides_of
from qualcode.workflow.outputs.claims_public import public_parts
from qualcode.workflow.study import view


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """Every claim of the register against the evidence.

    What is published holds the claims that may be told (`domain/claim_publication.py`), numbers where they may be, and
    of the quotes those that somebody released, under the label that enough respondents share.

    Raises:
        ConflictError: There are no claims.
    """
    found = retestable(session)
    if not found:
        msg = said("there are no claims yet; load a register with 'qualcode claims load FILE', or write one")
        raise ConflictError(msg)
    checked, places = [each for each, _test in found], names(session)
    title, k = word("output_claims", language), view(session).settings.k
    rules = _rules(checked[0].rules, language)
    if internal:
        quotes = _quotes(session, {number for each in checked for number, _side in sides_of(each)}, language)
        parts = internal_parts(checked, quotes, places, language)
        return Output(Name.CLAIMS, title, parts, (*rules, word("rule_claim_quotes", language, n=SHOWN)))
    leave = told_claims(session, found)
    beside = {number for each in leave for number, _role in sides(each.checked)}
    quotes = _quotes(session, counting(session, beside), language)
    leaving = released(session, list(quotes.values()), language)
    parts, hidden = public_parts(leave, leaving, places, place_ids(session), language)
    notes = (
        word("rule_public_verdict", language, k=k),
        word("suppressed_verdicts", language, n=hidden),
        word("coarsened", language, k=k),
    )
    return Output(Name.CLAIMS, title, parts, (*rules, word("checked_quotes", language)), notes, hidden)


def _rules(rules: Rules, language: str) -> tuple[str, ...]:
    return (
        word("rule_neighbourhood", language, respondents=rules.respondents, transcripts=rules.transcripts),
        word("rule_one_respondent", language),
        word("rule_open", language),
    )


def _quotes(session: Session, numbers: set[int], language: str) -> dict[int, Quote]:
    _, codebook = current_codebook(session)
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}
    return {quote.id: quote for quote in by_ids(session, sorted(numbers), labels)}
