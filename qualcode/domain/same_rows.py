"""Which row of a table is which row of it later, by what no change of wording touches.

Tables say the ids of codes, claims and neighbourhoods that their rows are about (`Part.keys`). States that were kept
before they did have the ids among what names a row, and those in the filters of its numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from qualcode.domain.evidence import VALENCE

Pair = tuple[int | None, int | None]
"""Places of a row in the table then and now, None where it is not."""

IDS = frozenset({"claim", "code", "id", "intervention", "outcome"})
"""Columns that hold ids, where they are among those that name a row."""


class Found(NamedTuple):
    """What a row that was kept without a key says of what it is about; `place` is empty where it does not say."""

    ids: tuple[str, ...]
    place: tuple[str, ...]
    values: tuple[tuple[str, tuple[str, ...]], ...]

    def may_be(self, other: "Found") -> bool:
        """Whether nothing of both says that they are about different things."""
        places = {self.place, other.place} - {()}
        return self.ids == other.ids and len(places) < len(("then", "now"))


def same_rows(
    then: Mapping[str, Any], now: Mapping[str, Any], names: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]
) -> list[Pair]:
    """Every row of both tables once: those of then in their order, each with its own of now; then those that are new.

    Args:
        then: A table as `freeze.kept_part` says it.
        now: The same table later.
        names: For each row of then and of now, the texts that name it.
    """
    if "keys" in then and "keys" in now:
        pairs = _by_key(_numbered(then["keys"]), _numbered(now["keys"]))
    else:
        pairs = _by_what_is_kept(then, now, names)
    taken = set(pairs.values())
    return [
        *((at, pairs.get(at)) for at in range(len(then["rows"]))),
        *((None, at) for at in range(len(now["rows"])) if at not in taken),
    ]


def _numbered(keys: Iterable[Sequence[str]]) -> list[tuple[object, ...]]:
    """The keys, equal ones told apart by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    numbered: list[tuple[object, ...]] = []
    for key in map(tuple, keys):
        numbered.append((*key, seen[key]))
        seen[key] += 1
    return numbered


def _by_key(before: Sequence[object], after: Sequence[object]) -> dict[int, int]:
    places = {key: at for at, key in enumerate(after)}
    return {at: places[key] for at, key in enumerate(before) if key in places}


def _by_what_is_kept(
    then: Mapping[str, Any], now: Mapping[str, Any], names: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]
) -> dict[int, int]:
    """Rows about the same ids and neighbourhood where that is one row in both tables, else those of the same name."""
    old, new = (_found(part, len(each[0]) if each else 0) for part, each in zip((then, now), names, strict=True))
    pairs = _by_key(_alone(old), _alone(new))
    taken = set(pairs.values())
    named: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, name in enumerate(names[1]):
        if at not in taken:
            named[tuple(name)].append(at)
    for at, name in enumerate(names[0]):
        left = named.get(tuple(name), [])
        fits = next((other for other in left if at not in pairs and old[at].may_be(new[other])), None)
        if fits is not None:
            pairs[at] = fits
            left.remove(fits)
    return pairs


def _alone(found: Sequence[Found]) -> list[object]:
    """What each row is about where that says enough and no other row is about the same; else an own object.

    One id without a neighbourhood is not enough: a claim has many units.
    """
    often = Counter(found)
    return [each if (each.place or len(each.ids) > 1) and often[each] == 1 else object() for each in found]


def _found(part: Mapping[str, Any], width: int) -> list[Found]:
    at = [n for n, column in enumerate(part["columns"][:width]) if column["id"] in IDS]
    return [_of_row(row, at) for row in part["rows"]]


def _of_row(row: Sequence[Any], at: Sequence[int]) -> Found:
    filters = list(_filters(row))
    places = {tuple(each.get("neighbourhoods", ())) for each in filters}
    values = [
        {(name, tuple(kept)) for name, kept in each.get("attributes", {}).items() if name != VALENCE}
        for each in filters
    ]
    return Found(
        ids=tuple(str(row[n]) for n in at),
        place=places.pop() if len(places) == 1 else (),
        values=tuple(sorted(set.intersection(*values))) if values else (),
    )


def _filters(row: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    return (value["filters"] for value in row if isinstance(value, dict) and "filters" in value)
