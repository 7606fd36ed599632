"""A second check is quick: articles are known by their bytes, pictures by size and time."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from plugins.checks.facts import ArticleFacts, Details, Outline
from plugins.documents.traces import Trace
from plugins.shared.database import Database, Decoded, Table, discard
from plugins.shared.problems import Held, Problem

# Sentence and remedy.
PictureFault = tuple[str, str] | None


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
    their lines are; both b"" of a refused file.

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

    @classmethod
    def of(cls, digest: bytes, finding: Finding) -> Remembered:
        """What is kept of a finding on bytes of that digest."""
        facts = finding.facts
        return cls(
            digest,
            finding.problems,
            _digest(facts.details.title) if facts else b"",
            _digest(facts.said) if facts else b"",
            facts and facts.outline.moment,
            finding.is_draft,
        )


class ComparedFacts(msgspec.Struct, frozen=True, array_like=True):
    """What rules compare between all articles. digest: of the bytes that say so."""

    digest: bytes
    title: str
    outline: Outline


class DetailedFacts(msgspec.Struct, frozen=True, array_like=True):
    """Details of an article's bytes."""

    digest: bytes
    details: Details


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """stamp: size, and time in nanoseconds."""

    stamp: tuple[int, int]
    fault: PictureFault


class RememberedProblems(msgspec.Struct, frozen=True):
    """What the rules across files that read the same said."""

    key: bytes
    problems: tuple[Problem, ...]


R = TypeVar("R", ComparedFacts, DetailedFacts)


