"""One claim: whether it holds and why, what speaks against it, and what people did with it."""

import streamlit as st
from markupsafe import Markup

from qualcode.domain import claim_text
from qualcode.domain.cerqual import Component
from qualcode.domain.claim import ClaimType, Condition
from qualcode.domain.claim_check import NAME_LIMIT
from qualcode.domain.claim_register import Role
from qualcode.domain.memo import QuestionState
from qualcode.domain.output import Name
from qualcode.domain.wording import word
from qualcode.errors import short
from qualcode.ui import claim_actions, claim_form, state, words
from qualcode.ui.claim_list import badge
from qualcode.ui.claim_quotes import articles, linked, quotes_by_unit
from qualcode.ui.claim_saved import say_saved
from qualcode.ui.claim_units import two_by_two, units_table
from qualcode.ui.components.links import link
from qualcode.ui.controls import chosen
from qualcode.ui.markup import show
from qualcode.ui.text import NOTHING, _, moment, number
from qualcode.workflow import claim_view
from qualcode.workflow.claim_view import ClaimView
from qualcode.workflow.claims import register
from qualcode.workflow.findings import basis_of
from qualcode.workflow.scope import Scope, scope

HERE = "claims"
EDIT = "edit"
FIRST = 6
"""Quotes against a claim that stand open on the page."""


def render(key: str) -> None:
    """Draw the claim."""
    st.title(_("Claim {name}").format(name=short(key, NAME_LIMIT)))
    with state.reading() as session:
        view, known = claim_view.view(session, key, state.language()), scope(session, state.language())
        keys = [each.claim.id for each in register(session)]
    say_saved()
    if chosen("do", ["", EDIT]) == EDIT:
        claim_form.render_edit(view.checked.entry)
        return
    show(_ways(key, keys))
    left, right = st.columns([4, 3], gap="large")
    with left:
        show(_verdict(view))
        claim_actions.note_form(view)
    with right:
        show(_facts(view, known))
    st.header(_("How they stand"))
    show(units_table(view))
    show(two_by_two(view))
    claim_actions.ruling_form(view)
    _against(view, known)
    st.header(_("Quotes on both sides"))
    show(quotes_by_unit(view, known) or _none(_("Nothing was said of it.")))
    _linked(view, known)
    claim_actions.candidates(view, known)
    claim_actions.questions_of(view, known)
    claim_actions.state_form(view)


def _ways(key: str, keys: list[str]) -> Markup:
    at = keys.index(key)
    parts = [link(_("All claims"), HERE, {})]
    parts += [link(_("Previous: {name}").format(name=keys[at - 1]), HERE, {"claim": keys[at - 1]})] if at else []
    parts += (
        [link(_("Next: {name}").format(name=keys[at + 1]), HERE, {"claim": keys[at + 1]})] if at + 1 < len(keys) else []
    )
    parts.append(link(_("Change the claim"), HERE, {"claim": key, "do": EDIT}))
    return Markup('<nav class="qc-pager" aria-label="{}">{}</nav>').format(_("Ways"), Markup().join(parts))


def _verdict(view: ClaimView) -> Markup:
    language, checked = state.language(), view.checked
    claim, found = checked.entry.claim, checked.assessment
    lines = [Markup('<p class="qc-statement">{}</p>').format(claim.statement)]
    lines.append(Markup("<p>{} {}</p>").format(badge(found.verdict), claim_text.reason(claim, found, language)))
    told = [claim_text.change(checked, view.names, language)]
    if checked.falls_short:
        intended = word(claim.intended.value, language)
        told.append(_("Worse than its author intended: {verdict}.").format(verdict=intended))
    told += [word("circular", language)] if found.circular else []
    told += [word("understated", language)] if found.understated else []
    lines += [Markup('<p class="qc-alarm">{}</p>').format(each) for each in told if each]
    rules = Markup().join(
        Markup("<li>{}</li>").format(each) for each in claim_text.rule(claim, found, checked.rules, language)
    )
    return Markup('<div class="qc-claim">{}<ul class="qc-rules">{}</ul></div>').format(Markup().join(lines), rules)


