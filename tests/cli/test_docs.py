"""What the documentation says, works: every command of the README runs, in its order, on the demonstration corpus."""

import re
import shlex
from pathlib import Path

import pytest

from qualcode.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs").glob("*.md")}
NOT_RUN = ("qualcode ui", "qualcode demo", "qualcode --db postgresql")
"""Commands that open a browser or need a server; other tests do what they do."""


def commands() -> list[str]:
    """Every qualcode command of the README's shell blocks, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("qualcode") and not line.startswith(NOT_RUN)]


def test_readme_commands_run_in_order(qualcode, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "corpus").symlink_to(ROOT / "corpus")
    (folder / "codebook.yaml").symlink_to(ROOT / "codebook.yaml")
    monkeypatch.setenv("QUALCODE_DATABASE_URL", "sqlite:///mystudy.db")
    monkeypatch.setenv("QUALCODE_CODER", "annelies")
    assert len(commands()) >= 10
    for line in commands():
        ran = qualcode(*shlex.split(line)[1:])
        assert ran.code == 0, f"{line}\n{ran.err}"
    assert (folder / "evidence.xlsx").stat().st_size > 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"qualcode {command}\b|^\| `{command}", README + "".join(DOCS.values()), re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", *DOCS])
def test_links_lead_somewhere(name: str) -> None:
    base = ROOT if name == "README.md" else ROOT / "docs"
    text = README if name == "README.md" else DOCS[name]
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    missing = [target for target in targets if not (base / target).exists()]
    assert missing == []


@pytest.mark.parametrize("name", ["README.md", *DOCS])
def test_no_path_of_a_machine_is_named(name: str) -> None:
    text = README if name == "README.md" else DOCS[name]
    assert not re.search(r"/(work|home|root|tmp)/", text)
