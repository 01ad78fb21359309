"""Preparing: reading and lemmatising files outside any transaction, ahead of what is being stored.

A second process reads while this one stores: on two cores an import takes about as long as the slower of the two.
This module imports no database, so that the second process starts quickly.
"""

import hashlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qualcode.domain.transcript import ParsedTranscript
from qualcode.errors import InputError
from qualcode.interchange.transcript_files import parse_transcript, read_bytes, transcript_name
from qualcode.nlp.lemma import normalise

AHEAD = 6
"""Files that are read before they can be stored."""
WORTHWHILE = 1_500_000
"""Bytes of all files together from which a second process saves more than its start costs."""


class Job(NamedTuple):
    """A file to read, and the speaker labels that are known of it."""

    file: Path
    labels: Collection[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read, with the search form of each turn in their order."""

    name: str
    source_name: str
    source_sha256: str
    parsed: ParsedTranscript
    search_texts: Sequence[str]


def prepare(path: Path, labels: Collection[str] = ()) -> Prepared:
    """Read one file; `labels` are speaker labels that the metadata know.

    Raises:
        TranscriptFileError: It cannot be taken in.
    """
    data = read_bytes(path)
    parsed = parse_transcript(data, path.name, labels)
    return Prepared(
        name=transcript_name(path),
        source_name=path.name,
        source_sha256=hashlib.sha256(data).hexdigest(),
        parsed=parsed,
        search_texts=[normalise(turn.speech.of(parsed.text)) for turn in parsed.turns],
    )


def prepare_all(jobs: Sequence[Job]) -> Iterator[Prepared | InputError]:
    """Each file in order, or why it cannot be taken in; large sets are read ahead in a second process."""
    if sum(job.file.stat().st_size for job in jobs if job.file.is_file()) < WORTHWHILE:
        yield from map(_attempt, jobs)
        return
    done = 0
    try:
        for result in _ahead(jobs):
            yield result
            done += 1
    except BrokenProcessPool:  # the second process was ended from outside: this one goes on alone
        yield from map(_attempt, jobs[done:])


def _ahead(jobs: Sequence[Job]) -> Iterator[Prepared | InputError]:
    waiting: deque[Future[Prepared | InputError]] = deque()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_leave_interrupts_to_the_first) as pool:
        try:
            for job in jobs:
                waiting.append(pool.submit(_attempt, job))
                if len(waiting) > AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_the_first() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _attempt(job: Job) -> Prepared | InputError:
    try:
        return prepare(job.file, job.labels)
    except InputError as error:
        return error
