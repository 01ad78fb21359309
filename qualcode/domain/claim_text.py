"""What is printed with a verdict: the rule with its thresholds, the reason, what changed it, and conditions."""

from collections.abc import Callable, Iterable, Mapping

from qualcode.domain.claim import Assessment, Claim, Condition, Over, Quantifier, Rules, Standing, Verdict
from qualcode.domain.claim_register import Checked
from qualcode.domain.wording import word
from qualcode.errors import UsageError, said, short

NAMED = 4
"""Units that a change names; the others are counted."""


def rule(claim: Claim, found: Assessment, rules: Rules, language: str) -> tuple[str, ...]:
    """The rules that a verdict follows, with their thresholds, each a sentence."""
    facts = {"n": len(found.standings), "needed": found.needed, "least": rules.often_least}
    share = rules.missing_share if claim.quantifier is Quantifier.NEARLY_ALL else rules.often_share
    unit = "rule_one_respondent" if claim.over is Over.RESPONDENTS else "rule_neighbourhood"
    quantity = word(f"rule_{claim.quantifier.value}", language, **facts, share=f"{share:.0%}")
    if claim.quantifier is Quantifier.BARE:
        return (quantity,)
    stands = word(unit, language, respondents=rules.respondents, transcripts=rules.transcripts)
    return (quantity, stands, word("rule_open", language))


def reason(claim: Claim, found: Assessment, language: str) -> str:
    """Why the verdict is what it is, in numbers of units."""
    if found.verdict is Verdict.UNTESTABLE:
        return word("rule_kaal" if claim.quantifier is Quantifier.BARE else "rule_no_units", language)
    counts = found.counts()
    against = counts[Standing.AGAINST]
    return word(
        f"why_{found.verdict.value}",
        language,
        pro=counts[Standing.FOR],
        against=against,
        needed=found.needed,
        possible=len(found.standings) - against,
        open=len(found.standings) - against - counts[Standing.FOR],
    )


def change(checked: Checked, names: Mapping[str, str], language: str) -> str:
    """`was gesteund, nu ontoereikend, omdat ...`; empty where the verdict is the one that was noted."""
    kept = checked.entry.kept
    if kept is None or not checked.changed:
        return ""
    moved = [
        word(
            "changed_unit",
            language,
            unit=names.get(unit, unit),
            before=standing(before, language),
            after=standing(after, language),
        )
        for unit, before, after in checked.moved
    ]
    rest = len(moved) - NAMED
    named = moved[:NAMED] + ([word("changed_others", language, n=rest)] if rest > 0 else [])
    return word(
        "changed_verdict",
        language,
        before=word(kept.verdict.value, language),
        after=word(checked.assessment.verdict.value, language),
        why="; ".join(named) or word("changed_claim", language),
    )


def standing(stands: Standing | None, language: str) -> str:
    """How a unit stands, in words; None is out of scope."""
    return word(f"standing_{stands.value}" if stands else "out_of_scope", language)


def quantity(claim: Claim, language: str) -> str:
    """`vrijwel alle wijken`; `wijken, zonder hoeveelheid` where the sentence has none."""
    much, units = word(claim.quantifier.value, language), word(f"over_{claim.over.value}", language)
    return f"{units}, {much}" if claim.quantifier is Quantifier.BARE else f"{much} {units}"


def scope(
    claim: Claim, names: Mapping[str, str], language: str, named: Callable[[Condition], str] | None = None
) -> str:
    """The units that a claim is about, in words; `named` says a condition in the words of the codebook."""
    if claim.scope.where:
        conditions = "; ".join((named or written)(each) for each in claim.scope.where)
        return word("scope_where", language, conditions=conditions)
    if claim.scope.neighbourhoods:
        return ", ".join(names.get(unit, unit) for unit in claim.scope.neighbourhoods)
    return word("scope_all", language, units=word(f"over_{claim.over.value}", language))


def written(condition: Condition) -> str:
    """A condition as people write it: `factor.sloop valentie=positief`."""
    return " ".join([condition.code, *(f"{name}={value}" for name, value in sorted(condition.attributes.items()))])


def joined(conditions: Iterable[Condition]) -> str:
    """Conditions in one line."""
    return "; ".join(written(each) for each in conditions)


def parsed(text: str) -> Condition:
    """The condition that somebody wrote.

    Raises:
        UsageError: It is not a code with `name=value` pairs.
    """
    code, *pairs = text.split() or [""]
    values = [pair.partition("=") for pair in pairs]
    if not code or "=" in code or not all(name and equals and value for name, equals, value in values):
        msg = said(
            "'{text}' is no condition; write a code and values, such as 'factor.sloop valentie=positief'",
            text=short(text, 60),
        )
        raise UsageError(msg)
    return Condition(code, {name: value for name, _equals, value in values})
