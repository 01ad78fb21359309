"""Engines and transactions: what an error says, and what a reader sees while others write."""

import traceback

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from qualcode.db.session import writing


def test_an_error_of_the_database_quotes_nothing_that_was_said(engine: Engine) -> None:
    said = {"said": " ".join(("geheim", "verhaal"))}  # the traceback quotes this file too
    refused = text("INSERT INTO memo (kind, text, coder_id, created_at) VALUES ('x', :said, 1, '2020-01-01')")
    with pytest.raises(DBAPIError) as caught, writing(engine) as session:
        session.execute(refused, said)
    printed = "".join(traceback.format_exception(caught.value))
    assert "memo" in printed
    assert said["said"] not in printed
