"""Many quotes get another code or value at once, or none of them; and all of it can be taken back at once."""

import pytest
from builders import CODER, a_coding, a_study, a_transcript, do
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Event
from qualcode.domain.evidence import Filters
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.workflow.aggregate import quotes
from qualcode.workflow.second_cycle import Change, latest_batch, recode, undo_recode
from qualcode.workflow.verify import verify

FLATS, SLOOP = "De flats waren slecht onderhouden.", "De sloop heeft de buurt geholpen."


@pytest.fixture
def coded(session: Session) -> Session:
    """Two interviews, each with two codings of one coder and one of a colleague."""
    a_study(session)
    for name in ("zuid-01", "zuid-02"):
        speech = (("I", "Hoe was het?"), ("R1", f"{FLATS} {SLOOP} {name}"))
        version = a_transcript(session, name, speech=speech)
        a_coding(session, version, FLATS, "factor", attributes={"valentie": "negatief"})
        a_coding(session, version, SLOOP, "factor")
        a_coding(session, version, SLOOP, "factor.sloop", coder="bram")
    return session


def own(session: Session) -> list[int]:
    found = quotes(session, Filters(coders=(CODER,)), "nl", limit=None).quotes
    return [quote.id for quote in found]


def said_of(session: Session) -> list[tuple[str, str, dict[str, str]]]:
    found = quotes(session, Filters(), "nl", limit=None).quotes
    return sorted(
        (q.exact, q.code, q.coder, {name: value.value for name, value in q.attributes.items()}.get("valentie", ""))
        for q in found
    )


def test_quotes_get_the_code_that_is_chosen_for_each_and_keep_their_values(coded):
    flats, sloop, *others = own(coded)
    changes = [
        Change(flats, "belemmering.onderhoud"),
        *(Change(each, "factor.huismeester") for each in (sloop, *others)),
    ]

    done = recode(coded, CODER, changes, "batch-1")

    assert len(done.codings) == 4
    assert coded.get_one(Coding, done.codings[0]).supersedes_id == flats
    assert said_of(coded)[0] == (FLATS, "belemmering.onderhoud", CODER, "negatief")
    assert verify(coded).ok


def test_a_value_is_set_on_all(coded):
    done = recode(coded, CODER, [Change(each, attributes={"valentie": "positief"}) for each in own(coded)], "batch-1")

    assert len(done.codings) == 4
    assert [value for _, _, coder, value in said_of(coded) if coder == CODER] == ["positief"] * 4


def test_what_is_so_already_stays_as_it_is(coded):
    flats, sloop, *_ = own(coded)
    done = recode(coded, CODER, [Change(flats, "factor"), Change(sloop, "factor.sloop")], "batch-1")

    assert (len(done.codings), done.unchanged) == (1, 1)


def test_the_same_batch_again_changes_nothing(coded):
    changes = [Change(each, "factor.huismeester") for each in own(coded)]
    first = recode(coded, CODER, changes, "batch-1")
    events = coded.scalar(select(func.count(Event.id)))

    assert recode(coded, CODER, changes, "batch-1") == first
    assert coded.scalar(select(func.count(Event.id))) == events


def test_a_batch_is_taken_back_as_a_whole_and_once(coded):
    before = said_of(coded)
    recode(coded, CODER, [Change(each, "belemmering", {"valentie": "positief"}) for each in own(coded)], "batch-1")
    assert said_of(coded) != before

    assert undo_recode(coded, CODER, "batch-1") == 4
    assert undo_recode(coded, CODER, "batch-1") == 0
    assert said_of(coded) == before
    assert verify(coded).ok


def test_the_latest_batch_is_offered_to_its_coder_until_it_is_taken_back(coded):
    assert latest_batch(coded, CODER) is None
    recode(coded, CODER, [Change(own(coded)[0], "factor")], "batch-1")
    recode(coded, CODER, [Change(each, "belemmering") for each in own(coded)], "batch-2")

    latest = latest_batch(coded, CODER)
    assert (latest.id, latest.quotes) == ("batch-2", 4)
    assert latest_batch(coded, "bram") is None

    undo_recode(coded, CODER, "batch-2")
    assert latest_batch(coded, CODER) is None


def test_one_quote_of_a_colleague_stops_the_whole_batch_and_is_named(coded):
    before, theirs = said_of(coded), quotes(coded, Filters(coders=("bram",)), "nl").quotes[0].id

    with pytest.raises(ConflictError, match=rf"quote {theirs}: this coding is a colleague's.*Nothing was changed"):
        recode(coded, CODER, [Change(each, "belemmering") for each in (*own(coded), theirs)], "batch-1")

    assert said_of(coded) == before


def test_one_quote_that_would_fall_together_with_another_stops_the_batch(coded):
    flats, sloop, *_ = own(coded)
    version = coded.get_one(Coding, sloop).version_id
    a_coding(coded, version, SLOOP, "factor.sloop")
    before = said_of(coded)

    with pytest.raises(ConflictError, match=rf"quote {sloop}: you have this passage coded with this code already"):
        recode(coded, CODER, [Change(flats, "belemmering"), Change(sloop, "factor.sloop")], "batch-1")

    assert said_of(coded) == before


def test_a_quote_that_was_changed_meanwhile_stops_the_batch(coded):
    flats, sloop, *_ = own(coded)
    do(coded, coded.get_one(Coding, sloop).version_id, kind="withdraw", coding=sloop)

    with pytest.raises(ConflictError, match=f"quote {sloop}: coding {sloop} is not what it was"):
        recode(coded, CODER, [Change(flats, "belemmering"), Change(sloop, "belemmering")], "batch-1")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"code": "factor.slop"}, "did you mean factor.sloop"),
        ({"attributes": {"valentie": "blij"}}, "no value 'blij'"),
        ({"attributes": {"stemming": "blij"}}, "takes no attribute 'stemming'"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(coded, change, why):
    with pytest.raises(ConflictError, match=why):
        recode(coded, CODER, [Change(own(coded)[0], **change)], "batch-1")


def test_a_batch_without_sense_is_refused(coded):
    one = Change(own(coded)[0], "belemmering")
    for changes, batch in (([], "b"), ([one, one], "b"), ([one], ""), ([one], "a:b"), ([one] * 1001, "b")):
        with pytest.raises(UsageError):
            recode(coded, CODER, changes, batch)
    with pytest.raises(NotFoundError, match="coding '99999999'"):
        recode(coded, CODER, [Change(99_999_999, "belemmering")], "b")
    with pytest.raises(NotFoundError, match="batch of changes"):
        undo_recode(coded, CODER, "never")
