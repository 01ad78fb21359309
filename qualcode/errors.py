"""The error tree: every mistake of a user ends in one sentence.

QualcodeError                 exit code 2, one line, nothing changed
├── UsageError                a command or option that makes no sense together
├── InputError                a file or a value that cannot be taken in
│   ├── TranscriptFileError   a transcript file that is refused
│   ├── MetadataError         a row of interviews.csv or neighbourhoods.csv
│   ├── CodebookError         an entry of codebook.yaml
│   ├── CodingFileError       a line of a codings file
│   ├── UnitFileError         a line of a file of coded units
│   └── ClaimError            a claim of claims.yaml
├── NotFoundError             a transcript, code, coding, ... that does not exist
├── AnchorError               a span that does not hold its quote
├── ConflictError             refused since it would lose or contradict recorded work
├── DisclosureError           material that may not leave without a recorded review
└── DatabaseError             the database is missing, locked, older or newer than the program

A message says where, what, what is allowed and what to do. It never holds more than 80
characters of transcript text (see `short`). What can show on a screen is made by `said`, so
that the screen can say it in the reader's language; the command line speaks English.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Self

EXCERPT_LIMIT = 80


class Sentence(str):
    """An English sentence that still knows its parts, so that it can be told in another language."""

    template: str
    facts: Mapping[str, object]

    __slots__ = ("facts", "template")

    def __new__(cls, template: str, facts: Mapping[str, object]) -> Self:
        """The sentence of a template with {placeholders} for the facts."""
        made = super().__new__(cls, template.format(**facts) if facts else template)
        made.template, made.facts = template, facts
        return made

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`, which knows the templates of the catalogue."""
        facts = {name: told(fact, translate) for name, fact in self.facts.items()}
        return translate(self.template).format(**facts) if facts else translate(self.template)


def said(template: str, /, **facts: object) -> Sentence:
    """A sentence that the catalogues know by its template; facts that are sentences are translated with it."""
    return Sentence(template, facts)


def told(fact: object, translate: Callable[[str], str]) -> object:
    """A fact as it is put in a translated sentence."""
    return fact.told(translate) if isinstance(fact, Sentence) else fact


class QualcodeError(Exception):
    """A mistake that the user can mend; `str(error)` is the sentence to show, in English."""

    exit_code = 2

    def __init__(self, sentence: str) -> None:
        """Keep the sentence, which `said` made where a screen may show it."""
        super().__init__(sentence)
        self.sentence = sentence

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`, as far as it can be told there."""
        return str(told(self.sentence, translate))


class UsageError(QualcodeError):
    """A command, option or combination that cannot be carried out."""


class InputError(QualcodeError):
    """A file or value from outside that cannot be taken in."""

    def __init__(
        self, what: str, *, source: str | None = None, line: int | None = None, remedy: str | None = None
    ) -> None:
        """Compose the sentence from facts.

        Args:
            what: What is wrong and what is allowed.
            source: File that holds the mistake.
            line: Line in that file, from 1.
            remedy: What to do about it.
        """
        self.what, self.source, self.line, self.remedy = what, source, line, remedy
        where = f"{source}, line {line}: " if source and line else f"{source}: " if source else ""
        super().__init__(f"{where}{what}" + (f" ({remedy})" if remedy else "") if where or remedy else what)


class TranscriptFileError(InputError):
    """A transcript file that is refused."""


class MetadataError(InputError):
    """A metadata row that is refused."""


class CodebookError(InputError):
    """A codebook entry that is refused."""


class CodingFileError(InputError):
    """A line of a codings file that is refused."""


class UnitFileError(InputError):
    """A line of a file of coded units that is refused."""


class ClaimError(InputError):
    """A claim of a register that is refused."""


class NotFoundError(QualcodeError):
    """Something that was named does not exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        """Compose the sentence; `known` names are used for "did you mean"."""
        self.kind, self.name = kind, name
        near = get_close_matches(name, list(known), n=3, cutoff=0.5)
        hint = said("; did you mean {names}?", names=", ".join(near)) if near else ""
        super().__init__(said("there is no {kind} '{name}'{hint}", kind=kind, name=short(name), hint=hint))


class AnchorError(QualcodeError):
    """A span that does not lie in its text or does not hold its quote."""


class ConflictError(QualcodeError):
    """Refused, since recorded work would be lost or contradicted."""


class DisclosureError(QualcodeError):
    """Material that may not leave without a recorded disclosure review."""


class DatabaseError(QualcodeError):
    """The database is missing, locked, or of another version than the program."""


def short(text: str, limit: int = EXCERPT_LIMIT) -> str:
    """At most `limit` characters of `text`, on one line, for messages and logs."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
