"""Codings that lost their place are listed by a command, but leave the house only when asked for as internal."""

import json
from collections.abc import Callable
from typing import Any

from builders import SPEECH, a_transcript

from qualcode.db.session import make_engine, writing

Qualcode = Callable[..., Any]


def correct(url: str) -> None:
    engine = make_engine(url)
    with writing(engine) as session:
        a_transcript(session, speech=tuple((who, said.replace("de buurt", "onze buurt")) for who, said in SPEECH))
    engine.dispose()


def test_coding_without_a_place_is_listed_with_its_likely_place(qualcode: Qualcode, study: str) -> None:
    assert qualcode("--db", study, "quotes", "--waiting").out == "0 codings wait for a place.\n"
    correct(study)
    ran = qualcode("--db", study, "quotes", "--waiting")
    assert (ran.code, ran.out.splitlines()[:2]) == (
        0,
        ["1 coding waits for a place.", "#1 | factor.sloop | zuid-01 | annelies"],
    )
    assert "now: “De sloop heeft onze buurt geholpen.”?" in ran.out
    assert "1 coding waits for a place: see 'qualcode quotes --waiting'." in qualcode("--db", study, "verify").out


def test_codings_without_a_place_leave_as_json_only_internally(qualcode: Qualcode, study: str) -> None:
    correct(study)
    refused = qualcode("--db", study, "quotes", "--waiting", "--json")
    assert (refused.code, "--internal" in refused.err) == (2, True)
    told = json.loads(qualcode("--db", study, "quotes", "--waiting", "--json", "--internal").out)
    assert [each["id"] for each in told["waiting"]] == [1]


def test_waiting_takes_no_other_filter(qualcode: Qualcode, study: str) -> None:
    assert qualcode("--db", study, "quotes", "--waiting", "--code", "factor").code == 2
