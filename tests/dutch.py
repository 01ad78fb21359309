"""Plain functions that build a small codebook out of words, and ask the lexicon about one sentence."""

from collections.abc import Iterable
from typing import Any

from qualcode.domain.codebook import Attribute, Code, Codebook, Indicators
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.domain.transcript import Role, Turn
from qualcode.nlp.lexicon import Lexicon

POLARITY = ("bevestigd", "ontkend")
MODALITY = ("feit", "oordeel", "verwachting", "waarschuwing", "wens")


def a_code(code_id: str, **indicators: Any) -> Code:
    """A code below the family `f` with these indicators; `negated_as` is taken out of them."""
    negated_as = indicators.pop("negated_as", None)
    replaced_by = indicators.pop("replaced_by", None)
    return Code(
        id=code_id,
        parent="f",
        label={"nl": code_id},
        definition="",
        indicators=Indicators(**indicators),
        negated_as=negated_as,
        replaced_by=replaced_by,
        line=7,
    )


def a_codebook_of(*codes: Code, attributes: Iterable[str] = ("polariteit", "modaliteit")) -> Codebook:
    """One family `f` that takes polarity and modality, with these codes below it."""
    values = {"polariteit": POLARITY, "modaliteit": MODALITY}
    return Codebook(
        title="Test",
        language="nl",
        attributes=tuple(
            Attribute(id=name, label={"nl": name}, values={v: {"nl": v} for v in values[name]}, applies_to=("f",))
            for name in attributes
        ),
        codes=(Code(id="f", parent=None, label={"nl": "f"}, definition=""), *codes),
    )


def a_lexicon(*codes: Code, attributes: Iterable[str] = ("polariteit", "modaliteit")) -> Lexicon:
    """The lexicon of these codes."""
    return Lexicon(a_codebook_of(*codes, attributes=attributes))


def a_lexicon_of_words(words: str) -> Lexicon:
    """A lexicon with one code for each word."""
    return a_lexicon(*(a_code(word, lemmas=(word,)) for word in words.split()))


def a_turn(text: str, role: Role = Role.RESPONDENT, start: int = 0) -> Turn:
    """A turn that is the text from `start`."""
    return Turn(1, "R1", role, Span(0, len(text)), Span(start, len(text)))


def suggestions(lexicon: Lexicon, text: str) -> list[Suggestion]:
    """What the lexicon suggests for a text that one respondent says."""
    return lexicon.suggest(text, [a_turn(text)])
