"""The quote basket: quotes per section, how they are spread, what is left out of them, and what of it may leave."""

import datetime as dt

import pytest
from builders import CODER, a_coding, a_description, a_study, a_transcript, do
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import BasketEntry, Coder
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.interchange.basket import basket_lines, basket_record, basket_sheets
from qualcode.workflow import basket, export
from qualcode.workflow.disclose import review_quote
from qualcode.workflow.verify import verify

SAID = "De sloop heeft, zei ik al, de buurt geholpen."
CUT = "De sloop heeft, [...] de buurt geholpen."


@pytest.fixture
def study(session: Session) -> tuple[Session, list[int], list[int]]:
    """Three residents and a policy maker of Zuid, and one in Noord; each says the same."""
    a_study(session)
    groups = [Group.BEWONER, Group.BEWONER, Group.BEWONER, Group.BELEIDSMAKER, Group.BEWONER]
    versions = []
    for n, group in enumerate(groups, 1):
        place = "stad-noord" if n == 5 else "stad-zuid"
        speakers = (Speaker("R1", Role.RESPONDENT, f"R00{n}", group),)
        about = a_description(f"gesprek-{n}", neighbourhoods=(place,), speakers=speakers)
        versions.append(a_transcript(session, f"gesprek-{n}", about=about, speech=(("R1", f"{SAID} Nummer {n}."),)))
    return session, versions, [a_coding(session, version, SAID) for version in versions]


def shown(session: Session) -> list[tuple[str, int, str]]:
    return [(each.section, each.quote.id, each.shown) for each in basket.basket(session, "nl")]


def about(session: Session, *, internal: bool):
    return export.about(session, [], internal=internal)


def test_quotes_are_put_in_and_taken_out_in_their_order(study) -> None:
    session, _, codings = study
    assert basket.put(session, CODER, " 4.2  Sloop", [codings[1], codings[0]]) == 2
    assert basket.put(session, "bram", "4.2 Sloop", [codings[0], codings[4]]) == 1
    basket.put(session, CODER, "4.1", [codings[0]])
    assert [(section, number) for section, number, _ in shown(session)] == [
        ("4.1", codings[0]),
        ("4.2 Sloop", codings[1]),
        ("4.2 Sloop", codings[0]),
        ("4.2 Sloop", codings[4]),
    ]
    assert basket.used(session)[codings[0]] == ("4.1", "4.2 Sloop")
    basket.take_out(session, CODER, "4.2 Sloop", codings[0])
    assert basket.used(session)[codings[0]] == ("4.1",)
    assert basket.put(session, CODER, "4.2 Sloop", [codings[0]]) == 1
    assert [number for section, number, _ in shown(session) if section == "4.2 Sloop"][-1] == codings[0]
    assert verify(session).ok


def test_spread_names_the_groups_and_places_without_a_quote(study) -> None:
    session, _, codings = study
    basket.put(session, CODER, "4.1", codings[:2])
    found = basket.spread_of(session, basket.basket(session, "nl"))
    assert found.groups == (("beleidsmaker", 0, 0), ("bewoner", 2, 2))
    assert found.neighbourhoods == (("Noord", 0, 0), ("Zuid", 2, 2))
    assert found.missing == ("beleidsmaker", "Noord")


def test_edit_keeps_cuts_and_adds_no_words(study) -> None:
    session, _, codings = study
    basket.put(session, CODER, "4.1", codings[:1])
    assert basket.edit(session, "bram", "4.1", codings[0], CUT)
    assert not basket.edit(session, "bram", "4.1", codings[0], CUT)
    assert shown(session) == [("4.1", codings[0], CUT)]
    (row,) = session.scalars(select(BasketEntry.cuts).order_by(BasketEntry.id.desc()).limit(1))
    assert (
        row == [[SAID.index(" zei"), SAID.index(" de buurt")]]
        or "".join(SAID[a:b] for a, b in row).strip() == "zei ik al,"
    )
    with pytest.raises(UsageError, match="does not say 'heeft de wijk'"):
        basket.edit(session, CODER, "4.1", codings[0], "[...] heeft de wijk [...]")
    assert basket.edit(session, CODER, "4.1", codings[0], SAID)
    assert shown(session) == [("4.1", codings[0], SAID)]


