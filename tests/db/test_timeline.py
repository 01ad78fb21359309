"""The timeline of a stored study: the same as counted from its quotes in plain Python, with the way to each quote."""

from collections import defaultdict
from dataclasses import replace

import pytest
from builders import a_code, a_codebook, a_coding, a_description, a_study, a_transcript, heard_version
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from qualcode.domain.codebook import Attribute
from qualcode.domain.coding import Source
from qualcode.domain.evidence import Filters
from qualcode.domain.output import Figure, Output, Value
from qualcode.domain.timeline import years
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.errors import ConflictError, DisclosureError
from qualcode.workflow import aggregate, outputs

CODES = ("factor", "factor.sloop", "uitkomst", "uitkomst.buurt")
PERIODS = {each: {"nl": each, "en": each} for each in ("2000_2008", "2008_2014", "eerder")}
SENTENCES = ("In 2003 ging het mis.", "In 2013 kwam de sloop.", "Het werd beter.", "Er kwamen 2013 mensen.")
PLACES = {"stad-zuid": "Zuid", "stad-noord": "Noord"}


@pytest.fixture
def study(session: Session) -> Session:
    """Four people in two neighbourhoods who say the same four sentences."""
    codes = tuple(a_code(id=number, parent=number.rpartition(".")[0] or None) for number in CODES)
    valence = replace(a_codebook().attributes[0], applies_to=("factor", "uitkomst"), required=False)
    when = Attribute("periode", {"nl": "Periode", "en": "Period"}, PERIODS, ("factor", "uitkomst"), required=False)
    a_study(session, codebook=a_codebook(codes=codes, attributes=(valence, when)))
    for n in range(4):
        place = "stad-zuid" if n < 3 else "stad-noord"
        speakers = (Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER),)
        about = a_description(f"t-{n}", neighbourhoods=(place,), speakers=speakers)
        a_transcript(session, f"t-{n}", about=about, speech=(("R1", " ".join(SENTENCES)),))
    return session


def made(session: Session) -> Output:
    return outputs.make(session, "timeline", "nl", internal=True)


def rows(output: Output, part: int = 0) -> list[dict[str, Value]]:
    chosen = output.parts[part]
    return [{column.id: value for column, value in zip(chosen.columns, row, strict=True)} for row in chosen.rows]


def number(value: Value) -> Value:
    return value.number if isinstance(value, Figure) else value


def code(session: Session, n: int, sentence: int, key: str, **attributes: str) -> int:
    return a_coding(session, heard_version(session, f"t-{n}"), SENTENCES[sentence], key, attributes=attributes)


def test_rows_are_in_order_of_place_and_time_and_lead_to_their_quotes(study: Session) -> None:
    code(study, 0, 1, "factor.sloop")
    code(study, 0, 2, "uitkomst.buurt", periode="2008_2014", valentie="positief")
    code(study, 1, 2, "uitkomst.buurt", periode="2008_2014", valentie="negatief")
    code(study, 3, 0, "uitkomst.buurt")
    found = [(row["neighbourhood"], row["time"], row["code"], number(row["respondents"])) for row in rows(made(study))]
    assert found == [
        ("Noord", "2003", "uitkomst.buurt", 1),
        ("Zuid", "2008_2014", "uitkomst.buurt", 2),
        ("Zuid", "2013", "factor.sloop", 1),
    ]
    figures = [value for row in made(study).parts[0].rows for value in row if isinstance(value, Figure)]
    assert [each.number for each in figures] == [2, 1, 1]
    assert all(aggregate.tally(study, each.filters).respondents == each.number for each in figures)


def test_turning_points_say_how_many_stood_on_each_side(study: Session) -> None:
    for n in (0, 1):
        code(study, n, 0, "uitkomst.buurt", periode="2000_2008", valentie="negatief")
        code(study, n, 2, "uitkomst.buurt", periode="2008_2014", valentie="positief")
    (turn,) = rows(made(study), 1)
    assert (turn["neighbourhood"], turn["turn"], turn["before"], turn["after"]) == (
        "Zuid",
        "ten goede",
        "2000_2008",
        "2008_2014",
    )
    sides = [number(turn[each]) for each in ("before_positief", "before_negatief", "after_positief", "after_negatief")]
    assert sides == [0, 2, 2, 0]
    figures = [value for value in turn.values() if isinstance(value, Figure)]
    assert all(aggregate.tally(study, each.filters).respondents == each.number for each in figures)


def test_it_stays_inside_and_needs_periods(study: Session) -> None:
    with pytest.raises(DisclosureError, match="more than one way"):
        outputs.make(study, "timeline", "nl", internal=False)


def test_a_codebook_without_periods_says_so(session: Session) -> None:
    a_study(session)
    with pytest.raises(ConflictError, match="'periode'"):
        made(session)


made_codings = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(CODES),
        st.sampled_from(("", *PERIODS)),
        st.sampled_from(("", "positief", "negatief")),
    ),
    max_size=10,
    unique_by=lambda each: each[:3],
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(codings=made_codings)
def test_it_says_what_the_exported_quotes_say(study: Session, codings: list[tuple[int, int, str, str, str]]) -> None:
    savepoint = study.begin_nested()
    try:
        for n, sentence, key, period, valence in codings:
            given_ = {"periode": period, "valentie": valence}
            code(study, n, sentence, key, **{name: value for name, value in given_.items() if value})
        found = {
            (row["neighbourhood"], row["time"], row["code"]): [
                number(row[each]) for each in ("respondents", "positief", "negatief")
            ]
            for row in rows(made(study))
        }
        assert found == counted_again(study)
    finally:
        savepoint.rollback()


def counted_again(session: Session) -> dict[tuple[str, str, str], list[int]]:
    """The timeline from the quotes, by the words of the rule."""
    spoken = tuple(kind for kind in Kind if kind is not Kind.DOCUMENT)
    quotes = aggregate.quotes(session, Filters(kinds=spoken), "nl", limit=None).quotes
    people: defaultdict[tuple[str, str, str], list[set[str]]] = defaultdict(lambda: [set(), set(), set()])
    own = set()
    for quote in quotes:
        by_person = {name: each.value for name, each in quote.attributes.items() if each.source is Source.PERSON}
        times = [by_person["periode"]] if "periode" in by_person else years(quote.exact)
        for time in times:
            own.add((PLACES[quote.neighbourhood], time, quote.code))
            for key in CODES:
                if quote.code == key or quote.code.startswith(f"{key}."):
                    sets = people[PLACES[quote.neighbourhood], time, key]
                    sets[0].add(quote.respondent)
                    for at, valence in enumerate(("positief", "negatief"), 1):
                        if by_person.get("valentie") == valence:
                            sets[at].add(quote.respondent)
    return {key: [len(each) for each in sets] for key, sets in people.items() if key in own}
