"""Tokens of Dutch text: one definition for the search index, the pipeline and the codebook's indicators."""

import re

from qualcode.nlp import vocabulary

ABBREVIATIONS = vocabulary.words("tokens", "abbreviations")
"""Abbreviations that keep their point, in lower case."""

_LISTED = "|".join(re.escape(word) for word in sorted(ABBREVIATIONS, key=len, reverse=True))
_JOINT = "['’ʼ\\-‐‑\u00ad]"  # noqa: RUF001  curly apostrophe and non-breaking hyphen are meant

WORD = (
    r"[^\W\d]++(?![.\w'’ʼ\-‐‑\u00ad])"  # noqa: RUF001  a plain word: first, since most are
    rf"|(?<!\w)(?i:{_LISTED})(?!\w)"  # bijv.  o.a.
    r"|(?<![\w.])(?:[^\W\d_]\.){2,}"  # A.B.  w.v.t.t.k.
    rf"|(?<!\w)['’](?:s-\w+(?:{_JOINT}\w+)*|[stnmkr](?!\w))"  # noqa: RUF001  's avonds  't  's-Gravenhage
    r"|\d+(?:[.,:/]\d+)+(?!\w)"  # 1.500  2015/2016  12:30
    rf"|\w+(?:{_JOINT}\w+)*"  # auto's  zo'n  woz-waarde  80-jarige
)
"""Pattern of one word or number; apostrophes and hyphens inside belong to it."""

_WORDS = re.compile(WORD)
_PIECES = re.compile(rf"({WORD}|\.{{2,}}|\s+|[^\w\s])( ?)")


def words(text: str) -> list[str]:
    """The words and numbers of a text in order, as written, without punctuation."""
    return _WORDS.findall(text)


def pieces(text: str) -> list[tuple[str, str]]:
    """The whole text as (token, blank or nothing) pairs: joined, they are the text again.

    White space other than one blank after a token is a token of its own, which is spaCy's convention.
    """
    return _PIECES.findall(text)
