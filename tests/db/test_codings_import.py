"""Codings from JSON lines: anchored by their quote, checked line by line, the whole file or nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import CODER, a_coding, a_description, a_study, a_transcript, do, span_of
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, Coding, CodingAttribute, Event, EvidenceRow, Memo, Neighbourhood
from qualcode.errors import CodingFileError, ConflictError
from qualcode.interchange.codings_file import read_codings
from qualcode.workflow import study
from qualcode.workflow.code import Taken, take_in
from qualcode.workflow.trace import journey
from qualcode.workflow.verify import verify

SLOOP = "De sloop heeft de buurt geholpen."
TWICE = (
    ("I", "Hoe is het?"),
    ("R1", "Rustig, hoor. Dat zeg ik."),
    ("I", "En 's avonds?"),
    ("R1", "Rustig, hoor. Meestal wel."),
)


@pytest.fixture
def ready(session: Session) -> Session:
    """A study with zuid-01, and zuid-02 in which one sentence stands twice."""
    a_study(session)
    a_transcript(session)
    a_transcript(session, "zuid-02", speech=TWICE, about=a_description("zuid-02"))
    return session


def a_line(**overrides: Any) -> dict[str, Any]:
    """A line of a codings file; a field that is None is left out."""
    known = {"transcript": "zuid-01", "exact": SLOOP, "code": "factor.sloop", "coder": "bram"}
    return {name: value for name, value in {**known, **overrides}.items() if value is not None}


def take(session: Session, folder: Path, *lines: dict[str, Any] | str) -> Taken:
    """What importing a file of these lines did."""
    file = folder / "codings.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text(text + "\n", encoding="utf-8")
    with session.begin_nested():
        return take_in(session, read_codings(file), file.name, CODER)


def codings(session: Session) -> list[Coding]:
    """All codings, in the order of storage."""
    return list(session.scalars(select(Coding).order_by(Coding.id)))


def is_clean(session: Session) -> bool:
    """Whether everything recorded still adds up."""
    assert verify(session).problems == []
    return True


def test_quote_that_stands_once_needs_nothing_else(ready: Session, tmp_path: Path) -> None:
    assert take(ready, tmp_path, a_line()) == (1, 0, 0)
    (coding,) = codings(ready)
    assert (coding.start_char, coding.end_char) == span_of(ready, coding.version_id, SLOOP)
    assert (coding.exact, coding.state, coding.place, coding.suggestion_id) == (SLOOP, "confirmed", "here", None)
    assert coding.suffix.startswith("\n\nI: En nu?")
    assert ready.scalar(select(func.count()).select_from(EvidenceRow)) == 1
    assert is_clean(ready)


@pytest.mark.parametrize(
    ("context", "nth"),
    [
        ({"suffix": " Dat"}, 0),
        ({"suffix": " Meest"}, 1),
        ({"prefix": "Hoe is het?\n\nR1: "}, 0),
        ({"prefix": "avonds?\n\nR1: ", "suffix": " Meestal"}, 1),
        ({"prefix": "avonds?\r\n\r\nR1: "}, 1),
    ],
)
def test_context_says_which_of_two_is_meant(ready: Session, tmp_path: Path, context: dict[str, str], nth: int) -> None:
    take(ready, tmp_path, a_line(transcript="zuid-02", exact="Rustig, hoor.", **context))
    (coding,) = codings(ready)
    before = "Hoe is het?\n\nR1: " if nth == 0 else "avonds?\n\nR1: "
    assert (before + "Rustig, hoor.").endswith(coding.prefix[-5:] + coding.exact)
    assert coding.suffix.startswith(" Dat" if nth == 0 else " Meestal")


def test_position_says_which_of_two_is_meant(ready: Session, tmp_path: Path) -> None:
    text = "".join(f"{label}: {said}\n\n" for label, said in TWICE)
    start = text.rindex("Rustig")
    line = a_line(transcript="zuid-02", exact="Rustig, hoor.")
    take(ready, tmp_path, {**line, "start": start}, {**line, "start": start, "end": start + 13, "code": "factor"})
    assert [coding.start_char for coding in codings(ready)] == [start, start]


def test_quote_from_a_system_that_writes_accents_apart_is_found(session: Session, tmp_path: Path) -> None:
    a_study(session)
    a_transcript(session, speech=(("I", "En?"), ("R1", "Eén café bleef.")), about=None)
    assert take(session, tmp_path, a_line(exact="Ee\u0301n cafe\u0301 bleef.")) == (1, 0, 0)


REFUSED: dict[str, tuple[dict[str, Any] | str, str]] = {
    "twice in the text": (
        a_line(transcript="zuid-02", exact="Rustig, hoor."),
        r"the quote stands 2 times in transcript zuid-02 'Rustig, hoor\.' \(add 'prefix' or 'suffix'",
    ),
    "twice with that context": (
        a_line(transcript="zuid-02", exact="Rustig, hoor.", prefix="R1: "),
        "the quote stands 2 times",
    ),
    "nowhere": (a_line(exact="De sloop hielp."), "transcript zuid-01 does not hold the quote 'De sloop hielp.'"),
    "in another context": (a_line(prefix="Nee. "), "does not hold the quote"),
    "at another place": (a_line(start=5), "5-38 of transcript zuid-01 is not the quote"),
    "longer than the place": (a_line(start=68, end=70), "is not the quote"),
    "beyond the text": (a_line(start=9999), "is not the quote"),
    "before the text": (a_line(start=-5), r"'start' is -5 \(a whole number of 0 or more\)"),
    "unknown code": (a_line(code="factor.slop"), r"there is no code 'factor\.slop'; did you mean factor\.sloop"),
    "unknown transcript": (a_line(transcript="zuid-1"), "there is no transcript 'zuid-1'; did you mean zuid-01"),
    "unknown neighbourhood": (
        a_line(neighbourhood="stad-zud"),
        "there is no neighbourhood 'stad-zud'; did you mean stad-zuid",
    ),
    "unknown attribute": (a_line(attributes={"toon": "boos"}), "takes no attribute 'toon'; it takes valentie"),
    "unknown value": (a_line(attributes={"valentie": "goed"}), "no value 'goed'; choose from positief, negatief"),
    "unknown place": (a_line(place="there"), r"'place' is 'there' \(choose from here or elsewhere\)"),
    "unknown field": (a_line(colour="red"), r"the field 'colour' is not known \(fields are transcript, "),
    "no coder": (a_line(coder=None), "'coder' is missing|'coder' is null"),
    "nameless coder": (a_line(coder="  "), "a coder's name has 1 to 80 characters"),
    "empty quote": (a_line(exact=""), r"'exact' is empty \(fill it in\)"),
    "number for a text": (a_line(memo=5), r"'memo' is a number \(a text between double quotes"),
    "moment without a zone": (a_line(at="2020-01-01T10:00:00"), "'at' has no time zone"),
    "control character": (
        a_line(memo="a\u0000b"),
        r"'memo' cannot be taken in: the control character U\+0000 is no text",
    ),
    "no JSON": ('{"transcript": ', "is not JSON at column"),
    "no object": ("[1, 2]", "is not a JSON object"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_line_is_refused_by_number_and_the_whole_file_with_it(ready: Session, tmp_path: Path, what: str) -> None:
    line, told = REFUSED[what]
    events = ready.scalar(select(func.count()).select_from(Event))
    with pytest.raises(CodingFileError, match=told) as error:
        take(ready, tmp_path, a_line(coder="carla"), "", line, a_line(code="factor"))
    assert str(error.value).startswith("codings.jsonl, line 3: ")
    assert len(str(error.value)) < 300
    assert codings(ready) == []
    assert "carla" not in ready.scalars(select(Coder.name)).all()
    assert ready.scalar(select(func.count()).select_from(Event)) == events


def test_again_changes_nothing(ready: Session, tmp_path: Path) -> None:
    valued = a_line(transcript="zuid-02", exact="Dat zeg ik.", attributes={"valentie": "positief"})
    lines = [a_line(memo="Kern."), valued]
    assert take(ready, tmp_path, *lines) == (2, 0, 0)
    events = ready.scalar(select(func.count()).select_from(Event))
    assert take(ready, tmp_path, *lines) == (0, 2, 0)
    assert ready.scalar(select(func.count()).select_from(Event)) == events
    assert (len(codings(ready)), ready.scalar(select(func.count()).select_from(Memo))) == (2, 1)


def test_line_that_stands_twice_in_the_file_is_one_coding(ready: Session, tmp_path: Path) -> None:
    assert take(ready, tmp_path, a_line(), a_line()) == (1, 1, 0)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"attributes": {"valentie": "negatief"}}, (0, 0, 1)),
        ({"attributes": None}, (0, 0, 1)),
        ({"memo": "Anders."}, (0, 0, 1)),
        ({"place": "elsewhere"}, (0, 0, 1)),
        ({"neighbourhood": "stad-noord"}, (0, 0, 1)),
        ({"memo": None}, (0, 1, 0)),
        ({"at": "2024-03-05T09:30:00+01:00"}, (0, 1, 0)),
    ],
)
def test_line_that_says_something_else_of_a_stored_coding_is_told_and_changes_nothing(
    ready: Session, tmp_path: Path, other: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    line = a_line(attributes={"valentie": "positief"}, memo="Kern.")
    take(ready, tmp_path, line)
    events = ready.scalar(select(func.count()).select_from(Event))
    assert take(ready, tmp_path, a_line(**{**line, **other})) == expected
    assert ready.scalar(select(func.count()).select_from(Event)) == events
    assert ready.scalars(select(CodingAttribute.value)).all() == ["positief"]


def test_second_line_of_a_file_that_contradicts_the_first_is_told(ready: Session, tmp_path: Path) -> None:
    assert take(ready, tmp_path, a_line(memo="Kern."), a_line(memo="Bijzaak.")) == (1, 0, 1)


def test_two_coders_and_two_codes_are_codings_of_their_own(ready: Session, tmp_path: Path) -> None:
    assert take(ready, tmp_path, a_line(), a_line(coder="carla"), a_line(code="factor")) == (3, 0, 0)
    assert is_clean(ready)


def test_coding_that_was_withdrawn_can_be_imported_again(ready: Session, tmp_path: Path) -> None:
    take(ready, tmp_path, a_line())
    (coding,) = codings(ready)
    do(ready, coding.version_id, "bram", kind="withdraw", coding=coding.id)
    assert take(ready, tmp_path, a_line()) == (1, 0, 0)
    assert is_clean(ready)


def test_coding_made_by_hand_is_not_made_twice(ready: Session, tmp_path: Path) -> None:
    version = codings(ready) or (take(ready, tmp_path, a_line(code="factor")) and codings(ready))
    a_coding(ready, version[0].version_id, SLOOP, coder="bram")
    assert take(ready, tmp_path, a_line()) == (0, 1, 0)


def test_memo_and_moment_are_stored(ready: Session, tmp_path: Path) -> None:
    take(ready, tmp_path, a_line(memo="Kern van het verhaal.", at="2024-03-05T09:30:00+01:00"), a_line(code="factor"))
    first = codings(ready)[0]
    assert first.created_at.isoformat() == "2024-03-05T08:30:00+00:00"
    memos = ready.execute(select(Memo.coding_id, Memo.text, Memo.kind)).all()
    assert [tuple(row) for row in memos] == [(first.id, "Kern van het verhaal.", "analytic")]
    assert is_clean(ready)


def test_coding_with_a_moment_of_its_own_leads_back_to_its_import(ready: Session, tmp_path: Path) -> None:
    take(ready, tmp_path, a_line(at="2024-03-05T09:30:00+01:00"))
    assert [event.kind for event in journey(ready, codings(ready)[0].id, "nl").events] == ["codings_imported"]


def test_attributes_are_a_persons(ready: Session, tmp_path: Path) -> None:
    take(ready, tmp_path, a_line(attributes={"valentie": "negatief"}))
    rows = ready.execute(select(CodingAttribute.attribute, CodingAttribute.value, CodingAttribute.source)).all()
    assert [tuple(row) for row in rows] == [("valentie", "negatief", "person")]
    assert is_clean(ready)


def test_passage_about_elsewhere_is_stored_and_does_not_count(ready: Session, tmp_path: Path) -> None:
    take(ready, tmp_path, a_line(place="elsewhere"), a_line(code="factor"))
    assert [coding.place for coding in codings(ready)] == ["elsewhere", "here"]
    assert ready.scalars(select(EvidenceRow.coding_id)).all() == [codings(ready)[1].id]


def test_passage_about_another_neighbourhood_counts_there(ready: Session, tmp_path: Path) -> None:
    take(ready, tmp_path, a_line(neighbourhood="stad-noord"), a_line(code="factor"))
    places = select(Neighbourhood.key).join(EvidenceRow, EvidenceRow.neighbourhood_id == Neighbourhood.id)
    assert ready.scalars(places.order_by(EvidenceRow.coding_id)).all() == ["stad-noord", "stad-zuid"]
    assert is_clean(ready)


def test_codings_need_a_codebook(session: Session, tmp_path: Path) -> None:
    study.start(session, "Leeg")
    with pytest.raises(ConflictError, match="no codebook; load one"):
        take(session, tmp_path, a_line())


def test_file_with_a_byte_order_mark_and_blank_lines_is_read(ready: Session, tmp_path: Path) -> None:
    file = tmp_path / "codings.jsonl"
    lines = (json.dumps(line) for line in (a_line(), a_line(code="factor")))
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(lines).encode())
    assert take_in(ready, read_codings(file), file.name, CODER) == (2, 0, 0)
