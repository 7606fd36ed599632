"""What the last build's index was made of, so that the next one works on what changed only."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from sqlite3 import Connection

from plugins.search.parts import Index, Part
from plugins.search.vocabulary import Document

TABLES = """
CREATE TABLE IF NOT EXISTS search_articles
    (address TEXT PRIMARY KEY, number INTEGER, digest BLOB, card TEXT, document BLOB)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS search_index (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Remembered:
    """digest: of all that the index and the card say of the article; card: its line in a part."""

    number: int
    digest: bytes
    card: str


class Memory:
    """In tables of the build's own state, which commits them with all the rest."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        for statement in TABLES.split(";"):
            connection.execute(statement)

    def articles(self) -> dict[str, Remembered]:
        rows = self._connection.execute("SELECT address, number, digest, card FROM search_articles")
        return {address: Remembered(*rest) for address, *rest in rows}

    def document(self, address: str) -> Document:
        row = self._connection.execute(
            "SELECT document FROM search_articles WHERE address = ?", (address,)
        ).fetchone()
        number, levels, facets = json.loads(zlib.decompress(row[0]))
        return Document(number, levels, tuple(facets))

    def remember(self, address: str, digest: bytes, card: str, document: Document) -> None:
        text = json.dumps([document.number, document.levels, document.facets], ensure_ascii=False)
        self._connection.execute(
            "INSERT OR REPLACE INTO search_articles VALUES (?, ?, ?, ?, ?)",
            (address, document.number, digest, card, zlib.compress(text.encode(), 1)),
        )

    def forget(self, address: str) -> None:
        self._connection.execute("DELETE FROM search_articles WHERE address = ?", (address,))

    def forget_all(self) -> None:
        self._connection.execute("DELETE FROM search_articles")
        self._connection.execute("DELETE FROM search_index")

    def index(self, frame: list[int]) -> Index | None:
        """The last index, if its numbers were counted in the same frame."""
        rows = dict(self._connection.execute("SELECT name, value FROM search_index"))
        if not rows or json.loads(rows["frame"]) != frame:
            return None
        parts = [Part(**part) for part in json.loads(rows["parts"])]
        return Index(parts, json.loads(rows["counts"]))

    def keep_index(self, index: Index, frame: list[int]) -> None:
        values = {
            "frame": frame,
            "parts": [asdict(part) for part in index.parts],
            "counts": index.counts,
        }
        self._connection.executemany(
            "INSERT OR REPLACE INTO search_index VALUES (?, ?)",
            [(name, json.dumps(value, ensure_ascii=False)) for name, value in values.items()],
        )
