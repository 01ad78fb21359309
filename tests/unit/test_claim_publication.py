"""What is published of a verdict says nothing of how many respondents below k a neighbourhood has."""

import pytest
from builders import a_claim
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.claim import Claim, Condition, Over, Quantifier, Rules, Scope, Verdict, Voice
from qualcode.domain.claim_publication import public_counts, public_verdict
from qualcode.domain.verdict import assess

K = 3
RULES = Rules()
CLAIM = a_claim(
    require=(Condition("factor.sloop", {"valentie": "positief"}),),
    contradict=(Condition("factor.sloop", {"valentie": "negatief"}),),
)
COMPUTED = a_claim(
    require=CLAIM.require, contradict=CLAIM.contradict, scope=Scope(where=(Condition("uitkomst.buurt"),))
)


def voices(numbers: list[tuple[int, int, int]]) -> list[Voice]:
    """For each neighbourhood: so many for, so many against, so many who say what the scope asks, all different."""
    found = []
    for unit, (pro, contra, where) in enumerate(numbers):
        said = [("factor.sloop", "positief")] * pro + [("factor.sloop", "negatief")] * contra
        for code, value in [*said, *[("uitkomst.buurt", "positief")] * where]:
            n = len(found) + 1
            codes, values = frozenset({code, code.partition(".")[0]}), {"valentie": value}
            found.append(Voice(n, f"R{n:03}", "bewoner", f"gesprek-{n}", f"wijk-{unit}", codes, values))
    return found


def published(claim: Claim, numbers: list[tuple[int, int, int]]):
    heard, units = voices(numbers), [f"wijk-{n}" for n in range(len(numbers))]

    def tested(rules: Rules):
        return assess(claim, heard, units, rules)

    return public_verdict(claim, tested, RULES, K), public_counts(claim, tested, RULES, K)


NUMBERS = st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=8)


@given(NUMBERS, st.sampled_from(Quantifier), st.booleans(), st.data())
def test_another_small_number_gives_the_same_publication(numbers, quantifier, computed, data):
    claim = a_claim(
        quantifier=quantifier,
        require=CLAIM.require,
        contradict=CLAIM.contradict,
        scope=COMPUTED.scope if computed else Scope(),
    )
    others = [tuple(data.draw(st.integers(1, K - 1)) if 0 < n < K else n for n in row) for row in numbers]
    assert published(claim, numbers) == published(claim, others)


@pytest.mark.parametrize(
    ("numbers", "verdict", "counted"),
    [
        ([(3, 0, 0), (4, 0, 0)], Verdict.SUPPORTED, True),
        ([(3, 0, 0), (2, 0, 0)], None, False),
        ([(3, 0, 0), (0, 0, 0)], Verdict.INSUFFICIENT, True),
        ([(0, 3, 0), (1, 0, 0)], Verdict.CONTRADICTED, False),
        ([(0, 2, 0), (3, 0, 0)], None, False),
    ],
)
def test_a_verdict_is_published_where_no_small_number_decides(numbers, verdict, counted):
    found, counts = published(CLAIM, numbers)
    assert found is verdict
    assert (counts is not None) is counted


def test_a_computed_scope_that_hangs_on_few_respondents_is_not_published():
    assert published(COMPUTED, [(3, 0, 3), (3, 0, 2)]) == (None, None)
    assert published(COMPUTED, [(3, 0, 3), (3, 0, 0)]) == (Verdict.SUPPORTED, None)


def test_numbers_of_named_neighbourhoods_never_leave_since_hiding_them_would_show_a_small_one():
    named = a_claim(quantifier=Quantifier.SOME, require=CLAIM.require, scope=Scope(neighbourhoods=("wijk-0", "wijk-1")))
    large, small = ([(4, 0, 0), (n, 0, 0)] for n in (3, 2))
    assert published(named, large) == published(named, small) == (Verdict.SUPPORTED, None)


def test_a_claim_over_respondents_needs_k_of_every_kind():
    claim = a_claim(over=Over.RESPONDENTS, require=CLAIM.require, contradict=CLAIM.contradict)
    assert published(claim, [(3, 0, 0)]) == (Verdict.SUPPORTED, None)
    assert published(claim, [(4, 1, 0)]) == (None, None)
