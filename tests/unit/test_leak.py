"""Words that can lead to a person are found in quotes, and plain speech is left alone."""

from itertools import pairwise

import pytest

from qualcode.domain.leak import Found, Leak, leaks, unconfirmed
from qualcode.domain.span import Span

PLACES = ("Moerwijk", "Den Haag", "Zuid")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail me op jan.jansen@gemeente.nl hoor.", [("contact", "jan.jansen@gemeente.nl")]),
        ("Bel 06-12345678 of 070 353 1234.", [("contact", "06-12345678"), ("contact", "070 353 1234")]),
        (
            "Het staat op www.buurt.nl/jan en @jan_uit_zuid.",
            [("contact", "www.buurt.nl/jan"), ("contact", "@jan_uit_zuid")],
        ),
        ("Rekening NL91 ABNA 0417 1643 00 is van mij.", [("contact", "NL91 ABNA 0417 1643 00")]),
        ("Mijn nummer is 123456782.", [("contact", "123456782")]),
        ("Wij wonen op 2531 AB.", [("address", "2531 AB")]),
        ("Ik woon in de Betje Wolffstraat 12a, al jaren.", [("name", "Betje"), ("address", "Wolffstraat 12a")]),
        ("Het was op de kerkweg 3 toen.", [("address", "kerkweg 3")]),
        ("Toen kwam mevrouw van der Berg langs.", [("name", "mevrouw van der Berg")]),
        ("Dat zei Fatima ook.", [("name", "Fatima")]),
        ("Fatima zei dat.", []),
        ("De wethouder wilde dat niet.", [("role", "wethouder")]),
        ("Ik ben de DIRECTEUR van de school.", [("role", "DIRECTEUR")]),
        ("Moerwijk is mooi, en Den Haag ook.", [("place", "Moerwijk"), ("place", "Den Haag")]),
        ("The mayor of my street asked Mr Smith.", [("role", "mayor"), ("name", "Mr Smith")]),
    ],
)
def test_what_can_lead_to_a_person_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(each.kind), each.span.of(text)) for each in leaks(text, PLACES)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "De sloop heeft de buurt geholpen. Het is rustiger, maar de huismeester komt niet meer.",
        "Hij zei: Kom maar. “Dat is goed.” En toen? Niets!",
        "De GGZ en de WMO helpen niet; de Nederlandse en Turkse winkels wel.",
        "I think I'm fine here, since 2010 and for 20 years.",
        "In 1990 kostte het 12.500 gulden, nu 250.000 euro.",
        "- Ja.\n- Nee, zuidelijk van hier, de wethouders kwamen nooit.",
        "Op straat is het om 8 uur stil en de weg is breed.",
    ],
)
def test_plain_speech_is_left_alone(text: str) -> None:
    assert leaks(text, PLACES) == ()


def test_findings_do_not_overlap_and_stand_in_order() -> None:
    text = "Wethouder Jansen van Zuid, jan@zuid.nl, Kerkstraat 1, 2531 AB Den Haag, en Piet."
    found = leaks(text, PLACES)
    kinds = ["role", "name", "place", "contact", "address", "address", "place", "name"]
    assert [each.kind.value for each in found] == kinds
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))


def test_what_was_confirmed_is_confirmed_at_its_place_only() -> None:
    found = leaks("Dat zei Piet, en Piet weet het.")
    assert unconfirmed(found, {Found(Leak.NAME, Span(8, 12))}) == (Found(Leak.NAME, Span(17, 21)),)
