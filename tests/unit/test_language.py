"""Codes of languages."""

import pytest

from qualcode.domain.language import is_language


@pytest.mark.parametrize("code", ["nl", "en", "tr", "fy", "zgh", "srn", "nl-be", "zh-hant"])
def test_language_is_known_by_its_code(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize("code", ["", "xx", "NL", "klingon", "nl-", "nl be", "-nl", "nl-b_e"])
def test_what_is_no_language_is_not_known(code: str) -> None:
    assert not is_language(code)
