"""All traces in one document, whatever its kind; of an archive, in the documents inside it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from plugins.shared.file_kinds import suffix_of

from . import media, office, opendocument, rtf
from .archive import MOST_OF_ALL, Archive, Budget
from .kinds import HEAD, MEANT, SUFFIXES, kind_of
from .traces import Trace, UnreadableError

MOST_BYTES = 100_000_000  # of a document; only the index of a film is read
OFFICE = ("word", "excel", "powerpoint")
MOST_INSIDE = 200  # documents of an archive that are looked into
# An answer is short, whatever is found.
MOST_TRACES, MOST_NAMES, MOST_LETTERS = 500, 50, 200
PROGRAMS = (
    *(".exe", ".com", ".scr", ".bat", ".cmd", ".msi", ".dll", ".js", ".jse", ".vbs", ".vbe"),
    *(".wsf", ".hta", ".ps1", ".lnk", ".jar", ".apk", ".reg", ".sh", ".php"),
)
LEFTOVERS = ("~$", "__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", ".~lock")
ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar")


def read_document(file: BinaryIO, name: str) -> tuple[Trace, ...]:
    """name: its path or name; decides what it should be. file: can seek.

    Damage of any kind is a trace too. Raises OSError only where the disk gives no bytes.
    """
    found = islice(_read(file, name, Budget(MOST_OF_ALL), nested=False), MOST_TRACES)
    return tuple(
        trace._replace(names=tuple(each[:MOST_LETTERS] for each in trace.names[:MOST_NAMES]))
        for trace in found
    )


def _read(file: BinaryIO, name: str, budget: Budget, *, nested: bool) -> Iterator[Trace]:
    try:
        yield from _of_kind(file, name, budget, nested=nested)
    except UnreadableError as why:
        yield why.trace
    except MemoryError:
        yield Trace("too large")


def _of_kind(file: BinaryIO, name: str, budget: Budget, *, nested: bool) -> Iterator[Trace]:
    suffix = suffix_of(name)
    expected, family = SUFFIXES[suffix]
    kind = kind_of(file.read(HEAD))
    size = file.seek(0, 2)
    file.seek(0)
    if family in ("media", "plain") and kind not in expected:
        raise UnreadableError("other kind", MEANT[kind])
    if family == "plain":
        return
    if family == "media":
        yield from media.read_film(file) if kind == "mp4" else media.read_sound(file)
        return
    if size > MOST_BYTES:
        raise UnreadableError("too large")
    data = BytesIO(file.read())  # from here on, an OSError is damage
    if kind == "ole" and family in OFFICE and expected == ("zip",):
        # So does Office keep a file with a password; else one of an older version was renamed.
        yield from _compound(data)
    if kind not in expected:
        raise UnreadableError("other kind", MEANT[kind])
    if kind == "pdf":
        yield from _pdf(data)
    elif kind == "rtf":
        yield from rtf.read_rtf(data)
    elif kind == "ole":
        yield from _compound(data)
    elif family == "zip":
        if nested:
            raise UnreadableError("closed archive", name)
        yield from _inside(Archive(data, budget), budget)
    else:
        archive = Archive(data, budget)
        is_open = "mimetype" in archive or "META-INF/manifest.xml" in archive
        if is_open != (family == "opendocument"):
            raise UnreadableError("other kind", MEANT["zip"])
        read = opendocument.read_opendocument if is_open else office.read_office
        yield from read(archive)


def _pdf(data: BytesIO) -> Iterator[Trace]:
    from .pdf import read_pdf  # its library takes longer to import than most documents to read

    return read_pdf(data)


def _compound(data: BytesIO) -> Iterator[Trace]:
    from .compound import read_compound

    return read_compound(data)


def _inside(archive: Archive, budget: Budget) -> Iterator[Trace]:
    names = archive.names
    if programs := tuple(name for name in names if suffix_of(name) in PROGRAMS):
        yield Trace("programs", programs, len(programs))
    left = tuple(name for name in names if any(part in f"/{name}" for part in LEFTOVERS))
    if left:
        yield Trace("leftovers", left, len(left))
    if archive.is_locked():
        raise UnreadableError("encrypted")
    closed = tuple(name for name in names if suffix_of(name) in ARCHIVES)
    if closed:
        yield Trace("closed archive", closed, len(closed))
    documents = [
        name
        for name in dict.fromkeys(names)
        if suffix_of(name) in SUFFIXES and name not in closed and name not in left
    ]
    for name in documents[:MOST_INSIDE]:
        try:
            found = _read(BytesIO(archive.read(name)), name, budget, nested=True)
        except UnreadableError as why:
            found = iter([why.trace])
        for trace in found:
            yield trace._replace(inside=name)
        if not budget.left:
            return
    if len(documents) > MOST_INSIDE:
        raise UnreadableError("too large")
