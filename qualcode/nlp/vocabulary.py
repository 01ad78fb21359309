"""The closed classes of Dutch (abbreviations, particles, negations, ...) as read from `data/dutch.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def words(section: str, name: str) -> frozenset[str]:
    """One list of single words."""
    return frozenset(_content()[section][name].split())


def longest_first(section: str, name: str) -> tuple[str, ...]:
    """One list of single words, in the order in which prefixes are to be tried."""
    return tuple(sorted(words(section, name), key=lambda word: (-len(word), word)))


def phrases(section: str, name: str) -> tuple[tuple[str, ...], ...]:
    """One list of items of one or more words."""
    return tuple(tuple(item.split()) for item in _content()[section][name].split(","))


def first_words(section: str) -> frozenset[str]:
    """The first word of every item in all lists of a section."""
    return frozenset(item[0] for name in _content()[section] for item in phrases(section, name))


@cache
def _content() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("qualcode.nlp").joinpath("data/dutch.toml").read_text(encoding="utf-8"))
