"""Combinations of codes find the same on both databases as the definitions say, coding by coding."""

import pytest
from builders import CODER, a_coding, a_study, a_transcript
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_study import CODES, PLACES, ByHand, Counted, an_empty_study, code, drafts
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from qualcode.db.models import TranscriptVersion, Turn
from qualcode.domain.combination import (
    All,
    AnyOf,
    Coded,
    Combination,
    Known,
    Near,
    Not,
    Relation,
    Valued,
    all_of,
    any_of,
    leading,
)
from qualcode.domain.combination_text import written
from qualcode.domain.evidence import Filters
from qualcode.errors import DisclosureError, NotFoundError
from qualcode.workflow import export
from qualcode.workflow.aggregate import quotes, tally

leaves = (
    st.builds(Coded, st.sampled_from(CODES), st.booleans())
    | st.builds(Known, st.just("neighbourhood"), st.sampled_from(PLACES))
    | st.builds(Known, st.just("group"), st.sampled_from(("bewoner", "beleidsmaker")))
    | st.builds(Known, st.just("kind"), st.sampled_from(("interview", "focus_group", "document")))
    | st.builds(Known, st.just("coder"), st.sampled_from(("annelies", "bram")))
    | st.builds(Known, st.just("transcript"), st.sampled_from(("groep", "nota")))
    | st.builds(Known, st.just("respondent"), st.just("R001"))
    | st.builds(Known, st.just("city"), st.just("Stad"))
    | st.builds(Valued, st.just("valentie"), st.sampled_from(("positief", "onbepaald")))
)


def _deeper(parts):
    several = st.lists(parts, min_size=2, max_size=3)
    near = st.builds(Near, st.sampled_from((Relation.OVERLAPS, Relation.SAME_TURN)), parts)
    followed = st.builds(Near, st.just(Relation.FOLLOWED), parts, st.integers(0, 3))
    flat = several.map(lambda found: all_of(*found)) | several.map(lambda found: any_of(*found))
    return flat | parts.map(Not) | near | followed


combinations = st.recursive(leaves, _deeper, max_leaves=6)


class Definitions:
    """What `domain/combination.py` says, over all codings that count, without SQL."""

    def __init__(self, session: Session, by_hand: ByHand) -> None:
        self.groups = by_hand.groups
        self.all = [each for each in by_hand.counting() if each.kind == "document" or each.respondents]
        self.starts: dict[str, list[int]] = {}
        query = select(TranscriptVersion.source_name, Turn.start_char).join(
            Turn, Turn.version_id == TranscriptVersion.id
        )
        for name, start in session.execute(query.order_by(Turn.number)):
            self.starts.setdefault(name.removesuffix(".txt"), []).append(start)

    def found(self, combination: Combination) -> list[int]:
        return sorted(each.id for each in self.all if self.listed(combination, each))

    def listed(self, combination: Combination, one: Counted) -> bool:
        match combination:
            case Coded(key, below):
                return one.draft.code.startswith(f"{key}.") or (one.draft.code == key and not below)
            case All(parts):
                first = leading(combination)
                return all(
                    self.listed(part, one) if at == first else self.true_of(part, one) for at, part in enumerate(parts)
                )
            case AnyOf(parts):
                return any(self.listed(part, one) for part in parts)
        return self.true_of(combination, one)

    def true_of(self, combination: Combination, one: Counted) -> bool:
        match combination:
            case Coded():
                return any(
                    self.listed(combination, each)
                    for each in self.all
                    if each.draft.transcript == one.draft.transcript and each.span == one.span
                )
            case Known(name, value):
                return self.known(name, value, one)
            case Valued(_, value):
                given = one.draft.value if one.draft.value and one.draft.source == "person" else "onbepaald"
                return value == given
            case Not(part):
                return not self.true_of(part, one)
            case All(parts) | AnyOf(parts):
                joined = all if isinstance(combination, All) else any
                return joined(self.true_of(part, one) for part in parts)
            case Near(relation, other, turns):
                return any(
                    self.listed(other, each)
                    for each in self.all
                    if each.id != one.id
                    and each.draft.transcript == one.draft.transcript
                    and self.near(relation, turns, one, each)
                )

    def known(self, name: str, value: str, one: Counted) -> bool:
        return {
            "neighbourhood": one.neighbourhood == value,
            "city": one.neighbourhood is not None,
            "group": one.kind != "document" and value in {self.groups[r] for r in one.respondents},
            "respondent": one.kind != "document" and value in one.respondents,
            "kind": one.kind == value,
            "coder": one.draft.coder == value,
            "transcript": one.draft.transcript == value,
        }[name]

    def near(self, relation: Relation, turns: int, one: Counted, other: Counted) -> bool:
        (start, end), (other_start, other_end) = one.span, other.span
        if relation is Relation.OVERLAPS:
            return bool(set(range(start, end)) & set(range(other_start, other_end)))
        first, last = self.turn(one, start), self.turn(one, end - 1)
        if relation is Relation.FOLLOWED:
            return other_start >= end and self.turn(one, other_start) - last <= turns
        return any(first <= self.turn(one, at) <= last for at in range(other_start, other_end))

    def turn(self, one: Counted, at: int) -> int:
        """Number of the turn that a position is in: the last that has begun."""
        return sum(start <= at for start in self.starts[one.draft.transcript])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(combinations, min_size=3, max_size=8), st.data())