def _facts(view: ClaimView, known: Scope) -> Markup:
    language, entry = state.language(), view.checked.entry
    claim = entry.claim
    where = claim_text.scope(claim, view.names, language, lambda each: words.condition(each, known))
    if claim.scope.where:
        where = _("computed: {scope}").format(scope=where)
    standing = [word(f"claim_{entry.state.value}", language), entry.coder, moment(entry.at)]
    standing += [entry.reason] if entry.reason else []
    facts = {
        _("State"): " · ".join(standing),
        _("Kind"): word(f"claim_{claim.type.value}", language),
        _("Quantity"): claim_text.quantity(claim, language),
        _("Scope"): where,
        _("Speaks for it"): _conditions(claim.require, known),
        _("Speaks against it"): _conditions(claim.contradict, known),
        _("Said by"): ", ".join(words.group(group) for group in claim.groups) or _("everybody"),
        _("Topics"): ", ".join(claim.topics) or _("not given: every interview counts as asked"),
        _("Place in the report"): claim.place or NOTHING,
        _("Intended"): word(claim.intended.value, language),
    }
    if claim.type is ClaimType.FINDING:
        facts[_("Confidence")] = _confidence(view)
    facts[_("Open questions")] = _questions(view)
    rows = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts.items())
    return Markup('<dl class="qc-facts">{}</dl>').format(rows)


def _confidence(view: ClaimView) -> Markup:
    """How sure the team is of a finding, by whom and when, with the way to judge it."""
    language, claim = state.language(), view.checked.entry.claim.id
    query = {"name": Name.FINDINGS.value, "finding": claim, "component": Component.CONFIDENCE.value}
    judged = view.judged.get(Component.CONFIDENCE)
    if judged is None:
        lacking = Markup.escape(word("not_judged", language))
        return Markup("{} · {}").format(lacking, link(_("Judge it"), "outputs", query))
    said = [word(judged.level, language), judged.coder, moment(judged.at)]
    said += [] if judged.holds(basis_of(view.checked)) else [_("its evidence changed since")]
    way = link(_("Judgements"), "outputs", query)
    return Markup("{}<br>{}<br>{}").format(" · ".join(said), judged.explanation, way)


def _questions(view: ClaimView) -> Markup:
    """What is still asked about the claim; its answers stand below on the page."""
    waiting = [each for each in view.questions if each.state is QuestionState.OPEN]
    said = []
    for each in waiting:
        owner = _("for {name}").format(name=each.owner) if each.owner else _("for nobody yet")
        said.append(Markup('{} <span class="qc-quiet">({})</span>').format(each.text, owner))
    return Markup("<br>").join(said) if said else Markup.escape(_("none"))


def _conditions(conditions: tuple[Condition, ...], known: Scope) -> Markup:
    codes = {code.id: code.label for code in known.codes}
    said = []
    for each in conditions:
        way = link(codes.get(each.code, each.code), "codebook", {"code": each.code})
        said.append(Markup("{}{}").format(way, words.condition_values(each, known)))
    return Markup("<br>").join(said) if said else Markup.escape(NOTHING)


def _against(view: ClaimView, known: Scope) -> None:
    st.header(_("What speaks against it"))
    checked = view.checked
    linked_against = [each.coding for each in checked.entry.links if each.role is Role.CONTRADICTS]
    numbers = dict.fromkeys([*checked.unanswered, *checked.assessment.contradicting, *linked_against])
    quotes = [view.quotes[coding] for coding in numbers if coding in view.quotes]
    if not quotes:
        show(_none(_("No quote counts against this claim, and none was linked as contradicting it.")))
        return
    st.write(
        _(
            "Every one of these has to be answered before the claim can be closed; an answer takes none out of the "
            "counts."
        )
    )
    claim_actions.answer_form(view)
    show(articles(view, quotes[:FIRST], known))
    if rest := quotes[FIRST:]:
        more = _("and {n} more").format(n=number(len(rest)))
        show(
            Markup('<details class="qc-more"><summary>{}</summary>{}</details>').format(
                more, articles(view, rest, known)
            )
        )


def _linked(view: ClaimView, known: Scope) -> None:
    st.header(_("Linked by people"))
    parts = [linked(view, role, known) for role in (Role.CONTRADICTS, Role.NUANCES, Role.SUPPORTS)]
    show(Markup().join(parts) or _none(_("Nobody linked a quote to this claim yet.")))
    claim_actions.unlink_form(view)


def _none(sentence: str) -> Markup:
    return Markup('<p class="qc-sums">{}</p>').format(sentence)
