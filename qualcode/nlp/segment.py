"""Segments: the sentences of a speaker's turn, as spans over the version's text."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from qualcode.domain.span import Span
from qualcode.nlp import vocabulary
from qualcode.nlp.tokens import ABBREVIATIONS, WORD

MAX_WORDS = 80
"""Longer sentences, as speech recognition without punctuation gives them, are cut at a border inside."""

_ENDING_ABBREVIATIONS = vocabulary.words("tokens", "ending")
_CLOSING = "\"'”’»)\\]"  # noqa: RUF001
_NEXT = r"\s*(?P<following>\S)?"
_END = re.compile(rf"(?:[.!?…]+[{_CLOSING}]*(?=\s)|\n[^\S\n]*\n|\n(?=\s*[-•*–]\s))(?={_NEXT})")  # noqa: RUF001
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_COUNTER = re.compile(r"\d{1,2}\.")
_UNFINISHED = re.compile(r"\b(?:de|het|een|en|of|van|in|op|aan|met|voor|door|naar|bij|om|te|dat|die|als)\s*\Z")
_INNER_BORDER = re.compile(r"(?<=[,;:])\s+|\s+(?=(?:maar|want|dus|omdat|terwijl|en dan|en toen)\s)")
_WORD = re.compile(WORD)
_LONGEST = 24


def segments(text: str, speech: Span) -> list[Span]:
    """The sentences of `speech` in order: Unicode code points of `text`, half-open, without white space around.

    Every word lies in exactly one of them. A full stop ends a sentence also before a small letter, since transcripts
    are often written without capitals; three points before a small letter are a pause. A blank line ends one unless
    the text goes on in small letters, as it does in texts that were copied from a PDF.
    """
    found: list[Span] = []
    start = speech.start
    for end in (*_ends(text, speech), speech.end):
        trimmed = _trimmed(text, start, end)
        start = end
        if trimmed is None:
            continue
        if found and not _WORD.search(text, *trimmed):  # a stray bracket or dash belongs to what was said before
            found[-1] = Span(found[-1].start, trimmed.end)
        else:
            found.extend(_cut(text, trimmed))
    return found


def _ends(text: str, speech: Span) -> Iterator[int]:
    start = speech.start
    for match in _END.finditer(text, *speech):
        if _is_end(text, start, match):
            yield match.end()
            start = match.end()


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence that begins at `start` ends with the mark that was found."""
    mark, following = match[0], match["following"]
    goes_on = following is not None and following.islower()
    if mark[0] == "\n":
        return not (goes_on or _UNFINISHED.search(text, start, match.start()))
    if mark != ".":
        return not (goes_on and (mark[-1] in _CLOSING or mark.startswith(("..", "…"))))
    last = text[max(start, match.end() - _LONGEST) : match.end()].rsplit(None, 1)[-1].lstrip("(['\"“‘")  # noqa: RUF001
    if last.lower() in _ENDING_ABBREVIATIONS:
        return not goes_on
    if last.lower() in ABBREVIATIONS or _INITIALS.fullmatch(last):
        return False
    return not (_COUNTER.fullmatch(last) and text[start : match.end()].lstrip() == last)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    stripped = part.strip()
    if not stripped:
        return None
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(stripped))


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence itself, or pieces of at most `MAX_WORDS` words of one that is too long."""
    start, end = sentence
    if text.count(" ", start, end) >= MAX_WORDS:
        starts = [match.start() for match in _WORD.finditer(text, start, end)]
        while len(starts) > MAX_WORDS:
            limit = starts[MAX_WORDS]
            borders = [match.end() for match in _INNER_BORDER.finditer(text, starts[MAX_WORDS // 2], limit)]
            at = borders[-1] if borders else limit
            yield Span(start, start + len(text[start:at].rstrip()))
            start, starts = at, starts[bisect_left(starts, at) :]
    yield Span(start, end)
