"""What changed since a frozen state, as sheets: tables cell by cell, and claims."""

from collections.abc import Sequence

from qualcode.domain.freeze import CellChange, ClaimChange, KeptText
from qualcode.domain.freeze_cause import sentences
from qualcode.domain.publication import About
from qualcode.domain.wording import word
from qualcode.interchange.sheets import about_sheet, notices
from qualcode.interchange.tables import Column, Sheet, Value

_CELLS = (("table", 40), ("row", 48), ("column", 24), ("was", 24), ("is", 24), ("because", 60))
_CLAIMS = (("claim", 12), ("was", 18), ("is", 18), ("moved", 60), ("came", 30), ("went", 30), ("because", 60))


def changes_sheets(
    cells: Sequence[CellChange], claims: Sequence[ClaimChange], about: About, language: str
) -> list[Sheet]:
    """One row a cell of a table that says something else, one row a claim that stands otherwise, and from where.

    Numbers are true and quotes have their numbers, so that they stay inside.
    """
    above = notices(about, language)
    return [
        Sheet(word("freeze_tables", language), _columns(_CELLS, language), _cells(cells, language), above),
        Sheet(word("freeze_claims", language), _columns(_CLAIMS, language), _claims(claims, language), above),
        about_sheet(about, [], language),
    ]


def _columns(names: Sequence[tuple[str, int]], language: str) -> list[Column]:
    return [Column(word(f"freeze_{name}", language), width) for name, width in names]


def _cells(cells: Sequence[CellChange], language: str) -> list[list[Value]]:
    return [
        [
            each.part,
            ", ".join(each.named),
            each.column,
            _value(each.was, language),
            _value(each.now, language),
            causes(each, language),
        ]
        for each in cells
    ]


def _value(value: str | float | None, language: str) -> Value:
    return word("freeze_text", language, digest=value[:6]) if isinstance(value, KeptText) else value


def _claims(claims: Sequence[ClaimChange], language: str) -> list[list[Value]]:
    return [
        [
            each.claim,
            word(each.was.value, language) if each.was else None,
            word(each.now.value, language) if each.now else None,
            "; ".join(
                f"{unit}: {_standing(then, language)} → {_standing(now, language)}" for unit, then, now in each.moved
            ),
            ", ".join(map(str, each.came)),
            ", ".join(map(str, each.went)),
            causes(each, language),
        ]
        for each in claims
    ]


def _standing(each: object, language: str) -> str:
    return "-" if each is None else word(f"standing_{each}", language)


def causes(change: CellChange | ClaimChange, language: str) -> str:
    """What explains a change: codings that came or went and by whom, and what else was done."""
    said: dict[tuple[str, str], list[str]] = {}
    for touch in change.because:
        said.setdefault((touch.what, touch.coder), []).append(str(touch.coding))
    codings = [
        word(f"freeze_{what}", language, coder=coder, codings=", ".join(numbers))
        for (what, coder), numbers in said.items()
    ]
    return "; ".join([*codings, *sentences(change.causes, language)])
