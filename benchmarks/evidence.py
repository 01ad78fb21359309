"""The evidence table at 60,000 and 600,000 codings, its quotes, and 20,000 quotes to a workbook."""

import gc
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, spent, timed
from benchmarks.studies import build
from qualcode.cli.delivery import collect_rarely
from qualcode.db.session import make_engine, reading
from qualcode.domain.evidence import Columns, Filters, Measure, Question
from qualcode.domain.linkage import _hidden, pattern
from qualcode.interchange.sheets import quote_sheets
from qualcode.interchange.tables import write_xlsx
from qualcode.workflow import export, kwic
from qualcode.workflow.aggregate import evidence_table, quotes, tally
from qualcode.workflow.search import find
from qualcode.workflow.trace import journey

PER_TRANSCRIPT, QUOTES = 500, 20_000
COMBINATIONS = (
    "factor overlaps family4 and neighbourhood:wijk-02",
    "family1 overlaps family4",
    "family1 in the same turn as family4",
    "family1 followed within 2 turns by family4",
)
TABLE, ALL = "factor x neighbourhood, 7 x 11 with totals", "all 94 codes x neighbourhood with totals"


def measure(
    sizes: Sequence[tuple[int, float]] = ((120, 0.2), (1_200, 1.0)), each: int = PER_TRANSCRIPT, lines: int = QUOTES
) -> list[Figure]:
    """Figures on SQLite, with warm caches, for so many transcripts with `each` codings; (number, seconds aimed at)."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for transcripts, target in sizes:
            engine = make_engine(f"sqlite:///{Path(folder) / f'{transcripts}.db'}")
            build(engine, transcripts, each)
            figures += tables(engine, f"{transcripts * each:,} codings", target)
            figures += pages(engine, transcripts * each)
            if transcripts == sizes[0][0]:
                figures.append(workbook(engine, Path(folder), lines, each))
            engine.dispose()
    return figures


def tables(engine: Engine, size: str, target: float) -> Iterator[Figure]:
    """The table as the screen asks for it, by every measure, and with everything that can be asked for."""
    aim = f"< {target} s"
    for rows, what in (("factor", TABLE), ("codes", ALL)):
        for measured in Measure:
            if measured is Measure.PASSAGES:
                continue
            seconds, value = _seconds(engine, Question(rows=rows, measure=measured))
            yield Figure(f"evidence table: {what}: {measured}", size, value, aim, seconds < target)
        yield _asked(engine, size, f"{what}: passages too", Question(rows=rows, measure=Measure.PASSAGES))
    yield _asked(engine, size, f"{ALL}: split by valence", Question(rows="codes", split="valentie"))
    yield _asked(engine, size, f"{ALL}: origins too", Question(rows="codes", origins=True))
    yield _asked(engine, size, "all 94 codes x group", Question(rows="codes", columns=Columns.GROUP))
    with reading(engine) as session:
        table = evidence_table(session, Question(rows="codes"), "nl")
    median, worst = timed(lambda: (_hidden.cache_clear(), pattern(table, 3)), 3)
    yield Figure("small cells hidden: all 94 codes x neighbourhood", size, f"{median:.2f} s (worst {worst:.2f})", "")


def _asked(engine: Engine, size: str, what: str, question: Question) -> Figure:
    return Figure(f"evidence table: {what}", size, _seconds(engine, question)[1], "")


def _seconds(engine: Engine, question: Question) -> tuple[float, str]:
    return _in_session(engine, lambda session: evidence_table(session, question, "nl"))


def _in_session(engine: Engine, work: Callable[[Session], object]) -> tuple[float, str]:
    def once() -> None:
        with reading(engine) as session:
            work(session)

    once()
    median, worst = timed(once)
    return median, f"{median:.3f} s (worst {worst:.3f})"


def pages(engine: Engine, codings: int) -> Iterator[Figure]:
    """Fifty quotes: behind a cell, of everything, by a word in one turn of forty; and the way back of one."""
    size, cell = f"{codings:,} codings", Question().cell("factor", "wijk-02")
    yield Figure("50 quotes of a cell", size, _in_session(engine, lambda s: quotes(s, cell, "nl"))[1], "")
    everything = Filters()
    yield Figure("50 quotes of all", size, _in_session(engine, lambda s: quotes(s, everything, "nl"))[1], "")
    found = _in_session(engine, lambda s: quotes(s, everything, "nl", words="buurthuis"))[1]
    yield Figure("50 quotes of turns with a word", size, found, "")
    for where in COMBINATIONS:
        seconds, page = _in_session(engine, lambda s, where=where: quotes(s, everything, "nl", where=where))
        yield Figure(f"50 quotes: {where}", size, page, "< 2 s", seconds < 2)
        counted = _in_session(engine, lambda s, where=where: tally(s, everything, where=where))[1]
        yield Figure(f"their number: {where}", size, counted, "")
    for typed in ("buurthuis", "wijk NEAR/3 opknappen"):
        hits = _in_session(engine, lambda s, typed=typed: find(s, typed))[1]
        yield Figure(f"50 turns, and their number: {typed}", size, hits, "")
    lines = _in_session(engine, lambda s: kwic.in_order(s, "buurthuis", "right"))[1]
    yield Figure("50 lines of a word in context, sorted by what follows", size, lines, "")
    yield Figure(
        "the way back of one quote", size, _in_session(engine, lambda s: journey(s, codings // 2, "nl"))[1], ""
    )


def workbook(engine: Engine, folder: Path, lines: int, each: int) -> Figure:
    """So many quotes from the database into a workbook, as `qualcode quotes --internal -o` does it."""
    transcripts = tuple(f"interview-{n:05}" for n in range(1, lines // each + 1))

    def once() -> None:
        with reading(engine) as session:
            about = export.about(session, [], internal=True)
            found = export.quotations(session, Filters(transcripts=transcripts), "nl", about)
        assert len(found.internal) == lines
        write_xlsx(folder / "quotes.xlsx", quote_sheets(found, "nl"), created=about.dated)

    usual = gc.get_threshold()
    collect_rarely()  # as the command does
    best = min(spent(once)[1] for _ in range(3))
    gc.set_threshold(*usual)
    what = f"{lines:,} quotes to XLSX, from the database to the file"
    return Figure(what, "15 columns, the best of three", str(best), "< 3 s", best.clock < 3)
