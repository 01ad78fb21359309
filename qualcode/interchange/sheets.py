"""Evidence tables and quotes as sheets, with a sheet that says from where they come."""

from collections.abc import Iterable, Iterator, Sequence

from qualcode.domain.evidence import TOTAL, Cell, EvidenceTable, Heading, Measure
from qualcode.domain.publication import About, PublicQuote, Quotations
from qualcode.domain.quote import Quote
from qualcode.domain.reason_wording import told
from qualcode.domain.wording import word
from qualcode.interchange.tables import Column, Sheet, Value

INDENT = "    "


def evidence_sheets(table: EvidenceTable, about: About, language: str) -> list[Sheet]:
    """The table, its cells one by one with every measure, and where it comes from."""
    measure = word(table.question.measure, language)
    facts = [(word("measure", language), measure), *aside_sentences(table, language)]
    said = [*((word("rules", language), rule) for rule in table.rules)]
    said += [(word("suppression", language), sentence) for sentence in table.suppression]
    return [
        matrix(table, about, language),
        _cells(table, about, language),
        about_sheet(about, [*facts, *said], language),
    ]


def notices(about: About, language: str) -> tuple[str, ...]:
    """What stands above every sheet and page."""
    said = [word("internal", language)] if about.internal else []
    return (*said, word("fictional", language)) if about.fictional else tuple(said)


def matrix(table: EvidenceTable, about: About, language: str) -> Sheet:
    """Rows by columns with the measure that was asked for; hidden cells hold the mark of suppression."""
    columns = [*table.columns, total_heading(language)]
    return Sheet(
        word("sheet_table", language),
        [Column(word("code", language), 32), Column(word("label", language), 48)]
        + [Column(column.label, max(8, min(18, len(column.label) + 2))) for column in columns],
        [_matrix_row(table, row, columns, language) for row in (*table.rows, total_heading(language))],
        notices(about, language),
    )


def total_heading(language: str) -> Heading:
    """The row or column of totals."""
    label = word("total", language)
    return Heading(TOTAL, label, label)


def _matrix_row(table: EvidenceTable, row: Heading, columns: Sequence[Heading], language: str) -> list[Value]:
    cells = (table.cell(row.id, column.id) for column in columns)
    return [row.id, INDENT * row.depth + row.label, *(shown(cell, table.question.measure, language) for cell in cells)]


def shown(cell: Cell, measure: Measure, language: str) -> int | str:
    """The number of a cell, or the mark of suppression."""
    return word("suppressed_mark", language) if cell.suppressed else cell.number(measure)


def _cells(table: EvidenceTable, about: About, language: str) -> Sheet:
    groups = sorted({group for cell in table.cells.values() for group in cell.by_group})
    values = sorted({value for cell in table.cells.values() for value in cell.by_value})
    measures = [measure for measure in Measure if measure is not Measure.PASSAGES or table.question.counts_passages]
    columns = [
        Column(word("code", language), 32),
        Column(word("label", language), 48),
        Column(word(table.question.columns, language), 24),
        *(Column(word(measure, language), 14) for measure in measures),
        *(Column(word(group, language), 16) for group in groups),
        *(Column(table.values.get(value, value), 14) for value in values),
        Column(word("from_suggestions", language), 16),
    ]
    if about.internal:
        columns.append(Column(word("codings", language) + " (id)", 40))
    rows = _cell_rows(table, measures, groups, values, internal=about.internal, language=language)
    return Sheet(word("sheet_cells", language), columns, rows, notices(about, language))


def _cell_rows(
    table: EvidenceTable,
    measures: Sequence[Measure],
    groups: Sequence[str],
    values: Sequence[str],
    *,
    internal: bool,
    language: str,
) -> Iterator[list[Value]]:
    for row in (*table.rows, total_heading(language)):
        for column in (*table.columns, total_heading(language)):
            cell = table.cell(row.id, column.id)
            yield [
                row.id,
                row.label,
                column.label,
                *(shown(cell, measure, language) for measure in measures),
                *(cell.by_group.get(group) for group in groups),
                *(cell.by_value.get(value) for value in values),
                cell.from_suggestions,
                *([" ".join(map(str, cell.coding_ids))] if internal else []),
            ]


