"""What was imported into which file: a second run takes only what is new, and touches no edit.

One line of JSON for each step in `.imported/ledger.jsonl` beside content/. A line says what will
be written before it is, and a second one that it was: a run that was stopped between them goes on
there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

ROOM, FILE = ".imported", "ledger.jsonl"


@dataclass(frozen=True)
class Entry:
    """key: of the source; digest: of its bytes; file: inside content/; text: digest of the article
    as it was written; files: digest → path inside content/ of each picture and attachment; done:
    all of it is on the disk; links: of pages that were not imported yet (see writing.py)."""

    key: str
    digest: str
    file: str
    text: str
    files: dict[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    done: bool = False


class Ledger:
    """The last entry of each source; `by_digest` finds one that was moved or renamed."""

    def __init__(self, content: Path, entries: Iterable[Entry] = (), is_kept: bool = True) -> None:
        self._file = content.resolve().parent / ROOM / FILE
        self._is_kept = is_kept
        self.by_key: dict[str, Entry] = {}
        self.by_digest: dict[str, Entry] = {}
        for entry in entries:
            self._know(entry)

    def note(self, entry: Entry) -> Entry:
        """Writes the entry, unless the ledger is of a trial, and gives it back."""
        self._know(entry)
        if self._is_kept:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
                lines.flush()
                if not entry.done:
                    os.fsync(lines.fileno())
        return entry

    def done(self, entry: Entry) -> Entry:
        """Notes that the entry's article was written to its end."""
        return self.note(replace(entry, done=True))

    def known(self, key: str, digest: str) -> Entry | None:
        """By its place, else by what it holds."""
        return self.by_key.get(key) or self.by_digest.get(digest)

    def _know(self, entry: Entry) -> None:
        self.by_key[entry.key] = self.by_digest[entry.digest] = entry


def read_ledger(content: Path, is_kept: bool = True) -> Ledger:
    """is_kept: whether notes go to the disk. A last line that was cut short is left out."""
    file = content.resolve().parent / ROOM / FILE
    entries = []
    if file.is_file():
        for line in file.read_text("utf-8", errors="replace").splitlines():
            try:
                entries.append(_entry(json.loads(line)))
            except (ValueError, TypeError, KeyError):
                continue
    ledger = Ledger(content, entries, is_kept)
    if entries and is_kept and not file.read_bytes().endswith(b"\n"):
        with file.open("a", encoding="utf-8") as lines:
            lines.write("\n")
    return ledger


def _entry(said: dict[str, object]) -> Entry:
    links = said.pop("links", [])
    addresses = said.pop("addresses", [])
    if not isinstance(links, list) or not isinstance(addresses, list):
        raise TypeError(said)
    pairs = tuple((str(each[0]), str(each[1])) for each in links)
    return Entry(**said, links=pairs, addresses=tuple(map(str, addresses)))  # type: ignore[arg-type]
