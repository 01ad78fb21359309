"""Text from bytes: byte order mark, UTF-8, or the best of the encodings that Dutch files come in."""

import codecs
import re
from typing import NamedTuple

from qualcode.errors import InputError


class Decoded(NamedTuple):
    """Decoded text and how it was read.

    Attributes:
        text: Without byte order mark; newlines as they were.
        encoding: Python's name of the encoding.
        notices: What the reader should check, one sentence each.
    """

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


UNICODE_REMEDY = "save it as text in UTF-8"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("cp1252", "iso-8859-15", "mac-roman", "cp850")
"""In order of preference; every letter of ISO 8859-1 has the same place in cp1252."""


def decode(data: bytes, source: str, refuse: type[InputError] = InputError) -> Decoded:
    """The text of `data`.

    Args:
        data: The whole file.
        source: File name for messages.
        refuse: Error to raise.

    Raises:
        InputError: The bytes are no text in any encoding that is known here.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, source, refuse)
    if b"\0" in data:
        return _without_mark(data, source, refuse)
    try:
        return _mended(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _guessed(data, source, refuse)


def _strictly(data: bytes, encoding: str, source: str, refuse: type[InputError]) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        what = (
            f"the file begins as {encoding.upper()}, but byte {error.start + 1} does not fit: it is cut off or damaged"
        )
        raise refuse(what, source=source, remedy=UNICODE_REMEDY) from None


_UTF16_SHARE = 0.7
"""Share of the high bytes that are zero in UTF-16 text of a language in Latin letters, at least."""


def _without_mark(data: bytes, source: str, refuse: type[InputError]) -> Decoded:
    """UTF-16 without byte order mark, or nothing: text has no zero bytes."""
    for encoding, high, low in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if high.count(0) >= _UTF16_SHARE * len(high) and not low.count(0):
            decoded = _strictly(data, encoding, source, refuse)
            return decoded._replace(notices=(_guess_notice(encoding),))
    raise refuse("the file is binary, not text", source=source, remedy=UNICODE_REMEDY)


_READ_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00e2\u20ac")
"""What UTF-8 looks like after it was read as cp1252: two signs for one letter."""
_READ_TWICE_BEGINS = "\u00c2\u00c3\u00e2"


def find_misread(text: str) -> int:
    """Position of the first letters that were decoded wrongly before they came here, or -1."""
    suspect = any(sign in text for sign in _READ_TWICE_BEGINS)
    found = _READ_TWICE.search(text) if suspect else None
    return found.start() if found else -1


def _mended(text: str) -> Decoded:
    """The text; where all of it was once read as cp1252 and stored as UTF-8 again, what it was before."""
    if find_misread(text) < 0:
        return Decoded(text, "utf-8")
    try:
        mended = b"".join(map(_cp1252_byte, text)).decode("utf-8")
    except UnicodeError:
        return Decoded(text, "utf-8")
    notice = "the file held its accented letters as two signs each (UTF-8 read as Windows-1252); they were put back"
    return Decoded(mended, "utf-8, encoded twice", (notice,))


def _cp1252_byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _guessed(data: bytes, source: str, refuse: type[InputError]) -> Decoded:
    """The decoding that reads most like Dutch."""
    readings = [Decoded(text, encoding) for encoding in _CANDIDATES if (text := _try(data, encoding)) is not None]
    score, _, best = max((plausibility(reading.text), -at, reading) for at, reading in enumerate(readings))
    if score <= 0:
        tried = ", ".join(("utf-8", *_CANDIDATES))
        raise refuse(f"the encoding cannot be told; tried {tried}", source=source, remedy=UNICODE_REMEDY)
    return best._replace(notices=(_guess_notice(best.encoding),))


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess_notice(encoding: str) -> str:
    return f"the encoding was guessed: {encoding}; look at a word with an accent"


_SPECIAL = re.compile(r"[^\x00-\x7f]")
_DUTCH_LETTERS = frozenset("éèëêïöüçàáóÉËÏÖÜ")
_OTHER_LETTERS = frozenset("íîìôòûùúäâåãñæøœßýÿÈÊÇÀÁÄÂÅÓÔÍÎÚÛÑØŠšŽž\xa0")
_SIGNS = frozenset("\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026€«»•·°½¼¾²³\xd7§©®\xb4")
_SPECIAL_SHARE = 0.1
"""Share of the signs that lie outside ASCII in text of a language in Latin letters, at most."""


def plausibility(text: str) -> float:
    """How much the signs outside ASCII look like Dutch: mean of +2 (at home), 0 (possible), -3 (out of place)."""
    places = [found.start() for found in _SPECIAL.finditer(text)]
    if not places or len(places) > max(_SPECIAL_SHARE * len(text), 1):
        return -1.0
    return sum(_weight(text[at - 1 : at], text[at], text[at + 1 : at + 2]) for at in places) / len(places)


def _weight(before: str, sign: str, after: str) -> int:
    between = before.isalpha() and after.isalpha()
    if sign in _DUTCH_LETTERS:
        return 2 if before.isalpha() or after.isalpha() else 0
    if sign in _OTHER_LETTERS:
        return 0
    if sign in _SIGNS:
        return 2 if sign == "\u2019" or not between else -3
    return -3
