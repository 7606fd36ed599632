"""A new file of content/ appears whole, under a name that nobody has, or not at all."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.shared.files import move_to_free


def keep(content: Path, folder: str, names: Iterable[str], data: bytes) -> tuple[str, bool]:
    """The path inside `content` of the file of `folder` (`anh/2026`) that holds `data`: one that
    has these bytes already, else a new one under the first of `names` that is free; whether it is
    new.

    Raises OSError as the disk does, DeskError where the folder is a link that leads out.
    """
    room = content / folder
    if not room.resolve().is_relative_to(content.resolve()):
        raise DeskError(403, WORDS.photos.leads_out.format(folder=folder))
    if same := same_file(room, data):
        return f"{folder}/{same}", False
    room.mkdir(parents=True, exist_ok=True)
    for name in names:
        try:
            write_fresh(room / name, data)
        except FileExistsError:
            continue
        return f"{folder}/{name}", True
    raise AssertionError("names end")


def same_file(folder: Path, data: bytes) -> str:
    """The name of a file there with these bytes, "" for none."""
    if not folder.is_dir():
        return ""
    digest = hashlib.sha256(data).digest()
    with os.scandir(folder) as entries:
        alike = sorted(
            entry.name
            for entry in entries
            if not entry.name.startswith(".")
            and entry.is_file(follow_symlinks=False)
            and entry.stat().st_size == len(data)
        )
    for name in alike:
        if hashlib.sha256((folder / name).read_bytes()).digest() == digest:
            return name
    return ""


def write_fresh(path: Path, data: bytes) -> None:
    """Raises FileExistsError where there is something, whoever put it there meanwhile."""
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        move_to_free(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
