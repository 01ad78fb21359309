"""Manifest: say what an exported file was made of, and tell later whether it still holds."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.domain.dossier import Dossier
from qualcode.domain.evidence import Filters, Question
from qualcode.domain.manifest import Manifest, Recipe, Standing, compared, row_digests
from qualcode.domain.output import Name
from qualcode.domain.publication import About
from qualcode.domain.wording import word
from qualcode.errors import UsageError
from qualcode.interchange import sheets
from qualcode.interchange.basket import basket_sheets
from qualcode.interchange.changes import changes_sheets
from qualcode.interchange.dossier.folder import digests_of, joint
from qualcode.interchange.dossier.rows import rows as dossier_rows
from qualcode.interchange.outputs import output_sheets
from qualcode.interchange.suggestions import suggestion_sheets
from qualcode.interchange.tables import Sheet
from qualcode.workflow import basket, explain, export, freeze, outputs
from qualcode.workflow.dossier import dossier

STATE = ("software", "database_hash", "events")
"""Facts in the record of the method appendix that change with everything anybody does, or with the program."""

_QUESTION, _FILTERS = TypeAdapter(Question), TypeAdapter(Filters)


def evidence_recipe(question: Question, language: str, *, internal: bool) -> Recipe:
    """How to make an evidence table again."""
    return Recipe("evidence", language, internal, {"question": _QUESTION.dump_python(question, mode="json")})


def quotes_recipe(filters: Filters, language: str, *, internal: bool, words: str, where: str) -> Recipe:
    """How to make a list of quotes again."""
    asked = {"filters": _FILTERS.dump_python(filters, mode="json"), "words": words, "where": where}
    return Recipe("quotes", language, internal, asked)


def suggestions_recipe(codes: Sequence[str], language: str) -> Recipe:
    """How to make the table of suggestions again."""
    return Recipe("suggestions", language, internal=True, arguments={"codes": list(codes)})


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


def manifest(
    file: Path, content: Sequence[Sheet], about: About, recipe: Recipe, *, hidden: int, first_only: bool = False
) -> Manifest:
    """The manifest of a file that was written.

    Args:
        file: The file.
        content: Its tables, the last of which says from where they come and is not compared later.
        about: What has to be said with them.
        recipe: How to make them again.
        hidden: Cells that disclosure control hid.
        first_only: Whether the file holds the first table alone.
    """
    tables = _digests(content[:1] if first_only else content[:-1], recipe)
    return Manifest(
        file=file.name,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        rows=tuple(row for rows in tables.values() for row in rows),
        hidden=hidden,
        run=about.run,
        software=about.software,
        study=about.study,
        codebook_version=about.codebook_version,
        database_hash=about.database_hash,
        recipe=recipe,
        tables=tuple((title, len(rows)) for title, rows in tables.items()),
        first_only=first_only,
    )


def standing(session: Session, known: Manifest, folder: Path) -> Standing:
    """Whether a file still holds: its bytes, and the rows of its tables against those that the study gives now.

    Raises:
        UsageError: The manifest asks for what this program does not make.
        NotFoundError: It names something that does not exist any more.
        DisclosureError: What it published may not be published any more.
    """
    intact, altered = _as_written(known, folder)
    made, head = _made(session, known.recipe), events.head(session)
    if not known.tables:
        gone, new = compared(known.rows, row_digests(_told(made, known.recipe)))
        return Standing(intact, gone, new, head, altered)
    then, now = known.by_table(), _digests(made[:1] if known.first_only else made, known.recipe)
    found = {title: compared(then.get(title, ()), now.get(title, ())) for title in {**then, **now}}
    gone, new = (sum(each[at] for each in found.values()) for at in (0, 1))
    changed = tuple(title for title, each in found.items() if any(each))
    skipped = () if known.first_only else tuple(_state(known.recipe))
    return Standing(intact, gone, new, head, altered, changed, skipped)


def _digests(tables: Sequence[Sheet], recipe: Recipe) -> dict[str, tuple[str, ...]]:
    """Title -> digests of the rows, without facts on the state of the database."""
    state = _state(recipe)
    return {each.title: row_digests(row for row in each.rows if row[0] not in state) for each in tables}


def _state(recipe: Recipe) -> list[str]:
    """The facts on the state of the database and the program that an output holds among its tables."""
    method = recipe.kind == "output" and recipe.arguments.get("name") == Name.METHOD
    return [word(name, recipe.language) for name in STATE] if method else []


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


def _made(session: Session, recipe: Recipe) -> Sequence[Sheet]:
    """The tables of what a recipe makes now, without that which says from where they come."""
    about = export.about(session, (), internal=recipe.internal)
    try:
        return _MAKERS[recipe.kind](session, recipe, about)
    except (KeyError, ValidationError):
        msg = "the manifest asks for a table that this program does not make; use the version that it names"
        raise UsageError(msg) from None


def _evidence(session: Session, recipe: Recipe, about: About) -> Sequence[Sheet]:
    question = _QUESTION.validate_python(recipe.arguments["question"])
    table = export.table(session, question, recipe.language, internal=recipe.internal)
    return sheets.evidence_sheets(table, about, recipe.language)[:-1]


def _quotes(session: Session, recipe: Recipe, about: About) -> Sequence[Sheet]:
    asked: Mapping[str, Any] = recipe.arguments
    filters = _FILTERS.validate_python(asked["filters"])
    found = export.quotations(session, filters, recipe.language, about, words=asked["words"], where=asked["where"])
    return sheets.quote_sheets(replace(found, about=about), recipe.language)[:-1]


def _suggestions(session: Session, recipe: Recipe, about: About) -> Sequence[Sheet]:
    found = explain.explanations(session, tuple(recipe.arguments["codes"]), recipe.language, about)
    return suggestion_sheets(found, recipe.language)[:-1]


def _output(session: Session, recipe: Recipe, about: About) -> Sequence[Sheet]:
    made = outputs.make(session, recipe.arguments["name"], recipe.language, internal=recipe.internal)
    return output_sheets(made, about, recipe.language)[:-1]


def _dossier(session: Session, recipe: Recipe, about: About) -> Sequence[Sheet]:
    rows = dossier_rows(dossier(session, about, recipe.language))
    return [Sheet("", (), rows)]  # type: ignore[arg-type]


def _basket(session: Session, recipe: Recipe, about: About) -> Sequence[Sheet]:
    found = basket.chosen(session, recipe.language, about, recipe.arguments["section"])
    return basket_sheets(found, recipe.language)[:-1]


def _changes(session: Session, recipe: Recipe, about: About) -> Sequence[Sheet]:
    found = freeze.difference(session, recipe.arguments["name"], recipe.arguments["other"], recipe.language)
    return changes_sheets(found.cells, found.claims, about, recipe.language)[:-1]


def _told(made: Sequence[Sheet], recipe: Recipe) -> list[Sequence[object]]:
    """The rows by which an older manifest holds: of the first table, of changes also the claims where it says so."""
    tables = made[:2] if recipe.arguments.get("claims") else made[:1]
    return [row for sheet in tables for row in sheet.rows]


_MAKERS = {
    "basket": _basket,
    "changes": _changes,
    "evidence": _evidence,
    "quotes": _quotes,
    "suggestions": _suggestions,
    "output": _output,
    "dossier": _dossier,
}


def as_record(found: Standing) -> dict[str, Any]:
    """The standing as a JSON object."""
    return {**asdict(found), "holds": found.holds}
