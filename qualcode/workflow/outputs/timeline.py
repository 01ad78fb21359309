"""Timeline: what respondents say happened in a neighbourhood and when, and where its outcomes turn."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from qualcode.db.queries import timeline as stored
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.comparison import LEAST
from qualcode.domain.evidence import VALENCE, Filters
from qualcode.domain.headings import area_labels
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.timeline import Event, Key, Told, Turn, When, events, place_in_time, turning_points
from qualcode.domain.wording import label_of, word
from qualcode.workflow.families import OUTCOME, PERIOD, require_values
from qualcode.workflow.outputs.shared import NEGATIVE, POSITIVE, SIGNS, sign_columns
from qualcode.workflow.scope import Scope, scope

Periods = Mapping[str, str]
"""Period -> its label, in the codebook's order."""


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: ARG001, FBT001  it never leaves
    """One row for each neighbourhood, time and code; then the turning points.

    Raises:
        ConflictError: The codebook has no periods.
    """
    _, codebook = current_codebook(session)
    known = scope(session, language)
    periods = {value: label for value, label in require_values(known, PERIOD).items() if value != UNDETERMINED}
    told = list(stored.told(session, PERIOD, VALENCE))
    parts = (_events(told, codebook, known, periods, language), _turns(told, codebook, known, periods, language))
    rules = (
        word("rule_confirmed", language),
        word("rule_place", language),
        word("rule_timeline", language),
        word("rule_turn", language, least=LEAST),
    )
    return Output(Name.TIMELINE, word("output_timeline", language), parts, rules)


def _events(told: Sequence[Told], codebook: Codebook, known: Scope, periods: Periods, language: str) -> Part:
    with_signs = bool(known.valence)
    columns = [
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("time", word("time", language), 20),
        OutputColumn("basis", word("basis", language), 18),
        OutputColumn("code", word("code", language), 30),
        OutputColumn("label", word("label", language), 40),
        OutputColumn("respondents", word("respondents", language)),
        *sign_columns(split=with_signs),
        OutputColumn("quote", word("first_quote", language), 12),
    ]
    found = events(told, list(periods), codebook.ancestors)
    areas = area_labels(known.areas)
    order = {code.id: at for at, code in enumerate(codebook.codes)}
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}

    def at(key: Key) -> tuple[str, tuple[int, int], int]:
        place, when, code = key
        return areas[place], place_in_time(when, list(periods)), order[code]

    rows: list[list[Value]] = []
    ordered = sorted(found, key=at)
    for key in ordered:
        place, when, code = key
        event = found[key]
        basis = word("basis_year" if when.named else "basis_period", language)
        said: list[Value] = [areas[place], periods.get(when.value, when.value), basis, code, labels[code]]
        rows.append([*said, *_numbers(event, key, with_signs=with_signs), min(event.codings)])
    keys = [(place, code, when.value, "year" if when.named else "period") for place, when, code in ordered]
    return Part(word("output_timeline", language), columns, rows, keys)


def _numbers(event: Event, key: Key, *, with_signs: bool) -> list[Value]:
    signs = SIGNS if with_signs else {}
    numbers = [len(event.respondents), *(len(event.by_value[value]) for value in signs)]
    place, when, code = key
    if when.named:  # no question of quotes asks for a year in their words
        return [*numbers]
    asked = [{}, *({VALENCE: (value,)} for value in signs)]
    return [_figure(number, place, code, when, more) for number, more in zip(numbers, asked, strict=True)]


def _figure(number: int, place: str, code: str, when: When, more: Mapping[str, tuple[str, ...]]) -> Value:
    filters = Filters(codes=(code,), neighbourhoods=(place,), attributes={PERIOD: (when.value,), **more})
    return Figure(number, filters) if number else 0


def _turns(told: Sequence[Told], codebook: Codebook, known: Scope, periods: Periods, language: str) -> Part:
    columns = [
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("turn", word("turning", language), 16),
        OutputColumn("before", word("turn_before", language), 20),
        OutputColumn("after", word("turn_after", language), 20),
        *(
            OutputColumn(f"{when}_{value}", word(f"{when}_sign", language, sign=SIGNS[value]), 10)
            for when in ("before", "after")
            for value in (POSITIVE, NEGATIVE)
        ),
    ]
    outcomes = [code.id for code in codebook.codes if OUTCOME in codebook.ancestors(code.id)]
    areas = area_labels(known.areas)
    found = turning_points(told, list(periods), outcomes, (POSITIVE, NEGATIVE))
    turns = sorted(found, key=lambda each: areas[each.neighbourhood])
    rows = [_turn(each, areas, periods, language) for each in turns]
    keys = [(each.neighbourhood, each.before, each.after) for each in turns]
    return Part(word("timeline_turns", language), columns, rows, keys)


def _turn(turn: Turn, areas: Mapping[str, str], periods: Periods, language: str) -> list[Value]:
    numbers: list[Value] = []
    for period, voice in ((turn.before, turn.then), (turn.after, turn.now)):
        when = When(period, named=False)
        for value, number in ((POSITIVE, voice.positive), (NEGATIVE, voice.negative)):
            numbers.append(_figure(number, turn.neighbourhood, OUTCOME, when, {VALENCE: (value,)}))
    way = word("turn_better" if turn.better else "turn_worse", language)
    return [areas[turn.neighbourhood], way, periods[turn.before], periods[turn.after], *numbers]
