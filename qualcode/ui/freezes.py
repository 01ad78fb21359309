"""Frozen states of the evidence: keeping one, and what has changed since, per table and per claim."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from qualcode.domain.claim import Standing, Verdict
from qualcode.domain.freeze import CellChange, ClaimChange, KeptText, Touch
from qualcode.domain.freeze_cause import Cause, What, by_kind
from qualcode.domain.wording import word
from qualcode.ui import layout, state
from qualcode.ui.components.links import link
from qualcode.ui.controls import choice, fill_next
from qualcode.ui.markup import Column, show, table
from qualcode.ui.team import phrases
from qualcode.ui.text import NOTHING, _, moment, ngettext, number
from qualcode.workflow.freeze import Difference, Frozen, difference, freeze, frozen
from qualcode.workflow.scope import scope

HERE = "report_week"
SHOWN = 12
"""Codings that are named one by one under a change."""

SHOWN_THINGS = 4
"""Transcripts, respondents and the like that are."""


def freezes() -> None:
    """Draw the form, the states, and what changed."""
    with state.reading() as session:
        known = frozen(session)
    _form()
    if not known:
        st.info(_("Nothing was frozen yet. A frozen state keeps what every table and claim said on a day."))
        return
    first, second = st.columns(2)
    with first:
        name = choice("freeze", _("Frozen state"), {each.name: each.name for each in reversed(known)})
    with second:
        later = {each.name: each.name for each in known if each.name != name}
        other = choice("with", _("Compared with"), {"": _("the study as it stands"), **later})
    with state.reading() as session:
        found = difference(session, name, other or None, state.language())
        named = scope(session, state.language())
    show(_about(found.then))
    _changes(found, {each.id: each.name for each in named.areas}, {each.id: each.label for each in named.codes})


def _form() -> None:
    coder = state.coder()
    if coder is None:
        st.write(_("Choose who you are, beside the page, to freeze the evidence."))
        return
    with st.expander(_("Freeze the evidence as it stands"), icon=":material/ac_unit:"):
        with st.form("qualcode_freeze", border=False):
            name = st.text_input(_("Name of this state"), key="qualcode_freeze_name")
            note = st.text_input(_("What it is for"), key="qualcode_freeze_note")
            sent = st.form_submit_button(_("Freeze"), type="primary", key="qualcode_freeze_now")
        if sent:
            with layout.explained():
                with state.writing() as session:
                    freeze(session, coder, name, note)
                fill_next({"qualcode_freeze_name": "", "qualcode_freeze_note": ""}, "qualcode_freeze")
                st.rerun()


def _about(kept: Frozen) -> Markup:
    counted = kept.counted
    said = [
        moment(kept.at),
        kept.coder,
        ngettext("{n} coding", "{n} codings", counted["codings"]).format(n=number(counted["codings"])),
        ngettext("{n} respondent", "{n} respondents", counted["respondents"]).format(n=number(counted["respondents"])),
        _("codebook version {n}").format(n=kept.codebook_version),
        _("log {hash}").format(hash=kept.database_hash[:12]),
        kept.note,
    ]
    return Markup('<p class="qc-sums">{}</p>').format(" · ".join(part for part in said if part))


def _changes(found: Difference, places: Mapping[str, str], labels: Mapping[str, str]) -> None:
    if not (found.cells or found.claims):
        st.success(_("No table and no claim says anything else."))
        return
    if found.claims:
        st.header(_("Claims whose evidence changed"))
        columns = [Column(name) for name in (_("Claim"), _("Was"), _("Is"), _("Neighbourhoods"), _("Because"))]
        rows = [_claim_row(each, places) for each in found.claims]
        show(table(_("Claims whose evidence changed"), columns, rows, HERE))
    for output in dict.fromkeys(each.output for each in found.cells):
        cells = [each for each in found.cells if each.output == output]
        title = word(f"output_{output}", state.language())
        st.header(title)
        columns = [Column(name) for name in (_("Row"), _("Column"), _("Was"), _("Is"), _("Because"))]
        show(table(title, columns, [_cell_row(each, labels) for each in cells], HERE))
    _others(found)


def _others(found: Difference) -> None:
    """All that happened, for changes that no coding explains."""
    people: dict[str, dict[str, int]] = {}
    for (kind, who), n in found.kinds.items():
        people.setdefault(who, {})[kind] = n
    with st.expander(_("All that was done in between")):
        lines = [f"{who}: {said}" for who, done in people.items() if (said := phrases(done))]
        st.markdown("\n".join(f"- {line}" for line in lines) or NOTHING)


def _cell_row(change: CellChange, labels: Mapping[str, str]) -> list[Markup]:
    row = ", ".join(dict.fromkeys(labels.get(text, text) for text in change.named))
    values = (change.was, change.now)
    both = [_quote(each) for each in values] if change.names_quote else map(Markup.escape, _told_apart(*values))
    return [Markup.escape(row), Markup.escape(change.column), *both, _because(change)]


def _quote(value: str | float | None) -> Markup:
    """The number of a quote as everywhere, with the way to it."""
    return Markup.escape(NOTHING) if value is None else link(str(value), "quotes", {"quote": str(value)})


def _told_apart(was: str | float | None, now: str | float | None) -> tuple[str, str]:
    """Both values with as many decimals as it takes to see that they differ."""
    return next(
        (both for digits in range(2, 6) if (both := (_value(was, digits), _value(now, digits)))[0] != both[1]),
        (_value(was, 6), _value(now, 6)),
    )


def _value(value: str | float | None, digits: int) -> str:
    if isinstance(value, KeptText):
        return _("text {digest}").format(digest=value[:6])
    if value is None or value == "":
        return NOTHING
    return value if isinstance(value, str) else number(round(value, digits))


def _claim_row(change: ClaimChange, names: Mapping[str, str]) -> list[Markup]:
    moved = [f"{names.get(unit, unit)}: {_standing(then)} → {_standing(now)}" for unit, then, now in change.moved]
    said = [
        change.claim if change.now is None else link(change.claim, "claims", {"claim": change.claim}),
        _verdict(change.was),
        _verdict(change.now),
        "; ".join(moved) or NOTHING,
    ]
    return [*map(Markup.escape, said), _because(change)]


def _verdict(each: Verdict | None) -> str:
    """A verdict in words; a dash where the claim was not in the register."""
    if each is None:
        return NOTHING
    return {
        Verdict.SUPPORTED: _("supported"),
        Verdict.CONTRADICTED: _("contradicted"),
        Verdict.INSUFFICIENT: _("insufficient"),
        Verdict.UNTESTABLE: _("not testable"),
    }[each]


def _standing(each: Standing | None) -> str:
    """How a neighbourhood or respondent stands, in words; a dash where it was out of scope."""
    if each is None:
        return NOTHING
    return {
        Standing.FOR: _("for"),
        Standing.AGAINST: _("against"),
        Standing.DIVIDED: _("divided"),
        Standing.THIN: _("thin"),
        Standing.SILENT: _("silent"),
    }[each]


def _because(change: CellChange | ClaimChange) -> Markup:
    """The codings that came or went, and whatever else explains the change, with the ways there."""
    return Markup("; ").join([*_touched(change.because), *_caused(change.causes)]) or Markup.escape(NOTHING)


def _touched(touches: Iterable[Touch]) -> Iterator[Markup]:
    said: dict[tuple[str, str], list[int]] = {}
    for touch in touches:
        said.setdefault((touch.what, touch.coder), []).append(touch.coding)
    for (what, coder), codings in said.items():
        ways = [link(str(coding), "quotes", {"quote": str(coding)}) for coding in codings]
        sentence = _("added by {coder}: ") if what == "added" else _("withdrawn by {coder}: ")
        yield Markup("{}{}").format(sentence.format(coder=coder), _first(ways, SHOWN))


def _caused(causes: Iterable[Cause]) -> Iterator[Markup]:
    for (what, coder), about in by_kind(causes).items():
        sentence = word(f"freeze_cause_{what}", state.language(), coder=coder)
        page, query, named = _OPENED.get(what, ("", lambda _key: {}, False))
        if not page:
            yield Markup.escape(sentence)
        elif named and about:
            ways = [link(key, page, query(key)) for key in about]
            yield Markup("{}: {}").format(sentence, _first(ways, SHOWN_THINGS))
        else:
            yield link(sentence, page, query(about[-1] if about else ""))


def _first(ways: Sequence[Markup], most: int) -> Markup:
    rest = [Markup.escape(_("and {n} more").format(n=number(len(ways) - most)))] if len(ways) > most else []
    return Markup(", ").join([*ways[:most], *rest])


_OPENED: Mapping[What, tuple[str, Callable[[str], dict[str, str]], bool]] = {
    **dict.fromkeys(
        (What.RULED, What.CLAIM, What.CLAIM_LINKED, What.ANSWERED, What.JUDGED),
        ("claims", lambda key: {"claim": key}, False),
    ),
    What.RULES: ("study", lambda _key: {}, False),
    What.SETTINGS: ("study", lambda _key: {}, False),
    What.PATTERN: ("memos", lambda key: {"summary": f"neighbourhood:{key}"}, True),
    What.SUMMARY: ("memos", lambda key: {"summary": f"neighbourhood:{key}"}, True),
    What.QUOTES_LINKED: ("quotes", lambda key: {"quote": key}, True),
    What.DESCRIBED: ("transcripts", lambda key: {"describe": key}, True),
    What.TEXT: ("coding", lambda key: {"transcript": key}, True),
    What.CONSENT: ("transcripts", lambda key: {"respondent": key}, True),
    What.PERSON: ("transcripts", lambda key: {"respondent": key}, True),
    What.CODEBOOK: ("codebook", lambda _key: {"view": "versions"}, False),
    What.PLACES: ("transcripts", lambda _key: {}, False),
    What.READ: ("transcripts", lambda _key: {}, False),
}
"""What was done -> the page that opens it, its parameters by what it was done to, and whether that is named."""
