"""Loading a codebook: what is stored is what was read, and nothing in use is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import CODER, a_code, a_codebook, a_coding, a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.codebook import Change, Codebook
from qualcode.errors import ConflictError
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.codebook_writer import write_codebook
from qualcode.workflow.codebook import compare, load
from qualcode.workflow.verify import verify

OURS = Path(__file__).parents[2] / "codebook.yaml"


def stored(session: Session) -> Codebook:
    return current_codebook(session)[1]


def without(book: Codebook, code_id: str) -> Codebook:
    return replace(book, codes=tuple(code for code in book.codes if code.id != code_id))


def test_codebook_of_the_study_is_stored_as_it_was_read(session: Session) -> None:
    book = read_codebook(OURS)
    assert load(session, book, CODER).new
    assert stored(session) == book
    assert read_codebook(write_codebook(stored(session))) == book
    assert not compare(session, book)
    assert verify(session).ok


def test_loading_again_changes_nothing(session: Session) -> None:
    a_study(session)
    assert load(session, a_codebook(), CODER) == (1, False, None)


def test_changed_codebook_is_a_new_version_with_its_differences(session: Session) -> None:
    a_study(session)
    book = a_codebook()
    changed = replace(book, codes=(*book.codes[:-1], replace(book.codes[-1], label={"nl": "Onderhoud"})))
    loaded = load(session, changed, CODER)
    assert (loaded.version, loaded.new) == (2, True)
    assert loaded.difference is not None
    assert loaded.difference.relabelled == (Change("belemmering.onderhoud", book.codes[-1].label, {"nl": "Onderhoud"}),)
    assert stored(session) == changed


def test_code_in_use_cannot_be_removed(session: Session) -> None:
    a_study(session)
    a_coding(session, a_transcript(session), "De sloop heeft de buurt geholpen.", code="factor.sloop")
    with pytest.raises(ConflictError, match=r"lacks codes that are in use: factor\.sloop \(1 codings\)"):
        load(session, without(a_codebook(), "factor.sloop"), CODER)
    assert stored(session) == a_codebook()


def test_code_not_in_use_can_be_removed_and_come_back(session: Session) -> None:
    a_study(session)
    load(session, without(a_codebook(), "factor.sloop"), CODER)
    assert "factor.sloop" not in stored(session).by_id()
    load(session, a_codebook(), CODER)
    assert stored(session) == a_codebook()


def test_moved_code_rolls_up_to_its_new_family(session: Session) -> None:
    a_study(session)
    codes = [replace(c, parent="belemmering") if c.id == "factor.sloop" else c for c in a_codebook().codes]
    order = sorted(codes, key=lambda code: code.parent is not None)
    load(session, replace(a_codebook(), codes=tuple(order)), CODER)
    assert stored(session).family("factor.sloop") == "belemmering"


def test_new_code_below_a_used_one_keeps_its_codings(session: Session) -> None:
    a_study(session)
    a_coding(session, a_transcript(session), "De sloop heeft de buurt geholpen.", code="factor.sloop")
    finer = a_code(id="factor.sloop.flat", parent="factor.sloop")
    assert load(session, replace(a_codebook(), codes=(*a_codebook().codes, finer)), CODER).version == 2
    assert verify(session).ok
