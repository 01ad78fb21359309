"""`claims.yaml` -> claims: conditions that can be executed, each mistake one sentence with its line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from qualcode.domain.claim import Claim, ClaimType, Condition, Over, Quantifier, Scope, Verdict
from qualcode.domain.claim_check import NAME_LIMIT, require_sound
from qualcode.domain.codebook import Codebook
from qualcode.domain.transcript import Group
from qualcode.errors import ClaimError, QualcodeError, short
from qualcode.interchange import yaml_lines
from qualcode.interchange.codebook_writer import dump
from qualcode.interchange.yaml_lines import Located, line_of

BEGIN = "begin with 'claims:' and put each claim after '- ', as 'qualcode claims export' writes them"


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
        if not isinstance(located.data, dict):
            what = "the file is empty" if located.data is None else "a register is a mapping with the key 'claims'"
            raise ClaimError(what, source=path.name, remedy=BEGIN)
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
    head, *rest = detail["loc"]
    inside = [str(step) for step in rest if isinstance(step, str) and step not in _BRANCHES]
    field = ".".join(inside) or ("the entry" if rest else str(head))
    what, remedy = _sentence(detail)
    line = line_of(located.lines, tuple(detail["loc"]))
    return ClaimError(f"{_owner(located, rest)}'{short(field)}' {what}", source=source, line=line, remedy=remedy)


_BRANCHES = {"literal['all']", "list[str]", WhereEntry.__name__}
"""What the ways to write a scope are called in the place of a mistake."""


def _owner(located: Located, rest: Sequence[int | str]) -> str:
    """Which claim, by its id where it has one."""
    if not rest or not isinstance(rest[0], int):
        return ""
    entry = located.data["claims"][rest[0]]
    name = entry.get("id") if isinstance(entry, dict) else None
    return f"claim '{short(name)}': " if isinstance(name, str) and name else f"claim number {rest[0] + 1}: "


def _sentence(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a field, and what to do."""
    kind, given = detail["type"], detail["input"]
    if kind == "enum":
        allowed = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        return f"cannot be '{short(str(given))}'", f"choose from {allowed}"
    if kind == "string_too_long":
        return f"is longer than {detail['ctx']['max_length']} characters", "shorten it"
    if given is None and kind != "missing":
        kind = "empty"
    return _WHAT.get(kind, ("must be a mapping", "write 'key: value'"))


_WHAT = {
    "missing": ("is missing", "add it"),
    "empty": ("is empty", "fill it in"),
    "too_short": ("is empty", "at least one entry is needed"),
    "string_too_short": ("is empty", "fill it in"),
    "extra_forbidden": ("is not known", "take it out or mend its name"),
    "list_type": ("must be a list", "one entry a line, each after '- '"),
    "string_type": ("must be text", "write one text, without '- ' or 'key:'"),
    "literal_error": ("must be all, a list of neighbourhoods, or where with conditions", "choose one of them"),
}


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
