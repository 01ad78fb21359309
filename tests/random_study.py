"""A small study with random codings, and its evidence counted by hand: straight from the definitions, cell by cell."""

import datetime as dt
from dataclasses import dataclass, field

from builders import a_description, a_study, a_transcript
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import evidence_rows
from qualcode.db.models import (
    Code,
    CodebookVersion,
    Coder,
    Coding,
    CodingAttribute,
    Neighbourhood,
    Respondent,
    Speaker,
    TranscriptVersion,
    Turn,
)
from qualcode.domain.evidence import TOTAL
from qualcode.domain.transcript import Group, Kind, Role
from qualcode.domain.transcript import Speaker as Who

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
CODES = ("factor", "factor.sloop", "factor.huismeester", "belemmering", "belemmering.onderhoud")
PLACES = ("stad-zuid", "stad-noord")
INTERVIEWER = Who("I", Role.INTERVIEWER)
TRANSCRIPTS = {
    "alleen": a_description("alleen", speakers=(Who("R1", Role.RESPONDENT, "R001", Group.BEWONER), INTERVIEWER)),
    "groep": a_description(
        "groep",
        kind=Kind.FOCUS_GROUP,
        neighbourhoods=("stad-noord",),
        speakers=(
            Who("R1", Role.RESPONDENT, "R002", Group.BELEIDSMAKER),
            Who("R2", Role.RESPONDENT, "R001", Group.BEWONER),
            INTERVIEWER,
        ),
    ),
    "twee": a_description(
        "twee", neighbourhoods=PLACES, speakers=(Who("R1", Role.RESPONDENT, "R003", Group.BEWONER), INTERVIEWER)
    ),
    "nota": a_description("nota", kind=Kind.DOCUMENT, speakers=()),
}
LABELS = {"alleen": ("R1", "I", "R1", "R1"), "groep": ("R1", "R2", "I", "R2"), "twee": ("R1", "I", "R1"), "nota": ("",)}


@dataclass(frozen=True)
class Draft:
    """A coding to make; `start` and `length` are taken modulo the text."""

    transcript: str
    code: str
    start: int
    length: int
    coder: str = "annelies"
    place: str = "here"
    neighbourhood: str | None = None
    value: str | None = None
    source: str = "person"
    state: str = "confirmed"


drafts = st.lists(
    st.builds(
        Draft,
        transcript=st.sampled_from(sorted(TRANSCRIPTS)),
        code=st.sampled_from(CODES),
        start=st.integers(0, 60),
        length=st.integers(1, 30),
        coder=st.sampled_from(("annelies", "bram")),
        place=st.sampled_from(("here", "here", "here", "elsewhere")),
        neighbourhood=st.sampled_from((None, None, *PLACES)),
        value=st.sampled_from((None, "positief", "negatief", "onbepaald")),
        source=st.sampled_from(("person", "suggested")),
        state=st.sampled_from(("confirmed", "confirmed", "confirmed", "withdrawn")),
    ),
    max_size=14,
    unique_by=lambda draft: (draft.transcript, draft.start, draft.length, draft.code, draft.coder),
)


@dataclass
class Counted:
    """One coding with what the definitions say about it."""

    id: int
    draft: Draft
    span: tuple[int, int]
    kind: str
    respondents: frozenset[str]
    neighbourhood: str | None


@dataclass
class ByHand:
    """Everything that was coded, to be counted without SQL."""

    codings: list[Counted] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)

    def of(self, row: str, column: str, columns: str) -> list[Counted]:
        """Codings of interviews that count in a cell."""
        found = [c for c in self.counting() if c.kind != "document" and c.respondents and self._in_row(c, row)]
        if columns == "group":
            return [c for c in found if column == TOTAL or column in {self.groups[r] for r in c.respondents}]
        return [c for c in found if c.neighbourhood and column in (TOTAL, c.neighbourhood)]

    def counting(self) -> list[Counted]:
        return [c for c in self.codings if c.draft.state == "confirmed" and c.draft.place == "here"]

    @staticmethod
    def _in_row(coding: Counted, row: str) -> bool:
        return row in {TOTAL, coding.draft.code} or coding.draft.code.startswith(f"{row}.")

    def respondents(self, row: str, column: str, columns: str) -> set[str]:
        """Distinct respondents of a cell; a column by group holds its own only."""
        everybody = {r for c in self.of(row, column, columns) for r in c.respondents}
        if columns == "group" and column != TOTAL:
            return {r for r in everybody if self.groups[r] == column}
        return everybody

    def passages(self, row: str, column: str, columns: str) -> int:
        """Code points that are covered, cut at the places where nothing overlaps."""
        number = 0
        for transcript in TRANSCRIPTS:
            spans = [c.span for c in self.of(row, column, columns) if c.draft.transcript == transcript]
            number += len(_islands(spans))
        return number

    def with_value(self, row: str, column: str, value: str) -> set[str]:
        """Respondents of a cell with a coding that a person gave `value` (`onbepaald`: that has none)."""
        return {r for c in self.of(row, column, "neighbourhood") if _value(c.draft) == value for r in c.respondents}


