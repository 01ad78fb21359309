"""Writing a claim on the screen, or changing one: its sentence, its quantity, its scope and its conditions."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from qualcode.domain.claim import Claim, ClaimType, Condition, Over, Quantifier, Verdict
from qualcode.domain.claim import Scope as Reach
from qualcode.domain.claim_register import Registered
from qualcode.domain.claim_text import parsed, written
from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.transcript import Group
from qualcode.domain.wording import word
from qualcode.ui import layout, state, words
from qualcode.ui.claim_saved import saved
from qualcode.ui.components.links import link
from qualcode.ui.markup import show
from qualcode.ui.text import _
from qualcode.workflow import claim_register
from qualcode.workflow.claims import register
from qualcode.workflow.scope import Scope, scope

HERE = "claims"
_KEY = "qualcode_claim_write"
_STORED = "qualcode_claim_written"
EMPTY = Claim("", ClaimType.FINDING, "", Over.NEIGHBOURHOODS, Quantifier.MAJORITY, ())


def render_new() -> None:
    """Draw the page on which a claim is written."""
    st.title(_("Write a claim"))
    show(Markup('<p class="qc-ways">{}</p>').format(link(_("All claims"), HERE, {})))
    _form(EMPTY, None)


def render_edit(entry: Registered) -> None:
    """Draw the form that changes a claim."""
    show(Markup('<p class="qc-ways">{}</p>').format(link(_("Back to the claim"), HERE, {"claim": entry.claim.id})))
    st.write(_("A changed claim is tested anew and is open again; what was linked and answered stays with it."))
    _form(entry.claim, entry.row)


def _form(claim: Claim, seen: int | None) -> None:
    coder = layout.require_coder()
    with state.reading() as session:
        known = scope(session, state.language())
    with st.form(_KEY, border=False, enter_to_submit=False):
        said = _sentence(claim, new=seen is None)
        conditions = _conditions(claim, known)
        reach = _reach(claim, known)
        sent = st.form_submit_button(_("Store the claim"), type="primary", key=f"{_KEY}_store")
    if not sent:
        return
    with layout.explained():
        asked = {name: tuple(map(parsed, chosen)) for name, chosen in conditions.items()}
        made = replace(said, require=asked["require"], contradict=asked["contradict"], groups=reach[1])
        made = replace(made, scope=Reach(() if asked["where"] else reach[0], asked["where"]))
        with state.writing() as session:
            new = _by_first_click(session, made, seen) or claim_register.set_down(session, coder, made, seen)
        st.session_state[_STORED] = (made, seen)
        st.query_params.pop("do", None)
        st.query_params["claim"] = made.id
        saved(_("The claim was stored.") if new else _("Nothing was changed."), {}, _KEY)


def _by_first_click(session: Session, claim: Claim, seen: int | None) -> bool:
    """Whether this browser has stored just this, as it stands, so that asking again is a second click."""
    if st.session_state.get(_STORED) != (claim, seen):
        return False
    return any(each.claim == claim and each.row != seen for each in register(session))


def _sentence(claim: Claim, *, new: bool) -> Claim:
    """The claim as its first fields say it."""
    name = claim.id
    if new:
        name = st.text_input(_("Name, such as B12"), key=f"{_KEY}_id", max_chars=40)
    statement = st.text_area(_("Sentence of the report"), claim.statement, key=f"{_KEY}_statement", height=90)
    first, second, third = st.columns(3)
    with first:
        quantifier = _one(_("Quantity"), Quantifier, claim.quantifier, "", "quantifier")
        place = st.text_input(_("Place in the report"), claim.place, key=f"{_KEY}_place")
    with second:
        over = _one(_("Counted over"), Over, claim.over, "over_", "over")
        kind = _one(_("Kind"), ClaimType, claim.type, "claim_", "type")
    with third:
        intended = _one(_("Verdict that you expect"), Verdict, claim.intended, "", "intended")
        topics = st.text_input(
            _("Topics of the guide that ask for it, with commas"), ", ".join(claim.topics), key=f"{_KEY}_topics"
        )
    return replace(
        claim,
        id=name.strip(),
        statement=" ".join(statement.split()),
        quantifier=Quantifier(quantifier),
        over=Over(over),
        type=ClaimType(kind),
        intended=Verdict(intended),
        place=place.strip(),
        topics=tuple(topic.strip() for topic in topics.split(",") if topic.strip()),
    )


def _one(label: str, options: type[Quantifier | Over | ClaimType | Verdict], now: str, prefix: str, name: str) -> str:
    values = [each.value for each in options]
    said = {value: word(f"{prefix}{value}", state.language()) for value in values}
    chosen = st.selectbox(label, values, index=values.index(now), format_func=said.__getitem__, key=f"{_KEY}_{name}")
    return str(chosen)


def _conditions(claim: Claim, known: Scope) -> dict[str, list[str]]:
    """Field -> conditions as they are written."""
    st.write(
        _(
            "A condition is a code, with values if they matter. Choose from the list, or type one with several values, "
            "such as: {example}"
        ).format(example="factor.sloop valentie=positief polariteit=ontkend")
    )
    asked = {
        "require": (_("Speaks for the claim: any of"), claim.require),
        "contradict": (_("Speaks against the claim: any of"), claim.contradict),
        "where": (_("Only where this is said (a computed scope): any of"), claim.scope.where),
    }
    options = _options(known)
    return {name: _many(label, options, conditions, name, known) for name, (label, conditions) in asked.items()}


def _many(label: str, options: dict[str, str], now: tuple[Condition, ...], name: str, known: Scope) -> list[str]:
    chosen = [written(each) for each in now]
    options = {written(each): f"{words.condition(each, known)} · {each.code}" for each in now} | options
    return st.multiselect(
        label,
        list(dict.fromkeys([*chosen, *options])),
        default=chosen,
        format_func=lambda text: options.get(text, text),
        accept_new_options=True,
        placeholder=_("Choose codes"),
        key=f"{_KEY}_{name}",
    )


def _options(known: Scope) -> dict[str, str]:
    """Condition as it is written -> what it is called: every code, and every code with one value."""
    said: dict[str, str] = {}
    for code in known.codes:
        said[code.id] = f"{code.label} · {code.id}"
        for attribute, label in known.attributes.items():
            for value, named in known.values.get(attribute, {}).items():
                if value != UNDETERMINED:
                    said[f"{code.id} {attribute}={value}"] = f"{code.label} · {label}: {named} · {code.id}"
    return said


def _reach(claim: Claim, known: Scope) -> tuple[tuple[str, ...], tuple[Group, ...]]:
    """(neighbourhoods of a fixed scope, groups that are heard)."""
    left, right = st.columns(2)
    names = {area.id: area.name for area in known.areas}
    groups = {group.value: words.group(group.value) for group in Group}
    with left:
        chosen = st.multiselect(
            _("Only these neighbourhoods"),
            list(names),
            default=[place for place in claim.scope.neighbourhoods if place in names],
            format_func=names.__getitem__,
            placeholder=_("All neighbourhoods"),
            key=f"{_KEY}_neighbourhoods",
        )
    with right:
        heard = st.multiselect(
            _("Only what these groups say"),
            list(groups),
            default=[group.value for group in claim.groups],
            format_func=groups.__getitem__,
            placeholder=_("Everybody"),
            key=f"{_KEY}_groups",
        )
    return tuple(chosen), tuple(map(Group, heard))
