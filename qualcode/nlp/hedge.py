"""Hedges and modality: how sure a speaker is, and whether it is a judgement, an expectation, a warning or a wish."""

from collections.abc import Sequence
from itertools import takewhile

from qualcode.nlp.clause import ADJUNCT, FINITE, OPENER, PUNCTUATION, SUBJECT, Sentence, Word
from qualcode.nlp.cue import Cue, Cues
from qualcode.nlp.dictionary import entry
from qualcode.nlp.negation import Place
from qualcode.nlp.vocabulary import words as listed

CUES = Cues(
    "hedges",
    (
        *("warning", "alarm", "otherwise", "wish", "demand", "expectation", "later"),
        *("conjecture", "judgement", "degree", "none"),
    ),
)
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
_PAST, _ALARMED, _DEMANDED, _AGAIN = (listed("modality", name) for name in ("past", "alarmed", "demanded", "again"))
_LITTLE = frozenset(item.replace("_", " ") for item in listed("modality", "little"))
_LACKING = frozenset(("niet", "geen", "niks", "niets"))
_COMING = frozenset(("straks", "weer"))
_PASSIVE = frozenset(("wordt", "worden"))
_NO_NOUN = ADJUNCT | FINITE | OPENER | PUNCTUATION | SUBJECT


def hedge(sentence: Sentence, cues: Sequence[Cue], place: Place) -> Cue | None:
    """The cue that weakens what is said at `place`, None when nothing does."""
    near = (cue for cue in cues if cue.kind in _WEAKENING and _applies(sentence, cue, place))
    return next((cue for cue in near if not place.holds(cue)), None)


def modality(sentence: Sentence, cues: Sequence[Cue], place: Place) -> str | None:
    """The value of `modaliteit` that the cues give reason for, None when they give none."""
    kinds = {_kind(sentence, cue) for cue in cues if _applies(sentence, cue, place)}
    return next((value for kind, value in MODALITIES.items() if kind in kinds), None)


def _applies(sentence: Sentence, cue: Cue, place: Place) -> bool:
    """How sure the speaker is holds up to the next *maar*; how much, and when it will be, within the clause."""
    if cue.kind == "alarm":
        return cue.end <= place.first
    if cue.kind == "degree" and _is_of_a_thing(sentence, cue):
        return False
    reach = sentence.clauses if cue.kind in {"degree", "demand", "later", "otherwise"} else sentence.stretches
    return reach[cue.start] == reach[place.first]


def _is_of_a_thing(sentence: Sentence, cue: Cue) -> bool:
    """Whether a little of some thing is meant, which weakens no predicate: *wie een beetje geld had*."""
    return cue.text(sentence) in _LITTLE and cue.end < len(sentence.words) and _is_noun(sentence.words[cue.end])


def _is_noun(word: Word) -> bool:
    """Whether the dictionary has the form as a lemma, and no form of an adjective for it."""
    form = word.form
    if word.marks & _NO_NOUN or form.endswith("en") or entry(form) != form:
        return False
    return not any(entry(inflected) == form for inflected in (f"{form}e", f"{form}{form[-1]}e"))


def _kind(sentence: Sentence, cue: Cue) -> str | None:
    """The cue's kind in this sentence, None where it tells nothing in it."""
    clause = [sentence.words[at] for at in sentence.clause(cue.start)]
    forms = {word.form for word in clause}
    match cue.kind:
        case "alarm":
            following = sentence.words[cue.end : cue.end + 1]
            warns = all(word.form in _ALARMED or word.marks & PUNCTUATION for word in following)
            return "warning" if warns else None
        case "otherwise":
            begins = sentence.clause(cue.start).start
            return "warning" if cue.start <= begins + 1 and forms & _COMING else None
        case "later":
            past = bool(forms & _PAST) or any(map(_is_past, clause))
            return None if past else _under(_condition(sentence))
        case "demand":
            last = [word.form for word in clause if not word.marks & PUNCTUATION][-1]
            return "wish" if last in _DEMANDED and forms & _AGAIN else None
        case "conjecture":
            return _of_conjecture(sentence.words[cue.start].form, clause)
        case kind:
            return kind


def _condition(sentence: Sentence) -> Sequence[str]:
    """The words of the first condition in the sentence, up to a comma: *als ze niet investeren, ...*."""
    forms = [word.form for word in sentence.words]
    starts = (at for at, form in enumerate(forms) if form == "als" and (not at or not forms[at - 1].isalnum()))
    begins = next(starts, len(forms))
    return list(takewhile(str.isalnum, forms[begins:]))


def _under(condition: Sequence[str]) -> str | None:
    """What is told of later: under a condition that something is not done it is a warning, under another either."""
    if not condition:
        return "expectation"
    return None if _LACKING.isdisjoint(condition) else "warning"


def _of_conjecture(first: str, clause: Sequence[Word]) -> str:
    """A conjecture about later is an expectation, *zou ... moeten* is a wish."""
    forms = {word.form for word in clause}
    if first in {"zou", "zouden"} and any(word.lemma in _WISHING for word in clause):
        return "wish"
    return "expectation" if forms & _FUTURE or (forms & _PASSIVE and "nog" in forms) else "conjecture"


def _is_past(word: Word) -> bool:
    """Whether the word is a regular verb in the past tense: sloopten, begeleidde."""
    return word.lemma.endswith("en") and word.form != word.lemma and word.form.endswith(("te", "de", "ten", "den"))
