"""Quotes that are ticked to be changed, kept in the address so that neither a reload nor the next page loses them.

`ticked=12.15` are codings 12 and 15, `ticked=all` every one that is found. As with a split (see `codebook_sorting`)
a session reads the address once and is ahead of it from then on.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import streamlit as st

from qualcode.ui.controls import refuse, whole

TICKED = "ticked"
ALL = "all"

_HELD = "qualcode_ticked"


class Ticked(NamedTuple):
    """Codings by number; `everything` says that all that are found are meant, whichever they are."""

    codings: frozenset[int] = frozenset()
    everything: bool = False

    def put(self, codings: Iterable[int], *, on: bool) -> "Ticked":
        """With these codings ticked, or not any more."""
        return Ticked(self.codings | set(codings) if on else self.codings - set(codings))

    def among(self, found: Sequence[int]) -> list[int]:
        """Those of `found` that are ticked, in its order."""
        return [each for each in found if self.everything or each in self.codings]

    def __str__(self) -> str:
        """As the address holds it."""
        return ALL if self.everything else ".".join(map(str, sorted(self.codings)))


def parse(written: str) -> Ticked | None:
    """What an address holds; None when it cannot be read."""
    if written == ALL:
        return Ticked(everything=True)
    numbers = [whole(each) for each in written.split(".")] if written else []
    known = frozenset(each for each in numbers if each is not None)
    return Ticked(known) if len(known) == len(numbers) else None


def ticked() -> Ticked:
    """What this session holds, else the address; an address that cannot be read ends the page."""
    found = parse(st.session_state.get(_HELD, st.query_params.get(TICKED, "")))
    if found is None:
        refuse(TICKED)
    return found


def keep(found: Ticked) -> None:
    """Have the address and this session hold it."""
    st.session_state[_HELD] = str(found)
    if str(found):
        st.query_params[TICKED] = str(found)
    else:
        st.query_params.pop(TICKED, None)


def forget() -> None:
    """Have neither hold anything."""
    st.session_state.pop(_HELD, None)
    st.query_params.pop(TICKED, None)
