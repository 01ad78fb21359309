"""A reader of everything that a study publishes, who adds and subtracts: equations over the finest cells.

The reader knows how tables add up: codings over codes, places and groups, respondents over places and groups, and
that a hidden cell of the table of places holds something. A linear programme finds the least and the most that a
cell can hold; verdicts of claims make it one with choices (which neighbourhoods carry the verdict). A kappa leaves
the numbers of sentences that round to it, whatever the number of all sentences, and so at least as many codings.
"""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from builders import a_code, a_codebook, a_description, a_neighbourhood, a_transcript
from scipy.optimize import linprog
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db import evidence_rows
from qualcode.db.models import Code, CodebookVersion, Coding, CodingAttribute, TranscriptVersion
from qualcode.domain.agreement import TOLD
from qualcode.domain.claim import Claim, Rules, Verdict
from qualcode.domain.coding import UNDETERMINED, Source
from qualcode.domain.evidence import TOTAL, VALENCE, EvidenceTable, Question
from qualcode.domain.output import Figure, Output, Value
from qualcode.domain.publication import PublicQuote
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.domain.verdict import least as needed
from qualcode.workflow import codebook as codebooks
from qualcode.workflow import metadata, study
from qualcode.workflow.study import coder_id

K = 3
MANY = 40
"""More people than there are in such a study."""

UNBOUNDED = 3
"""What linprog answers when a sum has no upper end."""

CITIES = {"a-1": "A", "b-1": "B", "b-2": "B", "c-1": "C", "c-2": "C", "c-3": "C"}
GROUPS = tuple(group.value for group in (Group.BEWONER, Group.WIJKPROFESSIONAL, Group.BELEIDSMAKER))
VALUES = ("positief", "negatief", UNDETERMINED)
TREE = {"f": ("f.a", "f.b", "f.c"), "u": ("u.a", "u.b")}
LEAVES = tuple(leaf for leaves in TREE.values() for leaf in leaves)
ROWS = (*TREE, *LEAVES, TOTAL)
WORDS = "De een zegt dit en de ander zegt dat over de buurt en over de straat"


CODES = (*TREE, *LEAVES)


def below(row: str) -> tuple[str, ...]:
    """The codes whose codings count in a row."""
    return CODES if row == TOTAL else (row, *TREE.get(row, ()))


SELDOM = (0, 0, 0, 1, 1, 2)
"""How often somebody speaks of a code, by chance."""


def a_random_study(
    session: Session,
    seed: int,
    coders: Sequence[str] = ("annelies",),
    often: Mapping[str, Sequence[int]] | None = None,
    *,
    valued: Sequence[str] = (),
    people: int = 6,
) -> dict[tuple[str, str, str], int]:
    """A study of `people` a place, and two whose codings nobody has assigned; (row, place, group) -> respondents.

    Codes above others are coded only where `often` says how often; each further coder mostly codes as the first did.
    Where they are `valued`, all are residents and all codings of one have one of these valences, in place of the group.
    """
    chance = random.Random(seed)
    study.start(session, "Proef", fictional=True)
    places = [a_neighbourhood(id=place, name=place.upper(), city=city) for place, city in CITIES.items()]
    metadata.load_neighbourhoods(session, places, "annelies")
    codes = tuple(a_code(id=code, parent=code.rpartition(".")[0] or None) for code in (*TREE, *LEAVES))
    valence = replace(a_codebook().attributes[0], applies_to=tuple(TREE))
    codebooks.load(session, a_codebook(codes=codes, attributes=(valence,) if valued else ()), "annelies")
    true: dict[tuple[str, str, str], int] = {}
    for number, place in enumerate([*list(CITIES) * people, *["of two places"] * 2]):
        group = Group.BEWONER.value if valued else chance.choice(GROUPS)
        who = Speaker("R1", Role.RESPONDENT, f"R{number:03}", Group(group))
        about = a_description(
            f"gesprek-{number:03}", neighbourhoods=(place,) if place in CITIES else ("a-1", "c-3"), speakers=(who,)
        )
        version = a_transcript(session, about.transcript, about=about, speech=(("R1", f"{WORDS} {number}."),))
        chances = dict.fromkeys(LEAVES, SELDOM) | (often or {})
        said = {each: chance.choice(found) for each, found in chances.items()}
        spoken = dict.fromkeys(CODES, 0) | said
        value = chance.choice(valued) if valued else ""
        code(session, version, said, coders[0], value)
        for coder in coders[1:]:
            own = {each: times if chance.random() < 0.7 else chance.choice(SELDOM) for each, times in said.items()}
            code(session, version, own, coder)
            spoken |= {each: spoken[each] + times for each, times in own.items()}
        for row in ROWS:
            cell = (row, place, value or group)
            true[cell] = true.get(cell, 0) + any(spoken[each] for each in below(row))
    return true


