"""`qualcode ui`: one process on this machine that answers, says where, and stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from qualcode.cli import cli
from qualcode.errors import UsageError
from qualcode.ui import launch

QUALCODE = (sys.executable, "-m", "qualcode")


@contextmanager
def serving(url: str, *options: str):
    """The process of `qualcode ui`, with the address that it says it serves."""
    command = [*QUALCODE, "--db", url, "ui", "--no-browser", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            said = server.stdout.readline()
            assert "http://" in said, server.stderr.read()
            yield server, said.split()[4]
        finally:
            server.kill()


@contextmanager
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_server_answers_at_the_address_that_it_prints_and_stops_on_ctrl_c(study_url):
    with serving(study_url) as (server, address):
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10) as answer:
            assert answer.status == 200

        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=15)

    assert server.returncode == 0
    assert "everything that was confirmed is stored" in out
    assert "Traceback" not in err


def test_a_taken_port_is_refused_in_one_sentence(study_url):
    with taken_port() as port:
        command = [*QUALCODE, "--db", study_url, "ui", "--no-browser", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"port {port} cannot be used" in done.stderr


def test_a_missing_database_is_refused_before_anything_is_served(tmp_path):
    command = [*QUALCODE, "--db", f"sqlite:///{tmp_path / 'none.db'}", "ui", "--no-browser"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert "there is no database" in done.stderr


def test_without_a_port_any_free_one_will_do(monkeypatch):
    with taken_port() as port:
        monkeypatch.setattr(launch, "USUAL_PORT", port)
        assert launch.free_port("127.0.0.1", None) not in {0, port}


@pytest.mark.parametrize("address", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_refused(address):
    with pytest.raises(UsageError, match=address):
        launch.free_port(address, 8501)


def test_the_server_is_for_this_machine_and_tells_nobody():
    options = launch.configuration("127.0.0.1", 8501)

    assert options["server.address"] == "127.0.0.1"
    assert options["server.allowedHosts"] == ["127.0.0.1", "localhost", "::1", "127.0.0.1"]
    assert options["browser.gatherUsageStats"] is False
    assert options["logger.hideWelcomeMessage"] is True


def test_the_start_script_is_found_beside_the_package():
    assert launch.start_script() == Path(launch.__file__).resolve().parents[2] / "streamlit_app.py"


@pytest.mark.parametrize(
    ("words", "language"),
    [(["ui"], None), (["--lang", "en", "ui"], "en"), (["ui", "--lang", "nl"], "nl")],
)
def test_a_language_is_handed_over_only_when_it_was_asked_for(study_url, monkeypatch, words, language):
    seen = []
    monkeypatch.setattr(launch, "launch", lambda *given, **_options: seen.append(given[2]))

    cli(["--db", study_url, *words], standalone_mode=False)

    assert seen == [language]
