"""All that the journal knows, at hand for every answer: each reads only what was added since."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.journal.lines import Damaged, Read, files_of, read_on
from desk.journal.standing import Known, standings
from desk.shell.deeds import Kind
from plugins.vietnamese.sorting import sort_key


@dataclass(frozen=True)
class Told:
    """deeds: the newest first."""

    deeds: Sequence[Known] = ()
    people: Sequence[str] = ()
    kinds: frozenset[Kind] = frozenset()
    damaged: Sequence[Damaged] = ()


class Journal:
    def __init__(self, content: Path) -> None:
        self._content = content
        self._read: dict[Path, Read] = {}
        self._told = Told()
        self._turn = threading.Lock()

    def told(self) -> Told:
        """Raises OSError."""
        with self._turn:
            read = {
                file: read_on(file, self._read.get(file, Read()))
                for file in files_of(self._content)
            }
            if any(each is not self._read.get(file) for file, each in read.items()):
                self._told = _told(read.values())
            self._read = read
            return self._told


def _told(read: Collection[Read]) -> Told:
    # A line that two files have, after a shared folder kept both, counts once.
    entries = {entry.deed.id: entry for each in read for entry in each.entries}
    newest = sorted(entries.values(), key=lambda entry: (entry.at, entry.deed.id), reverse=True)
    people = sorted({entry.deed.who for entry in newest}, key=sort_key)
    kinds = frozenset(entry.deed.kind for entry in newest)
    damaged = [damaged for each in read for damaged in each.damaged]
    return Told(standings(newest), people, kinds, damaged)
