"""Archives as skops writes them, made to depend on nothing but their content.

skops names arrays and objects by their addresses in memory and notes the time, so equal content never gave equal
bytes. Source of the format: skops.io, protocol 2 (a zip of `schema.json` and `.npy` files).
"""

import json
import zipfile
from io import BytesIO
from itertools import count
from pathlib import PurePosixPath
from typing import Any

SCHEMA, NUMBER, FILE = "schema.json", "__id__", "file"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell."""


def canonical(content: bytes) -> bytes:
    """The same archive with objects and files numbered in order of appearance, without times, and not compressed.

    Compressed bytes would depend on the library that makes them, and weights hardly become smaller.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        written = {name: archive.read(name) for name in archive.namelist()}
    names: dict[str, str] = {}
    schema = _numbered(json.loads(written[SCHEMA]), count(1), names)
    files = {name: written[old] for old, name in names.items()}
    files[SCHEMA] = json.dumps(schema, ensure_ascii=False).encode()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), files[name])
    return buffer.getvalue()


def _numbered(node: Any, numbers: "count[int]", names: dict[str, str]) -> Any:
    """A part of a schema whose objects have numbers of their own, and whose files are called by `names`."""
    if isinstance(node, list):
        return [_numbered(each, numbers, names) for each in node]
    if not isinstance(node, dict):
        return node
    if FILE in node and "__loader__" in node:
        names.setdefault(node[FILE], f"{len(names):04}{PurePosixPath(node[FILE]).suffix}")
    return {
        key: next(numbers)
        if key == NUMBER
        else names[value]
        if key == FILE and "__loader__" in node
        else _numbered(value, numbers, names)
        for key, value in node.items()
    }
