"""What memos and questions are about, by name and with the way there."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from qualcode.domain.memo import CELL, MemoKind, QuestionState, Topic, TopicKind
from qualcode.ui.components.links import link
from qualcode.ui.text import _
from qualcode.workflow.scope import Scope


def kinds() -> Mapping[str, str]:
    """The kinds of memo by name."""
    return {
        MemoKind.ANALYTIC.value: _("analytic"),
        MemoKind.METHOD.value: _("method"),
        MemoKind.REFLEXIVE.value: _("reflexive"),
        MemoKind.DECISION.value: _("decision"),
        MemoKind.SUMMARY.value: _("summary"),
    }


def states() -> Mapping[str, str]:
    """The states of a question by name."""
    return {
        QuestionState.OPEN.value: _("open"),
        QuestionState.ANSWERED.value: _("answered"),
        QuestionState.CLOSED.value: _("closed"),
    }


def name_of(topic: Topic, known: Scope) -> str:
    """What a topic is called."""
    codes = {code.id: code.label for code in known.codes}
    areas = {area.id: area.name for area in known.areas}
    if topic.kind is TopicKind.CELL:
        code, _bar, place = topic.key.partition(CELL)
        return _("{code} in {place}").format(code=codes.get(code, code), place=areas.get(place, place))
    if topic.kind is TopicKind.CODING:
        return _("Quote {n}").format(n=topic.key)
    names = {TopicKind.CODE: codes, TopicKind.NEIGHBOURHOOD: areas}.get(topic.kind, {})
    named = names.get(topic.key, topic.key)
    return _("claim {name}").format(name=named) if topic.kind is TopicKind.CLAIM else named


def way_to(topic: Topic, known: Scope) -> Markup:
    """The link to what a topic names."""
    page, query = _address(topic)
    return link(name_of(topic, known), page, query)


def ways_to(topics: Iterable[Topic], known: Scope) -> Markup:
    """The links to several things."""
    return Markup(" · ").join(way_to(topic, known) for topic in topics)


def _address(topic: Topic) -> tuple[str, dict[str, str]]:
    if topic.kind is TopicKind.CELL:
        code, _bar, place = topic.key.partition(CELL)
        return "quotes", {"code": code, "neighbourhood": place}
    return {
        TopicKind.CODING: ("quotes", {"quote": topic.key}),
        TopicKind.CODE: ("quotes", {"code": topic.key}),
        TopicKind.NEIGHBOURHOOD: ("quotes", {"neighbourhood": topic.key}),
        TopicKind.TRANSCRIPT: ("coding", {"transcript": topic.key}),
        TopicKind.CLAIM: ("claims", {"claim": topic.key}),
    }.get(topic.kind, ("memos", {"about": str(topic)}))
