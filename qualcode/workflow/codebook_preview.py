"""Preview: what a change of the codebook would do to codings and to the reading that was done; nothing is stored."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Coding, CodingAttribute
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.queue import count_newly_undetermined, current_versions
from qualcode.domain.attribute_use import required_codes
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import CodingState
from qualcode.workflow import backcoding, recode
from qualcode.workflow.codebook_edit import Change, code_rows

EXAMPLES = 3
"""Codings that a preview shows."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change does, counted.

    Attributes:
        codings: Confirmed codings that get another code or are withdrawn.
        targets: Code -> how many of those it gets.
        joined: Codings in which several of the same passage and coder come together.
        differing: Of those, the ones whose attributes differ: the value that stands first counts.
        without_attributes: Codings that lose a value, since the code does not take that attribute.
        withdrawn: Codings that go without a successor.
        examples: Numbers of a few of them.
        kept: Codings of the codes that are changed which stay as they are.
        regrouped: Codings that keep their code, which from now on counts under other codes.
        hidden: Of those, the ones with a value of an attribute that the code no longer takes.
        again: Transcripts that are to be coded again, since a code is new or means something else.
        waiting: Codings of all coders that keep their code and come to lack a value that must be given.
    """

    codings: int
    transcripts: int
    coders: int
    targets: Mapping[str, int]
    joined: int
    differing: int
    without_attributes: int
    withdrawn: int
    examples: tuple[int, ...]
    kept: int
    regrouped: int
    hidden: int
    again: int
    waiting: int


def preview(session: Session, change: Change) -> Preview:
    """What a change would do.

    Raises:
        ConflictError: A coding was changed meanwhile.
    """
    rows, moves, after = code_rows(session), change.moves, change.codebook
    places = {code: -number for number, code in enumerate(sorted({c for c in moves.values() if c}), 1)}
    known = {**places, **rows}  # codes to come have no row yet
    keys = {number: key for key, number in known.items()}
    plan = recode.plan(session, {number: None if code is None else known[code] for number, code in moves.items()})
    lost = differ = 0
    for each in plan.successors:
        kept = recode.kept_attributes(plan, each, after, keys[each.code])
        values = [
            (name, value.value) for number in each.contents for name, value in plan.values.get(number, {}).items()
        ]
        lost += any(name not in kept for name, _ in values)
        differ += any(name in kept and kept[name].value != value for name, value in values)
    named = [plan.rows[number] for number in moves]
    before = current_codebook(session)[1]
    elsewhere = _regrouped(before, after)
    return Preview(
        codings=len(moves),
        transcripts=len({row.transcript_id for row in named}),
        coders=len({row.coder_id for row in named}),
        targets=Counter(code for code in moves.values() if code),
        joined=len(plan.joined),
        differing=differ,
        without_attributes=lost,
        withdrawn=len(plan.withdrawn),
        examples=tuple(row.id for row in named[:EXAMPLES]),
        kept=_count(session, [rows[code] for code in change.codes if code in rows]) - len(moves),
        regrouped=_count(session, [rows[code] for code in elsewhere]),
        hidden=_hidden(session, after, {rows[code]: code for code in elsewhere}),
        again=_again(session, before, after),
        waiting=count_newly_undetermined(session, required_codes(before), required_codes(after), current_versions()),
    )


def _regrouped(before: Codebook, after: Codebook) -> list[str]:
    """Codes of both that stand below other codes than before."""
    present = after.by_id()
    both = [code.id for code in before.codes if code.id in present and present[code.id].replaced_by is None]
    return [code for code in both if set(before.ancestors(code)) != set(after.ancestors(code))]


def _count(session: Session, codes: list[int]) -> int:
    query = select(func.count()).select_from(Coding)
    return session.scalar(query.where(Coding.code_id.in_(codes), _CONFIRMED)) or 0


def _hidden(session: Session, after: Codebook, codes: Mapping[int, str]) -> int:
    if not codes:
        return 0
    foreign = [
        and_(Code.id == row, CodingAttribute.attribute.not_in([each.id for each in after.attributes_of(code)]))
        for row, code in codes.items()
    ]
    query = select(func.count(Coding.id.distinct())).join(Code, Code.id == Coding.code_id)
    query = query.join(CodingAttribute, CodingAttribute.coding_id == Coding.id)
    return session.scalar(query.where(_CONFIRMED, or_(*foreign))) or 0


def _again(session: Session, before: Codebook, after: Codebook) -> int:
    already = {each.transcript: {gap.code for gap in each.gaps} for each in backcoding.outdated(session, before)}
    return sum(
        not {gap.code for gap in each.gaps} <= already.get(each.transcript, set())
        for each in backcoding.outdated(session, after)
    )


_CONFIRMED = Coding.state == CodingState.CONFIRMED.value
