"""Writes the index of the articles that a build shows: whole, or only the parts that changed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from html import unescape
from itertools import starmap
from operator import itemgetter
from typing import TypeAlias

from pelican.contents import Article, Page

from plugins.images.made import CardPicture
from plugins.images.picture import address_of
from plugins.listings.facts import answer_of
from plugins.outputs import Outputs
from plugins.portal import Contents
from plugins.search.abbreviations import other_forms
from plugins.search.editing import Change, update_index
from plugins.search.index import make_index
from plugins.search.memory import Indexed, IndexRecord, Memory
from plugins.search.numbering import UNDATED, UNIX_EPOCH, Frame, frame_of, number_days
from plugins.search.parts import (
    CARDS,
    Index,
    Part,
    always,
    make_parts,
    update_parts,
    write_directories,
)
from plugins.search.shards import name_of
from plugins.search.vocabulary import Document
from plugins.vietnamese.slugs import slugify

ADDRESS = "tim-kiem/"
LEAD_LENGTH = 190
THUMBNAIL_WIDTH = 360
INLINE = "a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u"
BLOCK_TAG = re.compile(rf"<(?!/?(?:{INLINE})\b)[^>]*>")
ANY_TAG = re.compile("<[^>]*>")


# What may be found: as plugins/listings leaves it, a plain page has no card.
Searched: TypeAlias = Article | Page
# What was in the index and is there no more, by address; articles that are not, with their numbers.
Comparison = tuple[dict[str, Document], list[tuple[Searched, int]]]


class LostPartError(Exception):
    """The last build's index is not there to start from: a whole one is to be made."""


class IndexWriter:
    """articles: in any order, pages too; states: what to say of a draft, by Card.state; root: the
    site's path, without a slash at its end; contents: has the articles' texts; memory: of the last
    build; of_pages: what is said in place of the category of a page; abbreviations: by short form.
    """

    def __init__(
        self,
        articles: Collection[Searched],
        states: dict[str, str],
        root: str,
        outputs: Outputs,
        contents: Contents,
        memory: Memory,
        of_pages: str = "",
        abbreviations: Mapping[str, str] | None = None,
    ) -> None:
        self._articles = articles
        self._of_pages, self._abbreviations = of_pages, abbreviations or {}
        self._states, self._root = states, root
        self._outputs, self._contents, self._memory = outputs, contents, memory
        self._indexed: dict[str, Indexed] = {}

    def write(self) -> str:
        """The name of the part to begin with."""
        last = {**self._memory.index}.get("")  # all: then a process has it at hand
        try:
            if last is None:
                raise LostPartError
            frame, index, cards = self._updated(last)
        except LostPartError:
            frame, index, cards = self._whole()
        record = IndexRecord(frame, index.counts, index.parts, cards, self._indexed)
        self._memory.index[""] = record
        return self._write_start(frame, index, cards)

    def years(self) -> list[int]:
        """Of all articles, the last one first; asked after `write`."""
        days = {each.day for each in self._indexed.values()}
        years = {date.fromordinal(day + UNIX_EPOCH).year for day in days - {UNDATED}}
        return sorted(years, reverse=True)

    def _whole(self) -> tuple[Frame, Index, list[Part]]:
        self._indexed = {}
        self._memory.documents.clear()
        dated = [(*when(article), article.address) for article in self._articles]
        frame = frame_of(Counter(day for day, *_ in dated))
        numbers = number_days(dated, frame)
        numbered = sorted(
            ((article, numbers[article.address]) for article in self._articles), key=itemgetter(1)
        )
        index = make_index(starmap(self._read, numbered), self._write_part)
        cards = {key_of(number): self._card(article, number) for article, number in numbered}
        return frame, index, make_parts(cards, CARDS, self._write_part)

    def _updated(self, last: IndexRecord) -> tuple[Frame, Index, list[Part]]:
        old, changed = self._compared(last)
        new = {article.address: self._read(article, number) for article, number in changed}
        changes = [Change(old.get(address), new.get(address)) for address in old | new]
        # Another article may get the number of one that is gone.
        lines = {key_of(document.number): "" for document in old.values()}
        lines |= {key_of(number): self._card(article, number) for article, number in changed}
        edits = {key: always(line) for key, line in lines.items()}
        written: dict[str, str] = {}
        read, write = self._earlier_part, written.__setitem__
        index = update_index(Index(last.words, last.counts), changes, read, write)
        cards = update_parts(last.cards, edits, CARDS, read, write)
        kept = [file_of(part.name) for part in (*index.parts, *cards) if part.name not in written]
        if not self._outputs.keep_all_of(kept):
            raise LostPartError
        for name, text in written.items():
            self._write_part(name, text)
        return last.frame, index, cards

    def _compared(self, last: IndexRecord) -> Comparison:
        known, frame, documents = dict(last.articles), last.frame, self._memory.documents
        articles = {article.address: article for article in self._articles}
        other = {
            address: article
            for address, article in articles.items()
            if address not in known or known[address].digest != digest_of(article)
        }
        stale = sorted((known.keys() & other.keys()) | (known.keys() - articles.keys()))
        old, touched, gone = {}, set(), Counter(known[address].day for address in stale)
        for address in stale:
            old[address] = self._document(address, known.pop(address))
            touched.add(frame.day_of(old[address].number))
            del documents[address]
        dated = {address: when(article) for address, article in other.items()}
        days = Counter(day for day, _ in dated.values())
        stay = (each.day for each in known.values())
        if days != gone and frame_of(days + Counter(stay)) != frame:
            raise LostPartError
        moving = touched | days.keys()
        same = {address: each for address, each in known.items() if each.day in moving}
        dated |= {address: (each.day, each.minute) for address, each in same.items()}
        numbers = number_days(((*date, address) for address, date in dated.items()), frame)
        moved = [address for address, each in same.items() if numbers[address] != each.number]
        old |= {address: self._document(address, same[address]) for address in moved}
        self._indexed = known
        return old, [(articles[address], numbers[address]) for address in [*other, *moved]]

    def _document(self, address: str, indexed: Indexed) -> Document:
        document = self._memory.documents.get(address)
        if document is None or document.number != indexed.number:
            raise LostPartError
        return document

    def _read(self, article: Searched, number: int) -> Document:
        """What the index is to hold of the article, remembered for the next build."""
        whole = self._contents.with_text(article)
        document = read_document(whole, number, self._abbreviations)
        self._indexed[article.address] = Indexed(number, digest_of(article), *when(article))
        self._memory.documents[article.address] = document
        return document

    def _card(self, article: Searched, number: int) -> str:
        lead = article.summary
        if len(lead) > LEAD_LENGTH:
            lead = lead[:LEAD_LENGTH].rpartition(" ")[0] + "…"
        if isinstance(article, Page):
            place = self._of_pages
            return as_json([key_of(number), article.address, article.title, lead, place, None, ""])
        card = article.card
        picture = card.picture and thumbnail(card.picture, self._root)
        place = card.category or card.section
        state = self._states[card.state] if card.state else ""
        shown = [key_of(number), card.address, card.title, lead, place, picture, state]
        return as_json([*shown, card.answer] if card.answer else shown)

    def _write_start(self, frame: Frame, index: Index, cards: Sequence[Part]) -> str:
        common = index.common()
        self._write_part(name_of(common), common)
        start = {
            "start": frame.first_day,
            "slots": frame.slots,
            "end": int(cards[-1].last) + 1 if cards else 0,
            "most": max(index.counts.values(), default=1),
            "common": name_of(common),
            "words": write_directories(index.parts, self._write_part),
            "cards": write_directories(cards, self._write_part),
        }
        text = as_json(start) + "\n"
        self._write_part(name_of(text), text)
        return name_of(text)

    def _write_part(self, name: str, text: str) -> None:
        self._outputs.write(file_of(name), text)

    def _earlier_part(self, name: str) -> str:
        text = self._outputs.earlier(file_of(name))
        if text is None or name_of(text) != name:
            raise LostPartError
        return text


