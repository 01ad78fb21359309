"""Judgements on findings by hand: what fits which component, what must come first, and the facts beside them."""

import datetime as dt

import pytest

from qualcode.domain.cerqual import (
    COMPONENTS,
    CONCERNS,
    CONFIDENCES,
    Basis,
    Component,
    Judgement,
    Level,
    Profile,
    Quoted,
    levels,
    profile,
    unjudged,
)


def test_every_level_is_a_concern_or_a_confidence_and_fits_its_components() -> None:
    assert {*CONCERNS, *CONFIDENCES} == set(Level)
    assert not {*CONCERNS} & {*CONFIDENCES}
    assert levels(Component.CONFIDENCE) == CONFIDENCES
    assert all(levels(each) == CONCERNS for each in COMPONENTS)


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ((), COMPONENTS),
        (COMPONENTS[:3], COMPONENTS[3:]),
        (COMPONENTS, ()),
        ((Component.CONFIDENCE,), COMPONENTS),
    ],
)
def test_confidence_waits_for_the_four(given: tuple[Component, ...], lacking: tuple[Component, ...]) -> None:
    assert unjudged(given) == lacking


def test_a_judgement_holds_as_long_as_both_sides_are_the_same() -> None:
    then = Basis(frozenset({1, 2}), frozenset({3}))
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    judged = Judgement("C1", Component.METHODS, Level.NO_CONCERNS, "Zo.", then, "bram", at)
    assert judged.holds(Basis(frozenset({2, 1}), frozenset({3})))
    assert not judged.holds(Basis(frozenset({1, 2}), frozenset()))
    assert not judged.holds(Basis(frozenset({1, 2, 4}), frozenset({3})))


def test_facts_count_people_interviews_and_words_once() -> None:
    rows = [
        Quoted(1, "R1", "bewoner", "t1", 10),
        Quoted(1, "R2", "beleidsmaker", "t1", 10),
        Quoted(2, "R1", "bewoner", "t2", 5),
        Quoted(3, "R3", "bewoner", "t3", 7),
        Quoted(4, "R1", "bewoner", "t2", 99),
    ]
    facts = profile(rows, Basis(frozenset({1, 2}), frozenset({3})))
    assert facts == Profile(interviews=2, respondents=2, against=1, groups={"beleidsmaker": 1, "bewoner": 1}, words=15)
    assert profile(rows, Basis(frozenset(), frozenset())) == Profile(0, 0, 0, {}, 0)
