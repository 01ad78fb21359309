"""Who a speaker label speaks for: the interviewer, a respondent, or nobody knows.

A label has a role of its own when it is a role word of Dutch or English interview practice,
alone or with a number or letter (`Interviewer`, `R1`, `Bewoner B`, `Jan (moderator)`). Labels
without a role of their own, such as names, are respondents where the text has an interviewer;
in a text without one they stay unknown, since one of them must be asking the questions.
"""

import re
import unicodedata
from collections.abc import Iterable

from qualcode.domain.speaker_words import HINTS, Hint
from qualcode.domain.transcript import Role

_PAIRED = {Hint.ASKER, Hint.ANSWERER}
_ROLE_WORD = re.compile(r"([a-z]+)\.?(?: ?(?:nr\.? ?|#)?(\d{1,3})| ([a-z]))?")
_FIRST_WORD = re.compile(r"[a-z]{2,}(?= |,|$)")


def label_key(label: str) -> str:
    """The label without the differences that people do not mean: `R 1`, `r1` and `R1` have one key."""
    return re.sub(r"[\s._]+", "", _folded(label))


def hint_of(label: str) -> Hint:
    """What `label` says by itself; a name says nothing."""
    name, aside = _parts(label)
    for words in (name, aside):
        if (hint := HINTS.get(role_word(words), Hint.NONE)) is not Hint.NONE:
            return hint
    for words in (name, aside):
        if (hint := HINTS.get(_first_word(words), Hint.NONE)) not in {Hint.NONE, *_PAIRED}:
            return hint
    return Hint.NONE


def is_evident(label: str) -> bool:
    """Whether the label is a speaker's even when it stands once: a word of interviewing, or its letter with a number.

    `Wethouder:` and `V:` are not: they may open a list in a policy document.
    """
    words = {role_word(part) for part in _parts(label) if len(part) > 1}
    return any(HINTS[word] in {Hint.INTERVIEWER, Hint.RESPONDENT, Hint.SPEAKER} for word in words if word)


def is_role_word(label: str) -> bool:
    """Whether the label, or what it has in brackets, is a role word and nothing else."""
    return any(map(role_word, _parts(label)))


def role_word(label: str) -> str:
    """The role word that `label` consists of, without its number (`r` of `R 1`), or ""."""
    found = _ROLE_WORD.fullmatch(_folded(label))
    if not found or found[1] not in HINTS:
        return ""
    return "" if (found[2] or found[3]) and HINTS[found[1]] in _PAIRED else found[1]


def roles_of(labels: Iterable[str]) -> dict[str, Role]:
    """The role of each label of one transcript, judged together.

    `V:` asks only where an answer or a respondent stands beside it and nobody is called interviewer:
    in a talk with a man (`M:`) and a woman (`V:`) it is not a question.
    """
    hints = {label: hint_of(label) for label in labels}
    found = set(hints.values())
    asking = {Hint.INTERVIEWER}
    if Hint.INTERVIEWER not in found and found & {Hint.ANSWERER, Hint.RESPONDENT, Hint.FUNCTION}:
        asking.add(Hint.ASKER)
    answering = {Hint.RESPONDENT, Hint.FUNCTION}
    others = Role.RESPONDENT if found & asking else Role.UNKNOWN
    return {
        label: Role.INTERVIEWER if hint in asking else Role.RESPONDENT if hint in answering else others
        for label, hint in hints.items()
    }


def _parts(label: str) -> tuple[str, str]:
    """The label before its bracket and what stands inside it, both folded."""
    name, _, aside = _folded(label).partition("(")
    return name.strip(), aside.rstrip(" )")


def _first_word(words: str) -> str:
    """The first word of more than one letter, or ""."""
    found = _FIRST_WORD.match(words)
    return found[0] if found else ""


def _folded(label: str) -> str:
    """The label in lower case, without accents, with single spaces."""
    plain = label.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
    return " ".join(plain.split())
