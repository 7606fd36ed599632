"""One SQLite file of typed records, each believed only where its checksum fits.

SQLite notices a torn structure, not a changed letter, and a changed letter would be published. The
checksums are against accidents: whoever can write such a file can write the site itself.
"""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from plugins.shared import files
from plugins.shared.messages import gettext, gettext_noop

T = TypeVar("T")

DAMAGE = gettext_noop("có chỗ không còn như lúc ghi")
PAGE = 16_384  # bytes: most values are of some thousand, and SQLite reads page by page
META, MEMOS, KEY, MARK = "meta", "memos", "key", "mark"


class DamagedError(sqlite3.DatabaseError):
    """What is there is not what was stored."""


class Memo(msgspec.Struct, frozen=True):
    """A value, and the digest of what it was computed from."""

    key: bytes
    value: msgspec.Raw


class Decoded:
    """What a process has decoded of each database, under the mark of its last commit: so it is what
    the file has, and no other process wrote there meanwhile. It can be taken once: who fails
    half-way may have changed it, and leaves nothing.
    """

    def __init__(self) -> None:
        self._left: dict[Path | None, tuple[bytes, dict[str, dict[str, Any]]]] = {}
        self._made: dict[str, tuple[bytes, Any]] = {}

    def take(self, file: Path | None, mark: bytes) -> dict[str, dict[str, Any]]:
        """Empty where the last commit to `file` by this process is not the one of `mark`."""
        known, values = self._left.pop(file, (b"", {}))
        return values if mark and mark == known else {}

    def leave(self, file: Path | None, mark: bytes, values: dict[str, dict[str, Any]]) -> None:
        self._left[file] = mark, values

    def made(self, name: str, key: bytes, make: Callable[[], T]) -> T:
        known = self._made.get(name)
        if known is None or known[0] != key:
            known = self._made[name] = key, make()
        value: T = known[1]
        return value


