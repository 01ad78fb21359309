"""Whether suggestions find the words of one group better than those of another."""

import pytest

from qualcode.domain.by_group import ENOUGH, Met, by_group, gap


def met(group: str, share: float, documents: int = 10, n: int = 2 * ENOUGH) -> list[Met]:
    """Passages of a group of which the first so many of each document are found."""
    each = n // documents
    return [
        Met(group, f"{group} {at // each}", 1.0, float(at % each < share * each), 0.5) for at in range(each * documents)
    ]


def test_each_group_has_its_own_figures() -> None:
    few, many = by_group([*met("residents", 0.5), *met("experts", 1, 1, ENOUGH - 1)])
    assert (few.group, few.n, few.documents, few.three, few.interval) == ("experts", ENOUGH - 1, 1, None, None)
    assert (many.group, many.n, many.first, many.three, many.shown) == ("residents", 2 * ENOUGH, 1, 0.5, 0.5)
    assert many.interval == (0.5, 0.5)


@pytest.mark.parametrize(
    ("documents", "share", "told"), [(10, 0.5, (0.5, False)), (10, 1, (0, True)), (2, 0.5, (0.5, None))]
)
def test_the_gap_is_told_with_whether_it_may_be_chance(
    documents: int, share: float, told: tuple[float, bool | None]
) -> None:
    found = gap(by_group([*met("residents", share, documents), *met("policy", 1, documents)]))
    assert found is not None
    assert (found.size, found.overlap) == told
    assert share == 1 or (found.least.group, found.most.group) == ("residents", "policy")


def test_of_one_group_nobody_can_say_whether_it_is_found_better() -> None:
    assert gap(by_group([*met("residents", 1), *met("policy", 0, 1, ENOUGH - 1)])) is None
