"""What the last build's index was made of, so that the next one works on what changed only."""

from __future__ import annotations

import json
import marshal
import zlib
from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from plugins.search.numbering import Frame
from plugins.search.parts import Index, Part
from plugins.search.vocabulary import Document

TABLES = """
CREATE TABLE IF NOT EXISTS search_articles
    (address TEXT PRIMARY KEY, number INTEGER, digest BLOB, day INTEGER, minute INTEGER)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS search_documents (address TEXT PRIMARY KEY, document BLOB);
CREATE TABLE IF NOT EXISTS search_index (value BLOB);
"""
MARSHAL_VERSION = 2

# How documents are numbered, their words, and the parts with their cards.
Indexed = tuple[Frame, Index, list[Part]]


class Known(NamedTuple):
    """digest: of all that the index and the card say of the article; day, minute: of its date."""

    number: int
    digest: bytes
    day: int
    minute: int


class Memory:
    """In tables of the build's own state, which commits them with all the rest."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        for statement in TABLES.split(";"):
            connection.execute(statement)

    def digests(self) -> dict[str, bytes]:
        """By address."""
        return dict(self._connection.execute("SELECT address, digest FROM search_articles"))

    def days(self) -> dict[int, int]:
        """How many articles each has."""
        rows = "SELECT day, count(*) FROM search_articles GROUP BY day"
        return dict(self._connection.execute(rows))

    def on_days(self, days: Iterable[int]) -> dict[str, Known]:
        """By address."""
        rows = self._connection.execute(
            "SELECT * FROM search_articles WHERE day IN (SELECT value FROM json_each(?))",
            (json.dumps(list(days)),),
        )
        return {address: Known(*rest) for address, *rest in rows}

    def article(self, address: str) -> Known | None:
        row = self._connection.execute(
            "SELECT * FROM search_articles WHERE address = ?", (address,)
        ).fetchone()
        return Known(*row[1:]) if row else None

    def document(self, address: str) -> Document:
        row = self._connection.execute(
            "SELECT document FROM search_documents WHERE address = ?", (address,)
        ).fetchone()
        number, levels, facets = marshal.loads(zlib.decompress(row[0]))  # noqa: S302  (ours)
        return Document(number, levels, facets)

    def remember(self, address: str, known: Known, document: Document) -> None:
        values = (document.number, list(map(list, document.levels)), document.facets)
        packed = zlib.compress(marshal.dumps(values, MARSHAL_VERSION), 1)
        self._connection.execute(
            "INSERT OR REPLACE INTO search_articles VALUES (?, ?, ?, ?, ?)", (address, *known)
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO search_documents VALUES (?, ?)", (address, packed)
        )

    def forget(self, address: str) -> None:
        for table in ("search_articles", "search_documents"):
            self._connection.execute(f"DELETE FROM {table} WHERE address = ?", (address,))  # noqa: S608

    def forget_all(self) -> None:
        for table in ("search_articles", "search_documents", "search_index"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608

    def index(self) -> Indexed | None:
        row = self._connection.execute("SELECT value FROM search_index").fetchone()
        if row is None:
            return None
        frame, counts, *parts = marshal.loads(row[0])  # noqa: S302  (our own file)
        words, cards = (list(map(Part._make, each)) for each in parts)
        return Frame(*frame), Index(words, counts), cards

    def keep_index(self, frame: Frame, index: Index, cards: list[Part]) -> None:
        parts = (list(map(tuple, each)) for each in (index.parts, cards))
        value = marshal.dumps((tuple(frame), index.counts, *parts), MARSHAL_VERSION)
        self._connection.execute("DELETE FROM search_index")
        self._connection.execute("INSERT INTO search_index VALUES (?)", (value,))
