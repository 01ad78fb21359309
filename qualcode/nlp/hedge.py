"""Hedges and modality: how sure a speaker is, and whether it is a judgement, an expectation, a warning or a wish."""

from collections.abc import Sequence

from qualcode.nlp.clause import Sentence
from qualcode.nlp.cue import Cue, Cues
from qualcode.nlp.negation import Place
from qualcode.nlp.vocabulary import words as listed

CUES = Cues("hedges", ("warning", "wish", "expectation", "conjecture", "judgement", "degree", "none"))
MODALITIES = {
    "warning": "waarschuwing",
    "wish": "wens",
    "expectation": "verwachting",
    "conjecture": "oordeel",
    "judgement": "oordeel",
}
"""Kind of cue -> value of the attribute `modaliteit`; earlier kinds win. How much or how often (`degree`) has none."""

_WEAKENING = ("conjecture", "degree", "wish")
_WISHING = frozenset(("moeten", "willen", "graag"))
_FUTURE = listed("hedges", "future")


def hedge(sentence: Sentence, cues: Sequence[Cue], place: Place) -> Cue | None:
    """The cue that weakens what is said at `place`, None when nothing does."""
    near = (cue for cue in cues if cue.kind in _WEAKENING and _applies(sentence, cue, place))
    return next((cue for cue in near if not place.holds(cue)), None)


def modality(sentence: Sentence, cues: Sequence[Cue], place: Place) -> str | None:
    """The value of `modaliteit` that the cues give reason for, None when they give none."""
    kinds = {_kind(sentence, cue) for cue in cues if _applies(sentence, cue, place)}
    return next((value for kind, value in MODALITIES.items() if kind in kinds), None)


def _applies(sentence: Sentence, cue: Cue, place: Place) -> bool:
    """How sure the speaker is holds up to the next *maar*; how much holds within the clause."""
    reach = sentence.clauses if cue.kind == "degree" else sentence.stretches
    return reach[cue.start] == reach[place.first]


def _kind(sentence: Sentence, cue: Cue) -> str:
    """The cue's kind in this sentence: a conjecture about later is an expectation, *zou ... moeten* is a wish."""
    if cue.kind != "conjecture":
        return cue.kind
    clause = [sentence.words[at] for at in sentence.clause(cue.start)]
    if sentence.words[cue.start].form in {"zou", "zouden"} and any(word.lemma in _WISHING for word in clause):
        return "wish"
    return "expectation" if any(word.form in _FUTURE for word in clause) else "conjecture"
