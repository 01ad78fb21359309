"""The demonstration: the fictional study, built from corpus and codebook by the same steps as a real one."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, func, select

from qualcode.db.models import Run
from qualcode.db.queries.codebook import require_version
from qualcode.db.session import parse_url, reading, writing
from qualcode.db.share import shared_path
from qualcode.errors import ConflictError
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.codings_file import read_codings
from qualcode.interchange.metadata import read_neighbourhoods
from qualcode.workflow import code, codebook, metadata, study, suggest
from qualcode.workflow.import_files import descriptions, import_files, transcript_files
from qualcode.workflow.open import create_database, open_database

TITLE = "Wijken in beweging (demonstratie)"
ACTOR = "demo"
Progress = Callable[[str], Callable[[int, int], None]]


def build(url: str, progress: Progress) -> tuple[Engine, str | None]:
    """The demonstration study at `url`, made or completed, and a sentence if its database was upgraded.

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
    _fill(engine, shared_path("corpus"), progress)
    return engine, notice


def _start(url: str) -> None:
    try:
        with create_database(url) as session:
            study.start(session, TITLE, fictional=True)
    except ConflictError:
        return  # a study is there; whether it is the demonstration is asked next


def _fill(engine: Engine, corpus: Path, progress: Progress) -> None:
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
            code.take_in(session, read_codings(file), file.name, ACTOR)
    if not _suggested(engine):
        suggest.run(engine, ACTOR, progress("suggest"))


def _suggested(engine: Engine) -> bool:
    """Whether a finished run stands on the current codebook and every current text."""
    with reading(engine) as session:
        version = require_version(session)
        texts = [sha256 for _, sha256 in suggest.current_versions(session)]
        same = Run.input_sha256 == suggest.input_digest(version, texts)
        query = select(func.count()).select_from(Run).where(same, Run.finished_at.is_not(None))
        return bool(session.scalar(query))
