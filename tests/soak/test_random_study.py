"""Whatever coders do, in whatever order and however often it is sent: everything recorded adds up.

60 steps in 4 studies; 20 times as many studies when QUALCODE_SOAK is set.
"""

import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from builders import CODER, SPEECH, a_code, a_codebook, a_description, a_parsed, a_study, a_transcript, suggestions
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from qualcode.db.models import Coding, Decision, Event, EvidenceRow, Suggestion
from qualcode.domain.operation import Ack
from qualcode.domain.provenance import text_digest
from qualcode.workflow import codebook, heard, ingest, review, suggest
from qualcode.workflow.verify import verify

SOAK = bool(os.environ.get("QUALCODE_SOAK"))
STUDIES = 80 if SOAK else 4
STEPS = 60
CODERS = ("annelies", "bram")
CODES = ("factor", "factor.sloop", "factor.huismeester", "belemmering.onderhoud")
SENTENCES = (
    "De flats waren slecht onderhouden.",
    "De sloop heeft de buurt geholpen.",
    "Het is rustiger, maar de huismeester komt niet meer.",
    "Dat is jammer.",
)
WORDS = ("vroeger", "toen", "indertijd", "jaren geleden")

pytestmark = pytest.mark.soak


class Walk:
    """One study in which things happen at random."""

    def __init__(self, session: Session, seed: int) -> None:
        """Start with a transcript and some suggestions."""
        self.session, self.random = session, random.Random(seed)
        self.sent: list[tuple[str, int, dict[str, Any], Ack]] = []
        a_study(session)
        self.version = a_transcript(session)
        self.texts = 0
        self.propose()

    def propose(self) -> None:
        """A run with one suggestion on each sentence that is still there."""
        text = heard.source(self.session, self.version).text
        wanted = [(quote, self.random.choice(CODES)) for quote in SENTENCES if quote in text]
        suggestions(self.session, self.version, wanted, attributes={"valentie": "positief"})

    def correct_the_text(self) -> None:
        """A new version of the transcript, in which a word or a sentence is another."""
        self.texts += 1
        told = "In het kort: " if self.random.random() < 0.5 else ""
        question = f"Hoe was het hier {self.random.choice(WORDS)}, ({self.texts})?"
        spoken = [(label, said.replace(self.random.choice(SENTENCES), "Weg.")) for label, said in SPEECH[1:]]
        parsed = a_parsed((("I", question), ("R1", told + spoken[0][1]), *spoken[1:]))
        search = [turn.speech.of(parsed.text) for turn in parsed.turns]
        prepared = ingest.Prepared("zuid-01", "zuid-01.txt", text_digest(parsed.text), parsed, search)
        ingest.store(self.session, prepared, a_description("zuid-01"), CODER)
        self.version = suggest.current_versions(self.session)[0][0]
        self.propose()

    def change_the_codebook(self) -> None:
        """A new codebook version with another code below."""
        finer = a_code(id=f"factor.sloop.{self.random.randint(1, 9)}", parent="factor.sloop")
        codebook.load(self.session, a_codebook(codes=(*a_codebook().codes, finer)), CODER)

    def operate(self) -> None:
        """Send one operation of one coder, often sensible, sometimes not."""
        coder, kind = self.random.choice(CODERS), self.random.choice(list(self.kinds()))
        operation = {"op": f"op-{len(self.sent)}", "kind": kind, **self.kinds()[kind](coder)}
        ack = self.send(coder, self.version, operation)
        self.sent.append((coder, self.version, operation, ack))

    def send(self, coder: str, version: int, operation: dict[str, Any]) -> Ack:
        """The answer to an operation."""
        return review.apply(self.session, coder, version, [operation])[0]

    def kinds(self) -> dict[str, Callable[[str], dict[str, Any]]]:
        """Kind -> a function that makes up its fields."""
        with_coding, with_suggestion = {"coding": self.a_coding()}, {"suggestion": self.a_suggestion()}
        valued = {"attributes": {"valentie": self.random.choice(("positief", "negatief", ""))}}
        code = {"code": self.random.choice(CODES)}
        return {
            "accept": lambda _: with_suggestion,
            "reject": lambda _: with_suggestion,
            "skip": lambda _: with_suggestion,
            "correct": lambda _: {**with_suggestion, **code},
            "add": lambda _: {**self.a_span(), **code},
            "withdraw": lambda _: with_coding,
            "change": lambda _: {**with_coding, **self.random.choice(({}, code, valued, self.a_span()))},
            "elsewhere": lambda _: {**with_coding, "value": self.random.random() < 0.5},
            "memo": lambda _: {**with_coding, "text": self.random.choice(("", "Let op.", "Kijk."))},
            "undo": self.a_step,
            "read": lambda _: {"turn": self.random.randint(1, 4)},
            "read_in_full": lambda _: {"value": self.random.random() < 0.5},
        }

    def a_coding(self) -> int | str:
        """A coding of this version, mostly confirmed ones, or the one that an operation makes."""
        if self.sent and self.random.random() < 0.2:
            return f"op:op-{self.random.randrange(len(self.sent))}"
        known = self.session.scalars(select(Coding.id).where(Coding.version_id == self.version)).all()
        return self.random.choice(known[-6:]) if known else 1

    def a_suggestion(self) -> int:
        """A suggestion on this version."""
        query = select(Suggestion.id).where(Suggestion.version_id == self.version)
        known = self.session.scalars(query).all()
        return self.random.choice(known) if known else 1

    def a_span(self) -> dict[str, int]:
        """Some sentence or some stretch of the text."""
        text = heard.source(self.session, self.version).text
        start = self.random.randrange(len(text))
        return {"start": start, "end": self.random.randint(start, min(len(text) + 1, start + 40))}

    def a_step(self, coder: str) -> dict[str, str]:
        """An earlier operation, mostly of the same coder."""
        own = [operation["op"] for who, _, operation, _ in self.sent if who == coder] or ["op-none"]
        return {"of": self.random.choice(own[-8:])}

    def send_again(self) -> None:
        """An operation that arrives a second time does nothing more."""
        if not self.sent:
            return
        coder, version, operation, ack = self.random.choice(self.sent)
        before = counts(self.session)
        again = self.send(coder, version, operation)
        if ack.error is None:
            assert again.error is None, operation
            assert counts(self.session) == before, operation


