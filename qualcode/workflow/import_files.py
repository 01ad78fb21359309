"""Importing many files: each stands or falls alone, in a transaction of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from qualcode.db.session import reading, writing
from qualcode.domain.transcript import InterviewMetadata
from qualcode.errors import AnchorError, ConflictError, InputError, QualcodeError, UsageError
from qualcode.interchange.metadata import read_interviews
from qualcode.interchange.transcript_files import SUFFIXES, transcript_name
from qualcode.workflow.ingest import Ingested, is_stored, labels_of, note_pending, store
from qualcode.workflow.metadata import require_neighbourhoods
from qualcode.workflow.prepare import Job, Prepared, prepare_all

TABLES = (".csv", ".xlsx", ".yaml", ".jsonl", ".db")
"""What lies beside transcripts and is not meant as one."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in, and why, in one sentence."""

    file: Path
    error: QualcodeError

    @property
    def sentence(self) -> str:
        """The reason, with the name of the file."""
        return str(self.error) if self.file.name in str(self.error) else f"{self.file.name}: {self.error}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the files; `unused` are described transcripts that were not among them."""

    results: Sequence[Ingested]
    refused: Sequence[Refused]
    unused: Sequence[str]


def import_files(
    engine: Engine,
    files: Sequence[Path],
    about: Mapping[str, InterviewMetadata],
    coder: str,
    *,
    already_anonymised: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Take in each file, or list it as waiting for de-identification; `progress` is told (finished, all)."""
    results, refused = [], []
    for number, read in enumerate(prepare_all(_jobs(engine, files, about)), start=1):
        file = files[number - 1]
        try:
            if isinstance(read, InputError):
                raise read
            described = about.get(transcript_name(file))
            results.append(_take_in(engine, read, described, coder, already_anonymised=already_anonymised))
        except (InputError, ConflictError, AnchorError) as error:
            refused.append(Refused(file, error))
        if progress is not None:
            progress(number, len(files))
    return Imported(results, refused, sorted(set(about) - {transcript_name(file) for file in files}))


def _jobs(engine: Engine, files: Sequence[Path], about: Mapping[str, InterviewMetadata]) -> list[Job]:
    """Each file with the speaker labels that its description, or an earlier version, tells of."""
    with reading(engine) as session:
        stored = labels_of(session, {transcript_name(file) for file in files})
    described = {name: [speaker.label for speaker in row.speakers] for name, row in about.items()}
    labels = {**stored, **described}
    return [Job(file, labels.get(transcript_name(file), ())) for file in files]


def _take_in(
    engine: Engine, prepared: Prepared, about: InterviewMetadata | None, coder: str, *, already_anonymised: bool
) -> Ingested:
    with writing(engine) as session:
        if not already_anonymised and not is_stored(session, prepared):
            return note_pending(session, prepared, coder)
        return store(session, prepared, about, coder)


def transcript_files(paths: Sequence[Path]) -> list[Path]:
    """All files that are named or lie in named folders.

    Raises:
        UsageError: There is none, or two of them would be one transcript.
    """
    files: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        files += (
            [file for file in inside if not file.name.startswith(("README", "~$", "."))] if path.is_dir() else inside
        )
    seen: dict[str, Path] = {}
    for file in files:
        if seen.setdefault(transcript_name(file), file) != file:
            msg = f"{seen[transcript_name(file)]} and {file} would both be transcript '{file.stem}'; rename one of them"
            raise UsageError(msg)
    if not files:
        msg = f"there is no transcript file in {', '.join(map(str, paths))}; allowed are {', '.join(SUFFIXES)}"
        raise UsageError(msg)
    return list(seen.values())


def left_out(paths: Sequence[Path]) -> list[str]:
    """Names in the given folders that are no transcripts that can be read, and folders in them that hold some."""
    names = []
    for path in sorted(inside for folder in paths if folder.is_dir() for inside in folder.iterdir()):
        if path.name.startswith(("README", "~$", ".")) or path.suffix.lower() in (*SUFFIXES, *TABLES):
            continue
        if path.is_file() or any(inside.suffix.lower() in SUFFIXES for inside in path.iterdir()):
            names.append(f"{path.name}/" if path.is_dir() else path.name)
    return names


def descriptions(engine: Engine, file: Path) -> dict[str, InterviewMetadata]:
    """Transcript -> its row in a metadata file.

    Raises:
        MetadataError: A row is wrong, or names a neighbourhood that the study has not.
    """
    rows = read_interviews(file)
    with reading(engine) as session:
        require_neighbourhoods(session, rows, file.name)
    return {row.transcript: row for row in rows}
