"""Turns as people write them: labelled cases, and what holds for every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.speaker_labels import find_labels, milliseconds
from qualcode.domain.speaker_roles import label_key
from qualcode.domain.transcript import Role
from qualcode.domain.turns import NO_INTERVIEWER, NO_LABELS, find_turns

CASES_FOLDER = Path(__file__).parent / "cases"
CASES = {case["name"]: case for case in yaml.safe_load((CASES_FOLDER / "speakers.yaml").read_text("utf-8"))}
KNOWN_FAILURES = yaml.safe_load((CASES_FOLDER / "speakers_known_failures.yaml").read_text("utf-8"))
DEBATES = sorted((Path(__file__).parents[3] / "shared/data/debates").glob("*.txt"))


def read(text):
    """The turns as the case file writes them."""
    return [[turn.label, turn.role.value, turn.speech.of(text)] for turn in find_turns(text).turns]


def reads_right(case):
    times = [turn.start_ms for turn in find_turns(case["text"]).turns]
    return read(case["text"]) == case["turns"] and times == case.get("start_ms", times)


@pytest.mark.parametrize("name", [name for name in CASES if name not in KNOWN_FAILURES])
def test_turns_are_read_as_a_person_reads_them(name):
    case = CASES[name]
    assert read(case["text"]) == case["turns"]
    assert reads_right(case)


@pytest.mark.parametrize("name", KNOWN_FAILURES)
def test_known_failure_still_fails(name):
    assert not reads_right(CASES[name]), "it is read right now: take it from the list of known failures"


LINES = st.one_of(
    st.builds(
        lambda time, label, end, speech: f"{time}{label}{end}{speech}",
        st.sampled_from(["", "[00:12:03] ", "(0:05) ", "**"]),
        st.sampled_from(["I", "R1", "Interviewer", "Respondent 2", "Fatma", "Let op", "V", "A"]),
        st.sampled_from([": ", ":", "\t", " - ", "", " 0:05", ":** "]),
        st.sampled_from(["", "ja", "Dat klopt.", "é 👩‍👧 x"]),
    ),
    st.text(max_size=20),
    st.just(""),
)
TEXTS = st.lists(LINES, max_size=12).map("\n".join)


@given(TEXTS)
def test_turns_are_in_order_and_hold_their_speech(text):
    turns = find_turns(text).turns
    assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    ends = [0, *(turn.span.end for turn in turns)]
    for end, turn in zip(ends, turns, strict=False):
        assert end <= turn.span.start <= turn.speech.start < turn.speech.end <= turn.span.end <= len(text)
        for span in (turn.span, turn.speech):
            assert span.of(text) == span.of(text).strip()


@given(TEXTS)
def test_turns_cover_all_text_but_labels_without_speech(text):
    turns = find_turns(text).turns
    covered = {at for turn in turns for at in range(*turn.span)}
    labels = {at for label in find_labels(text).speakers for at in range(label.start, label.end)}
    assert all(at in covered or at in labels for at, sign in enumerate(text) if not sign.isspace())


@pytest.mark.parametrize("text", ["Het was druk.", "Het was druk.\n\nToen stil."])
def test_text_without_labels_says_so(text):
    assert find_turns(text).notices == (NO_LABELS,)


def test_names_without_an_interviewer_are_noticed():
    assert find_turns("Karin: En?\nFatma: Ja.\nKarin: Goed.\nFatma: Nee.").notices == (NO_INTERVIEWER,)


def test_name_that_stands_once_is_noticed_without_repeating_it():
    (notice,) = find_turns("I: Wie?\nR1: Ik.\n\nHenk: Ik ook.\nR1: Wij dus.").notices
    assert notice.startswith("turn 2: a name with a colon stands once")
    assert "Henk" not in notice


def test_dash_of_a_name_is_noticed_without_repeating_it():
    (notice,) = find_turns("I: Wie?\nKarin: Ik.\nI: En?\nKarin - die ken je.\nKarin: Ja.").notices
    assert notice.startswith("turn 3: a speaker's name with a dash")
    assert "Karin" not in notice


def test_dash_of_a_name_sets_it_off_where_the_metadata_name_it():
    text = "I: Wie?\nKarin: Ik.\nI: En?\nKarin - Nu niet."
    assert [turn.label for turn in find_turns(text, known=["Karin", "I"]).turns] == ["I", "Karin", "I", "Karin"]


def test_label_of_the_metadata_counts_where_it_stands_once():
    text = "I: Wie?\nR1: Ik.\nHenk: Ik ook."
    assert [turn.label for turn in find_turns(text, known=["henk"]).turns] == ["I", "R1", "Henk"]
    assert find_turns(text, known=["henk"]).notices == ()


@pytest.mark.parametrize("label", ["R 1", "r1", "R. 1", "R_1"])
def test_spelling_of_a_label_does_not_matter(label):
    assert label_key(label) == label_key("R1")


@pytest.mark.parametrize(("clock", "expected"), [("0:05", 5000), ("01:02:03", 3723000), ("00:00:01,5", 1500)])
def test_clock_is_read_as_milliseconds(clock, expected):
    assert milliseconds(clock) == expected


@pytest.mark.skipif(not DEBATES, reason="../shared/data/debates is absent")
def test_every_debate_has_the_turns_that_its_lines_show():
    for path in DEBATES:
        text = path.read_text("utf-8")
        labelled = [line for line in text.split("\n") if line.startswith(("Respondent ", "Interviewer: "))]
        turns = find_turns(text).turns
        assert [turn.span.of(text).split("\n")[0] for turn in turns] == labelled
        assert {turn.role for turn in turns} <= {Role.RESPONDENT, Role.INTERVIEWER}
