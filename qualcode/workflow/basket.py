"""Basket: put quotes into sections of the report, leave words out of them, and see how they are spread."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.base import NAME_LIMIT
from qualcode.db.models import BasketEntry, Coding
from qualcode.db.queries import basket as stored
from qualcode.db.queries import evidence as evidence_rows
from qualcode.db.queries import quotes as stored_quotes
from qualcode.db.queries.codebook import working_codebook
from qualcode.domain.basket import Chosen, Picked, Spread, cuts_of, spread
from qualcode.domain.publication import About, PublicQuote
from qualcode.domain.quote import Quote
from qualcode.domain.transcript import Group
from qualcode.domain.wording import label_of, word
from qualcode.errors import NotFoundError, UsageError, said
from qualcode.workflow.confirm import require_confirmed
from qualcode.workflow.export import notes, published
from qualcode.workflow.record import record

KNOWN = 10
"""Quotes of a section that a message names at most."""


def put(session: Session, coder: str, section: str, codings: Sequence[int]) -> int:
    """How many quotes were put into a section; one that stands there already is left as it is.

    Raises:
        UsageError: The section has no name, or a name that is too long.
        NotFoundError: There is no such coding.
        ConflictError: A coding is not confirmed.
    """
    name = section_name(section)
    there = {each.coding for each in stored.placed(session) if each.section == name}
    new = [number for number in dict.fromkeys(codings) if number not in there]
    for number in new:
        msg = said("coding {coding} is not confirmed any more, so that it cannot stand in a report", coding=number)
        require_confirmed(session, number, msg)
        _write(session, coder, name, number, placed=True)
    return len(new)


def take_out(session: Session, coder: str, section: str, coding: int) -> None:
    """Take a quote out of a section.

    Raises:
        UsageError: It does not stand there.
    """
    entry = _entry(session, section, coding)
    _write(session, coder, entry.section, entry.put_in, placed=False)


def edit(session: Session, coder: str, section: str, coding: int, text: str) -> bool:
    """Whether a quote is shown otherwise; `text` is the quote with [...] in the place of what is left out.

    Raises:
        UsageError: It does not stand there.
        UsageError: The text says something that the quote does not.
    """
    entry = _entry(session, section, coding)
    exact = session.scalars(select(Coding.exact).where(Coding.id == entry.coding)).one()
    cuts = cuts_of(exact, text)
    if cuts == entry.cuts and exact == entry.exact:
        return False
    _write(session, coder, entry.section, entry.coding, placed=True, cuts=[[cut.start, cut.end] for cut in cuts])
    return True


def basket(session: Session, language: str, section: str | None = None) -> list[Picked]:
    """The quotes of every section or of one, in the order in which they were put in; sections by name.

    Raises:
        NotFoundError: There is no such section.
    """
    entries = stored.placed(session)
    if section is not None:
        known = sections(session)
        if section not in known:
            kind = said("section")
            raise NotFoundError(kind, section, known)
        entries = [each for each in entries if each.section == section]
    _, codebook, _ = working_codebook(session)
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}
    numbers = list(dict.fromkeys(each.coding for each in entries))
    quotes = {quote.id: quote for quote in stored_quotes.by_ids(session, numbers, labels)}
    return [_picked(each, quotes) for each in entries]


def _picked(entry: stored.Placed, quotes: Mapping[int, Quote]) -> Picked:
    quote = quotes[entry.coding]
    changed = quote.exact != entry.exact
    return Picked(entry.section, quote, () if changed else entry.cuts, entry.coder, entry.at, changed)


def sections(session: Session) -> list[str]:
    """Sections with a quote, by name."""
    return list(dict.fromkeys(each.section for each in stored.placed(session)))


def used(session: Session) -> dict[int, tuple[str, ...]]:
    """Coding -> sections in which it stands."""
    found: dict[int, tuple[str, ...]] = {}
    for each in stored.placed(session):
        found[each.coding] = (*found.get(each.coding, ()), each.section)
    return found


def spread_of(session: Session, picked: Sequence[Picked]) -> Spread:
    """How quotes are spread over the groups and neighbourhoods of the study."""
    places = [area.name for area in evidence_rows.areas(session)]
    groups = [group.value for group in Group if group.value in evidence_rows.groups(session)]
    return spread([each.quote for each in picked], groups, sorted(places))


def section_name(section: str) -> str:
    """The name of a section in single spaces.

    Raises:
        UsageError: It is empty or too long.
    """
    name = " ".join(section.split())
    if not 0 < len(name) <= NAME_LIMIT:
        msg = said("a section of the report needs a name of at most {limit} characters", limit=NAME_LIMIT)
        raise UsageError(msg)
    return name


def _entry(session: Session, section: str, coding: int) -> stored.Placed:
    for each in stored.placed(session):
        if (each.section, coding) in {(section, each.coding), (section, each.put_in)}:
            return each
    held = sorted(each.coding for each in stored.placed(session) if each.section == section)
    if not held:
        msg = said(
            "section '{section}' holds no quotes; put quote {coding} into it first", section=section, coding=coding
        )
        raise UsageError(msg)
    msg = said(
        "section '{section}' does not hold quote {coding}; choose from {known}, or put it into the section first",
        section=section,
        coding=coding,
        known=", ".join(map(str, held[:KNOWN])) + (", …" if len(held) > KNOWN else ""),
    )
    raise UsageError(msg)


def _write(
    session: Session, coder: str, section: str, coding: int, *, placed: bool, cuts: list[list[int]] | None = None
) -> None:
    facts = {"section": section, "coding": coding, "placed": placed}
    values = {"section": section, "coding_id": coding, "placed": placed, "cuts": cuts or []}
    kind = "quote_placed" if placed else "quote_taken_out"
    record(session, coder, kind, BasketEntry, values, facts)


def chosen(session: Session, language: str, origin: About, section: str | None = None) -> Chosen:
    """The basket or one section of it as it may leave, or all of it if `origin` is internal.

    What is published passed the same checks as every quote, under a label that enough respondents share, and stands
    within its section in an order that says nothing of who said what in one interview.

    Raises:
        NotFoundError: There is no such section.
    """
    picked = basket(session, language, section)
    edits = (word("edited_quotes", language),)
    if origin.internal:
        return Chosen(origin, internal=tuple(picked), notes=edits)
    edited = {(each.section, each.quote.id): each for each in picked if each.stands}
    public: list[tuple[str, PublicQuote]] = []
    for name in dict.fromkeys(each.section for each in picked):
        shown = [replace(each.quote, exact=each.shown) for (at, _), each in edited.items() if at == name]
        public += [(name, quote) for _, quote in published(session, shown, language)]
    said_with = (*edits, *notes(session, language))
    return Chosen(origin, public=tuple(public), withheld=len(picked) - len(public), notes=said_with)
