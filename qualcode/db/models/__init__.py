"""All tables, by area; importing this module registers them on `Base.metadata`."""

from qualcode.db.models.claim import ClaimAnswer, ClaimEntry, ClaimLink, ClaimRuling, ClaimVerdict, FindingJudgement
from qualcode.db.models.codebook import Code, CodebookChange, CodebookVersion, CodeClosure, CodeEntry, ProvisionalCode
from qualcode.db.models.coding import (
    AnchorQuote,
    Coding,
    CodingAttribute,
    Decision,
    DecisionPlace,
    EvidenceRow,
    QuoteReview,
    Repeat,
)
from qualcode.db.models.log import Event
from qualcode.db.models.note import Answer, Memo, MemoBasis, MemoTopic, Question
from qualcode.db.models.reading import ReadMark, ReadTurn
from qualcode.db.models.redaction import Redaction
from qualcode.db.models.report import BasketEntry, Freeze, LeakConfirmation, MemberCheck
from qualcode.db.models.search import CodingLink, SavedQuery
from qualcode.db.models.statistic import Statistic
from qualcode.db.models.study import Coder, Neighbourhood, Respondent, Study
from qualcode.db.models.suggestion import Model, Run, RunTranscript, Suggestion
from qualcode.db.models.transcript import (
    PendingFile,
    Speaker,
    Transcript,
    TranscriptNeighbourhood,
    TranscriptVersion,
    Turn,
)

__all__ = [
    "AnchorQuote",
    "Answer",
    "BasketEntry",
    "ClaimAnswer",
    "ClaimEntry",
    "ClaimLink",
    "ClaimRuling",
    "ClaimVerdict",
    "Code",
    "CodeClosure",
    "CodeEntry",
    "CodebookChange",
    "CodebookVersion",
    "Coder",
    "Coding",
    "CodingAttribute",
    "CodingLink",
    "Decision",
    "DecisionPlace",
    "Event",
    "EvidenceRow",
    "FindingJudgement",
    "Freeze",
    "LeakConfirmation",
    "MemberCheck",
    "Memo",
    "MemoBasis",
    "MemoTopic",
    "Model",
    "Neighbourhood",
    "PendingFile",
    "ProvisionalCode",
    "Question",
    "QuoteReview",
    "ReadMark",
    "ReadTurn",
    "Redaction",
    "Repeat",
    "Respondent",
    "Run",
    "RunTranscript",
    "SavedQuery",
    "Speaker",
    "Statistic",
    "Study",
    "Suggestion",
    "Transcript",
    "TranscriptNeighbourhood",
    "TranscriptVersion",
    "Turn",
]
