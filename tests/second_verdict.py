"""Verdicts and facts of claims reached a second time, in plain Python over the raw records, by docs/CLAIMS.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from raw_records import Counted, Records

from qualcode.db import models
from qualcode.domain.wording import word

Rows = dict[tuple[object, ...], dict[str, object]]
Expected = tuple[int, tuple[str, ...], Rows]
Said = tuple[Counted, str]
"""A coding and one of those who speak in it."""


@dataclass
class Tested:
    """A claim of the register, tested with the thresholds that a study has from the start."""

    records: Records
    row: dict
    against: set[int]

    @property
    def stored(self) -> dict:
        return self.row["conditions"]

    @property
    def people(self) -> bool:
        return bool(self.row["over"] == "respondents")

    def meets(self, each: Counted, conditions: list[dict]) -> bool:
        return any(
            one["code"] in each.line
            and all(each.values.get(name) == value for name, value in one["attributes"].items())
            and (each.values.get("polariteit") != "ontkend" or one["attributes"].get("polariteit") == "ontkend")
            for one in conditions
        )

    def hears(self, who: str) -> bool:
        return not self.stored["groups"] or self.records.groups[who] in self.stored["groups"]

    def named(self) -> list[str]:
        return sorted(self.stored["neighbourhoods"] or self.records.places)

    def units(self) -> dict[str, list[Said]]:
        """Unit in scope -> what its people say that could count."""
        named = self.named()
        said = [
            (e, who) for e in self.records.counted for who in sorted(e.people) if e.place in named and self.hears(who)
        ]
        if self.people:
            asked = {
                who
                for talk in self.records.talks.values()
                if set(talk["places"]) & set(named)
                for who in talk["people"]
            }
            units = {who: [(e, name) for e, name in said if name == who] for who in sorted(filter(self.hears, asked))}
        else:
            units = {place: [(e, who) for e, who in said if e.place == place] for place in named}
        where = self.stored["where"]
        return {
            unit: own
            for unit, own in units.items()
            if not where or self.enough([(e, who) for e, who in own if self.meets(e, where)])
        }

    def enough(self, said: list[Said]) -> bool:
        if self.people:
            return bool(said)
        return len({who for _, who in said}) >= 2 and len({e.transcript for e, _ in said}) >= 2

    def sides(self, said: list[Said]) -> tuple[list[Said], list[Said]]:
        con = [(e, w) for e, w in said if e.id in self.against or self.meets(e, self.stored["contradict"])]
        pro = [(e, w) for e, w in said if e.id not in self.against and self.meets(e, self.stored["require"])]
        return pro, con

    def standing(self, said: list[Said]) -> str:
        pro, con = self.sides(said)
        if pro and con:
            return "divided"
        if not pro and not con:
            return "silent"
        return ("for" if pro else "against") if self.enough(pro or con) else "thin"

    def verdict(self, standings: list[str]) -> str:
        n, quantifier = len(standings), self.row["quantifier"]
        if not n or quantifier == "kaal":
            return "niet_toetsbaar"
        needed = {
            "alle": n,
            "vrijwel_alle": max(1, n - max(1, n // 10)),
            "merendeel": n // 2 + 1,
            "vaak": max(3, ceil(n / 3 - 1e-9)),
            "soms": 1,
        }[quantifier]
        if n - standings.count("against") < needed:
            return "weersproken"
        return "gesteund" if standings.count("for") >= needed else "ontoereikend"

    def heard(self, units: set[str]) -> dict[int, dict]:
        """Conversations with somebody whom the claim hears, about any of the units (or with them)."""
        return {
            number: talk
            for number, talk in self.records.talks.items()
            if (who := set(filter(self.hears, talk["people"])))
            and units & (who if self.people else set(talk["places"]))
        }

    def coverage(self, units: set[str]) -> tuple[int, int]:
        """(read in full, asked) of the conversations about these units."""
        topics, read = set(self.stored["topics"]), read_in_full(self.records)
        asked = [n for n, talk in self.heard(units).items() if not topics or topics & set(talk["topics"])]
        return sum(number in read for number in asked), len(asked)

    def silence(self, unit: str) -> str:
        read, asked = self.coverage({unit})
        return "not_asked" if not asked else "not_mentioned" if read == asked else "not_coded"


def read_in_full(records: Records) -> set[int]:
    """Transcripts whose newest version somebody says to have read in full; of one codebook only."""
    versions = {row["id"]: number for number, row in records.current.items()}
    marks = records.latest(models.ReadMark, "version_id", "coder_id")
    return {versions[mark["version_id"]] for mark in marks if mark["in_full"] and mark["version_id"] in versions}


def register(records: Records) -> list[Tested]:
    links = records.latest(models.ClaimLink, "claim_key", "coding_id")
    found = []
    for row in records.latest(models.ClaimEntry, "key"):
        if row["state"] != "dropped":
            own = [link for link in links if link["claim_key"] == row["key"] and link["linked"]]
            found.append(Tested(records, row, {link["coding_id"] for link in own if link["role"] == "contradicts"}))
    return found


def counts(sides: tuple[list[Said], list[Said]]) -> dict[str, object]:
    pro, con = sides
    return {
        "respondents_for": len({who for _, who in pro}),
        "respondents_against": len({who for _, who in con}),
        "quotes_for": len({e.id for e, _ in pro}),
        "quotes_against": len({e.id for e, _ in con}),
    }


def claims(records: Records) -> Iterator[Expected]:
    whole: Rows = {}
    units: Rows = {}
    for each in register(records):
        scope, key = each.units(), each.row["key"]
        standings = {unit: each.standing(said) for unit, said in scope.items()}
        silent = [each.silence(unit) for unit, stands in standings.items() if stands == "silent"]
        every = each.sides([said for own in scope.values() for said in own])
        read, asked = each.coverage(set(scope))
        whole[key,] = {
            "verdict": word(each.verdict(list(standings.values())), "nl"),
            **{name: list(standings.values()).count(name) for name in ("for", "against", "divided", "thin")},
            **{name: silent.count(name) for name in ("not_asked", "not_coded", "not_mentioned")},
            "heard": f"{read} / {asked}",
            **counts(every),
        }
        for unit, stands in standings.items():
            if stands != "silent" or not each.people:
                read, asked = each.coverage({unit})
                units[key, records.places.get(unit, unit)] = {
                    "stands": word(f"standing_{stands}", "nl"),
                    **counts(each.sides(scope[unit])),
                    "heard": f"{read} / {asked}",
                    "silence": word(f"silence_{each.silence(unit)}", "nl") if stands == "silent" else "",
                }
    yield 1, ("claim",), whole
    yield 2, ("claim", "unit"), units


def findings(records: Records) -> Iterator[Expected]:
    rows: Rows = {}
    for each in register(records):
        if each.row["type"] == "finding":
            scope = each.units()
            pro, con = each.sides([said for own in scope.values() for said in own])
            codings = {e.id for e, _ in pro}
            quoted = [(e, who) for e in records.counted for who in e.people if e.id in codings]
            opposed = {e.id for e, _ in con}
            who = {name for _, name in quoted}
            groups = sorted({records.groups[name] for name in who})
            said = [(group, sum(records.groups[name] == group for name in who)) for group in groups]
            rows[each.row["key"],] = {
                "for_respondents": len(who),
                "against_respondents": len({name for e in records.counted if e.id in opposed for name in e.people}),
                "for_interviews": len({e.transcript for e, _ in quoted}),
                "for_groups": ", ".join(f"{word(f'many_{group}', 'nl')} {n}" for group, n in said),
                "for_words": sum(len(e.exact.split()) for e in {e.id: e for e, _ in quoted}.values()),
            }
    yield 2, ("id",), rows
