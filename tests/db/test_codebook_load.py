"""A changed codebook and the work that rests on it: codings stay, the tree is right, and the way out leads out."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import CODER, a_code, a_codebook, a_coding, a_study, a_suggestion, a_transcript, do
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from qualcode.db.models import CodeClosure, Coding, Event, EvidenceRow
from qualcode.db.queries.codebook import current_version
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.evidence import Filters, Question
from qualcode.errors import ConflictError
from qualcode.interchange.codebook_file import read_codebook
from qualcode.workflow.aggregate import evidence_table, quote, quotes
from qualcode.workflow.codebook import load
from qualcode.workflow.trace import journey
from qualcode.workflow.verify import verify

OURS = Path(__file__).parents[2] / "codebook.yaml"
SLOOP = "De sloop heeft de buurt geholpen."

TREE = text(
    """
    WITH RECURSIVE above (ancestor_id, descendant_id, depth) AS (
        SELECT code_id, code_id, 0 FROM code_entry WHERE codebook_version_id = :version
        UNION ALL
        SELECT entry.parent_id, above.descendant_id, above.depth + 1
        FROM above JOIN code_entry AS entry ON entry.code_id = above.ancestor_id
        WHERE entry.codebook_version_id = :version AND entry.parent_id IS NOT NULL
    )
    SELECT ancestor_id, descendant_id, depth FROM above
    """
)


def closure_is_the_tree(session: Session) -> bool:
    """Whether the stored pairs are what follows from the parents of the current version."""
    version = current_version(session)
    assert version is not None
    stored = session.execute(select(CodeClosure.ancestor_id, CodeClosure.descendant_id, CodeClosure.depth)).all()
    follows = session.execute(TREE, {"version": version.id}).all()
    assert sorted(map(tuple, stored)) == sorted(map(tuple, follows))
    return True


def a_tree(*parents: tuple[str, str | None]) -> Codebook:
    """A codebook of (code, parent)."""
    return a_codebook(codes=tuple(a_code(id=code, parent=parent) for code, parent in parents), attributes=())


TREES = {
    "one code": a_tree(("a", None)),
    "two trees": a_tree(("a", None), ("b", None)),
    "a chain": a_tree(("a", None), ("b", "a"), ("c", "b"), ("d", "c"), ("e", "d")),
    "a broad one": a_tree(("a", None), *((f"a{n}", "a") for n in range(20))),
    "ours": read_codebook(OURS),
}


@pytest.mark.parametrize("what", TREES)
def test_closure_follows_from_the_parents(session: Session, what: str) -> None:
    load(session, TREES[what], CODER)
    assert closure_is_the_tree(session)


def test_closure_follows_every_new_version(session: Session) -> None:
    for what in (*TREES, "a chain", "one code"):
        load(session, TREES[what], CODER)
        assert closure_is_the_tree(session), what


def test_same_content_again_leaves_no_event(session: Session) -> None:
    a_study(session)
    events = session.scalar(select(func.count()).select_from(Event))
    assert not load(session, a_codebook(), "somebody else").new
    assert session.scalar(select(func.count()).select_from(Event)) == events


def changed(*, without: str = "", **codes: Code) -> Codebook:
    """The codebook of the tests without a code, or with changed ones."""
    kept = [code for code in a_codebook().codes if code.id != without]
    return replace(a_codebook(), codes=tuple(codes.get(code.id.replace(".", "_"), code) for code in kept))


def test_new_version_keeps_codings_and_what_they_count_for(session: Session) -> None:
    a_study(session)
    number = a_coding(session, a_transcript(session), SLOOP)
    before = quote(session, number, "nl")
    redefined = a_code(id="factor.sloop", parent="factor", label={"nl": "Afbraak"}, definition="Anders bedoeld.")
    load(session, changed(factor_sloop=redefined), CODER)
    after = quote(session, number, "nl")
    assert (before.code_label, after.code_label) == ("Code factor.sloop", "Afbraak")
    assert replace(after, code_label=before.code_label) == before
    assert session.scalars(select(EvidenceRow.coding_id)).all() == [number]
    assert evidence_table(session, Question(rows="factor"), "nl").cells["factor.sloop", "stad-zuid"].respondents == 1
    assert verify(session).ok


def test_coding_remembers_under_which_version_it_was_made(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    first = a_coding(session, version, SLOOP)
    load(session, changed(without="factor.huismeester"), CODER)
    second = a_coding(session, version, "De flats waren slecht onderhouden.")
    made = [journey(session, number, "nl").codebook_version for number in (first, second)]
    assert made == [1, 2]


def test_code_in_use_is_not_removed_and_the_way_out_is_said(session: Session) -> None:
    a_study(session)
    a_coding(session, a_transcript(session), SLOOP)
    with pytest.raises(ConflictError) as error:
        load(session, changed(without="factor.sloop"), CODER)
    assert "factor.sloop (1 codings)" in str(error.value)
    assert "keep each as an entry, with 'replaced_by: OTHER'" in str(error.value)
    assert len(str(error.value)) < 300
    assert current_version(session) is not None
    assert closure_is_the_tree(session)


def test_way_out_of_a_code_in_use_leads_out(session: Session) -> None:
    """Say what replaces it, recode, and remove it: nothing is lost on the way."""
    a_study(session)
    version = a_transcript(session)
    number = a_coding(session, version, SLOOP)
    leaving = a_code(id="factor.sloop", parent="factor", replaced_by="factor.huismeester")
    assert load(session, changed(factor_sloop=leaving), CODER).new
    assert do(session, version, kind="change", coding=number, code="factor.huismeester").error is None
    assert load(session, changed(without="factor.sloop"), CODER).new
    assert closure_is_the_tree(session)
    assert [found.code for found in quotes(session, Filters(), "nl").quotes] == ["factor.huismeester"]
    assert quote(session, number, "nl").code == "factor.sloop", "its history can still be read"
    assert journey(session, number, "nl").quote.code == "factor.sloop"
    assert verify(session).ok


def test_suggestion_of_a_removed_code_can_be_rejected_but_not_accepted(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, SLOOP, code="factor.huismeester")
    load(session, changed(without="factor.huismeester"), CODER)
    ack = do(session, version, kind="accept", suggestion=suggestion)
    assert ack.error == "this code is no longer in the codebook; choose another code for the passage"
    assert session.scalar(select(func.count()).select_from(Coding)) == 0
    assert do(session, version, kind="correct", suggestion=suggestion, code="factor.sloop").error is None
    assert verify(session).ok


def test_removed_code_can_come_back_with_its_past(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    number = a_coding(session, version, SLOOP)
    do(session, version, kind="withdraw", coding=number)
    load(session, changed(without="factor.sloop"), CODER)
    load(session, a_codebook(), CODER)
    a_coding(session, version, SLOOP)
    assert len(session.scalars(select(Coding.code_id).distinct()).all()) == 1
    assert verify(session).ok
