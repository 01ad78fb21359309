"""The text form of a combination of codes, written and read (see `domain/combination.py` for what it means)."""

import re
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from qualcode.domain.combination import (
    CODE,
    FILTERS,
    MAX_TURNS,
    All,
    AnyOf,
    Coded,
    Combination,
    Known,
    Near,
    Not,
    Relation,
    Valued,
    all_of,
    any_of,
)
from qualcode.errors import UsageError, said, short

MAX_LENGTH, MAX_DEPTH = 2_000, 25

_END = r"(?![\w.:=*-])"
_TOKEN = re.compile(
    rf"""
    (?P<open>\() | (?P<close>\))
    | (?P<and>and{_END}) | (?P<or>or{_END}) | (?P<not>not{_END})
    | (?P<overlaps>overlaps{_END}) | (?P<same_turn>in\s+the\s+same\s+turn\s+as{_END})
    | (?P<followed>followed\s+within\s+(?P<turns>\d+)\s+turns?\s+by{_END})
    | (?P<name>[\w.]+)(?P<sign>[:=])(?P<value>"(?:[^"]|"")*"|[^\s()"]+)
    | (?P<code>\w+(?:\.\w+)*)(?P<below>\.\*)?{_END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RELATIONS = {"overlaps": Relation.OVERLAPS, "same_turn": Relation.SAME_TURN, "followed": Relation.FOLLOWED}
_BARE = re.compile(r'[^\s()"]+')
_EACH, _BOTH, _EITHER = 2, 1, 0
"""How tightly a place binds: an operand, a part of `and`, anything."""


class _Token(NamedTuple):
    kind: str
    at: int
    match: re.Match[str]


def written(combination: Combination) -> str:
    """The text that `parsed` reads as this combination.

    >>> written(Not(Coded("uitkomst", below=True)))
    'not uitkomst.*'
    """
    return _written(combination, _EITHER)


def _written(combination: Combination, place: int) -> str:
    match combination:
        case All(parts):
            return _bracketed(" and ".join(_written(part, _EACH) for part in parts), place > _BOTH)
        case AnyOf(parts):
            return _bracketed(" or ".join(_written(part, _BOTH) for part in parts), place > _EITHER)
        case Not(part):
            return f"not {_written(part, _EACH)}"
        case Near(relation, other, turns):
            return f"{relation.value.format(turns=turns)} {_written(other, _EACH)}"
        case Known(name, value) | Valued(name, value):
            return f"{name}{':' if isinstance(combination, Known) else '='}{_quoted(value)}"
        case Coded(code, below):
            return _code(code, below=below)


def _bracketed(text: str, needed: bool) -> str:  # noqa: FBT001  private, and named where it is called
    return f"({text})" if needed else text


def _quoted(value: str) -> str:
    return value if _BARE.fullmatch(value) else '"{}"'.format(value.replace('"', '""'))


def _code(code: str, *, below: bool) -> str:
    token, named = _TOKEN.fullmatch(code), f"{code}.*" if below else code
    return named if token is not None and token.lastgroup == "code" else f"{CODE}:{_quoted(named)}"


def parsed(typed: str) -> Combination:
    """The combination that was typed.

    Raises:
        UsageError: It cannot be read; the sentence says at which character.
    """
    if len(typed) > MAX_LENGTH:
        msg = said("this combination has {n} characters; at most {limit} are read", n=len(typed), limit=MAX_LENGTH)
        raise UsageError(msg)
    reader = _Reader(typed)
    found = reader.either(0)
    if reader.kind is not None:
        reader.refuse(said("and, or, or a word such as overlaps"))
    return found


class _Reader:
    """Reads a text from left to right, one token ahead."""

    def __init__(self, typed: str) -> None:
        self.typed, self.at = typed, 0
        self.token: _Token | None = None
        self.advance()

    @property
    def kind(self) -> str | None:
        """What comes next, None at the end."""
        return self.token.kind if self.token else None

    def advance(self) -> None:
        """Read the next token."""
        while self.at < len(self.typed) and self.typed[self.at].isspace():
            self.at += 1
        if self.at == len(self.typed):
            self.token = None
            return
        match = _TOKEN.match(self.typed, self.at)
        if match is None:
            self.token = None
            self.refuse(said("a code, a filter such as group:bewoner, and, or, not, or a word such as overlaps"))
        kind = next(kind for kind in _KINDS if match[kind] is not None)
        self.token, self.at = _Token(kind, self.at, match), match.end()

    def refuse(self, expected: str) -> NoReturn:
        """Say where reading ended, and what could stand there."""
        at = self.token.at if self.token else self.at
        rest = short(self.typed[at:], 30)
        if not rest:
            msg = said("the combination ends too early: {expected} is missing", expected=expected)
        else:
            msg = said(
                "the combination cannot be read at character {at}, '{rest}': {expected} can stand there",
                at=at + 1,
                rest=rest,
                expected=expected,
            )
        raise UsageError(msg)

    def either(self, depth: int) -> Combination:
        """Operands of `or`."""
        parts = [self.both(depth)]
        while self.kind == "or":
            self.advance()
            parts.append(self.both(depth))
        return any_of(*parts)

    def both(self, depth: int) -> Combination:
        """Operands of `and`; before `not` and a relation the word may be left out."""
        parts = [self.each(depth)]
        while self.kind in {"and", "not", *_RELATIONS}:
            if self.kind == "and":
                self.advance()
            parts.append(self.each(depth))
        return all_of(*parts)

    def each(self, depth: int) -> Combination:
        """One operand."""
        if depth > MAX_DEPTH:
            self.refuse(said("a simpler combination"))
        token = self.token
        read = _READ.get(token.kind) if token else None
        if token is None or read is None:
            self.refuse(said("a code, or a filter such as group:bewoner"))
        self.advance()
        return read(self, token.match, depth + 1)


def _group(reader: _Reader, _match: re.Match[str], depth: int) -> Combination:
    found = reader.either(depth)
    if reader.kind != "close":
        reader.refuse(said("a closing parenthesis"))
    reader.advance()
    return found


def _not(reader: _Reader, _match: re.Match[str], depth: int) -> Combination:
    return Not(reader.each(depth))


def _near(reader: _Reader, match: re.Match[str], depth: int) -> Combination:
    kind = next(kind for kind in _RELATIONS if match[kind] is not None)
    return Near(_RELATIONS[kind], reader.each(depth), min(int((match["turns"] or "0")[:9]), MAX_TURNS))


def _named(_reader: _Reader, match: re.Match[str], _depth: int) -> Combination:
    value = match["value"]
    value = value[1:-1].replace('""', '"') if value.startswith('"') else value
    if match["sign"] == "=":
        return Valued(match["name"], value)
    if match["name"] == CODE:
        return Coded(value.removesuffix(".*"), below=value.endswith(".*"))
    if match["name"] not in FILTERS:
        msg = said(
            "there is no filter '{name}' in a combination; choose from {known}",
            name=short(match["name"], 40),
            known=", ".join(FILTERS),
        )
        raise UsageError(msg)
    return Known(match["name"], value)


def _coded(_reader: _Reader, match: re.Match[str], _depth: int) -> Combination:
    return Coded(match["code"], below=match["below"] is not None)


_KINDS = ("open", "close", "and", "or", "not", *_RELATIONS, "name", "code")
_READ: dict[str, Callable[[_Reader, re.Match[str], int], Combination]] = {
    "open": _group,
    "not": _not,
    **dict.fromkeys(_RELATIONS, _near),
    "name": _named,
    "code": _coded,
}
