"""Token patterns of the codebook, run by spaCy's Matcher on the sentences that can hold them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from spacy.lang.nl.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Span as SpacySpan

from qualcode.domain.codebook import Code, Codebook
from qualcode.errors import CodebookError
from qualcode.nlp.indicator import Indicator
from qualcode.nlp.lemma import lemma
from qualcode.nlp.vocabulary import words

_NEED_A_MODEL = frozenset(("POS", "TAG", "MORPH", "DEP", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID"))
_PRESENT = frozenset((None, "1", "+"))
_COMMON = STOP_WORDS | words("patterns", "common")
_KEY = "pattern"

Pattern = Sequence[Mapping[str, object]]


class TokenPattern:
    """One pattern of one code.

    Attributes:
        indicator: What explanations call it.
        triggers: Word forms (`=huis`) and lemmas (`huis`) of which a sentence must have one; empty when any may match.
    """

    def __init__(self, nlp: Language, code: Code, pattern: Pattern) -> None:
        """Compile the pattern.

        Raises:
            CodebookError: spaCy cannot read it, or it needs a trained model.
        """
        self.indicator = Indicator(_spelt(pattern), (code.id,))
        self._needed = [choices for token in pattern if (choices := frozenset(_choices(token)))]
        self.triggers = max(self._needed, key=_rarity, default=frozenset())
        self._matcher = _compiled(nlp, code, pattern)

    def can_be_in(self, present: AbstractSet[str]) -> bool:
        """Whether a sentence with these lemmas and (after `=`) word forms has all that the pattern needs."""
        return not any(choices.isdisjoint(present) for choices in self._needed)

    def matches(self, sentence: SpacySpan) -> Iterator[tuple[int, ...]]:
        """The tokens of each match, counted from the sentence's first; they do not overlap."""
        return (tuple(range(first, last)) for _, first, last in self._matcher(sentence))


def of_codebook(nlp: Language, codebook: Codebook) -> list[TokenPattern]:
    """The patterns of all codes, in the codebook's order."""
    return [
        TokenPattern(nlp, code, pattern)
        for code in codebook.codes
        if not code.replaced_by
        for pattern in code.indicators.patterns
    ]


def _compiled(nlp: Language, code: Code, pattern: Pattern) -> Matcher:
    if unusable := sorted({key for token in pattern for key in token} & _NEED_A_MODEL):
        remedy = "use LEMMA, LOWER, OP, LIKE_NUM, IS_PUNCT, ..."
        raise _refused(code, f"a pattern uses {', '.join(unusable)}, which needs a trained model", remedy)
    matcher = Matcher(nlp.vocab, validate=True)
    try:
        matcher.add(_KEY, [[{**token, **_by_lemma(token)} for token in pattern]], greedy="FIRST")
    except (ValueError, re.error) as error:
        reason = " ".join(str(error).split("- ", 1)[-1].split())
        raise _refused(code, f"spaCy cannot read the pattern {_spelt(pattern)}: {reason}", None) from error
    return matcher


def _refused(code: Code, what: str, remedy: str | None) -> CodebookError:
    return CodebookError(f"code {code.id}: {what}", line=code.line or None, remedy=remedy)


def _by_lemma(token: Mapping[str, object]) -> dict[str, object]:
    """The token's LEMMA with the lemmas that this project gives those words."""
    wanted = token.get("LEMMA")
    if isinstance(wanted, Mapping) and set(wanted) != {"IN"}:
        return {}
    written = _values(wanted)
    return {"LEMMA": {"IN": sorted({*written, *map(lemma, written)})}} if written else {}


def _values(wanted: object) -> list[str]:
    if isinstance(wanted, str):
        return [wanted]
    values = wanted.get("IN", ()) if isinstance(wanted, Mapping) else ()
    return [value for value in values if isinstance(value, str)]


def _choices(token: Mapping[str, object]) -> Iterator[str]:
    """What must be in the sentence for the token to match: lemmas, and word forms after `=`."""
    if token.get("OP") in _PRESENT:
        if "LEMMA" in token:
            for value in _values(_by_lemma(token).get("LEMMA")):
                yield value
        elif "LOWER" in token:
            for value in _values(token["LOWER"]):
                yield f"={value}"


def _rarity(choices: frozenset[str]) -> tuple[int, int, list[str]]:
    """Order of choices by how seldom text has one of them: no function words, few choices."""
    common = sum(choice.lstrip("=") in _COMMON for choice in choices)
    return -common, -len(choices), sorted(choices)


def _spelt(pattern: Pattern) -> str:
    """The pattern for people: `gebeuren … niks|niets|geen`."""
    return " ".join("|".join(_values(token.get("LEMMA", token.get("LOWER")))) or "…" for token in pattern)