def counts(session: Session) -> tuple[int, ...]:
    """Sizes of what operations write."""
    return tuple(
        session.scalar(select(func.count()).select_from(table)) or 0 for table in (Event, Coding, Decision, EvidenceRow)
    )


def contradictions(session: Session, version: int) -> list[str]:
    """Decisions that count and say otherwise than the codings that stand."""
    found = []
    later = aliased(Decision)
    is_later = (
        later.suggestion_id == Decision.suggestion_id,
        later.coder_id == Decision.coder_id,
        later.sequence > Decision.sequence,
    )
    query = select(Decision).join(Suggestion, Suggestion.id == Decision.suggestion_id)
    for decision in session.scalars(query.where(Suggestion.version_id == version, ~exists().where(*is_later))):
        own = (Coding.coder_id == decision.coder_id, Coding.state == "confirmed", Coding.version_id == version)
        standing = session.scalars(select(Coding.id).where(*own, Coding.suggestion_id == decision.suggestion_id)).all()
        if decision.verdict in {"accepted", "corrected"}:
            assert decision.coding_id is not None
            state = session.get_one(Coding, last_successor(session, decision.coding_id)).state
            if state != "confirmed":
                found.append(f"suggestion {decision.suggestion_id} is {decision.verdict}, its coding {state}")
        elif standing:
            found.append(f"suggestion {decision.suggestion_id} is {decision.verdict}, but {standing} stand")
    return found


def last_successor(session: Session, coding: int) -> int:
    """What stands in the place of a coding by now."""
    while (after := session.scalar(select(func.max(Coding.id)).where(Coding.supersedes_id == coding))) is not None:
        coding = after
    return coding


@pytest.mark.parametrize("seed", range(STUDIES))
def test_everything_adds_up_after_anything(session: Session, seed: int) -> None:
    walk = Walk(session, seed)
    for step in range(STEPS):
        what = walk.random.choices(
            (walk.operate, walk.send_again, walk.correct_the_text, walk.change_the_codebook), (20, 4, 1, 1)
        )[0]
        what()
        assert contradictions(session, walk.version) == [], (seed, step, walk.sent[-3:])
        if step % 10 == 9:
            assert verify(session).problems == [], (seed, step, what.__name__)
    assert sum(ack.error is None for *_, ack in walk.sent) > STEPS // 5