def when(article: Searched) -> tuple[int, int]:
    """Day since 1970 or UNDATED, minute of the day, -1 where the article gives none."""
    if isinstance(article, Page):
        return UNDATED, -1
    head = article.head
    minute = head.date.hour * 60 + head.date.minute if head.has_time else -1
    return head.date.toordinal() - UNIX_EPOCH, minute


def key_of(number: int) -> str:
    return f"{number:09}"


def file_of(name: str) -> str:
    return f"{ADDRESS}{name}.txt"


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest_of(article: Searched) -> bytes:
    """Of all that is said of an article, where a build has it."""
    digest: bytes = getattr(article, "digest", b"")
    state = "" if isinstance(article, Page) else article.card.state
    return digest + state.encode() if state else digest


def facets_of(article: Article) -> list[str]:
    facets = [article.section]
    head = article.head
    if head.category:
        facets.append(f"{article.section}/{slugify(head.category)}")
    if head.kind != "tin":
        # No section's address begins with this sign.
        facets += [f"={facet}" for facet in (head.kind, answer_of(head)) if facet]
    return facets


def read_document(article: Searched, number: int, abbreviations: Mapping[str, str]) -> Document:
    """With the other form of each abbreviation beside the one that is said."""
    levels = [
        [*texts, *other_forms("\n".join(texts), abbreviations)] for texts in levels_of(article)
    ]
    facets = () if isinstance(article, Page) else tuple(facets_of(article))
    return Document(number, levels, facets)


def levels_of(article: Searched) -> tuple[list[str], list[str], list[str]]:
    if isinstance(article, Page):
        return [article.title], [article.summary], blocks(article.content)
    head = article.head
    told = [part.text for part in (head.question, head.claim) if part]
    lead = [article.summary, *told, *head.tags, *head.authors]
    titles = list(dict.fromkeys((article.card.title, article.title)))
    return titles, lead, blocks(article.content)


def blocks(html: str) -> list[str]:
    """The texts of paragraphs, items and cells: no pair of syllables reaches over their ends."""
    return [
        unescape(ANY_TAG.sub("", block)) for block in BLOCK_TAG.split(html) if not block.isspace()
    ]


def thumbnail(picture: CardPicture, root: str) -> tuple[str, int, int]:
    """(address, width, height) of a small file in a format that every browser here shows."""
    usable = [shown for shown in picture.card if shown.format != "avif"]
    sharp = [shown for shown in usable if shown.width >= THUMBNAIL_WIDTH]
    shown = min(sharp, key=lambda shown: shown.width) if sharp else usable[-1]
    return address_of(shown, root), shown.width, shown.height
