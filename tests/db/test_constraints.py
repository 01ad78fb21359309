"""What the databases themselves refuse: every CHECK by a row that violates it alone, and references to nothing."""

import datetime as dt
import re
from typing import Any

import pytest
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do
from sqlalchemy import JSON, Boolean, CheckConstraint, DateTime, Float, Integer, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import qualcode.db.models  # noqa: F401  registers the tables
from qualcode.db.base import Base
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.workflow import memos

Row = dict[str, Any]
TABLES = Base.metadata.tables

VALID: dict[str, Row] = {
    "coding": {"state": "withdrawn", "place": "here", "start_char": 3, "end_char": 8, "exact": "sloop"},
    "coding_attribute": {"source": "person"},
    "decision": {"verdict": "accepted"},
    "decision_place": {"start_char": 3, "end_char": 8},
    "answer": {"state": "open"},
    "member_check": {"state": "agreed"},
    "memo": {"kind": "analytic", "coding_id": 1},
    "memo_topic": {"kind": "code"},
    "question": {"topic_kind": "claim"},
    "codebook_change": {"kind": "edited"},
    "claim": {
        "type": "finding",
        "over": "neighbourhoods",
        "quantifier": "alle",
        "intended": "gesteund",
        "state": "open",
    },
    "claim_link": {"role": "supports"},
    "finding_judgement": {"component": "methods", "level": "no_concerns"},
    "claim_ruling": {"standing": "thin", "decided": "for"},
    "claim_verdict": {"verdict": "gesteund"},
    "coding_link": {"relation": "leidt_tot", "source_id": 1, "target_id": 2},
    "provisional_code": {"state": "open"},
    "quote_review": {"verdict": "publish"},
    "redaction": {"version_id": 1, "start_char": 3, "end_char": 8},
    "respondent": {"group_name": "bewoner", "consent": "given"},
    "run": {"kind": "suggest"},
    "speaker": {"role": "respondent"},
    "suggestion": {"start_char": 3, "end_char": 8, "score": 0.5},
    "transcript": {"kind": "interview"},
    "turn": {"start_char": 0, "speech_start": 3, "speech_end": 8, "end_char": 8},
}
"""What a row of a table needs, beside any value of the right type, to pass every CHECK."""

VIOLATIONS: dict[str, list[Row]] = {
    "ck_codebook_version_number_from_one": [{"number": 0}],
    "ck_coding_span_not_empty": [{"start_char": -5, "end_char": 0}, {"start_char": 8, "end_char": 8, "exact": ""}],
    "ck_coding_exact_as_long_as_span": [{"exact": "sloo"}, {"exact": "sloop "}],
    "ck_coding_state_known": [{"state": "deleted"}],
    "ck_coding_place_known": [{"place": "there"}],
    "ck_coding_attribute_source_known": [{"source": "machine"}],
    "ck_decision_verdict_known": [{"verdict": "maybe"}],
    "ck_decision_place_span_not_empty": [{"start_char": -1}, {"start_char": 8}],
    "ck_finding_judgement_component_known": [{"component": "mood"}],
    "ck_finding_judgement_level_known": [{"level": "fine"}],
    "ck_memo_kind_known": [{"kind": "private"}],
    "ck_memo_about_one_thing": [{"transcript_id": 1}, {"code_id": 1}],
    "ck_codebook_change_kind_known": [{"kind": "rumour"}],
    "ck_claim_type_known": [{"type": "rumour"}],
    "ck_claim_over_known": [{"over": "cities"}],
    "ck_claim_quantifier_known": [{"quantifier": "veel"}],
    "ck_claim_intended_known": [{"intended": "waar"}],
    "ck_claim_state_known": [{"state": "lost"}],
    "ck_claim_link_role_known": [{"role": "decorates"}],
    "ck_claim_ruling_standing_known": [{"standing": "near"}],
    "ck_claim_ruling_decided_known": [{"decided": "near"}],
    "ck_claim_verdict_verdict_known": [{"verdict": "waar"}],
    "ck_coding_link_relation_known": [{"relation": "likes"}],
    "ck_coding_link_two_codings": [{"target_id": 1}],
    "ck_provisional_code_state_known": [{"state": "lost"}],
    "ck_memo_topic_kind_known": [{"kind": "mood"}],
    "ck_question_topic_kind_known": [{"topic_kind": "mood"}],
    "ck_answer_state_known": [{"state": "forgotten"}],
    "ck_member_check_state_known": [{"state": "asked"}],
    "ck_quote_review_verdict_known": [{"verdict": "perhaps"}],
    "ck_redaction_one_thing": [
        {"memo_id": 1},
        {"version_id": None},
        {"start_char": None},
        {"end_char": None},
        {"start_char": 8},
        {"start_char": -1},
    ],
    "ck_respondent_group_name_known": [{"group_name": "buur"}],
    "ck_respondent_consent_known": [{"consent": "unknown"}],
    "ck_run_kind_known": [{"kind": "import"}],
    "ck_speaker_role_known": [{"role": "chair"}],
    "ck_study_only_one": [{"id": 2}],
    "ck_suggestion_span_not_empty": [{"start_char": -1}, {"start_char": 8}],
    "ck_suggestion_score_between_0_and_1": [{"score": -0.1}, {"score": 1.1}],
    "ck_transcript_kind_known": [{"kind": "letter"}],
    "ck_transcript_version_number_from_one": [{"number": 0}],
    "ck_transcript_version_text_not_empty": [{"text": ""}],
    "ck_turn_speech_inside": [{"start_char": 4}, {"speech_start": 8}, {"speech_end": 9}],
}
"""CHECK -> changes to a valid row, each of which violates it and no other."""

