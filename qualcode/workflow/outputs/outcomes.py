"""Outcome by period: what is said to have become of a neighbourhood, when, and whether for better or worse."""

from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.evidence import VALENCE, EvidenceTable, Filters, Heading, Question
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import word
from qualcode.workflow.aggregate import evidence_table
from qualcode.workflow.families import OUTCOME, PERIOD, require_family, require_values
from qualcode.workflow.outputs.shared import SIGNS, sign_columns, signed
from qualcode.workflow.scope import scope


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: ARG001, FBT001  it never leaves
    """One row for each neighbourhood, outcome and period of which somebody speaks.

    Raises:
        ConflictError: The codebook has no outcomes or no periods.
    """
    _, codebook = current_codebook(session)
    require_family(codebook, OUTCOME)
    known = scope(session, language)
    require_values(known, PERIOD)
    split = VALENCE if known.valence else None
    columns = [
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("outcome", word("outcome", language), 28),
        OutputColumn("label", word("label", language), 40),
        OutputColumn("period", word("period", language), 16),
        *sign_columns(split=split is not None),
        OutputColumn("respondents", word("respondents", language)),
    ]
    rows: list[tuple[tuple[int, int, int], list[Value]]] = []
    keys: dict[tuple[int, int, int], tuple[str, ...]] = {}
    rules: tuple[str, ...] = ()
    for at, (period, name) in enumerate(known.values[PERIOD].items()):
        asked = Question(rows=OUTCOME, filters=Filters(attributes={PERIOD: (period,)}), split=split)
        table = evidence_table(session, asked, language)
        rules = table.rules
        for row_at, row in enumerate(table.rows):
            for column_at, column in enumerate(table.columns):
                if row.depth and table.cell(row.id, column.id).codings:
                    keys[column_at, row_at, at] = (column.id, row.id, period)
                    rows.append(((column_at, row_at, at), _row(table, row, column, name, with_signs=split is not None)))
    title = word("output_outcomes", language)
    rows.sort(key=lambda each: each[0])
    part = Part(title, columns, [row for _, row in rows], [keys[place] for place, _ in rows])
    return Output(Name.OUTCOMES, title, (part,), (*rules, word("rule_period", language)))


def _row(table: EvidenceTable, row: Heading, column: Heading, period: str, *, with_signs: bool) -> list[Value]:
    cell, filters = table.cell(row.id, column.id), table.question.cell(row.id, column.id)
    signs = [signed(cell, value, filters) for value in (SIGNS if with_signs else ())]
    return [column.label, row.id, row.label, period, *signs, Figure(cell.respondents, filters)]
