"""simplemma's Dutch dictionary: 370,000 word forms, read from disk when the first word is asked for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGE = "nl"


def entry(word: str) -> str | None:
    """The dictionary's lemma of a lower-case word form, None when the form is not in it.

    Names are listed with a capital ("Haagse"), so that spelling is tried as well. Underscores, which mark
    the joint of a separable verb ("op_knappen"), are dropped.
    """
    forms = _forms()
    found = forms.get(word) or forms.get(word.capitalize())
    return found.replace("_", "").lower() if found else None


def knows(word: str) -> bool:
    """Whether the lower-case word form is in the dictionary as it is written here."""
    return _forms().get(word) is not None


@cache
def exceptions() -> Mapping[str, str]:
    """Word form -> lemma where the dictionary is wrong or ambiguous for the language of interviews."""
    lines = files("qualcode.nlp").joinpath("data/lemmas.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {form: lemma.strip() for lemma, _, forms in pairs for form in forms.split()}


@cache
def _forms() -> Mapping[str, str]:
    # Imported here, since reading the dictionary takes a third of a second that `qualcode --help` need not wait for.
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # noqa: PLC0415

    return DefaultDictionaryFactory().get_dictionary(LANGUAGE)
