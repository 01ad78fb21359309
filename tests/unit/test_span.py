"""Spans and selectors: code points, half-open, and never without their quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import CONTEXT_LENGTH, Selector, Span, check, find_quote, select
from qualcode.errors import AnchorError

texts = st.text(min_size=1, max_size=200)
ODD = "É\u0301 😀👩‍👩‍👧 zei: 'ja' — en toen… \U0001f3e0 weg.\n\nR1: nee."
"""Combining accents, signs outside the basic plane and joined emoji: each code point counts once."""


@st.composite
def places(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> tuple[str, Span]:
    """A text and a span inside it."""
    body = draw(text)
    start = draw(st.integers(0, len(body) - 1))
    return body, Span(start, draw(st.integers(start + 1, len(body))))


def test_end_of_a_span_does_not_belong_to_it() -> None:
    assert Span(1, 3).of("abcd") == "bc"
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 2).overlaps(Span(1, 4))
    assert Span(0, 9).overlaps(Span(3, 4))


def test_positions_are_code_points_and_not_bytes_or_utf_16() -> None:
    start = ODD.index("🏠")
    assert select(ODD, Span(start, start + 1)).exact == "🏠"
    assert find_quote(ODD, "weg.") == [Span(start + 2, start + 6)]


@given(places(st.text(min_size=1, max_size=200)))
def test_selector_holds_on_its_own_text(place: tuple[str, Span]) -> None:
    text, span = place
    selector = select(text, span)
    check(text, selector)
    assert text[: span.start].endswith(selector.prefix)
    assert text[span.end :].startswith(selector.suffix)
    assert len(selector.prefix) == min(CONTEXT_LENGTH, span.start)
    assert len(selector.suffix) == min(CONTEXT_LENGTH, len(text) - span.end)
    assert span in find_quote(text, selector.exact, selector.prefix, selector.suffix)


@given(places(), texts)
def test_selector_does_not_hold_on_a_text_that_reads_otherwise(place: tuple[str, Span], other: str) -> None:
    text, span = place
    selector = select(text, span)
    if span.of(other) == selector.exact:
        check(other, selector)
    else:
        with pytest.raises(AnchorError):
            check(other, selector)


@pytest.mark.parametrize("span", [Span(0, 0), Span(3, 2), Span(-1, 2), Span(-3, -1), Span(2, 5), Span(4, 5)])
def test_span_that_is_empty_or_leaves_the_text_is_refused(span: Span) -> None:
    with pytest.raises(AnchorError, match=f"the span {span.start}-{span.end} is not inside a text of 4 characters"):
        select("abcd", span)


def test_message_about_a_lost_quote_shows_little_of_it() -> None:
    with pytest.raises(AnchorError) as error:
        check("b" * 200, Selector(Span(0, 200), "a" * 200, "", ""))
    assert str(error.value).count("a" * 39) == 1
    assert len(str(error.value)) < 100


def test_quote_is_found_at_every_place_overlapping_ones_included() -> None:
    assert find_quote("aaa", "aa") == [Span(0, 2), Span(1, 3)]
    assert find_quote("ja. nee. ja.", "ja.") == [Span(0, 3), Span(9, 12)]


@pytest.mark.parametrize(
    ("prefix", "suffix", "found"),
    [
        ("nee. ", "", [Span(9, 12)]),
        ("", " nee", [Span(0, 3)]),
        ("x", "", []),
        ("", "x", []),
        ("ja. nee. ", "", [Span(9, 12)]),
    ],
)
def test_context_says_which_place_is_meant(prefix: str, suffix: str, found: list[Span]) -> None:
    assert find_quote("ja. nee. ja.", "ja.", prefix, suffix) == found


def test_nothing_is_found_nowhere() -> None:
    assert find_quote("abc", "") == []


@given(st.text(alphabet="ab", max_size=30), st.text(alphabet="ab", min_size=1, max_size=3))
def test_every_found_place_reads_the_quote_and_none_is_missed(text: str, exact: str) -> None:
    found = find_quote(text, exact)
    assert found == [Span(at, at + len(exact)) for at in range(len(text)) if text.startswith(exact, at)]
