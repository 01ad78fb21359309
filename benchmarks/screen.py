"""The coding page in a real browser: from key to painted, from key to acknowledged, and the server's memory."""

import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.coding import long_study
from benchmarks.figures import Figure, percentile

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
CONFIRMS = 60
TIMES = "[...window.__qualcode.marks.values()].map(mark => [mark.painted - mark.key, mark.acked - mark.key])"


def measure() -> list[Figure]:
    """Latencies of confirming by key in a transcript of 20,000 words with 500 codings."""
    if not CHROMIUM.exists():
        return [Figure("confirm by key", "Chromium is not installed", "left out", "")]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/study.db"
        long_study(url).dispose()
        with served(url) as (address, process):
            started = memory(process)
            opened, times = confirmed(f"{address}/coding?transcript=lang")
            after = memory(process)
    painted = [pair[0] / 1000 for pair in times]
    stored = [pair[1] / 1000 for pair in times]
    size = f"{len(times)} accepts, one at a time; 20,000 words, 500 codings"
    return [
        Figure("open the page, browser", "first visit", f"{opened:.1f} s", ""),
        latency("confirm by key to painted", size, painted, 0.060),
        latency("confirm by key to acknowledged", size, stored, 0.150),
        Figure(
            "memory of the server", "started / after coding", f"{started:.0f} / {after:.0f} MB", "< 300 MB", after < 300
        ),
    ]


def latency(what: str, size: str, seconds: list[float], target: float) -> Figure:
    """A figure with median and p95 in milliseconds."""
    p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
    return Figure(
        what, size, f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms", f"p95 < {target * 1000:.0f} ms", p95 < target
    )


def confirmed(address: str) -> tuple[float, list[tuple[float, float]]]:
    """(seconds until the transcript stands, [(painted, acknowledged) in ms after the key])."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        started = time.perf_counter()
        page.goto(address)
        page.locator(".coder-turn").first.wait_for(timeout=60_000)
        opened = time.perf_counter() - started
        page.locator(".coder-transcript").focus()
        page.keyboard.press("j")
        for number in range(1, CONFIRMS + 6):
            page.keyboard.press("a")
            done = (
                f"[...window.__qualcode.marks.values()].filter(mark => mark.acked && mark.painted).length >= {number}"
            )
            page.wait_for_function(done, timeout=30_000, polling=20)
            page.wait_for_timeout(120)
        times = page.evaluate(TIMES)[5:]  # the first ones warm up
        browser.close()
    return opened, times


@contextmanager
def served(url: str, coder: str = "bench") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """(address, process) of `qualcode ui` until the block ends."""
    command = [sys.executable, "-m", "qualcode", "--db", url, "--as", coder, "ui", "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "http://" in line)
        address = re.search(r"http://[\d.]+:\d+", said)
        assert address is not None
        urllib.request.urlopen(f"{address[0]}/_stcore/health", timeout=10).close()
        yield address[0], process
    finally:
        process.terminate()
        process.wait(20)


def memory(process: subprocess.Popen[str]) -> float:
    """Resident memory of a process in MB."""
    kilobytes = subprocess.check_output(["ps", "-o", "rss=", "-p", str(process.pid)], text=True)
    return int(kilobytes) / 1024
