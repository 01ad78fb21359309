"""Sample: who was spoken to where, how much was said, and when."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from qualcode.db.queries import sample as stored
from qualcode.domain.output import Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import word
from qualcode.workflow.sample import NOBODY, Cell, Sample, sample
from qualcode.workflow.study import view


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """Interviews and respondents by neighbourhood and group, with words and months.

    A published sample says the numbers of each group over the study, and of each neighbourhood without its groups, from
    k respondents; who is one of two policy makers of a neighbourhood would be known.
    """
    drawn, extents, k = sample(session), stored.extents(session), view(session).settings.k
    people = {place: _people(drawn, place) for _, place in drawn.places}
    groups = list(drawn.groups) if internal else []
    columns = [
        OutputColumn("city", word("city", language), 16),
        OutputColumn("neighbourhood", word("neighbourhood", language), 20),
        OutputColumn("interviews", word("interviews", language)),
        OutputColumn("respondents", word("respondents", language)),
        *(OutputColumn(group, word(group, language), 16) for group in groups),
        OutputColumn("words", word("words_spoken", language)),
        OutputColumn("period", word("months", language), 20),
    ]
    concealed = set() if internal else _concealed(people, k)
    rows: list[list[Value]] = []
    for city, place in drawn.places:
        extent = extents.get(place)
        rows.append(
            [city, place, word("suppressed_mark", language), word("suppressed_mark", language), "", ""]
            if place in concealed
            else [
                city,
                place,
                extent.interviews if extent else 0,
                people[place],
                *(drawn.cells.get((place, group), NOBODY).respondents for group in groups),
                extent.words if extent else 0,
                _months(extent),
            ]
        )
    suppression = (word("sample_published", language, k=k),) if not internal else ()
    return Output(
        Name.SAMPLE,
        word("output_sample", language),
        (Part(word("output_sample", language), columns, rows), _groups(drawn, language, k, internal=internal)),
        (word("rule_sample", language), word("rule_sample_people", language)),
        suppression,
        len(concealed),
    )


def _people(drawn: Sample, place: str) -> int:
    return sum(drawn.cells.get((place, group), NOBODY).respondents for group in drawn.groups)


def _concealed(people: Mapping[str, int], k: int) -> set[str]:
    """The places with too few respondents; one alone would follow from the total, so the next smallest goes with it."""
    small = {place for place, number in people.items() if 0 < number < k}
    if len(small) == 1:
        others = [place for place, number in people.items() if number >= k]
        small.update(sorted(others, key=lambda place: (people[place], place))[:1])
    return small


def _months(extent: stored.Extent | None) -> str:
    if extent is None or extent.first is None:
        return ""
    return extent.first if extent.first == extent.last else f"{extent.first} - {extent.last}"


def _groups(drawn: Sample, language: str, k: int, *, internal: bool) -> Part:
    columns = [
        OutputColumn("group", word("group", language), 24),
        OutputColumn("interviews", word("interviews", language)),
        OutputColumn("respondents", word("respondents", language)),
    ]
    mark = word("suppressed_mark", language)

    concealed = set() if internal else _concealed({group: cell.respondents for group, cell in drawn.totals.items()}, k)

    def row(group: str, cell: Cell) -> list[Value]:
        return [word(group, language), *((mark, mark) if group in concealed else (cell.interviews, cell.respondents))]

    rows = [row(group, drawn.totals.get(group, NOBODY)) for group in drawn.groups]
    return Part(word("sample_groups", language), columns, rows)
