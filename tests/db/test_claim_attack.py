"""An attack by verdicts: what a reader of all tables works out of the claims that are told beside them."""

import random

import pytest
from a_reader import CITIES, GROUPS, LEAVES, TREE, Reader, a_random_study, hidden_from
from builders import a_claim
from sqlalchemy.orm import Session

from qualcode.domain.claim import Claim, Condition, Quantifier, Scope, Verdict
from qualcode.domain.evidence import Columns, Question
from qualcode.domain.output import Name
from qualcode.domain.transcript import Group
from qualcode.workflow import claim_register, dossier, export, outputs
from qualcode.workflow.claims_told import told_claims

CODES = (*TREE, *LEAVES)
SURE = (Quantifier.ALL, Quantifier.NEARLY_ALL, Quantifier.MAJORITY, Quantifier.OFTEN, Quantifier.SOME)


def register(seed: int) -> list[Claim]:
    """Claims of every kind over neighbourhoods: about each of them and each code, and about several and all."""
    chance = random.Random(seed)
    named = [
        a_claim(id=f"{code}-{place}", require=(Condition(code),), contradict=(), scope=Scope((place,)))
        for code in CODES
        for place in CITIES
    ]
    others = []
    for n in range(40):
        first, second = chance.sample(CODES, 2)
        scope = chance.choice((Scope(), Scope(tuple(sorted(chance.sample(list(CITIES), 2))))))
        others.append(
            a_claim(
                id=f"X{n}",
                quantifier=chance.choice(SURE),
                require=(Condition(first),),
                contradict=chance.choice(((), (Condition(second),))),
                scope=scope,
                groups=chance.choice(((), (), (Group.BEWONER,))),
            )
        )
    return [*named, *others]


def reader_of_tables(session: Session) -> Reader:
    reader = Reader()
    for columns in Columns:
        reader.read(export.table(session, Question(rows="codes", columns=columns), "nl", internal=False))
    return reader


@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
def test_verdicts_beside_all_tables_give_no_small_number_away(session: Session) -> None:
    true = a_random_study(session, 5)
    claim_register.load(session, register(5), "annelies")
    reader, found = reader_of_tables(session), told_claims(session)
    assert len({each.verdict for each in found}) > 1
    for each in found:
        reader.judge(each.claim, each.verdict, each.claim.scope.neighbourhoods or list(CITIES))
    assert reader.choices
    assert hidden_from(reader, true) > 20


@pytest.mark.parametrize(
    ("quantifier", "verdict", "places", "most"),
    [
        (Quantifier.ALL, Verdict.SUPPORTED, ["a-1"], 2),
        (Quantifier.SOME, Verdict.SUPPORTED, ["a-1", "c-1"], 2),
        (Quantifier.MAJORITY, Verdict.INSUFFICIENT, ["b-1"], 0),
        (Quantifier.SOME, Verdict.SUPPORTED, ["a-1", "b-1"], 4),
        (Quantifier.SOME, Verdict.CONTRADICTED, ["b-1"], 0),
    ],
)
def test_this_reader_learns_of_hidden_cells_from_verdicts(
    quantifier: Quantifier, verdict: Verdict, places: list[str], most: float
) -> None:
    """Five people of two places say `f.a`, at least one in each; four of them may be in either, unless one is told."""
    reader = Reader()
    for place in CITIES:
        here = reader.sum(reader.people, ["f.a"], [place], GROUPS)
        if place in {"a-1", "b-1"} - ({"b-1"} if most == 0 else set()):
            reader.at_most.append((-here, -1))
        elif place not in {"a-1", "b-1"}:
            reader.know(here, 0)
    reader.know(reader.sum(reader.people, ["f.a"], list(CITIES), GROUPS), 5)
    before = reader.least_and_most(["f.a"], ["b-1"], GROUPS)[1]
    contra = (Condition("f.b"),) if verdict is Verdict.CONTRADICTED else ()
    reader.judge(a_claim(quantifier=quantifier, require=(Condition("f.a"),), contradict=contra), verdict, places)
    assert before >= 4
    assert reader.least_and_most(["f.a"], ["b-1"], GROUPS)[1] == pytest.approx(most)


@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
def test_table_findings_and_dossier_tell_the_same_claims(session: Session) -> None:
    a_random_study(session, 5)
    claim_register.load(session, register(5), "annelies")
    numbers = [str(each.number) for each in told_claims(session)]
    table, findings = (outputs.make(session, name, "nl", internal=False) for name in (Name.CLAIMS, Name.FINDINGS))
    made = dossier.dossier(session, dossier.about(session, "nl", internal=False), "nl")
    assert numbers
    assert [row[0] for row in table.parts[0].rows] == numbers
    assert [row[0] for row in findings.parts[0].rows] == numbers
    assert [each.claim.id for each in made.claims] == numbers
