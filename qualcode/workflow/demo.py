"""The demonstration: the fictional study, built from corpus and codebook by the same steps as a real one."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import Run, RunTranscript
from qualcode.db.queries import claims as claims_stored
from qualcode.db.queries.codebook import current_codebook, require_version
from qualcode.db.queries.reading import current
from qualcode.db.session import parse_url, reading, writing
from qualcode.db.share import shared_path
from qualcode.errors import ConflictError
from qualcode.interchange.claims_file import read_claims
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.codings_file import read_codings
from qualcode.interchange.metadata import read_neighbourhoods
from qualcode.interchange.summaries_file import read_summaries
from qualcode.workflow import claim_register, code, codebook, demo_report, metadata, review, study, suggest, summaries
from qualcode.workflow.claims import neighbourhoods
from qualcode.workflow.import_files import descriptions, import_files, transcript_files
from qualcode.workflow.open import create_database, open_database

TITLE = "Wijken in beweging (demonstratie)"
ACTOR = "demo"
Progress = Callable[[str], Callable[[int, int], None]]


def build(url: str, progress: Progress, method: str = "hybrid") -> tuple[Engine, str | None]:
    """The demonstration study at `url`, made or completed, and a sentence if its database was upgraded.

    Args:
        url: Of the database.
        progress: Is told the step and (finished, all).
        method: Of its suggestions.

    Raises:
        ConflictError: The database holds a study that is not fictional.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or not Path(str(parsed.database)).exists():
        _start(url)
    engine, notice = open_database(url)
    with reading(engine) as session:
        if not study.view(session).fictional:
            msg = f"{url} holds a real study; the demonstration never touches it, give another --db"
            raise ConflictError(msg)
    fill(engine, shared_path("corpus"), progress, method)
    return engine, notice


def _start(url: str) -> None:
    try:
        with create_database(url) as session:
            study.start(session, TITLE, fictional=True)
    except ConflictError:
        return  # a study is there; whether it is the demonstration is asked next


def fill(engine: Engine, corpus: Path, progress: Progress, method: str) -> None:
    """Take in whatever of the corpus is not there yet, and make suggestions where they are lacking."""
    with writing(engine) as session:
        codebook.load(session, read_codebook(shared_path("codebook.yaml")), ACTOR)
        metadata.load_neighbourhoods(session, read_neighbourhoods(corpus / "neighbourhoods.csv"), ACTOR)
    about = descriptions(engine, corpus / "interviews.csv")
    files = [file for file in transcript_files([corpus]) if file.stem in about]
    done = import_files(engine, files, about, ACTOR, already_anonymised=True, progress=progress("import"))
    for refused in done.refused:
        raise refused.error
    for file in sorted((corpus / "codings").glob("*.jsonl")):
        with writing(engine) as session:
            lines = list(read_codings(file))
            code.take_in(session, lines, file.name, ACTOR)
            _mark_read(session, {(line.coder, line.transcript) for line in lines})
    take_in_claims(engine, corpus / "claims.yaml")
    with writing(engine) as session:
        summaries.load(session, read_summaries(corpus / "summaries.csv"), ACTOR)
    with writing(engine) as session:
        demo_report.take_in(session, corpus, ACTOR)
    if not _suggested(engine):
        suggest.run(engine, ACTOR, progress("suggest"), method)


def take_in_claims(engine: Engine, file: Path) -> None:
    """Set down the claims that the register never had, and note their verdicts, so that later changes show.

    What somebody changed or dropped in the demonstration stays so.
    """
    with writing(engine) as session:
        _, present = current_codebook(session)
        read = read_claims(file, present, neighbourhoods(session))
        new = [claim for claim in read if not claims_stored.known(session, claim.id)]
        if new:
            claim_register.load(session, new, ACTOR)
            claim_register.note(session, ACTOR)


def _mark_read(session: Session, coded: Iterable[tuple[str, str]]) -> None:
    """Mark transcripts as read in full by the fictional coder who coded them, so that there is something to review."""
    for coder, name in sorted(coded):
        if (version := current(session, name)) is not None:
            operation = {"op": f"demo-read:{coder}:{name}", "kind": "read_in_full", "value": True}
            review.apply(session, coder, version.version_id, [operation])


def _suggested(engine: Engine) -> bool:
    """Whether a finished run of the current codebook has gone through every current text."""
    with reading(engine) as session:
        version = require_version(session)
        texts = {number for number, _ in suggest.current_versions(session)}
        done = (
            select(RunTranscript.version_id)
            .join(Run, Run.id == RunTranscript.run_id)
            .where(Run.codebook_version_id == version.id, Run.finished_at.is_not(None))
        )
        return texts <= set(session.scalars(done))
