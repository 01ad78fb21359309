"""Killed in the middle, and ten coders at once: nothing acknowledged is lost, nothing happens twice."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import a_study, a_transcript, suggestions
from sqlalchemy import Engine, func, select

from qualcode.db.models import Coder, Coding, Decision, Event
from qualcode.db.session import reading, writing
from qualcode.workflow import review
from qualcode.workflow.verify import verify

SOAK = bool(os.environ.get("QUALCODE_SOAK"))
ROUNDS = 50 if SOAK else 5
CODERS = 10
EACH = 100 if SOAK else 12
CONFIRMING = Path(__file__).with_name("confirming.py")

pytestmark = pytest.mark.soak


def many_words(number: int) -> tuple[tuple[str, str], ...]:
    """A transcript of `number` sentences, each of its own."""
    return (("I", "Vertel."), ("R1", " ".join(f"Zin{n} over sloop." for n in range(number))))


def a_study_with(engine: Engine, number: int) -> tuple[int, list[int]]:
    """(version, suggestions) of a study with `number` suggestions."""
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session, speech=many_words(number))
        wanted = [(f"Zin{n} over sloop.", "factor.sloop") for n in range(number)]
        return version, suggestions(session, version, wanted)


def test_killed_while_confirming_loses_nothing_acknowledged(engine: Engine, database_url: str) -> None:
    version, _ = a_study_with(engine, 400)
    acknowledged: set[str] = set()
    for number in range(ROUNDS):
        acknowledged |= confirm_until_killed(database_url, version, f"coder{number}")
    with reading(engine) as session:
        stored = set(session.scalars(select(Event.operation_id).where(Event.operation_id.is_not(None))))
        assert acknowledged <= stored
        assert len(acknowledged) > ROUNDS
        doubled = select(Coding.coder_id, Coding.start_char).group_by(Coding.coder_id, Coding.start_char)
        assert session.execute(doubled.having(func.count() > 1)).all() == []
        assert verify(session).problems == []


def confirm_until_killed(url: str, version: int, coder: str) -> set[str]:
    """Operations that a process acknowledged before it was killed at a moment nobody chose."""
    command = [sys.executable, str(CONFIRMING), url, str(version), coder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(random.uniform(0.02, 0.4))
        process.kill()
        lines = [first, *process.stdout.read().splitlines(keepends=True)]
    complete = [line.split() for line in lines if line.endswith("\n")]
    assert all(words[1] == "ok" for words in complete), complete[-1]
    return {words[0] for words in complete}


def test_ten_coders_at_once_lose_and_double_nothing(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    version, wanted = a_study_with(engine, EACH)
    with ThreadPoolExecutor(CODERS) as pool:
        seconds = [s for part in pool.map(one_coder(engine, version, wanted), range(CODERS)) for s in part]
    with reading(engine) as session:
        per_coder = session.execute(
            select(Coder.name, func.count(Coding.id), func.count(func.distinct(Coding.start_char)))
            .join(Coding, Coding.coder_id == Coder.id)
            .group_by(Coder.name)
        ).all()
        assert sorted(per_coder) == [(f"coder{n}", EACH, EACH) for n in range(CODERS)]
        assert session.scalar(select(func.count()).select_from(Decision)) == CODERS * EACH
        assert verify(session).problems == []
    seconds.sort()
    with capsys.disabled():
        p50, p95 = (1000 * seconds[int(len(seconds) * share)] for share in (0.5, 0.95))
        print(f"\n{CODERS} coders at once, {engine.dialect.name}: confirm p50 {p50:.0f} ms, p95 {p95:.0f} ms")


def one_coder(engine: Engine, version: int, wanted: list[int]) -> Callable[[int], list[float]]:
    """A function that confirms everything as one coder and gives the seconds of each."""

    def confirm(number: int) -> list[float]:
        times = []
        for suggestion in wanted:
            started = time.perf_counter()
            operation = {"op": f"{number}-{suggestion}", "kind": "accept", "suggestion": suggestion}
            with writing(engine) as session:
                ack = review.apply(session, f"coder{number}", version, [operation])[0]
            assert ack.error is None, ack.error
            times.append(time.perf_counter() - started)
        return times

    return confirm
