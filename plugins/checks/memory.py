"""A second check is quick: articles are known by their bytes, pictures by size and time."""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from plugins.checks.facts import ArticleFacts, Details, Outline
from plugins.documents.traces import Trace
from plugins.problems import Held, Problem
from plugins.store import Rows, Store, discard

# Sentence and remedy.
Fault = tuple[str, str] | None


@dataclass(frozen=True)
class Finding:
    """problems: of this file alone; facts: for the rules across files, None if it was refused;
    is_draft: even then, if its head says so legibly; lasting: whether the same bytes always give
    it."""

    problems: tuple[Problem, ...]
    facts: ArticleFacts | None
    is_draft: bool
    lasting: bool = True


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
    is_draft: bool

    def held(self, now: float) -> Held:
        """Why the article is not published at `now`, seconds since 1970."""
        if self.is_draft:
            return "draft"
        return "scheduled" if self.moment is not None and self.moment > now else ""

    @property
    def across_files(self) -> tuple[object, ...]:
        """All that rules across files see, besides lines."""
        return self.title, self.said, self.moment

    @classmethod
    def of(cls, digest: bytes, finding: Finding) -> Remembered:
        facts = finding.facts
        return cls(
            digest,
            finding.problems,
            _digest(facts and facts.details.title),
            _digest(facts and facts.said),
            facts and facts.outline.moment,
            finding.is_draft,
        )


