"""Claims of the report, quotes linked to them, answers to counter-evidence, decisions on units, and kept verdicts."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk, one_of, short_text
from qualcode.domain.cerqual import Component, Level
from qualcode.domain.claim import ClaimType, Over, Quantifier, Standing, Verdict
from qualcode.domain.claim_register import ClaimState, Role


class ClaimEntry(Base, kw_only=True):
    """What a claim says, append-only; the latest row of a `key` counts, and a dropped one is out of the register.

    `conditions` holds scope, require, contradict, groups and topics as `claims.yaml` has them.
    """

    __tablename__ = "claim"
    __table_args__ = (
        one_of("type", ClaimType),
        one_of("over", Over),
        one_of("quantifier", Quantifier),
        one_of("intended", Verdict),
        one_of("state", ClaimState),
    )

    id: Mapped[intpk] = mapped_column(init=False)
    key: Mapped[short_text] = mapped_column(index=True)
    type: Mapped[short_text]
    statement: Mapped[str]
    over: Mapped[short_text]
    quantifier: Mapped[short_text]
    conditions: Mapped[dict[str, Any]]
    place: Mapped[short_text]
    intended: Mapped[short_text]
    state: Mapped[short_text]
    reason: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class ClaimLink(Base, kw_only=True):
    """A quote that somebody set beside a claim, append-only; the latest row of claim and coding counts."""

    __tablename__ = "claim_link"
    __table_args__ = (one_of("role", Role),)

    id: Mapped[intpk] = mapped_column(init=False)
    claim_key: Mapped[short_text] = mapped_column(index=True)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    role: Mapped[short_text]
    linked: Mapped[bool]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class ClaimAnswer(Base, kw_only=True):
    """What is answered to a quote against a claim, append-only; the latest counts, empty text takes it back."""

    __tablename__ = "claim_answer"

    id: Mapped[intpk] = mapped_column(init=False)
    claim_key: Mapped[short_text] = mapped_column(index=True)
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id"), index=True)
    text: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class ClaimRuling(Base, kw_only=True):
    """A researcher's decision on a unit that stands thin or divided, append-only; the latest of a unit counts."""

    __tablename__ = "claim_ruling"
    __table_args__ = (one_of("standing", Standing), one_of("decided", Standing))

    id: Mapped[intpk] = mapped_column(init=False)
    claim_key: Mapped[short_text] = mapped_column(index=True)
    unit: Mapped[short_text]
    standing: Mapped[short_text]
    decided: Mapped[short_text]
    reason: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class ClaimVerdict(Base, kw_only=True):
    """A verdict as somebody took note of it, append-only: with what it is compared when codings change."""

    __tablename__ = "claim_verdict"
    __table_args__ = (one_of("verdict", Verdict),)

    id: Mapped[intpk] = mapped_column(init=False)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    verdict: Mapped[short_text]
    standings: Mapped[dict[str, Any]]
    supporting: Mapped[int]
    contradicting: Mapped[int]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]


class FindingJudgement(Base, kw_only=True):
    """What somebody judged of one component of a finding, append-only; the latest of claim and component counts.

    `basis` holds the ids of the codings for and against it then, ascending: `supporting` and `contradicting`.
    """

    __tablename__ = "finding_judgement"
    __table_args__ = (one_of("component", Component), one_of("level", Level))

    id: Mapped[intpk] = mapped_column(init=False)
    claim_key: Mapped[short_text] = mapped_column(index=True)
    component: Mapped[short_text]
    level: Mapped[short_text]
    explanation: Mapped[str]
    basis: Mapped[dict[str, Any]]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
