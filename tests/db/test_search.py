"""Both databases find the same, by lemma, with negations and phrases."""

import itertools

import pytest
from builders import a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.errors import NotFoundError, UsageError
from qualcode.workflow import kwic
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


@pytest.mark.parametrize("query", ['"de sloop', 'flats "', 'sloop "de flats" "oud'])
def test_quotation_mark_that_is_not_closed_is_refused(searched: Session, query: str) -> None:
    with pytest.raises(UsageError, match="is not closed; put one on both sides of the words"):
        find(searched, query)


def test_both_words_that_stand_near_each_other_are_marked(searched: Session) -> None:
    hit = find(searched, "veilig NEAR/1 straat").page[0]
    assert [mark.of(" " * hit.start + hit.text) for mark in hit.marks] == ["veilig", "straat"]


@pytest.fixture
def much(session: Session) -> Session:
    """Seven turns with the word in three transcripts, each followed by a letter."""
    a_study(session)
    letters = iter("gbfadce")
    for name in ("een", "drie", "twee"):
        said = [("R1", f"Zo is de sloop {letter}.") for letter in itertools.islice(letters, 3)]
        a_transcript(session, name, speech=(("I", f"Vertel over {name}."), *said))
    return session


def test_turns_are_paged_by_the_place_of_the_last_one(much: Session) -> None:
    every = [(hit.transcript, hit.turn) for hit in find(much, "sloop").page]
    assert every == sorted(every)
    assert len(every) == 7
    paged, after, pages = [], None, 0
    while pages == 0 or after is not None:
        found = find(much, "sloop", after=after, limit=3)
        paged += [(hit.transcript, hit.turn) for hit in found.page]
        after, pages = found.after, pages + 1
        assert found.total == 7
    assert (paged, pages) == (every, 3)
    with pytest.raises(NotFoundError, match="99999999"):
        find(much, "sloop", after=99_999_999)


@pytest.mark.parametrize(("order", "letters"), [("right", "abcdefg"), ("-right", "gfedcba")])
def test_lines_are_sorted_over_all_that_was_found(much: Session, order: str, letters: str) -> None:
    for offset in (0, 4):
        lines = kwic.in_order(much, "sloop", order, offset=offset, limit=4)
        assert "".join(line.right.strip(" .") for line in lines.page) == letters[offset : offset + 4]
        assert (lines.total, lines.turns) == (7, 7)
    assert all(f"{line.left}{line.keyword}{line.right}" == line.hit.text for line in lines.page)


def test_only_the_first_turns_are_sorted_when_there_are_too_many(much: Session, monkeypatch) -> None:
    monkeypatch.setattr(kwic, "SORTED", 2)
    lines = kwic.in_order(much, "sloop", "right")
    assert (lines.total, lines.turns) == (2, 2)


def test_an_unknown_order_is_refused(much: Session) -> None:
    with pytest.raises(UsageError, match="left, keyword, right"):
        kwic.in_order(much, "sloop", "up")
