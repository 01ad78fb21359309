"""Verdict rules beside the table of `cases/verdicts.md`: thresholds, and what an assessment tells."""

from functools import partial

import builders
import pytest

from qualcode.domain.claim import (
    Condition,
    Over,
    Quantifier,
    Rules,
    Scope,
    Standing,
    Verdict,
    Voice,
)
from qualcode.domain.transcript import Group
from qualcode.domain.verdict import assess, decide, least

PLACES = [f"wijk-{number:02}" for number in range(1, 12)]
F, A = Standing.FOR, Standing.AGAINST


def test_some_where_it_is_all_is_understated() -> None:
    assert decide(Quantifier.SOME, [F] * 11, Rules()) == (Verdict.SUPPORTED, True)
    assert decide(Quantifier.SOME, [F] * 10 + [A], Rules()) == (Verdict.SUPPORTED, False)


@pytest.mark.parametrize(("n", "needed"), [(1, 1), (2, 1), (10, 9), (11, 10), (20, 18), (30, 27)])
def test_nearly_all_may_miss_a_tenth_and_always_one(n: int, needed: int) -> None:
    assert least(Quantifier.NEARLY_ALL, n, Rules()) == needed


@pytest.mark.parametrize(("n", "needed"), [(3, 3), (9, 3), (10, 4), (11, 4), (12, 4)])
def test_often_is_a_third_and_at_least_three(n: int, needed: int) -> None:
    assert least(Quantifier.OFTEN, n, Rules()) == needed


a_claim = partial(builders.a_claim, contradict=(Condition("belemmering"),))


def a_voice(place: str, respondent: str, code: str = "factor.sloop", **overrides: object) -> Voice:
    parts = code.split(".")
    values: dict[str, object] = {
        "coding": sum(map(ord, place + respondent + code)),
        "respondent": respondent,
        "group": Group.BEWONER.value,
        "transcript": respondent,
        "neighbourhood": place,
        "codes": frozenset(".".join(parts[: n + 1]) for n in range(len(parts))),
        "values": {},
    }
    return Voice(**{**values, **overrides})  # type: ignore[arg-type]


def standing_of(place: str, *voices: Voice, **claim: object) -> Standing:
    return assess(a_claim(**claim), voices, [place]).standings[place]


@pytest.mark.parametrize(
    ("voices", "standing"),
    [
        ([], Standing.SILENT),
        ([("R1", "factor.sloop")], Standing.THIN),
        ([("R1", "factor.sloop"), ("R2", "factor.sloop")], Standing.FOR),
        ([("R1", "belemmering.onderhoud")], Standing.THIN),
        ([("R1", "belemmering"), ("R2", "belemmering.onderhoud")], Standing.AGAINST),
        ([(f"R{n}", "factor.sloop") for n in range(1, 9)] + [("R9", "belemmering")], Standing.DIVIDED),
        ([("R1", "factor")], Standing.SILENT),
    ],
)
def test_neighbourhood_stands_by_two_respondents_in_two_transcripts(
    voices: list[tuple[str, str]], standing: Standing
) -> None:
    assert standing_of("zuid", *(a_voice("zuid", who, code) for who, code in voices)) is standing


def test_two_respondents_of_one_group_interview_are_thin() -> None:
    voices = [a_voice("zuid", who, transcript="zuid-01") for who in ("R1", "R2")]
    assert standing_of("zuid", *voices) is Standing.THIN


def test_denied_coding_supports_nothing_unless_it_is_asked_for() -> None:
    denied = [a_voice("zuid", who, values={"polariteit": "ontkend"}) for who in ("R1", "R2")]
    assert standing_of("zuid", *denied) is Standing.SILENT
    against = (Condition("factor.sloop", {"polariteit": "ontkend"}),)
    assert standing_of("zuid", *denied, contradict=against) is Standing.AGAINST


def test_attribute_value_must_be_the_one_that_is_asked_for() -> None:
    voices = [a_voice("zuid", who, values={"valentie": "negatief"}) for who in ("R1", "R2")]
    positive = (Condition("factor.sloop", {"valentie": "positief"}),)
    assert standing_of("zuid", *voices, require=positive) is Standing.SILENT


def test_only_the_groups_of_the_claim_are_heard() -> None:
    voices = [a_voice("zuid", "R1"), a_voice("zuid", "R2", group=Group.BELEIDSMAKER.value)]
    assert standing_of("zuid", *voices, groups=(Group.BEWONER,)) is Standing.THIN


def test_computed_scope_holds_the_neighbourhoods_that_are_for_it() -> None:
    better = [a_voice("zuid", who, "uitkomst.leefbaarheid") for who in ("R1", "R2")]
    claim = a_claim(scope=Scope(where=(Condition("uitkomst.leefbaarheid"),)))
    assessment = assess(claim, [*better, a_voice("noord", "R3")], ["zuid", "noord"])
    assert list(assessment.standings) == ["zuid"]
    assert (assessment.verdict, assessment.circular) == (Verdict.INSUFFICIENT, False)


def test_scope_on_the_codes_of_the_claim_is_circular() -> None:
    assert assess(a_claim(scope=Scope(where=(Condition("factor"),))), [], PLACES).circular


def test_what_is_not_assigned_to_a_neighbourhood_counts_in_none() -> None:
    voices = [a_voice("zuid", who, neighbourhood=None) for who in ("R1", "R2")]
    assert standing_of("zuid", *voices) is Standing.SILENT


def test_claim_over_respondents_counts_people() -> None:
    voices = [a_voice("zuid", "R1"), a_voice("zuid", "R2"), a_voice("noord", "R3", "belemmering")]
    assessment = assess(a_claim(over=Over.RESPONDENTS, quantifier=Quantifier.MAJORITY), voices, ["zuid", "noord"])
    assert assessment.verdict is Verdict.SUPPORTED
    assert assessment.units(Standing.AGAINST) == ("R3",)


def test_counter_evidence_stays_counted_under_a_supported_claim() -> None:
    voices = [a_voice(place, who) for place in PLACES[:10] for who in ("R1", "R2")]
    voices += [a_voice(PLACES[10], who, "belemmering") for who in ("R8", "R9")]
    assessment = assess(a_claim(quantifier=Quantifier.NEARLY_ALL), voices, PLACES)
    assert assessment.verdict is Verdict.SUPPORTED
    assert len(assessment.contradicting) == 2
