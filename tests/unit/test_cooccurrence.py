"""Two families on the same words, against every pair one by one."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.cooccurrence import Said, together


@st.composite
def codings(draw: st.DrawFn, prefix: str) -> list[Said]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(1, 3), st.sampled_from("ab"), st.integers(0, 8), st.integers(1, 4), st.integers(1, 2)
            ),
            max_size=8,
        )
    )
    said = [
        Said(transcript, who, start, start + length, at, f"{prefix}{code}")
        for at, (transcript, who, start, length, code) in enumerate(drawn)
    ]
    return sorted(said)


@given(codings("i"), codings("u"))
def test_a_sweep_finds_the_same_as_every_pair(first: list[Said], second: list[Said]) -> None:
    found = together(first, second)
    pairs = [
        (one, other)
        for one in first
        for other in second
        if one[:2] == other[:2] and one.start < other.end and other.start < one.end
    ]
    assert set(found) == {(one.code, other.code) for one, other in pairs}
    for place, both in found.items():
        here = [(one, other) for one, other in pairs if (one.code, other.code) == place]
        assert both.respondents == {one.respondent for one, _ in here}
        assert both.firsts == {one.coding for one, _ in here}
        assert {number for numbers in both.seconds.values() for number in numbers} == {
            other.coding for _, other in here
        }


def test_both_sides_are_read_to_their_end():
    last = Said(9, "R009", 0, 5, 90, "uitkomst.buurt")
    seconds = iter([Said(1, "R001", 0, 5, 2, "uitkomst.buurt"), *[last] * 3])
    found = together(iter([Said(1, "R001", 0, 5, 1, "interventie.sloop")]), seconds)
    assert list(found) == [("interventie.sloop", "uitkomst.buurt")]
    assert next(seconds, None) is None
