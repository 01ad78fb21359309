"""Editing a codebook: each change gives a new codebook or one sentence that says why not. Ids never change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qualcode.domain.codebook import Code, Codebook, Indicators
from qualcode.domain.open_coding import is_provisional
from qualcode.errors import ConflictError, NotFoundError, UsageError, said, short

ID_LIMIT, LABEL_LIMIT, TEXT_LIMIT, WORD_LIMIT = 100, 200, 10_000, 100
"""As in a codebook file, so that what is edited can be written and read again."""

_ID = re.compile(r"[a-z0-9_.]+")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Edit(StrEnum):
    """Kinds of changes that are made on screen."""

    EDITED = "edited"
    ADDED = "added"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"
    PROMOTED = "promoted"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a screen lets a researcher write about a code; patterns and pointers stay as they are.

    Attributes:
        label: Language -> label; an empty one is left out.
        lemmas: Single words.
        phrases: Several words in a row.
        not_in: Words around which an indicator means something else.
    """

    label: Mapping[str, str]
    definition: str
    include: str = ""
    exclude: str = ""
    examples: Sequence[str] = ()
    lemmas: Sequence[str] = ()
    phrases: Sequence[str] = ()
    not_in: Sequence[str] = ()


def wording_of(code: Code) -> Wording:
    """What a code says now."""
    words = code.indicators
    return Wording(
        label=dict(code.label),
        definition=code.definition,
        include=code.include,
        exclude=code.exclude,
        examples=code.examples,
        lemmas=words.lemmas,
        phrases=words.phrases,
        not_in=words.not_in,
    )


def reworded(codebook: Codebook, code_id: str, wording: Wording) -> Codebook:
    """The codebook with another wording of one code.

    Raises:
        UsageError: Something is empty or too long.
    """
    code = require(codebook, code_id)
    return _with(codebook, _worded(code, wording, codebook.language))


def added(codebook: Codebook, code_id: str, parent: str | None, wording: Wording) -> Codebook:
    """The codebook with a new code at the end of those below `parent` (of the families when None).

    Raises:
        UsageError: The id is no id, or something is empty or too long.
        ConflictError: The id is taken.
    """
    code_id = _free_id(codebook, code_id)
    if parent is not None:
        require_living(codebook, parent)
    code = _worded(Code(code_id, parent, {}, ""), wording, codebook.language)
    below = _below(codebook)
    below.setdefault(parent, []).append(code_id)
    return _in_order(codebook, {**codebook.by_id(), code_id: code}, below)


def moved(codebook: Codebook, code_id: str, parent: str | None, place: int | None = None) -> Codebook:
    """The codebook with a code (and all below it) under another parent, as number `place` from 0, else the last.

    Raises:
        ConflictError: The code would come below itself.
    """
    code = require(codebook, code_id)
    if parent is not None:
        require_living(codebook, parent)
        if code_id in codebook.ancestors(parent):
            msg = said("{code} cannot stand below itself; choose a parent outside it", code=code_id)
            raise ConflictError(msg)
    below = _below(codebook)
    below[code.parent].remove(code_id)
    siblings = below.setdefault(parent, [])
    siblings.insert(len(siblings) if place is None else max(0, place), code_id)
    return _in_order(codebook, {**codebook.by_id(), code_id: replace(code, parent=parent)}, below)


def merged(codebook: Codebook, source: str, target: str, *, words: bool = True) -> Codebook:
    """The codebook in which `target` has replaced `source`: codes below it move along, with `words` indicators too.

    Raises:
        ConflictError: They are one, the target is retired, or stands below the source.
    """
    old, new = require_living(codebook, source), require_living(codebook, target)
    if source in codebook.ancestors(target):
        msg = said("{code} cannot be merged into a code below it; move that code out first", code=source)
        raise ConflictError(msg)
    if words:
        new = _with_words_of(new, old)
    codes = {**codebook.by_id(), target: new, source: replace(old, replaced_by=target)}
    below = _below(codebook)
    for child in below.pop(source, []):
        codes[child] = replace(codes[child], parent=target)
        below.setdefault(target, []).append(child)
    for code in codes.values():
        if code.negated_as == source:
            codes[code.id] = replace(code, negated_as=None if code.id == target else target)
    return _in_order(codebook, codes, below)


def retired(codebook: Codebook, code_id: str) -> Codebook:
    """The codebook without a code; earlier versions keep it.

    Raises:
        ConflictError: Codes stand below it, were merged into it, or an attribute depends on it alone.
    """
    require(codebook, code_id)
    others = [code for code in codebook.codes if code.id != code_id]
    if any(code.parent == code_id for code in others):
        msg = said("codes stand below {code}; move, merge or retire them first", code=code_id)
        raise ConflictError(msg)
    if any(code.replaced_by == code_id for code in others):
        msg = said("codes were merged into {code}, so it cannot go; merge it into another code instead", code=code_id)
        raise ConflictError(msg)
    attributes = []
    for attribute in codebook.attributes:
        applies_to = tuple(code for code in attribute.applies_to if code != code_id)
        required_for = tuple(code for code in attribute.required_for if code != code_id)
        if not applies_to or (attribute.required_for and not required_for):
            msg = said("the attribute {name} applies to {code} alone, so it cannot go", name=attribute.id, code=code_id)
            raise ConflictError(msg)
        attributes.append(replace(attribute, applies_to=applies_to, required_for=required_for))
    codes = tuple(replace(code, negated_as=None) if code.negated_as == code_id else code for code in others)
    return replace(codebook, codes=codes, attributes=tuple(attributes))


