"""Frozen states of the evidence: what is kept, that it stays, and what is told of every later change."""

import json
from dataclasses import replace
from typing import Any

import pytest
from builders import CODER, a_claim, a_codebook, a_coded_study, a_coding, a_description, a_study, a_transcript, do
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.db.models import Freeze
from qualcode.domain.claim import Quantifier, Standing, Verdict
from qualcode.domain.freeze import CellChange, KeptText, paired, table_changes
from qualcode.domain.freeze_cause import Cause, What, of_cell, sentences
from qualcode.domain.respondent import Consent
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.domain.wording import LANGUAGES
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow import claim_register as register
from qualcode.workflow import describe, respondents
from qualcode.workflow.anchor import mark
from qualcode.workflow.codebook import load
from qualcode.workflow.freeze import difference, freeze, frozen, snapshot
from qualcode.workflow.study import change_settings
from qualcode.workflow.verify import verify

SLOOP, FLATS = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."


def heard(session: Session, number: int, place: str = "stad-zuid") -> int:
    name = f"gesprek-{number}"
    speakers = (Speaker("R1", Role.RESPONDENT, f"R00{number}", Group.BEWONER), Speaker("I", Role.INTERVIEWER))
    about = a_description(name, speakers=speakers, neighbourhoods=(place,))
    return a_transcript(session, name, about=about, speech=(("I", f"Dit is {name}."), ("R1", f"{FLATS} {SLOOP}")))


@pytest.fixture
def study(session: Session) -> tuple[Session, list[int], list[int]]:
    """Three residents of Zuid of whom two speak of demolition, a claim about it, and a frozen state."""
    a_study(session)
    versions = [heard(session, n) for n in (1, 2, 3)]
    codings = [a_coding(session, version, SLOOP) for version in versions[:2]]
    a_coding(session, versions[0], FLATS, "belemmering.onderhoud")
    register.load(session, [a_claim(quantifier=Quantifier.SOME)], CODER)
    freeze(session, CODER, "concept 1", "Voor de  werkgroep.")
    return session, versions, codings


def changes(session: Session, other: str | None = None, language: str = "nl") -> list[CellChange]:
    return list(difference(session, "concept 1", other, language).cells)


def of(found: list[CellChange], output: str, row: tuple[str, ...], column: str) -> CellChange:
    (change,) = [each for each in found if (each.output, each.row, each.column) == (output, row, column)]
    return change


def test_a_row_is_named_without_digests_of_long_labels() -> None:
    row = ("factor.sloop", KeptText("60ab28c9e37dd0a9"), "Zuid")
    assert CellChange("evidence", "Bewijs", row, "coderingen", 1, 2).named == ("factor.sloop", "Zuid")
    assert CellChange("evidence", "Bewijs", row[1:2], "coderingen", 1, 2).named == row[1:2]


def test_nothing_differs_until_something_is_changed(study) -> None:
    session, _, _ = study
    kept = frozen(session)
    assert [(each.name, each.note, each.coder) for each in kept] == [("concept 1", "Voor de werkgroep.", CODER)]
    assert (kept[0].counted["codings"], kept[0].counted["respondents"]) == (3, 2)
    found = difference(session, "concept 1", None, "en")
    assert list(found.cells) == []
    assert found.claims == []
    assert found.kinds == {}


def test_added_codings_are_named_under_the_numbers_that_they_change(study) -> None:
    session, versions, _ = study
    new = a_coding(session, versions[2], SLOOP, coder="bram")
    change = of(changes(session), "evidence", ("factor.sloop",), "respondenten")
    assert (change.was, change.now) == (2, 3)
    assert [(touch.coding, touch.what, touch.coder) for touch in change.because] == [(new, "added", "bram")]
    untouched = [each for each in changes(session) if "belemmering" in each.row[0] and each.output == "evidence"]
    assert untouched == []


def test_a_withdrawn_coding_explains_a_row_that_is_gone_and_who_withdrew_it(study) -> None:
    session, versions, codings = study
    do(session, versions[0], kind="withdraw", coding=codings[0])
    change = of(changes(session), "evidence", ("factor.sloop",), "coderingen")
    assert (change.was, change.now) == (2, 1)
    assert [(touch.coding, touch.what, touch.coder) for touch in change.because] == [(codings[0], "withdrawn", CODER)]
    named = {(each.output, each.was, each.now) for each in changes(session) if each.names_quote}
    assert ("matrix", codings[0], codings[1]) in named
    assert not change.names_quote
    do(session, versions[1], kind="withdraw", coding=codings[1])
    gone = of(changes(session), "evidence", ("factor.sloop",), "respondenten")
    assert (gone.was, gone.now, [touch.coding for touch in gone.because]) == (2, None, codings)


