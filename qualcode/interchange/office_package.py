"""Office files (.docx, .xlsx) are zip archives: opened here only when they are what they say and small enough."""

import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring
from zlib import error as InflateError  # noqa: N812 - zlib knows it by no other name

from qualcode.errors import InputError

UNPACKED_LIMIT = 50_000_000
"""Bytes that an office file may hold when it is unpacked."""
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
"""First bytes of old Office files, and of new ones with a password."""
_ENCRYPTED = 0x1


DAMAGE = (
    zipfile.BadZipFile,
    InflateError,
    SyntaxError,
    LookupError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
)
"""What comes up while a damaged package is read.

Broken XML is a SyntaxError; a part that is missing or in an unknown encoding is a LookupError.
"""


def open_package(data: bytes, source: str, refuse: type[InputError]) -> zipfile.ZipFile:
    """The archive of an office file that can be unpacked within `UNPACKED_LIMIT`.

    Raises:
        InputError: It has a password, is an old format under a new name, damaged, or too large.
    """
    if data.startswith(_OLE2):
        what = "the file has a password or is in the format of before 2007"
        raise refuse(what, source=source, remedy="save it without a password in today's format")
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except DAMAGE:
        what = "the file is cut off, damaged or no office file"
        raise refuse(what, source=source, remedy="save it again and copy it whole") from None
    entries = package.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refuse("the file has a password", source=source, remedy="save it without a password")
    if (unpacked := sum(entry.file_size for entry in entries)) > UNPACKED_LIMIT:
        what = f"the file is {unpacked / 1e6:.0f} MB when unpacked; {UNPACKED_LIMIT / 1e6:.0f} MB is allowed"
        raise refuse(what, source=source, remedy="save it without pictures, or split it")
    return package


def read_xml(package: zipfile.ZipFile, name: str) -> Element:
    """The root of a part; entities are refused, since they can blow up or reach outside the file.

    Raises:
        KeyError: There is no such part.
        ParseError: It is no XML.
    """
    content = package.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ParseError("an office file declares no entities")
    return fromstring(content)  # noqa: S314 - without a DOCTYPE there is nothing to expand
