"""Where the cells of the tables of findings lead: to the claim, to its quotes on either side, to its judgements."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from qualcode.domain.cerqual import Component
from qualcode.domain.output import Name, Value
from qualcode.ui.components.links import link
from qualcode.ui.text import _
from qualcode.workflow.claim_view import Side

_SIDES = {
    "interviews": Side.FOR,
    "for_respondents": Side.FOR,
    "for_interviews": Side.FOR,
    "for_words": Side.FOR,
    "against_respondents": Side.AGAINST,
}
"""Column with a number of what speaks for or against a finding -> that side."""


class Way(NamedTuple):
    """A page and the parameters that it opens with."""

    page: str
    query: dict[str, str]


def finding_way(column: str, value: Value, row: Sequence[str]) -> Way | None:
    """Where a cell leads; the row is named by the finding, and by what is judged of it where there is more than one."""
    finding = row[0]
    if column in _SIDES:
        return _quotes(finding, _SIDES[column]) if value else None
    if column == "confidence":
        return _judgement(finding, Component.CONFIDENCE.value)
    if column == "level":
        return _judgement(finding, row[1])
    if column == "unanswered":
        return Way("claims", {"claim": finding}) if value else None
    return Way("claims", {"claim": finding}) if column == "id" else None


def finding_links(finding: str) -> Markup:
    """The ways to a finding as a claim and to its quotes."""
    ways = [(_("Claim {name}").format(name=finding), Way("claims", {"claim": finding}))]
    ways += [(_("Quotes for it"), _quotes(finding, Side.FOR)), (_("Quotes against it"), _quotes(finding, Side.AGAINST))]
    shown = Markup(" · ").join(link(text, *way) for text, way in ways)
    return Markup('<p class="qc-ways">{}</p>').format(shown)


def _quotes(finding: str, side: Side) -> Way:
    return Way("quotes", {"claim": finding, "side": side.value})


def _judgement(finding: str, component: str) -> Way:
    return Way("outputs", {"name": Name.FINDINGS.value, "finding": finding, "component": component})
