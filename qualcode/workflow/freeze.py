"""Freeze: keep a dated state of the evidence under a name, and tell what has become of it since."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.base import NAME_LIMIT
from qualcode.db.models import Freeze
from qualcode.db.queries import quotes as stored_quotes
from qualcode.db.queries import since as stored
from qualcode.db.queries.codebook import current_codebook, require_version
from qualcode.domain.coding import UNDETERMINED, Place, Source
from qualcode.domain.combination import Coded, inside
from qualcode.domain.combination_text import parsed
from qualcode.domain.evidence import Filters
from qualcode.domain.freeze import (
    Behind,
    CellChange,
    ClaimChange,
    Touch,
    claim_changes,
    kept_claim,
    kept_part,
    paired,
    table_changes,
)
from qualcode.domain.freeze_cause import of_cell, of_claim
from qualcode.domain.output import Name, Part
from qualcode.domain.quote import Quote
from qualcode.domain.wording import LANGUAGES
from qualcode.errors import ConflictError, NotFoundError, UsageError, said
from qualcode.workflow import claims, outputs
from qualcode.workflow.record import record


class Frozen(NamedTuple):
    """A frozen state; `counted` says how much counted, with digests of evidence and texts."""

    name: str
    note: str
    coder: str
    at: dt.datetime
    database_hash: str
    codebook_version: int
    counted: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What has become of a frozen state.

    Attributes:
        then: The earlier state.
        now: The later one, None for the study as it stands.
        cells: Cells that say something else, in the order of the outputs.
        claims: Claims that stand otherwise.
        kinds: (kind of event, who) -> how often, of all that happened in between.
    """

    then: Frozen
    now: Frozen | None
    cells: Sequence[CellChange]
    claims: Sequence[ClaimChange]
    kinds: Mapping[tuple[str, str], int]


def freeze(session: Session, coder: str, name: str, note: str = "") -> Frozen:
    """Keep the state of the evidence under a name, which nothing changes any more.

    Asked again for the same by the same person, before anything else happened, it gives what is kept already.

    Raises:
        UsageError: The name is empty or too long.
        ConflictError: There is a state of that name, or no codebook.
    """
    name, note = " ".join(name.split()), " ".join(note.split())
    if not 0 < len(name) <= NAME_LIMIT:
        msg = said("a frozen state needs a name of at most {limit} characters", limit=NAME_LIMIT)
        raise UsageError(msg)
    known = next((each for each in stored.frozen(session) if each.name == name), None)
    if known and (known.coder, known.note) == (coder, note) and not stored.anything_since(session, known.event):
        return _frozen(known)
    if known:
        msg = said("there is a frozen state '{name}' already, and it stays as it is; choose another name", name=name)
        raise ConflictError(msg)
    head, last = events.head(session), stored.last_event(session)
    values = {
        "name": name,
        "note": note,
        "event_id": last,
        "codebook_version_id": require_version(session).id,
        "content": snapshot(session, LANGUAGES),
    }
    record(session, coder, "evidence_frozen", Freeze, values, {"freeze": name, "database_hash": head})
    return frozen(session)[-1]


def snapshot(session: Session, languages: Sequence[str]) -> dict[str, Any]:
    """What counts, and what every table and claim says, as JSON; tables once in each language."""
    return {
        "counted": stored.counted(session),
        "tables": {language: _tables(session, language) for language in languages},
        "claims": {each.entry.claim.id: kept_claim(each) for each in claims.check(session)},
    }


def _tables(session: Session, language: str) -> dict[str, Any]:
    """Output -> its tables; one that the codebook has no codes for is left out."""
    found = {}
    for name in Name:
        try:
            made = outputs.make(session, name, language, internal=True)
        except ConflictError:
            continue
        found[name.value] = [kept_part(part) for part in made.parts if not _of_the_log(part)]
    return found


def _of_the_log(part: Part) -> bool:
    """Whether a table tells of the record itself, which every event changes."""
    return [column.id for column in part.columns] == ["fact", "value"]


def frozen(session: Session) -> list[Frozen]:
    """All frozen states, oldest first."""
    return [_frozen(row) for row in stored.frozen(session)]


def _frozen(row: stored.FrozenRow) -> Frozen:
    counted = row.content["counted"]
    return Frozen(row.name, row.note, row.coder, row.at, row.database_hash, row.codebook_version, counted)


