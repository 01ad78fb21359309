"""The quote basket as sheets, as JSON and as text: quotes under the sections of the report."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from qualcode.domain.basket import Chosen, Picked
from qualcode.domain.publication import PublicQuote
from qualcode.domain.wording import word
from qualcode.interchange.plain import wrapped
from qualcode.interchange.records import about_record
from qualcode.interchange.sheets import about_sheet, notices
from qualcode.interchange.tables import Column, Sheet, Value

_PUBLIC: Sequence[tuple[str, float]] = (("section", 24), ("quote", 100), ("source", 36), ("code", 30), ("label", 40))
_INTERNAL: Sequence[tuple[str, float]] = (
    *(("section", 24), ("quote", 100), ("id", 9), ("code", 30), ("label", 40), ("neighbourhood", 18)),
    *(("group", 16), ("respondent", 12), ("transcript", 20), ("turn", 7), ("original", 100), ("coder", 14), ("at", 17)),
)


def basket_sheets(chosen: Chosen, language: str) -> list[Sheet]:
    """One row a quote, and where they come from."""
    about = chosen.about
    if about.internal:
        names, rows = _INTERNAL, [_internal_row(each) for each in chosen.internal]
    else:
        names, rows = _PUBLIC, [_public_row(section, quote) for section, quote in chosen.public]
    columns = [Column(word(name, language), width) for name, width in names]
    facts = [(word("suppression", language), note) for note in chosen.notes]
    above = notices(about, language)
    return [Sheet(word("sheet_basket", language), columns, rows, above), about_sheet(about, facts, language)]


def _public_row(section: str, quote: PublicQuote) -> list[Value]:
    return [section, quote.exact, quote.source, quote.code, quote.code_label]


def _internal_row(each: Picked) -> list[Value]:
    quote = each.quote
    return [
        each.section,
        each.shown,
        quote.id,
        quote.code,
        quote.code_label,
        quote.neighbourhood_name,
        quote.group,
        quote.respondent,
        quote.transcript,
        quote.turn,
        quote.exact if each.cuts else "",
        each.coder,
        each.at,
    ]


def basket_record(chosen: Chosen) -> dict[str, Any]:
    """The basket as a JSON object: with ids and cuts internally, without any way back for publication."""
    about = chosen.about
    inside = [
        {
            "section": each.section,
            "id": each.quote.id,
            "code": each.quote.code,
            "shown": each.shown,
            "exact": each.quote.exact,
            "cuts": [list(cut) for cut in each.cuts],
            "changed": each.changed,
        }
        for each in chosen.internal
    ]
    public = [{"section": section, **asdict(quote)} for section, quote in chosen.public]
    return {
        "quotes": inside if about.internal else public,
        "notes": list(chosen.notes),
        "codebook_version": about.codebook_version,
        "database_hash": about.database_hash,
        **about_record(about),
    }


def basket_lines(chosen: Chosen, language: str, width: int) -> Iterator[str]:
    """The basket as text, section by section."""
    yield from notices(chosen.about, language)
    section = None
    inside = [(each.section, each.shown, f"#{each.quote.id} {_reference(each, language)}") for each in chosen.internal]
    public = [(name, quote.exact, f"{quote.source} ({quote.code})") for name, quote in chosen.public]
    for name, text, source in inside or public:
        if name != section:
            section = name
            yield from ("", name)
        yield ""
        yield from wrapped(f"“{text}”", width, indent="  ")
        yield f"  {source}"
    for note in chosen.notes:
        yield ""
        yield from wrapped(note, width)


def _reference(each: Picked, language: str) -> str:
    quote = each.quote
    group = ", ".join(word(name, language) for name in quote.group.split("|") if name)
    facts = (quote.code, quote.neighbourhood_name, group, quote.respondent, f"{quote.transcript}:{quote.turn}")
    return " | ".join(fact for fact in facts if fact)
