"""Writes the index of the articles that a build shows: whole, or only the parts that changed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from html import unescape
from typing import Any

from plugins.images.made import Prepared
from plugins.images.picture import address_of
from plugins.listings.views import answer_of
from plugins.outputs import Outputs
from plugins.search.editing import Change, update_index
from plugins.search.index import make_index
from plugins.search.memory import Memory
from plugins.search.numbering import number_days
from plugins.search.parts import Index
from plugins.search.shards import between, cut, name_of
from plugins.search.vocabulary import Document
from plugins.vietnamese.slugs import slugify

ADDRESS = "tim-kiem/"
CARDS_LIMIT = 4_000
LEAD_LENGTH = 190
THUMBNAIL_WIDTH = 360
UNIX_EPOCH = date(1970, 1, 1).toordinal()
INLINE = "a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u"
BLOCK_TAG = re.compile(rf"<(?!/?(?:{INLINE})\b)[^>]*>")
ANY_TAG = re.compile("<[^>]*>")


class LostPart(Exception):  # noqa: N818
    """The last build's index is not there to start from: a whole one is to be made."""


class IndexWriter:
    """articles: as plugins/listings leaves them, in any order; states: what to say of a draft, by
    Card.state; root: the site's path, without a slash at its end; memory: of the last build.
    """

    def __init__(
        self,
        articles: Sequence[Any],
        states: dict[str, str],
        root: str,
        outputs: Outputs,
        memory: Memory | None = None,
    ) -> None:
        self._states, self._root = states, root
        self._outputs, self._memory = outputs, memory
        start = min((article.head.date.year for article in articles), default=1970)
        first_day = date(start, 1, 1).toordinal()
        self._start = first_day - UNIX_EPOCH
        self._slots, self._numbers = number_days(
            (article.head.date.toordinal() - first_day, minute_of(article), article.address)
            for article in articles
        )
        self._articles = sorted(articles, key=lambda article: self._numbers[article.address])
        self._cards: dict[str, str] = {}

    def write(self) -> str:
        """The name of the part to begin with."""
        try:
            index = self._updated()
        except LostPart:
            index = self._whole()
        if self._memory:
            self._memory.keep_index(index, self._frame)
        return self._write_start(index)

    @property
    def _frame(self) -> list[int]:
        """In another frame the same number is another article's."""
        return [self._start, self._slots]

    def _whole(self) -> Index:
        if self._memory:
            self._memory.forget_all()
        return make_index(map(self._read, self._articles), self._write_part)

    def _updated(self) -> Index:
        if not self._memory or (last := self._memory.index(self._frame)) is None:
            raise LostPart
        known = self._memory.articles()
        changes = []
        facets: defaultdict[str, list[int]] = defaultdict(list)
        for article in self._articles:
            address, number = article.address, self._numbers[article.address]
            for facet in facets_of(article):
                facets[facet].append(number)
            was = known.pop(address, None)
            if was and (was.number, was.digest) == (number, digest_of(article)):
                self._cards[address] = was.card
                continue
            old = self._memory.document(address) if was else None
            changes.append(Change(old, self._read(article)))
        for address in known:
            changes.append(Change(self._memory.document(address), None))
            self._memory.forget(address)
        written: dict[str, str] = {}
        index = update_index(last, changes, facets, self._earlier_part, written.__setitem__)
        kept = [part.name for part in index.parts if part.name not in written]
        if not all(self._outputs.holds(file_of(name)) for name in kept):
            raise LostPart
        for name in kept:
            self._outputs.keep(file_of(name))
        for name, text in written.items():
            self._write_part(name, text)
        return index

    def _read(self, article: Any) -> Document:
        """What the index is to hold of the article, remembered for the next build."""
        number = self._numbers[article.address]
        document = read_document(article, number)
        self._cards[article.address] = card = self._card(article, number)
        if self._memory:
            self._memory.remember(article.address, digest_of(article), card, document)
        return document

    def _card(self, article: Any, number: int) -> str:
        card = article.card
        lead = card.summary
        if len(lead) > LEAD_LENGTH:
            lead = lead[:LEAD_LENGTH].rpartition(" ")[0] + "…"
        picture = card.picture and thumbnail(card.picture, self._root)
        place = card.category or card.section
        state = self._states[card.state] if card.state else ""
        shown = [key_of(number), card.address, card.title, lead, place, picture, state]
        return as_json([*shown, card.answer] if card.answer else shown)

    def _write_start(self, index: Index) -> str:
        common = index.common()
        self._write_part(name_of(common), common)
        parts = {
            "start": self._start,
            "slots": self._slots,
            "common": name_of(common),
            "words": _table(index.places()),
            "cards": _table(self._write_cards()),
        }
        text = as_json(parts) + "\n"
        self._write_part(name_of(text), text)
        return name_of(text)

    def _write_cards(self) -> Iterator[tuple[str, str]]:
        keys = [key_of(self._numbers[article.address]) for article in self._articles]
        lines = [self._cards[article.address] for article in self._articles]
        pieces = [(key, len(line) + 2) for key, line in zip(keys, lines, strict=True)]
        before = ""
        for start, end in cut(pieces, CARDS_LIMIT):
            text = "[\n" + ",\n".join(lines[start:end]) + "\n]\n"
            self._write_part(name_of(text), text)
            yield between(before, keys[start]), name_of(text)
            before = keys[end - 1]

    def _write_part(self, name: str, text: str) -> None:
        self._outputs.write(file_of(name), text)

    def _earlier_part(self, name: str) -> str:
        text = self._outputs.earlier(file_of(name))
        if text is None or name_of(text) != name:
            raise LostPart
        return text


def minute_of(article: Any) -> int:
    """Of the day, -1 where the article gives none."""
    head = article.head
    return head.date.hour * 60 + head.date.minute if head.has_time else -1


def key_of(number: int) -> str:
    return f"{number:09}"


def file_of(name: str) -> str:
    return f"{ADDRESS}{name}.txt"


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest_of(article: Any) -> bytes:
    return sha256(article.digest + article.state.encode()).digest()


def facets_of(article: Any) -> list[str]:
    facets = [article.section]
    head = article.head
    if head.category:
        facets.append(f"{article.section}/{slugify(head.category)}")
    if head.kind != "tin":
        # No section's address begins with this sign.
        facets += [f"={facet}" for facet in (head.kind, answer_of(head)) if facet]
    return facets


def read_document(article: Any, number: int) -> Document:
    head = article.head
    told = [part.text for part in (head.question, head.claim) if part]
    lead = [article.summary, *told, *head.tags, *head.authors]
    titles = list(dict.fromkeys((article.shared_title, article.title)))
    levels = (titles, lead, blocks(article.content))
    return Document(number, levels, tuple(facets_of(article)))


def blocks(html: str) -> list[str]:
    """The texts of paragraphs, items and cells: no pair of syllables reaches over their ends."""
    return [
        unescape(ANY_TAG.sub("", block)) for block in BLOCK_TAG.split(html) if not block.isspace()
    ]


def thumbnail(picture: Prepared, root: str) -> tuple[str, int, int]:
    """(address, width, height) of a small file in a format that every browser here shows."""
    usable = [made for made in picture.card if not made.variant or made.variant.format != "avif"]
    sharp = [made for made in usable if made.width >= THUMBNAIL_WIDTH]
    made = min(sharp, key=lambda made: made.width) if sharp else usable[-1]
    return address_of(made, root), made.width, made.height


def _table(shards: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{first} {name}" for first, name in shards)
