"""What is where: every syllable and every pair of neighbours, with the articles that hold them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from plugins.search.folding import SYLLABLE, syllables
from plugins.search.shards import between, cut, decode, encode, name_of

# Characters of a part: half of them on average, at most 24 kB when the server compresses it.
WORDS_LIMIT = 48_000
LEVELS = 3
SYLLABLE_BITS, NUMBER_BITS = 20, 22
ROW_BITS = NUMBER_BITS + 2
NUMBER_MASK, SYLLABLE_MASK = (1 << NUMBER_BITS) - 1, (1 << SYLLABLE_BITS) - 1
COMMON = 4_000
FACET = "#"

Write = Callable[[str, str], None]
Read = Callable[[str], str]


@dataclass(frozen=True)
class Document:
    """number: later articles have higher ones; levels: texts of title, lead and body.

    facets: what the reader can filter by, each a key of the index.
    """

    number: int
    levels: Sequence[Sequence[str]]
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A file of the index: its first and last key, its characters, its name without the ending.

    Its text is a line end and lines `key⇥variant|variant`; a variant is `signs:title,lead,body`.
    """

    first: str
    last: str
    size: int
    name: str

    @property
    def group(self) -> str:
        return group_of(self.first)


@dataclass(frozen=True)
class Index:
    """parts: by key; counts: how many articles hold a syllable without marks."""

    parts: list[Part]
    counts: dict[str, int]

    def places(self) -> list[tuple[str, str]]:
        """(first, name) of each part: every key of a part is at or above its first, below the
        next one's."""
        befores = ["", *(part.last for part in self.parts)]
        return [
            (between(before, part.first), part.name)
            for before, part in zip(befores, self.parts, strict=False)
        ]

    def common(self) -> str:
        """The commonest syllables, each with the power of two of how many articles hold it."""
        counts = self.counts
        least = sorted(counts.values(), reverse=True)[COMMON] + 1 if len(counts) > COMMON else 1
        kept = sorted(syllable for syllable, count in counts.items() if count >= least)
        return "".join(f"{syllable} {counts[syllable].bit_length()}\n" for syllable in kept)


@dataclass
class Vocabulary:
    """Syllables without marks, with their signs, numbered as they come.

    0 is the one before a text's first.
    """

    folded: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _words: dict[str, list[int]] = field(default_factory=dict)

    def read(self, text: str) -> list[int]:
        words, found = self._words, []
        for word in SYLLABLE.findall(text):
            numbers = words.get(word)
            if numbers is None:
                numbers = words[word] = [self._number(syllable) for syllable in syllables(word)]
            found += numbers
        return found

    def _number(self, syllable: tuple[str, str]) -> int:
        number = self._numbers.setdefault(syllable, len(self.folded))
        if number == len(self.folded):
            self.folded.append(syllable)
        return number

    def levels(self, document: Document) -> Iterator[tuple[int, set[int]]]:
        """(level, pairs): each pair of neighbours, and each syllable as a pair with 0, once, at
        the highest level that holds it."""
        seen: set[int] = set()
        for level, texts in enumerate(document.levels):
            found: set[int] = set()
            for text in texts:
                read = self.read(text)
                found.update(read)
                found.update([first << SYLLABLE_BITS | second for first, second in pairwise(read)])
            yield level, found - seen
            seen |= found

    def begin(self, pair: int) -> str:
        """What the keys of all pairs with this first syllable begin with, whatever its signs."""
        first, second = self.folded[pair >> SYLLABLE_BITS], self.folded[pair & SYLLABLE_MASK]
        return first[0] or f" {second[0]}"

    def key(self, pair: int) -> tuple[str, str]:
        """(key in the index, signs) of a pair."""
        first, second = self.folded[pair >> SYLLABLE_BITS], self.folded[pair & SYLLABLE_MASK]
        signs = f"{first[1]} {second[1]}" if first[0] else second[1]
        return f"{first[0]} {second[0]}", signs


def group_of(key: str) -> str:
    """Keys are sorted and cut in groups, so that no more than one is in memory: by how they begin.

    A syllable on its own begins with a space.
    """
    begin = 1 if key[0] == " " else 0
    initial = key[begin]
    if initial != FACET:
        initial = "0" if initial < "a" else min(initial, "{")
    return key[:begin] + initial


def number_days(dated: Iterable[tuple[int, int, str]]) -> tuple[int, dict[str, int]]:
    """(slots a day, number by address) of (day, minute or -1, address).

    An article's number follows from its own date and address unless two want one slot: adding or
    removing an article leaves the others theirs. Without a time its address chooses the slot.
    """
    days: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for day, minute, address in dated:
        days[day].append((minute, address))
    fullest = max(map(len, days.values()), default=0)
    slots = max(32, 1 << (2 * fullest - 1).bit_length())
    numbers = {}
    for day, listed in days.items():
        taken: set[int] = set()
        for minute, address in sorted(listed):
            slot = minute * slots // 1440
            if minute < 0:
                slot = int.from_bytes(sha256(address.encode()).digest()[:4]) % slots
            while slot in taken:
                slot = (slot + 1) % slots
            taken.add(slot)
            numbers[address] = day * slots + slot
    return slots, numbers


