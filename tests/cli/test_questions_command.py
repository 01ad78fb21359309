"""`qualcode questions` and `qualcode patterns`: asked, answered, decided and listed on the command line."""

import json

from builders import CODER, a_code, a_codebook

from qualcode.db.session import make_engine, writing
from qualcode.workflow import codebook


def questions(qualcode, *words: str) -> list[dict[str, object]]:
    return json.loads(qualcode("questions", "list", *words, "--json", "--internal").out)["questions"]


def test_a_question_on_a_cell_has_an_owner_a_state_and_an_answer(qualcode, study: str) -> None:
    about = "cell:factor.sloop|stad-zuid"
    asked = qualcode("questions", "ask", about, "--text", "Is dit veel?", "--for", "annelies", "--as", "bram")
    assert (asked.code, asked.out) == (0, f"Question 1 was asked about {about}.\n")
    assert qualcode("questions", "ask", "coding:1", "--text", "Klopt dit?", "--as", "bram").code == 0
    assert qualcode("questions", "ask", "coding:1", "--text", "Klopt dit?", "--as", "bram").out == (
        "Question 2 was asked about coding:1.\n"
    )
    (mine,) = questions(qualcode, "--for", "annelies")
    assert (mine["about"], mine["state"], mine["owner"], mine["answer"]) == (about, "open", "annelies", "")

    assert qualcode("questions", "answer", 1, "--text", "Nee.", "--as", "annelies").code == 0
    assert qualcode("questions", "close", 2, "--text", "Nagekeken.", "--as", "annelies").code == 0
    before = json.loads(qualcode("verify", "--json").out)["events"]
    assert qualcode("questions", "close", 2, "--text", "Nagekeken.", "--as", "annelies").code == 0
    assert qualcode("questions", "ask", about, "--text", "Is dit veel?", "--for", "annelies", "--as", "bram").code == 0
    states = [(each["state"], each["answer"], each["answered_by"]) for each in questions(qualcode)]
    assert states == [("answered", "Nee.", "annelies"), ("closed", "Nagekeken.", "annelies")]
    assert json.loads(qualcode("verify", "--json").out)["events"] == before
    assert qualcode("questions", "reopen", 2, "--for", "bram", "--as", "annelies").code == 0
    assert [(each["id"], each["owner"]) for each in questions(qualcode, "--state", "open")] == [(2, "bram")]
    assert "#1 | cell:factor.sloop|stad-zuid | answered | for annelies | bram" in qualcode("questions", "list").out
    assert [each["id"] for each in questions(qualcode, "--about", "coding:1")] == [2]


def test_a_mistake_about_questions_is_one_sentence(qualcode, study: str) -> None:
    for words, sentence in (
        (("questions", "ask", "coding:1", "--text", "Klopt dit?"), "say who is at work"),
        (("questions", "ask", "claim:D99", "--text", "Waarom?", "--as", "bram"), "there is no claim 'D99'"),
        (("questions", "answer", "7", "--text", "Ja.", "--as", "bram"), "there is no question '7'"),
        (("questions", "list", "--json"), "ask for JSON with --internal"),
        (("patterns", "list"), "patroon"),
    ):
        ran = qualcode(*words)
        assert (ran.code, sentence in ran.err, ran.err.count("\n")) == (2, True, 1), ran


def test_a_pattern_is_decided_and_decided_again_with_reasons(qualcode, study: str) -> None:
    engine = make_engine(study)
    with writing(engine) as session:
        ids = ("factor", "factor.sloop", "patroon", "patroon.op", "patroon.af")
        codes = tuple(a_code(id=each, parent=each.rpartition(".")[0] or None) for each in ids)
        codebook.load(session, a_codebook(codes=codes), CODER)
    engine.dispose()
    assert qualcode("patterns", "decide", "patroon.op", "stad-zuid", "--reason", "Eerst zo.", "--as", "bram").code == 0
    again = qualcode("patterns", "decide", "patroon.af", "stad-zuid", "--reason", "Toch niet.", "--as", "annelies")
    assert (again.code, "decided by annelies" in again.out) == (0, True)
    (found,) = json.loads(qualcode("patterns", "list", "--json", "--internal").out)["patterns"]
    assert (found["neighbourhood"], found["pattern"], found["reason"]) == ("stad-zuid", "patroon.af", "Toch niet.")
    assert "stad-zuid | patroon.af" in qualcode("patterns", "list").out
    assert qualcode("patterns", "list", "--json").code == 2
    wrong = qualcode("patterns", "decide", "patroon.omhoog", "stad-zuid", "--reason", "x", "--as", "bram")
    assert (wrong.code, "there is no pattern 'patroon.omhoog'" in wrong.err) == (2, True)