class Memory:
    """Of runs in one language of messages: problems are kept as they were told.

    key: digest of the rules' code and of the settings; another key forgets everything; decoded:
    see `Database`.
    """

    def __init__(self, file: Path | None, key: str, decoded: Decoded | None = None) -> None:
        self._file, self._key, self._decoded = file, key.encode(), decoded
        try:
            self._begin()
        except sqlite3.DatabaseError:
            self.begin_anew()

    def begin_anew(self) -> None:
        """Where it turned out to be damaged."""
        try:
            self._database.close()
            if self._file:
                discard(self._file)
        except PermissionError:  # another user's
            self._file = None
        self._begin()

    def _begin(self) -> None:
        self._database = database = _open(self._file, self._key, self._decoded)
        self._findings = database.table("files", Remembered)
        # A run reads all of these or none; of the details a few.
        self._compared = database.table("compared", ComparedFacts)
        self._details = database.table("details", DetailedFacts)
        self._pictures = database.table("pictures", Picture)
        self._documents = database.table("documents", tuple[Trace, ...])
        self._answers = database.table("answers", RememberedProblems)
        self._known = self._findings.all()
        self._seen: dict[str, Remembered] = {}
        self._seen_pictures: set[str] = set()
        self.changed: set[str] = set()  # articles that had to be checked
        self.is_passing = False  # what this run found: the disk did not give it all that it asked

    @classmethod
    def empty(cls) -> Memory:
        """One that remembers nothing from before, and nothing for later."""
        return cls(None, "")

    def recall(self, path: str, digest: bytes) -> Remembered | None:
        """The finding on these bytes, None where there is none."""
        known = self._known.get(path)
        if known is None or known.digest != digest:
            return None
        self._seen[path] = known
        return known

    def remember(self, path: str, digest: bytes, finding: Finding) -> Remembered:
        """Keeps a finding, and gives back what is kept of it."""
        facts, known = finding.facts, Remembered.of(digest, finding)
        self.changed.add(path)
        self._seen[path] = known
        if facts:
            self._compared[path] = ComparedFacts(digest, facts.details.plain_title, facts.outline)
            self._details[path] = DetailedFacts(digest, facts.details)
        else:
            self._forget(path)
        if finding.lasting:
            self._findings[path] = known
        return known

    def titles(self, paths: Iterable[str]) -> dict[str, str]:
        """`Details.plain_title` of all `paths` that could be read, in their order."""
        return {path: found.title for path, found in self._of_all(self._compared, paths)}

    def outlines(self, paths: Iterable[str]) -> dict[str, Outline]:
        """Of all `paths` that could be read, in their order."""
        return {path: found.outline for path, found in self._of_all(self._compared, paths)}

    def details(self, path: str) -> Details:
        """Of a file that could be read."""
        return self._of(path, self._details.get(path)).details

    def all_details(self, paths: Iterable[str]) -> dict[str, Details]:
        """Of all `paths` that could be read."""
        return {path: found.details for path, found in self._of_all(self._details, paths)}

    def _of_all(self, table: Table[R], paths: Iterable[str]) -> Iterable[tuple[str, R]]:
        rows = table.all()
        read = (path for path in paths if self._seen[path].said)
        return ((path, self._of(path, rows.get(path))) for path in read)

    def _of(self, path: str, row: R | None) -> R:
        """Raises DamagedError where the row is gone, or of other bytes than what is recalled."""
        if row is None or row.digest != self._seen[path].digest:
            raise self._database.damaged()
        return row

    @property
    def known_documents(self) -> Mapping[str, tuple[Trace, ...]]:
        """What was found in each, by its digest."""
        return {**self._documents.all()}

    @property
    def known_pictures(self) -> Mapping[str, Picture]:
        """By path inside content/."""
        return {**self._pictures.all()}

    def between_files(
        self, rule_input: str, key: bytes, find: Callable[[], Iterable[Problem]]
    ) -> tuple[Problem, ...]:
        """What `find`, the rules that read `rule_input`, said when `key` was last the same, unless
        it named an article whose lines may have moved since."""
        known = self._answers.get(rule_input)
        if known and known.key == key:
            said = "\n".join(map(str, known.problems))
            if not any(path in said for path in self.changed):
                return known.problems
        problems = tuple(find())
        if self.is_passing:
            self._answers.pop(rule_input, None)
        else:
            self._answers[rule_input] = RememberedProblems(key, problems)
        return problems

    def picture_fault(
        self, folder: Path, name: str, look: Callable[[Path], PictureFault]
    ) -> PictureFault:
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
        known = self._pictures.all().get(name)
        if known is None or known.stamp != stamp:
            try:
                known = Picture(stamp, look(folder / name))
            except OSError:
                self.is_passing = True
                raise
            self._pictures[name] = known
        return known.fault

    def forget_other_pictures(self) -> None:
        """Once all have been asked for: those that are gone."""
        for name in self._pictures.all().keys() - self._seen_pictures:
            del self._pictures[name]

    def traces(self, digest: str) -> tuple[Trace, ...] | None:
        """What is in the document of this digest; None where it was never looked into."""
        return self._documents.all().get(digest)

    def remember_traces(self, digest: str, traces: tuple[Trace, ...]) -> None:
        """Keeps what a document of that digest gives away."""
        self._documents[digest] = traces

    def forget_other_documents(self, digests: Collection[str]) -> None:
        """Drops what is known of documents that are gone."""
        for digest in self._documents.all().keys() - digests:
            del self._documents[digest]

    def forget_other_files(self) -> None:
        """Once all have been recalled or remembered: those that are gone."""
        for path in self._findings.all().keys() - self._seen.keys():
            self._forget(path)

    def _forget(self, path: str) -> None:
        for table in (self._findings, self._compared, self._details):
            table.pop(path, None)

    def save(self) -> None:
        """A killed run leaves no memory, or the old one; one that cannot be written costs time."""
        with suppress(sqlite3.Error, OSError):
            self._database.commit()
        self._database.close()


def _open(file: Path | None, key: bytes, decoded: Decoded | None) -> Database:
    """Without a file where another run has it, the disk gives none, or it was damaged and is gone
    by now: no check fails for that.

    Nothing reaches the disk before the end: it may be full.
    """
    with suppress(sqlite3.Error, OSError):
        return Database(file, key, decoded, 0, ("journal_mode = MEMORY", "cache_spill = OFF"))
    return Database(None, key)


def _digest(value: object) -> bytes:
    return hashlib.sha256(repr(value).encode()).digest()
