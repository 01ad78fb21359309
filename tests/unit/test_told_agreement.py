"""Which kappa leaves: one that several numbers of sentences give, whatever a reader supposes of how coders worked."""

from collections import defaultdict

import numpy as np
import pytest

from qualcode.domain.agreement import TOLD, told

SMALL = {1, 2}


def worked_out(codings: int, decimals: int) -> list[tuple[int, int]]:
    """(sentences of both, of one) of which a kappa tells one that is small.

    The reader supposes that both read everything and each coding is one sentence: 2 both + one = codings.
    """
    found: defaultdict[float, set[tuple[int, int]]] = defaultdict(set)
    for both in range(codings // 2 + 1):
        one = codings - 2 * both
        n = np.unique([both + one + extra * (both + one) // 8 for extra in (*range(17), 24, 40, 80, 160, 400)])
        for alone in {0, one // 3, one // 2}:
            first, second = both + alone, both + one - alone
            by_chance = first * second + (n - first) * (n - second)
            kappas = (n * (n - one) - by_chance)[by_chance < n * n] / (n * n - by_chance)[by_chance < n * n]
            for kappa in set((np.round(kappas, decimals) + 0.0).tolist()):
                found[kappa].add((both, one))
    numbers = [({both for both, _ in each}, {one for _, one in each}) for each in found.values()]
    return [pair for pair in numbers if any(len(which) == 1 and which <= SMALL for which in pair)]


@pytest.mark.parametrize("odd", [0, 1])
@pytest.mark.parametrize(("least", "decimals"), TOLD)
def test_a_kappa_that_leaves_tells_no_small_number_of_sentences(least: int, decimals: int, odd: int) -> None:
    assert worked_out(least + odd, decimals) == []


@pytest.mark.parametrize(("codings", "decimals"), [(31, 1), (301, 2)])
def test_with_fewer_codings_it_would(codings: int, decimals: int) -> None:
    assert worked_out(codings, decimals) != []


@pytest.mark.parametrize(
    ("kappa", "codings", "leaves"),
    [
        (2 / 3, 79, None),
        (2 / 3, 80, 0.7),
        (2 / 3, 799, 0.7),
        (2 / 3, 800, 0.67),
        (None, 900, None),
        (-0.01, 90, 0.0),
        (1.0, 80, 1.0),
    ],
)
def test_kappa_is_told_the_finer_the_more_codings_there_are(
    kappa: float | None, codings: int, leaves: float | None
) -> None:
    assert told(kappa, codings) == leaves
