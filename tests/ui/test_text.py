"""Every word of the interface in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

import qualcode.ui
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


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)", text))


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
