"""The text of Word XML as a reader sees it: insertions kept; deletions, comments, field codes and drawings left out.

Elements are told by their local names, which are the same in the transitional and the strict namespace.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_LEFT_OUT = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "drawing", "pict", "object", "Fallback"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

Table = list[list[str]]
"""Rows of cells' texts."""


def blocks(body: Element) -> Iterator[str | Table]:
    """Paragraphs and tables in reading order, also inside content controls; a paragraph may hold line breaks."""
    open_text = ""
    for element in _nearest(body, {"p", "tbl"}):
        if _name(element) == "tbl":
            yield _table(element)
            continue
        open_text += "".join(_texts(element))
        if not _is_deleted(element, "pPr", "rPr"):
            yield open_text
            open_text = ""
    if open_text:
        yield open_text


def has_text_box(body: Element) -> bool:
    """Whether text stands in a box beside the paragraphs."""
    return any(_name(element) == "txbxContent" for element in body.iter())


def child(parent: Element, name: str) -> Element | None:
    """The first child with a local name."""
    return next((element for element in parent if _name(element) == name), None)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _nearest(parent: Element, names: set[str]) -> Iterator[Element]:
    """The nearest descendants with one of the names, through content controls and insertions."""
    for element in parent:
        name = _name(element)
        if name in names:
            yield element
        elif name not in _LEFT_OUT:
            yield from _nearest(element, names)


def _is_deleted(element: Element, *path: str) -> bool:
    """Whether the mark of a paragraph or row, whose properties lie at `path`, is a tracked deletion."""
    properties: Element | None = element
    for name in path:
        properties = None if properties is None else child(properties, name)
    return properties is not None and child(properties, "del") is not None


def _table(table: Element) -> Table:
    rows = (row for row in _nearest(table, {"tr"}) if not _is_deleted(row, "trPr"))
    return [[_cell(cell) for cell in _nearest(row, {"tc"})] for row in rows]


def _cell(cell: Element) -> str:
    parts = (block if isinstance(block, str) else _flat(block) for block in blocks(cell))
    return "\n".join(part for part in parts if part.strip())


def _flat(table: Table) -> str:
    return "\n".join("\t".join(row) for row in table)


def _texts(element: Element) -> Iterator[str]:
    for part in element:
        name = _name(part)
        if name == "t":
            yield part.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _LEFT_OUT:
            yield from _texts(part)
