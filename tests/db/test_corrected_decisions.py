"""What was decided on suggestions of a transcript still holds, and still teaches, when the transcript is corrected."""

from dataclasses import replace

import pytest
from builders import CODER, SPEECH, a_codebook, a_coding, a_study, a_suggestion, a_transcript, do, span_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, DecisionPlace
from qualcode.db.queries.labels import labels
from qualcode.domain.span import Span
from qualcode.workflow import codebook
from qualcode.workflow.reading import open_transcript
from qualcode.workflow.verify import verify

SAID, CODE = "De sloop heeft de buurt geholpen.", "factor.sloop"
BEFORE, AFTER = "Hoe was het hier vroeger?", "Hoe was het hier vroeger, in de jaren negentig?"


@pytest.fixture
def version(session: Session) -> int:
    a_study(session)
    return a_transcript(session)


def corrected(session: Session, old: str = BEFORE, new: str = AFTER) -> int:
    """The version after a correction of these words."""
    return a_transcript(session, speech=tuple((who, said.replace(old, new)) for who, said in SPEECH))


def decided(session: Session, version: int, kind: str = "reject", coder: str = CODER) -> int:
    suggestion = a_suggestion(session, version, SAID, CODE)
    assert do(session, version, coder, kind=kind, suggestion=suggestion).error is None
    return suggestion


def is_shown(session: Session, version: int, coder: str = CODER) -> bool:
    """Whether a new run that proposes the same again shows it to a coder."""
    proposed = a_suggestion(session, version, SAID, CODE)
    shown = {each.id: each.verdict for each in open_transcript(session, "zuid-01", coder).suggestions}
    return proposed in shown


def refused(session: Session) -> list[tuple[int, Span, str]]:
    """(version, span, code) of the refusals that are learned from."""
    known = labels(session).labels
    return [(each.version, Span(each.start, each.end), each.code) for each in known if each.coding is None]


@pytest.mark.parametrize("kind", ["reject", "skip"])
def test_decision_holds_in_the_corrected_transcript_for_who_took_it(session: Session, version: int, kind: str) -> None:
    decided(session, version, kind)
    later = corrected(session)
    assert span_of(session, later, SAID) != span_of(session, version, SAID)
    assert not is_shown(session, later)
    assert is_shown(session, later, "bram")
    assert verify(session).problems == []


def test_rejection_teaches_once_in_whichever_version_is_current(session: Session, version: int) -> None:
    decided(session, version)
    assert refused(session) == [(version, span_of(session, version, SAID), CODE)]
    for old, new in ((BEFORE, AFTER), ("En nu?", "En nu, vandaag?")):
        later = corrected(session, old, new)
        assert refused(session) == [(later, span_of(session, later, SAID), CODE)]
        assert not is_shown(session, later)


def test_rejection_of_other_words_neither_holds_nor_teaches(session: Session, version: int) -> None:
    decided(session, version)
    later = corrected(session, SAID, SAID.replace("geholpen", "gered"))
    assert refused(session) == []
    assert session.scalars(select(DecisionPlace.id)).all() == []
    assert a_suggestion(session, later, "De sloop heeft de buurt gered.", CODE) in {
        each.id for each in open_transcript(session, "zuid-01", CODER).suggestions
    }


def test_undone_rejection_does_not_come_with_the_correction(session: Session, version: int) -> None:
    suggestion = a_suggestion(session, version, SAID, CODE)
    assert do(session, version, kind="reject", suggestion=suggestion, op="refuse").error is None
    assert do(session, version, kind="undo", of="refuse").error is None
    later = corrected(session)
    assert is_shown(session, later)
    assert refused(session) == []


def test_rejection_of_what_the_code_no_longer_means_does_not_hold(session: Session, version: int) -> None:
    decided(session, version)
    later = corrected(session)
    other = tuple(replace(code, definition="Anders.") if code.id == CODE else code for code in a_codebook().codes)
    codebook.load(session, a_codebook(codes=other), CODER)
    assert is_shown(session, later)


