"""A dossier in its folder or in one ZIP file: whole or not at all."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from qualcode.domain.manifest import Manifest
from qualcode.errors import UsageError
from qualcode.interchange.dossier.pages import Page
from qualcode.interchange.manifest_file import manifest_of, manifest_text, read_manifest

KIND = "dossier"
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can say; every file gets it, so that the same content gives the same bytes."""

Describe = Callable[[dict[str, str]], Manifest]
"""(path -> SHA-256) -> the manifest of files with these digests."""


def require_place(out: Path) -> None:
    """Do nothing if a dossier can be written at `out`: nothing is there, or an empty folder, or an older dossier.

    Raises:
        UsageError: Something else is there, or a file that the older dossier did not write.
    """
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not out.is_dir() or not manifest_of(out).is_file() or read_manifest(out).recipe.kind != KIND:
        msg = f"{out} is there already and is no dossier; give a folder that is new or empty, or an older dossier"
        raise UsageError(msg)
    foreign = sorted(set(_present(out)) - set(read_manifest(out).files))
    if foreign:
        msg = f"{out} holds {foreign[0]}, which the dossier in it did not write; move it away first"
        raise UsageError(msg)


def write_folder(out: Path, pages: Iterable[Page], describe: Describe) -> Manifest:
    """Write the pages and their manifest to a folder beside `out`, and put it in its place once it is whole.

    Raises:
        UsageError: It cannot be written there.
    """
    require_place(out)
    try:
        with _beside(out) as made:
            digests = {}
            for page in pages:
                file = made / page.path
                file.parent.mkdir(exist_ok=True)
                content = page.content.encode()
                file.write_bytes(content)
                digests[page.path] = hashlib.sha256(content).hexdigest()
            manifest = describe(digests)
            manifest_of(made).write_text(manifest_text(manifest), encoding="utf-8")
            made.chmod(0o755)
            _replace(out, made)
    except OSError as error:
        msg = f"{out} cannot be written: {error.strerror or error}"
        raise UsageError(msg) from None
    return manifest


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A new folder on the same disk, which is gone afterwards unless it was moved."""
    out.resolve().parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.resolve().parent))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _replace(out: Path, made: Path) -> None:
    """Put `made` in the place of `out`; an older dossier stays until the new one can take its place."""
    if not out.exists():
        made.rename(out)
        return
    with _beside(out) as old:
        out.rename(old / "old")
        try:
            made.rename(out)
        except OSError:
            (old / "old").rename(out)
            raise


def zipped(pages: Iterable[Page], describe: Describe, top: str) -> tuple[bytes, Manifest]:
    """The dossier as a ZIP file with one folder called `top`, and its manifest."""
    packed, digests = BytesIO(), {}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(path: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(f"{top}/{path}", FIRST_MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)

        for page in pages:
            content = page.content.encode()
            add(page.path, content)
            digests[page.path] = hashlib.sha256(content).hexdigest()
        manifest = describe(digests)
        add(manifest_of(Path()).name, manifest_text(manifest).encode())
    return packed.getvalue(), manifest


def digests_of(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 of every file of a folder but its manifest."""
    return {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in sorted(_present(folder))}


def joint(digests: Mapping[str, str]) -> str:
    """One SHA-256 over files, whatever their order."""
    lines = (f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _present(folder: Path) -> Iterator[str]:
    files = (file for file in folder.rglob("*") if not file.is_dir() and file != manifest_of(folder))
    return (file.relative_to(folder).as_posix() for file in files)
