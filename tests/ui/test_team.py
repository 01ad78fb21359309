"""What the team did, in words: no kind of event that the program writes is told as something else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import a_coded_study
from sqlalchemy import select

import qualcode
from qualcode.db.models import Event
from qualcode.domain.operation import Action
from qualcode.ui import team

WORKFLOW = Path(qualcode.__file__).parent / "workflow"
WRITERS = {"append": 1, "record": 2, "append_version": 1}
"""Functions that store an event -> place of its kind among their arguments."""


def written_kinds() -> Iterator[str]:
    for file in WORKFLOW.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                kind = node.args[WRITERS[name] :][:1] if name in WRITERS else []
                parts = [kind[0].body, kind[0].orelse] if kind and isinstance(kind[0], ast.IfExp) else kind
                yield from (part.value for part in parts if isinstance(part, ast.Constant))


KINDS = sorted({*written_kinds(), *(f"review_{action}" for action in Action)})


def test_the_kinds_are_found_in_the_source():
    assert {"memo_written", "codings_linked", "codings_unlinked", "codebook_edited", "review_accept"} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_event_has_words_of_its_own(kind):
    assert team.has_words(kind)


def test_no_event_of_a_study_with_everything_in_it_lacks_words(session):
    a_coded_study(session)

    assert [kind for kind in session.scalars(select(Event.kind).distinct()) if not team.has_words(kind)] == []


def test_an_edited_codebook_is_not_told_as_loaded():
    assert team.phrases({"codebook_edited": 2}) == "2 wijzigingen in het codeboek"
    assert team.phrases({"codebook_loaded": 1}) == "codeboek geladen"
