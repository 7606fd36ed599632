"""Traces that every file of Word, Excel and PowerPoint since 2007 may carry (ECMA-376)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import excel, photos, powerpoint, word
from .archive import Archive
from .markup import attributes, texts
from .traces import Trace, UnreadableError, distinct

CORE = "docProps/core.xml"
APP = "docProps/app.xml"
MAIN = ("word/", "xl/", "ppt/")
# A part of a path that names who uses the computer; the spaces of `file:///` paths are `%20`.
USER = re.compile(r"(?:Users|Documents and Settings|home)[\\/]+([^\\/<>\"|?*]+)[\\/]", re.I)


def read_office(archive: Archive) -> Iterator[Trace]:
    """Raises UnreadableError where a part that is always there is missing or damaged."""
    if "[Content_Types].xml" not in archive or not archive.below(*MAIN):
        raise UnreadableError("damaged")
    if macros := [name for name in archive.names if _is_macro(name)]:
        yield Trace("macros", distinct(macros))
    yield from people_in(archive)
    yield from word.read_word(archive)
    yield from excel.read_excel(archive)
    yield from powerpoint.read_powerpoint(archive)
    yield from _embedded(archive)
    yield from photos.read_photos(archive, *(f"{top}media/" for top in MAIN))
    yield from _paths(archive)


def people_in(archive: Archive) -> Iterator[Trace]:
    """Names and offices in the properties of a document."""
    found = [
        *texts(archive.read(CORE), "creator", "lastModifiedBy"),
        *texts(archive.read(APP), "Manager", "Company"),
    ]
    if people := distinct(found):
        yield Trace("people", people)


def _is_macro(name: str) -> bool:
    """https://learn.microsoft.com/openspecs/office_file_formats/ms-ovba: one fixed name; Excel's
    older macros are sheets of their own."""
    return name.lower().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/")


def _embedded(archive: Archive) -> Iterator[Trace]:
    found = [
        name.rpartition("/")[2] for name in archive.below(*(f"{top}embeddings/" for top in MAIN))
    ]
    if found:
        yield Trace("embedded", tuple(found), len(found))


def _paths(archive: Archive) -> Iterator[Trace]:
    """Names of users in paths of the computer on which the file was made."""
    found: list[str] = []
    for name in archive.below(*MAIN, suffix=".rels"):
        found += attributes(archive.read(name), "Relationship", "Target")
    if data := archive.read("xl/workbook.xml"):
        found += attributes(data, "absPath", "url")
    users = [match[1].replace("%20", " ") for path in found for match in USER.finditer(path)]
    if users:
        yield Trace("computer path", distinct(users))
