"""A second check is quick: articles are known by their bytes, pictures by size and time."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from plugins.checks.facts import Details, Facts, Outline
from plugins.problems import Problem
from plugins.sealed import discard, is_sealed, seal

# Sentence and remedy.
Fault = tuple[str, str] | None

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, key BLOB, value TEXT) WITHOUT ROWID",
    # Of the first one every run reads all, of the second sometimes all, of the third a few rows.
    "CREATE TABLE files (path TEXT PRIMARY KEY, digest BLOB, problems TEXT, title BLOB, said BLOB,"
    " moment REAL) WITHOUT ROWID",
    "CREATE TABLE outlines (path TEXT PRIMARY KEY, title TEXT, outline BLOB)",
    "CREATE TABLE details (path TEXT PRIMARY KEY, details BLOB)",
    "CREATE TABLE pictures (path TEXT PRIMARY KEY, size INTEGER, time INTEGER, sentence TEXT,"
    " remedy TEXT) WITHOUT ROWID",
)


@dataclass(frozen=True)
class Finding:
    """problems: of this file alone; facts: for the rules across files, None if it was refused."""

    problems: tuple[Problem, ...]
    facts: Facts | None


class Remembered(NamedTuple):
    """What is at hand of a finding. title: a digest of it; said: one of all other facts, whatever
    their lines are.

    moment: when the article appears, seconds since 1970; None for a page or a refused file.
    """

    digest: bytes
    problems: tuple[Problem, ...]
    title: bytes
    said: bytes
    moment: float | None


class Memory:
    """key: digest of the rules' code and of the settings; another key forgets everything."""

    def __init__(self, file: Path | None, key: str) -> None:
        self._connection, self._file = _open(file, key)
        rows = self._connection.execute("SELECT * FROM files")
        self._known = {
            path: Remembered(digest, _problems(problems), *rest)
            for path, digest, problems, *rest in rows
        }
        self._known_pictures = {
            path: rest for path, *rest in self._connection.execute("SELECT * FROM pictures")
        }
        self._seen: set[str] = set()
        self._seen_pictures: set[str] = set()
        self.changed: set[str] = set()  # articles that had to be checked
        self.new_pictures = 0

    @classmethod
    def empty(cls) -> Memory:
        return cls(None, "")

    @property
    def new(self) -> int:
        return len(self.changed)

    def recall(self, path: str, digest: bytes) -> Remembered | None:
        known = self._known.get(path)
        if known is None or known.digest != digest:
            return None
        self._seen.add(path)
        return known

    def remember(self, path: str, digest: bytes, finding: Finding) -> Remembered:
        self.changed.add(path)
        self._seen.add(path)
        facts = finding.facts
        known = Remembered(
            digest,
            finding.problems,
            _digest(facts and facts.details.title),
            _digest(facts and facts.said),
            facts and facts.outline.moment,
        )
        self._write("files", path, digest, _text(finding.problems), *known[2:])
        if facts:
            title, outline = facts.details.plain_title, pickle.dumps(tuple(facts.outline))
            self._write("outlines", path, title, outline)
            self._write("details", path, pickle.dumps(facts.details))
        else:
            self._forget([path], ("outlines", "details"))
        return known

    def titles(self, paths: Iterable[str]) -> dict[str, str]:
        """`Details.plain_title` of all `paths` that could be read, in their order."""
        rows = dict(self._connection.execute("SELECT path, title FROM outlines"))
        return {path: rows[path] for path in paths if path in rows}

    def outlines(self, paths: Iterable[str]) -> dict[str, Outline]:
        """Of all `paths` that could be read, in their order."""
        rows = dict(self._connection.execute("SELECT path, outline FROM outlines"))
        return {
            path: Outline(*pickle.loads(rows[path]))  # noqa: S301  (our own file)
            for path in paths
            if path in rows
        }

    def details(self, path: str) -> Details:
        """Of a file that could be read."""
        rows = self._connection.execute("SELECT details FROM details WHERE path = ?", (path,))
        details: Details = pickle.loads(rows.fetchone()[0])  # noqa: S301  (our own file)
        return details

    def between_files(
        self, reading: str, key: bytes, find: Callable[[], Iterable[Problem]]
    ) -> tuple[Problem, ...]:
        """What `find`, the rules that read `reading`, said when `key` was last the same, unless it
        named an article whose lines may have moved since."""
        row = self._connection.execute(
            "SELECT key, value FROM meta WHERE name = ?", (reading,)
        ).fetchone()
        if row and row[0] == key:
            problems = _problems(row[1])
            if not any(path in str(problem) for problem in problems for path in self.changed):
                return problems
        problems = tuple(find())
        self._write("meta", reading, key, _text(problems))
        return problems

    def picture_fault(self, folder: Path, name: str, look: Callable[[Path], Fault]) -> Fault:
        """What `look` says of the picture, asked only if its size or its time is another."""
        try:
            facts = (folder / name).stat()
        except OSError:
            return look(folder / name)
        stamp = [facts.st_size, facts.st_mtime_ns]
        self._seen_pictures.add(name)
        known = self._known_pictures.get(name)
        if known is None or known[:2] != stamp:
            self.new_pictures += 1
            fault = look(folder / name) or (None, None)
            known = [*stamp, *fault]
            self._write("pictures", name, *known)
        return (known[2], known[3]) if known[2] is not None else None

    def forget_other_pictures(self) -> None:
        """Once all have been asked for: those that are gone."""
        self._forget(self._known_pictures.keys() - self._seen_pictures, ["pictures"])

    def forget_other_files(self) -> None:
        """Once all have been recalled or remembered: those that are gone."""
        self._forget(self._known.keys() - self._seen, ("files", "outlines", "details"))

    def _write(self, table: str, *values: object) -> None:
        marks = ", ".join("?" * len(values))
        self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", values)  # noqa: S608  (our own tables)

    def _forget(self, paths: Iterable[str], tables: Iterable[str]) -> None:
        for table in tables:
            rows = [(path,) for path in paths]
            self._connection.executemany(f"DELETE FROM {table} WHERE path = ?", rows)  # noqa: S608

    def save(self) -> None:
        """A killed run leaves no memory, or the old one; one that cannot be written costs time."""
        with suppress(sqlite3.Error, OSError):
            self._connection.execute("COMMIT")
            if self._file:
                seal(self._file)
        self._connection.close()


