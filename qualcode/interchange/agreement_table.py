"""Agreement as plain text for a terminal, and as one JSON object."""

from collections.abc import Iterator
from typing import Any

from qualcode.domain.agreement import Agreement, CodingsOf, FourCells
from qualcode.domain.reliability import Coefficients
from qualcode.domain.wording import word
from qualcode.interchange.judgements import Judgements
from qualcode.interchange.plain import NOTHING, fitted, right, shown_width, wrapped

COEFFICIENTS = ("percent", "positive", "kappa")
LEAST_LABEL = 20


def agreement_lines(agreement: Agreement, language: str, width: int) -> Iterator[str]:
    """A row for each code, worst kappa first, and one for all codes; what is not defined is a point."""
    a, b = agreement.a.coder, agreement.b.coder
    unit = word(f"unit_{agreement.unit}", language)
    facts = {"a": a, "b": b, "transcripts": len(agreement.transcripts), "units": f"{agreement.units:,}", "unit": unit}
    yield from wrapped(word("agreement_of", language, **facts), width)
    for coder in (agreement.a, agreement.b):
        if not coder.independent:
            yield from wrapped(_dependence(coder, language), width)
    if not agreement.codes:
        yield word("agreement_none", language)
        return
    heads = [word("both", language), word("only", language, coder=a), word("only", language, coder=b)]
    heads += [word(name, language) for name in ("neither", *COEFFICIENTS)]
    ranked = sorted(agreement.codes.items(), key=lambda item: _rank(item[1]))
    rows = [(code, _cells(cells)) for code, cells in ranked]
    rows.append((word("all_codes", language), _cells(agreement.overall)))
    widths = [max(shown_width(head), *(len(row[at]) for _, row in rows)) + 2 for at, head in enumerate(heads)]
    label_width = max(LEAST_LABEL, min(max(shown_width(label) for label, _ in rows), width - sum(widths)))
    yield fitted("", label_width) + "".join(right(head, size) for head, size in zip(heads, widths, strict=True))
    for label, row in rows:
        yield fitted(label, label_width) + "".join(right(n, size) for n, size in zip(row, widths, strict=True))
    yield from wrapped(word("agreement_read", language), width)


def _dependence(coder: CodingsOf, language: str) -> str:
    facts = {"coder": coder.coder, "n": coder.suggested, "all": coder.codings}
    return word("not_independent", language, **facts)


def _rank(cells: FourCells) -> tuple[float, float, int]:
    """Worst first; where kappa is not defined, by positive agreement."""
    kappa, positive = cells.kappa, cells.positive
    return (positive or 0.0) if kappa is None else kappa, positive or 0.0, -cells.both - cells.only_a - cells.only_b


def _cells(cells: FourCells) -> list[str]:
    return [*(f"{number:,}" for number in cells), *(_shown(getattr(cells, name)) for name in COEFFICIENTS)]


def _shown(value: float | None) -> str:
    return NOTHING if value is None else f"{value:z.2f}"


def agreement_record(agreement: Agreement) -> dict[str, Any]:
    """Everything of `agreement_lines`, unrounded; undefined is null."""
    return {
        "unit": agreement.unit.value,
        "coders": [
            {
                "coder": coder.coder,
                "codings": coder.codings,
                "suggestions_shown": coder.suggested,
                "independent": coder.independent,
            }
            for coder in (agreement.a, agreement.b)
        ],
        "transcripts": list(agreement.transcripts),
        "n_units": agreement.units,
        "overall": _record(agreement.overall),
        "codes": [
            {"code": code, "label": agreement.labels.get(code, code), **_record(cells)}
            for code, cells in agreement.codes.items()
        ],
    }


def _record(cells: FourCells) -> dict[str, Any]:
    return {**cells._asdict(), **{name: getattr(cells, name) for name in COEFFICIENTS}}


def coefficient_lines(table: Judgements, found: Coefficients, language: str) -> Iterator[str]:
    """A line for each coefficient; what is not defined is said."""
    yield word("judged", language, units=len(table.rows), coders=len(table.coders))
    for name in ("percent", "kappa", "fleiss", "alpha", "ac1"):
        value = getattr(found, name)
        shown = word("undefined", language) if value is None else f"{value:.4f}"
        yield f"{fitted(word(f'{name}_name', language), 28)}{shown}"


def coefficient_record(table: Judgements, found: Coefficients) -> dict[str, Any]:
    """The coefficients unrounded; undefined is null and listed."""
    values = {name: getattr(found, name) for name in ("percent", "kappa", "fleiss", "alpha", "ac1")}
    return {"n_units": len(table.rows), "n_coders": len(table.coders), **values, "undefined": found.undefined}