class Database:
    """key: digest of all that made the records what they are; under another key all is forgotten.

    Everything is one transaction, which `commit` ends. Values are JSON, as msgspec writes it.
    at_hand: by table, what is decoded already; see `Table.all`.
    """

    def __init__(
        self,
        file: Path | None,
        key: bytes,
        decoded: Decoded | None = None,
        timeout: float = 5,
        pragmas: Iterable[str] = (),
    ) -> None:
        """file: None for one in memory; decoded: by this process before, gets more at a commit;
        timeout: seconds to wait for a process that has the file.

        Raises sqlite3.OperationalError where that is too short, or nothing can be written.
        """
        self._file, self._key, self._decoded = file, key, decoded or Decoded()
        self._timeout, self._pragmas = timeout, tuple(pragmas)
        self._is_damaged = False
        self.changed = False
        self._connection = self._existing() or self._new()
        try:
            self.at_hand = self._decoded.take(file, self.mark)
            self._memos = self.table(MEMOS, Memo)
        except sqlite3.Error:
            self.close()
            raise

    def table(self, name: str, kind: type[T]) -> Table[T]:
        """name: of letters, one for each kind of record in the whole project."""
        return Table(self, name, kind)

    def memo(self, name: str, key: bytes, kind: type[T], compute: Callable[[], T]) -> T:
        """What `compute` gives, or gave when `key` was last the same."""
        digest = sha256(key).digest()
        known = self._memos.get(name)
        if known is not None and known.key == digest:
            return msgspec.json.decode(known.value, type=kind)
        value = compute()
        self._memos[name] = Memo(digest, msgspec.Raw(msgspec.json.encode(value)))
        return value

    def made(self, name: str, key: bytes, make: Callable[[], T]) -> T:
        """As `memo`, for as long as the process lives; what `make` gives, nobody changes."""
        return self._decoded.made(name, key, make)

    @property
    def mark(self) -> bytes:
        """Of the last commit of a change: no two have the same; b"" where there was none."""
        row = self.execute("SELECT value FROM meta WHERE key = ?", MARK).fetchone()
        return row[0] if row and isinstance(row[0], bytes) else b""

    def commit(self) -> None:
        """Raises sqlite3.Error, as where the disk is full."""
        if self.changed:
            self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", MARK, secrets.token_bytes(16))
            self.execute("COMMIT")
            self.execute("BEGIN IMMEDIATE")
            self.changed = False
        self._decoded.leave(self._file, self.mark, self.at_hand)

    def close(self) -> None:
        """What was not committed is forgotten; all is, where some of it was found damaged: it might
        be found so by every later build, and never be mended."""
        self._connection.close()
        if self._is_damaged and self._file:
            discard(self._file)

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Runs a statement; notes damage that SQLite reports."""
        try:
            return self._connection.execute(statement, values)
        except sqlite3.OperationalError as failure:
            # A full disk is no damage; a table or column that is gone is.
            self._is_damaged |= getattr(failure, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR
            raise
        except (sqlite3.DatabaseError, UnicodeDecodeError) as cause:
            raise self.damaged() from cause  # SQLite's own complaint quotes what is damaged

    def damaged(self) -> DamagedError:
        """Notes the damage, and gives the error to raise."""
        self._is_damaged = True
        return DamagedError(gettext(DAMAGE))

    def _existing(self) -> sqlite3.Connection | None:
        """To the file as it was left; None where it is not there, damaged or of another key."""
        if self._file is None or not self._file.is_file():
            return None
        connection = None
        try:
            connection = self._begin()
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
            if row == (self._key,):
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
            connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB)")
            connection.execute("INSERT INTO meta VALUES (?, ?)", (KEY, self._key))
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


class Table(MutableMapping[str, T], Generic[T]):
    """Records of one kind by key, each read only where it is asked for, or all at once."""

    def __init__(self, database: Database, name: str, kind: type[T]) -> None:
        self._database, self._name = database, name
        self._decoder = msgspec.json.Decoder(kind, dec_hook=as_path)
        self._encoder = msgspec.json.Encoder(enc_hook=str)
        columns = "key TEXT PRIMARY KEY, checksum INTEGER NOT NULL, value BLOB NOT NULL"
        database.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")

    def all(self) -> dict[str, T]:
        """By key, in no order; not to be changed. Decoded once, also for later builds of a process
        that hand on `Database.at_hand`."""
        at_hand = self._database.at_hand
        if self._name not in at_hand:
            rows = self._database.execute(f"SELECT key, checksum, value FROM {self._name}")  # noqa: S608
            at_hand[self._name] = {row[0]: self._decoded(*row) for row in rows}
        return at_hand[self._name]

    def __getitem__(self, key: str) -> T:
        """Raises KeyError where there is none, DamagedError."""
        at_hand = self._database.at_hand.get(self._name)
        if at_hand is not None:
            value: T = at_hand[key]
            return value
        statement = f"SELECT key, checksum, value FROM {self._name} WHERE key = ?"  # noqa: S608
        row = self._database.execute(statement, key).fetchone()
        if row is None:
            raise KeyError(key)
        return self._decoded(*row)

    def __setitem__(self, key: str, value: T) -> None:
        data = self._encoder.encode(value)
        row = key, _checksum(key, data), data
        self._database.execute(f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?, ?)", *row)  # noqa: S608
        self._database.changed = True
        if (at_hand := self._database.at_hand.get(self._name)) is not None:
            at_hand[key] = value

    def __delitem__(self, key: str) -> None:
        self._database.execute(f"DELETE FROM {self._name} WHERE key = ?", key)  # noqa: S608
        self._database.changed = True
        if (at_hand := self._database.at_hand.get(self._name)) is not None:
            at_hand.pop(key, None)

    def clear(self) -> None:
        """Deletes all records."""
        self._database.execute(f"DELETE FROM {self._name}")  # noqa: S608
        self._database.changed = True
        self._database.at_hand.pop(self._name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(list(self.all()))

    def __len__(self) -> int:
        return len(self.all())

    def _decoded(self, key: object, checksum: object, data: object) -> T:
        if not isinstance(key, str) or not isinstance(data, bytes):
            raise self._database.damaged()
        if _checksum(key, data) != checksum:
            raise self._database.damaged()
        return self._decoder.decode(data)


def _checksum(key: str, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(key.encode()))


def as_path(kind: type, value: Any) -> Any:
    """Of what JSON does not know, records hold paths alone."""
    return kind(value)


def discard(file: Path) -> None:
    """Whatever has this name, with all that SQLite keeps beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        files.discard(file.with_name(file.name + suffix))
