"""Codebook -> YAML that reads well, differs little from version to version, and reads back as the same codebook."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from qualcode.domain.codebook import Attribute, Code, Codebook

WIDTH = 118


def write_codebook(codebook: Codebook) -> str:
    """`codebook.yaml`: keys in a fixed order, long text folded, an indicator a line, a blank line between codes."""
    head = {
        "title": codebook.title,
        "language": codebook.language,
        "attributes": [_attribute(attribute) for attribute in codebook.attributes],
    }
    codes = [dump([_code(code)]) for code in codebook.codes]
    return dump(_filled(head)) + "codes:\n" + "\n".join(codes)


class _InLine(dict[str, Any]):
    """A mapping on one line: {LEMMA: gebeuren}."""


class _ListInLine(list[Any]):
    """A list on one line: [factor, belemmering]."""


class _Dumper(yaml.SafeDumper):
    """SafeDumper that folds long text and knows no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  the signature is PyYAML's
        """Write the same list twice rather than a reference."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    folded = len(text) > WIDTH - 30 and text == " ".join(text.split())
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=">" if folded else None)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(
    _InLine, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(
    _ListInLine, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def dump(data: object) -> str:
    """Data as YAML that reads well."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=WIDTH)


def _attribute(attribute: Attribute) -> dict[str, Any]:
    return _filled(
        {
            "id": attribute.id,
            "label": dict(attribute.label),
            "values": [_InLine(id=value, label=_InLine(label)) for value, label in attribute.values.items()],
            "applies_to": _ListInLine(attribute.applies_to),
            "required": _ListInLine(attribute.required_for) if attribute.required_for else attribute.required or None,
            "rule": attribute.rule,
        }
    )


def _code(code: Code) -> dict[str, Any]:
    words = code.indicators
    indicators = {
        "lemmas": list(words.lemmas),
        "phrases": list(words.phrases),
        "patterns": [_in_line(list(tokens)) for tokens in words.patterns],
        "not_in": list(words.not_in),
    }
    return _filled(
        {
            "id": code.id,
            "parent": code.parent,
            "label": dict(code.label),
            "definition": code.definition,
            "include": code.include,
            "exclude": code.exclude,
            "examples": list(code.examples),
            "indicators": _filled(indicators),
            "negated_as": code.negated_as,
            "replaced_by": code.replaced_by,
        }
    )


def _filled(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry without keys that say nothing."""
    return {key: value for key, value in entry.items() if value not in (None, "", [], {})}


def _in_line(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _InLine({key: _in_line(inner) for key, inner in value.items()})
    if isinstance(value, Iterable) and not isinstance(value, str):
        return _ListInLine(_in_line(inner) for inner in value)
    return value
