"""Group comparison: which share of each respondent group speaks of a code, and whether they agree."""

from sqlalchemy.orm import Session

from qualcode.domain.comparison import LEAST, Voice, compared
from qualcode.domain.evidence import ALL_CODES, TOTAL, VALENCE, Cell, Columns, EvidenceTable, Filters, Heading, Question
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import word
from qualcode.workflow.aggregate import evidence_table
from qualcode.workflow.export import table as asked_table
from qualcode.workflow.outputs.sample import concealed
from qualcode.workflow.outputs.shared import NEGATIVE, POSITIVE
from qualcode.workflow.sample import NOBODY, sample
from qualcode.workflow.scope import scope
from qualcode.workflow.study import view


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """Respondents of each group who speak of a code, as a share of those spoken to; internally with a finding.

    Published, there is no share of a group whose people the sample hides: their number would follow from it.
    """
    known, drawn = scope(session, language), sample(session)
    question = Question(rows=ALL_CODES, columns=Columns.GROUP)
    table = asked_table(session, question, language, internal=internal)
    people = {group: drawn.totals.get(group, NOBODY).respondents for group in drawn.groups}
    untold = set() if internal else concealed(people, view(session).settings.k)
    valued = _valued(session, language) if internal and known.valence else None
    columns = [OutputColumn("code", word("code", language), 30), OutputColumn("label", word("label", language), 44)]
    for column in table.columns:
        columns += [
            OutputColumn(column.id, column.label, 16),
            OutputColumn(f"{column.id}_share", word("share_of", language, group=column.label), 16),
        ]
    if internal:
        columns.append(OutputColumn("finding", word("finding", language), 18))
    rows: list[list[Value]] = []
    for row in table.rows:
        if not table.cell(row.id, TOTAL).codings and not table.cell(row.id, TOTAL).suppressed:
            continue
        said: list[Value] = [row.id, row.label]
        for column in table.columns:
            said += _share(table, row, column, 0 if column.id in untold else people.get(column.id, 0), language)
        if internal:
            said.append(word(_finding(valued or table, row, [group for group in people if people[group]]), language))
        rows.append(said)
    title = word("output_groups", language)
    rules = [*table.rules, word("rule_share", language)]
    if internal:
        rules.append(word("rule_finding", language, least=LEAST))
    return Output(Name.GROUPS, title, (Part(title, columns, rows),), rules, table.suppression, table.hidden)


def _valued(session: Session, language: str) -> EvidenceTable:
    question = Question(rows=ALL_CODES, columns=Columns.GROUP, split=VALENCE, filters=Filters())
    return evidence_table(session, question, language)


def _share(table: EvidenceTable, row: Heading, column: Heading, people: int, language: str) -> list[Value]:
    cell = table.cell(row.id, column.id)
    if cell.suppressed:
        return [word("suppressed_mark", language), None]
    share = cell.respondents / people if people else None
    return [Figure(cell.respondents, table.question.cell(row.id, column.id)) if cell.respondents else 0, share]


def _finding(table: EvidenceTable, row: Heading, spoken_to: list[str]) -> str:
    voices = {column.id: _voice(table.cell(row.id, column.id)) for column in table.columns}
    return compared(voices, spoken_to)


def _voice(cell: Cell) -> Voice:
    return Voice(cell.respondents, cell.by_value.get(POSITIVE, 0), cell.by_value.get(NEGATIVE, 0))
