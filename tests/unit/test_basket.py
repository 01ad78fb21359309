"""Edits of quotes: cuts are found from the edited text, and what is shown follows from quote and cuts alone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.domain.basket import MARK, cuts_of, fit, shown
from qualcode.domain.span import Span
from qualcode.errors import UsageError

QUOTE = "De flats waren, eh, slecht.\nDe sloop heeft de buurt geholpen, zei Karel, en de flats ook."


@pytest.mark.parametrize(
    ("edited", "left"),
    [
        ("De flats waren, [...] slecht. [...]", "De flats waren, [...] slecht. [...]"),
        ("De flats waren, eh, slecht. De sloop heeft de buurt geholpen, […] en de flats ook.", None),
        ("[...] De sloop heeft de buurt geholpen [...]", "[...] De sloop heeft de buurt geholpen [...]"),
        ("[...] de flats ook.", "[...] de flats ook."),
        (QUOTE, QUOTE),
        (QUOTE.replace("\n", "  "), QUOTE),
        (f"{QUOTE} [...]", QUOTE),
    ],
)
def test_cuts_are_what_the_marks_stand_for(edited: str, left: str | None) -> None:
    cuts = cuts_of(QUOTE, edited)
    assert fit(QUOTE, cuts)
    expected = left or "De flats waren, eh, slecht.\nDe sloop heeft de buurt geholpen, [...] en de flats ook."
    assert shown(QUOTE, cuts) == expected


@pytest.mark.parametrize(
    "edited",
    [
        "De flats waren goed. [...]",
        "De flats waren [...] slecht",
        "[...]",
        "   ",
        "slecht. [...]",
        "[...] de buurt [...] De flats [...]",
        "De flats waren, eh, slecht.",
    ],
)
def test_what_was_not_said_is_refused(edited: str) -> None:
    with pytest.raises(UsageError):
        cuts_of(QUOTE, edited)


@pytest.mark.parametrize(
    "cuts",
    [
        [Span(0, len(QUOTE))],
        [Span(3, 3)],
        [Span(5, 9), Span(8, 12)],
        [Span(5, 9), Span(9, 12)],
        [Span(9, 12), Span(3, 5)],
        [Span(0, len(QUOTE) + 1)],
        [Span(-1, 4)],
        [Span(2, 3)],
    ],
)
def test_cuts_that_do_not_fit_are_told(cuts: list[Span]) -> None:
    assert not fit(QUOTE, cuts)


def test_a_mark_stands_for_something_where_the_same_words_come_again() -> None:
    exact = "ja zei ze, ja en toen"
    assert shown(exact, cuts_of(exact, "[...] ja [...]")) == "[...] ja [...]"
    assert shown(exact, cuts_of(exact, "[...] ja zei ze, ja en toen")) == exact, "a mark for nothing is none"


@example([False] * 7 + [True, False], 0)
@given(st.lists(st.booleans(), min_size=1, max_size=30), st.integers(0, 5))
def test_shown_text_leads_back_to_the_same_words(keep: list[bool], seed: int) -> None:
    words = [f"w{(seed + at) % 7}" for at in range(len(keep))]
    exact = " ".join(words)
    parts, cutting = [], False
    for word, kept in zip(words, keep, strict=True):
        if kept:
            parts.append(word)
        elif not cutting:
            parts.append(MARK)
        cutting = not kept
    if not any(keep):
        return
    cuts = cuts_of(exact, " ".join(parts))
    assert fit(exact, cuts)
    assert shown(exact, cuts).split() == parts
