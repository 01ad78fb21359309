"""From what the workflow knows of a transcript to what the transcript coder shows."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from qualcode.db.queries.reasons import explanations
from qualcode.domain import operation
from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.codebook import Attribute as CodebookAttribute
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Display
from qualcode.domain.reason_wording import told
from qualcode.ui import state, words
from qualcode.ui.components import coder
from qualcode.ui.text import label, sentence
from qualcode.workflow.reading import CodingView, Desktop, SuggestionView, TurnView
from qualcode.workflow.waiting import Waiting

COLOURS = 8
"""Colours of the component; a codebook with more families uses them again."""


def document(desktop: Desktop) -> coder.Document:
    """A transcript as the coder component takes it."""
    return {
        "transcript": desktop.transcript,
        "version": desktop.version,
        "turns": [_turn(turn) for turn in desktop.turns],
        "codes": codes(desktop.codebook),
        "attributes": [attribute(each) for each in desktop.codebook.attributes],
        "codings": [coding(each) for each in desktop.codings],
        "suggestions": [_suggestion(each) for each in desktop.suggestions],
        "likely": [{"start": each.start, "end": each.end, "code": each.code} for each in desktop.likely],
        "waiting": [_waiting(each) for each in desktop.waiting],
        "areas": [{"id": area.key, "label": area.name, "city": area.city, "own": area.own} for area in desktop.areas],
        "note": next((note.text for note in desktop.notes if note.coder == desktop.coder), ""),
        "notes": [{"coder": each.coder, "text": each.text} for each in desktop.notes if each.coder != desktop.coder],
        "display": Display(desktop.display).value,
        "read_upto": desktop.read_upto,
        "read_in_full": desktop.read_in_full,
        "readonly": False,
    }


def acknowledgement(ack: operation.Ack, views: Mapping[int, CodingView], known: Mapping[str, coder.Code]) -> coder.Ack:
    """The answer to one operation; `views` holds at least the codings it names, as far as they are confirmed.

    `known` holds at least the provisional code that it names.
    """
    answer: coder.Ack = {
        "op": ack.id,
        "ok": ack.error is None,
        "error": ack.error and sentence(ack.error),
        "codings": [coding(views[number]) for number in ack.codings if number in views],
        "removed": list(ack.removed),
        "suggestions": [
            {"id": number, "verdict": cast("coder.Verdict", verdict)} for number, verdict in ack.verdicts.items()
        ],
    }
    if ack.undo is not None:
        answer["undo"] = ack.undo
    if ack.read_upto is not None:
        answer["read_upto"] = ack.read_upto
    if ack.read_in_full is not None:
        answer["read_in_full"] = ack.read_in_full
    if ack.note is not None:
        answer["note"] = ack.note
    if ack.waiting:
        answer["waiting"] = list(ack.waiting)
    if ack.provisional is not None and ack.provisional in known:
        answer["code"] = known[ack.provisional]
    return answer


def refusal(op: str, error: str) -> coder.Ack:
    """The answer to an operation that was not stored."""
    return {"op": op, "ok": False, "error": error, "codings": [], "removed": [], "suggestions": []}


def coding(view: CodingView) -> coder.Coding:
    """A coding as the component takes it."""
    return {
        "id": view.id,
        "start": view.start,
        "end": view.end,
        "code": view.code,
        "attributes": dict(view.attributes),
        "sources": cast("Mapping[str, coder.Source]", dict(view.sources)),
        "coder": view.coder,
        "mine": view.mine,
        "suggestion": view.suggestion,
        "memo": view.memo,
        "elsewhere": view.elsewhere,
        "neighbourhood": view.neighbourhood,
    }


def codes(codebook: Codebook) -> list[coder.Code]:
    """Codes to choose from, in the order of the codebook: all but the families and those that are retired."""
    by_id = codebook.by_id()
    names = {number: label(dict(code.label)) for number, code in by_id.items()}
    families = [code.id for code in codebook.codes if code.parent is None]
    found: list[coder.Code] = []
    for code in codebook.codes:
        if code.parent is None or code.replaced_by is not None:
            continue
        above = [names[number] for number in codebook.ancestors(code.id)][1:]
        family = codebook.family(code.id)
        found.append(
            {
                "id": code.id,
                "label": names[code.id],
                "family": names[family],
                "path": coder.PATH_SEPARATOR.join(reversed(above)),
                "colour": families.index(family) % COLOURS,
                "definition": code.definition,
                "attributes": [attribute.id for attribute in codebook.attributes_of(code.id)],
            }
        )
    return found


def attribute(each: CodebookAttribute) -> coder.Attribute:
    """An attribute with its values as the component takes it."""
    values = [
        {"id": number, "label": label(dict(labels)), "denies": (each.id, number) == (POLARITY, DENIED)}
        for number, labels in each.values.items()
    ]
    return {
        "id": each.id,
        "label": label(dict(each.label)),
        "required": each.required,
        "values": cast("list[coder.AttributeValue]", values),
    }


def _turn(turn: TurnView) -> coder.Turn:
    about = [turn.respondent, words.member(turn.group) if turn.group else None]
    return {
        "n": turn.number,
        "label": turn.label,
        "role": cast("coder.Role", turn.role),
        "who": " · ".join(filter(None, about)),
        "start": turn.start,
        "text": turn.text,
        "time": _clock(turn.start_ms),
    }


def _clock(milliseconds: int | None) -> str | None:
    if milliseconds is None:
        return None
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _suggestion(view: SuggestionView) -> coder.Suggestion:
    why, led = reasons(view.explanation, view.quotes)
    shown: coder.Suggestion = {
        "id": view.id,
        "start": view.start,
        "end": view.end,
        "code": view.code,
        "score": view.score,
        "attributes": dict(view.attributes),
        "why": why,
        "words": led,
        "verdict": cast("coder.Verdict | None", view.verdict),
    }
    if view.carried is not None:
        shown["carried"] = view.carried
    return shown


def _waiting(each: Waiting) -> coder.Waiting:
    start, end = each.place or (None, None)
    return {"id": each.id, "code": each.code, "exact": each.exact, "start": start, "end": end}


def reasons(raw: Iterable[Mapping[str, Any]], quotes: Mapping[int, str]) -> tuple[str, list[tuple[int, int]]]:
    """Why a suggestion was made, in a few sentences, and the words that led to it; code points of the version.

    Args:
        raw: Its reasons, as `Explanation` is stored.
        quotes: The start of the codings that they call nearest, as far as they may be shown.
    """
    found = explanations(tuple(raw))
    return told(found, state.language(), quotes), [(span.start, span.end) for why in found for span in why.words]
