"""Evidence tables and quotes as JSON objects (the contract of `--json`)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from qualcode.domain.evidence import TOTAL, Aside, Cell, EvidenceTable, Heading
from qualcode.domain.link import StandingLink
from qualcode.domain.publication import About, Quotations
from qualcode.domain.quote import Quote, Recoding


def evidence_record(table: EvidenceTable, about: About) -> dict[str, Any]:
    """The table: every cell under `cells`, the totals under `totals`; a suppressed cell has no numbers."""
    question = table.question
    rows, columns = [row.id for row in table.rows], [column.id for column in table.columns]
    totals = [*((row, TOTAL) for row in rows), *((TOTAL, column) for column in columns), (TOTAL, TOTAL)]
    return {
        "measure": question.measure.value,
        "rows": [_heading(row) for row in table.rows],
        "columns": [_heading(column) for column in table.columns],
        "filters": {name: value for name, value in asdict(question.filters).items() if value},
        "codebook_version": table.codebook_version,
        "database_hash": table.database_hash,
        "cells": [_cell(table.cell(row, column)) for row in rows for column in columns],
        "totals": [_cell(table.cell(row, column)) for row, column in totals],
        "documents": _asides(table.documents),
        "unassigned": _asides(table.unassigned),
        "elsewhere": _asides(table.elsewhere),
        "rules": list(table.rules),
        "suppression": list(table.suppression),
        **about_record(about),
    }


def _heading(heading: Heading) -> dict[str, Any]:
    return {"id": heading.id, "label": heading.label, "depth": heading.depth}


def _cell(cell: Cell) -> dict[str, Any]:
    numbers: dict[str, Any] = {
        "codings": cell.codings,
        "passages": cell.passages,
        "respondents": cell.respondents,
        "transcripts": cell.transcripts,
        "from_suggestions": cell.from_suggestions,
    }
    if cell.suppressed:
        numbers = dict.fromkeys(numbers)
    return {
        "row": cell.row,
        "column": cell.column,
        **numbers,
        "by_group": dict(cell.by_group),
        "by_value": dict(cell.by_value),
        "coding_ids": list(cell.coding_ids),
        "suppressed": cell.suppressed,
    }


def _asides(asides: Sequence[Aside]) -> list[dict[str, Any]]:
    return [{name: value for name, value in asdict(aside).items() if name != "respondents"} for aside in asides]


def about_record(about: About) -> dict[str, Any]:
    """From where an export comes, but for the state of codebook and database."""
    return {
        "study": about.study,
        "fictional": about.fictional,
        "internal": about.internal,
        "software": about.software,
        "run": about.run,
        "dated": None if about.dated is None else about.dated.isoformat(),
    }


def quotes_record(quotations: Quotations) -> dict[str, Any]:
    """The quotes: with their way back internally, without any of it for publication."""
    about = quotations.about
    quotes: list[Mapping[str, Any]] = [_quote(quote) for quote in quotations.internal]
    return {
        "quotes": quotes if about.internal else [asdict(quote) for quote in quotations.public],
        **({"links": [_link(each) for each in quotations.links]} if about.internal else {}),
        "notes": list(quotations.notes),
        "codebook_version": about.codebook_version,
        "database_hash": about.database_hash,
        **about_record(about),
    }


def _quote(quote: Quote) -> dict[str, Any]:
    record = asdict(quote)
    record["at"] = quote.at.isoformat()
    record["recoding"] = None if quote.recoding is None else _recoding(quote.recoding)
    record["attributes"] = {name: asdict(value) for name, value in quote.attributes.items()}
    return record


def _recoding(recoding: Recoding) -> dict[str, Any]:
    return {"by": recoding.by, "at": recoding.at.isoformat(), "how": recoding.how.value}


def _link(link: StandingLink) -> dict[str, Any]:
    return {**asdict(link), "relation": link.relation.value, "at": link.at.isoformat()}
