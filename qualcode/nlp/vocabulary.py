"""The closed classes of Dutch (abbreviations, particles, negations, ...) as read from `data/dutch.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def words(section: str, name: str) -> frozenset[str]:
    """One list of single words."""
    return frozenset(_content()[section][name].split())


@cache
def _content() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("qualcode.nlp").joinpath("data/dutch.toml").read_text(encoding="utf-8"))
