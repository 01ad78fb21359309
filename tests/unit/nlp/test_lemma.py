"""Lemmas and the search form."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.nlp.dictionary import entry, exceptions
from qualcode.nlp.lemma import lemma, normalise


def test_lemmas_of_labelled_words(regression):
    regression("lemma", lemma)


def test_every_exception_differs_from_the_dictionary_or_guards_it():
    assert all(form == form.lower() for form in exceptions())
    assert sum(entry(form) != found for form, found in exceptions().items()) > 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De huizen zijn opgeknapt!", "de huis zijn opknappen"),
        ("Den-Haag, Den Haag", "den haag den haag"),
        ("cliënten, coördinatie, Yılmaz, Straße, œuvre, ĳs", "client coordinatie yilmaz strasse oeuvre ijs"),
        ("zo'n auto’s 's avonds", "zo n auto s avond"),
        ("1.500 huizen in 2015/2016, 3,5 procent", "1500 huis in 2015 2016 3 5 procent"),
        ("woz-waarde", "woz waarde"),
        ("niet geen", "niet geen"),
        ("... — !", ""),
        ("", ""),
    ],
)
def test_search_form(text, expected):
    assert normalise(text) == expected


@settings(deadline=None)  # the first example reads the dictionary
@given(st.text())
def test_search_form_has_plain_words_and_single_blanks_only(text):
    assert re.fullmatch("(?:[a-z0-9]+(?: [a-z0-9]+)*)?", normalise(text))


@settings(deadline=None)
@given(st.text(alphabet="019eabé.-'"))
def test_no_word_of_a_search_form_reads_as_a_number_and_a_word(text):
    """PostgreSQL takes 2e5a for the number 2e5 and the word a, FTS5 for one word."""
    assert not re.search(r"\b\d+e\d+[a-z]", normalise(text))


def test_query_in_another_form_finds_the_text():
    assert set(normalise("opgeknapte huizen").split()) <= set(
        normalise("Ze knappen het huis op, opknappen dus").split()
    )


def test_normalising_needs_no_spacy():
    program = "import sys, qualcode.nlp.lemma as l; l.normalise('huizen'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
