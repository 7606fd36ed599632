"""Names, macros and locks of files of Word, Excel and PowerPoint before 2007 ([MS-CFB])."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import olefile

from .traces import DAMAGE, Trace, UnreadableError, distinct

SUMMARY = "\x05SummaryInformation"
MORE = "\x05DocumentSummaryInformation"
# [MS-OLEPS] 2.25.1 and [MS-OSHARED] 2.3.3.2.2.1: numbers of properties.
CODE_PAGE, AUTHOR, LAST_SAVED_BY, MANAGER, COMPANY = 1, 4, 8, 14, 15
MACROS = ("macros", "_vba_project_cur", "vba")
PACKAGE = "EncryptedPackage"
LOCKED_WORD = 0x0100  # fEncrypted, [MS-DOC] 2.5.2
UTF_16 = 1200


def read_compound(file: BinaryIO) -> Iterator[Trace]:
    """Raises UnreadableError where it is locked or damaged."""
    try:
        with olefile.OleFileIO(file) as compound:
            yield from _traces(compound)
    except DAMAGE as cause:
        raise UnreadableError("damaged") from cause


def _traces(compound: olefile.OleFileIO) -> Iterator[Trace]:
    if compound.exists(PACKAGE):
        raise UnreadableError("encrypted")
    if macros := [
        entry[0] for entry in compound.listdir(storages=True) if entry[0].lower() in MACROS
    ]:
        yield Trace("macros", distinct(macros))
    found = [*_values(compound, SUMMARY, AUTHOR, LAST_SAVED_BY)]
    found += _values(compound, MORE, MANAGER, COMPANY)
    if people := distinct(found):
        yield Trace("people", people)
    if compound.exists("WordDocument"):
        with compound.openstream("WordDocument") as stream:
            head = stream.read(12)
        if int.from_bytes(head[10:12], "little") & LOCKED_WORD:
            raise UnreadableError("encrypted")


def _values(compound: olefile.OleFileIO, stream: str, *numbers: int) -> Iterator[str]:
    if not compound.exists(stream):
        return
    known = compound.getproperties(stream)
    page = known.get(CODE_PAGE, UTF_16)
    page = page & 0xFFFF if isinstance(page, int) else UTF_16
    for number in numbers:
        value = known.get(number)
        if isinstance(value, bytes):
            value = _decoded(value, page)
        if isinstance(value, str):
            yield value.strip("\0 ")


def _decoded(value: bytes, page: int) -> str:
    encoding = {UTF_16: "utf-16-le", 65001: "utf-8"}.get(page, f"cp{page}")
    try:
        return value.decode(encoding, "replace")
    except LookupError:
        return value.decode("cp1252", "replace")
