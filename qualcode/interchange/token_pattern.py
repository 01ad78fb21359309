"""Token patterns of indicators: the part of spaCy's notation that needs no trained model."""

import itertools
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from qualcode.errors import short

LOWER_KEYS = ("LEMMA", "LOWER")
FLAG_KEYS = ("IS_ALPHA", "IS_DIGIT", "IS_PUNCT", "IS_TITLE", "IS_UPPER", "LIKE_NUM")
KEYS = (*LOWER_KEYS, "TEXT", *FLAG_KEYS, "OP")
CHOICES = ("IN", "NOT_IN")
LONGEST = 20
_OPERATOR = re.compile(r"[!?*+]|\{\d{1,2}(,\d{0,2})?\}|\{,\d{1,2}\}")
_OPTIONAL = re.compile(r"[!?*]|\{0?,\d*\}|\{0(,\d*)?\}")
_FLAGS = {"true": True, "false": False}


def pattern(raw: object) -> list[dict[str, Any]]:
    """The tokens of one pattern, with Booleans where spaCy wants them.

    Raises:
        ValueError: It is not a pattern, or it would match any text.
    """
    if not isinstance(raw, list) or not 1 <= len(raw) <= LONGEST:
        msg = f"must be a list of 1 to {LONGEST} tokens, such as [{{LEMMA: gebeuren}}, {{LOWER: niks}}]"
        raise ValueError(msg)
    tokens = [_token(token) for token in raw]
    if not any(set(token) - {"OP"} and not _OPTIONAL.fullmatch(token.get("OP", "")) for token in tokens):
        msg = "matches any text; at least one token must be needed and say which word it is"
        raise ValueError(msg)
    return tokens


def _token(raw: object) -> dict[str, Any]:
    if not isinstance(raw, Mapping) or not raw:
        msg = "has a token that is no mapping, such as {LEMMA: gebeuren}"
        raise ValueError(msg)
    return {key: _value(key, value) for key, value in raw.items()}


def _value(key: str, value: object) -> object:
    if key not in KEYS:
        near = get_close_matches(key.upper(), KEYS, n=1)
        hint = f", did you mean '{near[0]}'?" if near else ""
        msg = f"has the unknown token key '{short(key)}'{hint} (allowed: {', '.join(KEYS)})"
        raise ValueError(msg)
    if key in FLAG_KEYS:
        return _flag(key, value)
    if key == "OP":
        return _operator(value)
    return _words(key, value)


def _flag(key: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in _FLAGS:
        msg = f"has {key} with another value than true or false"
        raise ValueError(msg)
    return _FLAGS[str(value)]


def _operator(value: object) -> str:
    if not isinstance(value, str) or not _OPERATOR.fullmatch(value):
        msg = "has an OP that is none of ! ? * + {n} {n,m} {n,} {,m} (in quotes)"
        raise ValueError(msg)
    return value


def _words(key: str, value: object) -> str | dict[str, list[str]]:
    choices: Mapping[str, Any] = value if isinstance(value, Mapping) else {"IN": [value]}
    if not choices or not set(choices) <= set(CHOICES) or not all(map(_is_word_list, choices.values())):
        msg = f"needs for {key} a word, or {{IN: [words]}} or {{NOT_IN: [words]}}"
        raise ValueError(msg)
    wanted: dict[str, list[str]] = {choice: list(words) for choice, words in choices.items()}
    for word in itertools.chain(*wanted.values()):
        if key in LOWER_KEYS and word != word.lower():
            msg = f"has '{short(word)}' for {key}, which is compared in lower case; write '{short(word.lower())}'"
            raise ValueError(msg)
    return value if isinstance(value, str) else wanted


def _is_word_list(words: object) -> bool:
    return isinstance(words, list) and bool(words) and all(isinstance(word, str) and word for word in words)
