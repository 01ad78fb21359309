"""A question about codings by their codes, what is known of them, and what stands near them.

`factor.sloop overlaps uitkomst.* and neighbourhood:tarwewijk` lists codings. Each part is a condition on one coding:

* a code (with all below it; `uitkomst.*` without itself), or a filter `name:value`, or a value `attribute=value`;
* `overlaps`, `in the same turn as`, `followed within 3 turns by`: another coding stands there, of which the operand
  holds;
* `and`, `or`, `not`, parentheses; `not` before `and` before `or`.

A coding has one code. So the first operand of `and` that names a code says which codings are listed, and a code in
the other operands, or after `not`, means: (not) also coded on the very same words, by whomever.
"""

from dataclasses import dataclass
from enum import StrEnum

FILTERS = ("neighbourhood", "city", "group", "kind", "coder", "transcript", "respondent")
"""Names of what can be filtered by, as in `name:value`."""

CODE = "code"
"""The filter name of a code whose id is a word of the language."""

MAX_TURNS = 10_000


class Relation(StrEnum):
    """How another coding of the same transcript stands to the one that is asked about."""

    OVERLAPS = "overlaps"
    SAME_TURN = "in the same turn as"
    FOLLOWED = "followed within {turns} turns by"


@dataclass(frozen=True, slots=True)
class Coded:
    """It has this code, or one below it; `below` leaves the code itself out."""

    code: str
    below: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of it: `name` is one of `FILTERS`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Valued:
    """A person gave it this value; `onbepaald` where nobody did."""

    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Near:
    """Another coding stands there of which `other` holds; `turns` counts for `followed` only."""

    relation: Relation
    other: "Combination"
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    part: "Combination"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; at least two, none of them an `All`."""

    parts: tuple["Combination", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; at least two, none of them an `AnyOf`."""

    parts: tuple["Combination", ...]


Combination = Coded | Known | Valued | Near | Not | All | AnyOf


def all_of(*parts: Combination) -> Combination:
    """Every part holds; parts of parts become parts.

    >>> all_of(Coded("a"), all_of(Coded("b"), Coded("c"))) == All((Coded("a"), Coded("b"), Coded("c")))
    True
    """
    flat = tuple(each for part in parts for each in (part.parts if isinstance(part, All) else (part,)))
    return flat[0] if len(flat) == 1 else All(flat)


def any_of(*parts: Combination) -> Combination:
    """At least one part holds; parts of parts become parts."""
    flat = tuple(each for part in parts for each in (part.parts if isinstance(part, AnyOf) else (part,)))
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def lists(combination: Combination) -> bool:
    """Whether it says which codings are listed: it names a code, beside what stands near and what must not be."""
    if isinstance(combination, All | AnyOf):
        return any(map(lists, combination.parts))
    return isinstance(combination, Coded)


def leading(combination: All) -> int:
    """Index of the operand that says which codings are listed; -1 when none does."""
    return next((at for at, part in enumerate(combination.parts) if lists(part)), -1)


def inside(combination: Combination) -> tuple[Combination, ...]:
    """The combination and everything in it."""
    if isinstance(combination, All | AnyOf):
        parts: tuple[Combination, ...] = combination.parts
    elif isinstance(combination, Not):
        parts = (combination.part,)
    else:
        parts = (combination.other,) if isinstance(combination, Near) else ()
    return (combination, *(each for part in parts for each in inside(part)))


def companions(combination: Combination) -> tuple[Near | Coded, ...]:
    """What it asks to stand near, and the codes that it asks on the very same words; nothing of what must not be.

    >>> companions(All((Coded("a"), Coded("b"), Not(Near(Relation.OVERLAPS, Coded("c"))))))
    (Coded(code='b', below=False),)
    """
    if isinstance(combination, Near):
        return (combination,)
    if not isinstance(combination, All | AnyOf):
        return ()
    first = leading(combination) if isinstance(combination, All) else -1
    inner = tuple(each for part in combination.parts for each in companions(part))
    if first < 0:
        return inner
    beside = (part for at, part in enumerate(combination.parts) if at != first and isinstance(part, Coded))
    return (*beside, *inner)
