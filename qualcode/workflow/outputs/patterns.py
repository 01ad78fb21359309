"""Patterns: which neighbourhoods were decided to climb, waver or stagnate, and what is said there beside it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.codebook import Codebook
from qualcode.domain.dates import day_said
from qualcode.domain.evidence import ALL_CODES, VALENCE, EvidenceTable, Heading, Question
from qualcode.domain.framework import Written
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import label_of, word
from qualcode.workflow.export import table as asked_table
from qualcode.workflow.families import OUTCOME
from qualcode.workflow.outputs.matrix import standing
from qualcode.workflow.outputs.shared import SIGNS, sign_columns, signed
from qualcode.workflow.patterns import decisions, patterns
from qualcode.workflow.scope import scope

BESIDE = ("factor", "belemmering", OUTCOME)
"""Families that stand beside a pattern, where the codebook has them."""


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """The decided neighbourhoods, and for each of them what respondents say of factors and outcomes.

    Published, a decision is its pattern and its day, without reasons and names; the numbers are those of the evidence
    table as it may leave.

    Raises:
        ConflictError: The codebook knows no patterns.
    """
    _, codebook = current_codebook(session)
    known = patterns(codebook)
    taken = decisions(session)
    split = VALENCE if scope(session, language).valence else None
    table = asked_table(session, Question(rows=ALL_CODES, split=split, ids=internal), language, internal=internal)
    places = [column for column in table.columns if column.id in taken]
    parts = (
        _decided(table, places, taken, codebook, known, language, internal=internal),
        _beside(table, places, taken, codebook, language, internal=internal),
    )
    rules = (
        word("rule_pattern", language, decided=len(places), all=len(table.columns)),
        word("rule_beside", language),
        *table.rules,
    )
    shown = {row.id for row in _rows_beside(table, codebook)} | set(known)
    hidden = sum(table.cell(row, place.id).suppressed for row in shown for place in places)
    return Output(Name.PATTERNS, word("output_patterns", language), parts, rules, table.suppression, hidden)


def _decided(
    table: EvidenceTable,
    places: Sequence[Heading],
    taken: Mapping[str, Written],
    codebook: Codebook,
    known: Sequence[str],
    language: str,
    *,
    internal: bool,
) -> Part:
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}
    columns = [
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("pattern", word("pattern", language), 24),
        OutputColumn("decided_on", word("decided_on", language), 12),
        *(OutputColumn(each, word("said_by", language, label=labels[each]), 18) for each in known),
    ]
    if internal:
        columns += [
            OutputColumn("decided_by", word("decided_by", language), 14),
            OutputColumn("rationale", word("rationale", language), 60),
            OutputColumn("standing", word("standing", language), 28),
        ]
    rows: list[list[Value]] = []
    for place in places:
        decision = taken[place.id]
        said: list[Value] = [place.label, labels[decision.place.code], day_said(decision.at, language)]
        said += [_respondents(table, each, place.id, language) for each in known]
        if internal:
            now = table.cell(decision.place.code, place.id).coding_ids
            said += [decision.coder, decision.text, standing(decision, now, language)]
        rows.append(said)
    return Part(word("patterns_decided", language), columns, rows, [(place.id,) for place in places])


def _beside(
    table: EvidenceTable,
    places: Sequence[Heading],
    taken: Mapping[str, Written],
    codebook: Codebook,
    language: str,
    *,
    internal: bool,
) -> Part:
    labels = {code.id: label_of(code.label, language) for code in codebook.codes}
    with_signs = table.question.split is not None
    columns = [
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("pattern", word("pattern", language), 24),
        OutputColumn("code", word("code", language), 30),
        OutputColumn("label", word("label", language), 40),
        OutputColumn("respondents", word("respondents", language)),
        *sign_columns(split=with_signs),
    ]
    rows: list[list[Value]] = []
    keys: list[tuple[str, ...]] = []
    for place in places:
        cells = [(row, table.cell(row.id, place.id)) for row in _rows_beside(table, codebook)]
        if internal:  # published, the order would tell which of two hidden numbers is the larger
            cells.sort(key=lambda each: -each[1].respondents)
        for row, cell in cells:
            if not cell.codings and not cell.suppressed:
                continue
            filters = table.question.cell(row.id, place.id)
            signs = [signed(cell, value, filters) if cell.by_value else None for value in SIGNS if with_signs]
            number = _respondents(table, row.id, place.id, language)
            rows.append([place.label, labels[taken[place.id].place.code], row.id, row.label, number, *signs])
            keys.append((place.id, row.id))
    return Part(word("patterns_beside", language), columns, rows, keys)


def _rows_beside(table: EvidenceTable, codebook: Codebook) -> list[Heading]:
    """The codes below the families that stand beside."""
    return [row for row in table.rows if row.depth and not {*BESIDE}.isdisjoint(codebook.ancestors(row.id))]


def _respondents(table: EvidenceTable, row: str, column: str, language: str) -> Value:
    cell = table.cell(row, column)
    if cell.suppressed:
        return word("suppressed_mark", language)
    return Figure(cell.respondents, table.question.cell(row, column)) if cell.respondents else 0
