"""Back-coding: which codes a transcript was not read for, since they are new or mean something else now.

A transcript is coded *for a code* when somebody marked it read in full under a codebook version that has that code in
its present meaning. Reading under several versions adds up.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """What happened to a code since a transcript was read."""

    NEW = "new"
    SPLIT = "split"
    REDEFINED = "redefined"


class Entry(NamedTuple):
    """A code in one codebook version; `meaning` is the digest of definition, include and exclude."""

    meaning: str
    parent: str | None


class Gap(NamedTuple):
    """A code that a transcript was not read for; `of` is the code that was split."""

    code: str
    why: Why
    of: str | None = None


def gaps(now: Mapping[str, Entry], read_under: Sequence[Mapping[str, Entry]]) -> list[Gap]:
    """The codes of the present codebook that reading under these versions does not cover, in the codebook's order.

    Roots of the tree are no codes to choose, and stay out. A code that is new below one that could be chosen before is
    a part split off from that one.
    """
    return [
        _gap(code, entry, read_under)
        for code, entry in now.items()
        if entry.parent is not None and not any(_meant(version, code) == entry.meaning for version in read_under)
    ]


def _gap(code: str, entry: Entry, read_under: Sequence[Mapping[str, Entry]]) -> Gap:
    if any(code in version for version in read_under):
        return Gap(code, Why.REDEFINED)
    parent = entry.parent
    if any(parent in version and version[parent].parent is not None for version in read_under if parent is not None):
        return Gap(code, Why.SPLIT, parent)
    return Gap(code, Why.NEW)


def _meant(version: Mapping[str, Entry], code: str) -> str | None:
    return version[code].meaning if code in version else None
