"""The seal: equal values have one form, any change shows, and a chain tells what was taken out."""

import datetime as dt
import hashlib
import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.provenance import (
    GENESIS,
    Link,
    canonical_json,
    id_ranges,
    ids_of,
    joint_digest,
    row_digest,
    text_digest,
)

NOON = dt.datetime(2026, 1, 2, 12, 0, 0, 5, tzinfo=dt.UTC)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)
rows = st.dictionaries(st.text(min_size=1, max_size=5), values, min_size=1, max_size=4)


def a_link(**overrides: Any) -> Link:
    """The first event of a log."""
    known: dict[str, Any] = {
        "prev_hash": GENESIS,
        "at": NOON,
        "actor": "annelies",
        "kind": "review_accept",
        "payload": '{"version":1}',
        "operation_id": "op-1",
    }
    return Link(**{**known, **overrides})


def test_canonical_form_is_compact_sorted_and_readable() -> None:
    assert canonical_json({"b": [1, None, True], "a": "één"}) == '{"a":"één","b":[1,null,true]}'


@given(rows)
def test_order_of_keys_does_not_matter(row: dict[str, Any]) -> None:
    assert canonical_json(row) == canonical_json(dict(reversed(list(row.items()))))
    assert json.loads(canonical_json(row)) == row


@pytest.mark.parametrize("hours", [5.5, -3, 0])
def test_one_moment_has_one_form_in_every_zone(hours: float) -> None:
    zone = dt.timezone(dt.timedelta(hours=hours))
    assert canonical_json(NOON.astimezone(zone)) == '"2026-01-02T12:00:00.000005+00:00"'


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="a set has no canonical form"):
        canonical_json({"a": {1, 2}})


@given(rows, rows, st.binary(max_size=8))
def test_digest_differs_exactly_when_the_row_does(one: dict[str, Any], other: dict[str, Any], salt: bytes) -> None:
    same = canonical_json(one) == canonical_json(other)
    assert (row_digest(one, salt) == row_digest(other, salt)) is same


def test_digest_cannot_be_guessed_without_the_salt() -> None:
    guess = {"exact": "Ja, precies."}
    assert row_digest(guess, b"salt of a speaker") != row_digest(guess)
    assert row_digest(guess, b"salt of a speaker") != row_digest(guess, b"salt of another")
    assert row_digest(guess) != hashlib.sha256(canonical_json(guess).encode()).hexdigest()


def test_joint_digest_sees_order_loss_and_change() -> None:
    digests = [row_digest({"id": number}) for number in range(3)]
    others = [digests[::-1], digests[:2], [*digests, digests[0]], [digests[0], digests[1], row_digest({"id": 9})], []]
    assert len({joint_digest(each) for each in (digests, *others)}) == 6
    assert joint_digest(iter(digests)) == joint_digest(digests)


def test_text_digest_is_what_sha256sum_says() -> None:
    assert text_digest("één\n") == "d47d319914d6c1cacbe9efda5d7cc3790117e9593b4cb1182591a531ce8238d8"
    assert text_digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "change",
    [
        {"prev_hash": "1" * 64},
        {"at": NOON + dt.timedelta(microseconds=1)},
        {"actor": "bram"},
        {"kind": "review_reject"},
        {"payload": '{"version":2}'},
        {"operation_id": None},
    ],
)
def test_every_part_of_an_event_is_sealed(change: dict[str, Any]) -> None:
    assert replace(a_link(), **change).hash != a_link().hash


def test_parts_cannot_be_shifted_into_each_other() -> None:
    assert a_link(actor="ab", kind="c").hash != a_link(actor="a", kind="bc").hash


def test_event_seals_everything_before_it() -> None:
    second = a_link(prev_hash=a_link().hash, operation_id="op-2")
    after_a_change = a_link(prev_hash=a_link(actor="bram").hash, operation_id="op-2")
    assert second.hash != after_a_change.hash


@given(st.sets(st.integers(1, 60)))
def test_ranges_fold_ids_without_loss(ids: set[int]) -> None:
    folded = id_ranges(ids)
    assert ids_of(folded) == sorted(ids)
    assert all(left[1] + 1 < right[0] for left, right in pairwise(folded))


def test_ranges_of_rows_in_one_go_are_short() -> None:
    assert id_ranges(range(1, 20_001)) == [[1, 20_000]]
