"""All that the journal knows, at hand for every answer: each reads only what was added since."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desk.journal.lines import Damaged, Entry, Read, files_of, read_on
from desk.journal.standing import Facts, facts_of
from desk.shell.deeds import Kind
from plugins.vietnamese.sorting import sort_key


@dataclass(frozen=True)
class Told:
    """entries: the newest first; by_id: of their deeds."""

    entries: Sequence[Entry] = ()
    by_id: Mapping[str, Entry] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    people: Sequence[str] = ()
    kinds: Collection[Kind] = ()
    damaged: Sequence[Damaged] = ()


class Journal:
    """The deeds of content/, from all machines, the newest first."""

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
    by_id = {entry.deed.id: entry for each in read for entry in each.entries}
    entries = sorted(by_id.values(), key=lambda entry: (entry.at, entry.deed.id))
    return Told(
        entries[::-1],
        by_id,
        facts_of(entries),
        sorted({entry.deed.who for entry in entries}, key=sort_key),
        {entry.deed.kind for entry in entries},
        [damaged for each in read for damaged in each.damaged],
    )
