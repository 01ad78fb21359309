"""The benchmarks can be run: each at a size that takes no time, what came out of it left aside."""

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import benchmarks.__main__ as bench
from benchmarks import (
    coding,
    corpus,
    crossvalidate,
    dossier,
    evidence,
    ingest,
    kept,
    learning,
    outputs,
    ranking,
    review,
    startup,
    studies,
    suggest,
)
from benchmarks.figures import Figure, show
from qualcode.db.session import make_engine

SMALL: dict[str, Callable[[], Iterable[Figure]]] = {
    "startup": lambda: startup.measure(1),
    "ingest": lambda: ingest.measure(1),
    "suggest": lambda: suggest.measure(1, 1),
    "ranking": lambda: ranking.measure(1, 20),
    "learning": lambda: learning.measure(1, 20),
    "coding": lambda: coding.measure(420, 5, 3),
    "evidence": lambda: evidence.measure(((2, 1.0),), 30, 60),
    "dossier": lambda: dossier.measure(1, 3),
    "crossvalidate": lambda: crossvalidate.measure(1, 1),
    "review": lambda: review.on_server(2, 1.0),
}
"""Those that need no browser and not the whole demonstration."""


@pytest.mark.parametrize("name", SMALL)
def test_a_benchmark_measures_something(name: str) -> None:
    figures = list(SMALL[name]())

    assert figures
    assert all(each.what and (each.value or "is not there" in each.size) for each in figures)


def test_the_kept_model_suggests_what_learning_again_does() -> None:
    *_, again, differ = kept.measure(2, 20)
    assert int(again.size.split()[0]) > 0
    assert (differ.value, differ.met) == ("0", True)


def test_what_the_demonstration_is_asked_can_be_asked_of_any_study(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/study.db")
    try:
        studies.build(engine, 2, 20, suggestions=5)
        assert "all tables, internal" in [each.what for each in outputs.measured(engine)]
        hits, figures = corpus.told(engine)
    finally:
        engine.dispose()
    assert len(hits.suggested) == 2
    assert "agreement by turn" in [each.what for each in figures]


@pytest.mark.parametrize("name", bench.KNOWN)
def test_every_benchmark_can_be_started(name: str) -> None:
    assert callable(importlib.import_module(f"benchmarks.{name}").measure)


def _failing() -> list[Figure]:
    raise LookupError


def test_one_that_fails_keeps_no_other_from_being_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(startup, "measure", _failing)
    monkeypatch.setattr(ingest, "measure", lambda: [Figure("import", "nothing", "0.0 s", "< 3 s", met=True)])

    assert bench.main(["startup", "ingest"]) == bench.FAILED

    told = capsys.readouterr()
    assert "< 3 s   ok" in told.out
    assert "LookupError" in told.err
    assert "Not finished: startup." in told.err


def test_a_name_that_there_is_not_is_answered_with_the_names_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bench.main(["ingest", "speed"]) == bench.MISUSED
    assert capsys.readouterr().err == f"There is no benchmark speed; choose from {', '.join(bench.KNOWN)}.\n"


def test_help_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--help"]) == 0
    assert capsys.readouterr().out == f"{bench.USAGE}\n"


def test_figures_are_shown_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    show([Figure("confirm", "60", "16 ms", "", None), Figure("open", "1", "1 s", "< 1 s", met=False)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["measured", "on", "result", "target"]
    assert lines[2] == "open      1   1 s     < 1 s   MISSED"
