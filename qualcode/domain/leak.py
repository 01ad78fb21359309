"""Words of a quote that can lead to a person: names, places, addresses, contact data, and roles that one person has.

A check that finds too much: a person looks at each finding and confirms that it may stay. It finds too little too
(a nickname in small letters, an event that everybody knows), which is why every quote is also reviewed.

Source of the forms: Dutch postal codes (four digits and two letters, without SA, SD and SS), telephone numbers (ten
digits from 0 or +31) and bank accounts (IBAN, ISO 13616).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from qualcode.domain.span import Span


class Leak(StrEnum):
    """What can lead to a person."""

    CONTACT = "contact"
    ADDRESS = "address"
    ROLE = "role"
    PLACE = "place"
    NAME = "name"


class Found(NamedTuple):
    """Words that can lead to a person, at code points of the quote, half-open."""

    kind: Leak
    span: Span


_CONTACT = re.compile(
    r"""
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                  # e-mail
    | (?:https?://|www\.)\S+ | \b[\w-]+\.(?:nl|com|org|eu|net|be)\b   # site
    | (?<![\w.])@\w{2,}                                           # name on a network
    | (?<![\d+])(?:\+31|0031|0)[\s.-]?(?:\(0\)[\s.-]?)?[1-9](?:[\s.-]?\d){7,8}(?!\d)   # telephone
    | \b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b                   # bank account
    | (?<!\d)\d{9}(?!\d)                                          # service number
    """,
    re.VERBOSE,
)
_STREETS = (
    "straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|steeg|dreef|boulevard|plantsoen|erf|hage|burg|kamp|street|road"
    "|lane|avenue|square"
)
_ADDRESS = re.compile(
    rf"""
    \b[1-9]\d{{3}}\s?(?!SA|SD|SS)[A-Z]{{2}}\b                     # postal code
    | \b[A-Z][\w'\u2019-]*(?:{_STREETS})\b(?:\s+\d+(?:\s?[a-zA-Z]\b)?)?    # with a capital
    | \b\w*(?:{_STREETS})\s+\d+(?:\s?[a-zA-Z]\b)?              # with a number
    | \b[Hh]uisnummer\s+\d+
    """,
    re.VERBOSE,
)
ROLES = (
    *("wethouder", "burgemeester", "locoburgemeester", "gemeentesecretaris", "gedeputeerde", "minister"),
    *("staatssecretaris", "fractievoorzitter", "raadslid", "stadsdeelvoorzitter", "bestuurder", "directeur"),
    *("directrice", "schooldirecteur", "gebiedsdirecteur", "voorzitter", "bestuursvoorzitter", "wijkmanager"),
    *("gebiedsmanager", "programmamanager", "wijkregisseur", "stadsmarinier", "wijkagent", "teamleider", "rector"),
    *("huisarts", "imam", "pastoor", "dominee", "pastor", "alderman", "mayor", "councillor", "director", "chairman"),
    *("chairwoman", "chairperson", "headmaster", "principal", "vicar"),
)
"""Roles of which a neighbourhood or a city has one or few, so that they identify at any number of respondents."""

_ROLE = re.compile(rf"\b(?:{'|'.join(ROLES)})\b", re.IGNORECASE)
_TITLE = (
    r"(?:[Mm]eneer|[Mm]evrouw|[Mm]evr\.|[Mm]w\.|[Dd]hr\.|[Dd]e\ heer|[Dd]rs?\.|[Pp]rof\.|[Ii]r\.|[Mm]r\.?|[Mm]rs\.?|"
    r"[Mm]s\.?|[Oo]om|[Tt]ante|[Jj]uf|[Mm]eester|[Zz]uster|[Bb]roeder|[Dd]okter|[Bb]uurvrouw|[Bb]uurman)"
)
_BETWEEN = r"(?:(?:van|von|de|den|der|het|'t|ten|ter|el|al|bin|ben|la|le)\s+)*"
_TITLED = re.compile(rf"\b{_TITLE}\s+{_BETWEEN}[A-ZÀ-ÖØ-Þ][\w'\u2019-]+")
_CAPITAL = re.compile(r"(?<![\w'\u2019-])[A-ZÀ-ÖØ-Þ][\w'\u2019-]*[a-zà-öø-ÿ][\w'\u2019-]*")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:;\n“”\"«(\[\u2018]|(?:^|\s)['\u2019-])\s*$")
_COMMON = re.compile(
    r"(?:I['\u2019](?:m|ll|ve|d)|Nederland(?:s|se|er|ers)?|Holland(?:s|se|er|ers)?|Europ(?:a|ees|ese|e|ean)|Dutch|English"
    r"|Engels(?:e)?|Turks(?:e)?|Marokkaans(?:e)?|Surinaams(?:e)?|Antilliaans(?:e)?|Pools(?:e)?|Turkish|Moroccan|Polish"
    r"|Kerst(?:mis)?|Pasen|Ramadan|Koningsdag|God|Allah|Facebook|WhatsApp|Google|Covid|Corona"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Christmas|Easter)"
)
"""Words with a capital that name nobody."""


def leaks(text: str, places: Collection[str] = ()) -> tuple[Found, ...]:
    """What can lead to a person, in order, without overlaps: what is more telling goes before what is less.

    Args:
        text: A quote.
        places: Names of neighbourhoods and cities, which a label may be coarser than.
    """
    taken: list[Found] = []
    for kind, spans in (
        (Leak.CONTACT, _matches(_CONTACT, text)),
        (Leak.ADDRESS, _matches(_ADDRESS, text)),
        (Leak.NAME, _matches(_TITLED, text)),
        (Leak.ROLE, _matches(_ROLE, text)),
        (Leak.PLACE, _matches(_named(tuple(sorted(places))), text) if places else ()),
        (Leak.NAME, _capitals(text)),
    ):
        taken += [Found(kind, span) for span in spans if not any(span.overlaps(each.span) for each in taken)]
    return tuple(sorted(taken, key=lambda each: each.span))


def unconfirmed(found: Sequence[Found], confirmed: Collection[Found]) -> tuple[Found, ...]:
    """Findings that nobody has confirmed."""
    return tuple(each for each in found if each not in confirmed)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(*match.span()) for match in pattern.finditer(text))


def _capitals(text: str) -> Iterator[Span]:
    """Words with a capital that do not begin a sentence; words in capitals alone are abbreviations."""
    for span in _matches(_CAPITAL, text):
        if not _COMMON.fullmatch(span.of(text)) and not _SENTENCE_END.search(text[: span.start]):
            yield span


@lru_cache(maxsize=8)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
