"""What is published of a verdict says nothing of hidden cells, nor of how many respondents below k there are."""

import datetime as dt
from collections.abc import Collection
from functools import partial

import pytest
from builders import a_claim
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.claim import Claim, Condition, Over, Quantifier, Rules, Scope, Verdict, Voice
from qualcode.domain.claim_publication import Tables, beside, public_counts, public_verdict, told
from qualcode.domain.claim_register import Checked, ClaimState, Registered
from qualcode.domain.evidence import TOTAL
from qualcode.domain.transcript import Group
from qualcode.domain.verdict import assess
from qualcode.workflow.outputs.claims_public import public_parts

K = 3
AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
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


CODES = ("factor", "factor.sloop", "uitkomst", "uitkomst.buurt")


def tables(hidden: Collection[str] = (), code: str = "factor.sloop", by_group: Collection[str] = ()) -> Tables:
    """Tables that hide the cells of one code in these places."""
    return Tables(CODES, {(code, place) for place in hidden}, lambda: by_group)


def published(claim: Claim, numbers: list[tuple[int, int, int]], shown: Tables | None = None):
    heard, units = voices(numbers), [f"wijk-{n}" for n in range(len(numbers))]
    shown = shown or tables()

    def tested(rules: Rules):
        return assess(claim, heard, units, rules)

    verdict = public_verdict(claim, tested, RULES, shown, K)
    return verdict, None if verdict is None else public_counts(claim, tested, RULES, shown, K)


ROW = st.tuples(*[st.integers(0, 4)] * 3)
NUMBERS = st.lists(ROW, min_size=1, max_size=8)


def a_scoped_claim(quantifier: Quantifier, scope: Scope) -> Claim:
    return a_claim(quantifier=quantifier, require=CLAIM.require, contradict=CLAIM.contradict, scope=scope)


@given(NUMBERS, st.sampled_from(Quantifier), st.booleans(), st.data())
def test_another_small_number_gives_the_same_publication(numbers, quantifier, computed, data):
    claim = a_scoped_claim(quantifier, COMPUTED.scope if computed else Scope())
    others = [tuple(data.draw(st.integers(1, K - 1)) if 0 < n < K else n for n in row) for row in numbers]
    assert published(claim, numbers) == published(claim, others)


@given(NUMBERS, st.sampled_from(Quantifier), st.data())
def test_whatever_hidden_cells_hold_the_publication_is_the_same(numbers, quantifier, data):
    places = [f"wijk-{n}" for n in range(len(numbers))]
    hidden = data.draw(st.sets(st.sampled_from(places)))
    named = data.draw(st.sets(st.sampled_from(places)).map(sorted))
    claim = a_scoped_claim(quantifier, Scope(tuple(named)))
    others = [data.draw(ROW) if place in hidden else row for place, row in zip(places, numbers, strict=True)]
    assert published(claim, numbers, tables(hidden)) == published(claim, others, tables(hidden))


@pytest.mark.parametrize("over", Over)
def test_a_claim_about_a_named_neighbourhood_is_told_only_where_its_cell_is_shown(over):
    claim = a_claim(over=over, require=CLAIM.require, contradict=(), scope=Scope(("wijk-0",)))
    assert published(claim, [(4, 0, 0), (3, 0, 0)]) == (Verdict.SUPPORTED, None)
    assert published(claim, [(4, 0, 0), (3, 0, 0)], tables(["wijk-0"])) == (None, None), "it would say: at least three"
    assert published(claim, [(4, 0, 0), (3, 0, 0)], tables(["wijk-1"])) == (Verdict.SUPPORTED, None)


def test_a_verdict_that_hidden_cells_cannot_change_is_told_without_numbers():
    rows = [(4, 0, 0), (4, 0, 0), (4, 0, 0), (4, 0, 0)]
    most = a_scoped_claim(Quantifier.MAJORITY, Scope())
    assert published(most, rows, tables(["wijk-3"])) == (Verdict.SUPPORTED, None)
    assert published(most, rows, tables(["wijk-2", "wijk-3"])) == (None, None), "both could be against"
    every = a_scoped_claim(Quantifier.ALL, Scope())
    assert published(every, rows, tables(["wijk-3"])) == (None, None)


def test_a_claim_on_a_code_that_no_table_shows_is_left_out():
    claim = a_claim(require=(Condition("factor.sloop"),), contradict=(Condition("belemmering"),))
    assert published(claim, [(4, 0, 0)]) == (None, None)


