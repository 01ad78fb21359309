"""Coded units of a file as a run reads the sentences of a transcript: context, and short answers by their question.

What an interviewer says is context and no unit, as everywhere in this project. Where nobody, or one person, speaks in a
document, it is one turn, which has no context; its units are not taken for one story.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from qualcode.domain.ranking import Unit
from qualcode.domain.span import Span
from qualcode.domain.speaker_roles import roles_of
from qualcode.domain.transcript import Role, Turn
from qualcode.interchange.units_file import UnitLine

if TYPE_CHECKING:
    from qualcode.nlp.answering import Reply

BETWEEN = "\n"


class Heard(NamedTuple):
    """A unit as it is read.

    Attributes:
        unit: Its text is that of the question where it is a short answer.
        line: As it stands in the file.
        reply: What a short answer replies, None where it says something of its own.
        before, after: What stands next to it in its turn, where several people speak in the document.
    """

    unit: Unit
    line: UnitLine
    reply: "Reply | None"
    before: Sequence[str] = ()
    after: Sequence[str] = ()


def heard(lines: Sequence[UnitLine]) -> Iterator[Heard]:
    """The units by document and in order."""
    for group in _documents(lines):
        yield from _in_document(sorted(group, key=lambda line: line.seq or 0))


def asked(lines: Sequence[UnitLine]) -> Iterator[UnitLine]:
    """The lines of interviewers, who are known by their labels as in a transcript."""
    for group in _documents(lines):
        asking = _interviewers(group)
        yield from (line for line in group if line.speaker in asking)


def _documents(lines: Sequence[UnitLine]) -> Iterator[list[UnitLine]]:
    for _, group in groupby(sorted(lines, key=lambda line: line.doc_id), key=lambda line: line.doc_id):
        yield list(group)


def _interviewers(lines: Sequence[UnitLine]) -> frozenset[str | None]:
    """The labels of those who ask in a document."""
    roles = roles_of({line.speaker for line in lines if line.speaker})
    return frozenset(label for label, role in roles.items() if role is Role.INTERVIEWER)


def _in_document(lines: Sequence[UnitLine]) -> Iterator[Heard]:
    """The units of a document; a turn is what one speaker says without interruption."""
    from qualcode.nlp.answering import answers  # noqa: PLC0415  brings the word lists
    from qualcode.nlp.hybrid import AHEAD, BEHIND, contexts  # noqa: PLC0415

    text, spans = _joined(lines)
    places = [list(group) for _, group in groupby(range(len(lines)), key=lambda at: lines[at].speaker)]
    asking = _interviewers(lines)
    said = [group for group in places if lines[group[0]].speaker not in asking]
    turns = [_turn(group[0], spans[group[0]].start, spans[group[-1]].end) for group in said]
    short = {answer.span.start: answer for answer in answers(text, turns)}
    for group, context in zip(said, contexts(text, turns), strict=True):
        told = [lines[at].text for at in group] if len(places) > 1 else []
        for place, at in enumerate(group):
            answer, line = short.get(spans[at].start), lines[at]
            unit = Unit(line.unit_id, line.doc_id, answer.question.of(text) if answer else line.text, context)
            before, after = told[max(0, place - BEHIND) : place], told[place + 1 : place + 1 + AHEAD]
            yield Heard(unit, line, answer and answer.reply, before, after)


def _joined(lines: Sequence[UnitLine]) -> tuple[str, list[Span]]:
    """The text of a document, and where its lines stand in it."""
    spans, end = list[Span](), 0
    for line in lines:
        spans.append(Span(end, end + len(line.text)))
        end += len(line.text) + len(BETWEEN)
    return BETWEEN.join(line.text for line in lines), spans


def _turn(number: int, start: int, end: int) -> Turn:
    whole = Span(start, end)
    return Turn(number, "", Role.RESPONDENT, whole, whole)
