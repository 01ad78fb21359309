"""Turns of a canonical text: who speaks where."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from qualcode.domain.span import Span
from qualcode.domain.speaker_labels import Form, Label, find_labels
from qualcode.domain.speaker_roles import roles_of
from qualcode.domain.transcript import Role, Turn

NO_LABELS = (
    "no speaker labels were found: each paragraph is a turn of an unknown speaker, which is not evidence until "
    "interviews.csv names it as '-=R001:GROUP'"
)
NO_INTERVIEWER = (
    "no label says who asks the questions: name the speakers in interviews.csv, until then those whose role "
    "is unknown are not evidence"
)


class Turns(NamedTuple):
    """The turns of a text and what the reader should know about them."""

    turns: tuple[Turn, ...]
    notices: tuple[str, ...]


def find_turns(text: str, known: Collection[str] = ()) -> Turns:
    """The turns of a canonical text.

    Text before the first label, such as a title, is a turn with label "". A label without speech makes no turn.

    Args:
        text: Newlines as LF; positions are Unicode code points, half-open.
        known: Speaker labels that the metadata name; they count even where they stand once.
    """
    speakers, doubtful = find_labels(text, known)
    pieces = list(_labelled(text, speakers) if speakers else _paragraphs(text))
    roles = roles_of({label.text for label, _, _ in pieces if label})
    turns = tuple(
        Turn(number, label.text, roles[label.text], span, speech, label.start_ms)
        if label
        else Turn(number, "", Role.UNKNOWN, span, speech)
        for number, (label, span, speech) in enumerate(pieces, 1)
    )
    return Turns(turns, (*role_notices(turns), *_doubt_notices(turns, doubtful)))


def role_notices(turns: Collection[Turn]) -> tuple[str, ...]:
    """What the reader should know about the speakers of a transcript."""
    labelled = [turn.role for turn in turns if turn.label]
    if not labelled:
        return (NO_LABELS,)
    return (NO_INTERVIEWER,) if Role.UNKNOWN in labelled else ()


def stripped(text: str, start: int, end: int) -> Span:
    """The span without white space around it; empty where there is nothing else."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start, max(start, start + len(piece.strip())))


Piece = tuple[Label | None, Span, Span]
"""Label, whole span, speech."""


def _labelled(text: str, labels: list[Label]) -> Iterator[Piece]:
    opening = stripped(text, 0, labels[0].start)
    if opening.start < opening.end:
        yield None, opening, opening
    ends = [after.start for _, after in pairwise(labels)] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        speech = stripped(text, label.end, end)
        if speech.start < speech.end:
            yield label, Span(label.start, speech.end), speech


_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINES = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.?!…:;][\"'\u2019”»)\]]*\s*\Z")
_LOOK_BACK = 20
"""Code points in which a sentence's end is looked for."""
_HEADING = 80
"""Code points that the line of a heading has at most."""
_LISTED = 5
"""Turns that one notice lists."""


def _paragraphs(text: str) -> Iterator[Piece]:
    """Paragraphs; one that goes on with an unfinished sentence belongs to the one before it.

    Lines are paragraphs where no line is blank and most lines end a sentence; else they are
    wrapped lines of one paragraph.
    """
    start, end = stripped(text, 0, len(text))
    separator = _LINES if _lines_are_paragraphs(text[start:end]) else _BLANK_LINES
    for gap in separator.finditer(text, start, end):
        if not _goes_on(text, gap):
            yield _unlabelled(stripped(text, start, gap.start()))
            start = gap.end()
    if start < end:
        yield _unlabelled(Span(start, end))


def _unlabelled(span: Span) -> Piece:
    return None, span, span


def _goes_on(text: str, gap: re.Match[str]) -> bool:
    """Whether the sentence before the gap is finished behind it; a short line without a full stop is a heading."""
    line = gap.start() - max(text.rfind("\n", 0, gap.start()), 0)
    return not _ends_sentence(text, gap.start()) and (text[gap.end()].islower() or line > _HEADING)


def _lines_are_paragraphs(text: str) -> bool:
    ends = [_ends_sentence(text, line.start()) for line in _LINES.finditer(text)]
    return _BLANK_LINES.search(text) is None and 2 * sum(ends) > len(ends)


def _ends_sentence(text: str, position: int) -> bool:
    """Whether the text before `position` finishes a sentence."""
    return _SENTENCE_END.search(text[max(0, position - _LOOK_BACK) : position]) is not None


_STANDS_ONCE = "a name with a colon stands once and was read as speech; if it speaks, name it in interviews.csv"
_HAS_A_DASH = "a speaker's name with a dash was read as speech; if it speaks, write a colon behind it"


def _doubt_notices(turns: tuple[Turn, ...], doubtful: list[Label]) -> tuple[str, ...]:
    """Which turns hold a name that may be a speaker's; never the name itself."""
    if not turns or not turns[-1].label:
        return ()
    dashes = [label for label in doubtful if label.form is Form.DASH]
    colons = [label for label in doubtful if label.form is not Form.DASH]
    listed = ((_turns_of(turns, labels), what) for labels, what in ((colons, _STANDS_ONCE), (dashes, _HAS_A_DASH)))
    return tuple(f"turn {numbers}: {what}" for numbers, what in listed if numbers)


def _turns_of(turns: tuple[Turn, ...], labels: list[Label]) -> str:
    """The numbers of the turns in which the labels stand, for a sentence."""
    starts = [turn.span.start for turn in turns]
    numbers = sorted({bisect_right(starts, label.start) for label in labels})
    return ", ".join(map(str, numbers[:_LISTED])) + (", ..." if len(numbers) > _LISTED else "")
