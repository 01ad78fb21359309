"""What counts as read in full, the same everywhere, also after the codebook changed and a mark was taken back."""

from dataclasses import replace

import pytest
from builders import CODER, a_codebook, a_study, a_suggestion, a_transcript, do, heard_version
from sqlalchemy.orm import Session

from qualcode.db.queries.labels import labels
from qualcode.workflow import codebook as codebooks
from qualcode.workflow import queue
from qualcode.workflow.backcoding import outdated
from qualcode.workflow.browse import transcripts
from qualcode.workflow.queue import Reach, Wanted
from qualcode.workflow.reading import open_transcript

QUOTE = "De sloop heeft de buurt geholpen."


@pytest.fixture
def study(session: Session) -> Session:
    """A transcript with a suggestion that a coder read in full."""
    a_study(session)
    a_suggestion(session, a_transcript(session), QUOTE)
    mark(session, value=True)
    return session


def mark(session: Session, *, value: bool) -> None:
    assert do(session, heard_version(session, "zuid-01"), kind="read_in_full", value=value).error is None


def retitle(session: Session) -> None:
    codebooks.load(session, a_codebook(title="Zelfde codes"), CODER)


def redefine(session: Session) -> None:
    codes = [replace(each, definition="Anders.") if each.id == "factor.sloop" else each for each in a_codebook().codes]
    codebooks.load(session, a_codebook(codes=tuple(codes)), CODER)


def told(session: Session) -> set[str]:
    """Who takes the transcript for read in full, and whether it is to be read for some codes again."""
    found = {
        "learner": heard_version(session, "zuid-01") in labels(session).in_full,
        "queue": queue.size(session, CODER, Wanted(reach=Reach.MINE)).within == 1,
        "page": open_transcript(session, "zuid-01", CODER).read_in_full,
        "overview": transcripts(session, CODER)[0].read_by_anybody,
        "to code again": bool(outdated(session)),
    }
    return {who for who, so in found.items() if so}


READ, READ_BEFORE = {"learner", "queue", "page", "overview"}, {"learner", "queue", "to code again"}


def test_a_mark_that_is_taken_back_is_so_under_every_codebook_that_means_the_same(study: Session) -> None:
    assert told(study) == READ
    retitle(study)
    assert told(study) == READ
    mark(study, value=False)
    assert told(study) == set()
    mark(study, value=True)
    assert told(study) == READ


def test_what_was_read_for_another_meaning_stays_read_for_it(study: Session) -> None:
    redefine(study)
    assert told(study) == READ_BEFORE
    mark(study, value=True)
    assert told(study) == READ
    mark(study, value=False)
    assert told(study) == READ_BEFORE
