"""From what the workflow knows of a queue to what the component shows."""

from collections.abc import Iterable, Sequence

from qualcode.domain.codebook import Codebook
from qualcode.domain.operation import IN_QUEUE
from qualcode.ui import words
from qualcode.ui.components import queue
from qualcode.ui.components.coder.document import attribute, codes, reasons
from qualcode.ui.components.links import address
from qualcode.workflow.queue import AHEAD, Item, Words
from qualcode.workflow.repeat import Found
from qualcode.workflow.undoable import Undoable


def beginning(
    items: Sequence[Item], codebook: Codebook, total: int, coder: str, done: Iterable[Undoable], *, determines: bool
) -> queue.Queue:
    """The beginning of a queue as the component takes it, with what was `done` earlier and can be taken back."""
    return {
        "mark": IN_QUEUE,
        "determines": determines,
        "items": [item(each, coder) for each in items],
        "total": total,
        "ended": len(items) < AHEAD,
        "codes": [
            {**code, "required": [each.id for each in codebook.required_of(code["id"])]} for code in codes(codebook)
        ],
        "attributes": [{**attribute(each), "rule": each.rule} for each in codebook.attributes],
        "undoable": [
            {
                "op": each.operation,
                "kind": each.kind,
                "identity": f"{each.version}:{coder}",
                "suggestions": each.suggestions,
                "code": each.code,
                "transcript": each.transcript,
            }
            for each in done
        ],
    }


def item(each: Item, coder: str) -> queue.Item:
    """One item as the component takes it."""
    why, led = reasons(each.explanation, each.quotes)
    return {
        "id": each.id,
        "identity": f"{each.version}:{coder}",
        "transcript": each.transcript,
        "href": _place(each.transcript, each.start, each.end),
        "turn": each.turn,
        "who": " · ".join(filter(None, [each.respondent, words.member(each.group) if each.group else None])),
        "neighbourhoods": each.neighbourhoods,
        "before": None if each.before is None else _words(each.before),
        "here": _words(each.here),
        "start": each.start,
        "end": min(each.end, each.here.start + len(each.here.text)),
        "code": each.code,
        "attributes": dict(each.attributes),
        "sources": dict(each.sources or {}),
        "score": each.score or 0.0,
        "likely": each.likely,
        "why": why,
        "words": led,
        "after": list(each.after),
    }


def repeats(found: Iterable[Found]) -> list[queue.Repeat]:
    """Exact repeats as the component lists them."""
    return [
        {
            "id": each.suggestion,
            "exact": each.exact,
            "code": each.code,
            "attributes": dict(each.attributes),
            "transcript": each.transcript,
            "turn": each.turn,
            "href": _place(each.transcript, each.start, each.end),
        }
        for each in found
    ]


def _place(transcript: str, start: int, end: int) -> str:
    return address("coding", {"transcript": transcript, "span": f"{start}-{end}"})


def _words(said: Words) -> queue.Words:
    return {"label": said.label, "text": said.text, "start": said.start}
