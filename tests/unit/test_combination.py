"""Combinations of codes: what is read is what was written, and mistakes say where they are."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.combination import (
    FILTERS,
    All,
    AnyOf,
    Coded,
    Known,
    Near,
    Not,
    Relation,
    Valued,
    all_of,
    any_of,
)
from qualcode.domain.combination_text import parsed, written
from qualcode.errors import UsageError

codes = st.builds(
    Coded,
    st.from_regex(r"[a-z0-9_]{1,6}(\.[a-z0-9_]{1,6}){0,2}", fullmatch=True)
    | st.sampled_from(("and", "or", "not", "overlaps", "in", "followed")),
    st.booleans(),
)
leaves = (
    codes
    | st.builds(Known, st.sampled_from(FILTERS), st.text(min_size=1, max_size=8))
    | st.builds(Valued, st.sampled_from(("valentie", "periode.nu")), st.text(min_size=1, max_size=8))
)


def _several(parts):
    several = st.lists(parts, min_size=2, max_size=3)
    return several.map(lambda found: all_of(*found)) | several.map(lambda found: any_of(*found))


combinations = st.recursive(
    leaves,
    lambda parts: (
        _several(parts)
        | parts.map(Not)
        | st.builds(Near, st.sampled_from((Relation.OVERLAPS, Relation.SAME_TURN)), parts)
        | st.builds(Near, st.just(Relation.FOLLOWED), parts, st.integers(0, 99))
    ),
    max_leaves=8,
)


@given(combinations)
def test_a_combination_is_read_back_from_its_text(combination):
    assert parsed(written(combination)) == combination


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("factor", Coded("factor")),
        ("uitkomst.*", Coded("uitkomst", below=True)),
        ("a overlaps b.*", All((Coded("a"), Near(Relation.OVERLAPS, Coded("b", below=True))))),
        ("a and not overlaps b", All((Coded("a"), Not(Near(Relation.OVERLAPS, Coded("b")))))),
        ("a not b", All((Coded("a"), Not(Coded("b"))))),
        ("a or b and c", AnyOf((Coded("a"), All((Coded("b"), Coded("c")))))),
        ("(a or b) and c", All((AnyOf((Coded("a"), Coded("b"))), Coded("c")))),
        ("a  IN the same\nturn AS b", All((Coded("a"), Near(Relation.SAME_TURN, Coded("b"))))),
        ("a followed within 1 turn by b", All((Coded("a"), Near(Relation.FOLLOWED, Coded("b"), 1)))),
        ('coder:"Jan ""de"" Vries"', Known("coder", 'Jan "de" Vries')),
        ("valentie=positief", Valued("valentie", "positief")),
        (
            "a overlaps (b and coder:bram)",
            All((Coded("a"), Near(Relation.OVERLAPS, All((Coded("b"), Known("coder", "bram")))))),
        ),
    ],
)
def test_a_combination_is_read_as_it_is_meant(typed, meant):
    assert parsed(typed) == meant


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "ends too early: a code, or a filter"),
        ("a and", "ends too early: a code, or a filter"),
        ("(a or b", "ends too early: a closing parenthesis"),
        ("a b", "at character 3, 'b': and, or"),
        ("a ) b", "at character 3, ') b': and, or"),
        ("a and @b", "at character 7, '@b'"),
        ("a followed by b", "at character 3, 'followed by b'"),
        ("colour:blue", "no filter 'colour' in a combination; choose from neighbourhood"),
        ("(" * 40 + "a", "at character"),
        ("a" * 3000, "3000 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence_with_its_place(typed, complaint):
    with pytest.raises(UsageError, match=re.escape(complaint)):
        parsed(typed)


@given(st.text(max_size=60) | st.text(alphabet='ab ()":=.*notrnd', max_size=60))
def test_any_text_is_read_or_refused(typed):
    with contextlib.suppress(UsageError):
        assert parsed(written(parsed(typed))) == parsed(typed)