def _value(draft: Draft) -> str:
    return draft.value if draft.value and draft.source == "person" else "onbepaald"


def _islands(spans: list[tuple[int, int]]) -> list[set[tuple[int, int]]]:
    """Connected components of the relation "shares a code point"."""
    islands: list[set[tuple[int, int]]] = []
    for span in spans:
        touching = [i for i in islands if any(span[0] < end and start < span[1] for start, end in i)]
        islands = [i for i in islands if i not in touching]
        islands.append({span}.union(*touching))
    return islands


def an_empty_study(session: Session) -> None:
    """The study and its four transcripts, without codings."""
    a_study(session)
    for name, about in TRANSCRIPTS.items():
        speech = tuple((label, f"{name} zegt hier iets, {n}") for n, label in enumerate(LABELS[name]))
        a_transcript(session, name, speech=speech, about=about)
    for coder in ("annelies", "bram"):
        if session.scalar(select(Coder.id).where(Coder.name == coder)) is None:
            session.execute(insert(Coder).values(name=coder, created_at=AT))


def code(session: Session, made: list[Draft]) -> ByHand:
    """The drafts stored as codings, and the same codings to be counted by hand."""
    by_hand = ByHand(groups=dict(session.execute(select(Respondent.key, Respondent.group_name)).all()))
    versions = {v.source_name.removesuffix(".txt"): v for v in session.scalars(select(TranscriptVersion))}
    ids = {table: dict(session.execute(select(key, table.id)).all()) for table, key in _KEYS}
    codebook = session.scalars(select(CodebookVersion.id)).one()
    done = set()
    for draft in made:
        version = versions[draft.transcript]
        start = draft.start % (len(version.text) - 1)
        end = min(start + draft.length, len(version.text))
        if (once := (draft.transcript, start, end, draft.code, draft.coder)) in done:
            continue
        done.add(once)
        number = session.scalars(
            insert(Coding).returning(Coding.id),
            {
                "version_id": version.id,
                "transcript_id": version.transcript_id,
                "start_char": start,
                "end_char": end,
                "code_id": ids[Code][draft.code],
                "coder_id": ids[Coder][draft.coder],
                "state": draft.state,
                "exact": version.text[start:end],
                "prefix": "",
                "suffix": "",
                "place": draft.place,
                "neighbourhood_id": ids[Neighbourhood].get(draft.neighbourhood),
                "suggestions_seen": False,
                "codebook_version_id": codebook,
                "created_at": AT,
            },
        ).one()
        if draft.value is not None:
            value = {"attribute": "valentie", "value": draft.value, "source": draft.source}
            session.execute(insert(CodingAttribute).values(coding_id=number, **value))
        by_hand.codings.append(_counted(session, number, draft, version.id, (start, end)))
    evidence_rows.refresh_codings(session, [coding.id for coding in by_hand.codings])
    return by_hand


_KEYS = ((Code, Code.key), (Coder, Coder.name), (Neighbourhood, Neighbourhood.key))


def _counted(session: Session, number: int, draft: Draft, version: int, span: tuple[int, int]) -> Counted:
    about = TRANSCRIPTS[draft.transcript]
    turns = session.execute(
        select(Turn.speech_start, Turn.speech_end, Speaker.label)
        .join(Speaker, Speaker.id == Turn.speaker_id)
        .where(Turn.version_id == version)
    ).all()
    labels = {label for start, end, label in turns if start < span[1] and span[0] < end}
    speaking = frozenset(s.respondent for s in about.speakers if s.respondent and s.label in labels)
    sole = about.neighbourhoods[0] if len(about.neighbourhoods) == 1 else None
    return Counted(number, draft, span, about.kind.value, speaking, draft.neighbourhood or sole)
