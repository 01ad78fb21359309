"""What people wrote in their own words, wherever it is stored: texts that may repeat what a respondent said."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcode.db.models import (
    Answer,
    BasketEntry,
    ClaimAnswer,
    ClaimEntry,
    ClaimRuling,
    Code,
    CodebookChange,
    CodebookVersion,
    CodeEntry,
    FindingJudgement,
    Freeze,
    MemberCheck,
    Memo,
    ProvisionalCode,
    Question,
    QuoteReview,
    Respondent,
    Run,
    SavedQuery,
    Study,
    Transcript,
)
from qualcode.domain.repeated import Place, WrittenIn

Column = InstrumentedAttribute[Any]


class Source(NamedTuple):
    """A table of what people write: by which columns a row is told, where these stand, and the texts."""

    kind: WrittenIn
    told_by: tuple[Column, ...]
    texts: tuple[Column, ...]
    joins: tuple[tuple[Any, Any], ...] = ()


_OF_VERSION = (CodebookVersion, CodebookVersion.id == CodeEntry.codebook_version_id)
SOURCES: Sequence[Source] = (
    Source(
        WrittenIn.CODE,
        (Code.key, CodebookVersion.number),
        (
            CodeEntry.label,
            CodeEntry.definition,
            CodeEntry.include,
            CodeEntry.exclude,
            CodeEntry.examples,
            CodeEntry.indicators,
        ),
        ((Code, Code.id == CodeEntry.code_id), _OF_VERSION),
    ),
    Source(WrittenIn.CODEBOOK, (CodebookVersion.number,), (CodebookVersion.title, CodebookVersion.attributes)),
    Source(
        WrittenIn.CODEBOOK_CHANGE,
        (CodebookVersion.number,),
        (CodebookChange.reason,),
        ((CodebookVersion, CodebookVersion.id == CodebookChange.codebook_version_id),),
    ),
    Source(
        WrittenIn.PROVISIONAL_CODE,
        (Code.key,),
        (ProvisionalCode.label, ProvisionalCode.group_name),
        ((Code, Code.id == ProvisionalCode.code_id),),
    ),
    Source(WrittenIn.MEMO, (Memo.id, Memo.kind), (Memo.text,)),
    Source(WrittenIn.QUESTION, (Question.id,), (Question.text,)),
    Source(WrittenIn.ANSWER, (Answer.question_id,), (Answer.text,)),
    Source(WrittenIn.CLAIM, (ClaimEntry.key,), (ClaimEntry.statement, ClaimEntry.reason, ClaimEntry.place)),
    Source(WrittenIn.CLAIM_ANSWER, (ClaimAnswer.claim_key,), (ClaimAnswer.text,)),
    Source(WrittenIn.RULING, (ClaimRuling.claim_key, ClaimRuling.unit), (ClaimRuling.reason,)),
    Source(
        WrittenIn.JUDGEMENT,
        (FindingJudgement.claim_key, FindingJudgement.component),
        (FindingJudgement.explanation,),
    ),
    Source(WrittenIn.REVIEW, (QuoteReview.coding_id,), (QuoteReview.reason,)),
    Source(
        WrittenIn.MEMBER_CHECK,
        (Respondent.key,),
        (MemberCheck.note,),
        ((Respondent, Respondent.id == MemberCheck.respondent_id),),
    ),
    Source(WrittenIn.FREEZE, (Freeze.id,), (Freeze.name, Freeze.note, Freeze.content)),
    Source(WrittenIn.SEARCH, (SavedQuery.id,), (SavedQuery.name, SavedQuery.parameters)),
    Source(WrittenIn.SECTION, (BasketEntry.coding_id,), (BasketEntry.section,)),
    Source(WrittenIn.TRANSCRIPT, (Transcript.name,), (Transcript.topics, Transcript.notice)),
    Source(WrittenIn.EXPORT, (Run.id,), (Run.parameters,)),
    Source(WrittenIn.STUDY, (Study.id,), (Study.title, Study.settings)),
)
"""Everything that people write; what it leaves out, `tests/db/test_repeated.py` names."""


def written(session: Session, without_memos: Collection[int]) -> Iterator[tuple[Place, str]]:
    """(place, text) of everything that people wrote, but for some memos."""
    for source in SOURCES:
        query = select(*source.told_by, *source.texts).select_from(source.texts[0].class_)
        for target, condition in source.joins:
            query = query.join(target, condition)
        for row in session.execute(query.order_by(*source.told_by)):
            told, texts = row[: len(source.told_by)], row[len(source.told_by) :]
            if source.kind is WrittenIn.MEMO and told[0] in without_memos:
                continue
            place = Place(source.kind, ", ".join(map(str, told)))
            yield from ((place, text) for value in texts for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    """Every text within a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield str(name)
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
