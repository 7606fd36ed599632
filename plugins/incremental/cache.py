"""What one build leaves to the next: typed records in one SQLite file, found by what they were made
from. Without the file, or where it is damaged, a build makes all."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from plugins.incremental.outputs import OutputManifest
from plugins.incremental.records import Pictures, Record, Text
from plugins.incremental.sources import Source
from plugins.shared.database import Database, Decoded, Table
from plugins.shared.problems import Problem

R = TypeVar("R", Text, Pictures)


class LastBuild(msgspec.Struct, frozen=True):
    """What the last build found, if a build that finds the same may end at once.

    key: of code, theme and settings; moment: what counted as the present, due: when the next
    article's time comes, in seconds since 1970; problems: what there was to tell, in `language`.
    """

    key: bytes
    moment: float
    due: float | None
    problems: tuple[Problem, ...]
    language: str


class BuildCache(Database):
    """key: digest of all that articles are read with.

    records, texts, pictures: of each article and page, by path inside content/; the rest is one
    record each, and `memo` of what plugins compute.
    """

    def __init__(self, file: Path, key: bytes, decoded: Decoded) -> None:
        super().__init__(file, key, decoded)
        self._place = file, key, decoded
        self.records = self.table("articles", Record)
        self.texts = self.table("texts", Text)
        self.pictures = self.table("pictures", Pictures)
        self.sources = self.table("sources", dict[str, Source])
        self.outputs = self.table("outputs", OutputManifest)
        self.code = self.table("code", dict[str, bytes])
        self.last = self.table("last", LastBuild)

    def anew(self) -> BuildCache:
        """Nothing is known, instead of this one."""
        self.damaged()
        self.close()  # which removes what is damaged
        return BuildCache(*self._place)

    def of_record(self, table: Table[R], path: str, record: Record) -> R:
        """Raises DamagedError where that row is gone, or of another time than the record."""
        found = table.get(path)
        if found is None or found.inputs != record.inputs:
            raise self.damaged()
        return found