# --- The whole index ---


def make_index(documents: Iterable[Document], write: Write) -> Index:
    """documents: by number. `write` gets the name and text of every part, a group at a time."""
    vocabulary, rows, facets, numbers = _gather(documents)
    parts: list[Part] = []
    counts: dict[str, int] = {}
    for group, begins in groupby(sorted([*rows, FACET]), group_of):
        if group == FACET:
            lines = facet_lines(facets)
        else:
            lines = [
                line
                for begin in begins
                for line in _lines(rows.pop(begin), vocabulary, numbers, counts)
            ]
        parts += _make_parts([Piece(*line) for line in lines], write)
    return Index(parts, counts)


def facet_lines(facets: dict[str, list[int]]) -> list[tuple[str, str]]:
    return [
        (FACET + facet, f"{FACET}{facet}\t:{encode(facets[facet])}\n") for facet in sorted(facets)
    ]


def _gather(
    documents: Iterable[Document],
) -> tuple[Vocabulary, dict[str, array[int]], dict[str, list[int]], list[int]]:
    """Rows (pair, level, position of its document), apart by how their keys begin."""
    vocabulary = Vocabulary()
    rows: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    facets: defaultdict[str, list[int]] = defaultdict(list)
    numbers: list[int] = []
    # Keys begin with their first syllable; here -n stands for the syllable n on its own.
    appends: dict[int, Callable[[int], None]] = {}
    for position, document in enumerate(documents):
        numbers.append(document.number)
        for facet in document.facets:
            facets[facet].append(document.number)
        for level, pairs in vocabulary.levels(document):
            low = level << NUMBER_BITS | position
            for pair in pairs:
                begin = pair >> SYLLABLE_BITS or -pair
                append = appends.get(begin)
                if append is None:
                    append = appends[begin] = rows[vocabulary.begin(pair)].append
                append(pair << ROW_BITS | low)
    return vocabulary, rows, facets, numbers


def _lines(
    rows: array[int], vocabulary: Vocabulary, numbers: list[int], counts: dict[str, int]
) -> list[tuple[str, str]]:
    """(key, line) of every folded pair, by key; how often single ones occur goes to `counts`."""
    variants: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    ordered = sorted(rows)
    digits: dict[int, str] = {}
    start, end = 0, len(ordered)
    while start < end:
        pair = ordered[start] >> ROW_BITS
        limit = (pair + 1) << ROW_BITS
        # Most pairs stand in one article only.
        alone = start + 1 == end or ordered[start + 1] >= limit
        stop = start + 1 if alone else bisect_left(ordered, limit, start)
        levels = ["", "", ""]
        lasts = [0, 0, 0]
        for row in ordered[start:stop]:
            level, number = row >> NUMBER_BITS & 3, numbers[row & NUMBER_MASK]
            gap = number - lasts[level]
            lasts[level] = number
            text = digits.get(gap)
            if text is None:
                text = digits[gap] = encode([gap])
            levels[level] += text
        key, signs = vocabulary.key(pair)
        variants[key].append((signs, ",".join(levels).rstrip(",")))
        if key[0] == " ":
            counts[key[1:]] = counts.get(key[1:], 0) + stop - start
        start = stop
    return [(key, _join(key, variants[key])) for key in sorted(variants)]


def _join(key: str, variants: Iterable[tuple[str, str]]) -> str:
    written = [f"{signs}:{levels}" for signs, levels in sorted(variants)]
    return f"{key}\t{'|'.join(written)}\n"


# --- Parts ---


class Piece(NamedTuple):
    """A line with its key, or (`part`) a whole part that no edit touched, its text unread."""

    first: str
    text: str
    part: Part | None = None

    @property
    def size(self) -> int:
        return self.part.size if self.part else len(self.text)


def _make_parts(pieces: Sequence[Piece], write: Write, read: Read | None = None) -> list[Part]:
    """The parts of one group; untouched ones stay unless they fall together with others."""
    parts = []
    for start, end in cut([(piece.first, piece.size) for piece in pieces], WORDS_LIMIT):
        run = pieces[start:end]
        if len(run) == 1 and run[0].part:
            parts.append(run[0].part)
            continue
        texts = [read(piece.part.name)[1:] if piece.part and read else piece.text for piece in run]
        text = "\n" + "".join(texts)
        name = name_of(text)
        write(name, text)
        last = run[-1].part.last if run[-1].part else run[-1].first
        parts.append(Part(run[0].first, last, len(text) - 1, name))
    return parts


