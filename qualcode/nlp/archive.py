"""Archives that skops reads, written so that the same content always gives the same bytes.

skops itself names arrays and objects by their addresses in memory, notes the time, and imports all of scikit-learn,
which takes longer than writing a model. Source of the format: skops.io, protocol 2 (a zip of `schema.json` and `.npy`
files).
"""

import json
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from io import BytesIO
from itertools import count
from typing import Any

import numpy as np

SCHEMA, PROTOCOL = "schema.json", 2
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell."""


def dumps(parts: Mapping[str, Any]) -> bytes:
    """An archive of texts, arrays, None, and dictionaries of them.

    It is not compressed: compressed bytes would depend on the library that makes them, and weights hardly become
    smaller.
    """
    writing = _Writing()
    schema = {**writing.node(parts), "protocol": PROTOCOL, "_skops_version": version("skops")}
    files = {**writing.files, SCHEMA: json.dumps(schema, ensure_ascii=False).encode()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), files[name])
    return buffer.getvalue()


class _Writing:
    """Nodes of a schema with their numbers in order of appearance, and the files of its arrays."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._numbers = count(1)

    def node(self, value: Any) -> dict[str, Any]:
        if isinstance(value, Mapping):
            return self._mapping(value)
        if isinstance(value, np.ndarray):
            kind = {"__class__": "ndarray", "__module__": "numpy", "__loader__": "NdArrayNode"}
            return {**kind, "type": "numpy", "file": self._file(value), "__id__": next(self._numbers)}
        told = {"content": json.dumps(value), "is_json": True}
        return {**_of("str", "JsonNode"), **told, "__id__": next(self._numbers)}

    def _mapping(self, value: Mapping[str, Any]) -> dict[str, Any]:
        content = {key: self.node(each) for key, each in value.items()}
        keys = [{**_of("str", "TypeNode"), "__id__": next(self._numbers)} for _ in value]
        types = {**_of("list", "ListNode"), "content": keys, "__id__": next(self._numbers)}
        return {**_of("dict", "DictNode"), "content": content, "key_types": types, "__id__": next(self._numbers)}

    def _file(self, array: "np.ndarray[Any, Any]") -> str:
        name, buffer = f"{len(self.files):04}.npy", BytesIO()
        np.save(buffer, array, allow_pickle=False)
        self.files[name] = buffer.getvalue()
        return name


def _of(name: str, loader: str) -> dict[str, Any]:
    return {"__class__": name, "__module__": "builtins", "__loader__": loader}
