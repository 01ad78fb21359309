"""The claims trace as it may leave: verdicts that hang on no small number, and released quotes under their labels.

A claim whose verdict hangs on one is left out whole: a verdict that is hidden would itself say that some number is
small.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.domain import claim_text
from qualcode.domain.claim import Over, Standing, Verdict
from qualcode.domain.claim_publication import Tested, public_counts, public_verdict
from qualcode.domain.claim_register import Checked
from qualcode.domain.output import OutputColumn, Part, Value
from qualcode.domain.publication import PublicQuote
from qualcode.domain.wording import word
from qualcode.workflow.outputs.claims_inside import STANDINGS, named, named_columns, sides_of


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """A claim that may leave, with its numbers of units; None is hidden."""

    checked: Checked
    verdict: Verdict
    counts: Mapping[Standing, int] | None


def told(tried: Iterable[tuple[Checked, Tested]], k: int) -> list[PublicClaim]:
    """The claims that may leave: those whose verdict hangs on no number of respondents below k."""
    return [
        PublicClaim(each, verdict, public_counts(each.entry.claim, test, each.rules, k))
        for each, test in tried
        if (verdict := public_verdict(each.entry.claim, test, each.rules, k)) is not None
    ]


def public_parts(
    found: Sequence[PublicClaim], leaving: Mapping[int, PublicQuote], names: Mapping[str, str], language: str
) -> tuple[tuple[Part, ...], int]:
    """(the tables of claims and of quotes, number of cells that were hidden)."""
    columns = [
        *named_columns(language),
        OutputColumn("rule", word("rules", language), 40),
        *(
            OutputColumn(each.value, word(f"standing_{each.value}", language), 10)
            for each in (*STANDINGS, Standing.SILENT)
        ),
    ]
    rows = [_claim(each, names, language) for each in found]
    quotes = sorted({row for each in found for row in _quotes(each, leaving, names, language)})
    hidden = sum(
        value == word("suppressed_mark", language) for row in rows for value in row[len(named_columns(language)) - 1 :]
    )
    quoted = [
        OutputColumn("claim", word("claim", language), 8),
        OutputColumn("side", word("side", language), 14),
        OutputColumn("exact", word("quote", language), 60, quoted=True),
        OutputColumn("source", word("source", language), 40),
    ]
    return (
        Part(word("output_claims", language), columns, rows),
        Part(word("claims_quotes", language), quoted, quotes),
    ), hidden


def _claim(each: PublicClaim, names: Mapping[str, str], language: str) -> list[Value]:
    checked, mark = each.checked, word("suppressed_mark", language)
    claim = checked.entry.claim
    known = claim.over is Over.NEIGHBOURHOODS and not claim.scope.where
    counted: list[Value] = [mark] * (len(STANDINGS) + 1)
    if each.counts is not None:
        counted = [each.counts[standing] for standing in (*STANDINGS, Standing.SILENT)]
    return [
        *named(checked, names, language),
        word(each.verdict.value, language),
        claim_text.rule(claim, checked.assessment, checked.rules, language)[0] if known else "",
        *counted,
    ]


def _quotes(
    each: PublicClaim, leaving: Mapping[int, PublicQuote], names: Mapping[str, str], language: str
) -> list[tuple[str, str, str, str]]:
    claim = each.checked.entry.claim
    places = {names.get(unit, unit) for unit in claim.scope.neighbourhoods}
    return [
        (claim.id, word(side, language), leaving[number].exact, leaving[number].source)
        for number, side in sides_of(each.checked)
        if number in leaving
        and (not places or leaving[number].neighbourhood in places)
        and (not claim.groups or leaving[number].group in claim.groups)
    ]
