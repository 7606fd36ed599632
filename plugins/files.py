"""A build that was killed leaves no half file behind."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """The file appears complete or not at all, whoever else writes it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(path)
    try:
        temporary.write_bytes(data)
        _rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def link_whole(source: Path, target: Path) -> None:
    """`target` has the bytes of `source`: one file with two names where the disk can do that.

    Whoever changes the target in place changes the source too: replace it instead.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(target)
    try:
        try:
            os.link(source, temporary)
        except OSError:  # another disk, or a file system without links
            shutil.copyfile(source, temporary)
        _rename(temporary, target)
    finally:
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
