"""Speaker labels at the start of lines, as people write them.

`Interviewer:`, `R 1:`, `[00:12:03] Respondent:`, `**I:**`, `Bewoner (ochtend) 0:14` alone on a line,
`Interviewer 2 - ...`, a label with a tab. A line that looks like one is a label only when its words say
so (a role word), when the metadata name it, or when it recurs and looks like a name: "Let op: dit is ..."
and "Conclusie: ..." are speech. A single dash sets a label off only where the same label has a colon elsewhere.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from qualcode.domain.speaker_roles import is_evident, is_role_word, label_key, role_word
from qualcode.domain.speaker_words import NEVER_FIRST, NEVER_IN_NAMES, NEVER_SPEAKERS


class Form(Enum):
    """How a label is set off from the speech."""

    COLON = auto()
    TAB = auto()
    DASH = auto()
    LINE = auto()
    TIMED_LINE = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """A line start that is, or may be, a speaker label.

    Attributes:
        text: The label as written, without mark-up, time and colon.
        start: Where the label begins with its time and mark-up, code points.
        end: Where the speech may begin, code points.
        form: How it is set off.
        start_ms: Time beside the label, milliseconds.
    """

    text: str
    start: int
    end: int
    form: Form
    start_ms: int | None = None

    @property
    def key(self) -> str:
        """What counts as the same label."""
        return label_key(self.text)


_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIME = rf"[\[(<{{]?(?P<%s>{_CLOCK})(?:[ \t]*(?:-->|[-\u2013\u2014])[ \t]*{_CLOCK})?[\])>}}]?"
_WORD = r"[\w.'\u2019&/+-]{0,30}"
_NAME = rf"[^\W\d_]{_WORD}(?:[ \xa0]{{1,2}}(?:[&+/][ ])?\w{_WORD}){{0,4}}"
_ASIDE = r"(?:[ \xa0]?\([^()\n:]{1,40}\))?"
_LABEL_LINE = re.compile(
    rf"""^[ \t>]*(?:(?:\#{{1,6}}|[-*+]|\d{{1,4}}[.):]?)[ \t]+)?   # quote, heading, list item, number of the turn
    [*_]{{0,3}}
    (?:{_TIME % "before"}[ \t]*(?:[-\u2013\u2014][ \t]*)?\n?[*_]{{0,3}})?
    (?P<open>\[)?(?P<label>{_NAME}{_ASIDE})(?(open)\](?=[*_]{{0,3}}[ \t]*:))
    [*_]{{0,3}}
    (?:[ \t]*(?<!\d){_TIME % "after"}[*_]{{0,3}})?
    (?P<end>[ \t\xa0]*:(?!//|\d)[*_]{{0,3}}(?:[ \t]*[\[(](?P<then>{_CLOCK})[\])])?
        |[ \t]+[-\u2013\u2014](?=[ \t])|[ ]?\t|[ \t]*$)""",
    re.MULTILINE | re.VERBOSE,
)
_CELL_TIME = re.compile(r"(?<!\d)" + _TIME % "time" + r"(?!\d)")
_TIMED = re.compile(r"\s*[\[(<{]?\d{1,2}:\d{2}")
"""A next line that has a time too: then the line before it is speech, not a speaker."""
_INITIALS = 4
"""Characters of a last word that may end with a full stop: `J.`, `A.M.`; a longer one ends a sentence."""
_NAME_WORDS = 3
"""Words of a label that is doubted rather than taken for the start of a sentence."""


class Labels(NamedTuple):
    """What `find_labels` found, each in order.

    Attributes:
        speakers: The labels.
        doubtful: Line starts that may be labels and were taken for speech: a name that stands once with a colon,
            or a speaker's name with a dash.
    """

    speakers: list[Label]
    doubtful: list[Label]


def find_labels(text: str, known: Collection[str] = ()) -> Labels:
    """The speaker labels of `text`, and the line starts that may be labels and were not taken for one.

    Args:
        text: Canonical text: newlines as LF.
        known: Labels that the metadata name; they count even where they stand once.
    """
    candidates = [_label(match) for match in _LABEL_LINE.finditer(text)]
    accepted = _accepted(candidates, frozenset(map(label_key, known)))
    speakers = _without_heading([label for label in candidates if label in accepted])
    names = {label.text for label in speakers}
    rest = [label for label in candidates if label not in accepted]
    return Labels(speakers, [label for label in rest if _is_doubtful(label, names)])


def label_and_time(cell: str) -> tuple[str, int | None]:
    """The label and the time, in milliseconds, that stand together where nothing else does; either may be missing."""
    clock = _CELL_TIME.search(cell)
    label = _CELL_TIME.sub(" ", cell, count=1)
    return " ".join(label.split()).strip(" :-\u2013*_"), milliseconds(clock["time"]) if clock else None


def milliseconds(clock: str) -> int:
    """`12:03` or `01:12:03,5` as milliseconds."""
    hours, minutes, seconds = ["0", *clock.replace(",", ".").split(":")][-3:]
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def _label(match: re.Match[str]) -> Label:
    clock = match["before"] or match["after"] or match["then"]
    timed = clock is not None and "\n" not in match[0] and not _TIMED.match(match.string, match.end())
    return Label(
        text=match["label"].strip("_*"),
        start=match.end() - len(match[0].lstrip()),
        end=match.end(),
        form=_form(match["end"], timed=timed),
        start_ms=milliseconds(clock) if clock else None,
    )


def _form(end: str, *, timed: bool) -> Form:
    if ":" in end:
        return Form.COLON
    if end.strip():
        return Form.DASH
    if end.endswith("\t"):
        return Form.TAB
    return Form.TIMED_LINE if timed else Form.LINE


_FIRM = {Form.COLON, Form.TAB, Form.TIMED_LINE}
"""Forms that need no second sign of being a label."""


def _accepted(candidates: list[Label], known: frozenset[str]) -> set[Label]:
    """The candidates that count, judged on the whole text."""
    texts = {label.text for label in candidates}
    keys = {text: label_key(text) for text in texts}
    role_words = {text for text in texts if is_role_word(text)}
    evident = {text for text in texts if is_evident(text)}
    roles = {keys[label.text] for label in candidates if label.form in _FIRM and label.text in role_words}
    times = Counter((keys[label.text], label.form in _FIRM) for label in candidates)
    forms = Counter(label.form for label in candidates if label.text in evident)

    def counts(label: Label) -> bool:
        firm = label.form in _FIRM
        recurs = times[keys[label.text], firm] > 1
        if keys[label.text] in known:
            return firm or recurs
        if label.text in evident:
            return label.form is Form.COLON or forms[label.form] > 1
        if label.text in role_words:
            return recurs or (firm and len(roles) > 1)
        return recurs and firm and _looks_like_name(label.text)

    accepted = {label for label in candidates if counts(label)}
    firm_texts = {label.text for label in accepted if label.form in _FIRM}
    told = {text for text in firm_texts if keys[text] in known or text in evident | role_words}
    return accepted | {label for label in candidates if label.form is Form.DASH and label.text in told}


def _is_doubtful(label: Label, names: set[str]) -> bool:
    """Whether a candidate that was not accepted is as short as a name, with a colon, or a speaker's with a dash."""
    if label.form is Form.DASH:
        return label.text in names
    return label.form is Form.COLON and len(label.text.split()) <= _NAME_WORDS and _looks_like_name(label.text)


def _looks_like_name(label: str) -> bool:
    """Whether the words of `label` could be somebody's name or function."""
    words = label.partition("(")[0].lower().split()
    return (
        label[0].isupper()
        and (words[-1][-1] != "." or len(words[-1]) <= _INITIALS)
        and label_key(label) not in NEVER_SPEAKERS
        and words[0] not in NEVER_FIRST
        and NEVER_IN_NAMES.isdisjoint(words)
    )


def _without_heading(labels: list[Label]) -> list[Label]:
    """The labels without those of a heading: `Interviewer: Karin` above a talk that is labelled `I:` and `R:`."""
    times = Counter(label.key for label in labels)
    first = next((at for at, label in enumerate(labels) if times[label.key] > 1), 0)
    used = {role_word(label.text) for label in labels[first:]} - {""}
    return [label for label in labels[:first] if not _is_spelt_out(role_word(label.text), used)] + labels[first:]


def _is_spelt_out(word: str, used: set[str]) -> bool:
    """Whether one of the `used` words is an abbreviation of `word`."""
    return any(word != short and word.startswith(short) for short in used)
