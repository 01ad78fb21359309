"""What an error of the database says, and what happens when two people write at once."""

import traceback
from threading import Thread

import pytest
from builders import CODER, a_study, a_transcript
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from qualcode.db.session import writing
from qualcode.domain.operation import Ack
from qualcode.workflow import review


def test_an_error_of_the_database_quotes_nothing_that_was_said(engine: Engine) -> None:
    said = {"said": "geheim verhaal"}
    refused = text("INSERT INTO memo (kind, text, coder_id, created_at) VALUES ('x', :said, 1, '2020-01-01')")
    with pytest.raises(DBAPIError) as caught, writing(engine) as session:
        session.execute(refused, said)
    printed = "".join(traceback.format_exception(caught.value))
    assert "memo" in printed
    assert said["said"] not in printed


def test_an_operation_that_arrives_twice_at_once_is_answered_alike(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
    operation = {"op": "once", "kind": "add", "start": 3, "end": 20, "code": "factor.sloop"}
    answers: list[Ack] = []

    def apply() -> None:
        with writing(engine) as session:
            answers.extend(review.apply(session, CODER, version, [operation]))

    other = Thread(target=apply)
    with writing(engine) as session:
        answers.extend(review.apply(session, CODER, version, [operation]))
        other.start()
        other.join(0.5)  # it has come as far as it can before this one is stored
    other.join()
    assert answers[0] == answers[1]
    assert answers[0].error is None
