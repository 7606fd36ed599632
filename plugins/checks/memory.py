"""A second check is quick: articles are known by their bytes, pictures by size and time."""

from __future__ import annotations

import hashlib
import json
import pickle
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from plugins.checks.facts import Facts
from plugins.problems import Problem
from plugins.sealed import discard, is_sealed, seal

# Sentence and remedy.
Fault = tuple[str, str] | None

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, key BLOB, value TEXT) WITHOUT ROWID",
    "CREATE TABLE files (path TEXT PRIMARY KEY, digest BLOB, problems TEXT, outline BLOB,"
    " moment REAL, facts BLOB)",
    "CREATE TABLE pictures (path TEXT PRIMARY KEY, size INTEGER, time INTEGER, sentence TEXT,"
    " remedy TEXT) WITHOUT ROWID",
)
# What an edit moves without changing what the rules across files say.
PLACES = {"line", "column", "title_line", "date_line"}


@dataclass(frozen=True)
class Finding:
    """problems: of this file alone; facts: for the rules across files, None if it was refused."""

    problems: tuple[Problem, ...]
    facts: Facts | None


@dataclass(frozen=True)
class Remembered:
    """What is at hand of a finding. outline: a digest of the facts, whatever their lines are.

    moment: when the article appears, seconds since 1970; None for a page or a refused file.
    """

    digest: bytes
    problems: tuple[Problem, ...]
    outline: bytes
    moment: float | None


class Memory:
    """key: digest of the rules' code and of the settings; another key forgets everything."""

    def __init__(self, file: Path | None, key: str) -> None:
        self._connection, self._file = _open(file, key)
        rows = self._connection.execute("SELECT path, digest, problems, outline, moment FROM files")
        self._known = {
            path: Remembered(digest, _problems(problems), outline, moment)
            for path, digest, problems, outline, moment in rows
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
        moment = facts.moment if facts else None
        known = Remembered(
            digest, finding.problems, _outline(facts), moment.timestamp() if moment else None
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (
                path,
                digest,
                json.dumps([asdict(problem) for problem in finding.problems]),
                known.outline,
                known.moment,
                pickle.dumps(facts),
            ),
        )
        return known

    def facts(self, paths: Iterable[str]) -> dict[str, Facts]:
        """Of all `paths` that could be read, in their order."""
        rows = dict(self._connection.execute("SELECT path, facts FROM files"))
        found = {path: pickle.loads(rows[path]) for path in paths}  # noqa: S301  (our own file)
        return {path: facts for path, facts in found.items() if facts}

    def between_files(
        self, key: bytes, find: Callable[[], Iterable[Problem]]
    ) -> tuple[Problem, ...]:
        """What `find` said when `key` was last the same, unless it named an article whose lines may
        have moved since."""
        row = self._connection.execute("SELECT key, value FROM meta WHERE name = 'site'").fetchone()
        if row and row[0] == key:
            problems = _problems(row[1])
            if not any(path in str(problem) for problem in problems for path in self.changed):
                return problems
        problems = tuple(find())
        text = json.dumps([asdict(problem) for problem in problems])
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('site', ?, ?)", (key, text))
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
            self._connection.execute(
                "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?)", (name, *known)
            )
        return (known[2], known[3]) if known[2] is not None else None

    def forget_unseen(self, pictures_seen: bool = True) -> None:
        """Files that are gone."""
        gone = [(path,) for path in self._known if path not in self._seen]
        self._connection.executemany("DELETE FROM files WHERE path = ?", gone)
        if pictures_seen:
            gone = [(path,) for path in self._known_pictures if path not in self._seen_pictures]
            self._connection.executemany("DELETE FROM pictures WHERE path = ?", gone)

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


def _problems(text: str) -> tuple[Problem, ...]:
    if text == "[]":
        return ()
    return tuple(Problem(**item) for item in json.loads(text))


def _outline(facts: Facts | None) -> bytes:
    return hashlib.sha256(
        repr(_without_places(facts.as_json() if facts else None)).encode()
    ).digest()


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _without_places(item)) for key, item in value.items() if key not in PLACES]
    if isinstance(value, (list, tuple)):
        return [_without_places(item) for item in value]
    return value


def rules_digest(*settings: object) -> str:
    """Changes with the code of any plugin and with the settings that a rule sees."""
    digest = hashlib.sha256(repr(settings).encode())
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        if not file.name.startswith("test_"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
