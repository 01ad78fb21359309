"""Respondents: group and consent change with an event, and the evidence follows."""

import pytest
from builders import CODER, a_coding, a_description, a_study, a_transcript
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding
from qualcode.db.queries.evidence import matching
from qualcode.db.queries.quotes import tally
from qualcode.domain.evidence import Filters
from qualcode.domain.holding import Hold
from qualcode.domain.memo import MemoKind, Topic, TopicKind
from qualcode.domain.respondent import Consent, Effect, Standing
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow import basket, describe, export, memos, outputs, respondents
from qualcode.workflow.aggregate import quote
from qualcode.workflow.anchor import mark
from qualcode.workflow.disclose import review_quote
from qualcode.workflow.verify import verify

SLOOP, FLATS = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."
FIRST = Standing("R001", Group.BEWONER, Consent.GIVEN)
GONE = FIRST._replace(consent=Consent.WITHDRAWN)
TOGETHER = (("I", "En?"), ("R1", FLATS), ("R2", SLOOP))


@pytest.fixture
def coded(session: Session) -> Session:
    """R001 speaks in an interview and, with R002, in a focus group; one coding is of both."""
    a_study(session)
    a_coding(session, a_transcript(session), SLOOP)
    speakers = (
        Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER),
        Speaker("R2", Role.RESPONDENT, "R002", Group.BEWONER),
        Speaker("I", Role.INTERVIEWER),
    )
    about = a_description("groep-01", kind=Kind.FOCUS_GROUP, speakers=speakers)
    version = a_transcript(session, "groep-01", speech=TOGETHER, about=about)
    a_coding(session, version, f"{FLATS}\n\nR2: {SLOOP}", "belemmering.onderhoud")
    a_coding(session, version, SLOOP)
    return session


def counted(session: Session) -> int:
    return tally(session, matching(Filters())).codings


def test_withdrawn_consent_takes_what_somebody_said_out_of_the_evidence(coded: Session) -> None:
    assert counted(coded) == 3
    assert respondents.preview(coded, GONE, CODER) == Effect(leave=2, back=0, regrouped=0)
    assert counted(coded) == 3
    assert respondents.change(coded, CODER, FIRST, GONE, "Gebeld op 3 mei.", "op-gone")
    assert counted(coded) == 2
    assert tally(coded, matching(Filters(respondents=("R001",)))).codings == 0
    assert tally(coded, matching(Filters(codes=("belemmering",)))).respondents == 1
    assert verify(coded).problems == []


def test_a_coding_made_after_the_withdrawal_does_not_count_either(coded: Session) -> None:
    respondents.change(coded, CODER, FIRST, GONE, "Gebeld.")
    a_coding(coded, a_transcript(coded, "zuid-02"), SLOOP)
    assert counted(coded) == 2
    assert verify(coded).problems == []


def test_the_reason_is_a_memo_and_consent_can_come_back(coded: Session) -> None:
    respondents.change(coded, CODER, FIRST, GONE, "Gebeld op 3 mei.")
    about = Topic(TopicKind.RESPONDENT, "R001")
    _, (note,) = memos.find(coded, memos.MemoFilters(MemoKind.DECISION, about))
    assert (note.text, note.coder) == ("Gebeld op 3 mei.", CODER)
    assert respondents.preview(coded, FIRST, CODER) == Effect(leave=0, back=2, regrouped=0)
    respondents.change(coded, CODER, GONE, FIRST, "Vergissing in de lijst.")
    assert counted(coded) == 3
    assert verify(coded).problems == []


def test_a_second_click_changes_nothing_and_an_old_page_is_refused(coded: Session) -> None:
    assert respondents.change(coded, CODER, FIRST, GONE, "Gebeld.", "op-once")
    assert not respondents.change(coded, CODER, FIRST, GONE, "Gebeld.", "op-once")
    with pytest.raises(ConflictError, match="R001 was changed meanwhile"):
        respondents.change(coded, "bram", FIRST, FIRST._replace(group=Group.WIJKPROFESSIONAL), "")
    assert memos.find(coded, memos.MemoFilters(MemoKind.DECISION))[0] == 1


def test_consent_without_a_reason_is_refused(coded: Session) -> None:
    with pytest.raises(UsageError, match="when and how"):
        respondents.change(coded, CODER, FIRST, GONE, "  ")
    assert counted(coded) == 3


def test_a_group_is_corrected_for_all_transcripts_at_once(coded: Session) -> None:
    wanted = FIRST._replace(group=Group.WIJKPROFESSIONAL)
    assert respondents.preview(coded, wanted, CODER) == Effect(leave=0, back=0, regrouped=2)
    with pytest.raises(UsageError, match="say why the group of R001 is corrected"):
        respondents.change(coded, CODER, FIRST, wanted, " ")
    respondents.change(coded, CODER, FIRST, wanted, "Werkt er sinds 2015.")
    about = Topic(TopicKind.RESPONDENT, "R001")
    _, (note,) = memos.find(coded, memos.MemoFilters(MemoKind.DECISION, about))
    assert (note.text, note.coder) == ("Werkt er sinds 2015.", CODER)
    assert tally(coded, matching(Filters(groups=("wijkprofessional",)))).codings == 2
    groups = {each.respondent: each.group for each in describe.current(coded, "groep-01").speakers}
    assert groups["R001"] is Group.WIJKPROFESSIONAL
    assert verify(coded).problems == []


def test_the_list_says_where_somebody_speaks_and_how_much_counts(coded: Session) -> None:
    lines = {line.standing.key: line for line in respondents.everybody(coded)}
    assert lines["R001"].transcripts == ("groep-01", "zuid-01")
    assert (lines["R001"].codings, lines["R002"].codings) == (2, 2)
    assert respondents.one(coded, "R002") == lines["R002"]
    with pytest.raises(NotFoundError):
        respondents.one(coded, "R999")


def test_what_somebody_says_who_withdrew_consent_leaves_nowhere(coded: Session) -> None:
    codings = list(coded.scalars(select(Coding.id).order_by(Coding.id)))
    for coding in codings:
        review_quote(coded, CODER, coding, "publish", "algemeen")
    basket.put(coded, CODER, "4.1", codings)
    mark(coded, CODER, codings[0], marked=True)
    about = export.about(coded, [], internal=False)
    assert len(basket.chosen(coded, "nl", about).public) == 3

    respondents.change(coded, CODER, FIRST, GONE, "Belde af.")
    (left,) = basket.chosen(coded, "nl", about).public
    assert (left[1].code, left[1].exact) == ("factor.sloop", SLOOP), "what R002 alone says in the focus group"
    assert [each.exact for each in export.quotations(coded, Filters(), "nl", about).public] == [SLOOP]
    assert quote(coded, codings[1], "nl").held == (Hold.NO_CONSENT,)
    anchors = outputs.make(coded, "codebook", "nl", internal=False).parts[0]
    at = [column.id for column in anchors.columns].index("anchor")
    assert {row[at] for row in anchors.rows} == {""}
