"""The claims trace as it stays inside: true numbers, every unit, and quotes with their ids."""

from collections.abc import Iterator, Mapping, Sequence

from qualcode.domain import claim_text
from qualcode.domain.claim import Claim, Sides, Standing
from qualcode.domain.claim_register import Checked, Role
from qualcode.domain.coverage import Coverage, Silence
from qualcode.domain.output import OutputColumn, Part, Value
from qualcode.domain.quote import Quote
from qualcode.domain.wording import word
from qualcode.workflow.claim_view import SHOWN

STANDINGS = (Standing.FOR, Standing.AGAINST, Standing.DIVIDED, Standing.THIN)


def internal_parts(
    found: Sequence[Checked], quotes: Mapping[int, Quote], names: Mapping[str, str], language: str
) -> tuple[Part, ...]:
    """Four tables: claims, their numbers, units of each claim, and quotes beside each claim."""
    units = [(each, unit) for each in found for unit in _heard(each)]
    beside = [(each, number, side) for each in found for number, side in sides_of(each) if number in quotes]
    return (
        Part(
            word("output_claims", language), _claim_columns(language), [_claim(each, names, language) for each in found]
        ),
        Part(word("claims_numbers", language), _number_columns(language), [_numbers(each, language) for each in found]),
        Part(
            word("claims_units", language),
            _unit_columns(language),
            [_unit(each, unit, names, language) for each, unit in units],
            [(each.entry.claim.id, unit) for each, unit in units],
        ),
        Part(
            word("claims_quotes", language),
            _quote_columns(language),
            [_quote(each, quotes[number], side, language) for each, number, side in beside],
            [(each.entry.claim.id, side, str(number)) for each, number, side in beside],
        ),
    )


def sides_of(each: Checked) -> Iterator[tuple[int, str]]:
    """(coding, key of the word for its side) of every quote that stands beside a claim."""
    found, links = each.assessment, each.entry.links
    for number in found.contradicting:
        yield number, "standing_against"
    for number in sorted({number for sides in found.sides.values() for number in sides.supporting[:SHOWN]}):
        yield number, "standing_for"
    for link in links:
        if not (link.role is Role.CONTRADICTS and link.coding in found.contradicting):
            yield link.coding, f"role_{link.role.value}"


def named_columns(language: str) -> list[OutputColumn]:
    """The columns that say what a claim is."""
    return [
        OutputColumn("claim", word("claim", language), 8),
        OutputColumn("place", word("place", language), 8),
        OutputColumn("kind", word("kind_of_claim", language), 14),
        OutputColumn("statement", word("statement", language), 60),
        OutputColumn("quantity", word("quantity", language), 24),
        OutputColumn("scope", word("reach", language), 30),
        OutputColumn("verdict", word("verdict", language), 14),
    ]


def named(claim: Claim, names: Mapping[str, str], language: str) -> list[Value]:
    """What a claim is, but for its verdict."""
    return [
        claim.id,
        claim.place,
        word(f"claim_{claim.type.value}", language),
        claim.statement,
        claim_text.quantity(claim, language),
        claim_text.scope(claim, names, language),
    ]


def _claim_columns(language: str) -> list[OutputColumn]:
    return [
        *named_columns(language),
        OutputColumn("intended", word("intended", language), 14),
        OutputColumn("rule", word("rules", language), 40),
        OutputColumn("unanswered", word("unanswered", language)),
        OutputColumn("state", word("state", language), 12),
    ]


def _claim(each: Checked, names: Mapping[str, str], language: str) -> list[Value]:
    found, claim = each.assessment, each.entry.claim
    return [
        *named(claim, names, language),
        word(found.verdict.value, language),
        word(claim.intended.value, language),
        claim_text.rule(claim, found, each.rules, language)[0],
        len(each.unanswered),
        word(f"claim_{each.entry.state.value}", language),
    ]


def _counted_columns(language: str) -> list[OutputColumn]:
    """Respondents and quotes on both sides."""
    counted = ("respondents_for", "respondents_against", "quotes_for", "quotes_against")
    return [OutputColumn(name, word(name, language)) for name in counted]


def _number_columns(language: str) -> list[OutputColumn]:
    return [
        OutputColumn("claim", word("claim", language), 8),
        OutputColumn("verdict", word("verdict", language), 14),
        *(OutputColumn(each.value, word(f"standing_{each.value}", language), 10) for each in STANDINGS),
        *(OutputColumn(each.value, word(f"silence_{each.value}", language), 12) for each in Silence),
        OutputColumn("heard", word("read_of_asked", language), 14),
        *_counted_columns(language),
    ]


def _numbers(each: Checked, language: str) -> list[Value]:
    found, silences = each.assessment, each.silences
    counts = found.counts()
    return [
        each.entry.claim.id,
        word(found.verdict.value, language),
        *(counts[standing] for standing in STANDINGS),
        *(len(silences[silence]) for silence in Silence),
        f"{each.heard.coded} / {each.heard.asked}",
        len({who for sides in found.sides.values() for who in sides.respondents_for}),
        len({who for sides in found.sides.values() for who in sides.respondents_against}),
        len(found.supporting),
        len(found.contradicting),
    ]


def _heard(each: Checked) -> list[str]:
    """Units that say anything, and neighbourhoods that are silent: silent respondents are counted in the claim."""
    found = each.assessment
    return [unit for unit in found.standings if unit in found.sides or each.entry.claim.over.value == "neighbourhoods"]


def _unit_columns(language: str) -> list[OutputColumn]:
    return [
        OutputColumn("claim", word("claim", language), 8),
        OutputColumn("unit", word("unit", language), 18),
        OutputColumn("stands", word("stands", language), 12),
        *_counted_columns(language),
        OutputColumn("heard", word("read_of_asked", language), 14),
        OutputColumn("silence", word("silence", language), 20),
    ]


def _unit(each: Checked, unit: str, names: Mapping[str, str], language: str) -> list[Value]:
    stands = each.assessment.standings[unit]
    sides, heard = each.assessment.sides.get(unit, Sides()), each.coverage.get(unit, Coverage())
    silent = stands is Standing.SILENT
    return [
        each.entry.claim.id,
        names.get(unit, unit),
        claim_text.standing(stands, language),
        len(sides.respondents_for),
        len(sides.respondents_against),
        len(sides.supporting),
        len(sides.contradicting),
        f"{heard.coded} / {heard.asked}",
        word(f"silence_{heard.silence.value}", language) if silent else "",
    ]


def _quote_columns(language: str) -> list[OutputColumn]:
    return [
        OutputColumn("claim", word("claim", language), 8),
        OutputColumn("side", word("side", language), 14),
        OutputColumn("neighbourhood", word("neighbourhood", language), 18),
        OutputColumn("respondent", word("respondent", language), 12),
        OutputColumn("quote", word("id", language), 8),
        OutputColumn("exact", word("quote", language), 60, quoted=True),
        OutputColumn("code", word("code", language), 30),
        OutputColumn("coder", word("coder", language), 14),
        OutputColumn("answer", word("answered", language), 40),
    ]


def _quote(each: Checked, quote: Quote, side: str, language: str) -> list[Value]:
    given = each.entry.answers.get(quote.id)
    return [
        each.entry.claim.id,
        word(side, language),
        quote.neighbourhood_name,
        quote.respondent.replace("|", ", "),
        quote.id,
        quote.exact,
        quote.code,
        quote.coder,
        f"{given.text} ({given.coder})" if given else "",
    ]
