"""A publisher learns whether the web server took what was asked for, and if not, why."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "status.json"
READABLE = 0o644


@dataclass(frozen=True)
class Status:
    """Root's answer, which everybody on the machine may read.

    wanted: digest of the publisher's data; empty where it could not be read.
    message: empty, or why the web server goes on with the configuration before.
    applied: digest of the file that the web server runs with; taken: of the data in it.
    count: no two answers are alike.
    """

    wanted: str = ""
    message: str = ""
    applied: str = ""
    taken: str = ""
    count: int = 0


def read_status(data: bytes | None) -> Status:
    """One that says nothing where there is none, or half of one."""
    try:
        return Status(**json.loads(data or b""))
    except (ValueError, TypeError):
        return Status()


def write_status(state: Path, status: Status) -> None:
    """Where a publisher reads it; state: a folder of root's."""
    text = json.dumps(asdict(status), ensure_ascii=False, indent=1) + "\n"
    put(state / NAME, text.encode("utf-8", "replace"))


def put(file: Path, data: bytes) -> None:
    """The file is there whole, after a power cut too. Only for folders that nobody else writes."""
    fresh = file.with_name(f".{file.name}.fresh")
    with fresh.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    fresh.chmod(READABLE)
    fresh.replace(file)
