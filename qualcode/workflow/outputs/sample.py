"""Sample: who was spoken to where, how much was said, and when."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from qualcode.db.queries import sample as stored
from qualcode.db.queries.evidence import areas
from qualcode.domain.dates import span_said
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
        *(OutputColumn(group, word(f"many_{group}", language), 16) for group in groups),
        OutputColumn("words", word("words_spoken", language)),
        OutputColumn("period", word("months", language), 20),
    ]
    talks = {place: extents[place].interviews if place in extents else 0 for place in people}
    hidden = set() if internal else concealed(people, k)
    few_talks = set() if internal else concealed(talks, k)
    mark = word("suppressed_mark", language)
    rows: list[list[Value]] = []
    for city, place in drawn.places:
        extent = extents.get(place)
        rows.append(
            [city, place, mark, mark, "", ""]
            if place in hidden
            else [
                city,
                place,
                mark if place in few_talks else talks[place],
                people[place],
                *(drawn.cells.get((place, group), NOBODY).respondents for group in groups),
                extent.words if extent else 0,
                span_said(extent.first, extent.last, language) if extent else "",
            ]
        )
    ids = {(area.city, area.name): area.id for area in areas(session)}
    keys = [(ids[place],) for place in drawn.places]
    suppression = (word("sample_published", language, k=k),) if not internal else ()
    return Output(
        Name.SAMPLE,
        word("output_sample", language),
        (Part(word("output_sample", language), columns, rows, keys), _groups(drawn, language, k, internal=internal)),
        (word("rule_sample", language), word("rule_sample_people", language)),
        suppression,
        len(hidden),
    )


def _people(drawn: Sample, place: str) -> int:
    return sum(drawn.cells.get((place, group), NOBODY).respondents for group in drawn.groups)


def concealed(numbers: Mapping[str, int], k: int) -> set[str]:
    """The names whose numbers are hidden: those below k, and the next smallest until none follows from the total.

    Hidden numbers are known to be at least 1, as zeros are shown. What the total leaves for them must allow each to
    be k, with 1 for every other.
    """
    hidden = {name for name, number in numbers.items() if 0 < number < k}
    others = sorted((number, name) for name, number in numbers.items() if number >= k)
    while hidden and others and sum(numbers[name] for name in hidden) - (len(hidden) - 1) < k:
        hidden.add(others.pop(0)[1])
    return hidden


def _groups(drawn: Sample, language: str, k: int, *, internal: bool) -> Part:
    columns = [
        OutputColumn("group", word("group", language), 24),
        OutputColumn("interviews", word("interviews", language)),
        OutputColumn("respondents", word("respondents", language)),
    ]
    mark = word("suppressed_mark", language)

    hidden = set() if internal else concealed({group: cell.respondents for group, cell in drawn.totals.items()}, k)
    few_talks = set() if internal else concealed({group: cell.interviews for group, cell in drawn.totals.items()}, k)

    def row(group: str, cell: Cell) -> list[Value]:
        if group in hidden:
            return [word(f"many_{group}", language), mark, mark]
        return [word(f"many_{group}", language), mark if group in few_talks else cell.interviews, cell.respondents]

    rows = [row(group, drawn.totals.get(group, NOBODY)) for group in drawn.groups]
    return Part(word("sample_groups", language), columns, rows, [(group,) for group in drawn.groups])
