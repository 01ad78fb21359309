"""The claims of the corpus come out on its codings as their authors meant them; every verdict occurs."""

import re
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from qualcode.db import events
from qualcode.db.session import make_engine, reading, sqlite_driver, writing
from qualcode.domain.claim import ClaimType, Condition, Over, Scope, Standing, Verdict
from qualcode.domain.evidence import Filters
from qualcode.domain.member import MemberState
from qualcode.domain.memo import QuestionState
from qualcode.errors import ClaimError
from qualcode.interchange.claims_file import read_claims
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.codings_file import read_codings
from qualcode.interchange.metadata import read_neighbourhoods
from qualcode.interchange.report_week_file import read_report_week
from qualcode.workflow import (
    basket,
    claim_register,
    code,
    codebook,
    demo_report,
    export,
    findings,
    freeze,
    members,
    memos,
    metadata,
    outputs,
    patterns,
)
from qualcode.workflow.claims import assess_all, check, hearings, neighbourhoods
from qualcode.workflow.demo import fill, take_in_claims
from qualcode.workflow.import_files import descriptions, import_files, transcript_files
from qualcode.workflow.study import start
from qualcode.workflow.verify import verify

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Engine:
    """The whole corpus with its codings, without suggestions."""
    file = tmp_path_factory.mktemp("corpus") / "corpus.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{file}")
    with writing(engine) as session:
        start(session, "Corpus", fictional=True)
        codebook.load(session, read_codebook(ROOT / "codebook.yaml"), "test")
        metadata.load_neighbourhoods(session, read_neighbourhoods(CORPUS / "neighbourhoods.csv"), "test")
    about = descriptions(engine, CORPUS / "interviews.csv")
    files = [file for file in transcript_files([CORPUS]) if file.stem in about]
    assert import_files(engine, files, about, "test", already_anonymised=True).refused == []
    for lines in sorted((CORPUS / "codings").glob("*.jsonl")):
        with writing(engine) as session:
            code.take_in(session, read_codings(lines), lines.name, "test")
    return engine


def claims(engine: Engine):
    with reading(engine) as session:
        return read_claims(CORPUS / "claims.yaml", read_codebook(ROOT / "codebook.yaml"), neighbourhoods(session))


def test_there_are_claims_of_all_types_and_every_verdict_occurs(study: Engine) -> None:
    register = claims(study)
    assert len(register) >= 24
    assert {claim.type for claim in register} == set(ClaimType)
    with reading(study) as session:
        verdicts = Counter(assessment.verdict for assessment in assess_all(session, register).values())
    assert set(verdicts) == set(Verdict)


def test_claims_come_out_as_they_were_meant(study: Engine) -> None:
    with reading(study) as session:
        found = assess_all(session, claims(study))
    assert found["D01"].verdict is Verdict.SUPPORTED
    assert len(found["D01"].units(Standing.FOR)) == 11
    assert found["D06"].verdict is Verdict.CONTRADICTED
    assert found["D13"].understated
    assert found["D16"].circular
    assert not found["D14"].circular
    assert found["D22"].verdict is Verdict.UNTESTABLE
    assert found["L02"].verdict is Verdict.INSUFFICIENT


def test_claims_come_out_as_their_authors_intended_or_the_documentation_says_why_not(study: Engine) -> None:
    text = (ROOT / "docs" / "CLAIMS.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]\d+) \| (\w+) \| (\w+) \| \S", text, re.MULTILINE)
    explained = {claim: (intended, verdict) for claim, intended, verdict in rows}
    with reading(study) as session:
        found = assess_all(session, claims(study))
    other = {
        claim.id: (claim.intended.value, found[claim.id].verdict.value)
        for claim in claims(study)
        if found[claim.id].verdict is not claim.intended
    }
    assert other == explained


def test_two_of_them_hang_on_a_single_voice_that_divides_as_the_documentation_says(study: Engine) -> None:
    with reading(study) as session:
        found = assess_all(session, claims(study))
    would_hold = set()
    for claim in claims(study):
        verdict = found[claim.id]
        if claim.over is Over.NEIGHBOURHOODS and verdict.verdict is not claim.intended:
            alone = [
                unit
                for unit in verdict.units(Standing.DIVIDED)
                if len(verdict.sides[unit].respondents_against) < 2 <= len(verdict.sides[unit].respondents_for)
            ]
            if len(verdict.units(Standing.FOR)) + len(alone) >= verdict.needed > 0:
                would_hold.add(claim.id)
    assert would_hold == {"D02", "D08"}


def test_the_scope_of_those_who_talk_about_the_name_is_circular_and_supports_the_claim(study: Engine) -> None:
    (claim,) = [each for each in claims(study) if each.id == "D20"]
    with reading(study) as session:
        among = replace(claim, scope=Scope(where=(Condition("uitkomst.imago"),)))
        found = assess_all(session, [among])["D20"]
    assert (found.verdict, found.circular) == (Verdict.SUPPORTED, True)
    assert (len(found.units(Standing.FOR)), len(found.standings)) == (10, 18)


