"""Segments and tokens."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.nlp.pipeline import load
from qualcode.nlp.segment import MAX_WORDS, segments
from qualcode.nlp.tokens import pieces, words

TEXTS = st.text(alphabet="abz A.?!…\"'()\n-19,’")


def sentences(text):
    return [segment.of(text) for segment in segments(text, Span(0, len(text)))]


def test_sentences_of_labelled_texts(regression):
    regression("segments", lambda text: " | ".join(sentences(text)))


def test_positions_are_those_of_the_whole_text():
    text = "R1: 😀 Ja. Nee."
    assert segments(text, Span(4, len(text))) == [Span(4, 9), Span(10, 14)]


@given(TEXTS)
def test_segments_are_trimmed_in_order_and_lose_no_word(text):
    found = segments(text, Span(0, len(text)))
    assert all(segment.of(text) == segment.of(text).strip() != "" for segment in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert [word for segment in found for word in words(segment.of(text))] == words(text)


def test_endless_sentence_is_cut_at_a_border():
    text = "en toen kwam er weer een nieuwe wethouder, die wilde het anders " * 30
    found = sentences(text.strip())
    assert " ".join(found) == text.strip()
    assert all(len(words(part)) <= MAX_WORDS for part in found)
    assert all(part.endswith((",", "anders")) for part in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zo'n auto’s", ["zo'n", "auto’s"]),
        ("'s avonds 't is", ["'s", "avonds", "'t", "is"]),
        ("in Den-Haag, 's-Gravenhage", ["in", "Den-Haag", "'s-Gravenhage"]),
        ("bijv. o.a. dhr. De Wit.", ["bijv.", "o.a.", "dhr.", "De", "Wit"]),
        ("1.500 of 2015/2016", ["1.500", "of", "2015/2016"]),
        ("'krachtwijk' zei hij", ["krachtwijk", "zei", "hij"]),
        ("sloop- en nieuwbouw", ["sloop", "en", "nieuwbouw"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@given(st.text())
def test_pieces_are_the_text(text):
    assert "".join(piece + blank for piece, blank in pieces(text)) == text


@settings(deadline=None)  # the first example loads spaCy
@given(TEXTS)
def test_spacy_document_has_the_same_text_and_segments(text):
    doc = load()(text)
    assert doc.text == text
    if len(doc):
        begins = {sentence.start_char for sentence in doc.sents}
        assert {segment.start for segment in segments(text, Span(0, len(text)))} <= begins


def test_pipeline_sets_our_lemmas():
    assert [token.lemma_ for token in load()("Jongeren knapten pleintjes op.")] == [
        "jongere",
        "knappen",
        "plein",
        "op",
        ".",
    ]
