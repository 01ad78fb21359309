"""Every word of the interface in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

import qualcode.ui
from qualcode.errors import ConflictError, NotFoundError, said
from qualcode.ui import state, text, words
from qualcode.ui.text import LOCALES, catalogue

UI = Path(qualcode.ui.__file__).parent
SOURCES = [UI.parents[1] / "streamlit_app.py", *sorted(UI.parent.rglob("*.py"))]
KEYWORDS = {**DEFAULT_KEYWORDS, "said": None}


def messages_in_source():
    found = set()
    for file in SOURCES:
        for _line, message, _comments, _context in extract_from_file("python", str(file), keywords=KEYWORDS):
            found.add(message if isinstance(message, str) else tuple(message[:2]))
    return found


def dutch_messages() -> list[Message]:
    with (LOCALES / "nl" / "LC_MESSAGES" / "qualcode.po").open("rb") as source:
        return [message for message in read_po(source, locale="nl") if message.id]


def placeholders(message: str) -> set[str]:
    return set(re.findall(r"{(\w+)", message))


def test_every_message_of_the_source_is_in_the_catalogue_and_none_is_left_over():
    assert {message.id for message in dutch_messages()} == messages_in_source()


def test_no_message_is_untranslated():
    for message in dutch_messages():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id


def test_a_translation_has_the_placeholders_of_its_source():
    for message in dutch_messages():
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert {frozenset(placeholders(form)) for form in forms} == {frozenset(placeholders(s)) for s in sources}


@pytest.mark.parametrize(("n", "words"), [(0, "{n} woorden"), (1, "{n} woord"), (2, "{n} woorden")])
def test_dutch_counts_words(n, words):
    assert catalogue("nl").ngettext("{n} word", "{n} words", n) == words


def test_a_language_without_a_catalogue_keeps_the_words_of_the_source():
    assert catalogue("en").gettext("Transcripts") == "Transcripts"


@pytest.mark.parametrize(
    "other",
    [
        r"\b[Hh]aar\b",
        r"\b[Zz]ij\b",
        r"[Vv]olledig gelezen",
        r"[Oo]ngedaan",
        r"terug ?draai|teruggedraaid|terug te draaien",
    ],
)
def test_dutch_has_one_word_for_one_thing_and_calls_no_thing_she(other):
    forms = [form for each in dutch_messages() for form in (each.string if each.pluralizable else (each.string,))]
    assert [form for form in forms if re.search(other, form)] == []


def test_a_sentence_begins_with_a_capital_unless_a_name_comes_first(monkeypatch):
    monkeypatch.setattr(state, "language", lambda: "nl")
    assert text.told(NotFoundError(said("transcript"), "zuid-99")) == "Er is geen transcript 'zuid-99'"
    moved = said("{code} cannot stand below itself; choose a parent outside it", code="factor.sloop")
    assert text.told(ConflictError(moved)).startswith("factor.sloop kan niet")


def test_the_program_itself_and_decimals_are_told_in_the_language(monkeypatch):
    monkeypatch.setattr(state, "language", lambda: "nl")
    assert (words.actor("system"), words.actor("annelies"), text.decimal(0.3)) == ("systeem", "annelies", "0,30")
    monkeypatch.setattr(state, "language", lambda: "en")
    assert (words.actor("system"), text.decimal(0.3)) == ("system", "0.30")
