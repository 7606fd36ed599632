"""All articles, at hand for every answer: each looks at the tree, and reads what changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from desk.listing.order import SORTS, Sort, ordered
from desk.listing.record import Record, Stamp, read_record, unreadable
from desk.merging.copies import Copy, copies_of
from desk.shell.desk import Desk
from plugins.frontmatter.schema import Schema
from plugins.links.files import ARTICLE_SUFFIX
from plugins.shared.content import read_tree

# How long an answer waits for the tree: 10,000 articles take a tenth of a second on a local disk.
PATIENCE_SECONDS = 0.06
# The first answer waits longer: a site of a thousand articles is complete in it.
FIRST_PATIENCE_SECONDS = 1.0
# After the desk itself has written, its editor expects to see it.
OWN_WRITE_SECONDS = 2.0


@dataclass(frozen=True)
class Known:
    """records: by path; left: how many files are still to be read, None before the first look;
    is_lost: content/ could not be looked at, records are those of before."""

    records: Mapping[str, Record] = field(default_factory=dict)
    left: int | None = None
    is_lost: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all articles are read."""
        return self.left == 0

    @cached_property
    def copies(self) -> list[Copy]:
        """That a program for shared folders made."""
        return copies_of(self.records)

    @cached_property
    def by_order(self) -> Mapping[Sort, tuple[Record, ...]]:
        """All records in each order of the list."""
        return {sort: ordered(self.records.values(), sort) for sort in SORTS}


class Index:
    """One thread looks while somebody asks; at worst an answer is what was known before it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known = Known()
        self._looking: threading.Thread | None = None
        self._turn = threading.Lock()

    def known(self, patience: float = PATIENCE_SECONDS) -> Known:
        """As soon as the tree was looked at, or `patience` seconds are over."""
        with self._turn:
            if self._looking is None or not self._looking.is_alive():
                self._looking = threading.Thread(target=self._look, daemon=True)
                self._looking.start()
            looking = self._looking
        looking.join(patience if self._known.is_complete else FIRST_PATIENCE_SECONDS)
        return self._known

    def _look(self) -> None:
        try:
            for known in look(self._desk, self._known):
                if known.is_complete:
                    _ = known.by_order, known.copies  # here, while nobody waits for it
                self._known = known
        except OSError:
            self._known = replace(self._known, is_lost=True)


STEP_SECONDS = 0.2


def look(desk: Desk, before: Known) -> Iterable[Known]:
    """What is known after each while, the last complete: records of `before` whose file is the same
    stay, others are read; `before` itself where all stay. Raises OSError where content/ can't be
    looked at."""
    stamps = stamps_of(desk.content, desk.settings["IGNORE_FILES"], folders_of(desk.schema))
    records = {path: before.records[path] for path in stamps if path in before.records}
    same = {path for path, record in records.items() if record.stamp == stamps[path]}
    unknown = [path for path in stamps if path not in same]
    if not unknown and len(records) == len(before.records) and before.is_complete:
        yield replace(before, is_lost=False) if before.is_lost else before
        return
    told = 0.0
    for number, path in enumerate(unknown):
        try:
            records[path] = read_record(desk.content, path, stamps[path], desk.schema)
        except OSError:
            records[path] = unreadable(path, stamps[path])
        if time.monotonic() - told > STEP_SECONDS:
            yield Known(dict(records), len(unknown) - number - 1)
            told = time.monotonic()
    yield Known({path: records[path] for path in stamps}, 0)


def folders_of(schema: Schema) -> tuple[str, ...]:
    """Folders of content/ that may hold articles."""
    return (*(section.slug for section in schema.sections), schema.page_folder)


def stamps_of(content: Path, ignored: Iterable[str], folders: Iterable[str]) -> dict[str, Stamp]:
    """Of every article and page; a file that goes at this moment is left out."""
    tops = tuple(f"{folder}/" for folder in folders)
    stamps = {}
    for path in read_tree(content, ignored).files:
        if path.startswith(tops) and path.endswith(ARTICLE_SUFFIX):
            try:
                facts = os.stat(f"{content}/{path}")  # noqa: PTH116  (ten thousand Paths are slow)
            except OSError:
                continue
            stamps[path] = facts.st_mtime_ns, facts.st_size
    return stamps
