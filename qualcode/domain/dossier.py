"""The dossier: a study's claims, tables and quotes as somebody reads them who has nothing but a folder of pages.

It comes in two variants. The internal one holds everything, marked as such. The public one holds what may leave: tables
under disclosure control, quotes that a person checked under a label that enough respondents share, and claims that may
be told (`domain/claim_publication.py`). There is no coder, no respondent, no transcript and no context in it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.domain.cerqual import Judgement
from qualcode.domain.claim import Claim, Verdict
from qualcode.domain.claim_register import Checked, Role
from qualcode.domain.memo import QuestionState
from qualcode.domain.output import Name, Output
from qualcode.domain.passage import Place, passages, words_of
from qualcode.domain.publication import About
from qualcode.domain.quote import Journey


@dataclass(frozen=True, slots=True)
class DossierQuote:
    """A quote on a page of its own.

    Attributes:
        key: Name of its page: the number of the coding internally, a number in the order of the quotes in public.
        code: Code id.
        neighbourhood: Id of the neighbourhood, "" where it has none or its label is coarser.
        place: Name of the neighbourhood or of the city, as far as it is said.
        group: Respondent group, "" where that is not said; `document` for a document.
        respondents: Ids of the respondents; none in public.
        source: The label as it is printed.
        exact: The quote.
        attributes: Attribute id -> value that a person gave it.
        at: Its place, by which those of one passage are known: of the transcript's version internally, of the passage
            alone in public.
        journey: How it came to be; None in public.
    """

    key: str
    code: str
    neighbourhood: str
    place: str
    group: str
    respondents: tuple[str, ...]
    source: str
    exact: str
    attributes: Mapping[str, str]
    at: Place = ()
    journey: Journey | None = None


def by_passage(quotes: Iterable[DossierQuote]) -> list[list[DossierQuote]]:
    """The quotes, those of one passage together."""
    return passages(quotes, lambda quote: quote.at)


def said_in(passage: Sequence[DossierQuote]) -> str:
    """The words of a passage."""
    placed = [(quote.at[1], quote.at[2], quote.exact) for quote in passage if quote.at]
    return words_of(placed) if placed else passage[0].exact


class DossierQuestion(NamedTuple):
    """A question about a claim: its state, who is to answer ("" for nobody yet), and the latest answer."""

    text: str
    asked_by: str
    asked_at: dt.datetime
    state: QuestionState
    owner: str
    answer: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class DossierClaim:
    """A claim with its quotes on each side, by their keys.

    Attributes:
        claim: What is claimed; in public its id is a number.
        verdict: What the evidence says of it.
        quotes: Role -> keys of quotes, in the order of the dossier.
        checked: How the verdict came about; None in public.
        judged: What people judged of it as a finding, components first; none in public.
        questions: What was asked about it, oldest first; none in public.
    """

    claim: Claim
    verdict: Verdict
    quotes: Mapping[Role, tuple[str, ...]]
    checked: Checked | None = None
    judged: Sequence[Judgement] = ()
    questions: Sequence[DossierQuestion] = ()


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A code with what it means; `line` is the codes above it and itself, from the family down."""

    id: str
    label: str
    definition: str
    include: str
    exclude: str
    line: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a dossier shows, as the database stands.

    Attributes:
        about: From where it comes.
        language: `nl` or `en`.
        outputs: The tables of the report.
        left_out: Tables that it lacks, since they may not leave or the codebook has no codes for them.
        claims: In order of id.
        quotes: In order of code, transcript and place internally; of code and text in public.
        codes: Every code of the codebook, parents before children.
        places: Neighbourhood id -> name, in the order of the names.
        labels: Attribute id -> label.
        values: (attribute id, value) -> label.
        notes: Sentences to print with the quotes.
    """

    about: About
    language: str
    outputs: Sequence[Output]
    left_out: Sequence[Name]
    claims: Sequence[DossierClaim]
    quotes: Sequence[DossierQuote]
    codes: Sequence[DossierCode]
    places: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @property
    def hidden(self) -> int:
        """Number of cells that disclosure control hid."""
        return sum(output.hidden for output in self.outputs)
