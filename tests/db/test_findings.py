"""The summary of findings: a person's judgements beside facts, stale when the quotes are others, and never computed."""

from collections.abc import Iterator

import pytest
from builders import CODER, a_claim, a_coding, a_description, a_study, a_transcript
from hypothesis import HealthCheck, given, settings
from random_study import Draft, an_empty_study, code, drafts
from sqlalchemy.orm import Session

from qualcode.domain.cerqual import COMPONENTS, Component, Level
from qualcode.domain.claim import ClaimType, Condition
from qualcode.domain.coding import Source
from qualcode.domain.evidence import Filters
from qualcode.domain.output import Output, Value
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow import aggregate, claim_register, findings, outputs
from qualcode.workflow.verify import verify

SAID, DIRT = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."


@pytest.fixture
def study(session: Session) -> Session:
    """Two residents of Zuid say that demolition helped, one policy maker of Noord that it did not."""
    a_study(session)
    for n in range(1, 4):
        speaker = Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER if n < 3 else Group.BELEIDSMAKER)
        place = ("stad-zuid" if n < 3 else "stad-noord",)
        about = a_description(f"t-{n}", neighbourhoods=place, speakers=(speaker,))
        version = a_transcript(session, f"t-{n}", about=about, speech=(("R1", f"{SAID} {DIRT}"),))
        a_coding(session, version, SAID, attributes={"valentie": "positief" if n < 3 else "negatief"})
    helped, not_so = (
        Condition("factor.sloop", {"valentie": "positief"}),
        Condition("factor.sloop", {"valentie": "negatief"}),
    )
    claims = [
        a_claim(require=(helped,), contradict=(not_so,)),
        a_claim(id="C2", type=ClaimType.RECOMMENDATION, statement="Sloop meer."),
    ]
    claim_register.load(session, claims, CODER)
    return session


def made(session: Session, *, internal: bool = True) -> Output:
    return outputs.make(session, "findings", "nl", internal=internal)


def rows(output: Output, part: int = 0) -> list[dict[str, Value]]:
    chosen = output.parts[part]
    return [{column.id: value for column, value in zip(chosen.columns, row, strict=True)} for row in chosen.rows]


def judge_all(session: Session) -> None:
    for component in COMPONENTS:
        findings.judge(session, "bram", "C1", component, Level.MINOR_CONCERNS, f"Over {component}.")


def test_what_nobody_judged_says_so_and_only_findings_are_there(study: Session) -> None:
    (row,) = rows(made(study))
    assert (row["id"], row["confidence"], row["explanation"], row["interviews"]) == ("C1", "nog niet beoordeeld", "", 2)
    assert {each["level"] for each in rows(made(study), 1)} == {"nog niet beoordeeld"}
    (facts,) = rows(made(study), 2)
    assert (facts["for_respondents"], facts["against_respondents"], facts["for_groups"]) == (2, 1, "bewoners 2")
    assert (facts["for_words"], facts["unanswered"]) == (2 * len(SAID.split()), 1)
    assert (facts["units_for"], facts["units_thin"]) == (1, 1)


def test_confidence_is_a_persons_and_waits_for_the_four_components(study: Session) -> None:
    with pytest.raises(ConflictError, match="judge methods, coherence, adequacy, relevance first"):
        findings.judge(study, "bram", "C1", Component.CONFIDENCE, Level.HIGH, "Zeker.")
    judge_all(study)
    assert rows(made(study))[0]["confidence"] == "nog niet beoordeeld", "four judgements make no fifth"
    findings.judge(study, "bram", "C1", Component.CONFIDENCE, Level.LOW, "Weinig stemmen.")
    (row,) = rows(made(study))
    assert (row["confidence"], row["explanation"]) == ("laag", "Weinig stemmen.")
    first = rows(made(study), 1)[0]
    assert (first["component"], first["level"], first["judged_by"], first["standing"]) == (
        "methodologische beperkingen",
        "geringe zorgen",
        "bram",
        "actueel",
    )
    assert verify(study).problems == []


def test_the_latest_judgement_counts(study: Session) -> None:
    for level in (Level.NO_CONCERNS, Level.SERIOUS_CONCERNS):
        findings.judge(study, CODER, "C1", Component.METHODS, level, "Zo.")
    assert rows(made(study), 1)[0]["level"] == "ernstige zorgen"


