"""Import of 100 documents of about 6,250 words: reading, lemmatising and storing, as `qualcode import` does it."""

import multiprocessing
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, spent
from benchmarks.texts import DEBATES, documents
from qualcode.db.session import make_engine
from qualcode.workflow.import_files import import_files
from qualcode.workflow.open import create_database
from qualcode.workflow.study import start


def measure(number: int = 100) -> list[Figure]:
    """Seconds of one import into a new database, in a process where nothing is cached yet."""
    with tempfile.TemporaryDirectory() as folder:
        files = documents(Path(folder), number)
        url = f"sqlite:///{folder}/study.db"
        with create_database(url) as session:
            start(session, "Benchmark", fictional=True)
        engine = make_engine(url)
        words = 0

        def work() -> None:
            nonlocal words
            done = import_files(engine, files, {}, "bench", already_anonymised=True)
            words = sum(result.words for result in done.results)
            for reader in multiprocessing.active_children():
                reader.join()  # so that its processor time counts

        (_, first), (_, again) = spent(work), spent(work)
        engine.dispose()
    size = f"{len(files)} documents, {words:,} words"
    kind = "real debates" if DEBATES.is_dir() else "made-up text"
    return [
        Figure(f"import ({kind})", size, str(first), "< 3 s (Taguette 5.7-11.4 s)", first.clock < 3),
        Figure("import again, unchanged", size, str(again), ""),
    ]
