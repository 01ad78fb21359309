"""How each unit stands to a claim, as HTML: both sides with the ways to their quotes, coverage, and the 2x2."""

from collections.abc import Iterable

from markupsafe import Markup

from qualcode.domain import claim_text
from qualcode.domain.claim import Over, Sides, Standing
from qualcode.domain.coverage import Coverage
from qualcode.domain.evidence import Measure
from qualcode.domain.wording import word
from qualcode.ui import state, words
from qualcode.ui.components.links import link
from qualcode.ui.markup import NUMBER, Column, table
from qualcode.ui.text import NOTHING, _, ngettext, number
from qualcode.workflow.claim_view import ClaimView, Side, count_passages

HERE = "claims"
ORDER = (Standing.AGAINST, Standing.DIVIDED, Standing.THIN, Standing.SILENT, Standing.FOR)
"""What a reviewer looks for first."""


def units_table(view: ClaimView) -> Markup:
    """A row for each unit in scope, what speaks against the claim first; respondents who are silent are counted."""
    found, claim = view.checked.assessment, view.checked.entry.claim
    shown = [unit for standing in ORDER for unit in found.units(standing)]
    silent = found.units(Standing.SILENT) if claim.over is Over.RESPONDENTS else ()
    rows = [_row(view, unit) for unit in shown if unit not in set(silent)]
    columns = [
        Column(word(f"over_{claim.over.value}", state.language()).capitalize()),
        Column(_("Stands")),
        Column(_("Against the claim")),
        Column(_("For the claim")),
        Column(_("Read in full"), css=NUMBER),
        Column(_("Silence")),
    ]
    others = ngettext("{n} respondent says nothing of it.", "{n} respondents say nothing of it.", len(silent))
    below = Markup('<p class="qc-sums">{}</p>').format(others.format(n=number(len(silent)))) if silent else ""
    return Markup('<div class="qc-units">{}</div>{}').format(
        table(_("How each unit stands, and how well it was heard"), columns, rows, HERE), below
    )


def two_by_two(view: ClaimView) -> Markup:
    """Units inside and outside a computed scope, by whether they are for the claim; nothing for a fixed scope."""
    found = view.checked.assessment
    if not view.checked.entry.claim.scope.where:
        return Markup()
    columns = [Column(""), Column(_("For the claim"), css=NUMBER), Column(_("Not, or not yet"), css=NUMBER)]
    rows = [
        [Markup.escape(name), *map(_count, _split(stands.values()))]
        for name, stands in ((_("In the scope"), found.standings), (_("Outside the scope"), found.outside))
    ]
    return Markup('<div class="qc-units qc-square">{}</div>').format(
        table(_("The computed scope against the claim, in units"), columns, rows, HERE)
    )


def coverage(heard: Coverage) -> str:
    """`2 of 5`: transcripts read in full, of those in which it was asked."""
    return _("{n} of {of}").format(n=number(heard.coded), of=number(heard.asked))


def _row(view: ClaimView, unit: str) -> list[Markup]:
    found, language = view.checked.assessment, state.language()
    stands, sides = found.standings[unit], found.sides.get(unit, Sides())
    heard = view.checked.coverage.get(unit, Coverage())
    said = Markup.escape(claim_text.standing(stands, language))
    if unit in found.ruled:
        said = Markup("{} <span>({})</span>").format(said, _("decided"))
    silence = word(f"silence_{heard.silence.value}", language) if stands is Standing.SILENT else ""
    return [
        Markup.escape(view.names.get(unit, unit)),
        Markup('<span class="qc-stands qc-stands-{}">{}</span>').format(stands.value, said),
        _side(view, unit, Side.AGAINST, sides.contradicting, sides.respondents_against),
        _side(view, unit, Side.FOR, sides.supporting, sides.respondents_for),
        Markup.escape(coverage(heard)),
        Markup.escape(silence),
    ]


def _side(view: ClaimView, unit: str, side: Side, codings: Iterable[int], respondents: Iterable[str]) -> Markup:
    found, people = tuple(codings), len(tuple(respondents))
    if not found:
        return Markup.escape(NOTHING)
    said = how_many(count_passages(found, view.places), len(found))
    query = {"claim": view.checked.entry.claim.id, "side": side.value, "unit": unit}
    name = view.names.get(unit, unit)
    way = link(
        said, "quotes", query, label=_("{row}, {column}: {count}").format(row=name, column=side_name(side), count=said)
    )
    spoken = ngettext("of {n} respondent", "of {n} respondents", people).format(n=number(people))
    return Markup('{} <span class="qc-quiet">{}</span>').format(way, spoken)


def how_many(passages: int, codings: int) -> str:
    """`5 passages (8 codings)`, as the dossier counts what stands on a side of a claim."""
    return f"{words.counted(Measure.PASSAGES, passages)} ({words.counted(Measure.CODINGS, codings)})"


def side_name(side: Side) -> str:
    """A side of a claim, in words."""
    return _("for the claim") if side is Side.FOR else _("against the claim")


def _split(stands: Iterable[Standing]) -> tuple[int, int]:
    stands = list(stands)
    return stands.count(Standing.FOR), len(stands) - stands.count(Standing.FOR)


def _count(n: int) -> Markup:
    return Markup.escape(number(n))
