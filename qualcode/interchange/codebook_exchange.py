"""The codebook for other programs: as a REFI-QDA codebook (QDC), and as the rows of a sheet."""

from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from qualcode.domain.codebook import Code, Codebook
from qualcode.interchange.tables import Column, Sheet

NAMESPACE = "urn:QDA-XML:codebook:1.0"
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#17becf")


def codebook_qdc(codebook: Codebook, language: str) -> str:
    """The codes as REFI-QDA 1.0 exchanges them: a tree of names with descriptions.

    A code's GUID follows from its id, so that it is the same in every export. What the format has no place for
    (criteria, indicators) stands in the description; codes that were merged into others are left out.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("CodeBook"), origin="qualcode")
    codes = ET.SubElement(root, _tag("Codes"))
    places: dict[str | None, ET.Element] = {None: codes}
    families = [code.id for code in codebook.codes if code.parent is None]
    for code in codebook.codes:
        if code.replaced_by is not None:
            continue
        element = ET.SubElement(
            next(places[step] for step in (*list(codebook.ancestors(code.id))[1:], None) if step in places),
            _tag("Code"),
            guid=str(uuid5(NAMESPACE_URL, f"qualcode:code:{code.id}")),
            name=_label(code, codebook, language),
            isCodable="false" if code.parent is None else "true",
            color=COLOURS[families.index(codebook.family(code.id)) % len(COLOURS)],
        )
        ET.SubElement(element, _tag("Description")).text = _description(code, language)
        places[code.id] = element
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def codebook_sheet(codebook: Codebook, language: str) -> Sheet:
    """A row a code, with everything that the codebook says of it."""
    titles = _TITLES.get(language, _TITLES["en"])
    widths = (28, 28, 32, 60, 50, 50, 60, 40, 40, 24)
    return Sheet(
        titles[0],
        [Column(title, width) for title, width in zip(titles[1:], widths, strict=True)],
        [_row(code, codebook, language) for code in codebook.codes],
    )


def _row(code: Code, codebook: Codebook, language: str) -> list[str]:
    words = code.indicators
    return [
        code.id,
        code.parent or "",
        _label(code, codebook, language),
        code.definition,
        code.include,
        code.exclude,
        "\n".join(code.examples),
        ", ".join((*words.lemmas, *words.phrases)),
        ", ".join(words.not_in),
        code.replaced_by or "",
    ]


def _description(code: Code, language: str) -> str:
    titles = _TITLES.get(language, _TITLES["en"])
    parts = [code.definition]
    parts += [f"{title}: {text}" for title, text in ((titles[5], code.include), (titles[6], code.exclude)) if text]
    parts += [f"{titles[7]}: {text}" for text in code.examples]
    return "\n\n".join([*parts, f"id: {code.id}"])


def _label(code: Code, codebook: Codebook, language: str) -> str:
    return code.label.get(language) or code.label[codebook.language]


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


_TITLES = {
    "nl": (
        *("Codeboek", "Code", "Onder", "Naam", "Definitie", "Wel", "Niet", "Voorbeeld", "Woorden", "Niet bij"),
        "Opgegaan in",
    ),
    "en": (
        *("Codebook", "Code", "Below", "Label", "Definition", "Include", "Exclude", "Example", "Words", "Not with"),
        "Merged into",
    ),
}
