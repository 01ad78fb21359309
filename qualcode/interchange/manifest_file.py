"""Manifests as JSON files beside what they describe."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qualcode.domain.manifest import FORMAT, Manifest
from qualcode.errors import UsageError

ENDING = ".manifest.json"
_MANIFEST = TypeAdapter(Manifest)


FOLDER = "dossier"
"""Name of the manifest in a folder of pages, which describes the whole folder."""


def manifest_of(file: Path) -> Path:
    """Where the manifest of a file stands; that of a folder stands in it."""
    return file / f"{FOLDER}{ENDING}" if file.is_dir() else file.with_name(file.name + ENDING)


def place_of(path: Path) -> Path:
    """Where the manifest is, given itself or what it describes."""
    return path if path.name.endswith(ENDING) else manifest_of(path)


def write_manifest(file: Path, manifest: Manifest) -> None:
    """Write it beside the file that it describes."""
    manifest_of(file).write_text(manifest_text(manifest), encoding="utf-8")


def manifest_text(manifest: Manifest) -> str:
    """The manifest as JSON."""
    record = {"format": FORMAT, **asdict(manifest)}
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_manifest(path: Path) -> Manifest:
    """Read a manifest, given its own file or the file or folder that it describes.

    Raises:
        UsageError: There is none, or it is none of ours.
    """
    place = place_of(path)
    try:
        raw: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        if raw.pop("format") != FORMAT:
            msg = f"{place} was written by a newer qualcode; use that to verify it"
            raise UsageError(msg)
        known = _MANIFEST.validate_python(raw)
    except OSError as error:
        msg = f"{place} cannot be read: {error.strerror or error}; a file that was exported has its manifest beside it"
        raise UsageError(msg) from None
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        msg = f"{place} is no manifest of qualcode; give a file that was exported with -o, or its manifest"
        raise UsageError(msg) from None
    if known.tables and sum(many for _, many in known.tables) != len(known.rows):
        msg = f"{place} is no manifest of qualcode: it counts other rows than it holds; export the file again"
        raise UsageError(msg)
    return known
