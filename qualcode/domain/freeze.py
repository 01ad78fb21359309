"""A frozen state of the evidence, and what has become of each table and claim since.

A snapshot holds numbers, names and ids, never words of respondents: of a text that is long or quoted it keeps a
digest, so that a respondent who withdraws leaves nothing of theirs behind in it.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from qualcode.domain.claim import Standing, Verdict
from qualcode.domain.claim_register import Checked
from qualcode.domain.evidence import Filters
from qualcode.domain.freeze_cause import Cause
from qualcode.domain.output import Figure, OutputColumn, Part, Value
from qualcode.domain.same_rows import Pair, same_rows
from qualcode.domain.transcript import Kind

LONGEST = 40
"""Characters of a text that a snapshot keeps as it is."""

TEXT = "text"
"""Key of the digest that stands for a text."""


class KeptText(str):
    """The digest of a text that a snapshot does not hold."""

    __slots__ = ()


class Touch(NamedTuple):
    """A coding that counts since, or no longer does: `added` or `withdrawn`, in which kind of event, by whom."""

    coding: int
    what: str
    coder: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a table that says something else.

    Attributes:
        output: Name of the output.
        part: Title of its table.
        row: The texts that name the row.
        column: Label of the column.
        was: What it said, None where there was no such row; a `KeptText` where only its digest was kept.
        now: What it says, None where there is no such row.
        because: Codings under it that came or went, oldest first; empty where another change explains it.
        names_quote: Whether its numbers are those of quotes, and count nothing.
        causes: What explains it where no coding does.
    """

    output: str
    part: str
    row: tuple[str, ...]
    column: str
    was: str | float | None
    now: str | float | None
    because: tuple[Touch, ...] = ()
    names_quote: bool = False
    causes: tuple[Cause, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """What names the row, without texts of which only the digest was kept."""
        return tuple(text for text in self.row if text and not isinstance(text, KeptText)) or self.row


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that stands otherwise.

    Attributes:
        was: Its verdict, None where it was not in the register.
        now: Its verdict, None where it is not any more.
        moved: (unit, standing then, standing now) of units that stand otherwise; None out of scope.
        came: Quotes for or against it that were not there.
        went: Quotes for or against it that are gone.
        because: Those of `came` and `went` that were added or withdrawn, oldest first.
        quotes: Quotes for or against it, then or now.
        causes: What was done to the claim itself, and where no coding explains it, what else does.
    """

    claim: str
    was: Verdict | None
    now: Verdict | None
    moved: tuple[tuple[str, Standing | None, Standing | None], ...]
    came: tuple[int, ...]
    went: tuple[int, ...]
    because: tuple[Touch, ...] = ()
    quotes: frozenset[int] = frozenset()
    causes: tuple[Cause, ...] = ()


Behind = tuple[Filters, str]
"""The filters and the combination of the quotes under a number."""


class Moving(NamedTuple):
    """A cell as it is compared: its plain value, and what gives the quotes under it, where it has any."""

    value: str | float | None
    behind: Behind | None


def kept_cell(column: OutputColumn, value: Value) -> Any:
    """A cell of an output as a snapshot keeps it, in JSON."""
    if isinstance(value, Figure):
        filters = {name: each for name, each in asdict(value.filters).items() if each not in ((), {}, None, False)}
        return {"n": value.number, "filters": filters} | ({"where": value.where} if value.where else {})
    if isinstance(value, str) and (column.quoted or len(value) > LONGEST):
        return {TEXT: hashlib.sha256(value.encode()).hexdigest()[:16]} if value else ""
    return value


def kept_part(part: Part) -> dict[str, Any]:
    """One table of an output as a snapshot keeps it, in JSON."""
    kept = {
        "title": part.title,
        "columns": [{"id": column.id, "label": column.label} for column in part.columns],
        "rows": [
            [kept_cell(column, value) for column, value in zip(part.columns, row, strict=True)] for row in part.rows
        ],
    }
    return kept | ({"keys": [list(key) for key in part.keys]} if part.keys else {})


def kept_claim(checked: Checked) -> dict[str, Any]:
    """A claim as it stands, in JSON."""
    found = checked.assessment
    return {
        "row": checked.entry.row,
        "state": checked.entry.state.value,
        "verdict": found.verdict.value,
        "standings": {unit: standing.value for unit, standing in found.standings.items()},
        "supporting": list(found.supporting),
        "contradicting": list(found.contradicting),
    }


def table_changes(
    output: str, then: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> list[tuple[CellChange, Behind | None]]:
    """The cells of one table that differ, each with what gives the quotes under it.

    Which rows are the same says `same_rows`. A row is named by the fewest first columns that tell the rows of both
    states apart.
    """
    both = [each for each in (then, now) if each is not None]
    width = max(_naming(each["rows"]) for each in both)
    before, after = _rows(then, width), _rows(now, width)
    title, labels = both[-1]["title"], {column["id"]: column["label"] for each in both for column in each["columns"]}
    found: list[tuple[CellChange, Behind | None]] = []
    for was_at, now_at in _pairs(then, now, before, after):
        old = None if was_at is None else before[was_at]
        new = None if now_at is None else after[now_at]
        for column, was, is_now in _cells(old, new):
            if (was.value or 0) != (is_now.value or 0):
                name, quote = (new or old or _NOWHERE).name, column == "quote"
                change = CellChange(output, title, name, labels[column], was.value, is_now.value, names_quote=quote)
                reworded = isinstance(was.value, KeptText) and isinstance(is_now.value, KeptText)
                found.append((change, None if reworded else is_now.behind or was.behind))
    return found


class _Row(NamedTuple):
    """A row as it is compared: the texts that name it, and the cells of these and of the other columns."""

    name: tuple[str, ...]
    naming: Mapping[str, Moving]
    others: Mapping[str, Moving]


_NOTHING = Moving(None, None)
_NOWHERE = _Row((), {}, {})


def _pairs(
    then: Mapping[str, Any] | None, now: Mapping[str, Any] | None, before: Sequence[_Row], after: Sequence[_Row]
) -> Sequence[Pair]:
    if then is None or now is None:
        return [*((at, None) for at in range(len(before))), *((None, at) for at in range(len(after)))]
    return same_rows(then, now, ([row.name for row in before], [row.name for row in after]))


def _cells(old: _Row | None, new: _Row | None) -> Iterator[tuple[str, Moving, Moving]]:
    """(column, what it said, what it says); of a row that is gone or new without what names it."""
    if old is None or new is None:
        before, after = (old or _NOWHERE).others, (new or _NOWHERE).others
    else:
        before, after = {**old.naming, **old.others}, {**new.naming, **new.others}
    for column in dict.fromkeys([*before, *after]):
        yield column, before.get(column, _NOTHING), after.get(column, _NOTHING)


def _naming(rows: Sequence[Sequence[Any]]) -> int:
    """How many first columns tell rows apart; all of them where even those do not."""
    widest = len(rows[0]) if rows else 1
    return next((n for n in range(1, widest) if len({_name(row, n) for row in rows}) == len(rows)), widest)


def _name(row: Sequence[Any], width: int) -> tuple[str, ...]:
    return tuple(each if isinstance(each, str) else str(each or "") for each in map(_plain, row[:width]))


def _plain(value: Any) -> str | float | None:
    if isinstance(value, dict):
        return KeptText(value[TEXT]) if TEXT in value else value["n"]
    return value  # type: ignore[no-any-return]


def _rows(part: Mapping[str, Any] | None, width: int) -> list[_Row]:
    if part is None:
        return []
    ids = [column["id"] for column in part["columns"]]
    first = min(width, len(ids) - 1)
    found = []
    for row in part["rows"]:
        behind = [_behind(value) for value in row]
        usual = next((each for each in behind if each is not None), None)
        cells = list(zip(ids, map(_plain, row), behind, strict=True))
        naming = {
            name: Moving(value, own or (None if isinstance(value, str) else usual))
            for name, value, own in cells[:first]
        }
        others = {name: Moving(value, own or usual) for name, value, own in cells[first:]}
        found.append(_Row(_name(row, width), naming, others))
    return found


def _behind(value: Any) -> Behind | None:
    if not isinstance(value, dict) or TEXT in value:
        return None
    stored = dict(value["filters"])
    attributes = {name: tuple(values) for name, values in stored.pop("attributes", {}).items()}
    kinds = tuple(Kind(kind) for kind in stored.pop("kinds", ()))
    plain: dict[str, Any] = {
        name: tuple(each) if isinstance(each, list | tuple) else each for name, each in stored.items()
    }
    return Filters(**plain, attributes=attributes, kinds=kinds), value.get("where", "")


def claim_changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[ClaimChange]:
    """The claims that stand otherwise, by key; both as `kept_claim` says them."""
    found = []
    for key in sorted({*then, *now}):
        old, new = then.get(key), now.get(key)
        if old == new:
            continue
        before, after = (_quotes(each) for each in (old, new))
        change = ClaimChange(
            claim=key,
            was=None if old is None else Verdict(old["verdict"]),
            now=None if new is None else Verdict(new["verdict"]),
            moved=_moved(old or {}, new or {}),
            came=tuple(sorted(after - before)),
            went=tuple(sorted(before - after)),
            quotes=frozenset(before | after),
        )
        if (change.was, before) != (change.now, after) or change.moved:
            found.append(change)
    return found


def _quotes(claim: Mapping[str, Any] | None) -> set[int]:
    return set() if claim is None else {*claim["supporting"], *claim["contradicting"]}


def _moved(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[tuple[str, Standing | None, Standing | None], ...]:
    before, after = then.get("standings", {}), now.get("standings", {})
    units = dict.fromkeys([*before, *after])
    return tuple(
        (unit, _standing(before.get(unit)), _standing(after.get(unit)))
        for unit in units
        if before.get(unit) != after.get(unit)
    )


def _standing(name: str | None) -> Standing | None:
    return None if name is None else Standing(name)


def paired(
    then: Mapping[str, Sequence[Mapping[str, Any]]], now: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterable[tuple[str, Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """(output, its table then, its table now) of every table of either state, by place within the output."""
    for output in dict.fromkeys([*then, *now]):
        old, new = then.get(output, ()), now.get(output, ())
        for at in range(max(len(old), len(new))):
            yield output, old[at] if at < len(old) else None, new[at] if at < len(new) else None
