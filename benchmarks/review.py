"""The review queue: on the server with few and many transcripts, and from key to painted in a real browser."""

import random
import tempfile
import time
from collections.abc import Sequence
from itertools import count
from typing import Any

from sqlalchemy import Engine, insert

from benchmarks.coding import long_study
from benchmarks.figures import Figure, timed
from benchmarks.screen import CHROMIUM, FLAGS, TIMES, latency, served
from benchmarks.studies import AT, build
from qualcode.db.base import Base
from qualcode.db.session import make_engine, reading, writing
from qualcode.workflow import queue, worth
from qualcode.workflow.queue import Reach, Wanted

CODER = "coder 1"
SUGGESTIONS = 85
"""A transcript, the median of the demonstration."""

DECISIONS = 50


def measure(sizes: Sequence[tuple[int, float]] = ((110, 0.5), (1100, 1.5))) -> list[Figure]:
    """Seconds on the server at so many transcripts (number, seconds aimed at), and latency of decisions."""
    figures = [figure for transcripts, target in sizes for figure in on_server(transcripts, target)]
    return [*figures, in_browser()]


def on_server(transcripts: int, target: float) -> list[Figure]:
    """What it takes to open the queue, and the page of what suggestions are worth."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/study.db")
        build(engine, transcripts, 20)
        suggest(engine, transcripts)
        wanted = Wanted(reach=Reach.ALL)

        def opened() -> object:
            with reading(engine) as session:
                return queue.size(session, CODER, wanted), queue.suggestions(session, CODER, wanted)

        def measured() -> object:
            with reading(engine) as session:
                return worth.measure(session)

        queued, valued = timed(opened, 3)[0], timed(measured, 1)[0]
        engine.dispose()
    size = f"{transcripts:,} transcripts, {transcripts * SUGGESTIONS:,} suggestions"
    return [
        Figure("review queue, server", size, f"{queued:.2f} s", f"< {target} s", queued < target),
        Figure("worth of suggestions, server", size, f"{valued:.2f} s", "once a change"),
    ]


def suggest(engine: Engine, transcripts: int) -> None:
    """One run over every transcript, written straight into the tables."""
    chance, numbers = random.Random(5), count(1)
    run = {"id": 1, "kind": "suggest", "software": "bench", "codebook_version_id": 1, "parameters": {}}
    why = [{"method": "lexicon", "indicator": "wijk", "words": [], "how": "lemma", "negation": None, "hedge": None}]
    with writing(engine) as session:

        def put(table: str, rows: list[dict[str, Any]]) -> None:
            session.execute(insert(Base.metadata.tables[table]), rows)

        put("run", [{**run, "started_at": AT, "finished_at": AT}])
        for version in range(1, transcripts + 1):
            put("run_transcript", [{"run_id": 1, "version_id": version, "suggestions": SUGGESTIONS, "finished_at": AT}])
            rows = [
                {
                    "id": next(numbers),
                    "run_id": 1,
                    "version_id": version,
                    "start_char": start,
                    "end_char": start + 90,
                    "code_id": chance.randrange(2, 94),
                    "score": round(chance.uniform(0.3, 1), 4),
                    "rank": 1,
                    "attributes": {},
                    "explanation": why,
                }
                for start in chance.sample(range(37_000), SUGGESTIONS)
            ]
            put("suggestion", rows)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def in_browser() -> Figure:
    """From key to painted, for decisions at a steady pace."""
    if not CHROMIUM.exists():
        return Figure("decide by key, queue", "Chromium is not installed", "left out", "")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/study.db"
        long_study(url).dispose()
        with served(url) as (address, _process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
            page.goto(f"{address}/review?reach=all")
            page.locator(".queue-here").wait_for(timeout=60_000)
            page.locator(".queue-words").focus()
            for _ in range(DECISIONS):
                page.keyboard.press("x")
                time.sleep(0.15)
            page.locator(".coder-saved[data-state=saved]").wait_for(timeout=60_000)
            painted = [pair[0] / 1000 for pair in page.evaluate(TIMES)]
            browser.close()
    return latency("decide by key to painted, queue", f"{len(painted)} decisions", painted, 0.060)