def test_a_quote_whose_value_changed_keeps_its_place_and_one_of_other_words_loses_its_cuts(study) -> None:
    session, versions, codings = study
    basket.put(session, CODER, "4.1", codings[:1])
    basket.edit(session, CODER, "4.1", codings[0], CUT)
    ack = do(session, versions[0], kind="change", coding=codings[0], attributes={"valentie": "positief"})
    assert [text for _, _, text in shown(session)] == [CUT]
    (new,) = ack.codings
    assert basket.used(session) == {new: ("4.1",)}
    basket.take_out(session, CODER, "4.1", new)
    assert shown(session) == []


def test_published_are_only_checked_quotes_as_edited_under_a_shared_label(study) -> None:
    session, _, codings = study
    basket.put(session, CODER, "4.1", codings[:4])
    basket.edit(session, CODER, "4.1", codings[0], CUT)
    assert basket.chosen(session, "nl", about(session, internal=False)).public == ()
    for number in (codings[0], codings[3]):
        review_quote(session, CODER, number, "publish", "algemeen")
    found = basket.chosen(session, "nl", about(session, internal=False))
    assert {(section, quote.exact, quote.source) for section, quote in found.public} == {
        ("4.1", CUT, "een respondent, een wijk"),
        ("4.1", SAID, "een respondent, een wijk"),
    }
    assert (len(found.public), found.withheld) == (2, 2)
    sheet = basket_sheets(found, "nl")[0]
    assert [column.label for column in sheet.columns] == ["paragraaf", "citaat", "bron", "code", "naam"]
    assert str(codings[0]) not in {str(value) for row in sheet.rows for value in row}
    record = basket_record(found)
    assert {"id", "respondent", "cuts"}.isdisjoint(record["quotes"][0])
    assert any("weggelaten" in line for line in basket_lines(found, "nl", 200))


def test_internally_everything_is_told_with_the_full_quote(study) -> None:
    session, _, codings = study
    basket.put(session, CODER, "4.1", codings[:1])
    basket.edit(session, CODER, "4.1", codings[0], CUT)
    found = basket.chosen(session, "en", about(session, internal=True), "4.1")
    (row,) = basket_sheets(found, "en")[0].rows
    assert (row[0], row[1], row[2], row[10]) == ("4.1", CUT, codings[0], SAID)
    assert basket_record(found)["quotes"][0]["shown"] == CUT
    with pytest.raises(NotFoundError, match=r"did you mean 4\.1"):
        basket.chosen(session, "en", about(session, internal=True), "4.")


def test_what_cannot_stand_in_a_report_is_refused(study) -> None:
    session, versions, codings = study
    do(session, versions[0], kind="withdraw", coding=codings[0])
    with pytest.raises(ConflictError, match="not confirmed any more"):
        basket.put(session, CODER, "4.1", [codings[0]])
    with pytest.raises(NotFoundError):
        basket.put(session, CODER, "4.1", [999_999])
    with pytest.raises(UsageError, match="needs a name"):
        basket.put(session, CODER, " ", [codings[1]])
    with pytest.raises(UsageError, match="holds no quotes"):
        basket.take_out(session, CODER, "4.1", codings[1])
    basket.put(session, CODER, "4.1", [codings[1]])
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text("UPDATE basket_entry SET placed = NOT placed"))


@pytest.mark.parametrize("cuts", [[[0, 999]], [[5, 3]], [[0, 45]], [[2, 3]]])
def test_verify_finds_cuts_that_the_quote_does_not_hold_also_where_an_event_seals_them(study, cuts) -> None:
    session, _, codings = study
    basket.put(session, CODER, "4.1", [codings[1]])
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    who = session.scalars(select(Coder.id)).first()
    values = {"section": "4.1", "coding_id": codings[1], "placed": True, "cuts": cuts, "coder_id": who}
    row = insert(BasketEntry).values(**values, created_at=at).returning(BasketEntry.id)
    number = session.scalars(row).one()
    events.append(session, "quote_placed", CODER, {"rows": seal.entries(session, {"basket_entry": [number]})}, at=at)
    assert verify(session).problems == [
        f"basket entry {number} leaves something out that quote {codings[1]} does not hold"
    ]
