"""How a quote became evidence, step by step, and its words marked in the turns around it."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from qualcode.domain.coding import CodingState
from qualcode.domain.quote import CodingStep, ContextTurn, DecisionStep, Journey, Note
from qualcode.domain.reason_wording import told_one

Say = Callable[..., str]


class Step(NamedTuple):
    """One thing that happened; `who` is "" for the machine."""

    at: dt.datetime
    what: str
    who: str
    details: tuple[str, ...] = ()


def parts_of(turn: ContextTurn) -> list[tuple[str, bool]]:
    """(text, whether it is the quote's) of a turn, in order."""
    if turn.quoted is None:
        return [(turn.text, False)]
    start, end = turn.quoted.start - turn.span.start, turn.quoted.end - turn.span.start
    parts = ((turn.text[:start], False), (turn.text[start:end], True), (turn.text[end:], False))
    return [part for part in parts if part[0]]


def teller(say: Say, label: Say, valued: Say, moment: Say, language: str) -> Callable[[Journey], list[Step]]:
    """A function that tells the steps of a journey, oldest first."""

    def steps(journey: Journey) -> list[Step]:
        found = [*_suggested(journey), *(_decided(step, journey, say, label) for step in journey.decisions)]
        found += [_coded(journey, at, say, label, valued, moment) for at in range(len(journey.history))]
        found += [_noted(note, say("memo_of"), say) for note in journey.memos]
        found += [_noted(note, say(f"review_{note.kind}").capitalize(), say) for note in journey.reviews]
        return sorted(found, key=lambda step: step.at)

    def _suggested(journey: Journey) -> Iterator[Step]:
        origin = journey.origin
        if origin is None:
            return
        proposed = say("suggested_as", code=label(origin.code), score=f"{origin.score:.2f}", rank=origin.rank)
        values = ", ".join(valued(name, value) for name, value in origin.attributes.items())
        reasons = [say("reason", reason=told_one(why, language)) for why in origin.explanations]
        run = say("by_run", run=origin.run.id, software=origin.run.software, version=origin.run.codebook_version)
        yield Step(origin.run.at, say("suggested"), "", tuple(filter(None, (proposed, values, *reasons, run))))

    return steps


def _decided(step: DecisionStep, journey: Journey, say: Say, label: Say) -> Step:
    details = []
    if codes := journey.corrected(step):
        proposed, coded = map(label, codes)
        details.append(say("corrected_to", proposed=proposed, code=coded))
    if step.shown_at:
        seconds = round((step.decided_at - step.shown_at).total_seconds(), 1)
        details.append(say("seconds", n=f"{seconds:g}"))
    if step.repeats:
        details.append(say("repeats"))
    return Step(step.decided_at, say(step.verdict.value), step.coder, tuple(details))


def _coded(journey: Journey, at: int, say: Say, label: Say, valued: Say, moment: Say) -> Step:
    step: CodingStep = journey.history[at]
    values = [valued(name, value.value) for name, value in step.attributes.items()]
    state = [] if step.state is CodingState.CONFIRMED else [say(f"state_{step.state.value}")]
    details = [", ".join([label(step.code), *values, *state])]
    if at == 0 and journey.origin is None:
        details.append(say("by_hand_seen" if journey.quote.suggestions_seen else "by_hand"))
    if step.recoding:
        told = step.recoding
        details.append(say(f"recoding_{told.how.value}", by=told.by, at=moment(told.coded_at)))
    return Step(step.at, say("recoded" if at else "coded"), step.coder, tuple(details))


def _noted(note: Note, what: str, say: Say) -> Step:
    return Step(note.at, what, note.coder, (note.text or say("taken_back"),))