# --- After an edit ---


@dataclass(frozen=True)
class Change:
    """One article as it was and as it is; None where it is new or gone."""

    old: Document | None
    new: Document | None


def update_index(
    index: Index, changes: Iterable[Change], facets: dict[str, list[int]], read: Read, write: Write
) -> Index:
    """The same as make_index of all articles as they are now, at the cost of what changed.

    index: of the articles as they were; facets: numbers of all articles by facet, ascending;
    `read` gives the text of a part by its name, `write` gets those that are new.
    """
    edits, counts = _edits(changes), dict(index.counts)
    for key, rows in edits.items():
        if key[0] == " ":
            _count(counts, key[1:], sum(1 if added else -1 for *_, added in rows))
    by_group: defaultdict[str, dict[str, Rows]] = defaultdict(dict)
    for key in sorted(edits):
        by_group[group_of(key)][key] = edits[key]
    groups = {group: list(parts) for group, parts in groupby(index.parts, attrgetter("group"))}
    parts: list[Part] = []
    for group in sorted({*groups, *by_group, FACET}):
        if group == FACET:
            parts += _make_parts([Piece(*line) for line in facet_lines(facets)], write)
        elif group in by_group:
            pieces = list(_edit_group(groups.get(group, []), by_group[group], read))
            parts += _make_parts(pieces, write, read)
        else:
            parts += groups[group]
    return Index(parts, counts)


# (signs, level, number, whether it is added) of one key.
Rows = list[tuple[str, int, int, bool]]


def _edits(changes: Iterable[Change]) -> dict[str, Rows]:
    vocabulary = Vocabulary()
    edits: defaultdict[str, Rows] = defaultdict(list)
    for change in changes:
        old, new = (_numbered(vocabulary, document) for document in (change.old, change.new))
        for rows, added in ((old - new, False), (new - old, True)):
            for pair, level, number in rows:
                key, signs = vocabulary.key(pair)
                edits[key].append((signs, level, number, added))
    return edits


def _numbered(vocabulary: Vocabulary, document: Document | None) -> set[tuple[int, int, int]]:
    if document is None:
        return set()
    return {
        (pair, level, document.number)
        for level, pairs in vocabulary.levels(document)
        for pair in pairs
    }


def _count(counts: dict[str, int], syllable: str, more: int) -> None:
    counts[syllable] = counts.get(syllable, 0) + more
    if not counts[syllable]:
        del counts[syllable]


def _edit_group(parts: Sequence[Part], edits: dict[str, Rows], read: Read) -> Iterator[Piece]:
    """The lines of touched parts, edited, and the untouched ones whole."""
    firsts = [part.first for part in parts]
    touched: defaultdict[int, dict[str, Rows]] = defaultdict(dict)
    for key, rows in edits.items():
        touched[max(0, bisect_right(firsts, key) - 1)][key] = rows
    opened = {at: _edit_lines(_lines_of(parts[at : at + 1], read), touched[at]) for at in touched}
    for at in sorted(touched):
        # A part whose first line is gone may fall together with the one before it: where that is
        # to be cut then depends on the lines inside it.
        if at and at - 1 not in opened and parts[at].first not in opened[at]:
            opened[at - 1] = _lines_of(parts[at - 1 : at], read)
    for at in range(max(len(parts), 1)):
        if at in opened:
            yield from (Piece(key, opened[at][key]) for key in sorted(opened[at]))
        elif parts:
            yield Piece(parts[at].first, "", parts[at])


def _lines_of(parts: Sequence[Part], read: Read) -> dict[str, str]:
    """By key; of one part, or of none where the group is new."""
    lines = (line for part in parts for line in read(part.name)[1:-1].split("\n"))
    return {line.partition("\t")[0]: line + "\n" for line in lines}


def _edit_lines(lines: dict[str, str], edits: dict[str, Rows]) -> dict[str, str]:
    for key, rows in edits.items():
        variants = _variants(lines[key]) if key in lines else {}
        for signs, level, number, added in sorted(rows, key=lambda row: row[3]):
            levels = variants.setdefault(signs, [""] * LEVELS)
            numbers = decode(levels[level])
            if added:
                insort(numbers, number)
            else:
                numbers.remove(number)
            levels[level] = encode(numbers)
        written = [
            (signs, ",".join(levels).rstrip(","))
            for signs, levels in variants.items()
            if any(levels)
        ]
        if written:
            lines[key] = _join(key, written)
        else:
            del lines[key]
    return lines


def _variants(line: str) -> dict[str, list[str]]:
    """Levels by signs, still encoded: an edit touches one of many."""
    variants = {}
    for variant in line.rstrip("\n").partition("\t")[2].split("|"):
        signs, _, levels = variant.partition(":")
        found = levels.split(",")
        variants[signs] = found + [""] * (LEVELS - len(found))
    return variants
