"""Open coding: provisional codes, which stand beside the codebook until somebody defines and promotes them.

They are codes of a reserved family, so that they are chosen, shown, searched and quoted as others are. They are in no
codebook version and never in the evidence: what nobody has defined cannot be counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qualcode.domain.codebook import Code, Codebook
from qualcode.errors import UsageError, said

FAMILY = "open"
PREFIX = f"{FAMILY}."
HIGHLIGHT = f"{PREFIX}highlight"
"""The code of a passage that was highlighted without saying yet with what."""

LABEL_LIMIT = 100
GROUP_LIMIT = 100

_FAMILY_LABEL = {"nl": "Nog te definiëren", "en": "To be defined"}
_HIGHLIGHT_LABEL = {"nl": "Gemarkeerd, nog zonder code", "en": "Highlighted, without a code yet"}
_DEFINITION = {
    "nl": "Voorlopige code van open coderen; telt niet mee als bewijs tot zij is gedefinieerd.",
    "en": "Provisional code of open coding; no evidence until it is defined.",
}


@dataclass(frozen=True, slots=True)
class Provisional:
    """A provisional code.

    Attributes:
        key: Immutable identifier, `open.N`.
        label: What its coder called it, in the language of the words.
        group: Name of the group into which it was sorted, "" while it is loose.
    """

    key: str
    label: str
    group: str = ""


def is_provisional(key: str) -> bool:
    """Whether a code is one of open coding."""
    return key == FAMILY or key.startswith(PREFIX)


def checked_label(written: str) -> str:
    """The name of a provisional code in single spaces.

    Raises:
        UsageError: It is empty or too long.
    """
    label = " ".join(written.split())
    if not 0 < len(label) <= LABEL_LIMIT:
        msg = said("a provisional code needs a name of 1 to {limit} characters", limit=LABEL_LIMIT)
        raise UsageError(msg)
    return label


def same_name(a: str, b: str) -> bool:
    """Whether two names of provisional codes are one: capitals and runs of blanks make no other code."""
    return " ".join(a.split()).casefold() == " ".join(b.split()).casefold()


def beside(codebook: Codebook, provisional: Iterable[Provisional]) -> Codebook:
    """The codebook with the provisional codes in a family of their own at its end; the same where there are none."""
    found = tuple(provisional)
    if not found:
        return codebook
    family = Code(id=FAMILY, parent=None, label=_FAMILY_LABEL, definition=_DEFINITION[_language(codebook)])
    return replace(codebook, codes=(*codebook.codes, family, *(_as_code(each, codebook) for each in found)))


def _as_code(each: Provisional, codebook: Codebook) -> Code:
    label = _HIGHLIGHT_LABEL if each.key == HIGHLIGHT else {codebook.language: each.label}
    return Code(id=each.key, parent=FAMILY, label=label, definition=_DEFINITION[_language(codebook)])


def _language(codebook: Codebook) -> str:
    return codebook.language if codebook.language in _DEFINITION else "en"
