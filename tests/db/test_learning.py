"""A run that learns: the same again from the same labels, other after other labels, one model, and forgetting."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import CODER, a_code, a_codebook, a_coding, a_study, a_transcript, do
from scipy.sparse import csr_matrix
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Model, Run, Suggestion
from qualcode.db.queries.labels import Label, labels
from qualcode.db.queries.worth import proposals
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.codebook import Attribute, Codebook, Indicators
from qualcode.domain.ranking import Judged, Unit
from qualcode.domain.study import LIKELY
from qualcode.nlp import semantic
from qualcode.nlp.coded import Coded
from qualcode.nlp.hybrid import sentences
from qualcode.nlp.ranker_file import Model as Written
from qualcode.nlp.ranker_file import read_parts
from qualcode.workflow import codebook, learning
from qualcode.workflow.found import found
from qualcode.workflow.learning import ENOUGH, Taught, gather, teach
from qualcode.workflow.reading import SuggestionView, open_transcript
from qualcode.workflow.study import change_settings, view
from qualcode.workflow.suggest import current_versions, run
from qualcode.workflow.verify import verify

SAID = "De flats waren slecht onderhouden."
DENIED = "De sloop heeft niet geholpen."
DENIES = Attribute(id="polariteit", label={"nl": "p"}, values={"ontkend": {"nl": "ontkend"}}, applies_to=("factor",))
GOOD = "De sloop heeft de buurt geholpen."
SPEECH = (("I", "Wat gebeurde er?"), ("R1", f"{SAID} {GOOD}"))
SUNFLOWER = "De zonnebloemen stonden er fleurig bij."


@pytest.fixture
def coded(engine: Engine) -> int:
    """A coding in one of three transcripts that say the same; its version."""
    with writing(engine) as session:
        a_study(session, codebook=a_book())
        versions = [a_transcript(session, f"zuid-{at}", speech=SPEECH) for at in range(3)]
        a_coding(session, versions[0], SAID)
        change_settings(session, CODER, {"threshold": 0.01})
    return versions[0]


def a_book() -> Codebook:
    """A codebook in which one code has an indicator."""
    codes = a_codebook().codes
    meant = a_code(id="factor.sloop", parent="factor", indicators=Indicators(lemmas=("sloop",)))
    return a_codebook(codes=tuple(meant if code.id == meant.id else code for code in codes))


def shown(session: Session, name: str) -> list[SuggestionView]:
    return list(open_transcript(session, name, CODER).suggestions)


def proposed(engine: Engine, number: int) -> list[tuple[object, ...]]:
    columns = (Suggestion.version_id, Suggestion.start_char, Suggestion.code_id, Suggestion.score, Suggestion.rank)
    reasons = (Suggestion.attributes, Suggestion.explanation)
    query = select(*columns, *reasons).where(Suggestion.run_id == number).order_by(*columns)
    with reading(engine) as session:
        return [tuple(row) for row in session.execute(query)]


def a_run(engine: Engine, number: int) -> Run:
    with reading(engine) as session:
        return session.scalars(select(Run).where(Run.id == number)).one()


def the_model(engine: Engine) -> tuple[int, Written]:
    with reading(engine) as session:
        ((owner, digest, content),) = session.execute(select(Model.run_id, Model.digest, Model.content))
    return owner, Written(content, digest)


def taught(engine: Engine) -> Taught:
    """What the sentences of the study teach as it stands."""
    with reading(engine) as session:
        material = gather(session, [number for number, _ in current_versions(session)])
    read = {text.version_id: sentences(str(text.version_id), text.text, text.turns) for text in material.texts}
    return teach(read, material.known, material.not_read_for)


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("method", ["lexicon", "learned", "hybrid"])
def test_the_same_labels_give_the_same_suggestions(engine: Engine, method: str) -> None:
    first, second = (run(engine, "anna", method=method).run for _ in range(2))
    assert proposed(engine, first) == proposed(engine, second) != []
    assert a_run(engine, first).input_sha256 == a_run(engine, second).input_sha256
    with reading(engine) as session:
        assert verify(session).problems == []


def digests(engine: Engine) -> tuple[object, ...]:
    """Of the last run: what went in, what came out, and the model."""
    with reading(engine) as session:
        last = session.scalars(select(Run).order_by(Run.id.desc()).limit(1)).one()
        return last.input_sha256, last.output_sha256, last.parameters["model"]


def test_a_changed_decision_changes_what_comes_out_and_the_model(engine: Engine, coded: int) -> None:
    run(engine, "anna", method="hybrid")
    first = digests(engine)
    run(engine, "anna", method="hybrid")
    assert digests(engine) == first
    withdraw(engine, coded)
    run(engine, "anna", method="hybrid")
    assert not set(digests(engine)) & set(first)


def test_equal_runs_on_copies_of_a_study_have_equal_digests(sqlite_url: str, tmp_path: Path) -> None:
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        a_study(session, codebook=a_book())
        a_coding(session, a_transcript(session, speech=SPEECH), SAID)
    engine.dispose()
    for seed in ("1", "2"):
        shutil.copy(str(engine.url.database), tmp_path / f"{seed}.db")
    copies = [make_engine(f"sqlite:///{tmp_path / seed}.db") for seed in ("1", "2")]
    for seed, copy in zip(("1", "2"), copies, strict=True):
        command = [sys.executable, "-m", "qualcode", "suggest", "--db", str(copy.url)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
    one, two = (digests(copy) for copy in copies)
    for copy in copies:
        copy.dispose()
    assert one == two
    assert None not in one


@pytest.mark.usefixtures("coded")
def test_a_run_says_what_it_learned_from(engine: Engine) -> None:
    number = run(engine, "anna", method="hybrid").run
    owner, model = the_model(engine)
    said = a_run(engine, number).parameters
    assert owner == number
    assert (said["method"], said["decisions"], said["judged"]) == ("hybrid", 1, 1)
    assert (said["threshold"], said["per_segment"], said["model"]) == (0.01, 3, model.digest)
    assert len(said["labels"]) == 64


def test_where_a_study_hardly_denies_a_denial_has_to_look_likelier(engine: Engine) -> None:
    with writing(engine) as session:
        book = a_codebook(attributes=(*a_codebook().attributes, DENIES), codes=a_book().codes)
        a_study(session, codebook=book)
        version = a_transcript(session, speech=[("I", "Hoe ging het?"), ("R1", DENIED)])
        material = gather(session, [version])
    (heard,) = material.texts
    more = tuple(Label(version, 0, 1, "factor.huismeester", at) for at in range(3_000))
    for given, proposed in ((), True), (more, False):
        known = material.known._replace(labels=given)
        found = learning.prepare(book, "hybrid", material._replace(known=known)).suggest(heard)
        assert [each.attributes.get("polariteit") == "ontkend" for each in found if each.code == "factor.sloop"] == [
            proposed
        ]


def test_a_run_says_how_many_codings_denied_their_code(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session, codebook=a_codebook(attributes=(*a_codebook().attributes, DENIES), codes=a_book().codes))
        version = a_transcript(session, speech=SPEECH)
        coding = a_coding(session, version, SAID)
    first = a_run(engine, run(engine, CODER, method="hybrid").run)
    with writing(engine) as session:
        do(session, version, kind="change", coding=coding, attributes={"polariteit": "ontkend"})
        assert (labels(session).codings, labels(session).denied) == (1, 1)
    second = a_run(engine, run(engine, CODER, method="hybrid").run)
    assert (first.parameters["denied"], second.parameters["denied"]) == (0, 1)
    assert first.input_sha256 != second.input_sha256


def test_a_coding_that_goes_changes_the_input_and_leaves_nothing_of_its_words(engine: Engine, coded: int) -> None:
    with writing(engine) as session:
        speech = (("I", "En?"), ("R1", f"{SUNFLOWER} {SUNFLOWER}"))
        other = a_transcript(session, "noord-01", speech=speech)
        theirs = a_coding(session, other, SUNFLOWER)
    first = run(engine, "anna", method="hybrid").run
    before = the_model(engine)[1]
    assert "zonnebloem" in read_parts(before)["learned"]["terms"].split()
    with writing(engine) as session:
        assert do(session, other, kind="withdraw", coding=theirs).error is None
    second = run(engine, "anna", method="hybrid").run
    owner, after = the_model(engine)
    assert owner == second
    assert a_run(engine, first).input_sha256 != a_run(engine, second).input_sha256
    learned = read_parts(after)
    assert "zonnebloem" not in learned["learned"]["terms"].split()
    assert [each.split(":")[0] for each in learned["ids"].split()] == [str(coded)]


@pytest.mark.usefixtures("coded")
def test_a_suggestion_names_the_coding_that_is_most_like_it(engine: Engine) -> None:
    number = run(engine, "anna", method="learned").run
    with reading(engine) as session:
        known = labels(session).labels
        stored = list(session.scalars(select(Suggestion.explanation).where(Suggestion.run_id == number)))
    reasons = [why for each in stored for why in each]
    assert {why["how"] for why in reasons} == {"ranked"}
    assert [known[0].coding] in [why.get("nearest") for why in reasons]
    assert any(why.get("terms") for why in reasons)


@pytest.mark.parametrize("method", ["learned", "hybrid"])
def test_rejected_suggestion_stays_rejected_and_keeps_its_score(engine: Engine, coded: int, method: str) -> None:
    run(engine, "anna", method=method)
    with writing(engine) as session:
        refused, *_ = shown(session, "zuid-0")
        assert do(session, coded, kind="reject", suggestion=refused.id).error is None
    second = run(engine, "anna", method=method).run
    with reading(engine) as session:
        desk = shown(session, "zuid-0")
        again = [each for each in desk if (each.start, each.code) == (refused.start, refused.code)]
        assert [(each.id, each.verdict, each.score) for each in again] == [(refused.id, "rejected", refused.score)]
        assert labels(session).labels[-1].coding is None
    assert a_run(engine, second).parameters["decisions"] == 2


def test_rejected_suggestion_comes_back_when_its_code_means_something_else(engine: Engine, coded: int) -> None:
    run(engine, "anna", method="hybrid")
    with writing(engine) as session:
        refused = next(each for each in shown(session, "zuid-0") if each.code == "factor.sloop")
        assert do(session, coded, kind="reject", suggestion=refused.id).error is None
        codes = tuple(
            replace(code, definition="Sloop van flats, en wat daarvan kwam.") if code.id == refused.code else code
            for code in a_book().codes
        )
        codebook.load(session, a_codebook(codes=codes), CODER)
    run(engine, "anna", method="hybrid")
    with reading(engine) as session:
        again = [each for each in shown(session, "zuid-0") if (each.start, each.code) == (refused.start, refused.code)]
    assert [each.verdict for each in again if each.id != refused.id] == [None]


def test_rejection_teaches_as_long_as_its_code_means_the_same(engine: Engine, coded: int) -> None:
    run(engine, "anna", method="hybrid")
    with writing(engine) as session:
        refused = next(each for each in shown(session, "zuid-0") if each.code == "factor.sloop")
        assert do(session, coded, kind="reject", suggestion=refused.id).error is None

    def teaches(**changed: object) -> bool:
        """Whether the rejection does under a codebook in which the code, or else another one, is changed so."""
        which = changed.pop("id", refused.code)
        codes = tuple(replace(code, **changed) if code.id == which else code for code in a_book().codes)  # type: ignore[arg-type]
        with writing(engine) as session:
            codebook.load(session, a_codebook(codes=codes), CODER)
        return refused.code in {code for each in taught(engine).judged for code in each.rejected}

    assert teaches()
    assert teaches(label={"nl": "Afbraak", "en": "Demolition"})
    assert teaches(id="factor.huismeester", definition="Iemand anders.")
    assert not teaches(definition="Sloop van flats, en wat daarvan kwam.")
    assert teaches(), "it means again what it meant"


def test_what_was_not_coded_counts_before_a_coding_and_where_it_was_read_in_full(engine: Engine, coded: int) -> None:
    assert [each.unit.text for each in taught(engine).judged] == [SAID]  # what stands after it may not have been read
    with writing(engine) as session:
        do(session, coded, kind="read_in_full", value=True)
    assert [(each.unit.text, len(each.confirmed), each.complete) for each in taught(engine).judged] == [
        (SAID, 1, True),
        (GOOD, 0, True),
    ]


def test_full_reading_says_nothing_of_codes_that_came_or_changed_afterwards(engine: Engine, coded: int) -> None:
    with writing(engine) as session:
        do(session, coded, kind="read_in_full", value=True)

    def not_read_for() -> set[frozenset[str]]:
        return {each.not_read_for for each in taught(engine).judged}

    assert not_read_for() == {frozenset()}
    run(engine, "anna", method="learned")
    before = digests(engine)
    codes = [
        replace(each, definition="Anders.") if each.id == "factor.huismeester" else each for each in a_book().codes
    ]
    with writing(engine) as session:
        codebook.load(session, a_codebook(codes=(*codes, a_code(id="factor.geuren", parent="factor"))), CODER)
    assert not_read_for() == {frozenset({"factor.huismeester", "factor.geuren"})}
    run(engine, "anna", method="learned")
    unread = digests(engine)
    with writing(engine) as session:
        do(session, coded, kind="read_in_full", value=True)
    assert not_read_for() == {frozenset()}
    run(engine, "anna", method="learned")
    assert len({before[0], unread[0], digests(engine)[0]}) == 3


def test_what_was_passed_over_before_a_coding_counts_as_not_coded(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session, codebook=a_book())
        a_coding(session, a_transcript(session, speech=SPEECH), GOOD)
    run(engine, "anna", method="learned")
    assert a_run(engine, 1).parameters["judged"] == 2


def test_what_was_passed_over_counts_less_than_full_reading(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session, codebook=a_book())
        version = a_transcript(session, speech=SPEECH)
        a_coding(session, version, GOOD)
    codes = [code.id for code in a_book().codes]

    def certainty() -> float:
        """Of what the sentence before the coded one did not get."""
        judged = taught(engine).judged
        return float(Coded.of(codes, judged, csr_matrix((len(judged), 1))).certainty[0].max())

    assert certainty() == pytest.approx(0.3)
    with writing(engine) as session:
        do(session, version, kind="read_in_full", value=True)
    assert certainty() == 1


def test_of_too_many_sentences_those_with_a_code_or_a_refusal_are_learned_from_first() -> None:
    many = some_sentences(12_000, coded=lambda at: at % 6 == 0, refused=lambda at: at % 6 == 1)
    fewer = many.fewer(ENOUGH)
    kept = dict(zip(fewer.at, fewer.judged, strict=True))
    assert len(kept) == len(fewer.judged) == ENOUGH
    assert fewer.at == sorted(fewer.at)
    assert {at for at in range(12_000) if at % 6 < 2} <= kept.keys()
    assert sum(each.stands_for for each in kept.values()) == pytest.approx(12_000)
    assert {at % 6: each.stands_for for at, each in kept.items()}[0] == 1
    nothing = [at for at in kept if at % 6 > 1]
    assert [sum(at // 2_000 == part for at in nothing) for part in range(6)] == pytest.approx([1000 / 6] * 6, abs=2)


def test_of_too_many_sentences_with_a_code_some_without_are_learned_from_too() -> None:
    fewer = some_sentences(3 * ENOUGH, coded=lambda at: at % 10 > 0).fewer(ENOUGH)
    nothing = [each.stands_for for each in fewer.judged if not each.confirmed]
    assert (len(fewer.judged), len(nothing)) == (ENOUGH, ENOUGH // 5)
    assert sum(each.stands_for for each in fewer.judged) == pytest.approx(3 * ENOUGH)
    assert some_sentences(ENOUGH).fewer(ENOUGH) == some_sentences(ENOUGH)


def some_sentences(
    number: int, coded: Callable[[int], bool] = bool, refused: Callable[[int], bool] = lambda _: False
) -> Taught:
    """So many judged sentences, with a code or a refusal where it is said."""
    judged = [
        Judged(
            Unit(str(at), "d", ""),
            frozenset(["factor"] if coded(at) else ()),
            frozenset(["factor"] if refused(at) else ()),
        )
        for at in range(number)
    ]
    return Taught(list(range(number)), judged, {})


def test_a_study_without_codings_gets_suggestions_from_the_codebook(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session, codebook=a_book())
        a_transcript(session, speech=SPEECH)
        change_settings(session, CODER, {"threshold": 0.01})
    run(engine, "anna", method="hybrid")
    with reading(engine) as session:
        assert "factor.sloop" in [each.code for each in shown(session, "zuid-01")]


def test_what_is_withdrawn_while_a_run_learns_is_not_learned_from(
    engine: Engine, coded: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = learning.prepare

    def withdrawn_meanwhile(*args: object) -> learning.Prepared:
        prepared = learned(*args)  # type: ignore[arg-type]
        withdraw(engine, coded)
        return prepared

    monkeypatch.setattr(learning, "prepare", withdrawn_meanwhile)
    done = run(engine, CODER, method="learned")
    assert a_run(engine, done.run).parameters["decisions"] == 0
    with reading(engine) as session:
        assert len(session.scalars(select(Run.id)).all()) == 1, "the run that had learned from it never began"


def test_what_is_withdrawn_while_suggestions_are_stored_takes_the_model_with_it(engine: Engine, coded: int) -> None:
    run(engine, CODER, lambda finished, _all: withdraw(engine, coded) if finished == 1 else None, method="learned")
    with reading(engine) as session:
        assert session.scalars(select(Model.id)).all() == []


def withdraw(engine: Engine, version: int) -> None:
    """Take the coding of a version back, if it still stands."""
    with writing(engine) as session:
        number = session.scalar(select(Coding.id).where(Coding.version_id == version, Coding.state == "confirmed"))
        if number is not None:
            do(session, version, kind="withdraw", coding=number)


def test_a_code_below_the_threshold_is_kept_to_be_offered_and_is_no_suggestion(engine: Engine, coded: int) -> None:
    run(engine, CODER, method="hybrid")
    with reading(engine) as session:
        before = open_transcript(session, "zuid-1", CODER)
        (other,) = {before.version} - {coded}
        proposed_before = proposals(session, [other], view(session).settings)
    with writing(engine) as session:
        change_settings(session, CODER, {"threshold": 0.95})
    with reading(engine) as session:
        after = open_transcript(session, "zuid-1", CODER)
        proposed_after = proposals(session, [other], view(session).settings)
    high = [each for each in before.suggestions if each.score >= LIKELY]
    assert high
    assert after.suggestions == []
    assert {(each.start, each.code) for each in after.likely} == {(each.start, each.code) for each in high}
    scores = {(each.start, each.code): each.score for each in high}
    order = [scores[each.start, each.code] for each in after.likely]
    assert order == sorted(order, reverse=True)
    assert sum(each.shown for each in proposed_before[other]) == len(before.suggestions)
    assert len(proposed_after[other]) >= len(high)
    assert not any(each.shown for each in proposed_after[other])


def test_what_is_likely_is_kept_in_a_run_and_hidden_from_who_codes_blind(engine: Engine, coded: int) -> None:
    with writing(engine) as session:
        change_settings(session, CODER, {"threshold": 0.95})
    run(engine, CODER, method="hybrid")
    with reading(engine) as session:
        assert open_transcript(session, "zuid-1", CODER).likely
        assert found(session).suggested == [0, 0, 0]
    with writing(engine) as session:
        change_settings(session, CODER, {"display": "never"})
    with reading(engine) as session:
        assert open_transcript(session, "zuid-1", CODER).likely == []


@pytest.mark.skipif(not semantic.installed(), reason="needs qualcode[semantic]")
@pytest.mark.usefixtures("coded")
def test_hybrid_uses_the_encoder_and_a_run_names_it(engine: Engine) -> None:
    one, two, without = (run(engine, CODER, method=method).run for method in ("hybrid", "hybrid", "learned"))
    assert a_run(engine, one).parameters["encoder"] == semantic.identity()
    assert proposed(engine, one) == proposed(engine, two)
    assert "encoder" not in a_run(engine, without).parameters
