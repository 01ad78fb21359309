"""Evidence tables and quotes as plain text for a terminal; widths are those of the characters as they are shown."""

import unicodedata
from collections.abc import Iterator, Sequence

from qualcode.domain.evidence import EvidenceTable, Heading
from qualcode.domain.publication import About, Quotations
from qualcode.domain.quote import Quote
from qualcode.domain.wording import word
from qualcode.interchange.sheets import INDENT, aside_sentences, notices, shown, total_heading

NOTHING = "·"
LEAST_LABEL = 20


def table_lines(table: EvidenceTable, about: About, language: str, width: int) -> Iterator[str]:
    """The table in at most `width` characters where that is possible, with what has to be said with it."""
    columns = [*table.columns, total_heading(language)]
    rows = [*table.rows, total_heading(language)]
    numbers = [[_number(table, row, column, language) for column in columns] for row in rows]
    heads = [column.short for column in table.columns] + [columns[-1].label]
    widths = [max(shown_width(head), *(len(row[at]) for row in numbers)) + 1 for at, head in enumerate(heads)]
    labels = [INDENT[:2] * row.depth + row.label for row in rows]
    label_width = max(LEAST_LABEL, min(max(map(shown_width, labels)), width - sum(widths)))
    yield from notices(about, language)
    yield f"{about.study}: {word(table.question.measure, language)}"
    yield fitted("", label_width) + "".join(right(head, size) for head, size in zip(heads, widths, strict=True))
    for label, row in zip(labels, numbers, strict=True):
        yield fitted(label, label_width) + "".join(right(n, size) for n, size in zip(row, widths, strict=True))
    legend = [f"{column.short} = {column.label}" for column in table.columns if column.short != column.label]
    if legend:
        yield from wrapped(", ".join(legend), width)
    for name, sentence in aside_sentences(table, language):
        yield f"{name}: {sentence}"
    for sentence in table.suppression:
        yield from wrapped(sentence, width)


def _number(table: EvidenceTable, row: Heading, column: Heading, language: str) -> str:
    return str(shown(table.cell(row.id, column.id), table.question.measure, language) or NOTHING)


def quote_lines(quotations: Quotations, language: str, width: int) -> Iterator[str]:
    """Quotes with their way back (internally) or their source (for publication)."""
    yield from notices(quotations.about, language)
    for quote in quotations.internal:
        yield ""
        yield _reference(quote, language)
        yield from wrapped(f"“{quote.exact}”", width, indent="  ")
    for public in quotations.public:
        yield ""
        yield from wrapped(f"“{public.exact}”", width, indent="  ")
        yield f"  {public.source} ({public.code})"
    if quotations.notes:
        yield ""
    for note in quotations.notes:
        yield from wrapped(note, width)


def _reference(quote: Quote, language: str) -> str:
    who = " ".join(part for part in (word(quote.group, language) if quote.group else "", quote.respondent) if part)
    values = ", ".join(f"{name}: {value.value}" for name, value in quote.attributes.items())
    other = quote.proposed if quote.proposed != quote.code else None
    proposed = f"{word('proposed', language)}: {other}" if other else ""
    facts = (
        quote.code,
        proposed,
        quote.neighbourhood_name,
        who,
        f"{quote.transcript}:{quote.turn}",
        quote.coder,
        values,
    )
    return f"#{quote.id} " + " | ".join(fact for fact in facts if fact)


def shown_width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` columns, cut with an ellipsis or filled with blanks."""
    if shown_width(text) > width:
        while text and shown_width(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - shown_width(text))


def right(text: str, width: int) -> str:
    """The text at the right of `width` columns."""
    return " " * (width - shown_width(text)) + text


def wrapped(text: str, width: int, indent: str = "") -> Sequence[str]:
    """The text on lines of at most `width` columns, broken at blanks."""
    lines, line = [], ""
    for piece in text.split():
        longer = f"{line} {piece}" if line else piece
        if line and shown_width(indent + longer) > width:
            lines.append(indent + line)
            longer = piece
        line = longer
    return [*lines, indent + line]