def aside_sentences(table: EvidenceTable, language: str) -> Iterator[tuple[str, str]]:
    """(name, number) of what stands beside the table."""
    for name, asides in (
        ("documents", [aside for aside in table.documents if aside.column == TOTAL]),
        ("unassigned", table.unassigned),
        ("elsewhere", table.elsewhere),
    ):
        for aside in asides:
            if aside.row == TOTAL:
                codings, transcripts = word("codings", language), word("transcripts", language)
                yield word(name, language), f"{codings} {aside.codings}, {transcripts} {aside.transcripts}"


def about_sheet(about: About, facts: Iterable[tuple[str, str]], language: str) -> Sheet:
    """Run, question, date, hash, codebook, and everything that has to be said with the numbers."""
    moment = "" if about.dated is None else about.dated.strftime("%Y-%m-%d %H:%M UTC")
    rows: list[Sequence[Value]] = [
        (word("study", language), about.study),
        *about.question,
        *facts,
        (word("codebook_version", language), about.codebook_version),
        (word("database_hash", language), about.database_hash),
        (word("dated", language), moment),
        (word("software", language), about.software),
    ]
    if about.run is not None:
        rows.append((word("run", language), about.run))
    columns = [Column(word("sheet_about", language), 32), Column("", 110)]
    return Sheet(word("sheet_about", language), columns, rows, notices(about, language))


def quote_sheets(quotations: Quotations, language: str) -> list[Sheet]:
    """The quotes, and where they come from."""
    about = quotations.about
    facts = [(word("suppression", language), note) for note in quotations.notes]
    linked = [_links(quotations, language)] if quotations.links else []
    return [quote_sheet(quotations, language), *linked, about_sheet(about, facts, language)]


def _links(quotations: Quotations, language: str) -> Sheet:
    """One row a link between two of the quotes, by their numbers."""
    codes = {quote.id: quote.code for quote in quotations.internal}
    names = (("id", 9), ("code", 30), ("relation", 18), ("id", 9), ("code", 30), ("coder", 14), ("at", 17))
    rows: list[Sequence[Value]] = [
        [
            each.source,
            codes[each.source],
            word(each.relation.value, language),
            each.target,
            codes[each.target],
            each.coder,
            each.at,
        ]
        for each in quotations.links
    ]
    columns = [Column(word(name, language), width) for name, width in names]
    return Sheet(word("sheet_links", language), columns, rows, notices(quotations.about, language))


def quote_sheet(quotations: Quotations, language: str) -> Sheet:
    """One row a quote."""
    if quotations.about.internal:
        names, rows = _INTERNAL, (_internal_row(quote, language) for quote in quotations.internal)
    else:
        names, rows = _PUBLIC, (_public_row(quote) for quote in quotations.public)
    columns = [Column(word(name, language), width) for name, width in names]
    return Sheet(word("sheet_quotes", language), columns, rows, notices(quotations.about, language))


_PUBLIC: Sequence[tuple[str, float]] = (("code", 30), ("label", 40), ("source", 36), ("quote", 100), ("attributes", 30))
_INTERNAL: Sequence[tuple[str, float]] = (
    *(("id", 9), ("code", 30), ("label", 40), ("neighbourhood", 18), ("group", 16), ("respondent", 12)),
    *(("transcript", 20), ("turn", 7), ("start", 9), ("end", 9), ("quote", 100)),
    *(("attributes", 30), ("memo", 40), ("coder", 14), ("at", 17)),
    *(("remade", 24), ("remade_by", 14), ("remade_at", 17), ("proposed", 30), ("together", 12), ("why", 40)),
)


def _public_row(quote: PublicQuote) -> list[Value]:
    values = "; ".join(f"{name}={value}" for name, value in quote.attributes.items())
    return [quote.code, quote.code_label, quote.source, quote.exact, values]


def _internal_row(quote: Quote, language: str) -> list[Value]:
    made = quote.recoding
    values = "; ".join(f"{name}={value.value} ({value.source})" for name, value in quote.attributes.items())
    return [
        quote.id,
        quote.code,
        quote.code_label,
        quote.neighbourhood_name,
        quote.group,
        quote.respondent,
        quote.transcript,
        quote.turn,
        quote.start,
        quote.end,
        quote.exact,
        values,
        quote.memo,
        quote.coder,
        quote.at,
        *([word(f"remade_{made.how.value}", language), made.by, made.at] if made else ["", "", None]),
        quote.proposed or "",
        word("exact_yes", language) if quote.together else "",
        told(quote.why, language),
    ]
