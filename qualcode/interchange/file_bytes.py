"""The bytes of a file that somebody gives, within a limit."""

from pathlib import Path

from qualcode.errors import InputError

SIZE_LIMIT = 50_000_000
"""Bytes that a file may have."""


def file_bytes(path: Path, refuse: type[InputError], remedy: str) -> bytes:
    """The bytes of a file of at most `SIZE_LIMIT`.

    Args:
        path: Where it is.
        refuse: The error to raise.
        remedy: What to do about a file that is too large.

    Raises:
        InputError: It cannot be read or is too large.
    """
    try:
        if path.stat().st_size <= SIZE_LIMIT:
            return path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        raise refuse(what, source=path.name, remedy="check the name and your rights") from None
    what = f"the file is larger than {SIZE_LIMIT // 1_000_000} MB"
    raise refuse(what, source=path.name, remedy=remedy)
