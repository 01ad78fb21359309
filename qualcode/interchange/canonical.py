"""The canonical text of a file: newlines as LF, Unicode NFC, nothing else changed (DESIGN 4)."""

import re
import unicodedata

from qualcode.errors import TranscriptFileError, short
from qualcode.interchange.encoding import UNICODE_REMEDY, find_misread

_OTHER_NEWLINES = "\r\v\f\x85\u2028\u2029"
_NEWLINES = re.compile(f"\r\n|[{_OTHER_NEWLINES}]")
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Control characters, which no transcript holds and no database needs to."""
_LOST = "\ufffd"
_BEFORE = 30
"""Characters shown from before a damaged place, to find it by."""


def canonical(text: str) -> str:
    """`text` with newlines as LF and in NFC, without byte order mark."""
    if any(newline in text for newline in _OTHER_NEWLINES):
        text = _NEWLINES.sub("\n", text)
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))


def refuse_damage(text: str, source: str) -> None:
    """Make sure that a canonical text is text, and nothing was lost before it came here.

    Raises:
        TranscriptFileError: It is empty, or holds control characters, lost letters or letters decoded wrongly.
    """
    if not text.strip():
        raise TranscriptFileError("the file has no text in it", source=source, remedy="import a file with text")
    if found := NOT_TEXT.search(text):
        what = f"the control character U+{ord(found[0]):04X} is no text: the file is binary or damaged"
        raise _damaged(what, text, found.start(), source)
    if (at := text.find(_LOST)) >= 0:
        raise _damaged("a letter was lost before the file came here (U+FFFD stands in its place)", text, at, source)
    if (at := find_misread(text)) >= 0:
        raise _damaged(f"'{text[at : at + 2]}' is one letter that was decoded wrongly", text, at, source)


def _damaged(what: str, text: str, position: int, source: str) -> TranscriptFileError:
    before = short(text[max(0, position - _BEFORE) : position])
    place = f", after '{before}'" if before else ", at the beginning"
    return TranscriptFileError(what + place, source=source, remedy=f"mend that place, or {UNICODE_REMEDY} again")
