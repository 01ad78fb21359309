"""What a claim has to be before it is set down: named, said, and about codes, values and places that there are."""

from collections.abc import Mapping, Sequence

from qualcode.domain.claim import Claim
from qualcode.domain.codebook import Codebook
from qualcode.errors import NotFoundError, UsageError, said, short

NAME_LIMIT = 40


def require_sound(claim: Claim, codebook: Codebook, neighbourhoods: Sequence[str]) -> None:
    """Do nothing if the claim can be set down.

    Raises:
        UsageError: It has no name, no statement or no condition, or asks for a value that its code does not take.
        NotFoundError: It names a code or neighbourhood that there is not.
    """
    if not 0 < len(claim.id) <= NAME_LIMIT or claim.id != "".join(claim.id.split()):
        msg = said(
            "'{name}' is no name of a claim; give 1 to {limit} characters without blanks",
            name=short(claim.id),
            limit=NAME_LIMIT,
        )
        raise UsageError(msg)
    if not claim.statement.strip():
        msg = said("claim {claim} says nothing; give it a statement", claim=claim.id)
        raise UsageError(msg)
    if not claim.require:
        msg = said("claim {claim} has no condition that makes a coding speak for it; give at least one", claim=claim.id)
        raise UsageError(msg)
    for condition in claim.conditions:
        taken = {attribute.id: tuple(attribute.values) for attribute in codebook.attributes_of(condition.code)}
        for name, value in condition.attributes.items():
            if value not in taken.get(name, ()):
                msg = said(
                    "code {code} has no {name} '{value}'; it takes {allowed}",
                    code=condition.code,
                    name=short(name),
                    value=short(value),
                    allowed=_listed(taken),
                )
                raise UsageError(msg)
    for place in claim.scope.neighbourhoods:
        if place not in neighbourhoods:
            kind = said("neighbourhood")
            raise NotFoundError(kind, place, neighbourhoods)


def _listed(taken: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{name} ({'|'.join(values)})" for name, values in taken.items()) or "-"
