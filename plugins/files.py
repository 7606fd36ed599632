"""A build that was killed leaves no half file behind."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """The file appears complete or not at all, whoever else writes it at the same time."""
    _appear(path, lambda temporary: temporary.write_bytes(data))


def write_new(path: str, data: bytes) -> None:
    """Into a folder that nobody sees before it is whole, so that half a file harms nobody.

    A file of that name goes first: it may have a second name elsewhere, which keeps its bytes.
    """
    try:
        file = open(path, "xb")  # noqa: PTH123, SIM115  (a Path a file costs as much as the writing)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        file = open(path, "xb")  # noqa: PTH123, SIM115
    with file:
        file.write(data)


def make_folder(path: str, known: set[str]) -> None:
    """With all that it is in; a file that has such a name goes.

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
    known.add(path)


def link_whole(source: Path, target: Path) -> None:
    """`target` has the bytes of `source`: one file with two names where the disk can do that.

    Whoever changes the target in place changes the source too: replace it instead.
    """

    def link(temporary: Path) -> None:
        try:
            os.link(source, temporary)
        except FileNotFoundError:
            raise
        except OSError:  # another disk, or a file system without links
            shutil.copyfile(source, temporary)

    _appear(target, link)


def _appear(path: Path, make: Callable[[Path], object]) -> None:
    temporary = _beside(path)
    try:
        try:
            make(temporary)
        except FileNotFoundError:  # rarely: asking first would cost as much as writing
            path.parent.mkdir(parents=True, exist_ok=True)
            make(temporary)
        _rename(temporary, path)
    finally:  # also after a rename: between two names of one file it does nothing
        temporary.unlink(missing_ok=True)


def is_whole(path: Path) -> bool:
    """A power cut can leave a name without content."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def discard(path: Path) -> None:
    """Whatever has this name, if anything."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{uuid.uuid4().hex}.tmp")


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        # Windows, while another build reads the same file: it is already there, and the same.
        if not is_whole(path):
            raise
