"""One file knows what the last build read and wrote; without it, or damaged, a build does all."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE sources
    (path TEXT PRIMARY KEY, stamp BLOB, seen INTEGER, digest BLOB) WITHOUT ROWID;
CREATE TABLE readings (path TEXT PRIMARY KEY, digest BLOB, light BLOB, pictures BLOB, content TEXT);
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
        try:
            self.connection = self._open(file, key)
        except sqlite3.DatabaseError:
            _discard(file)
            self.connection = self._open(file, key)

    def _open(self, file: Path, key: bytes) -> sqlite3.Connection:
        connection = sqlite3.connect(file, isolation_level=None)
        try:
            if _key_of(connection) == key:
                connection.execute("BEGIN IMMEDIATE")
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        _discard(file)
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('key', ?)", (key,))
        return connection

    def get(self, name: str) -> bytes | None:
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def put(self, name: str, value: bytes) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

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
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """What was not committed is forgotten."""
        self.connection.close()


def _key_of(connection: sqlite3.Connection) -> bytes | None:
    """Raises sqlite3.DatabaseError where the file is damaged."""
    with suppress(sqlite3.OperationalError):
        row = connection.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
        return row[0] if row else None
    return None


def _discard(file: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
