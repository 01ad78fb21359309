"""All tables of a report on the demonstration corpus: each as it is made, and all of them into files."""

import resource
import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.figures import Figure
from qualcode.db.session import reading
from qualcode.domain.output import Name
from qualcode.errors import ConflictError, DisclosureError
from qualcode.workflow import demo, outputs
from qualcode.workflow.deliver import Form, Order, output_file

TARGET_SECONDS, TARGET_MB = 20, 500


def measure() -> list[Figure]:
    """Seconds of every output, internal and for publication, with the files, and the memory of the process."""
    with tempfile.TemporaryDirectory() as folder:
        engine, _ = demo.build(
            f"sqlite:///{Path(folder) / 'demo.db'}", lambda _step: lambda _done, _all: None, "lexicon"
        )
        try:
            return _measured(engine)
        finally:
            engine.dispose()


def _measured(engine: Engine) -> list[Figure]:
    size = "the demonstration, Dutch"
    seconds = {internal: {name: _made(engine, name, internal=internal) for name in Name} for internal in (True, False)}
    made = {internal: {n: s for n, s in each.items() if s is not None} for internal, each in seconds.items()}
    figures = []
    for internal, each in made.items():
        slowest = sorted(each, key=lambda name: -each[name])[:3]
        told = ", ".join(f"{name} {each[name]:.2f}" for name in slowest)
        what = "all tables, internal" if internal else "all tables, for publication"
        total = sum(each.values())
        value = f"{len(each)} tables in {total:.1f} s ({told})"
        figures.append(Figure(what, size, value, f"< {TARGET_SECONDS} s", total < TARGET_SECONDS))
    files = sum(_written(engine, name) for name in made[True])
    figures.append(Figure("all tables as XLSX and DOCX, internal", size, f"{files:.1f} s", ""))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = "memory of the process, after building the demonstration too"
    return [*figures, Figure(what, size, f"{memory:.0f} MB", f"< {TARGET_MB} MB", memory < TARGET_MB)]


def _made(engine: Engine, name: Name, *, internal: bool) -> float | None:
    """Seconds of one output, None where it stays inside or the codebook has nothing for it."""
    started = time.perf_counter()
    try:
        with reading(engine) as session:
            outputs.make(session, name, "nl", internal=internal)
    except (ConflictError, DisclosureError):
        return None
    return time.perf_counter() - started


def _written(engine: Engine, name: Name) -> float:
    started = time.perf_counter()
    for form in (Form.XLSX, Form.DOCX):
        output_file(engine, name, Order(form, internal=True, language="nl", coder=None))
    return time.perf_counter() - started