def test_place_of_a_decision_is_sealed_with_the_codings_that_were_carried(session: Session, version: int) -> None:
    decided(session, version)
    a_coding(session, version, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
    later = corrected(session)
    (place,) = session.scalars(select(DecisionPlace))
    assert (place.version_id, Span(place.start_char, place.end_char)) == (later, span_of(session, later, SAID))
    report = verify(session)
    assert (report.codings, report.problems) == (2, [])


def states(session: Session, version: int) -> list[tuple[str | None, Span, bool]]:
    """(verdict, place, came along) of what is proposed for the code, as the coding page gets it."""
    shown = open_transcript(session, "zuid-01", CODER).suggestions
    return [(each.verdict, Span(each.start, each.end), each.carried is not None) for each in shown if each.code == CODE]


@pytest.mark.parametrize("kind", ["reject", "skip"])
@pytest.mark.parametrize("way", ["refuse", "s:{}"])
def test_refusal_that_came_along_is_undone_in_the_corrected_transcript(
    session: Session, version: int, kind: str, way: str
) -> None:
    suggestion = a_suggestion(session, version, SAID, CODE)
    assert do(session, version, kind=kind, suggestion=suggestion, op="refuse").error is None
    later = corrected(session)
    verdict = {"reject": "rejected", "skip": "skipped"}[kind]
    assert states(session, later) == [(verdict, span_of(session, later, SAID), True)]
    undone = do(session, later, kind="undo", of=way.format(suggestion))
    assert (undone.error, dict(undone.verdicts)) == (None, {suggestion: "undone"})
    assert (refused(session), states(session, later)) == ([], [])
    assert is_shown(session, later)
    assert verify(session).problems == []


def test_what_was_taken_back_in_the_corrected_transcript_is_decided_on_there(session: Session, version: int) -> None:
    suggestion = decided(session, version)
    later = corrected(session)
    assert do(session, later, kind="undo", of=f"s:{suggestion}").error is None
    assert do(session, later, kind="reject", suggestion=suggestion, op="again").error is None
    assert refused(session) == [(later, span_of(session, later, SAID), CODE)]
    assert not is_shown(session, later)
    last = corrected(session, "En nu?", "En nu, vandaag?")
    assert refused(session) == [(last, span_of(session, last, SAID), CODE)]
    assert do(session, last, kind="undo", of="again").error is None
    accepted = do(session, last, kind="accept", suggestion=suggestion)
    assert accepted.error is None
    (coding,) = open_transcript(session, "zuid-01", CODER).codings
    assert (coding.id, Span(coding.start, coding.end)) == (accepted.codings[0], span_of(session, last, SAID))
    assert verify(session).problems == []


def test_refusal_is_taken_back_from_a_page_of_the_text_before_too(session: Session, version: int) -> None:
    """As on the page of what is to be decided, which was open before the correction."""
    suggestion = decided(session, version)
    later = corrected(session)
    assert do(session, version, kind="undo", of=f"s:{suggestion}").error is None
    assert is_shown(session, later)


@pytest.mark.parametrize("kind", ["accept", "reject", "add"])
def test_nothing_is_stored_on_a_text_that_was_corrected_in_the_meantime(
    session: Session, version: int, kind: str
) -> None:
    suggestion, span = a_suggestion(session, version, SAID, CODE), span_of(session, version, SAID)
    step = {"kind": kind, "suggestion": suggestion, "start": span.start, "end": span.end, "code": CODE}
    assert do(session, version, op="before", **step).error is None
    later = corrected(session)
    known = do(session, version, op="before", **step)
    told = do(session, version, **step)
    assert (known.error, told.error) == (
        None,
        "this transcript was corrected since it was opened here; do it again in the corrected text",
    )
    assert (
        session.scalars(select(Coding.id).where(Coding.version_id == version, Coding.state == "confirmed")).all() == []
    )
    assert [each.version for each in labels(session).labels] == [later]


def test_withdrawn_acceptance_stays_refused_in_the_corrected_transcript(session: Session, version: int) -> None:
    decided(session, version, "accept")
    later = corrected(session)
    (coding,) = open_transcript(session, "zuid-01", CODER).codings
    assert do(session, later, kind="withdraw", coding=coding.id).error is None
    assert refused(session) == [(later, span_of(session, later, SAID), CODE)]
    assert not is_shown(session, later)
    assert verify(session).problems == []


@pytest.mark.parametrize("step", ["colleague", "elsewhere", "unknown"])
def test_what_did_not_come_along_is_not_undone_here(session: Session, version: int, step: str) -> None:
    suggestion = decided(session, version)
    there = a_transcript(session, "zuid-02")
    later = corrected(session)
    where, who, of = {
        "colleague": (later, "bram", f"s:{suggestion}"),
        "elsewhere": (there, CODER, f"s:{suggestion}"),
        "unknown": (later, CODER, "s:99999999"),
    }[step]
    assert do(session, where, who, kind="undo", of=of).error is not None
    assert refused(session) == [(later, span_of(session, later, SAID), CODE)]
