"""What a chain of provenance names beside codings: runs, versions of texts, and versions of the codebook."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class RecordedRun(NamedTuple):
    """One run; `kind` is `suggest` or `export`, digests are SHA-256, `coder` is who started it, where that is known."""

    id: int
    kind: str
    software: str
    codebook_version: int | None
    input_sha256: str | None
    output_sha256: str | None
    coder: str | None
    started_at: dt.datetime
    finished_at: dt.datetime | None


class RecordedVersion(NamedTuple):
    """One version of a transcript, with the SHA-256 of its text and when it was stored."""

    transcript: str
    number: int
    sha256: str
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What exports and codings rest on.

    Attributes:
        runs: In order of their numbers.
        versions: In order of transcript and number.
        codes: Code id -> label, of every code.
    """

    runs: tuple[RecordedRun, ...]
    versions: tuple[RecordedVersion, ...]
    codes: Mapping[str, str]
