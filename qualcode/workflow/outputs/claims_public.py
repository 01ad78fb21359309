"""The claims trace as it may leave: claims that may be told, under numbers of their own, and released quotes."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.domain import claim_text
from qualcode.domain.claim import Claim, Over, Standing
from qualcode.domain.claim_publication import PublicClaim
from qualcode.domain.claim_register import Role
from qualcode.domain.output import OutputColumn, Part, Value
from qualcode.domain.publication import PublicQuote
from qualcode.domain.wording import word
from qualcode.workflow.claims_told import quotes_beside
from qualcode.workflow.outputs.claims_inside import STANDINGS, named, named_columns

SIDE = {Role.CONTRADICTS: "standing_against", Role.SUPPORTS: "standing_for", Role.NUANCES: "role_nuances"}


def public_parts(
    found: Sequence[PublicClaim],
    leaving: Mapping[int, PublicQuote],
    names: Mapping[str, str],
    places: Mapping[tuple[str, str], str],
    language: str,
) -> tuple[tuple[Part, ...], int]:
    """(the tables of claims and of quotes, number of cells that were hidden).

    Args:
        found: The claims that may leave.
        leaving: Coding -> quote as it leaves.
        names: Neighbourhood id -> its name.
        places: (city, name) -> id of every neighbourhood.
        language: `nl` or `en`.
    """
    columns = [
        *named_columns(language),
        OutputColumn("rule", word("rules", language), 40),
        *(
            OutputColumn(each.value, word(f"standing_{each.value}", language), 10)
            for each in (*STANDINGS, Standing.SILENT)
        ),
    ]
    rows = [_claim(each, names, language) for each in found]
    quoted = [
        OutputColumn("claim", word("claim", language), 8),
        OutputColumn("side", word("side", language), 14),
        OutputColumn("exact", word("quote", language), 60, quoted=True),
        OutputColumn("source", word("source", language), 40),
    ]
    quotes = [row for each in found for row in _quotes(each, leaving, places, language)]
    return (
        Part(word("output_claims", language), columns, rows),
        Part(word("claims_quotes", language), quoted, quotes),
    ), sum((len(STANDINGS) + 1) for each in found if each.counts is None)


def _claim(each: PublicClaim, names: Mapping[str, str], language: str) -> list[Value]:
    checked, claim = each.checked, each.claim
    counted: list[Value] = [word("suppressed_mark", language)] * (len(STANDINGS) + 1)
    if each.counts is not None:
        counted = [each.counts[standing] for standing in (*STANDINGS, Standing.SILENT)]
    return [
        *named(claim, names, language),
        word(each.verdict.value, language),
        claim_text.rule(claim, checked.assessment, checked.rules, language)[0] if _counts_places(claim) else "",
        *counted,
    ]


def _counts_places(claim: Claim) -> bool:
    """Whether the number of units in scope is that of places which everybody can count."""
    return claim.over is Over.NEIGHBOURHOODS and not claim.scope.where


def _quotes(
    each: PublicClaim, leaving: Mapping[int, PublicQuote], places: Mapping[tuple[str, str], str], language: str
) -> Iterable[list[Value]]:
    """The quotes beside a claim, in an order that says nothing of who said them."""
    beside = {
        (word(SIDE[role], language), leaving[coding].exact, leaving[coding].source)
        for coding, role in quotes_beside(each, leaving, places)
    }
    return ([each.claim.id, *row] for row in sorted(beside))
