"""Operations from a screen: what is usable is taken as it is, anything else is a sentence and never a crash."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.operation import Action, Operation, parse
from qualcode.errors import InputError

COMPLETE: dict[str, dict[str, Any]] = {
    "accept": {"suggestion": 1},
    "reject": {"suggestion": 1},
    "skip": {"suggestion": 1},
    "correct": {"suggestion": 1},
    "add": {"start": 0, "end": 4, "code": "factor"},
    "withdraw": {"coding": 1},
    "change": {"coding": 1},
    "elsewhere": {"coding": 1, "value": True},
    "memo": {"coding": 1, "text": "Let op."},
    "undo": {"of": "op-1"},
    "read": {"turn": 3},
    "read_in_full": {"value": False},
    "attach": {"coding": 1, "start": 0, "end": 4},
    "give_up": {"coding": 1},
    "merge": {"coding": 1},
    "neighbourhood": {"coding": 1, "neighbourhood": ""},
    "note": {"text": ""},
    "new_code": {"start": 0, "end": 4, "text": "lange adem"},
    "highlight": {"start": 0, "end": 4},
}
LACKING = [(kind, name) for kind, fields in COMPLETE.items() for name in fields]


def an_operation(kind: str = "accept", **overrides: Any) -> dict[str, Any]:
    """What a screen sends."""
    return {"op": "op-7", "kind": kind, **COMPLETE.get(kind, {}), **overrides}


def test_every_action_is_tried() -> None:
    assert set(COMPLETE) == set(Action)


@pytest.mark.parametrize("kind", COMPLETE)
def test_complete_operation_is_taken_as_it_is(kind: str) -> None:
    operation = parse(an_operation(kind))
    assert (operation.id, operation.action) == ("op-7", Action(kind))
    assert {name: getattr(operation, name) for name in COMPLETE[kind]} == COMPLETE[kind]


@pytest.mark.parametrize(("kind", "name"), LACKING)
@pytest.mark.parametrize("value", [None, [], {}, 1.5])
def test_field_that_is_missing_or_of_a_wrong_type_is_named(kind: str, name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"the operation '{kind}' lacks {name}"):
        parse(an_operation(kind, **{name: value}))


@pytest.mark.parametrize("number", [None, "", 7, "x" * 65, "op\x00", "op\n1", "óp", "\ud83d"])
def test_operation_without_a_usable_id_is_refused(number: object) -> None:
    with pytest.raises(InputError, match="without a usable id"):
        parse(an_operation(op=number))


@pytest.mark.parametrize("kind", [None, "", "delete", "ACCEPT", 3, "x" * 500])
def test_unknown_kind_is_refused_with_the_known_ones(kind: Any) -> None:
    with pytest.raises(InputError, match="known are accept, reject") as error:
        parse({"op": "op-7", "kind": kind})
    assert len(str(error.value)) < 240


def test_true_is_no_number() -> None:
    with pytest.raises(InputError, match="lacks suggestion"):
        parse(an_operation(suggestion=True))


def test_number_that_no_column_holds_is_no_number() -> None:
    with pytest.raises(InputError, match="lacks suggestion"):
        parse(an_operation(suggestion=2**63))


def test_coding_may_be_named_by_the_operation_that_makes_it() -> None:
    assert parse(an_operation("memo", coding="op:op-6")).coding == "op:op-6"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud83d"])
def test_sign_that_cannot_be_stored_is_refused(sign: str) -> None:
    with pytest.raises(InputError, match=f"the sign U\\+{ord(sign):04X} in text is no text"):
        parse(an_operation("memo", text=f"Let {sign} op."))


def test_memo_keeps_lines_tabs_and_emoji() -> None:
    assert parse(an_operation("memo", text="Let\n\top 🏠")).text == "Let\n\top 🏠"


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ("2026-01-02T12:00:00Z", dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)),
        ("2026-01-02T14:00:00+02:00", dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)),
        ("2026-01-02T12:00:00", dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)),
        ("gisteren", None),
        (5, None),
        (None, None),
    ],
)
def test_moment_of_showing_is_a_time_or_unknown(sent: object, taken: dt.datetime | None) -> None:
    assert parse(an_operation(shown_at=sent)).shown_at == taken


def test_attributes_are_pairs_of_text() -> None:
    assert parse(an_operation(attributes={"valentie": "positief"})).attributes == {"valentie": "positief"}
    assert parse(an_operation(attributes=["valentie"])).attributes == {}


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
FIELDS = st.sampled_from([*Operation.__slots__, "op", "kind"])


@given(st.sampled_from(sorted(COMPLETE)), st.dictionaries(FIELDS, junk, max_size=4))
def test_whatever_is_sent_is_taken_or_refused_in_a_sentence(kind: str, noise: dict[str, Any]) -> None:
    told = "taken"
    try:
        parse({**an_operation(kind), **noise})
    except InputError as error:
        told = str(error)
    assert 0 < len(told) < 300
