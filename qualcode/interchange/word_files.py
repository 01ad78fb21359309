"""Transcripts from Word files: labelled paragraphs, or tables with the speaker in a column of its own."""

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from qualcode.domain.speaker_labels import label_and_time
from qualcode.domain.speaker_roles import hint_of, label_key
from qualcode.domain.speaker_words import COLUMN_HEADINGS, Hint
from qualcode.domain.transcript import ParsedTranscript
from qualcode.domain.turns import find_turns
from qualcode.errors import TranscriptFileError
from qualcode.interchange.canonical import canonical, refuse_damage
from qualcode.interchange.office_package import DAMAGE, open_package, read_xml
from qualcode.interchange.utterances import Utterance, compose
from qualcode.interchange.word_text import Table, blocks, child, has_text_box

TEXT_BOX = "the file has a text box: its text was left out; move it into a paragraph if it belongs to the talk"
_MAIN_PART = "/officeDocument"
"""End of the type of the relationship that leads to the document."""


def read_docx(data: bytes, source: str, known: Collection[str] = ()) -> ParsedTranscript:
    """The transcript of a Word file.

    Headers, footers, footnotes, comments and tracked deletions are left out, tracked insertions kept.

    Raises:
        TranscriptFileError: It cannot be opened, or has no text.
    """
    with open_package(data, source, TranscriptFileError) as package:
        try:
            body = _body_of(package)
            parts = [part if isinstance(part, list) else canonical(part).strip() for part in blocks(body)]
        except (*DAMAGE, RecursionError):
            what = "the file is damaged or no Word file"
            raise TranscriptFileError(what, source=source, remedy="open it in Word and save it again") from None
    transcript = _transcript([part for part in parts if part], source, known)
    return replace(transcript, notices=(*transcript.notices, TEXT_BOX)) if has_text_box(body) else transcript


def _body_of(package: ZipFile) -> Element:
    """The body of the main document.

    Raises:
        KeyError: There is none.
    """
    links = read_xml(package, "_rels/.rels")
    targets = [link.get("Target", "") for link in links if link.get("Type", "").endswith(_MAIN_PART)]
    for target in targets:
        if (body := child(read_xml(package, posixpath.join("/", target)[1:]), "body")) is not None:
            return body
    raise KeyError("body")


def _transcript(parts: list[str | Table], source: str, known: Collection[str]) -> ParsedTranscript:
    """Turns from speaker tables and from the labelled paragraphs around them."""
    speakers = {at: columns for at, part in enumerate(parts) if (columns := _speaker_columns(part, known))}
    if not speakers:
        text = "\n\n".join(map(_paragraph, parts))
        refuse_damage(text, source)
        turns, notices = find_turns(text, known)
        return ParsedTranscript(text, turns, notices=notices)
    return compose(_utterances(parts, speakers, known), source)


def _paragraph(part: str | Table) -> str:
    return part if isinstance(part, str) else canonical("\n\n".join("\t".join(row) for row in part)).strip()


class _Columns(NamedTuple):
    """Where a speaker table has what."""

    speaker: int
    speech: int
    time: int | None


def _speaker_columns(part: str | Table, known: Collection[str]) -> _Columns | None:
    """The columns of a table of speakers and speech; None for another table.

    Columns of line numbers or times may stand beside them.
    """
    if isinstance(part, str):
        return None
    columns = [
        [cell for cell in column if cell.strip()] for column in zip_longest(*_without_headings(part), fillvalue="")
    ]
    filled = [at for at, cells in enumerate(columns) if not all(cell.strip().isdecimal() for cell in cells)]
    times = [at for at in filled if all(label_and_time(cell)[0] == "" for cell in columns[at])]
    rest = [at for at in filled if at not in times]
    match rest:
        case [speaker, speech] if _are_labels(columns[speaker], known):
            return _Columns(speaker, speech, times[0] if times else None)
    return None


def _without_headings(table: Table) -> Table:
    """The rows without a first row of column headings."""
    headed = table and {label_key(cell) for cell in table[0]} <= COLUMN_HEADINGS | {""}
    return table[1:] if headed else table


_LABEL_LENGTH = 60


def _are_labels(cells: list[str], known: Collection[str]) -> bool:
    """Whether a column names speakers: short, and at least half of them recur or are role words."""
    if any(len(cell) > _LABEL_LENGTH or "\n" in cell.strip() for cell in cells):
        return False
    labels = [label_and_time(cell)[0] for cell in cells]
    times = Counter(map(label_key, labels))
    keys = set(map(label_key, known))
    sure = sum(
        times[label_key(label)] > 1 or hint_of(label) is not Hint.NONE or label_key(label) in keys for label in labels
    )
    return 2 * sure >= len(labels)


def _utterances(parts: list[str | Table], speakers: dict[int, _Columns], known: Collection[str]) -> Iterator[Utterance]:
    paragraphs: list[str] = []
    for at, part in enumerate(parts):
        if at not in speakers or isinstance(part, str):
            paragraphs.append(_paragraph(part))
            continue
        yield from _spoken(paragraphs, known)
        paragraphs = []
        yield from _rows(_without_headings(part), speakers[at])
    yield from _spoken(paragraphs, known)


def _spoken(paragraphs: list[str], known: Collection[str]) -> Iterator[Utterance]:
    text = "\n\n".join(paragraphs)
    for turn in find_turns(text, known).turns:
        yield Utterance(turn.label, turn.speech.of(text), turn.start_ms)


def _rows(table: Table, columns: _Columns) -> Iterator[Utterance]:
    """The rows as utterances; one without a speaker goes on with the one before."""
    last: Utterance | None = None
    for row in table:
        whole = len(row) > max(columns.speaker, columns.speech, columns.time or 0)
        said = _utterance(row, columns) if whole else Utterance("", "\n".join(row))
        if last and whole and not said.label:
            last = replace(last, speech=f"{last.speech}\n\n{said.speech}".rstrip())
            continue
        if last:
            yield last
        last = said
    if last:
        yield last


def _utterance(row: list[str], columns: _Columns) -> Utterance:
    label, time = label_and_time(row[columns.speaker])
    if columns.time is not None:
        time = label_and_time(row[columns.time])[1]
    return Utterance(label, row[columns.speech], time)
