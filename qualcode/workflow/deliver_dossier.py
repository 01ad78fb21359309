"""Deliver a dossier into a folder or as one ZIP file, recorded as a run; made outside any transaction."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from qualcode.db.session import reading, writing
from qualcode.domain.dossier import Dossier
from qualcode.domain.manifest import Manifest
from qualcode.interchange.dossier.folder import require_place, write_folder, zipped
from qualcode.interchange.dossier.pages import Page, number_of_pages, pages
from qualcode.workflow import dossier, export
from qualcode.workflow.manifest import folder_manifest

Progress = Callable[[int, int], None]
"""(files written, files in all)."""

NAME = "dossier"


@dataclass(frozen=True, slots=True)
class DossierOrder:
    """How a dossier is delivered; `coder` is who takes it out, None when that is not known."""

    internal: bool
    language: str
    coder: str | None


def dossier_folder(engine: Engine, out: Path, order: DossierOrder, progress: Progress) -> Dossier:
    """The dossier that now stands in a folder.

    Raises:
        UsageError: Something else stands there, or it cannot be written.
        ConflictError: The study has no codebook.
    """
    require_place(out)
    made = _made(engine, order)
    manifest = write_folder(out, _watched(made, progress), _describe(made))
    _finish(engine, made, manifest)
    return made


def dossier_zip(engine: Engine, order: DossierOrder, progress: Progress) -> bytes:
    """The dossier as a ZIP file; the same state of the study gives the same bytes.

    Raises:
        ConflictError: The study has no codebook.
    """
    made = _made(engine, order)
    content, manifest = zipped(_watched(made, progress), _describe(made), NAME)
    _finish(engine, made, manifest)
    return content


def _made(engine: Engine, order: DossierOrder) -> Dossier:
    with reading(engine) as session:
        about = dossier.about(session, order.language, internal=order.internal)
        made = dossier.dossier(session, about, order.language)
    with writing(engine) as session:
        run = export.begin(session, about, order.coder)
    return replace(made, about=replace(about, run=run))


def _watched(made: Dossier, progress: Progress) -> Iterator[Page]:
    total = number_of_pages(made)
    for number, page in enumerate(pages(made), 1):
        yield page
        progress(number, total)


def _describe(made: Dossier) -> Callable[[Mapping[str, str]], Manifest]:
    return lambda files: folder_manifest(made, files)


def _finish(engine: Engine, made: Dossier, manifest: Manifest) -> None:
    run = made.about.run
    if run is not None:
        with writing(engine) as session:
            export.finish(session, run, manifest.sha256)
