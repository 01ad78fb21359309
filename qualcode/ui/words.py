"""What the interface calls the field's fixed terms, in the language of the session."""

import datetime as dt
from collections.abc import Iterable

from qualcode.domain.claim import Condition
from qualcode.domain.coding import CodingState, Display, Verdict
from qualcode.domain.evidence import Columns, Heading, Measure
from qualcode.domain.holding import HELD, Hold
from qualcode.domain.leak import Leak
from qualcode.domain.link import LinkRelation
from qualcode.domain.quote import Recoding, Remade
from qualcode.domain.transcript import Group, Kind
from qualcode.ui.addresses import ELSEWHERE
from qualcode.ui.text import _, moment, ngettext, number
from qualcode.workflow.browse import Progress
from qualcode.workflow.queue import Order, Reach
from qualcode.workflow.scope import Scope


def actor(name: str) -> str:
    """Who did something; the program itself has a name in each language."""
    return _("system") if name == "system" else name


def group(name: str) -> str:
    """A respondent group, in the plural."""
    return {
        Group.BELEIDSMAKER: _("policy makers"),
        Group.WIJKPROFESSIONAL: _("professionals"),
        Group.BEWONER: _("residents"),
        Group.ONBEKEND: _("group unknown"),
    }[Group(name)]


def indented(codes: Iterable[Heading]) -> dict[str, str]:
    """Code -> label, set further in the deeper it stands, as a list to choose from."""
    return {code.id: "\N{NO-BREAK SPACE}" * 4 * code.depth + code.label for code in codes}


def condition(each: Condition, known: Scope) -> str:
    """A condition of a claim in the words of the codebook: `safety (valence: positive)`."""
    labels = {code.id: code.label for code in known.codes}
    return f"{labels.get(each.code, each.code)}{condition_values(each, known)}"


def condition_values(each: Condition, known: Scope) -> str:
    """The values that a condition asks for, in brackets; empty where it asks for none."""
    values = [
        f"{known.attributes.get(name, name)}: {known.values.get(name, {}).get(value, value)}"
        for name, value in each.attributes.items()
    ]
    return f" ({', '.join(values)})" if values else ""


def member(name: str) -> str:
    """Somebody of a respondent group."""
    return {
        Group.BELEIDSMAKER: _("policy maker"),
        Group.WIJKPROFESSIONAL: _("professional"),
        Group.BEWONER: _("resident"),
        Group.ONBEKEND: _("group unknown"),
    }[Group(name)]


def kind(name: str) -> str:
    """A kind of transcript."""
    return {
        Kind.INTERVIEW: _("interview"),
        Kind.FOCUS_GROUP: _("focus group"),
        Kind.DOCUMENT: _("document"),
    }[Kind(name)]


def progress(stage: Progress) -> str:
    """How far a coder has come in a transcript."""
    return {
        Progress.UNTOUCHED: _("not begun"),
        Progress.STARTED: _("begun"),
        Progress.READ: _("read in full"),
    }[stage]


def order(each: Order) -> str:
    """What comes first in a queue."""
    return {
        Order.LIKELY: _("Likely first"),
        Order.UNCERTAIN: _("Uncertain first"),
        Order.CODE: _("Code by code"),
    }[each]


def reach(each: Reach) -> str:
    """Which transcripts a queue goes through."""
    return {
        Reach.READ: _("transcripts that somebody has read in full"),
        Reach.MINE: _("transcripts that I have read in full"),
        Reach.ALL: _("all transcripts"),
    }[each]


def display(choice: Display) -> str:
    """When suggestions are shown."""
    return {
        Display.ALWAYS: _("always"),
        Display.AFTER_TURN: _("after the turn was read"),
        Display.NEVER: _("never: coding is blind"),
    }[choice]


def measure(each: Measure) -> str:
    """What the numbers of a table count."""
    return {
        Measure.RESPONDENTS: _("respondents"),
        Measure.PASSAGES: _("passages"),
        Measure.CODINGS: _("codings"),
        Measure.TRANSCRIPTS: _("transcripts"),
    }[each]


def counted(each: Measure, n: int) -> str:
    """A number with what it counts."""
    return {
        Measure.RESPONDENTS: ngettext("{n} respondent", "{n} respondents", n),
        Measure.PASSAGES: ngettext("{n} passage", "{n} passages", n),
        Measure.CODINGS: ngettext("{n} coding", "{n} codings", n),
        Measure.TRANSCRIPTS: ngettext("{n} transcript", "{n} transcripts", n),
    }[each].format(n=number(n))