def test_the_demonstration_takes_the_claims_in_once_with_their_verdicts_and_keeps_what_was_changed(
    study: Engine, tmp_path: Path
) -> None:
    engine = copied(study, tmp_path)
    take_in_claims(engine, CORPUS / "claims.yaml")
    with writing(engine) as session:
        found = {each.entry.claim.id: each for each in check(session)}
        assert len(found) == len(claims(study))
        assert all(each.entry.kept is not None and not each.changed for each in found.values())
        claim_register.load(session, [replace(found["D01"].entry.claim, statement="Anders.")], "annelies")
        claim_register.drop(session, "annelies", "D02", "Niet meer nodig.")
    take_in_claims(engine, CORPUS / "claims.yaml")
    with reading(engine) as session:
        again = {each.entry.claim.id: each.entry for each in check(session)}
        assert verify(session).ok
    assert again["D01"].claim.statement == "Anders."
    assert "D02" not in again
    engine.dispose()


def test_building_the_demonstration_sets_its_claims_down(sqlite_url: str, tmp_path: Path) -> None:
    whole = (
        "neighbourhoods.csv",
        "moerwijk-01.txt",
        "claims.yaml",
        "summaries.csv",
        "statistics.csv",
        "indicators.csv",
        "report_week.yaml",
    )
    for name in whole:
        (tmp_path / name).write_bytes((CORPUS / name).read_bytes())
    lines = (CORPUS / "interviews.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "interviews.csv").write_text("".join(lines[:2]), encoding="utf-8")
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        start(session, "Demonstratie", fictional=True)
    fill(engine, tmp_path, lambda _step: lambda _done, _all: None, "lexicon")
    with reading(engine) as session:
        assert len(check(session)) == len(claims(engine))
        assert basket.basket(session, "nl") == []  # nothing is coded here
        assert patterns.decisions(session)
    engine.dispose()


def test_the_demonstration_shows_something_on_every_page_of_the_report_week(study: Engine, tmp_path: Path) -> None:
    week = read_report_week(CORPUS / "report_week.yaml")
    engine = copied(study, tmp_path)
    take_in_claims(engine, CORPUS / "claims.yaml")
    with writing(engine) as session:
        demo_report.take_in(session, CORPUS, "demo")
        before = events.head(session)
        demo_report.take_in(session, CORPUS, "demo")
        assert events.head(session) == before
        assert verify(session).problems == []
    with reading(engine) as session:
        assert len(patterns.decisions(session)) == len(week.patterns)
        judged = {each.checked.entry.claim.id for each in findings.findings(session) if each.judged}
        assert judged == {each.claim for each in week.judgements}
        assert len(basket.basket(session, "nl")) == len(week.quotes)
        assert {each.state for each in memos.questions(session, tuple(QuestionState))} == set(QuestionState)
        assert {each.check.state for each in members.members(session) if each.check} == set(MemberState)
        joint = outputs.make(session, "joint", "nl", internal=True)
        version = [column.id for column in joint.parts[0].columns].index("version")
        assert all("fictief" in str(row[version]) for row in joint.parts[0].rows)
        assert {row[-1] for row in joint.parts[0].rows} >= {"zelfde richting", "andere richting"}
        changed = {each.output for each in freeze.difference(session, week.freeze.name, None, "nl").cells}
        assert "findings" in changed
        assert "patterns" not in changed
        leaving = export.quotations(session, Filters(), "nl", export.about(session, [], internal=False))
        assert 3 <= len(leaving.public) <= sum(bool(each.publish) for each in week.quotes)
    engine.dispose()


def copied(engine: Engine, folder: Path) -> Engine:
    """The same study, to be written to."""
    with closing(sqlite_driver().connect(str(engine.url.database))) as connection:
        connection.execute(f"VACUUM INTO '{folder / 'copy.db'}'")
    return make_engine(f"sqlite:///{folder / 'copy.db'}")


def test_every_neighbourhood_has_evidence_and_the_study_verifies(study: Engine) -> None:
    with reading(study) as session:
        assert verify(session).problems == []
        found = assess_all(session, [claim for claim in claims(study) if claim.id == "D01"])["D01"]
    assert len(found.standings) == 11


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("claims: []", "'claims' is empty"),
        (
            "claims:\n- {id: X, type: finding, statement: A, quantifier: alle, require: [{code: factor.slopo}]}",
            "there is no code 'factor.slopo'",
        ),
        (
            "claims:\n- {id: X, type: finding, statement: A, quantifier: veel, require: [{code: factor}]}",
            "quantifier",
        ),
        (
            "claims:\n- {id: X, type: finding, statement: A, quantifier: alle, scope: [utrecht],"
            " require: [{code: factor}]}",
            "there is no neighbourhood 'utrecht'",
        ),
    ],
)
def test_mistake_in_a_register_is_one_sentence_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ClaimError, match=sentence):
        read_claims(file, read_codebook(ROOT / "codebook.yaml"), ["den-haag-moerwijk"])


def test_the_coverage_of_a_claim_counts_an_interview_about_two_neighbourhoods_once(
    study: Engine, tmp_path: Path
) -> None:
    engine = copied(study, tmp_path)
    take_in_claims(engine, CORPUS / "claims.yaml")
    with reading(engine) as session:
        (first,) = check(session, "D01")
        interviews = [each for each in hearings(session) if each.neighbourhoods]
    engine.dispose()
    assert any(len(each.neighbourhoods) > 1 for each in interviews)
    assert first.heard.transcripts == len(interviews)
