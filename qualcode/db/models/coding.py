"""Codings, decisions on suggestions, disclosure checks, and the rows that count as evidence."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk, one_of, short_text
from qualcode.domain.coding import CodingState, Place, Source, Verdict

CONFIRMED = text("state = 'confirmed'")
ELSEWHERE = text("place = 'elsewhere' AND state = 'confirmed'")


class Coding(Base, kw_only=True):
    """What a coder said about a passage. Only `state` ever changes, and never to confirmed."""

    __tablename__ = "coding"
    __table_args__ = (
        ForeignKeyConstraint(
            ["version_id", "transcript_id"], ["transcript_version.id", "transcript_version.transcript_id"]
        ),
        CheckConstraint("0 <= start_char AND start_char < end_char", name="span_not_empty"),
        CheckConstraint("length(exact) = end_char - start_char", name="exact_as_long_as_span"),
        one_of("state", CodingState),
        one_of("place", Place),
        Index(
            "uq_coding_confirmed_once",
            "version_id",
            "start_char",
            "end_char",
            "code_id",
            "coder_id",
            unique=True,
            sqlite_where=CONFIRMED,
            postgresql_where=CONFIRMED,
        ),
        Index("ix_coding_transcript_id_start_char", "transcript_id", "start_char"),
        Index("ix_coding_elsewhere", "code_id", "transcript_id", sqlite_where=ELSEWHERE, postgresql_where=ELSEWHERE),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    version_id: Mapped[int]
    transcript_id: Mapped[int]
    start_char: Mapped[int]
    end_char: Mapped[int]
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    state: Mapped[short_text] = mapped_column(default=CodingState.CONFIRMED.value)
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    place: Mapped[short_text] = mapped_column(default=Place.HERE.value)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id"), index=True)
    suggestions_seen: Mapped[bool]
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("coding.id"), index=True)
    created_at: Mapped[dt.datetime]


class CodingAttribute(Base, kw_only=True):
    """One attribute value of a coding with its source; a change is a new coding."""

    __tablename__ = "coding_attribute"
    __table_args__ = (one_of("source", Source),)

    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), primary_key=True)
    attribute: Mapped[short_text] = mapped_column(primary_key=True)
    value: Mapped[short_text]
    source: Mapped[short_text]


class EvidenceRow(Base, kw_only=True):
    """One confirmed coding of one respondent (none for a document), as it counts.

    Derived from codings, turns, speakers and metadata in the transaction that changes them; `verify` derives
    it again and compares. Passages about elsewhere and interviewer turns have no row. `neighbourhood_id` is
    empty while a coding of a transcript about several neighbourhoods is not assigned. `first_turn` and `last_turn` are
    the numbers of the turns in which the coding starts and ends; a turn lasts until the next one starts, and 0 stands
    for what is before the first.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("coding_id", "respondent_id"),
        Index(
            "ix_evidence_covering",
            "code_id",
            "transcript_id",
            "respondent_id",
            "neighbourhood_id",
            "coding_id",
            "start_char",
            "end_char",
            "first_turn",
            "last_turn",
        ),
        Index("ix_evidence_in_order", "transcript_id", "start_char", "coding_id"),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    respondent_id: Mapped[int | None] = mapped_column(ForeignKey("respondent.id"))
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    start_char: Mapped[int]
    end_char: Mapped[int]
    first_turn: Mapped[int]
    last_turn: Mapped[int]


class Decision(Base, kw_only=True):
    """What a coder did with a suggestion, append-only; the highest sequence counts."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("suggestion_id", "coder_id", "sequence"), one_of("verdict", Verdict))

    id: Mapped[intpk] = mapped_column(init=False)
    suggestion_id: Mapped[int] = mapped_column(ForeignKey("suggestion.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    sequence: Mapped[int]
    verdict: Mapped[short_text]
    coding_id: Mapped[int | None] = mapped_column(ForeignKey("coding.id"), index=True)
    shown_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime]


class DecisionPlace(Base, kw_only=True):
    """Where the passage of a decision stands in a corrected version, found as that of a coding is; append-only.

    Whether the decision counts is told by the decisions alone, so that one that is undone counts nowhere.
    """

    __tablename__ = "decision_place"
    __table_args__ = (
        UniqueConstraint("decision_id", "version_id"),
        Index("ix_decision_place_version_id_start_char", "version_id", "start_char"),
        CheckConstraint("0 <= start_char AND start_char < end_char", name="span_not_empty"),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("transcript_version.id"))
    start_char: Mapped[int]
    end_char: Mapped[int]


class Repeat(Base, kw_only=True):
    """Marks a decision that was taken together with others, since its sentence repeats an accepted one word for word.

    Sealed with its decision. A table of its own leaves the digests of older decisions as they were.
    """

    __tablename__ = "decision_repeat"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    of_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)


class QuoteReview(Base, kw_only=True):
    """A recorded disclosure check of one quote, append-only; the latest counts."""

    __tablename__ = "quote_review"
    __table_args__ = (one_of("verdict", ("publish", "withhold")),)

    id: Mapped[intpk] = mapped_column(init=False)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    verdict: Mapped[short_text]
    reason: Mapped[str]
    created_at: Mapped[dt.datetime]


class AnchorQuote(Base, kw_only=True):
    """A coding that shows what its code means, or no longer does; append-only, the latest counts."""

    __tablename__ = "anchor_quote"

    id: Mapped[intpk] = mapped_column(init=False)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    marked: Mapped[bool]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
