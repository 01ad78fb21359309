"""Evidence tables for tests of what is done with one."""

import datetime as dt

from qualcode.domain.evidence import TOTAL, Aside, Cell, EvidenceTable, Heading, Question


def a_table(cells: dict[tuple[str, str], Cell], **overrides: object) -> EvidenceTable:
    values: dict[str, object] = {
        "question": Question(rows="codes"),
        "rows": tuple(Heading(name, name, name) for name in ("a", "b")),
        "columns": tuple(Heading(name, name, name) for name in ("x", "y")),
        "cells": cells,
        "documents": (Aside("a", "x", 1, 1),),
        "unassigned": (Aside("a", "", 1, 1), Aside(TOTAL, "", 4, 3, 3)),
        "elsewhere": (Aside(TOTAL, "", 1, 1),),
        "codebook_version": 1,
        "database_hash": "0" * 64,
        "dated": dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        "study": "Proef",
        "fictional": True,
    }
    return EvidenceTable(**{**values, **overrides})  # type: ignore[arg-type]


def some_cells(**small: int) -> dict[tuple[str, str], Cell]:
    counts = {"ax": 6, "ay": 6, "bx": 6, "by": 6} | small
    cells = {}
    for row in ("a", "b", TOTAL):
        for column in ("x", "y", TOTAL):
            n = sum(count for name, count in counts.items() if row in (name[0], TOTAL) and column in (name[1], TOTAL))
            cells[row, column] = Cell(
                row, column, n, n, n, n, {"bewoner": n}, {"positief": n}, from_suggestions=n, coding_ids=(1, 2)
            )
    return cells
