"""The sample as a table: interviews and respondents by neighbourhood and group, each leading to its transcripts."""

from markupsafe import Markup

from qualcode.ui import words
from qualcode.ui.components.links import link
from qualcode.ui.text import _, heading, ngettext, number
from qualcode.workflow.sample import NOBODY, Cell, Sample

PAGE = "transcripts"


def summary(sample: Sample) -> Markup:
    """What the numbers are, and how many cells are empty."""
    said = _("Interviews and focus groups, and in brackets the different respondents in them.")
    parts = [said, *_once(sample)]
    gaps = ngettext("{n} gap: nobody was spoken to there.", "{n} gaps: nobody was spoken to there.", sample.gaps)
    if sample.gaps:
        parts.append(gaps.format(n=number(sample.gaps)))
    return Markup('<p class="qc-sums">{}</p>').format(" ".join(parts))


def _once(sample: Sample) -> list[str]:
    """Why the cells add up to more interviews than there are, where they do."""
    if not sample.repeated:
        return []
    text = _(
        "The cells add up to {cells}, the study has {whole}: a conversation about several neighbourhoods, or with "
        "people of several groups, stands in each, and the totals count it once."
    )
    whole = sample.whole.interviews
    return [text.format(cells=number(whole + sample.repeated), whole=number(whole))]


def sample_table(sample: Sample) -> Markup:
    """A row for each neighbourhood of the study, also for one without an interview."""
    heads = Markup().join(
        Markup('<th scope="col" class="qc-number">{}</th>').format(heading(words.group(group)))
        for group in sample.groups
    )
    body = Markup().join(_row(sample, city, name) for city, name in sample.places)
    foot = Markup().join(_cell(sample.totals.get(group, NOBODY), {"group": group}) for group in sample.groups)
    return Markup(
        '<div class="qc-scroll"><table class="qc-table qc-sample"><caption>{}</caption>'
        '<thead><tr><th scope="col">{}</th><th scope="col">{}</th>{}<th scope="col" class="qc-number">{}</th></tr>'
        '</thead><tbody>{}</tbody><tfoot><tr><th scope="row">{}</th><td></td>{}{}</tr></tfoot></table></div>'
    ).format(
        _("Interviews and respondents by neighbourhood and group"),
        _("Neighbourhood"),
        _("City"),
        heads,
        _("Total"),
        body,
        _("Total"),
        foot,
        _cell(sample.whole, {}),
    )


def _row(sample: Sample, city: str, name: str) -> Markup:
    cells = (
        _cell(sample.cells.get((name, group), NOBODY), {"neighbourhood": name, "group": group})
        for group in sample.groups
    )
    total = _cell(sample.by_place.get(name, NOBODY), {"neighbourhood": name})
    place, town = link(name, PAGE, {"neighbourhood": name}), link(city, PAGE, {"city": city})
    return Markup('<tr><th scope="row">{}</th><td>{}</td>{}{}</tr>').format(place, town, Markup().join(cells), total)


def _cell(cell: Cell, filters: dict[str, str]) -> Markup:
    if not cell.interviews:
        return Markup('<td class="qc-number qc-gap">0</td>')
    said = f"{number(cell.interviews)} ({number(cell.respondents)})"
    spoken = ngettext("{n} interview", "{n} interviews", cell.interviews).format(n=number(cell.interviews))
    people = ngettext("{n} respondent", "{n} respondents", cell.respondents).format(n=number(cell.respondents))
    return Markup('<td class="qc-number">{}</td>').format(link(said, PAGE, filters, label=f"{spoken}, {people}"))