def test_what_came_and_went_in_between_explains_nothing(study) -> None:
    session, versions, _ = study
    new = a_coding(session, versions[2], SLOOP)
    do(session, versions[2], kind="withdraw", coding=new)
    assert [each for each in changes(session) if each.output == "evidence"] == []


def test_a_changed_value_explains_the_cells_of_that_value_only(study) -> None:
    session, versions, codings = study
    do(session, versions[0], kind="change", coding=codings[0], attributes={"valentie": "positief"})
    plus = of(changes(session), "evidence", ("factor.sloop",), "+")
    assert (plus.was, plus.now) == (0, 1)
    assert [touch.what for touch in plus.because] == ["added"]
    assert [each.column for each in changes(session) if each.row == ("factor.sloop",)].count("respondenten") == 0


def test_claims_tell_their_verdict_then_and_now_and_which_quotes_did_it(study) -> None:
    session, versions, codings = study
    do(session, versions[0], kind="withdraw", coding=codings[0])
    (claim,) = difference(session, "concept 1", None, "nl").claims
    assert (claim.claim, claim.was, claim.now) == ("C1", Verdict.SUPPORTED, Verdict.INSUFFICIENT)
    assert claim.moved == (("stad-zuid", Standing.FOR, Standing.THIN),)
    assert (claim.came, claim.went) == ((), (codings[0],))
    assert [(touch.coding, touch.what, touch.coder) for touch in claim.because] == [(codings[0], "withdrawn", CODER)]


def test_two_frozen_states_are_compared_in_their_own_order(study) -> None:
    session, versions, _ = study
    new = a_coding(session, versions[2], SLOOP)
    freeze(session, "bram", "concept 2")
    a_coding(session, versions[2], FLATS, "belemmering.onderhoud")
    for names in (("concept 1", "concept 2"), ("concept 2", "concept 1")):
        found = difference(session, *names, "nl")
        assert (found.then.name, found.now and found.now.name) == ("concept 1", "concept 2")
        change = of(list(found.cells), "evidence", ("factor.sloop",), "respondenten")
        assert (change.was, change.now, [touch.coding for touch in change.because]) == (2, 3, [new])
        assert not [each for each in found.cells if each.output == "evidence" and "onderhoud" in each.row[0]]


def test_what_no_coding_explains_is_told_by_the_kinds_of_events(study) -> None:
    session, _, _ = study
    heard(session, 4, "stad-noord")
    found = difference(session, "concept 1", None, "nl")
    change = of(list(found.cells), "sample", ("Stad", "Noord"), "respondenten")
    assert (change.was, change.now, change.because) == (0, 1, ())
    assert found.kinds["transcript_imported", CODER] == 1


def causes_of(session: Session) -> list[Cause]:
    (claim,) = difference(session, "concept 1", None, "nl").claims
    assert claim.because == ()
    return list(claim.causes)


def test_a_decision_on_an_open_unit_explains_the_claim_that_it_was_taken_for(study) -> None:
    session, versions, codings = study
    do(session, versions[0], kind="withdraw", coding=codings[0])
    freeze(session, CODER, "concept 2")
    register.load(session, [a_claim(id=name, quantifier=Quantifier.SOME) for name in ("C1", "C2")], CODER)
    register.rule(session, "bram", "C1", "stad-zuid", Standing.FOR, "Twee rondes later.")
    found = {each.claim: each for each in difference(session, "concept 2", None, "nl").claims}
    assert found["C1"].moved == (("stad-zuid", Standing.THIN, Standing.FOR),)
    assert found["C1"].causes == (Cause(What.RULED, "bram", "C1"),)
    assert found["C2"].causes == (Cause(What.CLAIM, CODER, "C2"),)


def test_other_thresholds_explain_a_claim_that_stands_otherwise(study) -> None:
    session, _, _ = study
    change_settings(session, "bram", {"claim_respondents": 3})
    change_settings(session, "bram", {"k": 4})
    assert causes_of(session) == [Cause(What.RULES, "bram")]


def test_the_description_and_the_consent_that_a_claim_rests_on_explain_it_and_no_others(study) -> None:
    session, _, _ = study
    for name in ("gesprek-1", "gesprek-3"):
        about = describe.current(session, name)
        describe.store(session, about, replace(about, neighbourhoods=("stad-noord",)), "bram")
    assert causes_of(session) == [Cause(What.DESCRIBED, "bram", "gesprek-1")]
    seen = respondents.one(session, "R002").standing
    gone = seen._replace(consent=Consent.WITHDRAWN)
    respondents.change(session, CODER, seen, gone, "Per brief.")
    assert causes_of(session) == [Cause(What.DESCRIBED, "bram", "gesprek-1"), Cause(What.CONSENT, CODER, "R002")]
    cells = [each for each in changes(session) if (each.output, each.row) == ("evidence", ("factor.sloop",))]
    assert cells
    assert all(Cause(What.CONSENT, CODER, "R002") in each.causes for each in cells)


