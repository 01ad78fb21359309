"""What an export holds besides its numbers: whether it may leave, from where it comes, and its quotes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

from qualcode.domain.evidence import Filters
from qualcode.domain.link import StandingLink
from qualcode.domain.quote import Quote
from qualcode.domain.wording import word


@dataclass(frozen=True, slots=True)
class About:
    """From where an export comes, printed with it.

    Attributes:
        study: Title of the study.
        fictional: Whether it is made up.
        internal: Whether it holds what may not be published.
        software: Program and version.
        run: Number of the export run, None for what is not written to a file.
        codebook_version: Number of the codebook.
        database_hash: Head of the event chain.
        dated: Moment of the last event.
        question: What was asked, as (name, value) to print.
    """

    study: str
    fictional: bool
    internal: bool
    software: str
    run: int | None
    codebook_version: int
    database_hash: str
    dated: dt.datetime | None
    question: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublicQuote:
    """A quote as it may leave: no person, no transcript, no place in it, and a source that k respondents share.

    Attributes:
        code: Code id.
        code_label: Its label.
        neighbourhood: Name of the neighbourhood, "" when the label is coarser.
        city: Name of the city, "" when the label is coarser.
        group: Respondent group, "" when the label is coarser; `document` for a document.
        source: The label as it is printed.
        exact: The quote.
        attributes: Attribute id -> value that a person gave it.
    """

    code: str
    code_label: str
    neighbourhood: str
    city: str
    group: str
    source: str
    exact: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quotations:
    """Quotes to hand over: all of them internally, the checked ones for publication.

    Attributes:
        about: From where they come.
        internal: The quotes as the study knows them; empty for publication.
        public: The quotes as they may leave; empty internally.
        withheld: Number of quotes that may not leave. For the study's own eyes, never in a publication: it is the
            rest of a small number, and so says what it is.
        notes: Sentences to print with them.
        links: Between the internal quotes; empty for publication.
    """

    about: About
    internal: tuple[Quote, ...] = ()
    public: tuple[PublicQuote, ...] = ()
    withheld: int = 0
    notes: tuple[str, ...] = ()
    links: tuple[StandingLink, ...] = ()


def asked(filters: Filters, language: str) -> list[tuple[str, str]]:
    """The filters as (name, value), to print with an export."""
    said: list[str] = []
    for field in fields(filters):
        value = getattr(filters, field.name)
        if field.name == "attributes":
            said.extend(f"{name} = {' | '.join(values)}" for name, values in value.items())
        elif field.name == "assigned":
            said.extend({True: [word("assigned", language)], False: [word("unassigned", language)]}.get(value, ()))
        elif value:
            said.append(f"{word(field.name, language)} = {' | '.join(value)}")
    return [(word("filters", language), "; ".join(said) or word("none", language))]
