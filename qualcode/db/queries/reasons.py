"""The reasons of suggestions, as they are stored and as they are read."""

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation


def stored(why: Explanation) -> dict[str, Any]:
    """A reason as it is stored; terms, codings and whereabouts only where there are."""
    ranked = {name: list(said) for name, said in (("terms", why.terms), ("nearest", why.nearest)) if said}
    about = {name: said for name, said in (("elsewhere", why.elsewhere), ("earlier", why.earlier)) if said}
    return {
        "method": why.method,
        "indicator": why.indicator,
        "words": [list(span) for span in why.words],
        "how": why.how,
        "negation": why.negation,
        "hedge": why.hedge,
        **ranked,
        **about,
    }


def explanations(raw: Sequence[Mapping[str, Any]]) -> tuple[Explanation, ...]:
    """The reasons as they were stored."""
    return tuple(
        Explanation(
            **{
                **each,
                "words": tuple(Span(*words) for words in each["words"]),
                **{name: tuple(each.get(name, ())) for name in ("terms", "nearest")},
            }
        )
        for each in raw
    )