def meaning(each: Measure) -> str:
    """What a measure counts, in one sentence."""
    return {
        Measure.RESPONDENTS: _("People who said it, each counted once a code, however often they said it."),
        Measure.PASSAGES: _("Places in the transcripts: overlapping codings of one code are one passage."),
        Measure.CODINGS: _("Confirmed codings, which rewards who talks much; two coders on one place are two."),
        Measure.TRANSCRIPTS: _("Interviews in which it was said; a group interview is one."),
    }[each]


def columns(each: Columns) -> str:
    """What the columns of a table are."""
    return {
        Columns.NEIGHBOURHOOD: _("neighbourhoods"),
        Columns.CITY: _("cities"),
        Columns.GROUP: _("groups"),
    }[each]


def state(each: CodingState) -> str:
    """Where a coding stands."""
    return {
        CodingState.CONFIRMED: _("confirmed"),
        CodingState.WITHDRAWN: _("withdrawn"),
        CodingState.SUPERSEDED: _("replaced by a later coding"),
        CodingState.ORPHAN: _("lost its place when the text was corrected"),
    }[each]


def review(verdict: str | None) -> str:
    """Whether a quote may be published."""
    return {
        "publish": _("may be published"),
        "withhold": _("withheld from publication"),
        HELD: _("checked, but held back"),
        None: _("not yet checked for publication"),
    }[verdict]


def leak(kind: Leak) -> str:
    """What words can lead to a person by."""
    return {
        Leak.CONTACT: _("contact data"),
        Leak.ADDRESS: _("address"),
        Leak.ROLE: _("role"),
        Leak.PLACE: _("place"),
        Leak.NAME: _("name"),
    }[kind]


def held(hold: Hold) -> str:
    """What holds a quote back."""
    return {
        Hold.NOT_CHECKED: _("its speaker was not asked"),
        Hold.WITHDRAWN: _("its speaker withdrew it"),
        Hold.ADJUSTED: _("its speaker wants it adjusted, and nobody checked it since"),
        Hold.LEAK: _("it holds words that can lead to a person, and nobody confirmed them"),
        Hold.WITHHELD: _("some of its words are withheld under another coding"),
        Hold.NO_CONSENT: _("somebody who speaks in it withdrew consent"),
    }[hold]


def stream(name: str) -> str:
    """A part of the evidence that is counted by itself."""
    return {
        "": _("interviews"),
        "counted": _("assigned only"),
        "unassigned": _("not assigned"),
        "documents": _("documents"),
        ELSEWHERE: _("about elsewhere"),
    }[name]


def verdict(each: Verdict) -> str:
    """What a coder did with a suggestion."""
    return {
        Verdict.ACCEPTED: _("Accepted"),
        Verdict.CORRECTED: _("Corrected"),
        Verdict.REJECTED: _("Rejected"),
        Verdict.SKIPPED: _("Skipped"),
        Verdict.UNDONE: _("Undone"),
    }[each]


def relation(each: LinkRelation) -> str:
    """How one quote relates to another, from its side."""
    return {
        LinkRelation.LEADS_TO: _("leads to"),
        LinkRelation.CONDITION_FOR: _("is a condition for"),
        LinkRelation.DESPITE: _("holds despite"),
        LinkRelation.RELATED: _("goes together with"),
    }[each]


def relation_from(each: LinkRelation) -> str:
    """The same from the side of the other."""
    return {
        LinkRelation.LEADS_TO: _("follows from"),
        LinkRelation.CONDITION_FOR: _("depends on"),
        LinkRelation.DESPITE: _("does not prevent"),
        LinkRelation.RELATED: _("goes together with"),
    }[each]


def recoding(each: Recoding) -> str:
    """Who made a coding or memo what it is, other than who gave it, and when."""
    return {
        Remade.CHANGED: _("changed in the codebook by {coder}, {at}"),
        Remade.RESTORED: _("restored by {coder}, {at}"),
        Remade.CARRIED: _("taken along to the corrected text by {coder}, {at}"),
    }[each.how].format(coder=each.by, at=moment(each.at))


def remade(how: Remade) -> str:
    """What was done to a coding by somebody else than its coder."""
    return {
        Remade.CHANGED: _("Changed in the codebook"),
        Remade.RESTORED: _("Restored"),
        Remade.CARRIED: _("Taken along to the corrected text"),
    }[how]


def coded(coder: str, at: dt.datetime, recoded: Recoding | None) -> str:
    """Who coded or wrote something, when, and who changed or restored it since."""
    said = _("{coder}, {at}").format(coder=coder, at=moment(at))
    return said if recoded is None else f"{said} · {recoding(recoded)}"


def match(how: str) -> str:
    """How a word of the codebook was found in the text."""
    return {
        "lemma": _("the word itself, in any form"),
        "phrase": _("words in a row"),
        "pattern": _("a pattern"),
        "compound": _("inside a compound"),
        "split_verb": _("a split verb"),
    }.get(how, how)
