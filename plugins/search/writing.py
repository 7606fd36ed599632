"""Writes the index of the articles that a build shows: whole, or only the parts that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from operator import itemgetter
from typing import TypeAlias

from pelican.contents import Page

from plugins.search.articles import (
    Saying,
    Searched,
    article_text,
    as_json,
    facets_of,
    levels_of,
    name_of_article,
    with_other_forms,
)
from plugins.search.editing import Change, update_index
from plugins.search.index import make_index
from plugins.search.memory import Indexed, IndexRecord, Memory
from plugins.search.numbering import UNDATED, UNIX_EPOCH, Frame, frame_of, number_days
from plugins.search.parts import Index, Write, write_directories
from plugins.search.shards import name_of
from plugins.search.vocabulary import Document
from plugins.shared.outputs import Outputs
from plugins.shared.portal import Contents

# What was in the index and is there no more, by address; articles that are not, with their numbers.
Comparison: TypeAlias = tuple[dict[str, Document], list[tuple[Searched, int]]]


class LostPartError(Exception):
    """The last build's index is not there to start from: a whole one is to be made."""


class IndexWriter:
    """articles: in any order, pages too; states: what to say of a draft, by Card.state; root: the
    site's path, without a slash at its end; contents: has the articles' texts; memory: of the last
    build; of_pages: what is said in place of the category of a page; abbreviations: by short form;
    folder: of the search page.
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
        folder: str = "tim-kiem/",
    ) -> None:
        self._folder = folder
        self._articles, self._abbreviations = articles, abbreviations or {}
        self._saying = Saying(states, root, of_pages)
        self._outputs, self._contents, self._memory = outputs, contents, memory
        self._indexed: dict[str, Indexed] = {}

    def write(self) -> str:
        """The name of the part to begin with."""
        last = {**self._memory.index}.get("")  # all: then a process has it at hand
        try:
            if last is None:
                raise LostPartError
            frame, index = self._updated(last)
        except LostPartError:
            frame, index = self._whole()
        self._memory.index[""] = IndexRecord(frame, index.counts, index.parts, self._indexed)
        return self._write_start(frame, index)

    def years(self) -> list[int]:
        """Of all articles, the last one first; asked after `write`."""
        days = {each.day for each in self._indexed.values()}
        years = {date.fromordinal(day + UNIX_EPOCH).year for day in days - {UNDATED}}
        return sorted(years, reverse=True)

    def _whole(self) -> tuple[Frame, Index]:
        self._indexed = {}
        self._memory.documents.clear()
        dated = [(*when(article), article.address) for article in self._articles]
        frame = frame_of(Counter(day for day, *_ in dated))
        numbers = number_days(dated, frame)
        numbered = sorted(
            ((article, numbers[article.address]) for article in self._articles), key=itemgetter(1)
        )
        write = self._write_part
        read = (self._read(article, number, write) for article, number in numbered)
        return frame, make_index(read, write)

    def _updated(self, last: IndexRecord) -> tuple[Frame, Index]:
        old, changed = self._compared(last)
        written: dict[str, str] = {}
        write = written.__setitem__
        new = {article.address: self._read(article, number, write) for article, number in changed}
        changes = [Change(old.get(address), new.get(address)) for address in old | new]
        index = update_index(Index(last.words, last.counts), changes, self._earlier_part, write)
        names = {part.name for part in index.parts}
        names |= {name_of_article(each.number) for each in self._indexed.values()}
        if not self._outputs.keep_all_of([self._file_of(name) for name in names - written.keys()]):
            raise LostPartError
        for name, text in written.items():
            self._write_part(name, text)
        return last.frame, index

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

    def _read(self, article: Searched, number: int, write: Write) -> Document:
        """What the index is to hold of the article, remembered for the next build."""
        whole = self._contents.with_text(article)
        levels = levels_of(whole)
        write(name_of_article(number), article_text(whole, levels, number, self._saying))
        said = with_other_forms(levels, self._abbreviations)
        document = Document(number, said, tuple(facets_of(article)))
        self._indexed[article.address] = Indexed(number, digest_of(article), *when(article))
        self._memory.documents[article.address] = document
        return document

    def _write_start(self, frame: Frame, index: Index) -> str:
        common = index.common()
        self._write_part(name_of(common), common)
        start = {
            "start": frame.first_day,
            "slots": frame.slots,
            "end": 1 + max((each.number for each in self._indexed.values()), default=-1),
            "most": max(index.counts.values(), default=1),
            "common": name_of(common),
            "words": write_directories(index.parts, self._write_part),
        }
        text = as_json(start) + "\n"
        self._write_part(name_of(text), text)
        return name_of(text)

    def _write_part(self, name: str, text: str) -> None:
        self._outputs.write(self._file_of(name), text)

    def _file_of(self, name: str) -> str:
        return f"{self._folder}{name}.txt"

    def _earlier_part(self, name: str) -> str:
        text = self._outputs.earlier(self._file_of(name))
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


def digest_of(article: Searched) -> bytes:
    """Of all that is said of an article, where a build has it."""
    digest: bytes = getattr(article, "digest", b"")
    state = "" if isinstance(article, Page) else article.card.state
    return digest + state.encode() if state else digest
