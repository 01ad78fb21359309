"""`qualcode search`: kept, run, and all quotes of one changed and changed back."""

import json

from builders import CODER, a_coding
from sqlalchemy import select

from qualcode.db.models import Code, Coding
from qualcode.db.session import make_engine, reading, writing

AS = ("--as", CODER)


def standing(url):
    """(code, coder's number) of every confirmed coding."""
    engine = make_engine(url)
    with reading(engine) as session:
        query = select(Code.key).join(Coding, Coding.code_id == Code.id).where(Coding.state == "confirmed")
        found = list(session.scalars(query.order_by(Coding.start_char)))
    engine.dispose()
    return found


def test_a_search_is_saved_run_and_forgotten(qualcode, study):
    assert qualcode("search", "list").out == "No search is saved.\n"
    assert qualcode(*AS, "search", "save", "Sloop", "--words", "sloop", "--code", "factor").code == 0
    assert qualcode("search", "list").out == f"Sloop | code: factor, words: sloop | {CODER}\n"
    ran = qualcode("search", "run", "Sloop")
    assert "#1 | factor.sloop | zuid-01" in ran.out
    assert ran.out.endswith("1 quote.\n")
    assert qualcode("--json", "search", "run", "Sloop").code == 2
    assert json.loads(qualcode("--json", "search", "run", "Sloop", "--internal").out)["quotes"][0]["id"] == 1
    assert qualcode(*AS, "search", "forget", "Sloop").code == 0
    missing = qualcode("search", "run", "Sloop")
    assert (missing.code, "saved search" in missing.err) == (2, True)


def test_a_search_that_cannot_be_asked_is_not_kept(qualcode, study):
    refused = qualcode(*AS, "search", "save", "Fout", "--where", "factor overlaps")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    unknown = qualcode(*AS, "search", "save", "Fout", "--code", "factor.slop")
    assert (unknown.code, "did you mean factor.sloop" in unknown.err) == (2, True)
    assert qualcode("search", "list").out == "No search is saved.\n"


def test_all_quotes_of_a_search_are_changed_and_changed_back(qualcode, study):
    engine = make_engine(study)
    with writing(engine) as session:
        a_coding(session, 1, "Dat is jammer.", "factor.sloop")
        a_coding(session, 1, "Het is rustiger", "factor.sloop", coder="bram")
    engine.dispose()
    qualcode(*AS, "search", "save", "Sloop", "--code", "factor.sloop")
    change = (*AS, "search", "recode", "Sloop", "--to", "factor.huismeester", "--batch", "een")
    assert qualcode(*change, "--dry-run").out == "2 quotes of yours would change; 1 quote of a colleague stays.\n"
    assert standing(study) == ["factor.sloop"] * 3
    assert "2 quotes changed" in qualcode(*change).out
    assert standing(study) == ["factor.huismeester", "factor.sloop", "factor.huismeester"]
    assert qualcode(*AS, "search", "undo", "een").out == "2 quotes are again as before.\n"
    assert standing(study) == ["factor.sloop"] * 3
    assert qualcode("verify").code == 0


def test_a_change_without_anything_to_change_is_refused(qualcode, study):
    qualcode(*AS, "search", "save", "Sloop", "--code", "factor.sloop")
    assert "--to CODE" in qualcode(*AS, "search", "recode", "Sloop").err


def test_every_change_answers_in_json(qualcode, study):
    qualcode(*AS, "search", "save", "Sloop", "--code", "factor.sloop")
    change = ("--json", *AS, "search", "recode", "Sloop", "--to", "factor.huismeester", "--batch", "een")
    assert json.loads(qualcode(*change, "--dry-run").out) == {"found": 1, "own": 1}
    assert json.loads(qualcode(*change).out) == {"batch": "een", "codings": [2], "unchanged": 0, "others": 0}
    assert json.loads(qualcode("--json", *AS, "search", "undo", "een").out) == {"batch": "een", "undone": 1}
    assert json.loads(qualcode("--json", *AS, "search", "forget", "Sloop").out) == {"name": "Sloop"}
