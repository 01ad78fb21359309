"""Merge: a coder's overlapping codings of one code become one coding on all their words."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from qualcode.db.models import Coding
from qualcode.db.queries.reading import latest_memo
from qualcode.domain.coding import AttributeValue, CodingState, Source
from qualcode.domain.operation import Operation
from qualcode.domain.span import Span, united
from qualcode.errors import ConflictError, said
from qualcode.workflow import confirm
from qualcode.workflow.desk import Desk, Written, own_coding, retire
from qualcode.workflow.notes import insert_memo


def merge(desk: Desk, operation: Operation, written: Written) -> None:
    """Put one coding in the place of a coding and all that overlap it, one after the other.

    Where they differ, in attributes and in what they are about, the named coding counts; a value that a person set
    goes before a suggested one. Their memos are joined.
    """
    coding = own_coding(desk, operation)
    first = confirm.stored(desk.session, coding)
    spans = _same_code(desk, first)
    span = united(first.span, spans.values())
    others = [number for number, each in spans.items() if number != coding and each.overlaps(span)]
    if not others:
        msg = said("no other coding of yours with this code overlaps this passage, so there is nothing to merge")
        raise ConflictError(msg)
    for number in (coding, *others):
        retire(desk, number, CodingState.SUPERSEDED, written)
    drafts = [first, *(confirm.stored(desk.session, number) for number in others)]
    new = replace(first, span=span, attributes=_joined(drafts), supersedes_id=coding)
    _join_memos(desk, [coding, *others], written.add("coding", confirm.store(desk.session, new, desk.at)), written)
    written.facts["merged"] = others


def _same_code(desk: Desk, first: confirm.NewCoding) -> dict[int, Span]:
    """Confirmed codings of the same coder, version and code, by number, in order of the text."""
    query = select(Coding.id, Coding.start_char, Coding.end_char).where(
        Coding.version_id == first.version_id,
        Coding.coder_id == first.coder_id,
        Coding.code_id == first.code_id,
        Coding.state == CodingState.CONFIRMED.value,
    )
    rows = desk.session.execute(query.order_by(Coding.start_char, Coding.id))
    return {number: Span(start, end) for number, start, end in rows}


def _joined(drafts: Sequence[confirm.NewCoding]) -> dict[str, AttributeValue]:
    values: dict[str, AttributeValue] = {}
    for draft in drafts:
        for name, value in draft.attributes.items():
            if name not in values or (values[name].source is not Source.PERSON and value.source is Source.PERSON):
                values[name] = value
    return values


def _join_memos(desk: Desk, old: Sequence[int], new: int, written: Written) -> None:
    memos = [memo for number in old if (memo := latest_memo(desk.session, number)) is not None and memo.text]
    if memos:
        text = "\n\n".join(dict.fromkeys(memo.text for memo in memos))
        insert_memo(desk, new, text, memos[0].id, written)
