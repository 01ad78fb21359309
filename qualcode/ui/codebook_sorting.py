"""What goes where while a code is being split, kept in the address so that neither a reload nor a restart loses it.

`sorted=12.15_20` sends codings 12 and 15 to the first new code and 20 to the second; there are as many parts as new
codes. A session reads the address once, and is ahead of it from then on: of two quick choices, the second one comes
with the address as it was before the first.
"""

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

import streamlit as st

from qualcode.ui.controls import refuse, whole

SORTED = "sorted"
MOST = 9
"""New codes of one split."""

STAYS = 0
FEWEST = 2
"""New codes that a split begins with."""


class Sorting(NamedTuple):
    """Number of new codes, and coding -> the new code that it goes to, from 1."""

    codes: int
    moves: Mapping[int, int]

    def among(self, codings: Container[int]) -> "Sorting":
        """Without codings that are not there any more."""
        return self._replace(moves={each: to for each, to in self.moves.items() if each in codings})

    def put(self, codings: Iterable[int], to: int) -> "Sorting":
        """With these codings sent to a new code, or staying."""
        moves = {**self.moves, **dict.fromkeys(codings, to)}
        return self._replace(moves={each: code for each, code in moves.items() if code != STAYS})

    def of(self, codes: int) -> "Sorting":
        """With another number of new codes; what went to one that is not there any more stays."""
        return Sorting(codes, {each: to for each, to in self.moves.items() if to <= codes})

    def __str__(self) -> str:
        """As the address holds it."""
        return "_".join(
            ".".join(str(each) for each in sorted(self.moves) if self.moves[each] == code)
            for code in range(1, self.codes + 1)
        )


def parse(written: str) -> Sorting | None:
    """What an address holds; None when it cannot be read."""
    parts = written.split("_")
    numbers = [[whole(each) for each in part.split(".")] if part else [] for part in parts]
    moves = {each: to for to, part in enumerate(numbers, 1) for each in part if each is not None}
    if len(parts) > MOST or len(moves) < sum(map(len, numbers)):
        return None
    return Sorting(len(parts), moves)


def sorting(session_key: str) -> Sorting:
    """What this session holds, else the address; an address that cannot be read ends the page."""
    written = st.session_state.get(session_key, st.query_params.get(SORTED))
    if written is None:
        return Sorting(FEWEST, {})
    found = parse(written)
    if found is None:
        refuse(SORTED)
    return found


def keep(session_key: str, found: Sorting) -> None:
    """Have the address and this session hold it."""
    st.query_params[SORTED] = st.session_state[session_key] = str(found)