def difference(session: Session, name: str, other: str | None, language: str) -> Difference:
    """What differs between a frozen state and a later one, or the study as it stands.

    Raises:
        NotFoundError: There is no frozen state of that name.
    """
    then = _row(session, name)
    now = None if other is None else _row(session, other)
    if now is not None and now.id < then.id:
        then, now = now, then
    content = snapshot(session, [language]) if now is None else now.content
    happened = stored.since(session, then.event, stored.last_event(session) if now is None else now.event)
    touched = _Touched(session, happened.touched)
    tables = paired(then.content["tables"][language], content["tables"][language])
    cells = [
        replace(change, because=touched.under(behind)) for table in tables for change, behind in table_changes(*table)
    ]
    moved = claim_changes(then.content["claims"], content["claims"])
    stands = [replace(each, because=touched.of({*each.came, *each.went})) for each in moved]
    return Difference(
        then=_frozen(then),
        now=None if now is None else _frozen(now),
        cells=[_explained(each, happened) for each in cells],
        claims=[_claim_explained(session, each, happened) for each in stands],
        kinds=happened.kinds,
    )


def _explained(change: CellChange, happened: stored.Since) -> CellChange:
    if change.because:
        return change
    found = of_cell(
        change.output, change.row, happened.causes, names_quote=change.names_quote, touched=bool(happened.touched)
    )
    return replace(change, causes=found)


def _claim_explained(session: Session, change: ClaimChange, happened: stored.Since) -> ClaimChange:
    coded = bool(change.because)
    quotes = [] if coded else stored_quotes.by_ids(session, sorted(change.quotes), {})
    people = {key for quote in quotes for key in quote.respondent.split("|")}
    near = ({quote.transcript for quote in quotes}, people)
    return replace(change, causes=of_claim(change.claim, happened.causes, near, coded=coded))


def _row(session: Session, name: str) -> stored.FrozenRow:
    rows = stored.frozen(session)
    found = next((row for row in rows if row.name == name), None)
    if found is None:
        kind = said("frozen state")
        raise NotFoundError(kind, name, [row.name for row in rows])
    return found


class _Touched:
    """Codings that came or went, and under which numbers they stand."""

    def __init__(self, session: Session, touched: Mapping[int, Touch]) -> None:
        self.touched = touched
        self.quotes = stored_quotes.by_ids(session, sorted(touched), {})
        _, codebook = current_codebook(session)
        self.lines = {code.id: frozenset((code.id, *codebook.ancestors(code.id))) for code in codebook.codes}

    def of(self, codings: Collection[int]) -> tuple[Touch, ...]:
        """What happened to these."""
        return tuple(self.touched[number] for number in sorted(codings) if number in self.touched)

    def under(self, behind: Behind | None) -> tuple[Touch, ...]:
        """What happened to the codings under a number."""
        if behind is None:
            return ()
        filters, where = behind
        codes = (
            {*filters.codes, *(each.code for each in inside(parsed(where)) if isinstance(each, Coded))}
            if where
            else filters.codes
        )
        asked = replace(filters, codes=tuple(codes))
        return self.of([quote.id for quote in self.quotes if self._meets(quote, asked)])

    def _meets(self, quote: Quote, filters: Filters) -> bool:
        """Whether a coding stands under the filters, were it confirmed."""
        line = self.lines.get(quote.code, frozenset({quote.code}))
        wanted = (
            (filters.codes, line),
            (filters.neighbourhoods, {quote.neighbourhood}),
            (filters.cities, {quote.city}),
            (filters.groups, set(quote.group.split("|"))),
            (filters.kinds, {quote.kind}),
            (filters.transcripts, {quote.transcript}),
            (filters.respondents, set(quote.respondent.split("|"))),
            *((values, {_value(quote, name)}) for name, values in filters.attributes.items()),
        )
        assigned = filters.assigned is None or filters.assigned is bool(quote.neighbourhood)
        return (
            quote.place is Place.HERE and assigned and all(not asked or set(asked) & set(has) for asked, has in wanted)
        )


def _value(quote: Quote, attribute: str) -> str:
    """The value that a person set, else that it is undetermined."""
    given = quote.attributes.get(attribute)
    return given.value if given is not None and given.source is Source.PERSON else UNDETERMINED
