"""A combination of codes as a condition on evidence rows, for both databases.

Nothing is loaded: what stands near is a correlated EXISTS, which seeks in the covering index of `evidence` by code
and transcript, or in the one by transcript and position.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Code, Coder, Coding, EvidenceRow, Neighbourhood, Respondent, Transcript
from qualcode.db.queries.evidence import below, has_value
from qualcode.domain.combination import (
    All,
    AnyOf,
    Coded,
    Combination,
    Known,
    Near,
    Not,
    Relation,
    Valued,
    companions,
    inside,
    leading,
)

Row = type[EvidenceRow]
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Codes:
    """Row ids: of every named code with all below it, and of every named code alone."""

    with_below: Mapping[str, Sequence[int]]
    alone: Mapping[str, int]

    def ids(self, coded: Coded) -> list[int]:
        """The codes that answer to one operand."""
        own = self.alone.get(coded.code)
        return [number for number in self.with_below.get(coded.code, ()) if not (coded.below and number == own)]


def holds(session: Session, combination: Combination) -> Condition:
    """Condition: the combination holds of the coding of the evidence row."""
    return _listed(combination, EvidenceRow, _codes(session, combination))


def near(session: Session, combination: Combination, codings: Sequence[int]) -> list[tuple[int, int]]:
    """(coding, another one that stands as the combination asks), for these codings, in the order of the text."""
    codes, pairs = _codes(session, combination), dict[tuple[int, int], int]()
    for asked in companions(combination):
        other = aliased(EvidenceRow)
        stands = [other.transcript_id == EvidenceRow.transcript_id, other.coding_id != EvidenceRow.coding_id]
        if isinstance(asked, Near):
            stands += [*_stands(asked.relation, asked.turns, EvidenceRow, other), _listed(asked.other, other, codes)]
        else:
            stands += [other.start_char == EvidenceRow.start_char, other.end_char == EvidenceRow.end_char]
            stands.append(other.code_id.in_(codes.ids(asked)))
        query = select(EvidenceRow.coding_id, other.coding_id, other.start_char).join(other, and_(*stands))
        found = session.execute(query.where(EvidenceRow.coding_id.in_(codings)))
        pairs |= {(coding, another): start for coding, another, start in found}
    return sorted(pairs, key=lambda pair: (pair[0], pairs[pair], pair[1]))


def _codes(session: Session, combination: Combination) -> Codes:
    named = sorted({each.code for each in inside(combination) if isinstance(each, Coded)})
    return Codes(
        {code: session.scalars(below([code])).all() for code in named},
        dict(session.execute(select(Code.key, Code.id).where(Code.key.in_(named))).all()),
    )


def _listed(combination: Combination, row: Row, codes: Codes) -> Condition:
    """The coding is one of those that the combination lists."""
    match combination:
        case Coded():
            return row.code_id.in_(codes.ids(combination))
        case All(parts):
            first = leading(combination)
            others = [_true_of(part, row, codes) for at, part in enumerate(parts) if at != first]
            return and_(*([_listed(parts[first], row, codes)] if first >= 0 else []), *others)
        case AnyOf(parts):
            return or_(*(_listed(part, row, codes) for part in parts))
        case _:
            return _true_of(combination, row, codes)


def _true_of(combination: Combination, row: Row, codes: Codes) -> Condition:
    """It holds of the coding; a code: on the very same words."""
    match combination:
        case Coded():
            return _same_words(combination, row, codes)
        case Known(name, value):
            return _KNOWN[name](row, value)
        case Valued(attribute, value):
            return has_value(attribute, [value], row)
        case Near(relation, other, turns):
            return _near(relation, other, turns, row, codes)
        case Not(part):
            return ~_true_of(part, row, codes)
        case All(parts) | AnyOf(parts):
            joined = and_ if isinstance(combination, All) else or_
            return joined(*(_true_of(part, row, codes) for part in parts))


def _same_words(coded: Coded, row: Row, codes: Codes) -> Condition:
    also = aliased(EvidenceRow)
    return exists().where(
        also.code_id.in_(codes.ids(coded)),
        also.transcript_id == row.transcript_id,
        also.start_char == row.start_char,
        also.end_char == row.end_char,
    )


def _near(relation: Relation, other: Combination, turns: int, row: Row, codes: Codes) -> Condition:
    there = aliased(EvidenceRow)
    another = (there.transcript_id == row.transcript_id, there.coding_id != row.coding_id)
    return exists().where(*another, *_stands(relation, turns, row, there), _listed(other, there, codes))


def _stands(relation: Relation, turns: int, row: Row, there: Row) -> list[Condition]:
    if relation is Relation.OVERLAPS:
        return [there.start_char < row.end_char, there.end_char > row.start_char]
    if relation is Relation.FOLLOWED:
        return [there.start_char >= row.end_char, there.first_turn <= row.last_turn + turns]
    return [there.first_turn <= row.last_turn, there.last_turn >= row.first_turn]


def _in_neighbourhood(row: Row, condition: Condition) -> Condition:
    chosen = select(Neighbourhood.id).where(condition)
    return and_(row.neighbourhood_id.is_not(None), row.neighbourhood_id.in_(chosen))


def _in_transcript(row: Row, condition: Condition) -> Condition:
    return row.transcript_id.in_(select(Transcript.id).where(condition))


def _said_by(row: Row, condition: Condition) -> Condition:
    """Somebody of them speaks in it; a coding over turns of several people has a row for each."""
    each = aliased(EvidenceRow)
    speaker = select(Respondent.id).where(condition)
    return exists().where(each.coding_id == row.coding_id, each.respondent_id.in_(speaker))


def _coded_by(row: Row, value: str) -> Condition:
    made = aliased(Coding)
    by = select(Coder.id).where(Coder.name == value)
    return exists().where(made.id == row.coding_id, made.coder_id.in_(by))


_KNOWN = {
    "neighbourhood": lambda row, value: _in_neighbourhood(row, Neighbourhood.key == value),
    "city": lambda row, value: _in_neighbourhood(row, Neighbourhood.city == value),
    "group": lambda row, value: _said_by(row, Respondent.group_name == value),
    "respondent": lambda row, value: _said_by(row, Respondent.key == value),
    "kind": lambda row, value: _in_transcript(row, Transcript.kind == value),
    "transcript": lambda row, value: _in_transcript(row, Transcript.name == value),
    "coder": _coded_by,
}
