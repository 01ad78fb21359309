"""Why a suggestion was made, in sentences of Dutch and English."""

import pytest

from qualcode.domain.reason_wording import told
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation


def a_rank(method: str, **also: object) -> Explanation:
    return Explanation(method, "", (), "ranked", **also)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "dutch", "english"),
    [
        ("before", "Vooral door wat er vlak voor gezegd is.", "Mostly by what was said just before."),
        ("learned", "Geleerd van wat al gecodeerd is.", "Learned from what was coded."),
        ("codebook", "Dicht bij de eigen woorden van het codeboek.", "Close to the codebook's own words."),
    ],
)
def test_a_rank_says_what_it_stands_on(method: str, dutch: str, english: str) -> None:
    assert told([a_rank(method)], "nl") == dutch
    assert told([a_rank(method)], "en") == english


def test_the_same_is_not_said_twice() -> None:
    hits = [Explanation("lexicon", "soep", (Span(at, at + 4),), "lemma") for at in (0, 9)]
    assert told(hits, "en") == "The codebook names the word 'soep'."


def test_a_quote_that_may_not_be_shown_is_not_named() -> None:
    why = a_rank("learned", nearest=(7, 8))
    assert told([why], "nl").endswith("Lijkt het meest op: #7 · #8")
    assert told([why], "nl", {8: "Iedereen groet"}).endswith("Lijkt het meest op: “Iedereen groet”")
