"""Finding quotes again in a corrected text: certain places are certain, and nothing is attached by guess."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.reanchor import Anchoring, reanchor
from qualcode.domain.span import CONTEXT_LENGTH, Span, select

OLD = (
    "I: Hoe was het hier vroeger?\n\n"
    "R1: De flats waren slecht onderhouden. De sloop heeft de buurt echt geholpen, vind ik zelf.\n\n"
    "I: En nu?\n\n"
    "R1: Ja, rustiger. Maar de huismeester komt niet meer.\n\n"
    "R2: Ja, rustiger. En de winkels staan leeg."
)
LONG = "De sloop heeft de buurt echt geholpen, vind ik zelf."
SHORT = "En nu?"
TWICE = "Ja, rustiger."


class Correction(NamedTuple):
    """What a correction does to a quote."""

    quote: str
    new: str
    how: Anchoring
    found: str | None


def first(text: str, quote: str) -> Span:
    """The first place of a quote."""
    return Span(text.index(quote), text.index(quote) + len(quote))


CORRECTIONS = {
    "nothing": Correction(LONG, OLD, Anchoring.EXACT, LONG),
    "something behind it": Correction(LONG, OLD + "\n\nI: Dank u.", Anchoring.EXACT, LONG),
    "a word of the same length before it": Correction(LONG, OLD.replace("vroeger", "weleers"), Anchoring.EXACT, LONG),
    "everything around it, in the same length": Correction(
        LONG, "x" * OLD.index(LONG) + LONG + "y" * 50, Anchoring.EXACT, LONG
    ),
    "a longer word before it": Correction(LONG, OLD.replace("vroeger", "jaren geleden"), Anchoring.MOVED, LONG),
    "a turn before it gone": Correction(LONG, OLD.partition("\n\n")[2], Anchoring.MOVED, LONG),
    "the words around it too": Correction(
        LONG, OLD.replace("onderhouden.", "oud.").replace("\n\nI: En", "\n\nX: En"), Anchoring.MOVED, LONG
    ),
    "the word before a short one": Correction(SHORT, OLD.replace("vind ik zelf", "zeg ik"), Anchoring.MOVED, SHORT),
    "everything around a short one": Correction(
        SHORT, "I: Goedemiddag.\n\nR2: Hallo.\n\nR3: En nu? Dat weet ik niet zo goed meer.", Anchoring.FUZZY, SHORT
    ),
    "a letter in it": Correction(LONG, OLD.replace("geholpen", "gehoplen"), Anchoring.FUZZY, LONG.replace("lp", "pl")),
    "all of it gone": Correction(LONG, OLD.replace(LONG, "Weet niet."), Anchoring.ORPHAN, None),
    "first of two stays": Correction(TWICE, OLD + "\n\nI: Dank u.", Anchoring.EXACT, TWICE),
    "first of two moves": Correction(TWICE, OLD.replace("vroeger", "jaren geleden"), Anchoring.MOVED, TWICE),
    "two of two with other words around": Correction(
        TWICE, "R1: Ja, rustiger.\n\nI: Hoe bedoelt u?\n\nR2: Ja, rustiger.", Anchoring.ORPHAN, None
    ),
    "first of two gone": Correction(TWICE, OLD.replace("R1: Ja, rustiger. Maar", "R1: Maar"), Anchoring.FUZZY, TWICE),
}


@pytest.mark.parametrize("what", CORRECTIONS)
def test_after_correcting(what: str) -> None:
    case = CORRECTIONS[what]
    result = reanchor(case.new, select(OLD, first(OLD, case.quote)))
    assert result.how is case.how
    assert (result.span.of(case.new) if result.span else None) == case.found


def test_first_of_two_moves_to_the_first_and_second_to_the_second() -> None:
    new = OLD.replace("vroeger", "jaren geleden")
    second = Span(OLD.rindex(TWICE), OLD.rindex(TWICE) + len(TWICE))
    assert reanchor(new, select(OLD, first(OLD, TWICE))).span == first(new, TWICE)
    assert reanchor(new, select(OLD, second)).span == Span(new.rindex(TWICE), new.rindex(TWICE) + len(TWICE))


def test_quote_is_not_given_to_another_speaker_who_says_the_same() -> None:
    """Both said "Ja, rustiger."; what the first said was taken out."""
    new = OLD.replace("R1: Ja, rustiger. Maar", "R1: Maar")
    result = reanchor(new, select(OLD, first(OLD, TWICE)))
    assert result.how not in {Anchoring.EXACT, Anchoring.MOVED}


def test_same_position_is_not_enough_when_the_words_stand_elsewhere_too() -> None:
    old, new = "a: ja. b: ja. ", "c: ja. ja. d: ja."
    result = reanchor(new, select(old, Span(10, 13)))
    assert result.how is Anchoring.ORPHAN


words = st.text(alphabet="ab .\n", min_size=1, max_size=60)


@given(words, st.data())
def test_unchanged_text_changes_no_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    result = reanchor(text, select(text, span))
    assert result == (Anchoring.EXACT, span)


@given(words, words, st.data())
def test_certain_place_always_reads_the_quote(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    selector = select(old, Span(start, data.draw(st.integers(start + 1, len(old)))))
    result = reanchor(new, selector)
    if result.how in {Anchoring.EXACT, Anchoring.MOVED}:
        assert result.span is not None
        assert result.span.of(new) == selector.exact
    if result.how is Anchoring.EXACT:
        assert result.span == selector.span
    assert (result.span is None) is (result.how is Anchoring.ORPHAN)


@given(st.text(alphabet="abc ", min_size=1, max_size=20), st.integers(1, 20))
def test_what_is_put_in_far_before_a_unique_quote_moves_it(inserted: str, length: int) -> None:
    far = "." * (CONTEXT_LENGTH + 5)
    quote = "X" * length + "Y"
    old = f"begin{far}{quote}{far}"
    new = f"begin{inserted}{far}{quote}{far}"
    result = reanchor(new, select(old, first(old, quote)))
    assert result == (Anchoring.MOVED, first(new, quote))
