"""What a ranker learned as bytes, written for skops and read back only when their digest is the one recorded.

Written are the weights of the sources, and of those terms that a coded unit holds. The codebook's words and the terms
of the units are made again from codebook and texts: what is forgotten there is nowhere else.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from qualcode.domain.ranking import Unit
from qualcode.errors import ConflictError
from qualcode.nlp import archive
from qualcode.nlp.calibration import Line
from qualcode.nlp.coded import Coded
from qualcode.nlp.learner import Learned
from qualcode.nlp.ranker import Groundwork, Ranker

REFUSED = -1
"""How `right` is written in small numbers, beside 1 and 0: proposed and refused."""

SEPARATOR = "\n"

_OTHER_TEXTS = "the stored model learned from other texts than the study has; make a new run of suggestions"


class Model(NamedTuple):
    """A written ranker: its bytes, the same for the same ranker, and their SHA-256 (hex)."""

    content: bytes
    digest: str


def dump(ranker: Ranker) -> Model:
    """What the ranker learned as bytes, without a text."""
    coded = ranker.coded
    right = np.where(coded.refused, REFUSED, coded.right).astype(np.int8)
    parts = {
        "codes": SEPARATOR.join(ranker.groundwork.codes),
        "weights": ranker.weights,
        "calibration": np.array(ranker.calibration),
        "learned": ranker.learned and _weights(ranker.learned, ranker.groundwork),
        "ids": SEPARATOR.join(coded.ids),
        "right": right,
        "complete": coded.complete,
        "not_read": np.packbits(coded.not_read, axis=1),
        "stands_for": coded.stands_for,
    }
    content = archive.dumps(parts)
    return Model(content, hashlib.sha256(content).hexdigest())


def load(model: Model, groundwork: Groundwork, units: Mapping[str, Unit]) -> Ranker:
    """The ranker that was written; it ranks as it did.

    Args:
        model: As written.
        groundwork: Of the same codebook and texts.
        units: The units that it learned from, by id.

    Raises:
        ConflictError: The bytes are not those whose digest was recorded, hold more than texts and arrays, or the
            groundwork is of other codes or texts.
    """
    parts = read_parts(model)
    if parts["codes"] != SEPARATOR.join(groundwork.codes):
        msg = "the stored model ranks other codes than the codebook has; make a new run of suggestions"
        raise ConflictError(msg)
    ids = _parted(parts["ids"])
    if not units.keys() >= set(ids):
        raise ConflictError(_OTHER_TEXTS)
    own = [units[number] for number in ids]
    right = parts["right"].astype(np.float32)
    coded = Coded(
        ids,
        tuple(unit.document for unit in own),
        parts["complete"],
        parts["stands_for"],
        right.clip(min=0),
        right == REFUSED,
        np.unpackbits(parts["not_read"], axis=1, count=right.shape[1]).astype(bool),
        groundwork.terms(own),
    )
    learned = _learned(parts["learned"], groundwork) if parts["learned"] else None
    return Ranker(groundwork, parts["weights"], Line(*parts["calibration"].tolist()), learned, coded)


def read_parts(model: Model) -> dict[str, Any]:
    """What is written in a model, by name.

    Raises:
        ConflictError: The bytes are not those whose digest was recorded, or hold more than texts and arrays.
    """
    if hashlib.sha256(model.content).hexdigest() != model.digest:
        msg = "the stored model is not the one that was recorded; make a new run of suggestions"
        raise ConflictError(msg)
    from skops import io  # noqa: PLC0415  brings scikit-learn
    from skops.io.exceptions import UntrustedTypesFoundException  # noqa: PLC0415

    try:
        parts: dict[str, Any] = io.loads(model.content, trusted=[])
    except UntrustedTypesFoundException:
        msg = "the stored model holds other things than texts and arrays, which are not read; make a new run"
        raise ConflictError(msg) from None
    return parts


def _parted(written: str) -> tuple[str, ...]:
    """What was joined by `SEPARATOR`; nothing of nothing."""
    return tuple(written.split(SEPARATOR)) if written else ()


def _weights(learned: Learned, groundwork: Groundwork) -> dict[str, Any]:
    """The terms that weigh anything, which are those of the coded units."""
    rows = np.flatnonzero(learned.weights.any(axis=1))
    terms = groundwork.words.words.terms
    return {
        "bias": learned.bias,
        "terms": SEPARATOR.join(terms[row] for row in rows),
        "weights": learned.weights[rows],
    }


def _learned(parts: Mapping[str, Any], groundwork: Groundwork) -> Learned:
    column = {term: at for at, term in enumerate(groundwork.words.words.terms)}
    terms = _parted(parts["terms"])
    if not column.keys() >= set(terms):
        raise ConflictError(_OTHER_TEXTS)
    weights = np.zeros((len(column), len(groundwork.codes)), dtype=np.float32)
    weights[[column[term] for term in terms]] = parts["weights"]
    nothing = np.empty((0, len(groundwork.codes)), dtype=np.float32)
    return Learned(parts["bias"], weights, nothing, nothing)
