"""Manifest: say what an exported file was made of, and tell later whether it still holds."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.domain.dossier import Dossier
from qualcode.domain.evidence import Filters, Question
from qualcode.domain.manifest import Manifest, Recipe, Standing, compared, row_digests
from qualcode.domain.publication import About
from qualcode.errors import UsageError
from qualcode.interchange import sheets
from qualcode.interchange.basket import basket_sheets
from qualcode.interchange.changes import changes_sheets
from qualcode.interchange.dossier.folder import digests_of, joint
from qualcode.interchange.dossier.rows import rows as dossier_rows
from qualcode.interchange.outputs import output_sheets
from qualcode.interchange.tables import Sheet
from qualcode.workflow import basket, export, freeze, outputs
from qualcode.workflow.dossier import dossier

_QUESTION, _FILTERS = TypeAdapter(Question), TypeAdapter(Filters)


def evidence_recipe(question: Question, language: str, *, internal: bool) -> Recipe:
    """How to make an evidence table again."""
    return Recipe("evidence", language, internal, {"question": _QUESTION.dump_python(question, mode="json")})


def quotes_recipe(filters: Filters, language: str, *, internal: bool, words: str, where: str) -> Recipe:
    """How to make a list of quotes again."""
    asked = {"filters": _FILTERS.dump_python(filters, mode="json"), "words": words, "where": where}
    return Recipe("quotes", language, internal, asked)


def output_recipe(name: str, language: str, *, internal: bool) -> Recipe:
    """How to make an output again."""
    return Recipe("output", language, internal, {"name": str(name)})


def folder_manifest(content: Dossier, files: Mapping[str, str]) -> Manifest:
    """The manifest of a dossier whose files (path -> SHA-256) these are; it stands among them."""
    about = content.about
    return Manifest(
        file=".",
        sha256=joint(files),
        rows=row_digests(dossier_rows(content)),
        hidden=content.hidden,
        run=about.run,
        software=about.software,
        study=about.study,
        codebook_version=about.codebook_version,
        database_hash=about.database_hash,
        recipe=Recipe("dossier", content.language, about.internal, {}),
        files=dict(sorted(files.items())),
    )


def basket_recipe(section: str | None, language: str, *, internal: bool) -> Recipe:
    """How to make the basket or one section of it again."""
    return Recipe("basket", language, internal, {"section": section})


def changes_recipe(name: str, other: str | None, language: str) -> Recipe:
    """How to tell again what differs between a frozen state and another one or the study as it stands."""
    return Recipe("changes", language, internal=True, arguments={"name": name, "other": other, "claims": True})


def manifest(file: Path, content: Sequence[Sheet], about: About, recipe: Recipe, *, hidden: int) -> Manifest:
    """The manifest of a file that was written."""
    return Manifest(
        file=file.name,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        rows=row_digests(_told(content, recipe)),
        hidden=hidden,
        run=about.run,
        software=about.software,
        study=about.study,
        codebook_version=about.codebook_version,
        database_hash=about.database_hash,
        recipe=recipe,
    )


def standing(session: Session, known: Manifest, folder: Path) -> Standing:
    """Whether a file still holds: its bytes, and its rows against those that the study gives now.

    Raises:
        UsageError: The manifest asks for what this program does not make.
        NotFoundError: It names something that does not exist any more.
        DisclosureError: What it published may not be published any more.
    """
    intact, altered = _as_written(known, folder)
    gone, new = compared(known.rows, row_digests(_made(session, known.recipe)))
    return Standing(intact, gone, new, events.head(session), altered)


def _as_written(known: Manifest, folder: Path) -> tuple[bool | None, tuple[str, ...]]:
    """(whether it is as it was written, files of a folder that are not); None when the file is not there."""
    file = folder / known.file
    if known.files:
        there = digests_of(file)
        names = sorted({*known.files, *there})
        altered = tuple(name for name in names if known.files.get(name) != there.get(name))
        return not altered and joint(there) == known.sha256, altered
    if not file.is_file():
        return None, ()
    return hashlib.sha256(file.read_bytes()).hexdigest() == known.sha256, ()


Rows = Iterable[Sequence[object]]


def _made(session: Session, recipe: Recipe) -> Rows:
    """The rows of what a recipe makes now."""
    about = export.about(session, (), internal=recipe.internal)
    try:
        return _MAKERS[recipe.kind](session, recipe, about)
    except (KeyError, ValidationError):
        msg = "the manifest asks for a table that this program does not make; use the version that it names"
        raise UsageError(msg) from None


def _evidence(session: Session, recipe: Recipe, about: About) -> Rows:
    question = _QUESTION.validate_python(recipe.arguments["question"])
    table = export.table(session, question, recipe.language, internal=recipe.internal)
    return sheets.evidence_sheets(table, about, recipe.language)[0].rows


def _quotes(session: Session, recipe: Recipe, about: About) -> Rows:
    asked: Mapping[str, Any] = recipe.arguments
    filters = _FILTERS.validate_python(asked["filters"])
    found = export.quotations(session, filters, recipe.language, about, words=asked["words"], where=asked["where"])
    return sheets.quote_sheets(replace(found, about=about), recipe.language)[0].rows


def _output(session: Session, recipe: Recipe, about: About) -> Rows:
    made = outputs.make(session, recipe.arguments["name"], recipe.language, internal=recipe.internal)
    return output_sheets(made, about, recipe.language)[0].rows


def _dossier(session: Session, recipe: Recipe, about: About) -> Rows:
    return dossier_rows(dossier(session, about, recipe.language))


def _basket(session: Session, recipe: Recipe, about: About) -> Rows:
    found = basket.chosen(session, recipe.language, about, recipe.arguments["section"])
    return basket_sheets(found, recipe.language)[0].rows


def _changes(session: Session, recipe: Recipe, about: About) -> Rows:
    found = freeze.difference(session, recipe.arguments["name"], recipe.arguments["other"], recipe.language)
    return _told(changes_sheets(found.cells, found.claims, about, recipe.language), recipe)


def _told(content: Sequence[Sheet], recipe: Recipe) -> list[Sequence[object]]:
    """The rows that a file holds by: of its first table, of changes also the claims where the recipe says so."""
    tables = content[:2] if recipe.arguments.get("claims") else content[:1]
    return [row for sheet in tables for row in sheet.rows]


_MAKERS = {
    "basket": _basket,
    "changes": _changes,
    "evidence": _evidence,
    "quotes": _quotes,
    "output": _output,
    "dossier": _dossier,
}


def as_record(found: Standing) -> dict[str, Any]:
    """The standing as a JSON object."""
    return {**asdict(found), "holds": found.holds}
