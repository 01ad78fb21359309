"""The rules of verdicts, as the table that a methodologist reads: `tests/unit/cases/verdicts.md`."""

import re
from itertools import count
from pathlib import Path

import builders
import pytest

from qualcode.domain.claim import (
    Claim,
    Condition,
    Marks,
    Over,
    Quantifier,
    Rules,
    Ruling,
    Scope,
    Standing,
    Verdict,
    Voice,
)
from qualcode.domain.coverage import Coverage, Hearing, coverage, coverage_of
from qualcode.domain.transcript import Group
from qualcode.domain.verdict import assess, decide

FILE = Path(__file__).parent / "cases" / "verdicts.md"
VALUES = {"+": {"valentie": "positief"}, "-": {"valentie": "negatief"}, "!": {"polariteit": "ontkend"}, "": {}}
GROUPS = {"B": Group.BEWONER, "P": Group.WIJKPROFESSIONAL, "M": Group.BELEIDSMAKER}
SAID = re.compile(r"(?P<who>[BPM]\d)@(?P<where>\w) (?P<code>[\w.]+)(?P<sign>[-+!]?)(?P<mark>#?)")


def tables() -> list[list[dict[str, str]]]:
    """The rows of each table of the file, by the names of its columns."""
    found: list[list[dict[str, str]]] = []
    names: list[str] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            names = []
        elif not names:
            names = cells
            found.append([])
        elif not line.startswith("| ---"):
            found[-1].append(dict(zip(names, cells, strict=True)))
    return found


HOW_MANY, ONE_PLACE, COMPUTED, OTHERS, SILENCE = tables()


def by_number(rows: list[dict[str, str]]) -> object:
    return pytest.mark.parametrize("case", rows, ids=[f"{row['nr']}" for row in rows])


def conditions(written: str) -> tuple[Condition, ...]:
    return tuple(Condition(each.rstrip("+-!"), VALUES[each[len(each.rstrip("+-!")) :]]) for each in written.split())


def voices(written: str) -> tuple[list[Voice], frozenset[int]]:
    """What was said, and what of it is marked as counter-evidence."""
    numbers, said, marked = count(1), [], set()
    for part in filter(None, (each.strip() for each in written.split(";"))):
        place, _, rest = part.partition(": ") if ": " in part else ("zuid", "", part)
        for each in SAID.finditer(rest):
            steps, number = each["code"].split("."), next(numbers)
            codes = frozenset(".".join(steps[: n + 1]) for n in range(len(steps)))
            group = GROUPS[each["who"][0]].value
            said.append(Voice(number, each["who"], group, each["where"], place, codes, VALUES[each["sign"]]))
            marked |= {number} if each["mark"] else set()
    return said, frozenset(marked)


def a_claim(**overrides: object) -> Claim:
    conditioned = {"require": conditions("sloop+"), "contradict": conditions("sloop-"), **overrides}
    return builders.a_claim(id="C", **conditioned)


def test_there_are_a_hundred_cases_and_each_has_its_number() -> None:
    numbers = [int(row["nr"]) for table in tables() for row in table]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 100


@by_number(HOW_MANY)
def test_verdict_follows_from_how_the_units_stand(case: dict[str, str]) -> None:
    columns = {"voor": "for", "tegen": "against", "verdeeld": "divided", "dun": "thin", "stil": "silent"}
    stands = [Standing(value) for name, value in columns.items() for _ in range(int(case[name]))]
    verdict, understated = decide(Quantifier(case["kwantor"]), stands, Rules())
    assert f"{verdict.value}{' te zwak' if understated else ''}" == case["oordeel"]


@by_number(ONE_PLACE)
def test_one_neighbourhood_stands_by_what_was_said_there(case: dict[str, str]) -> None:
    claim = a_claim(
        require=conditions(case["eis"]),
        contradict=conditions(case["tegendeel"]),
        groups=tuple(GROUPS[each] for each in case["groepen"].split()),
    )
    assert assess(claim, voices(case["gezegd"])[0], ["zuid"]).standings["zuid"].value == case["stand"]


@by_number(COMPUTED)
def test_computed_scope_holds_where_its_condition_does(case: dict[str, str]) -> None:
    claim = a_claim(
        scope=Scope(where=conditions(case["waar"])),
        require=conditions(case["eis"]),
        contradict=(),
        quantifier=Quantifier(case["kwantor"]),
    )
    found = assess(claim, voices(case["gezegd"])[0], ["noord", "zuid"])
    assert (len(found.standings), found.verdict.value) == (int(case["in"]), case["oordeel"])
    assert found.circular == (case["circulair"] == "ja")
    assert len(found.standings) + len(found.outside) == 2


@by_number(OTHERS)
def test_respondents_rulings_and_links(case: dict[str, str]) -> None:
    said, against = voices(case["gezegd"])
    silent = [f"X{n}" for n in range(int(case["stil"]))]
    people = {name: {"zuid"} for name in [*{each.respondent for each in said}, *silent]}
    rulings = {}
    if case["besluit"]:
        place, _, ruled = case["besluit"].partition(": ")
        before, after = ruled.split(" wordt ")
        rulings[place] = Ruling(Standing(before), Standing(after))
    claim = a_claim(over=Over(case["over"]), quantifier=Quantifier(case["kwantor"]))
    found = assess(claim, said, ["zuid"], marks=Marks(against, rulings), respondents=people)
    assert found.verdict is Verdict(case["oordeel"])
    assert len(found.contradicting) == int(case["tegen geteld"])


@by_number(SILENCE)
def test_silence_means_something_where_it_was_asked_and_read_for(case: dict[str, str]) -> None:
    interviews = [
        Hearing(
            transcript=str(number),
            neighbourhoods=("zuid",),
            topics=frozenset({"vernieuwing"} if "g" in each else {"imago"}),
            speakers={f"R{number}": "bewoner"},
            unread=frozenset({"sloop.woning"}) if "l" not in each else frozenset({"imago"}),
        )
        for number, each in enumerate(filter(None, case["interviews"].split(", ")))
    ]
    found = coverage(a_claim(topics=("vernieuwing",)), [*interviews, *elsewhere()])
    assert found.get("zuid", type(found["noord"])()).silence.value == case["stilte"]


def elsewhere() -> list[Hearing]:
    return [Hearing("n", ("noord",), frozenset({"vernieuwing"}), {"R9": "bewoner"}, None)]


def test_an_interview_about_two_neighbourhoods_counts_once_for_both_together() -> None:
    both = Hearing("b", ("zuid", "noord"), frozenset({"vernieuwing"}), {"R1": "bewoner"}, frozenset())
    zuid = Hearing("z", ("zuid",), frozenset({"imago"}), {"R1": "bewoner"}, frozenset())
    claim = a_claim(topics=("vernieuwing",))
    each = coverage(claim, [both, zuid, *elsewhere()])
    assert [each[unit].transcripts for unit in ("zuid", "noord")] == [2, 2]
    assert coverage_of(claim, [both, zuid, *elsewhere()], each) == Coverage(3, 2, 1, 2)
    assert coverage_of(claim, [both, zuid, *elsewhere()], ["zuid"]) == Coverage(2, 1, 1, 1)
    people = a_claim(over=Over.RESPONDENTS, topics=("vernieuwing",))
    assert coverage_of(people, [both, zuid, *elsewhere()], ["R1", "R9"]) == Coverage(3, 2, 1, 2)
