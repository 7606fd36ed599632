"""A build that was killed leaves no half file behind."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path


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
