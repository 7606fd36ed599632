"""One file of what was found before, believed only where each byte of it is as it was stored.

SQLite notices a torn structure, not a changed letter, and a changed letter would be published.
Reading all of a large file to know it whole takes longer than many a build, so its root, which is
read first, holds the checksum of every piece, and pieces hold those of rows. What is changed, gone,
or from an earlier time is an error once it is asked for. The checksums are against accidents:
whoever can write such a file can write the site itself.
"""

from __future__ import annotations

import marshal
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from plugins import files

T = TypeVar("T")

ROOT = ""
WRONG = "có chỗ không còn như lúc ghi"
PARTS = 256  # pieces of a table: a change rewrites a 256th of it
PAGE = 16_384  # bytes: most values are of some thousand, and SQLite reads page by page


class Damaged(sqlite3.DatabaseError):
    """What is there is not what was stored."""


class Store:
    """key: of all that made the values what they are; a store under another key is forgotten.

    Everything is one transaction, which `commit` ends. Values are plain ones, as marshal has.
    """

    def __init__(
        self, file: Path | None, key: bytes, timeout: float = 5, pragmas: Iterable[str] = ()
    ) -> None:
        """file: None for one in memory; timeout: seconds to wait for a process that has it.

        Raises sqlite3.OperationalError where that is too short, or nothing can be written.
        """
        self._file, self._key = file, sha256(key).digest()
        self._timeout, self._pragmas = timeout, tuple(pragmas)
        self._checksums: dict[str, int] = {}
        self._tables: dict[str, Table] = {}
        self._is_damaged = False
        self.changed = False
        self.connection = self._last() or self._new()

    def recall(self, name: str) -> Any:
        """What `keep` was last given under this name, None for nothing. Raises Damaged."""
        checksum = self._checksums.get(name)
        if checksum is None:
            return None
        row = self.execute("SELECT value FROM pieces WHERE name = ?", name).fetchone()
        return marshal.loads(self.checked(row, checksum))  # noqa: S302  (as it was stored)

    def keep(self, name: str, value: Any) -> None:
        data = marshal.dumps(value)
        self._checksums[name] = zlib.crc32(data)
        self._write(name, data)

    def memo(self, name: str, key: bytes, compute: Callable[[], T]) -> T:
        """What `compute` gave when `key` was last the same."""
        digest = sha256(key).digest()
        known = self.recall(name)
        if known is not None and known[0] == digest:
            value: T = known[1]
            return value
        value = compute()
        self.keep(name, (digest, value))
        return value

    def table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = Table(self, name)
        return self._tables[name]

    def commit(self) -> None:
        """Raises sqlite3.Error, as where the disk is full."""
        for table in self._tables.values():
            table.save()
        root = self._key + marshal.dumps(self._checksums)
        self._write(ROOT, zlib.crc32(root).to_bytes(4) + root)
        self.execute("COMMIT")
        self.execute("BEGIN IMMEDIATE")
        self.changed = False

    def close(self) -> None:
        """What was not committed is forgotten; all is, where some of it was found damaged: it might
        be found so by every later build, and never be mended."""
        self.connection.close()
        if self._is_damaged and self._file:
            discard(self._file)

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        try:
            return self.connection.execute(statement, values)
        except sqlite3.OperationalError:  # as of a full disk
            raise
        except sqlite3.DatabaseError:
            self._is_damaged = True
            raise
        except UnicodeDecodeError as cause:  # SQLite's own complaint quotes what is damaged
            self._is_damaged = True
            raise Damaged(WRONG) from cause

    def checked(self, row: tuple[Any] | None, checksum: int) -> bytes:
        """What the row has. Raises Damaged where that is not what has this checksum."""
        value = row and row[0]
        if not isinstance(value, bytes) or zlib.crc32(value) != checksum:
            self._is_damaged = True
            raise Damaged(WRONG)
        return value

    def _last(self) -> sqlite3.Connection | None:
        """To the file as it was left; None where it is not there, damaged or of another key."""
        if self._file is None or not self._file.is_file():
            return None
        connection = None
        try:
            connection = self._begin()
            rows = connection.execute("SELECT value FROM pieces WHERE name = ?", (ROOT,))
            checksums = _root_in(rows.fetchone(), self._key)
            if checksums is not None:
                self._checksums = checksums
                return connection
        except (sqlite3.DatabaseError, UnicodeDecodeError) as failure:
            if getattr(failure, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise
        if connection:
            connection.close()
        return None

    def _new(self) -> sqlite3.Connection:
        if self._file:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            discard(self._file)
        connection = self._begin()
        try:
            connection.execute("CREATE TABLE pieces (name TEXT PRIMARY KEY, value BLOB)")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _begin(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._file or ":memory:", timeout=self._timeout, isolation_level=None
        )
        try:
            for pragma in (f"page_size = {PAGE}", *self._pragmas):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN IMMEDIATE")
        except (sqlite3.Error, UnicodeDecodeError):
            connection.close()
            raise
        return connection

    def _write(self, name: str, data: bytes) -> None:
        self.execute("INSERT OR REPLACE INTO pieces VALUES (?, ?)", name, data)
        self.changed = True


class Table:
    """Small values by key, read and written in pieces."""

    def __init__(self, store: Store, name: str) -> None:
        self._store, self._name = store, name
        self._pieces: dict[int, dict[str, Any]] = {}
        self._changed: set[int] = set()

    def get(self, key: str) -> Any:
        """None where there is none. Raises Damaged."""
        return self._piece(_part_of(key)).get(key)

    def all(self) -> dict[str, Any]:
        """By key, in no order. Raises Damaged."""
        found: dict[str, Any] = {}
        for part in range(PARTS):
            found |= self._pieces[part] if part in self._pieces else self._load(part)
        return found

    def put(self, key: str, value: Any) -> None:
        part = _part_of(key)
        self._piece(part)[key] = value
        self._mark(part)

    def forget(self, key: str) -> None:
        part = _part_of(key)
        if self._piece(part).pop(key, None) is not None:
            self._mark(part)

    def clear(self) -> None:
        for key in self.all():
            self.forget(key)

    def save(self) -> None:
        """Into the store, whose commit asks for it."""
        for part in self._changed:
            self._store.keep(f"{self._name}#{part}", self._pieces[part])
        self._changed.clear()

    def _piece(self, part: int) -> dict[str, Any]:
        if part not in self._pieces:
            self._pieces[part] = self._load(part)
        return self._pieces[part]

    def _load(self, part: int) -> dict[str, Any]:
        return self._store.recall(f"{self._name}#{part}") or {}

    def _mark(self, part: int) -> None:
        self._changed.add(part)
        self._store.changed = True


class Rows:
    """Large values by key, each read only where it is asked for."""

    def __init__(self, store: Store, name: str) -> None:
        self._store, self._name = store, name
        self._checksums = store.table(f"{name} checksums")
        store.execute(f"CREATE TABLE IF NOT EXISTS {name} (key TEXT PRIMARY KEY, value BLOB)")

    def __getitem__(self, key: str) -> bytes:
        """Raises KeyError where there is none, Damaged."""
        checksum = self._checksums.get(key)
        if checksum is None:
            raise KeyError(key)
        rows = self._store.execute(f"SELECT value FROM {self._name} WHERE key = ?", key)  # noqa: S608  (a name from our code)
        return self._store.checked(rows.fetchone(), checksum)

    def all(self) -> dict[str, bytes]:
        """By key, in no order. Raises Damaged."""
        checksums = self._checksums.all()
        rows = self._store.execute(f"SELECT key, value FROM {self._name}")  # noqa: S608
        values: dict[str, bytes] = dict(rows.fetchall())
        return {
            key: self._store.checked((values.get(key),), checksum)
            for key, checksum in checksums.items()
        }

    def put(self, key: str, value: bytes) -> None:
        self._store.execute(f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?)", key, value)  # noqa: S608
        self._checksums.put(key, zlib.crc32(value))

    def forget(self, key: str) -> None:
        self._store.execute(f"DELETE FROM {self._name} WHERE key = ?", key)  # noqa: S608
        self._checksums.forget(key)

    def clear(self) -> None:
        self._store.execute(f"DELETE FROM {self._name}")  # noqa: S608
        self._checksums.clear()


def _root_in(row: tuple[Any] | None, key: bytes) -> dict[str, int] | None:
    value = row and row[0]
    if not isinstance(value, bytes) or zlib.crc32(value[4:]).to_bytes(4) != value[:4]:
        return None
    if not value.startswith(key, 4):
        return None
    checksums: dict[str, int] = marshal.loads(value[4 + len(key) :])  # noqa: S302  (as it was stored)
    return checksums


def _part_of(key: str) -> int:
    return zlib.crc32(key.encode()) % PARTS


def discard(file: Path) -> None:
    """Whatever has this name, with all that SQLite keeps beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        files.discard(file.with_name(file.name + suffix))
