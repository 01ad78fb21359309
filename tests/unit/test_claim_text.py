"""What is printed with a verdict: its rule with the thresholds, its reason, what changed it, and conditions."""

import datetime as dt

import pytest
from builders import a_claim

from qualcode.domain.claim import Assessment, Condition, Over, Quantifier, Rules, Scope, Standing, Verdict
from qualcode.domain.claim_register import Checked, ClaimState, KeptVerdict, Registered
from qualcode.domain.claim_text import change, parsed, quantity, reason, rule, scope, written
from qualcode.domain.verdict import decide, least
from qualcode.domain.wording import word
from qualcode.errors import UsageError

NOW = dt.datetime(2020, 5, 1, tzinfo=dt.UTC)
FOR, AGAINST, THIN, SILENT = Standing.FOR, Standing.AGAINST, Standing.THIN, Standing.SILENT


def an_assessment(quantifier: Quantifier, *standings: Standing, rules: Rules | None = None) -> Assessment:
    rules = rules or Rules()
    verdict, _ = decide(quantifier, standings, rules)
    units = {f"wijk-{n}": stands for n, stands in enumerate(standings, 1)}
    return Assessment(verdict, least(quantifier, len(units), rules), units)


@pytest.mark.parametrize(
    ("quantifier", "rules", "sentence"),
    [
        (Quantifier.ALL, Rules(), "Alle: 11 van 11 moeten voor zijn."),
        (Quantifier.NEARLY_ALL, Rules(), "hoogstens 10% van 11 mag ontbreken"),
        (Quantifier.NEARLY_ALL, Rules(missing_share=0.2), "hoogstens 20% van 11 mag ontbreken"),
        (Quantifier.NEARLY_ALL, Rules(missing_share=0.2), "dus 9 moeten"),
        (Quantifier.MAJORITY, Rules(), "meer dan de helft van 11, dus 6"),
        (Quantifier.OFTEN, Rules(often_share=0.5, often_least=4), "minstens 50% van 11 en minstens 4, dus 6"),
        (Quantifier.SOME, Rules(), "minstens 1 van 11"),
        (Quantifier.BARE, Rules(), "pas te toetsen"),
    ],
)
def test_a_rule_names_its_thresholds_and_what_follows_from_them(quantifier, rules, sentence):
    found = an_assessment(quantifier, *[FOR] * 11, rules=rules)
    assert sentence in rule(a_claim(quantifier=quantifier), found, rules, "nl")[0]


def test_a_claim_about_respondents_prints_their_rule():
    claim = a_claim(over=Over.RESPONDENTS)
    assert "with one coding" in rule(claim, an_assessment(Quantifier.ALL, FOR), Rules(), "en")[1]


@pytest.mark.parametrize(
    ("quantifier", "standings", "sentence"),
    [
        (Quantifier.MAJORITY, [FOR, FOR, THIN], "2 for, 2 needed."),
        (Quantifier.ALL, [FOR, AGAINST, THIN], "1 against: at most 2 can be for, 3 needed."),
        (Quantifier.ALL, [FOR, THIN, SILENT], "1 for, 3 needed; 2 are open."),
        (Quantifier.ALL, [], "Nothing is in the scope."),
        (Quantifier.BARE, [FOR], "A plural without a quantity"),
    ],
)
def test_a_reason_counts_units(quantifier, standings, sentence):
    found = an_assessment(quantifier, *standings)
    assert reason(a_claim(quantifier=quantifier), found, "en").startswith(sentence)


@pytest.mark.parametrize(
    ("quantifier", "language", "said"),
    [
        (Quantifier.NEARLY_ALL, "nl", "vrijwel alle wijken"),
        (Quantifier.BARE, "nl", "wijken, zonder hoeveelheid"),
        (Quantifier.BARE, "en", "neighbourhoods, without a quantity"),
    ],
)
def test_a_quantity_is_said_with_its_units(quantifier, language, said):
    assert quantity(a_claim(quantifier=quantifier), language) == said


def test_a_change_says_what_the_verdict_was_and_which_units_moved():
    found = an_assessment(Quantifier.ALL, FOR, THIN)
    kept = KeptVerdict(Verdict.SUPPORTED, {"wijk-1": FOR, "wijk-2": FOR}, 4, 0, "annelies", NOW)
    entry = Registered(a_claim(), 1, ClaimState.OPEN, "", "annelies", NOW, kept=kept)
    told = change(Checked(entry, found, {}, ()), {"wijk-2": "Noord"}, "nl")
    assert told == "was gesteund, nu ontoereikend, omdat Noord voor was en nu dun is"
    same = KeptVerdict(Verdict.INSUFFICIENT, {"wijk-1": FOR, "wijk-2": FOR}, 4, 0, "annelies", NOW)
    entry = Registered(a_claim(), 1, ClaimState.OPEN, "", "annelies", NOW, kept=same)
    assert change(Checked(entry, found, {}, ()), {}, "nl") == ""


def test_a_scope_is_said_in_words():
    assert scope(a_claim(), {}, "en") == "all neighbourhoods"
    assert scope(a_claim(scope=Scope(("stad-zuid",))), {"stad-zuid": "Zuid"}, "en") == "Zuid"
    computed = Scope(where=(Condition("factor", {"valentie": "positief"}),))
    assert scope(a_claim(scope=computed), {}, "en") == "where this is said: factor valentie=positief"


def test_conditions_are_read_as_they_are_written():
    condition = Condition("factor.sloop", {"valentie": "positief", "polariteit": "ontkend"})
    assert parsed(written(condition)) == condition
    for wrong in ("", "valentie=positief", "factor.sloop valentie", "factor.sloop =positief"):
        with pytest.raises(UsageError, match="is no condition"):
            parsed(wrong)


def test_every_verdict_standing_and_quantifier_has_words_in_both_languages():
    keys = [each.value for each in (*Verdict, *Quantifier)] + [f"standing_{each.value}" for each in Standing]
    for key in keys:
        assert word(key, "nl") != word(key, "en"), key
