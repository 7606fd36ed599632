"""Writes the index of the articles that a build shows: whole, or only the parts that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from operator import itemgetter
from typing import Generic, TypeAlias, TypeVar

from plugins.search.editing import Change, update_index
from plugins.search.index import make_index
from plugins.search.memory import Indexed, IndexRecord, Memory
from plugins.search.numbering import UNDATED, UNIX_EPOCH, Frame, frame_of, number_days
from plugins.search.parts import Index, Write, write_directories
from plugins.search.shards import name_of
from plugins.search.texts import Source, article_text, as_json, name_of_article
from plugins.search.vocabulary import Document
from plugins.shared.outputs import Outputs

T = TypeVar("T")
# What was in the index and is there no more, by address; articles that are not, with their numbers.
Comparison: TypeAlias = tuple[dict[str, Document], list[tuple[T, int]]]


class LostPartError(Exception):
    """The last build's index is not there to start from: a whole one is to be made."""


class IndexWriter(Generic[T]):
    """articles: in any order, pages too; source: tells of them; memory: of the last build; folder:
    of the search page."""

    def __init__(
        self,
        articles: Collection[T],
        source: Source[T],
        outputs: Outputs,
        memory: Memory,
        folder: str = "tim-kiem/",
    ) -> None:
        self._articles, self._source = articles, source
        self._outputs, self._memory, self._folder = outputs, memory, folder
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
        source = self._source
        dated = [(*source.when(each), source.address(each)) for each in self._articles]
        frame = frame_of(Counter(day for day, *_ in dated))
        numbers = number_days(dated, frame)
        numbered = sorted(
            ((each, numbers[source.address(each)]) for each in self._articles), key=itemgetter(1)
        )
        write = self._write_part
        read = (self._read(article, number, write) for article, number in numbered)
        return frame, make_index(read, write)

    def _updated(self, last: IndexRecord) -> tuple[Frame, Index]:
        old, changed = self._compared(last)
        written: dict[str, str] = {}
        write = written.__setitem__
        address = self._source.address
        new = {address(each): self._read(each, number, write) for each, number in changed}
        changes = [Change(old.get(each), new.get(each)) for each in old | new]
        index = update_index(Index(last.words, last.counts), changes, self._earlier_part, write)
        names = {part.name for part in index.parts}
        names |= {name_of_article(each.number) for each in self._indexed.values()}
        if not self._outputs.keep_all_of([self._file_of(name) for name in names - written.keys()]):
            raise LostPartError
        for name, text in written.items():
            self._write_part(name, text)
        return last.frame, index

    def _compared(self, last: IndexRecord) -> Comparison[T]:
        known, frame, documents = dict(last.articles), last.frame, self._memory.documents
        source = self._source
        articles = {source.address(article): article for article in self._articles}
        other = {
            address: article
            for address, article in articles.items()
            if address not in known or known[address].digest != source.digest(article)
        }
        stale = sorted((known.keys() & other.keys()) | (known.keys() - articles.keys()))
        old, touched, gone = {}, set(), Counter(known[address].day for address in stale)
        for address in stale:
            old[address] = self._document(address, known.pop(address))
            touched.add(frame.day_of(old[address].number))
            del documents[address]
        dated = {address: source.when(article) for address, article in other.items()}
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

    def _read(self, article: T, number: int, write: Write) -> Document:
        """What the index is to hold of the article, remembered for the next build."""
        source = self._source
        texts, address = source.texts(article), source.address(article)
        write(name_of_article(number), article_text(texts, number))
        said = [[*level, *more] for level, more in zip(texts.levels, texts.others, strict=True)]
        document = Document(number, said, tuple(source.facets(article)))
        self._indexed[address] = Indexed(number, source.digest(article), *source.when(article))
        self._memory.documents[address] = document
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