def test_a_judgement_is_stale_when_a_quote_comes(study: Session) -> None:
    findings.judge(study, CODER, "C1", Component.METHODS, Level.NO_CONCERNS, "Zo.")
    about = a_description("t-9", speakers=(Speaker("R1", Role.RESPONDENT, "R009", Group.BEWONER),))
    version = a_transcript(study, "t-9", about=about, speech=(("R1", SAID),))
    coding = a_coding(study, version, SAID)
    assert rows(made(study), 1)[0]["standing"] == "actueel", "a coding that meets no condition changes nothing"
    claim_register.link(study, CODER, "C1", coding, claim_register.Role.CONTRADICTS)
    assert rows(made(study), 1)[0]["standing"] == "verouderd"


def test_what_cannot_be_judged_is_refused(study: Session) -> None:
    refused: Iterator[tuple[type[Exception], tuple[str, Component, str, str]]] = iter(
        [
            (NotFoundError, ("C9", Component.METHODS, "no_concerns", "Zo.")),
            (ConflictError, ("C2", Component.METHODS, "no_concerns", "Zo.")),
            (UsageError, ("C1", Component.METHODS, "high", "Zo.")),
            (UsageError, ("C1", Component.METHODS, "", "Zo.")),
            (UsageError, ("C1", Component.METHODS, "no_concerns", " ")),
        ]
    )
    for error, words in refused:
        with pytest.raises(error):
            findings.judge(study, CODER, *words)
    assert {each["level"] for each in rows(made(study), 1)} == {"nog niet beoordeeld"}


def test_published_there_are_judgements_and_no_explanation_no_name_and_no_number(study: Session) -> None:
    judge_all(study)
    assert rows(made(study, internal=False)) == [], "whether it holds hangs on two respondents of Zuid and one of Noord"
    for n, place, value in ((4, "stad-zuid", "positief"), (5, "stad-noord", "negatief"), (6, "stad-noord", "negatief")):
        speaker = Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER)
        about = a_description(f"t-{n}", neighbourhoods=(place,), speakers=(speaker,))
        version = a_transcript(study, f"t-{n}", about=about, speech=(("R1", SAID),))
        a_coding(study, version, SAID, attributes={"valentie": value})
    leaves = made(study, internal=False)
    assert len(leaves.parts) == 2
    assert rows(leaves)[0] == {"id": "1", "statement": "Overal hielp de sloop.", "confidence": "nog niet beoordeeld"}
    told = str(leaves.parts)
    assert "Over " not in told
    assert "bram" not in told
    assert not any(isinstance(value, int) for part in leaves.parts for row in part.rows for value in row)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(made_=drafts)
def test_facts_are_those_of_the_exported_quotes(random_study: Session, made_: list[Draft]) -> None:
    savepoint = random_study.begin_nested()
    try:
        code(random_study, made_)
        (facts,) = rows(made(random_study), 2)
        pro, con = quoted(random_study, "positief"), quoted(random_study, "negatief")
        people = {who for respondents, *_ in pro for who in respondents}
        assert facts["for_respondents"] == len(people)
        assert facts["against_respondents"] == len({who for respondents, *_ in con for who in respondents})
        assert facts["for_interviews"] == len({transcript for _, transcript, _ in pro})
        assert facts["for_words"] == sum(words for *_, words in pro)
    finally:
        savepoint.rollback()


def quoted(session: Session, value: str) -> list[tuple[list[str], str, int]]:
    """(respondents, transcript, words) of quotes in a known neighbourhood below `factor` with a person's valence."""
    spoken = tuple(kind for kind in Kind if kind is not Kind.DOCUMENT)
    return [
        (each.respondent.split("|"), each.transcript, len(each.exact.split()))
        for each in aggregate.quotes(session, Filters(kinds=spoken), "nl", limit=None).quotes
        if each.code.split(".")[0] == "factor" and each.neighbourhood
        for given_ in [each.attributes.get("valentie")]
        if given_ and (given_.value, given_.source) == (value, Source.PERSON)
    ]


@pytest.fixture
def random_study(session: Session) -> Session:
    """A study with four transcripts, a finding and no codings."""
    an_empty_study(session)
    pro, con = (Condition("factor", {"valentie": value}) for value in ("positief", "negatief"))
    claim_register.load(session, [a_claim(require=(pro,), contradict=(con,))], CODER)
    return session
