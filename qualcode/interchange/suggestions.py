"""Suggestions with their reasons as a table and as a JSON object; for the study's own use only."""

from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.domain.coding import Verdict
from qualcode.domain.explained import Decided, Explained, Explanations
from qualcode.domain.reason_wording import told
from qualcode.domain.wording import word
from qualcode.interchange.records import about_record
from qualcode.interchange.sheets import about_sheet, notices
from qualcode.interchange.tables import Column, Sheet, Value

_COLUMNS: Sequence[tuple[str, float]] = (
    *(("id", 9), ("suggest_run", 7), ("transcript", 20), ("text_version", 9), ("turn", 7), ("start", 9), ("end", 9)),
    *(("quote", 80), ("code", 30), ("label", 40), ("attributes", 30), ("score", 8), ("rank", 8)),
    *(("decided_on", 40), ("why", 80)),
)


def suggestion_sheets(found: Explanations, language: str) -> list[Sheet]:
    """One row a suggestion, and where they come from."""
    columns = [Column(word(name, language), width) for name, width in _COLUMNS]
    rows = (_row(each, language) for each in found.suggestions)
    title = word("sheet_suggestions", language)
    return [Sheet(title, columns, rows, notices(found.about, language)), about_sheet(found.about, (), language)]


def suggestion_lines(found: Explanations, language: str) -> Iterator[str]:
    """Three lines a suggestion: what is proposed where, the words, and why."""
    yield from notices(found.about, language)
    for each in found.suggestions:
        place = f"{each.transcript}, {word('turn', language)} {each.turn}"
        yield f"#{each.id} | {each.code} | {each.score:.2f} | {place} | {_decision(each, language)}"
        yield f"  “{each.exact}”"
        yield f"  {told(each.explanations, language)}"


def suggestions_record(found: Explanations, language: str) -> dict[str, Any]:
    """The suggestions, each with its reasons told in the language and its decisions."""
    return {"suggestions": [_record(each, language) for each in found.suggestions], **about_record(found.about)}


def _record(each: Explained, language: str) -> dict[str, Any]:
    plain = {name: value for name, value in each._asdict().items() if name != "explanations"}
    decisions = [{**one._asdict(), "verdict": one.verdict.value} for one in each.decisions]
    return {**plain, "decisions": decisions, "why": told(each.explanations, language)}


def _row(each: Explained, language: str) -> list[Value]:
    values = "; ".join(f"{name}={value}" for name, value in each.attributes.items())
    place = (each.transcript, each.version, each.turn, each.start, each.end)
    proposed = (each.exact, each.code, each.code_label, values, each.score, each.rank)
    return [each.id, each.run, *place, *proposed, _decision(each, language), told(each.explanations, language)]


def _decision(each: Explained, language: str) -> str:
    if each.decisions:
        return "; ".join(_said(each, one, language) for one in each.decisions)
    if each.before is not None:
        return word("decided_before", language, id=each.before)
    return word("decided_open" if each.shown else "decided_hidden", language)


def _said(each: Explained, one: Decided, language: str) -> str:
    facts = {"coder": one.coder, "proposed": each.code, "code": one.code}
    if one.together:
        return word("decided_together", language, **facts)
    if one.verdict is Verdict.CORRECTED and one.code != each.code:
        return word("decided_recoded", language, **facts)
    return word(f"decided_{one.verdict.value}", language, **facts)
