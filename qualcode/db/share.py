"""Where the files that come with the program are: beside the package in a checkout, inside it when installed."""

from pathlib import Path

from qualcode.errors import DatabaseError, said

_PACKAGE = Path(__file__).resolve().parents[1]


def shared_path(name: str) -> Path:
    """The path of `migrations`, `corpus`, `codebook.yaml` or `streamlit_app.py`, never from the current folder.

    Raises:
        DatabaseError: The installation is incomplete.
    """
    for place in (_PACKAGE.parent / name, _PACKAGE / "_share" / name):
        if place.exists():
            return place
    msg = said("this installation of qualcode lacks '{name}'; install it again", name=name)
    raise DatabaseError(msg)