def code(session: Session, version: int, said: Mapping[str, int], coder: str, value: str = "") -> None:
    """Codings on single words, as many of each code as asked for, with a valence if one is given."""
    row = session.get_one(TranscriptVersion, version)
    ids = dict(session.execute(select(Code.key, Code.id)).all())
    same = {
        "version_id": version,
        "transcript_id": row.transcript_id,
        "coder_id": coder_id(session, coder),
        "prefix": "",
        "suffix": "",
        "suggestions_seen": False,
        "codebook_version_id": session.scalars(select(CodebookVersion.id)).one(),
        "created_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    }
    made = [
        {**same, "start_char": at, "end_char": at + 2, "exact": row.text[at : at + 2], "code_id": ids[leaf]}
        for leaf, times in said.items()
        for at in range(4, 4 + 3 * times, 3)
    ]
    if made:
        codings = list(session.scalars(insert(Coding).returning(Coding.id), made))
        if value not in {"", UNDETERMINED}:
            given = {"attribute": VALENCE, "value": value, "source": Source.PERSON.value}
            session.execute(insert(CodingAttribute), [{"coding_id": coding, **given} for coding in codings])
        evidence_rows.refresh_codings(session, codings)


class Reader:
    """What somebody knows who has every published table: equations over the finest cells."""

    def __init__(self, *, above_coded: bool = False, parts: Sequence[str] = GROUPS) -> None:
        self.parts = parts
        finest = list(product(ROWS, CITIES, parts))
        self.people = {cell: at for at, cell in enumerate(finest)}
        self.codings = {cell: len(finest) + at for at, cell in enumerate(product(CODES, CITIES, parts))}
        self.size = len(self.people) + len(self.codings)
        self.equal: dict[bytes, tuple[np.ndarray, float]] = {}
        self.at_most: list[tuple[np.ndarray, float]] = []
        self.choices: list[tuple[np.ndarray, dict[int, float], float]] = []
        self.chosen = 0
        self.sentences: dict[str, set[tuple[int, int]]] = {}
        self.possible: list[np.ndarray] = []
        if not above_coded:
            self.know(self.sum(self.codings, TREE, CITIES, parts), 0)
        for row, place, group in self.people:
            here = self.sum(self.people, [row], [place], [group])
            self.at_most.append((here - self.sum(self.codings, below(row), [place], [group]), 0))
            parts = [each for each in below(row) if each != row]
            if parts:
                of_leaves = self.sum(self.people, [each for each in parts if each in LEAVES], [place], [group])
                own = self.sum(self.codings, [each for each in below(row) if each in TREE], [place], [group])
                self.at_most.append((here - of_leaves - own, 0))
                self.at_most += [(self.sum(self.people, [each], [place], [group]) - here, 0) for each in parts]

    def sum(self, of: dict, rows, places, groups) -> np.ndarray:
        line = np.zeros(self.size)
        for cell in product(rows, places, groups):
            line[of[cell]] += 1
        return line

    def read(self, table: EvidenceTable) -> None:
        """Take in a table: shown cells as equations, hidden ones of places as at least 1."""
        asked = table.question
        for row, column in product((*(row.id for row in table.rows), TOTAL), (*(c.id for c in table.columns), TOTAL)):
            own = asked.rows if row == TOTAL and asked.rows in TREE else row
            filters = asked.filters
            places = [p for p in CITIES if p in (filters.neighbourhoods or CITIES)]
            places = [p for p in places if CITIES[p] in (filters.cities or CITIES.values())]
            places = [p for p in places if column in (TOTAL, p, CITIES[p], *GROUPS)]
            chosen = filters.groups or filters.attributes.get(VALENCE) or self.parts
            groups = [g for g in self.parts if g in chosen and column in (TOTAL, g, *CITIES, *"ABC")]
            cell = table.cell(row, column)
            people = self.sum(self.people, [own], places, groups)
            if not cell.suppressed:
                self.know(people, cell.respondents)
                self.know(self.sum(self.codings, below(own), places, groups), cell.codings)
                for value in self.parts if cell.by_value else ():
                    self.know(self.sum(self.people, [own], places, [value]), cell.by_value.get(value, 0))
            elif asked == Question(rows="codes"):
                self.at_most.append((-people, -1))

    def know(self, line: np.ndarray, value: int) -> None:
        """Note an equation once, however many tables say it."""
        known = self.equal.setdefault(line.tobytes(), (line, value))
        assert known[1] == value, "two tables differ: what is not assigned counts in one of them"

    def least_and_most(self, rows, places, groups) -> tuple[float, float]:
        """Between what a sum of respondents must lie."""
        goal = self.sum(self.people, rows, places, groups)
        known = {
            "A_eq": np.array([line for line, _ in self.equal.values()]),
            "b_eq": np.array([value for _, value in self.equal.values()]),
            "A_ub": np.array([line for line, _ in self.at_most]),
            "b_ub": np.array([value for _, value in self.at_most]),
        }
        if self.choices:
            known |= self._with_choices(known)
            goal = np.append(goal, np.zeros(self.chosen))
        found = [linprog(sign * goal, **known, method="highs") for sign in (1, -1)]
        self.possible += [each.x[: self.size] for each in found if each.x is not None]
        assert all(each.status in {0, UNBOUNDED} for each in found), [each.message for each in found]
        return found[0].fun, float("inf") if found[1].status == UNBOUNDED else -found[1].fun

    def between(self, rows, places, groups) -> tuple[float, float]:
        """What a sum of respondents can be in studies that were found possible: no less and no more is known of it."""
        goal = self.sum(self.people, rows, places, groups)
        found = [float(goal @ each) for each in self.possible]
        return min(found, default=0), max(found, default=0)

    def _with_choices(self, known: dict) -> dict:
        """The same with a column for each choice, which is taken or not."""
        wide = {name: np.hstack([known[name], np.zeros((len(known[name]), self.chosen))]) for name in ("A_eq", "A_ub")}
        lines = np.zeros((len(self.choices), self.size + self.chosen))
        for at, (line, taken, _) in enumerate(self.choices):
            lines[at, : self.size] = line
            for choice, weight in taken.items():
                lines[at, self.size + choice] = weight
        rows = np.vstack([wide["A_ub"], lines])
        most = np.append(known["b_ub"], [bound for *_, bound in self.choices])
        bounds = [(0, None)] * self.size + [(0, 1)] * self.chosen
        whole = [0] * self.size + [1] * self.chosen
        return {"A_eq": wide["A_eq"], "A_ub": rows, "b_ub": most, "bounds": bounds, "integrality": whole}

    def choice(self) -> int:
        self.chosen += 1
        return self.chosen - 1

    def judge(self, claim: Claim, verdict: Verdict, places: Sequence[str]) -> None:
        """Take in a verdict on a claim over neighbourhoods, of one code for it and at most one against it.

        The reader knows the rules: a neighbourhood that carries a verdict has nobody on one side, and at least k on the
        other. `places` are those in scope.
        """
        groups = claim.groups or GROUPS
        nobody = np.zeros(self.size)
        sides = []
        for place in places:
            codes = [condition.code for condition in (*claim.require, *claim.contradict)]
            both = [self.sum(self.people, [code], [place], groups) for code in codes]
            sides.append((both[0], both[1] if len(both) > 1 else nobody))
        least = needed(claim.quantifier, len(places), Rules())
        if verdict is Verdict.SUPPORTED:
            self._some([self._stands(pro, con) for pro, con in sides], least)
        elif verdict is Verdict.CONTRADICTED:
            self._some([self._stands(con, pro) for pro, con in sides], len(places) - least + 1)
        elif verdict is Verdict.INSUFFICIENT:
            self._some([self._not(pro, con) for pro, con in sides], len(places) - least + 1)
            self._some([self._not(con, pro) for pro, con in sides], least)

    def _stands(self, own: np.ndarray, other: np.ndarray) -> int:
        """A choice that says: at least k on its own side, nobody on the other."""
        taken = self.choice()
        self.choices += [(-own, {taken: K}, 0), (other, {taken: MANY}, MANY)]
        return taken

    def _not(self, own: np.ndarray, other: np.ndarray) -> int:
        """A choice that says: nobody on its own side, or at least k on the other."""
        silent, opposed, taken = self.choice(), self.choice(), self.choice()
        self.choices += [
            (own, {silent: MANY}, MANY),
            (-other, {opposed: K}, 0),
            (np.zeros(self.size), {taken: 1, silent: -1, opposed: -1}, 0),
        ]
        return taken

    def _some(self, choices: Sequence[int], least: int) -> None:
        self.choices.append((np.zeros(self.size), dict.fromkeys(choices, -1.0), -least))

    def hear(self, quotes: Sequence[PublicQuote]) -> None:
        """Take in published quotes: where a label leads, as many codings were made and somebody spoke.

        A quote with a coarser label does not come from where quotes bear a finer one.
        """
        fine = {(quote.group, quote.neighbourhood) for quote in quotes if quote.neighbourhood}
        found: dict[tuple[str, str, str, str], int] = {}
        for quote in quotes:
            key = (quote.code, quote.group, quote.city, quote.neighbourhood)
            found[key] = found.get(key, 0) + 1
        for (code, group, city, neighbourhood), number in found.items():
            cells = [
                (each, place)
                for each, place in product([group] if group else GROUPS, CITIES)
                if neighbourhood in {"", place.upper()}
                and city in {"", CITIES[place]}
                and (neighbourhood or (each, place.upper()) not in fine)
            ]
            said = sum(self.sum(self.codings, [code], [place], [each]) for each, place in cells)
            people = sum(self.sum(self.people, [code], [place], [each]) for each, place in cells)
            self.at_most += [(-said, -number), (-people, -1)]

    def agree(self, code: str, kappa: float, codings: int) -> None:
        """Take in the kappa of two coders: what (sentences of both, of one) round to it, and that codings are enough.

        The reader supposes that each coding is one sentence, and knows by the codings how far kappa is rounded.
        """
        least, decimals = next(each for each in TOLD if codings >= each[0])
        self.sentences[code] = {
            (both, one)
            for both in range(codings // 2 + 1)
            for one in range(codings - 2 * both + 1)
            if _may_be(both, one, kappa, decimals)
        }
        if code in CODES:
            least = max(least, min(2 * both + one for both, one in self.sentences[code]))
            self.at_most.append((-self.sum(self.codings, [code], CITIES, GROUPS), -least))

    def look_at(self, made: Output) -> None:
        """Take in a published output: what it says of codes and what it says of people."""
        for part in made.parts:
            ids = [column.id for column in part.columns]
            for row in part.rows:
                self._row({name: _number(value) for name, value in zip(ids, row, strict=True)})

    def _row(self, cells: dict[str, Value]) -> None:
        code = str(cells.get("code", ""))
        place = str(cells.get("neighbourhood", "")).lower()
        places = [place] if place in CITIES else list(CITIES)
        if code in ROWS:
            for name, groups in (("respondents", GROUPS), *((group, (group,)) for group in GROUPS)):
                if isinstance(cells.get(name), int):
                    self.know(self.sum(self.people, [code], places, groups), int(str(cells[name])))
            for group in GROUPS:
                if (
                    isinstance(share := cells.get(f"{group}_share"), float)
                    and isinstance(cells.get(group), int)
                    and share
                ):
                    spoken_to = int(str(cells[group])) / share
                    self.at_most += [(self.sum(self.people, [row], CITIES, [group]), spoken_to) for row in ROWS]
            if isinstance(cells.get("codings"), int):
                self.know(self.sum(self.codings, below(code), places, GROUPS), int(str(cells["codings"])))
        elif isinstance(cells.get("respondents"), int) and ("neighbourhood" in cells or cells.get("group") in GROUPS):
            most = int(str(cells["respondents"]))
            groups = [str(cells["group"])] if "group" in cells else list(GROUPS)
            self.at_most += [(self.sum(self.people, [row], places, groups), most) for row in ROWS]


def _may_be(both: int, one: int, kappa: float, decimals: int) -> bool:
    """Whether coders can have this kappa, however many sentences there are and whoever of them coded alone."""
    n = np.concatenate([np.arange(both + one, both + one + 150), (both + one) * np.array([4, 8, 20, 50])])
    for alone in range(one // 2 + 1):
        first, second = both + alone, both + one - alone
        by_chance = first * second + (n - first) * (n - second)
        open_ones = by_chance < n * n
        found = (n * (n - one) - by_chance)[open_ones] / (n * n - by_chance)[open_ones]
        if (np.abs(found - kappa) <= 0.5 * 10**-decimals).any():
            return True
    return False


def _number(value: Value) -> Value:
    return value.number if isinstance(value, Figure) else value


def hidden_from(reader: "Reader", true: Mapping[tuple[str, str, str], int]) -> int:
    """How many small cells there are, of which this reader must know neither the number nor that it is small."""
    hidden, reader.possible = 0, []
    for row, places, groups in targets(reader.parts):
        number = sum(true.get((row, place, group), 0) for place in places for group in groups)
        if 0 < number < K:
            hidden += 1
            in_a_table = len(groups) == len(reader.parts) or len(places) == len(CITIES)
            least, most = reader.between([row], places, groups)
            if most - least <= 0.6 or most <= K - 0.9:  # they do not show that it stays hidden
                least, most = reader.least_and_most([row], places, groups)
            assert most > K - 1 or not in_a_table, f"{row} {places} {groups}: {number}, known to be at most {most:.1f}"
            assert most - least > 0.5, f"{row} {places} {groups}: known to be {number}"
    return hidden


def targets(parts: Sequence[str] = GROUPS) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every cell of every table: places, cities and groups, or values of an attribute."""
    cities = [[place for place in CITIES if CITIES[place] == city] for city in dict.fromkeys(CITIES.values())]
    places = [[place] for place in CITIES] + [city for city in cities if len(city) > 1]
    for row in ROWS:
        yield from ((row, place, list(parts)) for place in places)
        yield from ((row, list(CITIES), [group]) for group in parts)
        yield from ((row, place, [group]) for place in places for group in parts)
