"""Quotes of two codes in the same words of one respondent, as the search of a dossier finds them."""

from itertools import product

from builders import a_coding, a_description, a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.domain.dossier import DossierQuote
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.interchange.dossier.overlaps import Overlaps
from qualcode.workflow import export
from qualcode.workflow.dossier import dossier

SLOOP, PART = "De sloop heeft de buurt geholpen.", "heeft de buurt"
WANTED = {("factor.sloop", "belemmering.onderhoud"): 1, ("factor", "belemmering"): 1, ("factor.sloop", "factor"): 2}


def heard(session: Session, name: str, respondent: str) -> int:
    speakers = (Speaker("R1", Role.RESPONDENT, respondent, Group.BEWONER), Speaker("I", Role.INTERVIEWER))
    about = a_description(name, speakers=speakers)
    return a_transcript(session, name, speech=(("I", f"Dit is {name}."), ("R1", SLOOP)), about=about)


def characters(quote: DossierQuote) -> set[tuple[str, int]]:
    assert quote.journey is not None
    place = quote.journey.quote
    return {(place.transcript, at) for at in range(place.start, place.end)}


def shares(one: DossierQuote, other: DossierQuote) -> bool:
    """Counted anew: whether two quotes hold a character that one respondent said."""
    return bool(characters(one) & characters(other)) and bool(set(one.respondents) & set(other.respondents))


def test_words_are_shared_within_one_text_alone(session: Session) -> None:
    a_study(session)
    own, first, second = (heard(session, *each) for each in (("z-1", "R001"), ("z-2", "R002"), ("z-3", "R002")))
    a_coding(session, own, SLOOP)
    a_coding(session, own, PART, "belemmering.onderhoud")
    a_coding(session, first, SLOOP)
    a_coding(session, second, PART, "belemmering.onderhoud")
    made = dossier(session, export.about(session, (), internal=True), "nl")
    lines = {code.id: code.line for code in made.codes}
    overlaps = Overlaps(made.quotes, lines)
    for (code, beside), number in WANTED.items():
        assert overlaps.respondents(code, beside) == number
    of = {code: [quote for quote in made.quotes if code in lines[quote.code]] for code in lines}
    for code, beside in product(("factor", "factor.sloop", "belemmering"), repeat=2):
        found = [one for one in of[code] if any(shares(one, other) for other in of[beside])]
        assert overlaps.respondents(code, beside) == len({who for one in found for who in one.respondents})
    assert overlaps.codes_of("factor.sloop overlaps belemmering.onderhoud") is not None
    assert overlaps.codes_of("factor.sloop overlaps factor.huismeester") is None
