"""Both databases find the same, by lemma, with negations and phrases."""

import pytest
from builders import a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.errors import UsageError
from qualcode.workflow.search import find

SPEECH = (
    ("I", "Hoe is het met de huizen?"),
    ("R1", "Ik voel me niet veilig op straat. De woningen zijn tochtig."),
    ("I", "En de buren?"),
    ("R1", "Veilig? Ja hoor. Het huis is geschilderd, de coördinatie was prima."),
    ("R1", "Over de woningcorporatie geen kwaad woord."),
)


@pytest.fixture
def searched(session: Session) -> Session:
    """A transcript whose turns are indexed."""
    a_study(session)
    a_transcript(session, speech=SPEECH)
    return session


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ("veilig", [2, 4]),
        ("woning", [2]),
        ("woning*", [2, 5]),
        ('"niet veilig"', [2]),
        ("veilig -niet", [4]),
        ("huizen", [4]),
        ("tochtig | kwaad", [2, 5]),
        ("geen kwaad", [5]),
        ("coordinatie", [4]),
        ("COÖRDINATIE", [4]),
        ("veilig tochtig", [2]),
        ("bestaatniet", []),
        ("veil*", [2, 4]),
        ("veilig NEAR/1 straat", [2]),
        ("straat NEAR/1 veilig", [2]),
        ("veilig NEAR/0 straat", []),
        ("veilig NEAR/0 niet", [2]),
        ("voel NEAR/3 straat*", []),
        ("voel NEAR/4 straat*", [2]),
        ("veilig NEAR/2 straat | kwaad", [2, 5]),
        ("veil* NEAR/0 veilig", [2, 4]),
        ("'); drop table turn; --veilig", []),
    ],
)
def test_query_finds_these_turns(searched: Session, query: str, turns: list[int]) -> None:
    hits = find(searched, query)
    assert [hit.turn for hit in hits.page] == turns
    assert hits.total == len(turns)


def test_interviewers_are_found_when_asked_for(searched: Session) -> None:
    assert [hit.turn for hit in find(searched, "huis", respondents_only=False).page] == [1, 4]


def test_found_words_are_marked_where_they_stand(searched: Session) -> None:
    hit = find(searched, "woning").page[0]
    assert [mark.of(" " * hit.start + hit.text) for mark in hit.marks] == ["woningen"]


def test_other_neighbourhood_has_no_hit(searched: Session) -> None:
    assert find(searched, "veilig", neighbourhood="stad-noord").total == 0
    assert find(searched, "veilig", neighbourhood="stad-zuid").total == 2


def test_pages_follow_each_other(searched: Session) -> None:
    assert [hit.turn for hit in find(searched, "veilig", offset=1, limit=1).page] == [4]


@pytest.mark.parametrize("query", ["", "  ", "-veilig", '""', "*", "|"])
def test_query_without_a_word_is_refused(searched: Session, query: str) -> None:
    with pytest.raises(UsageError, match="word to look for"):
        find(searched, query)


@pytest.mark.parametrize(
    "query", ["NEAR/3 veilig", "veilig NEAR/3", "veilig NEAR/99 straat", 'veilig NEAR/2 "op straat"']
)
def test_near_stands_between_two_words(searched: Session, query: str) -> None:
    with pytest.raises(UsageError, match="between two words"):
        find(searched, query)


def test_both_words_that_stand_near_each_other_are_marked(searched: Session) -> None:
    hit = find(searched, "veilig NEAR/1 straat").page[0]
    assert [mark.of(" " * hit.start + hit.text) for mark in hit.marks] == ["veilig", "straat"]
