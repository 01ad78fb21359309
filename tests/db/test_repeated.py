"""What somebody said, typed again by others: found wherever people write, told by kind and id and not by its words."""

from dataclasses import replace

import pytest
from builders import CODER, a_claim, a_codebook, a_coding, a_description, a_study, a_transcript
from sqlalchemy import String
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON

from qualcode.db import events
from qualcode.db.base import Base
from qualcode.db.queries.written import SOURCES
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.redaction import EVENT
from qualcode.domain.repeated import Place, WrittenIn, repeats, runs
from qualcode.domain.respondent import Consent
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.workflow import claim_register, codebook, disclose, erase, freeze, memos, respondents
from qualcode.workflow.verify import verify

SAID = "Bij Grietje van de hoek lekte het dak al jaren, zei ze."
AGAIN = "bij grietje van de hoek lekte het dak"
FOLDED = "«BIJ Griètje, van de hoek: lekte het DAK»"
OTHERS = "De sloop heeft de hele buurt hier veel goeds gebracht."

NOT_WRITTEN = {
    *("claim.conditions", "claim.key", "claim_answer.claim_key", "claim_link.claim_key", "claim_ruling.claim_key"),
    *("claim_ruling.unit", "claim_verdict.standings", "code.key", "code_entry.negated_as", "code_entry.replaced_by"),
    *("codebook_change.codes", "codebook_version.language", "coder.name", "coding_attribute.attribute"),
    *("coding_attribute.value", "finding_judgement.basis", "finding_judgement.claim_key", "leak_confirmation.found"),
    *("memo_basis.codings", "memo_topic.key", "neighbourhood.area_codes", "neighbourhood.city", "neighbourhood.key"),
    *(
        "neighbourhood.gm_code",
        "neighbourhood.name",
        "pending_file.name",
        "provisional_code.became",
        "question.topic_key",
    ),
    *("respondent.key", "run.kind", "run.software", "speaker.label", "speaker.salt", "statistic.area_code"),
    *("statistic.code_year", "statistic.indicator", "statistic.unit", "statistic.version", "study.language"),
    *("suggestion.attributes", "transcript.language", "transcript.month", "transcript.name", "basket_entry.cuts"),
    *(
        "transcript_version.encoding",
        "transcript_version.source_name",
        "coding_link.relation",
        "member_check.checked_on",
    ),
}
"""Columns of names, ids and choices, in which nobody writes a sentence."""
ERASED_ITSELF = {
    *("coding.exact", "coding.prefix", "coding.suffix", "suggestion.explanation", "transcript_version.text"),
    "turn.search_text",
}
OF_THE_RECORD = {"event.payload", "event.actor", "event.kind"}
"""Events tell ids and digests, and no words of a transcript."""


def test_every_text_that_people_write_is_looked_through() -> None:
    choices = {"kind", "state", "verdict", "role", "place", "source", "digest", "meaning", "group_name", "consent"}
    choices |= {"type", "over", "quantifier", "intended", "standing", "decided", "component", "level", "topic_kind"}
    found = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(getattr(column.type, "impl", column.type), String | JSON)
        and not column.name.endswith(("sha256", "hash", "operation_id"))
    }
    read = {f"{text.class_.__tablename__}.{text.key}" for source in SOURCES for text in source.texts}
    left = found - read - NOT_WRITTEN - ERASED_ITSELF - OF_THE_RECORD
    assert {name for name in left if name.partition(".")[2] not in choices} == set()
    assert read <= found


@pytest.mark.parametrize(
    ("text", "found"),
    [(AGAIN, True), (FOLDED, True), ("van de hoek lekte het dak", True), ("de hoek lekte het dak", False), ("", False)],
)
def test_six_words_in_a_row_are_a_run_whatever_their_capitals_and_signs(text: str, *, found: bool) -> None:
    assert repeats(text, runs([SAID])) is found


def test_a_run_does_not_go_from_one_turn_to_the_next() -> None:
    assert not repeats("een twee drie vier vijf zes", runs(["een twee drie", "vier vijf zes"]))


@pytest.fixture
def typed(session: Session) -> tuple[Session, set[Place]]:
    """A study in which people typed her words in many places, and his in others."""
    a_study(session)
    people = (
        Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER),
        Speaker("R2", Role.RESPONDENT, "R002", Group.BEWONER),
    )
    about = a_description("zuid-01", speakers=people)
    version = a_transcript(session, about=about, speech=(("R1", SAID), ("R2", OTHERS)))
    his = a_coding(session, version, OTHERS)
    coded = a_codebook()
    codes = tuple(
        replace(each, examples=(f"„{FOLDED}”",)) if each.id == "factor.sloop" else each for each in coded.codes
    )
    codebook.load(session, replace(coded, codes=codes), CODER)
    claim_register.load(session, [a_claim(id="C1", statement=f"Bewoners klagen: {AGAIN}.")], CODER)
    sloop = Topic(TopicKind.CODE, "factor.sloop")
    question = memos.ask(session, CODER, sloop, f"Is '{AGAIN}' sloop?")
    memos.answer(session, CODER, question, f"Nee: {OTHERS}")
    summary = memos.write(session, CODER, MemoDraft(MemoKind.SUMMARY, f"Zij: {AGAIN}.", (sloop,)))
    memos.write(session, CODER, MemoDraft(MemoKind.ANALYTIC, AGAIN, (Topic(TopicKind.RESPONDENT, "R001"),)))
    disclose.review_quote(session, CODER, his, "withhold", f"Lijkt op: {AGAIN}")
    freeze.freeze(session, CODER, "concept", AGAIN)
    seen = respondents.one(session, "R001").standing
    respondents.change(session, CODER, seen, seen._replace(consent=Consent.WITHDRAWN), "Gebeld.")
    places = {
        Place(WrittenIn.CODE, "factor.sloop, 2"),
        Place(WrittenIn.CLAIM, "C1"),
        Place(WrittenIn.QUESTION, str(question)),
        Place(WrittenIn.MEMO, f"{summary}, summary"),
        Place(WrittenIn.REVIEW, str(his)),
        Place(WrittenIn.FREEZE, "1"),
    }
    return session, places


def test_places_are_told_before_and_after_and_the_words_nowhere(typed: tuple[Session, set[Place]]) -> None:
    session, places = typed
    before = erase.preview(session, "R001").repeated
    numbered = {place for place in before if place.kind is not WrittenIn.FREEZE}
    assert numbered == {place for place in places if place.kind is not WrittenIn.FREEZE}, "and not the memo about her"
    assert [place.kind for place in before].count(WrittenIn.FREEZE) == 1
    assert erase.erase(session, CODER, "R001", "Gemaild.").repeated == before
    assert erase.preview(session, "R001").repeated == before, "nothing could tell it any more but the event"
    (told,) = events.payloads(session, EVENT)
    assert "hoek" not in str(told["repeated"])
    assert verify(session).ok


def test_what_others_said_is_no_repetition(typed: tuple[Session, set[Place]]) -> None:
    session, _ = typed
    seen = respondents.one(session, "R002").standing
    respondents.change(session, CODER, seen, seen._replace(consent=Consent.WITHDRAWN), "Gebeld.")
    assert [place.kind for place in erase.preview(session, "R002").repeated] == [WrittenIn.ANSWER]