def test_a_codebook_that_moves_a_code_explains_the_number_above_it(study) -> None:
    session, _, _ = study
    codebook = a_codebook()
    moved = [
        replace(code, label={**code.label, "nl": "Slopen"}) if code.id == "factor.sloop" else code
        for code in codebook.codes
    ]
    load(session, replace(codebook, codes=tuple(moved)), "bram")
    named = [each for each in changes(session) if each.output == "codebook" and each.now == "Slopen"]
    assert [each.causes for each in named] == [(Cause(What.CODEBOOK, "bram", "2"),)]


def test_a_number_that_others_move_says_so(study) -> None:
    happened = [Cause(What.READ, CODER), Cause(What.RULED, CODER, "C2")]
    assert of_cell("evidence", ("x",), happened, names_quote=False, touched=True) == (Cause(What.ELSEWHERE),)
    assert of_cell("evidence", ("x",), happened, names_quote=False, touched=False) == (Cause(What.OTHER),)
    assert of_cell("claims", ("C2",), happened, names_quote=False, touched=False) == (happened[1],)
    assert of_cell("claims", ("C1",), happened, names_quote=False, touched=False) == (happened[0],)


@pytest.mark.parametrize("what", list(What))
def test_every_cause_is_a_sentence_in_both_languages(what: What) -> None:
    told = {sentences([Cause(what, "bram", "C1")], language)[0] for language in LANGUAGES}
    assert len(told) == 2
    assert not any(each.startswith("freeze_cause") for each in told)


def test_a_frozen_state_is_told_in_the_language_of_the_reader(study) -> None:
    session, versions, _ = study
    a_coding(session, versions[2], SLOOP)
    change = of(changes(session, language="en"), "evidence", ("factor.sloop",), "respondents")
    assert change.part == "Evidence by factor and neighbourhood"


def test_a_name_is_given_once_and_nothing_frozen_can_be_altered(study) -> None:
    session, _, _ = study
    with pytest.raises(ConflictError, match="a frozen state 'concept 1' already"):
        freeze(session, CODER, " concept  1 ")
    with pytest.raises(UsageError, match="needs a name"):
        freeze(session, CODER, "  ")
    with pytest.raises(NotFoundError, match="did you mean concept 1"):
        difference(session, "concept", None, "nl")
    assert verify(session).ok
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text("UPDATE evidence_freeze SET note = 'anders'"))


def test_asked_twice_for_the_same_state_keeps_it_once(study) -> None:
    session, versions, _ = study
    once = freeze(session, CODER, "concept 2", "Voor  nu.")
    assert freeze(session, CODER, "concept 2", "Voor nu.") == once
    assert [each.name for each in frozen(session)] == ["concept 1", "concept 2"]
    with pytest.raises(ConflictError, match="already"):
        freeze(session, "bram", "concept 2", "Voor nu.")
    a_coding(session, versions[2], SLOOP)
    with pytest.raises(ConflictError, match="already"):
        freeze(session, CODER, "concept 2", "Voor nu.")


def test_a_frozen_state_holds_no_words_of_respondents(study) -> None:
    session, _, codings = study
    mark(session, CODER, codings[0], marked=True)
    freeze(session, CODER, "met anker")
    content = json.dumps(session.query(Freeze).filter_by(name="met anker").one().content)
    assert "geholpen" not in content
    change = of(
        list(difference(session, "concept 1", "met anker", "nl").cells), "codebook", ("factor.sloop",), "voorbeeld"
    )
    assert (change.was, isinstance(change.now, KeptText)) == ("", True)


def without_keys(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables as states before keys were kept hold them."""
    return {
        name: [{what: each for what, each in part.items() if what != "keys"} for part in parts]
        for name, parts in tables.items()
    }


def test_a_state_in_other_words_throughout_has_the_same_rows(session: Session) -> None:
    a_coded_study(session)
    tables = snapshot(session, ["nl", "en"])["tables"]
    numbers = {
        (change.output, change.part, change.column)
        for output, then, now in paired(tables["nl"], tables["en"])
        for change, _behind in table_changes(output, then, now)
        if not isinstance(change.was, str) and not isinstance(change.now, str)
    }
    assert numbers == set()


def test_a_state_without_keys_knows_its_rows_by_the_filters_of_their_numbers(session: Session) -> None:
    a_coded_study(session)
    tables = snapshot(session, ["nl", "en"])["tables"]
    for output in ("evidence", "matrix", "codebook"):
        (old, *_), now = without_keys(tables["nl"])[output], tables["en"][output][0]
        for row in old["rows"]:
            row[1] = "Heel anders genoemd."
        changes = [change for change, _behind in table_changes(output, old, now)]
        assert changes
        assert [each for each in changes if each.column in {"respondents", "codings"}] == []
