"""One file knows what the last build read and wrote; without it, or damaged, a build does all."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from plugins.sealed import discard, is_sealed, seal

T = TypeVar("T")

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE sources
    (path TEXT PRIMARY KEY, stamp BLOB, seen INTEGER, digest BLOB) WITHOUT ROWID;
CREATE TABLE readings
    (path TEXT PRIMARY KEY, digest BLOB, listed BLOB, address TEXT, save_as TEXT, template TEXT,
    status TEXT, date TEXT, links BLOB, files TEXT, trouble BLOB, endings TEXT) WITHOUT ROWID;
CREATE TABLE texts (path TEXT PRIMARY KEY, light BLOB, pictures BLOB, content BLOB);
CREATE TABLE outputs
    (path TEXT PRIMARY KEY, key BLOB, digest BLOB, size INTEGER, time INTEGER)
    WITHOUT ROWID;
"""


class State:
    """key: of all that makes readings what they are; one under another key is forgotten.

    Everything is one transaction, which `commit` ends; plugins may keep tables of their own.
    """

    def __init__(self, file: Path, key: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file
        if _is_good(file, key):
            self.connection = _connect(file)
            return
        discard(file)
        self.connection = _connect(file)
        try:
            for statement in SCHEMA.split(";"):
                self.connection.execute(statement)
            self.put("key", key)
        except sqlite3.Error:
            self.close()
            raise

    def get(self, name: str) -> bytes | None:
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def put(self, name: str, value: bytes) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def recall(self, name: str) -> Any:
        """What `keep` was last given under this name; None where there is nothing."""
        known = self.get(name)
        return None if known is None else marshal.loads(known)  # noqa: S302  (our own file)

    def keep(self, name: str, value: Any) -> None:
        """Plain values only, as marshal has."""
        self.put(name, marshal.dumps(value))

    def memo(self, name: str, key: bytes, compute: Callable[[], T]) -> T:
        """What `compute` gave when `key` was last the same; plain values only, as marshal has."""
        digest = sha256(key).digest()
        known = self.get(name)
        if known is not None and known[: len(digest)] == digest:
            value: T = marshal.loads(known[len(digest) :])  # noqa: S302  (our own file)
            return value
        value = compute()
        self.put(name, digest + marshal.dumps(value))  # type: ignore[arg-type]
        return value

    def commit(self) -> None:
        """Raises sqlite3.OperationalError or OSError where the disk is full."""
        self.connection.execute("COMMIT")
        seal(self._file)
        self.connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """What was not committed is forgotten."""
        self.connection.close()


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def _is_good(file: Path, key: bytes) -> bool:
    """Whether a build committed it, under this key, and nothing changed it since."""
    if not file.is_file():
        return False
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as connection:
        # Looking into it takes back what a killed build had begun to write: then the seal fits.
        row = connection.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
        return row is not None and row[0] == key and is_sealed(file)
    return False
