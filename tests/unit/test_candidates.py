"""Candidates for a claim: contradicting first, by reason, spread over neighbourhoods, and never what is known."""

from typing import Any

import pytest
from builders import a_claim

from qualcode.domain.candidates import Why, candidates
from qualcode.domain.claim import Condition, Scope, Voice
from qualcode.domain.transcript import Group

CODE, DENIAL = "factor.sloop", "belemmering.geen_sloop"
POSITIVE = a_claim(require=(Condition(CODE, {"valentie": "positief"}),), contradict=())


def a_voice(coding: int, code: str = CODE, **overrides: Any) -> Voice:
    values = {"respondent": "R001", "group": "bewoner", "transcript": "zuid-01", "neighbourhood": "zuid", "values": {}}
    return Voice(coding=coding, codes=frozenset({code, code.partition(".")[0]}), **{**values, **overrides})


@pytest.mark.parametrize(
    ("voice", "why"),
    [
        (a_voice(1, values={"valentie": "positief", "polariteit": "ontkend"}), Why.DENIED),
        (a_voice(1, values={"valentie": "negatief"}), Why.OTHER_VALUE),
        (a_voice(1, DENIAL), Why.COUNTERPART),
        (a_voice(1, values={"valentie": "positief"}), Why.MEETS),
        (a_voice(1), Why.UNDETERMINED),
    ],
)
def test_a_quote_is_proposed_for_a_reason(voice, why):
    found = candidates(POSITIVE, [voice], {CODE: DENIAL}, ())
    assert [each.why for each in (*found.against, *found.supporting)] == [why]
    assert bool(found.against) is (why in {Why.DENIED, Why.OTHER_VALUE, Why.COUNTERPART})


@pytest.mark.parametrize(
    "voice",
    [
        a_voice(1, "factor.anders"),
        a_voice(1, neighbourhood=None),
        a_voice(1, group="beleidsmaker"),
        a_voice(1, neighbourhood="noord"),
        a_voice(7),
    ],
)
def test_what_is_about_something_else_or_known_is_not_proposed(voice):
    claim = a_claim(require=(Condition(CODE),), groups=(Group.BEWONER,), scope=Scope(("zuid",)))
    found = candidates(claim, [voice], {}, {7})
    assert (found.against, found.supporting) == ((), ())


def test_a_claim_of_a_denial_is_supported_by_it():
    claim = a_claim(require=(Condition(CODE, {"polariteit": "ontkend"}),))
    found = candidates(claim, [a_voice(1, values={"polariteit": "ontkend"})], {}, ())
    assert [each.why for each in found.supporting] == [Why.MEETS]


def test_the_code_that_is_denied_is_the_counterpart_of_the_denial():
    found = candidates(a_claim(require=(Condition(DENIAL),)), [a_voice(1)], {CODE: DENIAL}, ())
    assert [each.why for each in found.against] == [Why.COUNTERPART]


def test_neighbourhoods_take_turns_and_what_is_left_is_counted():
    voices = [a_voice(n, neighbourhood="zuid") for n in range(1, 5)] + [a_voice(9, neighbourhood="noord")]
    found = candidates(a_claim(), [*voices, voices[0]], {}, (), limit=3)
    assert [each.coding for each in found.supporting] == [9, 1, 2]
    assert found.left == (0, 2)
