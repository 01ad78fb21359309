"""Links between quotes and questions under a name: kept with their history, and true wherever they are looked at."""

import pytest
from builders import CODER, a_coding, a_study, a_transcript, do
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, CodingLink, Event
from qualcode.domain.evidence import Filters
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.interchange.records import quotes_record
from qualcode.interchange.sheets import quote_sheets
from qualcode.workflow import export
from qualcode.workflow.link import link, links, unlink
from qualcode.workflow.saved import forget, save, saved
from qualcode.workflow.second_cycle import Change, recode
from qualcode.workflow.verify import verify


@pytest.fixture
def two(session: Session) -> tuple[Session, int, int]:
    """Two quotes of one interview."""
    a_study(session)
    version = a_transcript(session)
    first = a_coding(session, version, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
    return session, first, a_coding(session, version, "De sloop heeft de buurt geholpen.")


def shown(session: Session, coding: int) -> list[tuple[str, bool, int]]:
    return [(each.relation.value, each.outgoing, each.other) for each in links(session, coding)]


def test_a_link_is_shown_at_both_ends(two):
    session, first, second = two
    assert link(session, CODER, first, second, "leidt_tot")

    assert shown(session, first) == [("leidt_tot", True, second)]
    assert shown(session, second) == [("leidt_tot", False, first)]
    assert verify(session).ok


def test_a_link_that_stands_is_not_stored_twice_and_one_that_does_not_is_not_taken_back(two):
    session, first, second = two
    assert not unlink(session, CODER, first, second, "ondanks")
    assert link(session, CODER, first, second, "ondanks")
    before = session.scalar(select(func.count(Event.id)))

    assert not link(session, "bram", first, second, "ondanks")
    assert session.scalar(select(func.count(Event.id))) == before


def test_taking_a_link_back_is_a_new_row_and_it_can_be_made_again(two):
    session, first, second = two
    link(session, CODER, first, second, "leidt_tot")
    link(session, CODER, second, first, "hangt_samen")
    assert unlink(session, "bram", first, second, "leidt_tot")

    assert shown(session, first) == [("hangt_samen", False, second)]
    assert session.scalar(select(func.count(CodingLink.id))) == 3
    assert link(session, CODER, first, second, "leidt_tot")
    assert len(shown(session, first)) == 2
    assert verify(session).ok


def test_a_link_goes_along_when_a_quote_is_recoded(two):
    session, first, second = two
    link(session, CODER, first, second, "leidt_tot")
    (newer,) = recode(session, CODER, [Change(second, "factor.huismeester")], "batch").codings
    (latest,) = recode(session, CODER, [Change(first, "factor")], "batch-2").codings

    assert shown(session, latest) == [("leidt_tot", True, newer)]
    assert shown(session, newer) == [("leidt_tot", False, latest)]
    assert shown(session, second) == [("leidt_tot", False, latest)]


def test_a_link_to_a_withdrawn_quote_says_so(two):
    session, first, second = two
    link(session, CODER, first, second, "leidt_tot")
    do(session, session.get_one(Coding, second).version_id, kind="withdraw", coding=second)

    assert [each.stands for each in links(session, first)] == [False]


def test_the_links_of_a_quote_take_the_same_statements_however_many_there_are(two):
    session, first, second = two
    link(session, CODER, first, second, "leidt_tot")
    statements: list[str] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    links(session, first)
    few = len(statements)
    for relation in ("ondanks", "hangt_samen", "voorwaarde_voor"):
        link(session, CODER, first, second, relation)
    statements.clear()
    assert len(links(session, first)) == 4
    assert len(statements) == few


def test_a_link_without_sense_is_refused(two):
    session, first, second = two
    with pytest.raises(NotFoundError, match="did you mean leidt_tot"):
        link(session, CODER, first, second, "leidt")
    with pytest.raises(UsageError, match="linked to itself"):
        link(session, CODER, first, first, "leidt_tot")
    with pytest.raises(ConflictError, match="quote 99999999 is no confirmed coding"):
        link(session, CODER, first, 99_999_999, "leidt_tot")
    recode(session, CODER, [Change(second, "factor.huismeester")], "batch")
    with pytest.raises(ConflictError, match=f"quote {second} is no confirmed coding"):
        link(session, CODER, first, second, "leidt_tot")


def test_a_question_is_kept_under_its_name_for_everybody(session):
    a_study(session)
    assert save(session, CODER, "  Sloop  in Zuid ", {"where": "factor.sloop", "words": ""})
    assert not save(session, CODER, "Sloop in Zuid", {"where": "factor.sloop"})
    assert save(session, "bram", "Sloop in Zuid", {"where": "factor.sloop", "neighbourhood": "stad-zuid"})

    (kept,) = saved(session)
    assert (kept.name, kept.coder) == ("Sloop in Zuid", "bram")
    assert kept.parameters == {"where": "factor.sloop", "neighbourhood": "stad-zuid"}

    forget(session, CODER, "Sloop in Zuid")
    assert saved(session) == []
    assert verify(session).ok


def test_a_question_without_name_or_content_is_refused(session):
    a_study(session)
    for name, parameters in (("", {"code": "factor"}), ("x" * 201, {"code": "factor"}), ("leeg", {"code": ""})):
        with pytest.raises(UsageError, match="needs a name"):
            save(session, CODER, name, parameters)
    with pytest.raises(NotFoundError, match="saved search"):
        forget(session, CODER, "nooit")


def test_an_internal_export_has_the_links_between_its_quotes_as_they_stand_now(two):
    session, first, second = two
    link(session, CODER, first, second, "leidt_tot")
    link(session, CODER, second, first, "ondanks")
    unlink(session, CODER, second, first, "ondanks")
    (moved,) = recode(session, CODER, [Change(second, "factor.huismeester")], "batch").codings

    inside = export.quotations(session, Filters(), "en", export.about(session, [], internal=True))
    record = quotes_record(inside)["links"]
    assert [(each["source"], each["relation"], each["target"]) for each in record] == [(first, "leidt_tot", moved)]
    sheet = quote_sheets(inside, "en")[1]
    assert sheet.title == "Links"
    assert [row[:5] for row in sheet.rows] == [
        [first, "belemmering.onderhoud", "leads to", moved, "factor.huismeester"]
    ]
    one = export.quotations(session, Filters(codes=("factor",)), "en", inside.about)
    assert one.links == (), "the other end is not in it"

    outside = export.quotations(session, Filters(), "en", export.about(session, [], internal=False))
    assert (outside.links, "links" in quotes_record(outside)) == ((), False)