def overwritten(base: Codebook, present: Codebook, new: Codebook) -> tuple[str, ...]:
    """Codes that were changed since `base` and that `new` would set to something else than `present` says."""
    before, now, then = base.by_id(), present.by_id(), new.by_id()
    changed = [code for code in {**now, **before} if before.get(code) != now.get(code)]
    return tuple(code for code in changed if then.get(code) != now.get(code))


def require(codebook: Codebook, code_id: str) -> Code:
    """A code of the codebook.

    Raises:
        NotFoundError: It has no such code.
    """
    code = codebook.by_id().get(code_id)
    if code is None:
        kind = said("code")
        raise NotFoundError(kind, code_id, codebook.by_id())
    return code


def require_living(codebook: Codebook, code_id: str) -> Code:
    """A code that no other has replaced.

    Raises:
        ConflictError: It was merged into another.
    """
    code = require(codebook, code_id)
    if code.replaced_by is not None:
        msg = said("{code} was merged into {target}; work with that code", code=code_id, target=code.replaced_by)
        raise ConflictError(msg)
    return code


def lines_of(written: str) -> tuple[str, ...]:
    """The lines of a text field, without empty ones and repeats."""
    return tuple(dict.fromkeys(line for line in (" ".join(raw.split()) for raw in written.splitlines()) if line))


def _free_id(codebook: Codebook, written: str) -> str:
    code_id = written.strip()
    if not _ID.fullmatch(code_id) or len(code_id) > ID_LIMIT:
        msg = said(
            "'{id}' is no id of a code; use lower-case letters a-z, digits, '_' and '.', at most {limit} in all",
            id=short(code_id, 40),
            limit=ID_LIMIT,
        )
        raise UsageError(msg)
    if is_provisional(code_id):
        msg = said("ids that begin with 'open' belong to open coding; choose another id")
        raise UsageError(msg)
    if code_id in codebook.by_id():
        msg = said("the id {id} is taken; ids are unique and never used again", id=code_id)
        raise ConflictError(msg)
    return code_id


def _worded(code: Code, wording: Wording, language: str) -> Code:
    label = {key: _text(said("label"), text, LABEL_LIMIT) for key, text in wording.label.items() if text.strip()}
    if language not in label:
        msg = said("a code needs a label in the language of the codebook ({language})", language=language)
        raise UsageError(msg)
    definition = _text(said("definition"), wording.definition, TEXT_LIMIT)
    if not definition:
        msg = said("a code needs a definition: what makes a passage belong to it?")
        raise UsageError(msg)
    kept = {key: text for key, text in code.label.items() if key not in wording.label}
    return replace(
        code,
        label={**kept, **label},
        definition=definition,
        include=_text(said("include"), wording.include, TEXT_LIMIT),
        exclude=_text(said("exclude"), wording.exclude, TEXT_LIMIT),
        examples=_texts(said("example"), wording.examples, TEXT_LIMIT),
        indicators=_indicators(code, wording),
    )


def _indicators(code: Code, wording: Wording) -> Indicators:
    lemmas = _texts(said("word"), wording.lemmas, WORD_LIMIT)
    several = [word for word in lemmas if len(word.split()) > 1]
    if several:
        msg = said("'{word}' is more than one word; write it with the phrases", word=short(several[0], 40))
        raise UsageError(msg)
    return replace(
        code.indicators,
        lemmas=lemmas,
        phrases=_texts(said("phrase"), wording.phrases, WORD_LIMIT),
        not_in=_texts(said("word"), wording.not_in, WORD_LIMIT),
    )


def _texts(kind: str, written: Iterable[str], limit: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in (_text(kind, each, limit) for each in written) if text))


def _text(kind: str, written: str, limit: int) -> str:
    text = written.strip()
    if len(text) > limit:
        msg = said("this {kind} has {n} characters; at most {limit} are allowed", kind=kind, n=len(text), limit=limit)
        raise UsageError(msg)
    if found := _UNSTORABLE.search(text):
        msg = said("the sign U+{sign} in {field} is no text; take it out", sign=f"{ord(found[0]):04X}", field=kind)
        raise UsageError(msg)
    return text


def _with_words_of(code: Code, other: Code) -> Code:
    mine, theirs = code.indicators, other.indicators
    both = {
        name: tuple(dict.fromkeys((*getattr(mine, name), *getattr(theirs, name))))
        for name in ("lemmas", "phrases", "not_in")
    }
    patterns = (*mine.patterns, *(pattern for pattern in theirs.patterns if pattern not in mine.patterns))
    return replace(code, indicators=Indicators(**both, patterns=patterns))


def _with(codebook: Codebook, code: Code) -> Codebook:
    return replace(codebook, codes=tuple(code if each.id == code.id else each for each in codebook.codes))


def _below(codebook: Codebook) -> dict[str | None, list[str]]:
    """Parent -> the codes right below it, in order."""
    below: dict[str | None, list[str]] = {}
    for code in codebook.codes:
        below.setdefault(code.parent, []).append(code.id)
    return below


def _in_order(codebook: Codebook, codes: Mapping[str, Code], below: Mapping[str | None, Sequence[str]]) -> Codebook:
    """The codes as a tree is read: each before those below it."""

    def walked(parent: str | None) -> Iterable[Code]:
        for child in below.get(parent, ()):
            yield codes[child]
            yield from walked(child)

    return replace(codebook, codes=tuple(walked(None)))
