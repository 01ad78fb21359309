"""Tables of what suggestions are worth: by who speaks, and by what is shown."""

from collections.abc import Sequence

from markupsafe import Markup

from qualcode.domain.by_group import APART, ENOUGH, Gap, OfGroup
from qualcode.domain.thresholds import AtThreshold
from qualcode.domain.worth import Share
from qualcode.ui import words
from qualcode.ui.components.links import link
from qualcode.ui.markup import NUMBER, Column, table
from qualcode.ui.text import NOTHING, _, number, percent

HERE = "worth"


def groups(measured: Sequence[OfGroup]) -> Markup:
    """What is found of each group of speakers."""
    columns = [
        Column(_("Speakers")),
        Column(_("Passages"), css=NUMBER),
        Column(_("Transcripts"), css=NUMBER),
        Column(_("Likeliest is right, shown or not"), css=NUMBER),
        Column(_("Among three, shown or not"), css=NUMBER),
        Column(_("95 % interval"), css=NUMBER),
        Column(_("Shown"), css=NUMBER),
    ]
    return table(_("What suggestions find of whose words"), columns, map(_group, measured), HERE)


def _group(each: OfGroup) -> list[Markup]:
    counts = [words.group(each.group), number(each.n), number(each.documents)]
    if each.three is None:
        rates = [_("not enough evidence"), *[NOTHING] * 3]
    else:
        between = f"{percent(each.interval[0])} - {percent(each.interval[1])}" if each.interval else NOTHING
        rates = [percent(each.first), percent(each.three), between, percent(each.shown)]
    return [Markup.escape(text) for text in (*counts, *rates)]


def apart(gap: Gap | None) -> str:
    """Whether the groups lie apart, in a sentence."""
    if gap is None:
        return _("Fewer than two groups have {n} passages: nobody can say whether one is found better.").format(
            n=ENOUGH
        )
    facts = {
        "most": words.group(gap.most.group),
        "least": words.group(gap.least.group),
        "gap": number(round(gap.size * 100)),
        "apart": number(round(APART * 100)),
    }
    if gap.size <= APART:
        return _(
            "No two groups lie more than {apart} percentage points apart in what is found among the first three."
        ).format(**facts)
    if gap.overlap is None:
        return _(
            "Among the first three, what {most} say is found {gap} percentage points more often than what {least} say; "
            "there are too few transcripts to tell whether that is chance."
        ).format(**facts)
    if gap.overlap:
        return _(
            "Among the first three, what {most} say is found {gap} percentage points more often than what {least} say; "
            "their intervals overlap, so that it may be chance."
        ).format(**facts)
    return _(
        "Among the first three, what {most} say is found {gap} percentage points more often than what {least} say; "
        "their intervals do not overlap, so that it is hardly chance."
    ).format(**facts)


def thresholds(measured: Sequence[AtThreshold], own: float) -> Markup:
    """What another threshold would show; that of the study is marked."""
    columns = [
        Column(_("Shown from a score of")),
        Column(_("Codings found"), css=NUMBER),
        Column(_("Right of what is shown"), css=NUMBER),
        Column(_("Suggestions"), css=NUMBER),
        Column(_("For 1,000 words"), css=NUMBER),
    ]
    rows = [_threshold(each, own=each.threshold == own) for each in measured]
    return table(_("What another threshold would show"), columns, rows, HERE)


def _threshold(each: AtThreshold, *, own: bool) -> list[Markup]:
    score = percent(each.threshold)
    named = Markup("<strong>{}</strong>").format(_("{score}, as it is").format(score=score)) if own else score
    a_thousand = NOTHING if each.per_thousand_words is None else number(round(each.per_thousand_words, 1))
    texts = [named, share(each.found), share(each.right), number(each.right.n), a_thousand]
    return [Markup.escape(text) for text in texts]


def setting() -> Markup:
    """Where the threshold is set."""
    return Markup("<p>{}</p>").format(link(_("Choose the threshold in the settings of the study"), "study", {}))


def share(each: Share) -> str:
    """A share, as far as it can be told."""
    if not each.n:
        return NOTHING
    return _("not enough evidence") if each.rate is None else percent(each.rate)