def test_every_combination_finds_what_its_definition_says(session, asked, data):
    with session.begin_nested() as step:
        an_empty_study(session)
        defined = Definitions(session, code(session, data.draw(drafts)))
        for combination in asked:
            text = written(combination)
            found = quotes(session, Filters(), "nl", limit=None, where=text).quotes
            assert sorted(quote.id for quote in found) == defined.found(combination), text
            assert tally(session, Filters(), where=text).codings == len(found)
        step.rollback()


@pytest.fixture
def coded(session: Session) -> Session:
    """Two codes that overlap in turn 2, and a third two turns later."""
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, "De flats waren slecht onderhouden. De sloop", "belemmering.onderhoud")
    a_coding(session, version, "De sloop heeft de buurt geholpen.", "factor.sloop")
    a_coding(session, version, "de huismeester komt niet meer", "factor.huismeester")
    return session


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("factor overlaps belemmering", ["factor.sloop"]),
        ("belemmering overlaps factor", ["belemmering.onderhoud"]),
        ("factor not overlaps belemmering", ["factor.huismeester"]),
        ("factor in the same turn as belemmering", ["factor.sloop"]),
        ("belemmering followed within 2 turns by factor.huismeester", ["belemmering.onderhoud"]),
        ("belemmering followed within 1 turn by factor.huismeester", []),
        ("factor and neighbourhood:stad-zuid and group:bewoner", ["factor.sloop", "factor.huismeester"]),
        ("factor and belemmering", []),
    ],
)
def test_codes_that_stand_near_each_other_are_found(coded, where, expected):
    assert [quote.code for quote in quotes(coded, Filters(), "nl", where=where).quotes] == expected


def test_codes_on_the_same_words_are_found_by_and(coded):
    version = coded.scalars(select(TranscriptVersion.id)).one()
    a_coding(coded, version, "De sloop heeft de buurt geholpen.", "factor.huismeester", coder="bram")
    both = quotes(coded, Filters(), "nl", where="factor.sloop and factor.huismeester").quotes
    assert [(quote.code, quote.coder) for quote in both] == [("factor.sloop", CODER)]


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("factor.slop", "did you mean factor.sloop"),
        ("factor overlaps belemering", "did you mean belemmering"),
        ("kind:interveiw", "did you mean interview"),
        ("valentie=positeif", "did you mean positief"),
        ("group:bewoners", "did you mean bewoner"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_those_that_come_near(coded, where, hint):
    with pytest.raises(NotFoundError, match=hint):
        quotes(coded, Filters(), "nl", where=where)


def test_a_combination_is_one_statement_however_much_is_coded(coded):
    statements: list[str] = []
    event.listen(coded.connection(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    tally(coded, Filters(), where="factor overlaps belemmering")
    few = len(statements)
    for version in range(3):
        speech = (("I", "En?"), ("R1", f"Sloop {version}."))
        a_coding(coded, a_transcript(coded, f"zuid-1{version}", speech=speech), "Sloop")
    statements.clear()
    tally(coded, Filters(), where="factor overlaps belemmering")
    assert len(statements) == few


def test_a_publication_takes_codes_and_values_only(coded):
    origin = export.about(coded, [], internal=False)
    allowed = export.quotations(coded, Filters(), "nl", origin, where="factor overlaps belemmering")
    assert allowed.withheld == 1
    for where in ("factor and group:bewoner", "factor overlaps (belemmering and respondent:R001)"):
        with pytest.raises(DisclosureError, match="--group"):
            export.quotations(coded, Filters(), "nl", origin, where=where)
