"""The codebook as a page to read: a family a chapter, a code a section."""

from collections.abc import Iterable, Iterator

from qualcode.domain.codebook import Attribute, Code, Codebook


def codebook_page(codebook: Codebook, language: str) -> str:
    """Markdown with every code's definition, criteria, examples and indicators, and the attributes at the end."""
    words = _WORDS.get(language, _WORDS["en"])
    return "\n".join([*_lines(codebook, language, words), ""])


def _lines(codebook: Codebook, language: str, words: dict[str, str]) -> Iterator[str]:
    yield f"# {codebook.title}"
    yield ""
    yield words["count"].format(codes=len(codebook.codes), families=sum(code.parent is None for code in codebook.codes))
    for code in codebook.codes:
        depth = len(list(codebook.ancestors(code.id)))
        yield ""
        yield f"{'#' * min(depth + 1, 6)} {code.label.get(language) or code.label[codebook.language]}"
        yield ""
        yield from _code(code, codebook, words)
    yield ""
    yield f"## {words['attributes']}"
    for attribute in codebook.attributes:
        yield ""
        yield from _attribute(attribute, codebook, language)


def _code(code: Code, codebook: Codebook, words: dict[str, str]) -> Iterator[str]:
    yield f"`{code.id}`" + (f" · {words['replaced_by']} `{code.replaced_by}`" if code.replaced_by else "")
    yield ""
    yield code.definition
    rows = [
        (words["include"], code.include),
        (words["exclude"], code.exclude),
        (words["negated_as"], f"`{code.negated_as}`" if code.negated_as else ""),
        (words["attributes"], ", ".join(a.id for a in codebook.attributes_of(code.id))),
        (words["indicators"], _joined((*code.indicators.lemmas, *code.indicators.phrases))),
    ]
    shown = [f"- **{name}**: {value}" for name, value in rows if value]
    if shown:
        yield ""
        yield from shown
    for example in code.examples:
        yield ""
        yield f"> {example}"


def _attribute(attribute: Attribute, codebook: Codebook, language: str) -> Iterator[str]:
    yield f"### {attribute.label.get(language) or attribute.label[codebook.language]}"
    yield ""
    values = [label.get(language) or label[codebook.language] for label in attribute.values.values()]
    yield f"`{attribute.id}`: {', '.join(values)}"
    if attribute.rule:
        yield ""
        yield attribute.rule


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(f"*{text}*" for text in texts)


_WORDS = {
    "nl": {
        "count": "{codes} codes in {families} families. Deze bladzijde is gemaakt uit `codebook.yaml`.",
        "include": "Wel",
        "exclude": "Niet",
        "negated_as": "Ontkend",
        "replaced_by": "vervangen door",
        "attributes": "Kenmerken",
        "indicators": "Aanwijzingen",
    },
    "en": {
        "count": "{codes} codes in {families} families. This page is made from `codebook.yaml`.",
        "include": "Include",
        "exclude": "Exclude",
        "negated_as": "Denied",
        "replaced_by": "replaced by",
        "attributes": "Attributes",
        "indicators": "Indicators",
    },
}