CHECKS = {
    str(check.name): table.name
    for table in TABLES.values()
    for check in table.constraints
    if isinstance(check, CheckConstraint)
}


def a_row(table: Table, **overrides: Any) -> Row:
    """A value of the right type in every column that needs one."""
    values = {
        column.name: _value(column.type)
        for column in table.columns
        if not column.nullable and (column.name != "id" or table.name == "study")
    }
    return {**values, **VALID.get(table.name, {}), **overrides}


def _value(kind: Any) -> Any:
    for types, value in (((Integer, Float), 1), (Boolean, True), (JSON, []), (DateTime, dt.datetime.now(dt.UTC))):
        if isinstance(kind, types) or isinstance(getattr(kind, "impl", None), types):
            return value
    return "x"


def refusal(session: Session, table: str, row: Row) -> str:
    """What the database says to a row, "" if it takes it; the row is gone again either way."""
    attempt = session.begin_nested()
    try:
        session.execute(insert(TABLES[table]).values(row))
    except IntegrityError as error:
        return str(error.orig)
    else:
        return ""
    finally:
        attempt.rollback()


def test_every_check_has_a_row_that_violates_it() -> None:
    assert set(VIOLATIONS) == set(CHECKS)


@pytest.mark.parametrize(("check", "change"), [(name, row) for name, rows in VIOLATIONS.items() for row in rows])
def test_database_refuses_a_row_against(session: Session, check: str, change: Row) -> None:
    table = CHECKS[check]
    assert check in refusal(session, table, a_row(TABLES[table], **change))


@pytest.mark.parametrize("table", sorted(set(CHECKS.values())))
def test_the_same_row_put_right_violates_no_check(session: Session, table: str) -> None:
    refused = refusal(session, table, a_row(TABLES[table]))  # a reference to nobody may be refused: fk_member_check_...
    assert not re.search(r"\bck_", refused)


NOBODY = 999_999
REFERENCES = [
    ("code_closure", "descendant_id"),
    ("code_entry", "code_id"),
    ("coding", "code_id"),
    ("coding", "coder_id"),
    ("coding", "neighbourhood_id"),
    ("coding", "suggestion_id"),
    ("coding", "supersedes_id"),
    ("coding", "version_id"),
    ("coding_attribute", "coding_id"),
    ("decision", "coding_id"),
    ("decision", "suggestion_id"),
    ("evidence", "coding_id"),
    ("evidence", "respondent_id"),
    ("answer", "question_id"),
    ("memo", "coding_id"),
    ("memo_topic", "memo_id"),
    ("memo_basis", "memo_id"),
    ("question", "owner_id"),
    ("read_mark", "codebook_version_id"),
    ("run_transcript", "version_id"),
    ("speaker", "respondent_id"),
    ("speaker", "transcript_id"),
    ("suggestion", "run_id"),
    ("transcript_neighbourhood", "neighbourhood_id"),
    ("transcript_version", "transcript_id"),
    ("turn", "speaker_id"),
]
FRESH: dict[str, Row] = {
    "coding": {"state": "withdrawn"},
    "decision": {"sequence": 99},
    "evidence": {"respondent_id": None},
    "speaker": {"label": "nobody's"},
    "suggestion": {"start_char": 0},
    "transcript_version": {"number": 99},
    "turn": {"number": 99},
}
"""What makes a copy of a stored row differ from it where the table wants it to."""


@pytest.fixture
def filled(session: Session) -> Session:
    """A study with a row in every table that points at something."""
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, "De sloop heeft de buurt geholpen.")
    do(session, version, kind="accept", suggestion=suggestion, attributes={"valentie": "positief"})
    coding = a_coding(session, version, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
    do(session, version, kind="memo", coding=coding, text="Memo.")
    do(session, version, kind="read_in_full", value=True)
    memos.write(session, CODER, MemoDraft(MemoKind.SUMMARY, "Memo.", (Topic(TopicKind.CELL, "factor|stad-zuid"),)))
    about = Topic(TopicKind.CODING, str(coding))
    memos.write(session, CODER, MemoDraft(MemoKind.ANALYTIC, "Memo.", (about,)))
    memos.answer(session, CODER, memos.ask(session, CODER, about, "Hoezo?"), "Zo.")
    return session


def a_copy(session: Session, table: str, **overrides: Any) -> Row:
    """The last row of a table as a new one."""
    stored = session.execute(select(TABLES[table])).mappings().all()[-1]
    return {**{name: value for name, value in stored.items() if name != "id"}, **FRESH.get(table, {}), **overrides}


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_row_cannot_point_at_nothing(filled: Session, table: str, column: str) -> None:
    told = refusal(filled, table, a_copy(filled, table, **{column: NOBODY}))
    assert "foreign key" in told.lower()


def test_coding_cannot_be_of_one_transcript_on_the_text_of_another(filled: Session) -> None:
    a_transcript(filled, "zuid-02", speech=(("I", "En?"), ("R1", "De bushalte is weg.")), about=None)
    other = max(filled.scalars(select(TABLES["transcript"].c.id)))
    assert refusal(filled, "coding", a_copy(filled, "coding")) == ""
    assert "foreign key" in refusal(filled, "coding", a_copy(filled, "coding", transcript_id=other)).lower()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("coding", {"state": "confirmed"}),
        ("decision", {"sequence": 1}),
        ("event", {}),
        ("study", {"id": 1}),
        ("turn", {"number": 4}),
        ("transcript_version", {"number": 1}),
    ],
)
def test_the_same_cannot_stand_twice(filled: Session, table: str, change: Row) -> None:
    assert "unique" in refusal(filled, table, a_copy(filled, table, **change)).lower()
