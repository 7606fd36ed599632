"""What the last build's index was made of, so that the next one works on what changed only."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass

from msgspec import Struct

from plugins.search.numbering import Frame
from plugins.search.parts import Part
from plugins.search.vocabulary import Document
from plugins.shared.cache import Cache


class Indexed(Struct, frozen=True, array_like=True):
    """An article in the index. digest: of all that the index and the card say of it; day, minute:
    of its date, see `texts.Source.when`."""

    number: int
    digest: bytes
    day: int
    minute: int


class IndexRecord(Struct, frozen=True):
    """frame: how documents are numbered; counts: see Index; articles: by address."""

    frame: Frame
    counts: dict[str, int]
    words: list[Part]
    articles: dict[str, Indexed]


@dataclass(frozen=True)
class Memory:
    """index: under "" that of the last build; documents: what it holds of each article, by address.
    Each is a table of a build's cache."""

    index: MutableMapping[str, IndexRecord]
    documents: MutableMapping[str, Document]

    @classmethod
    def of(cls, cache: Cache) -> Memory:
        """Tables of the build's cache."""
        return cls(
            cache.table("search_index", IndexRecord), cache.table("search_documents", Document)
        )
