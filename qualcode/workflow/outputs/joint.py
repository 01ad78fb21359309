"""Joint display: what statistics say of a neighbourhood through the years, beside what respondents say of it."""

from sqlalchemy.orm import Session

from qualcode.db.queries import statistics as stored
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.comparison import LEAST, Voice
from qualcode.domain.evidence import ALL_CODES, VALENCE, Cell, EvidenceTable, Question
from qualcode.domain.headings import area_labels
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.quantity import Quantity, decimals_of
from qualcode.domain.statistic import Indicator, Line, indicators_from, lines, match
from qualcode.domain.wording import label_of, word
from qualcode.workflow.export import table as asked_table
from qualcode.workflow.outputs.shared import NEGATIVE, POSITIVE, SIGNS, signed
from qualcode.workflow.scope import Scope, scope
from qualcode.workflow.study import view

BOTH = (POSITIVE, NEGATIVE)


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """One row for each line of figures, with the outcome that it measures too.

    Published, statistics are public, and the numbers of respondents are those of the evidence table as it may leave.
    """
    _, codebook = current_codebook(session)
    known = scope(session, language)
    split = VALENCE if known.valence else None
    table = asked_table(session, Question(rows=ALL_CODES, split=split), language, internal=internal)
    codes = {code.id for code in codebook.codes}
    found = lines(stored.figures(session))
    ordered = _in_order(found, known)
    measures = {
        name: each._replace(outcome=each.outcome if each.outcome in codes else "")
        for name, each in indicators_from(view(session).settings.indicators).items()
    }
    rows = [_row(line, measures.get(line.key.indicator), table, known, language) for line in ordered]
    outcomes = [(each.outcome, line) for line in found if (each := measures.get(line.key.indicator)) and each.outcome]
    shown = [table.cell(outcome, line.key.neighbourhood) for outcome, line in outcomes]
    rules = (*table.rules, word("rule_line", language), word("rule_joint", language, least=LEAST))
    hidden = len({(cell.row, cell.column) for cell in shown if cell.suppressed})
    title = word("output_joint", language)
    part = Part(title, _columns(language), rows, [line.key for line in ordered])
    return Output(Name.JOINT, title, (part,), rules, table.suppression, hidden)


def _columns(language: str) -> list[OutputColumn]:
    return [
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("indicator", word("indicator", language), 30),
        OutputColumn("version", word("version", language), 36),
        OutputColumn("area", word("area", language), 14),
        OutputColumn("exact", word("exact_area", language), 14),
        OutputColumn("first_year", word("first_year", language), 10),
        OutputColumn("first", word("first_value", language), 14),
        OutputColumn("last_year", word("last_year", language), 10),
        OutputColumn("last", word("last_value", language), 14),
        OutputColumn("unit", word("unit", language), 12),
        OutputColumn("direction", word("direction", language), 14),
        OutputColumn("outcome", word("outcome", language), 28),
        OutputColumn("respondents", word("respondents", language)),
        *(OutputColumn(value, SIGNS[value], 6) for value in BOTH),
        OutputColumn("leaning", word("leaning", language), 16),
        OutputColumn("match", word("match", language), 22),
    ]


def _in_order(found: list[Line], known: Scope) -> list[Line]:
    names = area_labels(known.areas)
    return sorted(found, key=lambda line: (names.get(line.key.neighbourhood, ""), line.key))


def _row(line: Line, indicator: Indicator | None, table: EvidenceTable, known: Scope, language: str) -> list[Value]:
    key, outcome = line.key, indicator.outcome if indicator else ""
    (first_year, first), (last_year, last) = line.points[0], line.points[-1]
    places = decimals_of(value for _year, value in line.points)
    better = line.direction * (indicator.higher if indicator else 0)
    names = area_labels(known.areas)
    said: list[Value] = [
        names.get(key.neighbourhood, key.neighbourhood),
        label_of(indicator.label, language) if indicator else key.indicator,
        key.version,
        f"{key.area_code} ({key.code_year})" if key.code_year else key.area_code,
        word("exact_yes" if line.exact else "exact_no", language),
        str(first_year),
        Quantity(first, places),
        str(last_year),
        Quantity(last, places),
        key.unit,
        word(f"direction_{line.direction}", language) if len(line.points) > 1 else word("direction_one", language),
    ]
    if not outcome:
        return [*said, "", None, None, None, "", word(match(better, 0), language)]
    return [*said, *_interviews(table, outcome, key.neighbourhood, better, language)]


def _interviews(table: EvidenceTable, outcome: str, place: str, better: int, language: str) -> list[Value]:
    cell, filters = table.cell(outcome, place), table.question.cell(outcome, place)
    label = next((row.label for row in table.rows if row.id == outcome), outcome)
    if cell.suppressed:
        mark = word("suppressed_mark", language)
        return [label, mark, None, None, "", word(match(better, 0), language)]
    number: Value = Figure(cell.respondents, filters) if cell.respondents else 0
    signs: list[Value] = [signed(cell, value, filters) if cell.by_value else None for value in BOTH]
    leaning = _leaning(cell)
    said = word(f"leaning_{leaning}", language) if cell.by_value or not cell.respondents else ""
    return [label, number, *signs, said, word(match(better, leaning), language)]


def _leaning(cell: Cell) -> int:
    """To which side respondents lean; to none where their values do not leave."""
    return Voice(cell.respondents, cell.by_value.get(POSITIVE, 0), cell.by_value.get(NEGATIVE, 0)).leaning
