"""Summaries of cells from a file: `code;neighbourhood;summary;author`, as CSV or XLSX."""

from pathlib import Path

from qualcode.domain.framework import Draft, Place
from qualcode.interchange.sheet_rows import Columns, read_rows

COLUMNS = Columns(
    known=("code", "neighbourhood", "summary", "author"),
    required=("code", "neighbourhood", "summary"),
    free=("summary",),
)


def read_summaries(path: Path) -> tuple[Draft, ...]:
    """The rows of a file with summaries.

    Raises:
        MetadataError: The file or a row is refused.
    """
    drafts: dict[Place, Draft] = {}
    for row in read_rows(path, COLUMNS):
        place = Place(row["code"], row["neighbourhood"])
        if not all((*place, row["summary"])):
            what = "a code, a neighbourhood or its summary is missing"
            raise row.refusal(what, "fill in all three, or remove the row")
        if place in drafts:
            what = f"{place.code} in {place.neighbourhood} has two summaries"
            raise row.refusal(what, "keep one of them")
        drafts[place] = Draft(place, row["summary"], row["author"])
    return tuple(drafts.values())