def test_a_computed_scope_rests_on_shown_cells():
    rows = [(3, 0, 3), (3, 0, 0)]
    assert published(COMPUTED, rows, tables(["wijk-1"], "uitkomst.buurt")) == (None, None)
    assert published(COMPUTED, rows, tables(["wijk-1"])) == (Verdict.SUPPORTED, None), "it is out of scope"


def test_a_claim_over_respondents_rests_on_the_shown_total():
    claim = a_claim(over=Over.RESPONDENTS, require=CLAIM.require, contradict=())
    assert published(claim, [(4, 0, 0)], tables([TOTAL])) == (None, None)
    assert published(claim, [(4, 0, 0)], tables(["wijk-0"])) == (Verdict.SUPPORTED, None)


def test_a_claim_about_groups_is_told_where_its_codes_are_published_by_group():
    claim = a_claim(require=CLAIM.require, contradict=(), groups=(Group.BEWONER,))
    assert published(claim, [(4, 0, 0)])[0] is None
    assert published(claim, [(4, 0, 0)], tables(by_group=["factor.sloop"]))[0] is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("over", "scope", "told_with_rule"),
    [
        (Over.NEIGHBOURHOODS, Scope(), True),
        (Over.NEIGHBOURHOODS, COMPUTED.scope, False),
        (Over.RESPONDENTS, Scope(), False),
    ],
)
def test_only_a_rule_that_counts_places_which_everybody_knows_is_published(over, scope, told_with_rule):
    heard, units = voices([(4, 0, 4), (4, 0, 4)]), ["wijk-0", "wijk-1"]
    claim = a_claim(over=over, require=CLAIM.require, contradict=(), scope=scope)
    entry = Registered(claim, 1, ClaimState.OPEN, "", "annelies", AT)
    tried = [(Checked(entry, assess(claim, heard, units), {}, ()), partial(assess, claim, heard, units))]
    (table, _), _ = public_parts(told(tried, tables(), K), {}, {}, {}, "nl")
    (row,) = table.rows
    rule = row[[column.id for column in table.columns].index("rule")]
    assert bool(rule) is told_with_rule


def test_claims_that_are_told_are_numbered_without_gaps():
    heard, units = voices([(4, 0, 0), (2, 0, 0)]), ["wijk-0", "wijk-1"]
    register = [a_claim(id=f"C{n + 5}", require=CLAIM.require, scope=Scope((units[n % 2],))) for n in range(4)]
    tried = []
    for claim in register:
        entry = Registered(claim, 1, ClaimState.OPEN, "", "annelies", AT)
        tried.append((Checked(entry, assess(claim, heard, units), {}, ()), partial(assess, claim, heard, units)))
    found = told(tried, tables(), K)
    assert [(each.number, each.claim.id, each.checked.entry.claim.id) for each in found] == [
        (1, "1", "C5"),
        (2, "2", "C7"),
    ]


@pytest.mark.parametrize(
    ("scope", "groups", "label", "stands"),
    [
        (Scope(), (), ("", ""), True),
        (Scope(("zuid",)), (), ("zuid", ""), True),
        (Scope(("zuid",)), (), ("", "bewoner"), False),
        (Scope(("zuid",)), (), ("noord", "bewoner"), False),
        (COMPUTED.scope, (), ("", "bewoner"), False),
        (COMPUTED.scope, (), ("noord", ""), True),
        (Scope(), (Group.BEWONER,), ("zuid", ""), False),
        (Scope(), (Group.BEWONER,), ("zuid", "beleidsmaker"), False),
        (Scope(), (Group.BEWONER,), ("", "beleidsmaker|bewoner"), True),
    ],
)
def test_a_quote_stands_beside_a_claim_if_its_label_says_as_much(scope, groups, label, stands):
    assert beside(a_claim(scope=scope, groups=groups), *label) is stands


@pytest.mark.parametrize(
    ("numbers", "verdict", "counted"),
    [
        ([(3, 0, 0), (4, 0, 0)], Verdict.SUPPORTED, True),
        ([(3, 0, 0), (2, 0, 0)], None, False),
        ([(3, 0, 0), (0, 0, 0)], Verdict.INSUFFICIENT, True),
        ([(3, 0, 0), (3, 3, 0)], Verdict.INSUFFICIENT, True),
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
