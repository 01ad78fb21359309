"""What else than codings explains that a table or claim says something else than in a frozen state."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from qualcode.domain.output import Name
from qualcode.domain.wording import word


class What(StrEnum):
    """What somebody did; each has a sentence, see `freeze_wording`."""

    RULED = "ruled"
    CLAIM = "claim_changed"
    CLAIM_LINKED = "claim_linked"
    ANSWERED = "answered"
    RULES = "rules"
    SETTINGS = "settings"
    JUDGED = "judged"
    PATTERN = "pattern"
    SUMMARY = "summary"
    QUOTES_LINKED = "quotes_linked"
    DESCRIBED = "described"
    TEXT = "text"
    CONSENT = "consent"
    PERSON = "person"
    CODEBOOK = "codebook"
    PLACES = "places"
    FIGURES = "figures"
    READ = "read"
    CHECKED = "checked"
    ELSEWHERE = "elsewhere"
    OTHER = "other"


class Cause(NamedTuple):
    """Something that was done.

    Attributes:
        what: Which kind of thing.
        coder: Who did it, "" for what nobody in particular did.
        about: Key of the claim, transcript, respondent or neighbourhood, or the number of the codebook version or
            quote, that it was done to; "" where it has none.
    """

    what: What
    coder: str = ""
    about: str = ""


OF_ONE_CLAIM = frozenset({What.RULED, What.CLAIM, What.CLAIM_LINKED, What.ANSWERED})
"""What concerns the claim alone that it was done to."""

BENEATH = frozenset(
    {
        What.QUOTES_LINKED,
        What.DESCRIBED,
        What.TEXT,
        What.CONSENT,
        What.PERSON,
        What.CODEBOOK,
        What.PLACES,
    }
)
"""What can move every number, since it changes what is counted or under what."""

_BY_OUTPUT: Mapping[Name, frozenset[What]] = {
    Name.SAMPLE: BENEATH | {What.READ},
    Name.MATRIX: BENEATH | {What.SUMMARY},
    Name.PATTERNS: BENEATH | {What.PATTERN},
    Name.JOINT: BENEATH | {What.FIGURES, What.SETTINGS},
    Name.CLAIMS: BENEATH | OF_ONE_CLAIM | {What.RULES, What.READ},
    Name.FINDINGS: BENEATH | OF_ONE_CLAIM | {What.RULES, What.JUDGED, What.READ},
    Name.METHOD: BENEATH | {What.RULES, What.SETTINGS, What.READ, What.CHECKED},
}

_OF_A_THING = {What.DESCRIBED: 0, What.TEXT: 0, What.CONSENT: 1, What.PERSON: 1}
"""What is done to a transcript (0) or a respondent (1)."""


def of_claim(
    key: str, happened: Iterable[Cause], quotes: tuple[Collection[str], Collection[str]], *, coded: bool
) -> tuple[Cause, ...]:
    """What explains that a claim stands otherwise, by what was done.

    Args:
        key: The claim.
        happened: All that was done in between.
        quotes: Transcripts and respondents of its quotes, then and now.
        coded: Whether codings that came or went explain it already; then only what was done to the claim itself.
    """
    done = list(happened)
    own = [each for each in done if each.what in OF_ONE_CLAIM and each.about == key]
    if coded:
        return _once(own)
    beneath = [each for each in done if each.what in BENEATH or each.what is What.RULES]
    near = [each for each in beneath if each.what not in _OF_A_THING or each.about in quotes[_OF_A_THING[each.what]]]
    return _once([*own, *near] or beneath) or (Cause(What.OTHER),)


def of_cell(
    output: str, row: Collection[str], happened: Iterable[Cause], *, names_quote: bool, touched: bool
) -> tuple[Cause, ...]:
    """What explains a cell that no coding under it explains.

    Args:
        output: Name of the output.
        row: The texts that name its row; of a claim its key is among them.
        happened: All that was done in between.
        names_quote: Whether the cell names a quote, which depends on what is thought of quotes as well.
        touched: Whether any coding came or went, as under the numbers that this one is compared with.
    """
    able = _BY_OUTPUT.get(Name(output), BENEATH) | ({What.CHECKED} if names_quote else frozenset())
    found = [each for each in happened if each.what in able]
    own = [each for each in found if each.what in {*OF_ONE_CLAIM, What.JUDGED} and each.about in row]
    general = [each for each in found if each.what not in {*OF_ONE_CLAIM, What.JUDGED}]
    if own:
        return _once(own)
    elsewhere = [Cause(What.ELSEWHERE)] if touched else []
    return _once([*general, *elsewhere]) or (Cause(What.OTHER),)


def by_kind(causes: Iterable[Cause]) -> dict[tuple[What, str], list[str]]:
    """(what, who) -> what it was done to, each once, in order."""
    found: dict[tuple[What, str], list[str]] = {}
    for each in causes:
        about = found.setdefault((each.what, each.coder), [])
        if each.about and each.about not in about:
            about.append(each.about)
    return found


def sentences(causes: Iterable[Cause], language: str) -> list[str]:
    """What explains a change, each with what it was done to."""
    return [
        word(f"freeze_cause_{what}", language, coder=coder) + (f": {', '.join(about)}" if about else "")
        for (what, coder), about in by_kind(causes).items()
    ]


def _once(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(causes))
