"""Case files: labelled Dutch examples with a list of the known failures.

A change that breaks a case shows; one that mends a known failure has to be recorded by taking it off the list.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

CASES = Path(__file__).parent / "cases"


@pytest.fixture
def regression() -> Callable[..., None]:
    """`regression(name, answer)` fails unless exactly the known failures of the file get another answer."""

    def run(name: str, answer: Callable[[str], object]) -> None:
        content = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
        cases, known = content["cases"], content["known_failures"] or {}
        wrong = {text: got for text, expected in (cases | known).items() if (got := answer(text)) != expected}
        broken = {text: f"{got!r} instead of {cases[text]!r}" for text, got in wrong.items() if text in cases}
        mended = [text for text in known if text not in wrong]
        assert not broken, f"{len(broken)} of {len(cases)} cases broke: {broken}"
        assert not mended, "move these from known_failures to cases"

    return run
