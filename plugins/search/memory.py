"""What the last build's index was made of, so that the next one works on what changed only."""

from __future__ import annotations

import marshal
import zlib
from typing import NamedTuple

from plugins.search.numbering import Frame
from plugins.search.parts import Index, Part
from plugins.search.vocabulary import Document
from plugins.store import Rows, Store

INDEX = "search index"

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

    def __init__(self, store: Store) -> None:
        self._store = store
        self._articles = store.table("search articles")
        self._documents = Rows(store, "search_documents")

    def articles(self) -> dict[str, Known]:
        """All, by address."""
        return {address: Known(*row) for address, row in self._articles.all().items()}

    def article(self, address: str) -> Known | None:
        row = self._articles.get(address)
        return Known(*row) if row else None

    def document(self, address: str) -> Document:
        number, levels, facets = marshal.loads(zlib.decompress(self._documents[address]))  # noqa: S302  (as stored)
        return Document(number, levels, facets)

    def remember(self, address: str, known: Known, document: Document) -> None:
        values = (document.number, list(map(list, document.levels)), document.facets)
        self._articles.put(address, tuple(known))
        self._documents.put(address, zlib.compress(marshal.dumps(values), 1))

    def forget(self, address: str) -> None:
        self._articles.forget(address)
        self._documents.forget(address)

    def forget_all(self) -> None:
        self._articles.clear()
        self._documents.clear()
        self._store.keep(INDEX, None)

    def index(self) -> Indexed | None:
        known = self._store.recall(INDEX)
        if known is None:
            return None
        frame, counts, *parts = known
        words, cards = (list(map(Part._make, each)) for each in parts)
        return Frame(*frame), Index(words, counts), cards

    def keep_index(self, frame: Frame, index: Index, cards: list[Part]) -> None:
        parts = (list(map(tuple, each)) for each in (index.parts, cards))
        self._store.keep(INDEX, (tuple(frame), index.counts, *parts))
