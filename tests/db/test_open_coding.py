"""Open coding: provisional codes are coded with as others are, and count for nothing until somebody defines them."""

import pytest
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do, span_of
from sqlalchemy.orm import Session

from qualcode.db.models import EvidenceRow
from qualcode.domain.evidence import ALL_CODES, TOTAL, Filters, Measure, Question
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow import provisional
from qualcode.workflow.aggregate import evidence_table, quote, quotes
from qualcode.workflow.reading import open_transcript
from qualcode.workflow.study import change_settings
from qualcode.workflow.trace import journey
from qualcode.workflow.verify import verify

SLOOP = "De sloop heeft de buurt geholpen."
FLATS = "De flats waren slecht onderhouden."


def openly(session: Session, version: int, quote: str, label: str, **overrides):
    span = span_of(session, version, quote)
    return do(session, version, kind="new_code", start=span.start, end=span.end, text=label, **overrides)


def test_new_code_is_made_with_the_coding_and_is_no_evidence(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    ack = openly(session, version, SLOOP, "sloop helpt")
    assert (ack.error, ack.provisional) == (None, "open.1")
    shown = open_transcript(session, "zuid-01", CODER)
    assert [(coding.code, coding.mine) for coding in shown.codings] == [("open.1", True)]
    assert shown.codebook.by_id()["open.1"].label == {"nl": "sloop helpt"}
    assert session.query(EvidenceRow).count() == 0
    table = evidence_table(session, Question(rows=ALL_CODES), "nl")
    assert table.cell(TOTAL, TOTAL).number(Measure.CODINGS) == 0
    assert not quotes(session, Filters(), "nl").quotes
    assert quote(session, ack.codings[0], "nl").code_label == "sloop helpt"
    assert journey(session, ack.codings[0], "nl").quote.code == "open.1"
    assert verify(session).ok


def test_same_name_is_the_same_code_whoever_types_it(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    assert openly(session, version, SLOOP, "sloop helpt").provisional == "open.1"
    assert openly(session, version, FLATS, "  Sloop   helpt ", coder="bram").provisional == "open.1"
    assert openly(session, version, FLATS, "verval").provisional == "open.2"
    assert [(row.label, row.codings, row.coder) for row in provisional.provisional_codes(session)] == [
        ("sloop helpt", 2, CODER),
        ("verval", 1, CODER),
    ]


def test_highlight_needs_no_code_and_takes_one_later(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    span = span_of(session, version, SLOOP)
    ack = do(session, version, kind="highlight", start=span.start, end=span.end)
    assert (ack.error, ack.provisional) == (None, "open.highlight")
    assert do(session, version, kind="change", coding=ack.codings[0], code="factor.sloop").error is None
    assert [found.code for found in quotes(session, Filters(), "nl").quotes] == ["factor.sloop"]
    assert verify(session).ok


def test_operation_that_arrives_twice_happens_once(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    acks = [openly(session, version, SLOOP, "sloop helpt", op="same") for _ in range(2)]
    assert acks[0] == acks[1]
    assert [row.codings for row in provisional.provisional_codes(session)] == [1]


def test_undo_takes_back_the_coding_and_leaves_the_name(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    openly(session, version, SLOOP, "sloop helpt", op="made")
    assert do(session, version, kind="undo", of="made").error is None
    assert [(row.label, row.codings) for row in provisional.provisional_codes(session)] == [("sloop helpt", 0)]
    provisional.drop(session, CODER, "open.1")
    assert provisional.provisional_codes(session) == []
    assert openly(session, version, SLOOP, "sloop helpt").provisional == "open.2", "keys are never used again"
    assert verify(session).ok


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("  ", "a provisional code needs a name of 1 to 100 characters"),
        ("x" * 101, "a provisional code needs a name of 1 to 100 characters"),
        ("Code factor.SLOOP", "the codebook has a code of this name; choose factor.sloop"),
    ],
)
def test_bad_name_is_refused_in_one_sentence(session: Session, label: str, sentence: str) -> None:
    a_study(session)
    version = a_transcript(session)
    ack = openly(session, version, SLOOP, label)
    assert (ack.error, ack.codings) == (sentence, ())
    assert provisional.provisional_codes(session) == []


def test_codes_are_sorted_into_groups_and_renamed_as_events(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    openly(session, version, SLOOP, "sloop helpt")
    openly(session, version, FLATS, "verval")
    provisional.sort(session, CODER, ["open.1", "open.2"], "  stenen ")
    provisional.rename(session, CODER, "open.2", "slecht onderhoud")
    rows = provisional.provisional_codes(session)
    assert [(row.label, row.group) for row in rows] == [("sloop helpt", "stenen"), ("slecht onderhoud", "stenen")]
    with pytest.raises(ConflictError, match="another provisional code is called so"):
        provisional.rename(session, CODER, "open.2", "SLOOP helpt")
    with pytest.raises(NotFoundError, match=r"there is no provisional code 'open\.9'"):
        provisional.sort(session, CODER, ["open.9"], "stenen")
    with pytest.raises(UsageError, match="at most 100"):
        provisional.sort(session, CODER, ["open.1"], "x" * 101)
    with pytest.raises(ConflictError, match="1 passages are coded with this code"):
        provisional.drop(session, CODER, "open.1")
    assert verify(session).ok


def test_open_coding_proposes_nothing_and_still_shows_colleagues(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_suggestion(session, version, SLOOP)
    a_coding(session, version, FLATS, "belemmering.onderhoud", coder="bram")
    change_settings(session, CODER, {"open_coding": True})
    shown = open_transcript(session, "zuid-01", CODER)
    assert (shown.suggestions, shown.open_coding, len(shown.codings)) == ([], True, 1)
    change_settings(session, CODER, {"open_coding": False})
    assert len(open_transcript(session, "zuid-01", CODER).suggestions) == 1
