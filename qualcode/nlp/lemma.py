"""Lemmas of Dutch words and the normalised text that search runs on; works without spaCy."""

import re
import unicodedata
from functools import lru_cache

from qualcode.nlp.compound import MIN_PART, head
from qualcode.nlp.dictionary import entry, exceptions, knows
from qualcode.nlp.tokens import words
from qualcode.nlp.vocabulary import longest_first

_ONE_SPELLING = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None})  # noqa: RUF001
_FOLDED = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})  # noqa: RUF001
_WITHOUT_DIAERESIS = str.maketrans("ëïü", "eiu")
_DIMINUTIVES = ("je", "tje", "etje", "pje")
_PARTICIPLE = re.compile(
    rf"(?P<particle>{'|'.join(longest_first('verbs', 'particles'))}|)ge(?P<stem>[^\W\d]{{2,}}[dt])e?"
)
_ENDINGS = ("'s", "en", "e", "s", "n")
_NOT_ALNUM = re.compile("[^a-z0-9]+")
_EXPONENT = re.compile(r"(\d+)e(\d+)(?=[a-z])")


@lru_cache(maxsize=1 << 18)
def lemma(word: str) -> str:
    """The lemma of a word form, in lower case: huizen -> huis, knapte -> knappen, bewonersavonden -> bewonersavond.

    The table of exceptions comes first, then the dictionary, then rules for what the dictionary does not know:
    participles, compounds (by their head) and regular endings.
    """
    form = word.lower().translate(_ONE_SPELLING)
    exception = exceptions().get(form)
    if exception is not None:
        return exception
    if "-" in form:
        modifier, _, last = form.rpartition("-")
        return f"{modifier}-{lemma(last)}" if last else modifier
    found = entry(form)
    return _unknown(form) if found is None else _known(form, found)


def normalise(text: str) -> str:
    """The search form of a text or a query: lemmas without accents, `[a-z0-9]+` joined by single blanks.

    FTS5's unicode61 and PostgreSQL's `simple` configuration split it at the blanks and nowhere else, so both find the
    same. A hyphenated word is searched by its parts, and a number without its points (1.500 -> 1500).
    """
    return " ".join(filter(None, map(search_form, words(text))))


@lru_cache(maxsize=1 << 18)
def search_form(token: str) -> str:
    """The search form of one word or number, "" when nothing of it is left."""
    form = token.lower().translate(_ONE_SPELLING)
    if form[0].isdigit() and not form.isalnum():
        form = re.sub(r"\.(?=\d{3}(?!\d))", "", form)
    parts = form.split("-") if "-" in form else (form,)
    return " ".join(filter(None, (fold(lemma(part)) for part in parts if part)))


def fold(word: str) -> str:
    """The word in `[a-z0-9]+` and blanks: accents and ligatures resolved, everything else a blank."""
    if word.isascii() and word.isalpha():
        return word
    spelt = unicodedata.normalize("NFKD", word.lower().translate(_FOLDED))
    plain = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    # PostgreSQL reads 2e5a as the number 2e5 and the word a; FTS5 as one word.
    plain = _EXPONENT.sub(r"\1 e \2 ", plain.replace("'", " " if "'" in plain[:3] else ""))
    return _NOT_ALNUM.sub(" ", plain).strip()


def _known(form: str, found: str) -> str:
    if found == form or _is_noun(form, found):
        return form
    if found.endswith("je"):  # pleintjes -> pleintje -> plein
        return entry(found) or found
    if form == found + "e":  # verwarde -> verward -> verwarren, as verward itself
        verb = entry(found)
        return verb if verb and verb.endswith("en") and verb != found else found
    return found


def _is_noun(form: str, found: str) -> bool:
    """Whether the dictionary took a noun for a verb or a feminine form: huur -> huren, agent -> agente."""
    if form.endswith(("je", "en")):
        return False
    endings = ("en", "s") if found.startswith(form) and not found.endswith("n") else (*_DIMINUTIVES, form[-1] + "etje")
    return any(entry(form + ending) == form for ending in endings)


def _unknown(form: str) -> str:
    if participle := _PARTICIPLE.fullmatch(form):
        verb = entry(participle["stem"].translate(_WITHOUT_DIAERESIS) + "e")
        if verb and verb.endswith("en"):
            return participle["particle"] + verb
    if at := head(form):
        return form[:at] + _inflected_only(form[at:])
    for ending in _ENDINGS:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= MIN_PART and knows(stem):
            return lemma(stem)
    return form


def _inflected_only(last: str) -> str:
    """The lemma of a compound's head where it differs by an ending: not *macht* -> *machten*, *geweld* -> *wellen*."""
    found = lemma(last)
    return found if len(found) <= len(last) and found[:2] == last[:2] else last
