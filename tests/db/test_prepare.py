"""Files are read ahead in a second process, in their order, and go on if that process dies."""

from pathlib import Path

import pytest

from qualcode.errors import TranscriptFileError
from qualcode.workflow import prepare
from qualcode.workflow.prepare import Job, Prepared, prepare_all


def jobs_in(folder: Path, number: int = 12) -> list[Job]:
    made = []
    for n in range(number):
        file = folder / f"gesprek-{n:02}.txt"
        file.write_text("" if n == 3 else f"I: Vraag {n}?\n\nR1: Antwoord {n} over huizen.", encoding="utf-8")
        made.append(Job(file, ()))
    return made


def names(results: list[object]) -> list[str]:
    return [result.name if isinstance(result, Prepared) else str(result) for result in results]


@pytest.mark.parametrize("worthwhile", [0, 10**9])
def test_every_file_comes_in_its_order_with_one_or_two_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worthwhile: int
) -> None:
    monkeypatch.setattr(prepare, "WORTHWHILE", worthwhile)
    results = list(prepare_all(jobs_in(tmp_path)))
    refused = [result for result in results if isinstance(result, TranscriptFileError)]
    assert len(refused) == 1
    assert "gesprek-03.txt" in str(refused[0])
    assert [name for name in names(results) if not name.startswith("gesprek-03.txt")] == [
        f"gesprek-{n:02}" for n in range(12) if n != 3
    ]
    assert isinstance(results[0], Prepared)
    assert results[0].search_texts[1] == "antwoord 0 over huis"


def test_work_goes_on_when_the_second_process_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "WORTHWHILE", 0)
    jobs = jobs_in(tmp_path, 30)
    results = []
    for number, result in enumerate(prepare_all(jobs)):
        if number == 5:
            import multiprocessing

            for child in multiprocessing.active_children():
                child.kill()
        results.append(result)
    assert len(results) == 30
    assert isinstance(results[-1], Prepared)
    assert results[-1].name == "gesprek-29"
