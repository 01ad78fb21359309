"""Transcripts from captions (WebVTT and SubRip): cues of one speaker become one turn with its times."""

import html
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain

import srt
import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from qualcode.domain.speaker_labels import find_labels
from qualcode.domain.transcript import ParsedTranscript
from qualcode.errors import TranscriptFileError, short
from qualcode.interchange.canonical import canonical
from qualcode.interchange.utterances import Utterance, compose

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]*)>")
_TAG = re.compile(r"<[^<>\n]*>")
_STYLE = re.compile(r"</?(?:[biu]|font)\b[^<>\n]*>|\{\\an?\d+\}", re.IGNORECASE)
_DASH = re.compile(r"\A[-\u2013\u2014][ \t]*(?=\S)")
_CUE_ARROW = "-->"
_EMPTY_LINES = re.compile(r"\n{2,}")
_CUE_BLOCKS = ("WEBVTT", "NOTE", "STYLE", "REGION")
_PAUSE_MS = 2000
"""Silence after which an unnamed speaker's next words are a new turn."""
_LONG = 500
"""Characters after which an unnamed speaker's turn ends with the sentence."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cue; `opens` where a label, a voice or a dash begins it."""

    said: Utterance
    opens: bool


def read_vtt(text: str, source: str, known: Collection[str] = ()) -> ParsedTranscript:
    """The transcript of a WebVTT file; voices (`<v Name>`) are speakers.

    Raises:
        TranscriptFileError: It is no WebVTT, or a cue cannot be read.
    """
    try:
        captions = webvtt.from_string(text).captions
    except (MalformedFileError, MalformedCaptionError):
        raise _refused("the first line of a .vtt file is WEBVTT, and here it is not", source) from None
    if (lost := text.count(_CUE_ARROW) - len(captions)) > 0:
        raise _refused(f"{lost} of {lost + len(captions)} cues have times that cannot be read", source)
    cues = [
        Utterance("", caption.raw_text, caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds())
        for caption in captions
    ]
    lines: Iterable[_Line]
    if any(_VOICE.search(cue.speech) for cue in cues):
        lines = chain.from_iterable(map(_voices, cues))
    else:
        lines = _labelled([replace(cue, speech=_plain(cue.speech)) for cue in cues], known)
    transcript = compose(_joined(lines), source)
    return replace(transcript, notices=(*transcript.notices, *_left_out(text)))


def read_srt(text: str, source: str, known: Collection[str] = ()) -> ParsedTranscript:
    """The transcript of a SubRip file; labels stand in the text.

    Raises:
        TranscriptFileError: A part of it is no subtitle.
    """
    try:
        subtitles = list(srt.parse(text))
    except (srt.SRTParseError, srt.TimestampParseError, OverflowError):
        raise _refused("it holds lines that are no subtitle (number, times, text)", source) from None
    cues = [
        Utterance("", _STYLE.sub("", subtitle.content), _milliseconds(subtitle.start), _milliseconds(subtitle.end))
        for subtitle in subtitles
    ]
    return compose(_joined(_labelled(cues, known)), source)


def _refused(what: str, source: str) -> TranscriptFileError:
    return TranscriptFileError(what, source=source, remedy="export the captions again, or import the text as .txt")


def _milliseconds(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)


def _left_out(text: str) -> tuple[str, ...]:
    """Notice of paragraphs that belong to no cue, such as the rest of a cue behind an empty line."""
    blocks = [block.strip("\n") for block in _EMPTY_LINES.split(text)]
    strays = [block for block in blocks if block and _CUE_ARROW not in block and not block.startswith(_CUE_BLOCKS)]
    if not strays:
        return ()
    return (f"{len(strays)} paragraphs stand outside a cue and were left out, the first: '{short(strays[0], 40)}'",)


def _voices(cue: Utterance) -> Iterator[_Line]:
    """The parts of a cue by voice; what stands before the first voice has none."""
    before, *parts = _VOICE.split(cue.speech)
    if before.strip():
        yield _Line(replace(cue, speech=_on_one_line(before)), opens=True)
    for label, speech in zip(parts[::2], parts[1::2], strict=True):
        yield _Line(replace(cue, label=html.unescape(label).strip(), speech=_on_one_line(speech)), opens=True)


def _on_one_line(markup: str) -> str:
    return " ".join(_plain(markup).split())


def _plain(markup: str) -> str:
    """The text of a cue without tags and character references."""
    return html.unescape(_TAG.sub("", markup))


def _labelled(cues: Iterable[Utterance], known: Collection[str]) -> Iterator[_Line]:
    """The lines of cues with the label that stands in them, or that of the line before.

    A line that begins with a dash is another speaker, who is not named.
    """
    lines = [replace(cue, speech=line.strip()) for cue in cues for line in canonical(cue.speech).split("\n")]
    texts = [_DASH.sub("", line.speech) for line in lines]
    labels = {label.start: label for label in find_labels("\n".join(texts), known).speakers}
    position, speaker = 0, ""
    for line, text in zip(lines, texts, strict=True):
        label = labels.get(position)
        opens = label is not None or text != line.speech
        if opens:
            speaker = label.text if label else ""
        speech = text[label.end - position :] if label else text
        yield _Line(replace(line, label=speaker, speech=speech), opens)
        position += len(text) + 1


def _joined(lines: Iterable[_Line]) -> Iterator[Utterance]:
    """Lines of one speaker that follow each other, as one utterance with the times of all."""
    last: Utterance | None = None
    for line in lines:
        said = line.said
        if last and _goes_on(last, line):
            last = replace(last, speech=f"{last.speech} {said.speech}", end_ms=said.end_ms)
            continue
        if last:
            yield last
        last = said
    if last:
        yield last


def _goes_on(last: Utterance, line: _Line) -> bool:
    """Whether the line is the same speaker's; one who is not named goes on until a pause or a dash."""
    if last.label or line.said.label:
        return last.label == line.said.label
    pause = (line.said.start_ms or 0) - (last.end_ms or 0)
    full = len(last.speech) > _LONG and last.speech.endswith((".", "?", "!"))
    return not line.opens and pause < _PAUSE_MS and not full
