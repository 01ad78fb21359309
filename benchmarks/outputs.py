"""All tables of a report on the demonstration corpus: each as it is made, and all of them into files."""

import tempfile
from functools import reduce
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.figures import Figure, Spent, megabytes, spent
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
            return measured(engine)
        finally:
            engine.dispose()


def measured(engine: Engine) -> list[Figure]:
    """The figures of a study."""
    size = "the demonstration, Dutch"
    took = {internal: {name: _made(engine, name, internal=internal) for name in Name} for internal in (True, False)}
    made = {internal: {n: s for n, s in each.items() if s is not None} for internal, each in took.items()}
    figures = []
    for internal, each in made.items():
        slowest = sorted(each, key=lambda name: -each[name].processor)[:3]
        told = ", ".join(f"{name} {each[name].processor:.2f}" for name in slowest)
        what = "all tables, internal" if internal else "all tables, for publication"
        total = reduce(Spent.also, each.values())
        value = f"{len(each)} tables in {total}: {told}"
        figures.append(Figure(what, size, value, f"< {TARGET_SECONDS} s", total.clock < TARGET_SECONDS))
    files = reduce(Spent.also, (_written(engine, name) for name in made[True]))
    figures.append(Figure("all tables as XLSX and DOCX, internal", size, str(files), ""))
    memory = megabytes()
    what = "memory of the process, after building the demonstration too"
    return [*figures, Figure(what, size, f"{memory:.0f} MB", f"< {TARGET_MB} MB", memory < TARGET_MB)]


def _made(engine: Engine, name: Name, *, internal: bool) -> Spent | None:
    """What one output takes, None where it stays inside or the codebook has nothing for it."""

    def once() -> None:
        with reading(engine) as session:
            outputs.make(session, name, "nl", internal=internal)

    try:
        return spent(once)[1]
    except (ConflictError, DisclosureError):
        return None


def _written(engine: Engine, name: Name) -> Spent:
    orders = [Order(form, internal=True, language="nl", coder=None) for form in (Form.XLSX, Form.DOCX)]
    return spent(lambda: [output_file(engine, name, order) for order in orders])[1]
