"""Coded units of a file as a run reads the sentences of a transcript: context, and short answers by their question.

What an interviewer says is context and no unit, as everywhere in this project.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from qualcode.domain.ranking import Unit
from qualcode.domain.span import Span
from qualcode.domain.transcript import Role, Turn
from qualcode.interchange.units_file import UnitLine

if TYPE_CHECKING:
    from qualcode.nlp.answering import Answer, Reply

BEFORE = 3
"""Preceding turns of a conversation that are the context of a unit."""

BETWEEN = "\n"
INTERVIEWER = "interviewer"


class Heard(NamedTuple):
    """A unit as it is read.

    Attributes:
        unit: Its text is that of the question where it is a short answer.
        line: As it stands in the file.
        reply: What a short answer replies, None where it says something of its own.
    """

    unit: Unit
    line: UnitLine
    reply: "Reply | None"


def heard(lines: Sequence[UnitLine]) -> Iterator[Heard]:
    """The units by document and in order, with the turns before them where several people speak in the document."""
    for _, group in groupby(sorted(lines, key=lambda line: line.doc_id), key=lambda line: line.doc_id):
        document = sorted(group, key=lambda line: line.seq or 0)
        conversation = len({line.speaker for line in document}) > 1
        asked = _asked(document) if conversation else {}
        for at, line in enumerate(document):
            if is_interviewer(line):
                continue
            before = document[max(0, at - BEFORE) : at] if conversation else ()
            context = BETWEEN.join(each.text for each in before)
            text, reply = asked.get(at, (line.text, None))
            yield Heard(Unit(line.unit_id, line.doc_id, text, context), line, reply)


def is_interviewer(line: UnitLine) -> bool:
    """Whether a line is what an interviewer says."""
    return (line.speaker or "").casefold() == INTERVIEWER


def _asked(document: Sequence[UnitLine]) -> Mapping[int, tuple[str, "Reply"]]:
    """Place of a short answer -> the question and the reply; a turn is what one speaker says without interruption."""
    from qualcode.nlp.answering import answers  # noqa: PLC0415  brings the word lists

    text, spans = "", list[Span]()
    for line in document:
        spans.append(Span(len(text), len(text) + len(line.text)))
        text += line.text + BETWEEN
    turns = list[Turn]()
    for _, group in groupby(range(len(document)), key=lambda at: document[at].speaker):
        first, *rest = group
        whole = Span(spans[first].start, spans[rest[-1] if rest else first].end)
        if not is_interviewer(document[first]):
            turns.append(Turn(first, "", Role.RESPONDENT, whole, whole))
    place = {span.start: at for at, span in enumerate(spans)}
    found: Iterator[Answer] = answers(text, turns)
    return {place[each.span.start]: (each.question.of(text), each.reply) for each in found if each.span.start in place}
