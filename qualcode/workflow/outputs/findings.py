"""Summary of qualitative findings: what a person judged of each and why, beside the facts about its evidence."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from qualcode.domain.cerqual import Component
from qualcode.domain.claim import Standing
from qualcode.domain.dates import day_said
from qualcode.domain.output import Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import word
from qualcode.workflow.claims_told import told_claims
from qualcode.workflow.findings import Finding, findings

UNITS = (Standing.FOR, Standing.AGAINST, Standing.DIVIDED, Standing.THIN, Standing.SILENT)


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """The findings of the register with their confidence, their evidence profile and facts.

    Published, a finding has its judgements only: explanations were written for the team, and the numbers are those of
    single conditions, which could be small. They are those claims of the published table of claims that are findings,
    under the same numbers.
    """
    found = [(each.checked.entry.claim.id, each) for each in findings(session)]
    if not internal:
        numbers = {each.checked.entry.claim.id: str(each.number) for each in told_claims(session)}
        found = [(numbers[own], each) for own, each in found if own in numbers]
    parts = [_summary(found, language, internal=internal), _judgements(found, language, internal=internal)]
    if internal:
        parts.append(_facts([each for _own, each in found], language))
    rules = (word("rule_cerqual", language), word("rule_profile", language))
    suppression = () if internal else (word("findings_published", language),)
    return Output(Name.FINDINGS, word("output_findings", language), parts, rules, suppression)


def _summary(found: Sequence[tuple[str, Finding]], language: str, *, internal: bool) -> Part:
    columns = [
        OutputColumn("id", word("finding_id", language), 10),
        OutputColumn("statement", word("statement", language), 70),
        OutputColumn("confidence", word("confidence", language), 16),
    ]
    if internal:
        columns += [
            OutputColumn("explanation", word("explanation", language), 60),
            OutputColumn("interviews", word("interviews", language)),
        ]
    rows: list[list[Value]] = []
    for name, each in found:
        judged = each.judged.get(Component.CONFIDENCE)
        said: list[Value] = [name, each.checked.entry.claim.statement, _level(each, Component.CONFIDENCE, language)]
        rows.append([*said, judged.explanation if judged else "", each.profile.interviews] if internal else said)
    return Part(word("output_findings", language), columns, rows)


def _level(finding: Finding, component: Component, language: str) -> str:
    judged = finding.judged.get(component)
    return word(judged.level if judged else "not_judged", language)


def _judgements(found: Sequence[tuple[str, Finding]], language: str, *, internal: bool) -> Part:
    columns = [
        OutputColumn("id", word("finding_id", language), 10),
        OutputColumn("component", word("component", language), 28),
        OutputColumn("level", word("judgement", language), 20),
    ]
    if internal:
        columns += [
            OutputColumn("explanation", word("explanation", language), 60),
            OutputColumn("judged_by", word("judged_by", language), 14),
            OutputColumn("judged_on", word("judged_on", language), 12),
            OutputColumn("standing", word("standing", language), 28),
        ]
    rows: list[list[Value]] = []
    for name, each in found:
        for component in Component:
            said: list[Value] = [name, word(component, language)]
            said.append(_level(each, component, language))
            rows.append([*said, *_by(each, component, language)] if internal else said)
    keys = [(name, component.value) for name, _each in found for component in Component]
    return Part(word("evidence_profile", language), columns, rows, keys)


def _by(finding: Finding, component: Component, language: str) -> list[Value]:
    judged = finding.judged.get(component)
    if judged is None:
        return ["", "", "", ""]
    holds = word("actueel" if judged.holds(finding.basis) else "verouderd", language)
    return [judged.explanation, judged.coder, day_said(judged.at, language), holds]


def _facts(found: Sequence[Finding], language: str) -> Part:
    names = ("for_respondents", "against_respondents", "for_interviews", "for_groups", "for_words")
    columns = [
        OutputColumn("id", word("finding_id", language), 10),
        *(OutputColumn(name, word(name, language), 18) for name in names),
        *(OutputColumn(f"units_{unit}", _units(unit, language), 18) for unit in UNITS),
        OutputColumn("unanswered", word("unanswered", language), 16),
    ]
    rows: list[list[Value]] = []
    for each in found:
        facts, counts = each.profile, each.checked.assessment.counts()
        groups = ", ".join(f"{word(f'many_{group}', language)} {n}" for group, n in facts.groups.items())
        numbers: list[Value] = [facts.respondents, facts.against, facts.interviews, groups, facts.words]
        units: list[Value] = [counts[unit] for unit in UNITS]
        rows.append([each.checked.entry.claim.id, *numbers, *units, len(each.checked.unanswered)])
    return Part(word("finding_facts", language), columns, rows)


def _units(standing: Standing, language: str) -> str:
    return word("unit_standing", language, standing=word(f"standing_{standing}", language))
