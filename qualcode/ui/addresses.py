"""Filters of quotes as part of an address, and back: the links from a number to its quotes, and of a report."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.domain.evidence import VALENCE, Filters
from qualcode.domain.transcript import Kind

SPOKEN = tuple(kind for kind in Kind if kind is not Kind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Stream:
    """A part of the evidence that is counted by itself.

    Attributes:
        kinds: Kinds of transcript in it.
        assigned: As in `Filters`.
    """

    kinds: tuple[Kind, ...]
    assigned: bool | None


CHECKED, UNCHECKED = "checked", "unchecked"
"""Parameter that leaves only quotes which nobody has checked for publication, and its value."""

ELSEWHERE = "elsewhere"
"""The stream of what is about another place, which counts nowhere and of which only the code can be chosen."""

STREAMS = {
    "": Stream(SPOKEN, None),
    "counted": Stream(SPOKEN, assigned=True),
    "unassigned": Stream(SPOKEN, assigned=False),
    "documents": Stream((Kind.DOCUMENT,), None),
    ELSEWHERE: Stream(SPOKEN, None),
}
"""Value of the `stream` parameter -> what it shows; without one, all that was said in interviews and focus groups."""


def address_of(filters: Filters) -> dict[str, str]:
    """The parameters of the quotes page that show what `filters` let through; empty values can be left out."""
    return {
        "code": "".join(filters.codes[:1]),
        "neighbourhood": "".join(filters.neighbourhoods[:1]),
        "city": "".join(filters.cities[:1]),
        "group": "".join(filters.groups[:1]),
        "transcript": "".join(filters.transcripts[:1]),
        "stream": _stream_of(filters),
    }


def elsewhere(codes: tuple[str, ...]) -> dict[str, str]:
    """The parameters of the quotes page that show what is about elsewhere."""
    return {"code": "".join(codes[:1]), "stream": ELSEWHERE}


def filters_of(parameters: Mapping[str, str]) -> Filters:
    """The filters that the parameters of the quotes page ask for; an unknown stream is the usual one."""
    stream = STREAMS.get(parameters.get("stream", ""), STREAMS[""])
    valence = parameters.get("valence", "")
    return Filters(
        codes=_one(parameters, "code"),
        neighbourhoods=_one(parameters, "neighbourhood"),
        cities=_one(parameters, "city"),
        groups=_one(parameters, "group"),
        kinds=stream.kinds,
        transcripts=_one(parameters, "transcript"),
        attributes={VALENCE: (valence,)} if valence else {},
        assigned=stream.assigned,
        unchecked=parameters.get(CHECKED) == UNCHECKED,
    )


def _stream_of(filters: Filters) -> str:
    if filters.kinds == (Kind.DOCUMENT,):
        return "documents"
    if filters.assigned is False:
        return "unassigned"
    return "counted" if filters.assigned and not (filters.neighbourhoods or filters.cities) else ""


def _one(parameters: Mapping[str, str], name: str) -> tuple[str, ...]:
    value = parameters.get(name, "")
    return (value,) if value else ()
