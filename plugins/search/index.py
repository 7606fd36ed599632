"""What is where: every syllable and every pair of neighbours, with the articles that hold them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, pairwise

from plugins.search.folding import SYLLABLE, fold_syllable, spell
from plugins.search.shards import Shard, between, cut, encode, name_of

# Characters of a shard: 20 to 24 kB when the server compresses it.
WORDS_LIMIT = 44_000
LEVELS = 3
SYLLABLE_BITS, NUMBER_BITS = 20, 22
ROW_BITS = NUMBER_BITS + 2
NUMBER_MASK, SYLLABLE_MASK = (1 << NUMBER_BITS) - 1, (1 << SYLLABLE_BITS) - 1
COMMON = 4_000
FACET = "#"


@dataclass(frozen=True)
class Document:
    """number: later articles have higher ones; levels: texts of title, lead and body.

    facets: what the reader can filter by, each a key of the index.
    """

    number: int
    levels: Sequence[Sequence[str]]
    facets: tuple[str, ...] = ()


@dataclass
class Vocabulary:
    """Syllables as they are written, numbered as they come; 0 is the one before a text's first."""

    numbers: dict[str, int] = field(default_factory=lambda: {"": 0})
    folded: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])
    initials: list[str] = field(default_factory=lambda: [""])

    def read(self, text: str) -> list[int]:
        numbers = self.numbers
        found = []
        for spelt in SYLLABLE.findall(spell(text)):
            number = numbers.get(spelt)
            if number is None:
                number = numbers[spelt] = len(self.folded)
                self.folded.append(fold_syllable(spelt))
                initial = self.folded[-1][0][:1]
                self.initials.append("0" if initial < "a" else min(initial, "{"))
            found.append(number)
        return found


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


@dataclass(frozen=True)
class Index:
    """words: shards of lines `key⇥variant|variant`; a variant is `signs:title,lead,body`.

    common: the commonest syllables, each with the power of two of how many articles hold it.
    """

    words: list[Shard]
    common: str


def make_index(documents: Iterable[Document]) -> Index:
    """documents: by number. The same documents give the same bytes, whatever was built before."""
    vocabulary, rows, facets, numbers = _gather(documents)
    words: list[Shard] = []
    counts: dict[str, int] = {}
    before = ""
    for initial in sorted([*rows, FACET]):
        if initial == FACET:
            entries = [(key, f"{key}\t:{encode(facets[key])}\n") for key in sorted(facets)]
        else:
            entries = _lines(rows.pop(initial), vocabulary, numbers, counts)
        for run in cut(entries, WORDS_LIMIT):
            text = "\n" + "".join(line for _, line in run)
            words.append(Shard(between(before, run[0][0]), name_of(text), text))
            before = run[-1][0]
    return Index(words, _common(counts))


def _common(counts: dict[str, int]) -> str:
    least = sorted(counts.values(), reverse=True)[COMMON] + 1 if len(counts) > COMMON else 1
    kept = sorted(syllable for syllable, count in counts.items() if count >= least)
    return "".join(f"{syllable} {counts[syllable].bit_length()}\n" for syllable in kept)


def _gather(
    documents: Iterable[Document],
) -> tuple[Vocabulary, dict[str, array[int]], dict[str, list[int]], list[int]]:
    """Rows (pair, level, position of its document), apart by how their keys begin."""
    vocabulary = Vocabulary()
    rows: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    facets: defaultdict[str, list[int]] = defaultdict(list)
    numbers: list[int] = []
    for position, document in enumerate(documents):
        numbers.append(document.number)
        for facet in document.facets:
            facets[FACET + facet].append(document.number)
        seen: set[int] = set()
        for level, texts in enumerate(document.levels):
            low = level << NUMBER_BITS | position
            found: set[int] = set()
            for text in texts:
                read = vocabulary.read(text)
                found.update(read)
                found.update(first << SYLLABLE_BITS | second for first, second in pairwise(read))
            initials = vocabulary.initials
            for pair in found - seen:
                first = pair >> SYLLABLE_BITS
                initial = initials[first] if first else " " + initials[pair]
                rows[initial].append(pair << ROW_BITS | low)
            seen |= found
    return vocabulary, rows, facets, numbers


def _lines(
    rows: array[int], vocabulary: Vocabulary, numbers: list[int], counts: dict[str, int]
) -> list[tuple[str, str]]:
    """(key, line) of every folded pair, by key; how often single ones occur goes to `counts`."""
    variants: defaultdict[str, list[str]] = defaultdict(list)
    folded = vocabulary.folded
    for pair, group in groupby(sorted(rows), lambda row: row >> ROW_BITS):
        first, second = folded[pair >> SYLLABLE_BITS], folded[pair & SYLLABLE_MASK]
        levels: list[list[int]] = [[] for _ in range(LEVELS)]
        for row in group:
            levels[row >> NUMBER_BITS & 3].append(numbers[row & NUMBER_MASK])
        signs = f"{first[1]} {second[1]}" if first[0] else second[1]
        key = f"{first[0]} {second[0]}"
        found = ",".join(map(encode, levels)).rstrip(",")
        variants[key].append(f"{signs}:{found}")
        if not first[0]:
            counts[second[0]] = counts.get(second[0], 0) + sum(map(len, levels))
    return [(key, f"{key}\t{'|'.join(sorted(variants[key]))}\n") for key in sorted(variants)]
