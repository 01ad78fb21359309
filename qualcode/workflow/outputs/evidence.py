"""Factor evidence table: one row for each code and neighbourhood where something was said."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.evidence import ALL_CODES, VALENCE, Cell, EvidenceTable, Filters, Heading, Question
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.transcript import Group
from qualcode.domain.wording import word
from qualcode.workflow.export import table as asked_table
from qualcode.workflow.outputs.shared import SIGNS, sign_columns, signed, strongest
from qualcode.workflow.scope import scope

Place = tuple[str, str]


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """What is said of every code in every neighbourhood, by group and valence, with what is said against it."""
    known = scope(session, language)
    split = VALENCE if known.valence else None
    question = Question(rows=ALL_CODES, split=split, ids=internal)
    table = asked_table(session, question, language, internal=internal)
    denied = _denied(session, question, language) if internal and POLARITY in known.attributes else {}
    best = strongest(session, table) if internal else {}
    groups: list[str] = [group.value for group in Group if group.value in known.groups]
    columns = [
        OutputColumn("code", word("code", language), 30),
        OutputColumn("label", word("label", language), 44),
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("codings", word("codings", language)),
        OutputColumn("respondents", word("respondents", language)),
        *(OutputColumn(group, word(f"many_{group}", language), 14) for group in groups),
        *sign_columns(split=split is not None),
    ]
    if internal:
        columns += [
            OutputColumn("quote", word("strongest", language), 12),
            OutputColumn("denied", word("denied", language), 12),
        ]
    rows: list[list[Value]] = []
    keys: list[Place] = []
    for row in table.rows:
        for column in table.columns:
            cell = table.cell(row.id, column.id)
            if not cell.codings and not cell.suppressed:
                continue
            said = _row(table, row, column, groups, with_signs=split is not None, language=language)
            if internal:
                against = denied.get((row.id, column.id))
                said += [best.get((row.id, column.id)), against or 0]
            rows.append(said)
            keys.append((row.id, column.id))
    title = word("output_evidence", language)
    rules = (*table.rules, *((word("rule_strongest", language), word("rule_denied", language)) if internal else ()))
    return Output(Name.EVIDENCE, title, (Part(title, columns, rows, keys),), rules, table.suppression, table.hidden)


def _row(
    table: EvidenceTable, row: Heading, column: Heading, groups: list[str], *, with_signs: bool, language: str
) -> list[Value]:
    cell = table.cell(row.id, column.id)
    named: list[Value] = [row.id, row.label, column.label]
    signs = list(SIGNS) if with_signs else []
    if cell.suppressed:
        mark = word("suppressed_mark", language)
        return [*named, mark, mark, *([None] * (len(groups) + len(signs)))]
    filters = table.question.cell(row.id, column.id)
    by_group: list[Value] = [_by_group(cell, group, filters) for group in groups]
    by_value: list[Value] = [signed(cell, value, filters) if cell.by_value else None for value in signs]
    return [*named, cell.codings, Figure(cell.respondents, filters), *by_group, *by_value]


def _by_group(cell: Cell, group: str, filters: Filters) -> Value:
    if not cell.by_group:
        return None
    number = cell.by_group.get(group, 0)
    return Figure(number, replace(filters, groups=(group,))) if number else 0


def _denied(session: Session, question: Question, language: str) -> Mapping[Place, Value]:
    """Respondents of every cell who deny what its code says, as a person confirmed."""
    filters = Filters(attributes={POLARITY: (DENIED,)})
    asked = replace(question, filters=filters, split=None, ids=False)
    table = asked_table(session, asked, language, internal=True)
    return {place: Figure(cell.respondents, asked.cell(*place)) for place, cell in table.cells.items()}
