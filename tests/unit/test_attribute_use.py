"""Attributes of a code: what it takes and must have follows the tree, and a change holds for that branch alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.attribute_use import Use, least, used, uses
from qualcode.domain.codebook import Attribute, Code, Codebook
from qualcode.errors import ConflictError, NotFoundError

TREE = {"a": None, "a.x": "a", "a.x.y": "a.x", "b": None, "b.x": "b"}


def a_codebook(**attribute: object) -> Codebook:
    values = {"id": "toon", "label": {"nl": "Toon"}, "values": {"hard": {"nl": "hard"}}, "applies_to": ("a", "b.x")}
    codes = tuple(Code(code, parent, {"nl": code}, "Wat het is.") for code, parent in TREE.items())
    return Codebook("Proef", "nl", (Attribute(**{**values, **attribute}),), codes)


def all_uses(codebook: Codebook) -> dict[str, Use]:
    return {code: uses(codebook, code)["toon"] for code in TREE}


def test_a_code_that_must_have_it_asks_nothing_of_others() -> None:
    after = used(a_codebook(), "a.x", {"toon": Use.MUST})
    assert all_uses(after) == {"a": "may", "a.x": "must", "a.x.y": "must", "b": "none", "b.x": "may"}


def test_a_code_that_takes_it_leaves_what_must_be_given_elsewhere() -> None:
    after = used(a_codebook(required=True), "b", {"toon": Use.MAY})
    assert all_uses(after) == {"a": "must", "a.x": "must", "a.x.y": "must", "b": "may", "b.x": "must"}


def test_what_is_declared_above_is_changed_above() -> None:
    with pytest.raises(ConflictError, match="declares toon for all codes below it"):
        used(a_codebook(), "a.x", {"toon": Use.NONE})


def test_the_last_code_that_takes_it_keeps_it() -> None:
    with pytest.raises(ConflictError, match="applies to a alone"):
        used(a_codebook(applies_to=("a",)), "a", {"toon": Use.NONE})


def test_an_attribute_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFoundError):
        used(a_codebook(), "a", {"kleur": Use.MAY})


@given(
    st.sets(st.sampled_from(sorted(TREE)), min_size=1),
    st.sets(st.sampled_from(sorted(TREE))),
    st.sampled_from(sorted(TREE)),
    st.sampled_from(list(Use)),
)
def test_a_change_gives_what_is_wanted_and_leaves_all_outside_the_branch(
    takes: set[str], must: set[str], code: str, use: Use
) -> None:
    base = a_codebook(applies_to=tuple(takes))
    needed = tuple(each for each in must if not takes.isdisjoint(base.ancestors(each)))
    attribute = replace(base.attributes[0], required=bool(needed), required_for=needed)
    before = replace(base, attributes=(attribute,))
    try:
        after = used(before, code, {"toon": use})
    except ConflictError:
        assert list(Use).index(use) < list(Use).index(least(before, code)["toon"]) or takes == {code}
        return
    assert uses(after, code)["toon"] is use
    outside = [each for each in TREE if code not in before.ancestors(each)]
    assert [all_uses(after)[each] for each in outside] == [all_uses(before)[each] for each in outside]
    assert used(after, code, {"toon": use}) == after
