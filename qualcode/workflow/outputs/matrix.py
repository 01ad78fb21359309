"""Framework matrix: what researchers wrote about each code in each neighbourhood, beside who says it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from qualcode.db.queries import cells
from qualcode.domain.dates import day_said
from qualcode.domain.evidence import ALL_CODES, EvidenceTable, Heading, Question
from qualcode.domain.framework import Freshness, Place, Written, freshness, latest, since
from qualcode.domain.memo import MemoKind
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import word
from qualcode.workflow.aggregate import evidence_table
from qualcode.workflow.outputs.shared import strongest

Texts = Mapping[Place, Written]


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: ARG001, FBT001  it never leaves
    """One row for each code and neighbourhood of which somebody speaks or wrote; then the texts as a matrix."""
    table = evidence_table(session, Question(rows=ALL_CODES, ids=True), language)
    texts = latest(cells.written(session, MemoKind.SUMMARY))
    rules = (
        *table.rules,
        word("rule_summary", language),
        word("rule_stale", language),
        word("rule_strongest", language),
    )
    parts = (_cells(session, table, texts, language), _matrix(table, texts, language))
    return Output(Name.MATRIX, word("output_matrix", language), parts, rules)


def _cells(session: Session, table: EvidenceTable, texts: Texts, language: str) -> Part:
    columns = [
        OutputColumn("code", word("code", language), 30),
        OutputColumn("label", word("label", language), 40),
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("summary", word("summary", language), 70),
        OutputColumn("respondents", word("respondents", language)),
        OutputColumn("transcripts", word("transcripts", language)),
        OutputColumn("quote", word("strongest", language), 12),
        OutputColumn("author", word("author", language), 14),
        OutputColumn("written", word("written_on", language), 12),
        OutputColumn("standing", word("standing", language), 28),
    ]
    best = strongest(session, table)
    rows: list[list[Value]] = []
    keys: list[tuple[str, ...]] = []
    for row in table.rows:
        for column in table.columns:
            cell, text = table.cell(row.id, column.id), texts.get(Place(row.id, column.id))
            if not cell.codings and text is None:
                continue
            figure = Figure(cell.respondents, table.question.cell(row.id, column.id))
            said: list[Value] = [row.id, row.label, column.label, text.text if text else ""]
            said += [figure, cell.transcripts, best.get((row.id, column.id))]
            said += [text.coder, day_said(text.at, language)] if text else ["", ""]
            rows.append([*said, standing(text, cell.coding_ids, language)])
            keys.append((row.id, column.id))
    return Part(word("matrix_cells", language), columns, rows, keys)


def standing(text: Written | None, now: tuple[int, ...], language: str) -> str:
    """How what is written stands to the codings of now, in words."""
    if text is None:
        return word("not_written", language)
    fresh, changed = freshness(text, now), since(text, now)
    if fresh is Freshness.STALE and changed is not None:
        return word("stale_since", language, new=changed.new, gone=changed.gone)
    return word(fresh, language)


def _matrix(table: EvidenceTable, texts: Texts, language: str) -> Part:
    """The codes of which something is written, in words alone: each with its respondents in brackets."""
    told = {place.code for place in texts}
    columns = [OutputColumn("code", word("code", language), 30)]
    columns += [OutputColumn(column.id, column.label, 40) for column in table.columns]
    written = [row for row in table.rows if row.id in told]
    rows: list[list[Value]] = [
        [row.label, *(_said(table, texts, row, column, language) for column in table.columns)] for row in written
    ]
    return Part(word("matrix_texts", language), columns, rows, [(row.id,) for row in written])


def _said(table: EvidenceTable, texts: Texts, row: Heading, column: Heading, language: str) -> str:
    cell, text = table.cell(row.id, column.id), texts.get(Place(row.id, column.id))
    if text is None:
        return f"[{cell.respondents}]" if cell.respondents else ""
    mark = f" ({word(Freshness.STALE, language)})" if freshness(text, cell.coding_ids) is Freshness.STALE else ""
    return f"{text.text}{mark} [{cell.respondents}]"
