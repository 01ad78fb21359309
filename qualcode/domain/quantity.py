"""Measured numbers: as many decimals as their source gives, written as a reader's language writes them."""

from collections.abc import Iterable
from typing import Self

MOST = 3
"""Decimals that are shown at most."""

COMPUTED = 4
"""Decimals of a computed number in a CSV file."""


class Quantity(float):
    """A number with the decimals that it is shown with; a program gets the number itself."""

    decimals: int
    __slots__ = ("decimals",)

    def __new__(cls, value: float, decimals: int) -> Self:
        """The number, to be shown with so many decimals."""
        made = super().__new__(cls, value)
        made.decimals = decimals
        return made


def decimals_of(values: Iterable[float]) -> int:
    """How many decimals these numbers need, three at most: 4.5 and 6 need one, 53000 and 61620 none."""
    return max((len(f"{value:.{MOST}f}".rstrip("0").partition(".")[2]) for value in values), default=0)


def as_text(value: float, language: str) -> str:
    """A number in a text: `53.000` and `4,5` in Dutch, `53,000` and `4.5` in English.

    A quantity has its decimals and its thousands apart; another number up to three decimals.
    """
    if isinstance(value, Quantity):
        text = f"{value:,.{value.decimals}f}"
    else:
        text = f"{value:.{MOST}f}".rstrip("0").rstrip(".")
    return text.translate(_DUTCH) if language == "nl" else text


_DUTCH = str.maketrans(",.", ".,")


def in_a_file(value: float, language: str) -> str:
    """A number in a CSV file, with the decimal sign of the language and no sign between thousands.

    A quantity is as it is; what was computed, such as a share, is rounded to four decimals.
    """
    number = float(value) if isinstance(value, Quantity) else round(float(value), COMPUTED)
    text = repr(number).removesuffix(".0")
    return text.replace(".", ",") if language == "nl" else text
