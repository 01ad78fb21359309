"""Transcripts from files: text, Markdown, Word and captions, by the ending of the name."""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path, PurePath

from qualcode.domain.transcript import ParsedTranscript
from qualcode.domain.turns import find_turns
from qualcode.errors import TranscriptFileError
from qualcode.interchange.canonical import canonical, refuse_damage
from qualcode.interchange.captions import read_srt, read_vtt
from qualcode.interchange.encoding import decode
from qualcode.interchange.file_bytes import file_bytes
from qualcode.interchange.word_files import read_docx

SUFFIXES = (".txt", ".md", ".docx", ".vtt", ".srt")
"""Endings of the files that can be read."""
_ELSEWHERE = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".rtf": "open it in Word or LibreOffice and save it as .docx",
    ".odt": "open it in LibreOffice or Word and save it as .docx",
    ".pdf": "ask for the file that it was made from, or copy its text into a .txt file",
}
KNOWN_ENDINGS = (*SUFFIXES, *_ELSEWHERE)
"""Endings that are no part of a transcript's name where somebody writes them."""


def read_transcript(path: Path, known: Collection[str] = ()) -> ParsedTranscript:
    """The canonical text of a transcript file with its turns.

    Args:
        path: A file with one of `SUFFIXES`.
        known: Speaker labels that the metadata name.

    Raises:
        TranscriptFileError: It does not exist or is refused.
    """
    return parse_transcript(read_bytes(path), path.name, known)


def parse_transcript(data: bytes, name: str, known: Collection[str] = ()) -> ParsedTranscript:
    """The canonical text of a transcript that was read already, with its turns.

    Args:
        data: The whole file.
        name: File name with its ending, which decides how it is read.
        known: Speaker labels that the metadata name.

    Raises:
        TranscriptFileError: It is refused.
    """
    suffix = PurePath(name).suffix.lower()
    _refuse_suffix(suffix, name)
    if not data:
        raise TranscriptFileError("the file is empty", source=name, remedy="import a file with text")
    transcript = read_docx(data, name, known) if suffix == ".docx" else _read_text(data, suffix, name, known)
    if not transcript.turns:
        raise TranscriptFileError("nobody says anything in it", source=name, remedy="import a file with speech")
    return transcript


def transcript_name(path: Path) -> str:
    """The name of the transcript in a file: the file's without its ending, in NFC (macOS writes accents apart)."""
    return unicodedata.normalize("NFC", path.stem)


def read_bytes(path: Path) -> bytes:
    """The bytes of a transcript file within the limit of size.

    Raises:
        TranscriptFileError: It cannot be read or is too large.
    """
    return file_bytes(path, TranscriptFileError, "split it, or save it without pictures")


def _refuse_suffix(suffix: str, name: str) -> None:
    if suffix not in SUFFIXES:
        what = f"'{suffix or name}' is not read here; allowed are {', '.join(SUFFIXES)}"
        remedy = _ELSEWHERE.get(suffix, "save it as .txt or .docx")
        raise TranscriptFileError(what, source=name, remedy=remedy)


def _read_text(data: bytes, suffix: str, name: str, known: Collection[str]) -> ParsedTranscript:
    decoded = decode(data, name, TranscriptFileError)
    text = canonical(decoded.text)
    refuse_damage(text, name)
    transcript = _READERS.get(suffix, _read_plain)(text, name, known)
    return replace(transcript, encoding=decoded.encoding, notices=(*decoded.notices, *transcript.notices))


def _read_plain(text: str, _name: str, known: Collection[str]) -> ParsedTranscript:
    turns, notices = find_turns(text, known)
    return ParsedTranscript(text, turns, notices=notices)


_READERS: dict[str, Callable[[str, str, Collection[str]], ParsedTranscript]] = {".vtt": read_vtt, ".srt": read_srt}
