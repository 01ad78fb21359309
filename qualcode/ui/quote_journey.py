"""The journey of a quote as HTML: its turns, and step by step how it became evidence."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from qualcode.domain.coding import AttributeValue, CodingState, Source
from qualcode.domain.quote import CodingStep, ContextTurn, DecisionStep, Journey, Note, Origin
from qualcode.domain.reason_wording import told_one
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation
from qualcode.ui import state, words
from qualcode.ui.quote_list import marked, value_of
from qualcode.ui.text import _, decimal, moment, number
from qualcode.workflow.scope import Scope


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened."""

    at: dt.datetime
    what: str
    who: str
    details: tuple[str, ...] = ()


def turns(journey: Journey) -> Markup:
    """The turns around the quote, with the quote marked."""
    return Markup('<div class="qc-turns">{}</div>').format(Markup().join(map(_turn, journey.context)))


def _turn(turn: ContextTurn) -> Markup:
    said = marked(turn.text, turn.span.start, (turn.quoted,) if turn.quoted else ())
    return Markup('<p class="qc-turn-{}"><b>{}</b> <span>{}</span><br>{}</p>').format(
        turn.role, turn.speaker, number(turn.number), said
    )


def steps(journey: Journey, known: Scope) -> list[Step]:
    """What happened, oldest first."""
    found = [_suggested(journey.origin, journey, known)] if journey.origin else []
    found += [_decided(step, journey, known) for step in journey.decisions]
    found += [_coded(step, first=at == 0, known=known) for at, step in enumerate(journey.history)]
    found += [_noted(note, _("Memo")) for note in journey.memos]
    found += [_noted(note, words.review(note.kind).capitalize()) for note in journey.reviews]
    return sorted(found, key=lambda step: step.at)


def step_list(found: Iterable[Step]) -> Markup:
    """The steps as a list in time."""
    return Markup('<ol class="qc-journey">{}</ol>').format(Markup().join(map(_item, found)))


def _item(step: Step) -> Markup:
    details = Markup().join(Markup("<br>{}").format(detail) for detail in step.details)
    return Markup("<li><b>{}</b> <span>{}</span>{}</li>").format(
        step.what, " · ".join(filter(None, (step.who, moment(step.at)))), details
    )


def _suggested(origin: Origin, journey: Journey, known: Scope) -> Step:
    values = [value_of(name, AttributeValue(value, Source.PERSON), known) for name, value in origin.attributes.items()]
    proposed = " · ".join((_label(origin.code, known), *values))
    score = _("Score {score}, number {rank} on its sentence").format(score=decimal(origin.score), rank=origin.rank)
    run = _("Run {run}: {software}, codebook version {version}").format(
        run=origin.run.id, software=origin.run.software, version=origin.run.codebook_version
    )
    reasons = [_reason(explanation, journey) for explanation in origin.explanations]
    return Step(origin.run.at, _("Suggested"), "", (proposed, score, *reasons, run))


def _reason(explanation: Explanation, journey: Journey) -> str:
    if explanation.how in {"ranked", "prompted"}:
        return told_one(explanation, state.language(), journey.nearest)
    matched = ", ".join(f"“{_words_at(span, journey)}”" for span in explanation.words)
    said = _("{words} answers to “{indicator}” ({how})").format(
        words=matched, indicator=explanation.indicator, how=words.match(explanation.how)
    )
    if explanation.negation:
        said += ", " + _("negated by “{word}”").format(word=explanation.negation)
    if explanation.hedge:
        said += ", " + _("weakened by “{word}”").format(word=explanation.hedge)
    return said


def _words_at(span: Span, journey: Journey) -> str:
    for turn in journey.context:
        if turn.span.start <= span.start and span.end <= turn.span.end:
            return turn.text[span.start - turn.span.start : span.end - turn.span.start]
    return _("words that are no longer shown")


def _label(code: str, known: Scope) -> str:
    return next((each.label for each in known.codes if each.id == code), code)


def _decided(step: DecisionStep, journey: Journey, known: Scope) -> Step:
    seen: tuple[str, ...] = ()
    if codes := journey.corrected(step):
        proposed, coded = (_label(code, known) for code in codes)
        seen += (_("proposed: {proposed}, corrected to {code}").format(proposed=proposed, code=coded),)
    if step.shown_at:
        seconds = (step.decided_at - step.shown_at).total_seconds()
        seen += (_("{n} seconds after it was shown").format(n=number(round(seconds, 1))),)
    if step.repeats:
        seen += (_("together with others, since the sentence repeats an accepted one word for word"),)
    return Step(step.decided_at, words.verdict(step.verdict), step.coder, seen)


def _coded(step: CodingStep, *, first: bool, known: Scope) -> Step:
    details = [_label(step.code, known)]
    details += [value_of(name, value, known) for name, value in step.attributes.items()]
    if step.state is not CodingState.CONFIRMED:
        details.append(words.state(step.state))
    if step.recoding is not None:
        coded = _("coded by {coder}, {at}").format(coder=step.coder, at=moment(step.recoding.coded_at))
        return Step(step.at, words.remade(step.recoding.how), step.recoding.by, (" · ".join(details), coded))
    return Step(step.at, _("Coded") if first else _("Changed"), step.coder, (" · ".join(details),))


def _noted(note: Note, what: str) -> Step:
    if note.recoding is None:
        return Step(note.at, what, note.coder, (note.text or _("taken back"),))
    return Step(note.recoding.coded_at, what, note.coder, (note.text, words.recoding(note.recoding)))
