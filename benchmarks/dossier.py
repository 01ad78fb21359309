"""The dossier of 2,000 quotes, internal and public, from the database to its folder, and the memory that it takes."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert

from benchmarks.figures import Figure
from benchmarks.studies import AT, build
from qualcode.cli.delivery import collect_rarely
from qualcode.db.base import Base
from qualcode.db.session import make_engine, writing
from qualcode.workflow.deliver_dossier import DossierOrder, dossier_folder

TRANSCRIPTS, PER_TRANSCRIPT = 40, 50
SECONDS, MEGABYTES = 10, 500


def measure(transcripts: int = TRANSCRIPTS, each: int = PER_TRANSCRIPT) -> list[Figure]:
    """Figures on SQLite, each variant in a process of its own, so that its memory is its own."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "study.db"
        _study(database, transcripts, each)
        for variant in ("internal", "public"):
            command = [sys.executable, "-m", "benchmarks.dossier", str(database), str(Path(folder) / variant), variant]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            seconds, cpu, megabytes, files = (float(figure) for figure in said)
            what, size = f"dossier, {variant}", f"{transcripts * each:,} quotes, {files:.0f} files"
            told = f"{seconds:.1f} s ({cpu:.1f} s of one core)"
            figures.append(Figure(what, size, told, f"< {SECONDS} s", seconds < SECONDS))
            figures.append(
                Figure(f"{what}: memory", size, f"{megabytes:.0f} MB", f"< {MEGABYTES} MB", megabytes < MEGABYTES)
            )
    return figures


def _study(database: Path, transcripts: int, each: int) -> None:
    """A study in which every quote may leave."""
    engine = make_engine(f"sqlite:///{database}")
    build(engine, transcripts, each)
    checked = {"coder_id": 1, "verdict": "publish", "reason": "algemeen", "created_at": AT}
    with writing(engine) as session:
        rows = [{"coding_id": n, **checked} for n in range(1, transcripts * each + 1)]
        session.execute(insert(Base.metadata.tables["quote_review"]), rows)
    engine.dispose()


def _once(database: str, out: str, variant: str) -> None:
    began, engine = time.perf_counter(), make_engine(f"sqlite:///{database}")
    collect_rarely()  # as the command does
    order = DossierOrder(variant == "internal", "nl", None)
    dossier_folder(engine, Path(out), order, lambda _n, _of: None)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    files = sum(file.is_file() for file in Path(out).rglob("*"))
    print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, files)


if __name__ == "__main__":
    _once(*sys.argv[1:])
