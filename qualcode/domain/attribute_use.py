"""Which attributes a code takes, and which must be given with it: changed for one code and all below it."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from qualcode.domain.codebook import Attribute, Codebook
from qualcode.domain.codebook_edit import require_living
from qualcode.errors import ConflictError, NotFoundError, said


class Use(StrEnum):
    """What a code does with an attribute."""

    NONE = "none"
    MAY = "may"
    MUST = "must"


def uses(codebook: Codebook, code: str) -> dict[str, Use]:
    """Attribute -> what a code does with it, in the codebook's order."""
    taken = {each.id for each in codebook.attributes_of(code)}
    needed = {each.id for each in codebook.required_of(code)}
    return {
        each.id: Use.MUST if each.id in needed else Use.MAY if each.id in taken else Use.NONE
        for each in codebook.attributes
    }


def required_codes(codebook: Codebook) -> dict[str, list[str]]:
    """Attribute -> the codes with which it must be given; attributes that no code requires are left out."""
    found = dict[str, list[str]]()
    for code in codebook.codes:
        for attribute in codebook.required_of(code.id):
            found.setdefault(attribute.id, []).append(code.id)
    return found


def least(codebook: Codebook, code: str) -> dict[str, Use]:
    """Attribute -> what codes above a code declare for it, which it cannot fall short of."""
    parent = codebook.by_id()[code].parent
    return (
        dict.fromkeys((each.id for each in codebook.attributes), Use.NONE) if parent is None else uses(codebook, parent)
    )


def used(codebook: Codebook, code: str, wanted: Mapping[str, Use]) -> Codebook:
    """The codebook in which a code, and so all below it, takes attributes as is wanted.

    Raises:
        NotFoundError: There is no such code or attribute.
        ConflictError: A code above declares more than is wanted, or no code would take the attribute any more.
    """
    require_living(codebook, code)
    known = {each.id for each in codebook.attributes}
    for name in wanted:
        if name not in known:
            kind = said("attribute")
            raise NotFoundError(kind, name, known)
    above, now = least(codebook, code), uses(codebook, code)
    return replace(
        codebook,
        attributes=tuple(
            _used(codebook, each, code, wanted[each.id], above[each.id])
            if wanted.get(each.id, now[each.id]) is not now[each.id]
            else each
            for each in codebook.attributes
        ),
    )


_ORDER = list(Use)


def _used(codebook: Codebook, attribute: Attribute, code: str, use: Use, above: Use) -> Attribute:
    if _ORDER.index(use) < _ORDER.index(above):
        msg = said(
            "a code above {code} declares {name} for all codes below it; change it there", code=code, name=attribute.id
        )
        raise ConflictError(msg)
    needed = set(attribute.required_for or attribute.applies_to) if attribute.required else set[str]()
    takes = set(attribute.applies_to) - {code} | ({code} if use is not Use.NONE and above is Use.NONE else set())
    needed = needed - {code} | ({code} if use is Use.MUST else set())
    if not takes:
        msg = said("the attribute {name} applies to {code} alone, so it cannot go", name=attribute.id, code=code)
        raise ConflictError(msg)
    needed = {each for each in needed if not takes.isdisjoint(codebook.ancestors(each))}
    in_order = [each.id for each in codebook.codes]
    return replace(
        attribute,
        applies_to=tuple(each for each in in_order if each in takes),
        required=bool(needed),
        required_for=() if needed == takes else tuple(each for each in in_order if each in needed),
    )
