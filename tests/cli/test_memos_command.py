"""`qualcode memos`: listed on the terminal, and written out for the team alone."""

import json

import pytest

from qualcode.db.session import make_engine, writing
from qualcode.domain.memo import MemoDraft, MemoKind, Topic
from qualcode.workflow import memos


@pytest.fixture
def noted(study: str) -> str:
    engine = make_engine(study)
    with writing(engine) as session:
        memos.write(session, "anna", MemoDraft(MemoKind.METHOD, "Eerst alles lezen."))
        about = (Topic.parse("code:factor.sloop"),)
        memos.write(session, "anna", MemoDraft(MemoKind.ANALYTIC, "Sloop is zelden oorzaak.", about))
    engine.dispose()
    return study


@pytest.mark.usefixtures("noted")
def test_memos_are_listed_by_what_they_are_about(qualcode) -> None:
    ran = qualcode("memos", "--about", "code:factor.sloop")
    assert ran.out.splitlines()[0] == "1 memo"
    assert "Sloop is zelden oorzaak." in ran.out
    assert qualcode("memos", "--words", "EERST lezen").out.splitlines()[0] == "1 memo"


@pytest.mark.usefixtures("noted")
def test_memos_leave_the_terminal_marked_internal_only(qualcode, folder) -> None:
    for words in (("memos", "--json"), ("memos", "-o", "memos.md")):
        ran = qualcode(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "--internal" in ran.err
    assert list(folder.glob("memos.md")) == []
    found = json.loads(qualcode("memos", "--json", "--internal").out)["memos"]
    assert [(each["kind"], each["about"]) for each in found] == [("analytic", ["code:factor.sloop"]), ("method", [])]
    assert qualcode("memos", "-o", "memos.md", "--internal").code == 0
    assert "Eerst alles lezen." in (folder / "memos.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("study")
def test_memo_about_nothing_known_is_one_sentence(qualcode) -> None:
    ran = qualcode("memos", "--about", "sloop")
    assert ran.code == 2
    assert "KIND:NAME" in ran.err
