"""Archives of a model: skops reads them, and the same content has the same bytes."""

import json
import zipfile
from io import BytesIO
from typing import Any

import numpy as np
from skops import io

from qualcode.nlp import archive

NUMBERED = {"__id__", "file"}
"""What skops makes of addresses in memory."""


def parts() -> dict[str, Any]:
    return {
        "codes": "wijk\nbuurt “é”",
        "weights": np.linspace(0, 1, 5),
        "learned": None,
        "taught": {"bias": np.ones(2, dtype=np.float32), "terms": "sloop", "nothing": {}},
        "right": np.asfortranarray([[1, 0], [-1, 1]], dtype=np.int8),
        "complete": np.array([True, False]),
    }


def schema(content: bytes) -> Any:
    with zipfile.ZipFile(BytesIO(content)) as written:
        return json.loads(written.read("schema.json"), object_hook=_without_numbers)


def _without_numbers(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in NUMBERED}


def test_skops_reads_what_was_written_without_it() -> None:
    read = io.loads(archive.dumps(parts()), trusted=[])

    np.testing.assert_equal(read, parts())
    assert read["weights"].dtype == np.float64
    assert read["complete"].dtype == np.bool_


def test_the_schema_is_the_one_that_skops_writes() -> None:
    assert schema(archive.dumps(parts())) == schema(io.dumps(parts()))


def test_equal_content_has_equal_bytes() -> None:
    assert archive.dumps(parts()) == archive.dumps(parts())
