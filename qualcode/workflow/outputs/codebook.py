"""Codebook as an appendix: what each code means, a quote that shows it, how often it is used, and how reliably."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from qualcode.db.queries.anchors import anchors
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.evidence import ALL_CODES, TOTAL, Question
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import label_of, word
from qualcode.workflow.aggregate import quote
from qualcode.workflow.disclose import Disclosure
from qualcode.workflow.export import table as asked_table
from qualcode.workflow.outputs.shared import by_sentence, told_kappas


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """Every code with definition, criteria, anchor quote, respondents and kappa of two coders by sentence.

    A published codebook prints an anchor quote only if its disclosure review says so, and kappa as `told_kappas` lets
    it leave.
    """
    _, codebook = current_codebook(session)
    question = Question(rows=ALL_CODES)
    table = asked_table(session, question, language, internal=internal)
    shows, agreed = anchors(session), by_sentence(session, language)
    kappas: Mapping[str, float | None] = told_kappas(table, agreed)
    if internal:
        kappas = {code: cells.kappa for code, cells in agreed.codes.items()} if agreed else {}
    columns = [
        OutputColumn("code", word("code", language), 30),
        OutputColumn("label", word("label", language), 40),
        OutputColumn("definition", word("definition", language), 60),
        OutputColumn("include", word("include", language), 40),
        OutputColumn("exclude", word("exclude", language), 40),
        OutputColumn("anchor", word("anchor", language), 60, quoted=True),
        OutputColumn("respondents", word("respondents", language)),
        OutputColumn("kappa", word("kappa", language), 8),
    ]
    rows: list[list[Value]] = []
    for code in codebook.codes:
        cell = table.cell(code.id, TOTAL)
        number: Value = Figure(cell.respondents, question.cell(code.id, TOTAL)) if cell.respondents else 0
        rows.append(
            [
                code.id,
                label_of(code.label, language),
                code.definition,
                code.include,
                code.exclude,
                _anchor(session, shows.get(code.id, ()), language, internal=internal),
                word("suppressed_mark", language) if cell.suppressed else number,
                kappas.get(code.id),
            ]
        )
    title = word("output_codebook", language)
    rules = (word("rule_respondent", language), word("rule_kappa" if internal else "rule_kappa_told", language))
    hidden = sum(table.cell(code.id, TOTAL).suppressed for code in codebook.codes)
    return Output(Name.CODEBOOK, title, (Part(title, columns, rows),), rules, table.suppression, hidden)


def _anchor(session: Session, numbers: Sequence[int], language: str, *, internal: bool) -> str:
    for number in numbers:
        found = quote(session, number, language)
        if internal or found.review == Disclosure.PUBLISH:
            return found.exact
    return ""
