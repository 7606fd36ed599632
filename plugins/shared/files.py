"""A build that was killed leaves no half file behind."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

# Of what a web server, which is somebody else, has to read.
PUBLIC_FILE, PUBLIC_FOLDER = 0o644, 0o755
PUBLIC_MODES = (stat.S_IFREG | PUBLIC_FILE, stat.S_IFDIR | PUBLIC_FOLDER)


def write_whole(path: Path, data: bytes) -> None:
    """The file appears complete or not at all, whoever else writes it at the same time."""
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        try:
            temporary.write_bytes(data)
        except FileNotFoundError:  # rarely: asking first would cost as much as writing
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
        _rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def move_to_free(source: Path, path: Path) -> None:
    """On one disk, at one instant. Raises FileExistsError where something has the name `path`."""
    if sys.platform == "win32":
        source.rename(path)
        return
    try:
        path.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # a disk on which no file has two names
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        source.rename(path)
    else:
        source.unlink()


def write_new(path: str, data: bytes) -> None:
    """Into a folder that nobody sees before it is whole, so that half a file harms nobody.

    A file of that name goes first: it may have a second name elsewhere, which keeps its bytes.
    Everybody may read it, whatever umask says.
    """
    try:
        file = open(path, "xb")  # noqa: PTH123, SIM115  (a Path a file costs as much as the writing)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        file = open(path, "xb")  # noqa: PTH123, SIM115
    with file:
        file.write(data)
    os.chmod(path, PUBLIC_FILE)  # noqa: PTH101


def make_folder(path: str, known: set[str]) -> None:
    """With all that it is in; a file that has such a name goes. Everybody may look into it.

    known: folders that are there for sure, to which it is added: asking the disk costs as much as
    making them. One of those that it is in has to be there.
    """
    if path in known:
        return
    make_folder(path.rpartition("/")[0], known)
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        if not os.path.isdir(path):  # noqa: PTH112
            os.unlink(path)  # noqa: PTH108
            os.mkdir(path)  # noqa: PTH102
    make_public(path)
    known.add(path)


def is_public(facts: os.stat_result) -> bool:
    """Whether a file or folder has the rights that all of a site has; Windows knows others."""
    return facts.st_mode in PUBLIC_MODES or sys.platform == "win32"


def make_public(path: str) -> None:
    """A file or folder. Raises PermissionError where it is another user's and closed to others."""
    facts = os.stat(path)  # noqa: PTH116
    if is_public(facts):
        return
    try:
        os.chmod(path, _rights(facts))  # noqa: PTH101
    except PermissionError:
        if facts.st_mode & _rights(facts) != _rights(facts):
            raise


def make_all_public(folder: Path) -> None:
    """With all that is in it."""
    for top, _, files in os.walk(folder):
        make_public(top)
        for name in files:
            make_public(f"{top}/{name}")


def _rights(facts: os.stat_result) -> int:
    return PUBLIC_FOLDER if stat.S_ISDIR(facts.st_mode) else PUBLIC_FILE


def files_below(folder: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """All files but compiled code, also behind links to folders, in no order.

    above: real paths of the folders that it is in, by which a circle of links ends.
    """
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in found:
        if os.path.isdir(entry.path):  # noqa: PTH112  (an entry's own method fails at a circle)
            if entry.name != "__pycache__":
                yield from files_below(entry.path, (*above, real))
        elif os.path.isfile(entry.path):  # noqa: PTH113  (else a pipe, or a link to nothing)
            yield entry.path


def discard(path: Path) -> None:
    """Whatever has this name, if anything."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        # Windows, while another build reads the same file: it is already there, and the same.
        if not path.is_file():
            raise
