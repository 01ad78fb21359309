"""The list of claims as HTML: changed verdicts, and a row for each claim with how its units stand."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from qualcode.domain import claim_text
from qualcode.domain.claim import Standing, Verdict
from qualcode.domain.claim_register import Checked
from qualcode.domain.coverage import Silence
from qualcode.domain.wording import word
from qualcode.ui import state
from qualcode.ui.components.links import link
from qualcode.ui.markup import NUMBER, Column, table
from qualcode.ui.text import NOTHING, _, heading, ngettext, number, percent
from qualcode.workflow.claim_view import Told

HERE = "claims"
STANDINGS = (Standing.FOR, Standing.AGAINST, Standing.DIVIDED, Standing.THIN)


def changes(found: Iterable[Checked], names: Mapping[str, str]) -> Markup:
    """The verdicts that are another than was noted, each with what moved; nothing where there are none."""
    language = state.language()
    items = [
        Markup("<li>{} {}</li>").format(_way(each), claim_text.change(each, names, language))
        for each in found
        if each.changed
    ]
    if not items:
        return Markup()
    return Markup('<div class="qc-changed"><h2>{}</h2><ul>{}</ul></div>').format(
        _("Verdicts that changed"), Markup().join(items)
    )


def badge(verdict: Verdict) -> Markup:
    """A verdict in its colour."""
    return Markup('<b class="qc-verdict qc-verdict-{}">{}</b>').format(
        verdict.value, word(verdict.value, state.language())
    )


def claim_table(found: Iterable[Checked], team: Mapping[str, Told]) -> Markup:
    """A row for each claim: verdict, units for, against, divided, thin and silent in three ways, and coverage.

    Below the verdict stands what the `team` says of a claim.
    """
    language = state.language()
    columns = [
        Column(_("Claim")),
        Column(_("Verdict")),
        *(Column(heading(word(f"standing_{each.value}", language)), css=NUMBER) for each in STANDINGS),
        *(Column(heading(word(f"silence_{each.value}", language)), css=NUMBER) for each in Silence),
        Column(_("Read in full"), css=NUMBER),
        Column(_("Without an answer"), css=NUMBER),
    ]
    rows = [_cells(each, team.get(each.entry.claim.id, Told(None, 0))) for each in found]
    caption = _("Claims with their verdict, the number of units that stand for, against or otherwise, and coverage")
    return Markup('<div class="qc-claims">{}</div>').format(table(caption, columns, rows, HERE))


def _cells(each: Checked, team: Told) -> list[Markup]:
    language, found, claim = state.language(), each.assessment, each.entry.claim
    counts, silences = found.counts(), each.silences
    about = [claim_text.quantity(claim, language), word(f"claim_{each.entry.state.value}", language)]
    about += [_("section {place}").format(place=claim.place)] if claim.place else []
    name = Markup('{} {}<br><span class="qc-quiet">{}</span>').format(_way(each), claim.statement, " · ".join(about))
    heard = each.heard
    return [
        name,
        Markup("{}{}").format(badge(found.verdict), _flags(each, team)),
        *(_count(counts[standing]) for standing in STANDINGS),
        *(_count(len(silences[silence])) for silence in Silence),
        Markup.escape(percent(heard.coded / heard.asked if heard.asked else None)),
        _count(len(each.unanswered)),
    ]


def _flags(each: Checked, team: Told) -> Markup:
    intended = word(each.entry.claim.intended.value, state.language())
    flags = [_("intended: {verdict}").format(verdict=intended)] if each.falls_short else []
    flags += [_("circular")] if each.assessment.circular else []
    flags += [_("understated")] if each.assessment.understated else []
    if team.confidence is not None:
        flags.append(_("confidence: {level}").format(level=word(team.confidence.level, state.language())))
    if team.open:
        flags.append(ngettext("{n} open question", "{n} open questions", team.open).format(n=number(team.open)))
    return Markup().join(Markup('<br><span class="qc-quiet">{}</span>').format(flag) for flag in flags)


def _count(n: int) -> Markup:
    return Markup.escape(number(n) if n else NOTHING)


def _way(each: Checked) -> Markup:
    name = each.entry.claim.id
    return link(name, HERE, {"claim": name}, label=_("Claim {name}").format(name=name))
