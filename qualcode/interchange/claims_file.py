"""`claims.yaml` -> claims: conditions that can be executed, each mistake one sentence with its line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qualcode.domain.claim import Claim, ClaimType, Condition, Over, Quantifier, Scope, Verdict
from qualcode.domain.claim_check import NAME_LIMIT, require_sound
from qualcode.domain.codebook import Codebook
from qualcode.domain.transcript import Group
from qualcode.errors import ClaimError, QualcodeError, short
from qualcode.interchange import yaml_lines
from qualcode.interchange.codebook_writer import dump
from qualcode.interchange.yaml_lines import Located, line_of


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ConditionEntry(_Entry):
    """A code with attribute values."""

    code: str
    attributes: dict[str, str] = {}


class WhereEntry(_Entry):
    """A computed scope."""

    where: Annotated[list[ConditionEntry], Field(min_length=1)]


class ClaimEntry(_Entry):
    """One claim as the file has it."""

    id: Annotated[str, Field(min_length=1, max_length=NAME_LIMIT)]
    type: ClaimType
    statement: Annotated[str, Field(min_length=1)]
    over: Over = Over.NEIGHBOURHOODS
    quantifier: Quantifier
    scope: Literal["all"] | list[str] | WhereEntry = "all"
    require: Annotated[list[ConditionEntry], Field(min_length=1)]
    contradict: list[ConditionEntry] = []
    groups: list[Group] = []
    place: str = ""
    topics: list[str] = []
    intended: Verdict = Verdict.SUPPORTED


class ClaimsEntry(_Entry):
    """The whole file."""

    claims: Annotated[list[ClaimEntry], Field(min_length=1)]


def read_claims(path: Path, codebook: Codebook, neighbourhoods: Sequence[str]) -> tuple[Claim, ...]:
    """The claims of a file, each code, value and neighbourhood known.

    Raises:
        ClaimError: The file is no register of claims; the message says where and what is allowed.
    """
    try:
        located = yaml_lines.load(path.read_text(encoding="utf-8"), path.name)
        entries = ClaimsEntry.model_validate(located.data).claims
    except OSError as error:
        raise ClaimError(f"cannot be read: {error.strerror}", source=path.name) from None
    except UnicodeDecodeError:
        raise ClaimError("is not UTF-8", source=path.name, remedy="save it as UTF-8") from None
    except ValidationError as error:
        raise _mistake(error, located, path.name) from None
    seen: set[str] = set()
    claims = []
    for number, entry in enumerate(entries):
        line = line_of(located.lines, ("claims", number)) or 0
        if entry.id in seen:
            raise ClaimError(f"the claim '{entry.id}' stands twice", source=path.name, line=line)
        seen.add(entry.id)
        claim = _claim(entry, line)
        try:
            require_sound(claim, codebook, neighbourhoods)
        except QualcodeError as error:
            raise ClaimError(f"claim {entry.id}: {error}", source=path.name, line=line) from None
        claims.append(claim)
    return tuple(claims)


def _mistake(error: ValidationError, located: Located, source: str) -> ClaimError:
    detail = error.errors(include_url=False)[0]
    field = ".".join(str(step) for step in detail["loc"] if not isinstance(step, int)) or "the file"
    line = line_of(located.lines, tuple(detail["loc"]))
    return ClaimError(f"{short(field)}: {short(detail['msg'], 120)}", source=source, line=line)


def _claim(entry: ClaimEntry, line: int) -> Claim:
    scope = Scope()
    if isinstance(entry.scope, WhereEntry):
        scope = Scope(where=_conditions(entry.scope.where))
    elif isinstance(entry.scope, list):
        scope = Scope(neighbourhoods=tuple(entry.scope))
    return Claim(
        id=entry.id,
        type=entry.type,
        statement=entry.statement,
        over=entry.over,
        quantifier=entry.quantifier,
        require=_conditions(entry.require),
        contradict=_conditions(entry.contradict),
        scope=scope,
        groups=tuple(entry.groups),
        place=entry.place,
        topics=tuple(entry.topics),
        intended=entry.intended,
        line=line,
    )


def _conditions(entries: Sequence[ConditionEntry]) -> tuple[Condition, ...]:
    return tuple(Condition(entry.code, entry.attributes) for entry in entries)


def write_claims(claims: Sequence[Claim]) -> str:
    """`claims.yaml` that reads back as the same claims; what is as usual is left out."""
    return "claims:\n" + "\n".join(dump([_record(claim)]) for claim in claims)


def _record(claim: Claim) -> dict[str, Any]:
    scope: object = None
    if claim.scope.where:
        scope = {"where": _records(claim.scope.where)}
    elif claim.scope.neighbourhoods:
        scope = list(claim.scope.neighbourhoods)
    said = {
        "id": claim.id,
        "type": claim.type.value,
        "statement": claim.statement,
        "over": claim.over.value if claim.over is not Over.NEIGHBOURHOODS else None,
        "quantifier": claim.quantifier.value,
        "scope": scope,
        "require": _records(claim.require),
        "contradict": _records(claim.contradict),
        "groups": [group.value for group in claim.groups],
        "topics": list(claim.topics),
        "place": claim.place,
        "intended": claim.intended.value if claim.intended is not Verdict.SUPPORTED else None,
    }
    return {name: value for name, value in said.items() if value}


def _records(conditions: Sequence[Condition]) -> list[dict[str, Any]]:
    return [
        {"code": each.code, **({"attributes": dict(each.attributes)} if each.attributes else {})} for each in conditions
    ]
