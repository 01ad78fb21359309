"""Why a suggestion was made, in sentences: the same on the screen and in exports, in Dutch and English."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.domain.suggestion import Explanation

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "words": ("Het codeboek noemt de woorden {said}.", "The codebook names the words {said}."),
    "lemma": ("Het codeboek noemt het woord '{said}'.", "The codebook names the word '{said}'."),
    "phrase": ("Het codeboek noemt de woordgroep '{said}'.", "The codebook names the phrase '{said}'."),
    "pattern": (
        "De woorden volgen het patroon '{said}' van het codeboek.",
        "The words follow the codebook's pattern '{said}'.",
    ),
    "compound": (
        "'{said}' uit het codeboek is hier deel van een langer woord.",
        "'{said}' of the codebook is part of a longer word here.",
    ),
    "split_verb": (
        "Het scheidbare werkwoord '{said}' uit het codeboek staat hier in twee delen.",
        "The separable verb '{said}' of the codebook stands here in two parts.",
    ),
    "negation": ("Het wordt ontkend door '{said}'.", "It is negated by '{said}'."),
    "hedge": ("Het wordt afgezwakt door '{said}'.", "It is weakened by '{said}'."),
    "prompted": (
        "Het antwoord “{said}” heeft geen eigen woorden: die van de vraag zijn de reden.",
        "The answer “{said}” has no words of its own: those of the question are the reason.",
    ),
    "learned": ("Geleerd van wat al gecodeerd is.", "Learned from what was coded."),
    "codebook": ("Dicht bij de eigen woorden van het codeboek.", "Close to the codebook's own words."),
    "before": ("Vooral door wat er vlak voor gezegd is.", "Mostly by what was said just before."),
    "terms": ("Sterkste woorden: {said}.", "Strongest words: {said}."),
    "nearest": ("Lijkt het meest op: {said}", "Most like: {said}"),
    "denied": ("Lijkt ontkend, door: “{said}”.", "Seems denied, by: “{said}”."),
    "elsewhere": ("Gaat misschien over elders: “{said}”.", "Perhaps about elsewhere: “{said}”."),
    "earlier": ("Gaat over eerder: “{said}”.", "About earlier: “{said}”."),
}


def told(explanations: Iterable[Explanation], language: str, quotes: Mapping[int, str] | None = None) -> str:
    """Why a suggestion was made, in a few sentences.

    Args:
        explanations: Its reasons.
        language: `nl` or `en`.
        quotes: The start of the codings that are called nearest, as far as they may be shown; without it they are told
            by their numbers.
    """
    every = list(explanations)
    named = list(dict.fromkeys(why.indicator for why in every if _only_names(why)))
    listed = ", ".join(f"'{each}'" for each in named)
    sentences = [_sentence("words", language, listed)] if len(named) > 1 else []
    sentences += [told_one(why, language, quotes) for why in every if not (sentences and _only_names(why))]
    return " ".join(dict.fromkeys(sentences))


def told_one(why: Explanation, language: str, quotes: Mapping[int, str] | None = None) -> str:
    """One reason, in one or more sentences; arguments as for `told`."""
    if why.how == "prompted":
        parts = [("prompted", why.indicator)]
    elif why.how == "ranked":
        parts = _ranked(why, _nearest(why, quotes))
    else:
        found = why.how if why.how in _SENTENCES else "lemma"
        parts = [(found, why.indicator), ("negation", why.negation or ""), ("hedge", why.hedge or "")]
        parts = [parts[0], *(part for part in parts[1:] if part[1])]
    return " ".join(_sentence(name, language, said) for name, said in parts)


def _ranked(why: Explanation, nearest: Sequence[str]) -> list[tuple[str, str]]:
    beside = [
        ("terms", ", ".join(why.terms)),
        ("nearest", " · ".join(nearest)),
        ("denied", why.negation or ""),
        ("elsewhere", why.elsewhere or ""),
        ("earlier", why.earlier or ""),
    ]
    return [
        (why.method if why.method in {"learned", "before"} else "codebook", ""),
        *(part for part in beside if part[1]),
    ]


def _nearest(why: Explanation, quotes: Mapping[int, str] | None) -> list[str]:
    if quotes is None:
        return [f"#{number}" for number in why.nearest]
    return [f"“{quotes[number]}”" for number in why.nearest if number in quotes]


def _only_names(why: Explanation) -> bool:
    """Whether a reason says no more than that the codebook names a word."""
    return why.how == "lemma" and not (why.negation or why.hedge)


def _sentence(name: str, language: str, said: str) -> str:
    return _SENTENCES[name][language == "en"].format(said=said)
