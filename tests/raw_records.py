"""What a study holds, read row by row from its tables without a join, and what counts of it by the words of the rules.

A second way of counting starts here: no query of the program, nothing that was derived or added up in the database.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db import models
from qualcode.domain.codebook import Codebook

UNSAID = "onbepaald"


@dataclass(frozen=True)
class Counted:
    """A coding that counts.

    Attributes:
        line: Its code and those above it.
        people: Respondents who speak in it; nobody in a document.
        place: Neighbourhood id, None where it is not assigned.
        values: Attribute -> value that a person gave.
    """

    id: int
    code: str
    line: frozenset[str]
    transcript: str
    document: bool
    span: tuple[int, int]
    people: frozenset[str]
    place: str | None
    values: dict[str, str]
    exact: str
    coder: str

    def value(self, name: str) -> str:
        return self.values.get(name, UNSAID)


@dataclass
class Records:
    """The rows of a study by table and id, and the codebook."""

    session: Session
    codebook: Codebook
    _read: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)

    def rows(self, model: Any) -> list[dict[str, Any]]:
        """All rows of a table, by id."""
        if model not in self._read:
            table = model.__table__
            query = select(table).order_by(*table.primary_key.columns)
            self._read[model] = [dict(row) for row in self.session.execute(query).mappings()]
        return self._read[model]

    def by_id(self, model: Any) -> dict[int, dict[str, Any]]:
        return {row["id"]: row for row in self.rows(model)}

    @cached_property
    def codes(self) -> list[str]:
        """Codes of the codebook, in its order, each after the one above it."""
        below: dict[str | None, list[str]] = {}
        for code in self.codebook.codes:
            below.setdefault(code.parent, []).append(code.id)

        def down(parent: str | None) -> Iterator[str]:
            for code in below.get(parent, ()):
                yield code
                yield from down(code)

        return list(down(None))

    def line(self, code: str) -> frozenset[str]:
        above = {each.id: each.parent for each in self.codebook.codes}
        found = {code}
        while (code := above.get(code) or "") != "":
            found.add(code)
        return frozenset(found)

    def below(self, family: str) -> list[str]:
        """The codes below a family, without it."""
        return [code for code in self.codes if code != family and family in self.line(code)]

    @cached_property
    def places(self) -> dict[str, str]:
        """Neighbourhood id -> name."""
        return {row["key"]: row["name"] for row in self.rows(models.Neighbourhood)}

    @cached_property
    def groups(self) -> dict[str, str]:
        """Respondent -> group."""
        return {row["key"]: row["group_name"] for row in self.rows(models.Respondent)}

    @cached_property
    def current(self) -> dict[int, dict[str, Any]]:
        """Transcript -> its newest version."""
        newest: dict[int, dict[str, Any]] = {}
        for row in self.rows(models.TranscriptVersion):
            if row["number"] >= newest.get(row["transcript_id"], row)["number"]:
                newest[row["transcript_id"]] = row
        return newest

    @cached_property
    def talks(self) -> dict[int, dict[str, Any]]:
        """Transcripts that are no documents: name, neighbourhood ids, months, topics and who speaks."""
        keys = {row["id"]: row["key"] for row in self.rows(models.Neighbourhood)}
        names = {row["id"]: row["key"] for row in self.rows(models.Respondent)}
        found = {}
        for row in self.rows(models.Transcript):
            if row["kind"] != "document":
                about = self.rows(models.TranscriptNeighbourhood)
                places = [keys[each["neighbourhood_id"]] for each in about if each["transcript_id"] == row["id"]]
                people = {
                    names[each["respondent_id"]]
                    for each in self.rows(models.Speaker)
                    if each["transcript_id"] == row["id"] and each["role"] == "respondent" and each["respondent_id"]
                }
                found[row["id"]] = {**row, "places": sorted(places), "people": people}
        return found

    @cached_property
    def counted(self) -> list[Counted]:
        """The codings that count, by id: confirmed, about here, of a respondent whose consent stands or a document."""
        keys = {row["id"]: row["key"] for row in self.rows(models.Neighbourhood)}
        codes = {row["id"]: row["key"] for row in self.rows(models.Code)}
        coders = {row["id"]: row["name"] for row in self.rows(models.Coder)}
        kinds = {row["id"]: row for row in self.rows(models.Transcript)}
        known = set(self.codes)
        values: dict[int, dict[str, str]] = {}
        for row in self.rows(models.CodingAttribute):
            if row["source"] == "person" and row["value"] != UNSAID:
                values.setdefault(row["coding_id"], {})[row["attribute"]] = row["value"]
        found = []
        for row in self.rows(models.Coding):
            code, talk = codes[row["code_id"]], self.talks.get(row["transcript_id"])
            if row["state"] != "confirmed" or row["place"] != "here" or code not in known:
                continue
            people = self._speaking(row["version_id"], row["start_char"], row["end_char"]) if talk else frozenset()
            if talk and not people:
                continue
            sole = talk["places"][0] if talk and len(talk["places"]) == 1 else None
            place = keys[row["neighbourhood_id"]] if row["neighbourhood_id"] else sole
            found.append(
                Counted(
                    id=row["id"],
                    code=code,
                    line=self.line(code),
                    transcript=kinds[row["transcript_id"]]["name"],
                    document=talk is None,
                    span=(row["start_char"], row["end_char"]),
                    people=people,
                    place=place,
                    values=values.get(row["id"], {}),
                    exact=row["exact"],
                    coder=coders[row["coder_id"]],
                )
            )
        return found

    @cached_property
    def spoken(self) -> list[Counted]:
        """Those of respondents that are assigned to a neighbourhood: what tables of places count."""
        return [each for each in self.counted if each.people and each.place]

    @cached_property
    def _turns(self) -> dict[int, list[tuple[int, int, str]]]:
        gone = {row["id"] for row in self.rows(models.Respondent) if row["consent"] == "withdrawn"}
        names = {row["id"]: row["key"] for row in self.rows(models.Respondent)}
        who = {row["id"]: row for row in self.rows(models.Speaker)}
        found: dict[int, list[tuple[int, int, str]]] = {}
        for row in self.rows(models.Turn):
            speaker = who[row["speaker_id"]]
            if speaker["role"] == "respondent" and speaker["respondent_id"] not in {None, *gone}:
                said = (row["speech_start"], row["speech_end"], names[speaker["respondent_id"]])
                found.setdefault(row["version_id"], []).append(said)
        return found

    def _speaking(self, version: int, start: int, end: int) -> frozenset[str]:
        turns = self._turns.get(version, ())
        return frozenset(name for begins, ends, name in turns if begins < end and start < ends)

    def speeches(self, version: int) -> list[tuple[int, int]]:
        """Spans that respondents of a version speak, in order."""
        return sorted((start, end) for start, end, _ in self._turns.get(version, ()))

    def latest(self, model: Any, *keys: str) -> list[dict[str, Any]]:
        """The last row of each of the keys of an append-only table."""
        return list({tuple(row[key] for key in keys): row for row in self.rows(model)}.values())

    @cached_property
    def released(self) -> set[int]:
        """Codings whose last review lets them leave."""
        return {row["coding_id"] for row in self.latest(models.QuoteReview, "coding_id") if row["verdict"] == "publish"}

    @cached_property
    def shown(self) -> set[int]:
        """Codings that show what their code means."""
        return {row["coding_id"] for row in self.latest(models.AnchorQuote, "coding_id") if row["marked"]}

    def day(self, at: dt.datetime) -> str:
        return f"{at:%Y-%m-%d}"
