"""The report week of the demonstration: what its fictional coders decided, judged, chose and asked."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, Coder, Coding, Neighbourhood, Respondent, Transcript
from qualcode.db.queries import since
from qualcode.domain.cerqual import Component
from qualcode.domain.coding import CodingState
from qualcode.domain.framework import Place
from qualcode.domain.memo import Topic, TopicKind
from qualcode.interchange.indicators_file import read_indicators
from qualcode.interchange.report_week_file import Asked, Chosen, ReportWeek, read_report_week
from qualcode.interchange.statistics_file import read_statistics
from qualcode.workflow import basket, claims, disclose, findings, freeze, members, memos, patterns, statistics


def take_in(session: Session, corpus: Path, actor: str) -> None:
    """Take in the report week of a folder once: its frozen state, which stays for good, tells that it came before.

    What the study has not, since it was dropped or never came in, is left out.
    """
    week = read_report_week(corpus / "report_week.yaml")
    if any(state.name == week.freeze.name for state in since.frozen(session)):
        return
    statistics.name_indicators(session, actor, read_indicators(corpus / "indicators.csv"))
    statistics.load(session, read_statistics(corpus / "statistics.csv"), actor)
    _decide(session, week)
    freeze.freeze(session, week.freeze.author, week.freeze.name, week.freeze.note)
    register = {entry.claim.id for entry in claims.register(session)}
    _judge(session, week, register)
    for quote in week.quotes:
        _choose(session, quote)
    known = set(session.scalars(select(Respondent.key)))
    for each in week.members:
        if each.respondent in known:
            members.note(session, each.author, each.respondent, each.state, each.on, each.note)
    for question in week.questions:
        topic = Topic.parse(question.about)
        if topic.kind is not TopicKind.CLAIM or topic.key in register:
            _ask(session, topic, question)


def _decide(session: Session, week: ReportWeek) -> None:
    places, taken = set(session.scalars(select(Neighbourhood.key))), patterns.decisions(session)
    for each in week.patterns:
        if each.neighbourhood in places - set(taken):
            patterns.decide(session, each.author, Place(each.pattern, each.neighbourhood), each.rationale)


def _judge(session: Session, week: ReportWeek, register: Collection[str]) -> None:
    for judged in week.judgements:
        for component in (each for each in Component if judged.claim in register):
            if component in judged.components:
                level, why = judged.components[component]
                findings.judge(session, judged.author, judged.claim, component, level, why)


def _choose(session: Session, quote: Chosen) -> None:
    coding = session.scalar(
        select(Coding.id)
        .join(Transcript, Transcript.id == Coding.transcript_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .where(
            Transcript.name == quote.transcript,
            Code.key == quote.code,
            Coder.name == quote.coder,
            Coding.exact.startswith(quote.begins, autoescape=True),
            Coding.state == CodingState.CONFIRMED.value,
        )
        .order_by(Coding.id)
        .limit(1)
    )
    if coding is None:
        return
    basket.put(session, quote.coder, quote.section, [coding])
    if quote.text:
        basket.edit(session, quote.coder, quote.section, coding, quote.text)
    if quote.publish:
        verdict = disclose.Disclosure.PUBLISH.value
        disclose.review_quote(session, quote.coder, coding, verdict, quote.publish, confirmed=True)


def _ask(session: Session, topic: Topic, asked: Asked) -> None:
    number = memos.ask(session, asked.author, topic, asked.text, asked.owner)
    if (reply := asked.answer) is not None:
        memos.answer(session, reply.author, number, reply.text, reply.state)
