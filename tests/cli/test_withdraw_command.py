"""`qualcode withdraw`: consent, and as a second step that has to be confirmed, the words."""

import json
from pathlib import Path

from builders import CODER
from sqlalchemy import text

from qualcode.db.session import make_engine, writing
from qualcode.workflow import erase

QUOTE = "De sloop heeft de buurt geholpen."


def test_consent_goes_first_and_the_words_after_a_confirmation(qualcode, study: str, folder: Path) -> None:
    early = qualcode("withdraw", "R001", "--erase", "--reason", "Gemaild.", "--confirm", "R001", "--as", CODER)
    assert (early.code, "the consent of R001 stands" in early.err) == (2, True)
    told = qualcode("withdraw", "R001", "--reason", "Gebeld.", "--as", CODER).out
    assert told.startswith("R001 withdrew consent: 1 coding counts no more. The words stay stored;")
    assert qualcode("withdraw", "R001", "--reason", "Gebeld.", "--as", CODER).out == "R001 had done so.\n"
    assert QUOTE not in qualcode("quotes").out

    unsure = qualcode("withdraw", "R001", "--erase", "--reason", "Gemaild.", "--confirm", "R002", "--as", CODER)
    assert (unsure.code, "nothing was erased" in unsure.err) == (2, True)
    assert QUOTE.encode() in (folder / "qualcode.db").read_bytes()
    done = qualcode("withdraw", "R001", "--erase", "--reason", "Gemaild.", "--confirm", "R001", "--as", CODER, "--json")
    facts = json.loads(done.out)
    assert (facts["turns"], facts["codings"], facts["transcripts"]) == (2, 1, ["zuid-01"])
    assert not any(QUOTE.encode() in file.read_bytes() for file in folder.glob("qualcode.db*"))

    verified = qualcode("verify")
    assert verified.code == 0
    assert "2 turns of respondents who withdrew consent were erased, lawfully and for good." in verified.out
    again = qualcode("withdraw", "R001", "--erase", "--reason", "Gemaild.", "--as", CODER)
    assert (again.code, again.out) == (0, "Nothing of R001 is left to be erased.\n")


def test_a_call_that_was_cut_off_is_ended_by_the_same_call(qualcode, study: str, folder: Path) -> None:
    qualcode("withdraw", "R001", "--reason", "Gebeld.", "--as", CODER)
    engine, screens = make_engine(study), make_engine(study)
    with screens.connect() as opened:  # the log of an open file goes on holding what its last reader does not need
        opened.execute(text("SELECT count(*) FROM turn"))
        opened.rollback()
        with writing(engine) as session:
            erase.erase(session, CODER, "R001", "Gemaild.")
        engine.dispose()
        assert any(QUOTE.encode() in file.read_bytes() for file in folder.glob("qualcode.db*"))
        again = qualcode("withdraw", "R001", "--erase", "--reason", "Gemaild.", "--as", CODER)
        assert (again.code, again.out) == (0, "Nothing of R001 is left to be erased.\n")
        assert not any(QUOTE.encode() in file.read_bytes() for file in folder.glob("qualcode.db*"))
    screens.dispose()


def test_what_erasing_cannot_reach_is_said(qualcode, study: str) -> None:
    qualcode("withdraw", "R001", "--reason", "Gebeld.", "--as", CODER)
    done = qualcode("withdraw", "R001", "--erase", "--reason", "Gemaild.", "--confirm", "R001", "--as", CODER)
    assert "destroy yourself what this cannot reach: backups" in done.out
    for words, sentence in (
        (("withdraw", "R999", "--reason", "x", "--as", CODER), "there is no respondent 'R999'"),
        (("withdraw", "R001", "--reason", "x"), "say who is at work"),
    ):
        ran = qualcode(*words)
        assert (ran.code, sentence in ran.err, ran.err.count("\n")) == (2, True, 1), ran


def test_places_that_repeat_the_words_are_listed_before_and_after_without_them(qualcode, study: str) -> None:
    said = "de sloop heeft de buurt geholpen"
    asked = qualcode("questions", "ask", "code:factor", "--text", f"Hoezo '{said}'?", "--as", CODER, "--json")
    number = json.loads(asked.out)["question"]
    qualcode("withdraw", "R001", "--reason", "Gebeld.", "--as", CODER)
    erasing = ("withdraw", "R001", "--erase", "--reason", "Gemaild.", "--as", CODER)
    assert qualcode(*erasing, "--confirm", "R002").code == 2
    done = qualcode(*erasing, "--confirm", "R001").out
    listed = f"in 1 place, which stay; mend them:\n  question {number}\n"
    assert listed in done
    assert said not in done.lower()
    again = qualcode(*erasing)
    assert again.out.startswith("Nothing of R001 is left to be erased.\n")
    assert listed in again.out
    assert json.loads(qualcode(*erasing, "--json").out)["repeated"] == [{"kind": "question", "id": str(number)}]