class Memory:
    """key: digest of the rules' code and of the settings; another key forgets everything."""

    def __init__(self, file: Path | None, key: str) -> None:
        self._file, self._key = file, key.encode()
        try:
            self._begin()
        except sqlite3.DatabaseError:
            self.begin_anew()

    def begin_anew(self) -> None:
        """Where it turned out to be damaged."""
        try:
            self._store.close()
            if self._file:
                discard(self._file)
        except PermissionError:  # another user's
            self._file = None
        self._begin()

    def _begin(self) -> None:
        self._store = _open(self._file, self._key)
        self._findings, self._pictures = self._store.table("files"), self._store.table("pictures")
        # Of these two a run reads all or nothing, of the details a few.
        self._titles, self._outlines = self._store.table("titles"), self._store.table("outlines")
        self._details = Rows(self._store, "details")
        self._documents = self._store.table("documents")
        self._known = {
            path: Remembered(digest, _problems(problems), *rest)
            for path, (digest, problems, *rest) in self._findings.all().items()
        }
        self._known_pictures = self._pictures.all()
        self._known_documents = self._documents.all()
        self._seen: set[str] = set()
        self._seen_pictures: set[str] = set()
        self.changed: set[str] = set()  # articles that had to be checked
        self.is_passing = False  # what this run found: the disk did not give it all that it asked

    @classmethod
    def empty(cls) -> Memory:
        return cls(None, "")

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
        known = Remembered.of(digest, finding)
        if not finding.lasting:
            self._findings.forget(path)
            self._forget_facts(path)
            return known
        self._findings.put(path, (digest, _plain(finding.problems), *known[2:]))
        if facts:
            self._titles.put(path, facts.details.plain_title)
            self._outlines.put(path, pickle.dumps(tuple(facts.outline)))
            self._details.put(path, pickle.dumps(facts.details))
        else:
            self._forget_facts(path)
        return known

    def titles(self, paths: Iterable[str]) -> dict[str, str]:
        """`Details.plain_title` of all `paths` that could be read, in their order."""
        rows = self._titles.all()
        return {path: rows[path] for path in paths if path in rows}

    def outlines(self, paths: Iterable[str]) -> dict[str, Outline]:
        """Of all `paths` that could be read, in their order."""
        rows = self._outlines.all()
        return {
            path: Outline(*pickle.loads(rows[path]))  # noqa: S301  (our own file)
            for path in paths
            if path in rows
        }

    def details(self, path: str) -> Details:
        """Of a file that could be read."""
        details: Details = pickle.loads(self._details[path])  # noqa: S301  (our own file)
        return details

    def packed_details(self) -> dict[str, bytes]:
        """Of all that could be read, as pickle has them."""
        return self._details.all()

    @property
    def known_documents(self) -> dict[str, tuple[Trace, ...]]:
        """What was found in each, by its digest."""
        known = self._known_documents.items()
        return {digest: tuple(Trace(*row) for row in rows) for digest, rows in known}

    @property
    def known_pictures(self) -> Mapping[str, Sequence[Any]]:
        """By path inside content/: size, time in nanoseconds, sentence and remedy or None twice."""
        return self._pictures.all()

    def between_files(
        self, rule_input: str, key: bytes, find: Callable[[], Iterable[Problem]]
    ) -> tuple[Problem, ...]:
        """What `find`, the rules that read `rule_input`, said when `key` was last the same, unless
        it named an article whose lines may have moved since."""
        known = self._store.recall(rule_input)
        if known and known[0] == key:
            problems = _problems(known[1])
            if not any(path in str(problem) for problem in problems for path in self.changed):
                return problems
        problems = tuple(find())
        self._store.keep(rule_input, None if self.is_passing else (key, _plain(problems)))
        return problems

    def picture_fault(self, folder: Path, name: str, look: Callable[[Path], Fault]) -> Fault:
        """What `look` says of the picture, asked only if its size or its time is another.

        Raises what `look` raises: an OSError says nothing of the picture, so neither it nor what
        comes of it is kept.
        """
        try:
            facts = (folder / name).stat()
        except OSError:
            self.is_passing = True
            return look(folder / name)
        stamp = facts.st_size, facts.st_mtime_ns
        self._seen_pictures.add(name)
        known = self._known_pictures.get(name)
        if known is None or known[:2] != stamp:
            try:
                fault = look(folder / name) or (None, None)
            except OSError:
                self.is_passing = True
                raise
            known = (*stamp, *fault)
            self._pictures.put(name, known)
        return (known[2], known[3]) if known[2] is not None else None

    def forget_other_pictures(self) -> None:
        """Once all have been asked for: those that are gone."""
        for name in self._known_pictures.keys() - self._seen_pictures:
            self._pictures.forget(name)

    def traces(self, digest: str) -> tuple[Trace, ...] | None:
        """What is in the document of this digest; None where it was never looked into."""
        rows = self._known_documents.get(digest)
        return None if rows is None else tuple(Trace(*row) for row in rows)

    def remember_traces(self, digest: str, traces: tuple[Trace, ...]) -> None:
        self._known_documents[digest] = rows = [tuple(trace) for trace in traces]
        self._documents.put(digest, rows)

    def forget_other_documents(self, digests: Collection[str]) -> None:
        for digest in self._known_documents.keys() - digests:
            self._documents.forget(digest)

    def forget_other_files(self) -> None:
        """Once all have been recalled or remembered: those that are gone."""
        for path in self._known.keys() - self._seen:
            self._findings.forget(path)
            self._forget_facts(path)

    def _forget_facts(self, path: str) -> None:
        self._titles.forget(path)
        self._outlines.forget(path)
        self._details.forget(path)

    def save(self) -> None:
        """A killed run leaves no memory, or the old one; one that cannot be written costs time."""
        with suppress(sqlite3.Error, OSError):
            if self._store.changed:
                self._store.commit()
        self._store.close()


def _open(file: Path | None, key: bytes) -> Store:
    """Without a file where another run has it or the disk gives none: no check fails for that.

    Nothing reaches the disk before the end: it may be full.
    """
    with suppress(sqlite3.OperationalError, OSError):
        return Store(file, key, 0, ("journal_mode = MEMORY", "cache_spill = OFF"))
    return Store(None, key)


def _plain(problems: Iterable[Problem]) -> list[tuple[object, ...]]:
    return [astuple(problem) for problem in problems]


def _problems(rows: Iterable[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(*row) for row in rows)


def _digest(value: object) -> bytes:
    return hashlib.sha256(repr(value).encode()).digest()