def _open(file: Path | None, key: str) -> tuple[sqlite3.Connection, Path | None]:
    """The memory as it was, or a new one where it is damaged or of another key.

    Without a file where another run has it, or the disk gives none: a check never fails for that.
    """
    if file is not None:
        with suppress(sqlite3.Error, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            return _open_file(file, key), file
    return _fresh(_begin(":memory:"), key), None


def _open_file(file: Path, key: str) -> sqlite3.Connection:
    if file.exists() and not os.access(file, os.W_OK):  # another user's
        raise PermissionError(file)
    if is_sealed(file):
        connection = _begin(file)
        row = connection.execute("SELECT key FROM meta WHERE name = 'key'").fetchone()
        if row and row[0] == key:
            return connection
        connection.close()
    elif file.is_file() and _is_busy(file):
        raise sqlite3.OperationalError("in use")
    discard(file)
    return _fresh(_begin(file), key)


def _begin(file: Path | str) -> sqlite3.Connection:
    """One transaction, of which nothing reaches the disk before its end: it may be full.

    Raises sqlite3.OperationalError at once where another run has the file.
    """
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA cache_spill = OFF")
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_busy(file: Path) -> bool:
    """Whether another run is just writing it; a file that is no database is not."""
    try:
        _begin(file).close()
    except sqlite3.OperationalError as cause:
        return cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    except sqlite3.DatabaseError:
        return False
    return False


def _fresh(connection: sqlite3.Connection, key: str) -> sqlite3.Connection:
    for table in TABLES:
        connection.execute(table)
    connection.execute("INSERT INTO meta VALUES ('key', ?, '')", (key,))
    return connection


def _text(problems: Iterable[Problem]) -> str:
    return json.dumps([asdict(problem) for problem in problems])


def _problems(text: str) -> tuple[Problem, ...]:
    if text == "[]":
        return ()
    return tuple(Problem(**item) for item in json.loads(text))


def _digest(value: object) -> bytes:
    return hashlib.sha256(repr(value).encode()).digest()


def rules_digest(*settings: object) -> str:
    """Changes with the code of any plugin and with the settings that a rule sees."""
    digest = hashlib.sha256(repr(settings).encode())
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        if not file.name.startswith("test_"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
