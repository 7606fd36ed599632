"""What is where: every syllable and every pair of neighbours, with the articles that hold them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import sub

from plugins.search.parts import (
    FACET,
    LIMIT,
    Index,
    Part,
    Write,
    facet_line,
    group_of,
    make_parts,
    word_line,
)
from plugins.search.shards import encode
from plugins.search.vocabulary import Document, Vocabulary

# A row of the index in one number: second syllable of its pair, level, number of its document.
NUMBER_BITS = 30
LIST_BITS = NUMBER_BITS + 2

# First syllable of pairs, and their rows. Rows of a syllable alone (0, itself) lack its own number:
# of ten thousand articles they are 15 MB instead of 30.
Begun = tuple[int, int, "array[int]"]


def make_index(documents: Iterable[Document], write: Write, limit: int = LIMIT) -> Index:
    """documents: by number. `write` gets the name and text of every part, a group at a time."""
    vocabulary, digits = Vocabulary(), Digits()
    begins, facets = _gather(documents, vocabulary)
    parts: list[Part] = []
    counts: dict[str, int] = {}
    for group, members in groupby(sorted([*begins, FACET]), group_of):
        lines: dict[str, str] = {}
        if group == FACET:
            lines = {FACET + facet: facet_line(facet, facets[facet]) for facet in sorted(facets)}
        else:
            for begin in members:
                begun = begins.pop(begin)
                if begin[0] == " ":
                    counts[begin[1:]] = sum(len(rows) for *_, rows in begun)
                _add_lines(lines, begun, vocabulary, digits)
        parts += make_parts(lines, limit, write)
    return Index(parts, counts)


def _gather(
    documents: Iterable[Document], vocabulary: Vocabulary
) -> tuple[dict[str, list[Begun]], dict[str, list[int]]]:
    """Rows, apart by how their keys begin, and numbers by facet."""
    facets: defaultdict[str, list[int]] = defaultdict(list)
    alone: list[array[int]] = []
    paired: list[array[int]] = []
    for document in documents:
        for facet in document.facets:
            facets[facet].append(document.number)
        for level, syllables, pairs in vocabulary.levels(document):
            while len(alone) < len(vocabulary.folded):
                alone.append(array("I"))
                paired.append(array("Q"))
            row = level << NUMBER_BITS | document.number
            for syllable in syllables:
                alone[syllable].append(row)
            for first, second in pairs:
                paired[first].append(second << LIST_BITS | row)
    begins: defaultdict[str, list[Begun]] = defaultdict(list)
    letters = [letters for letters, _ in vocabulary.folded]
    for syllable, rows in enumerate(alone):
        if rows:
            begins[f" {letters[syllable]}"].append((0, syllable, rows))
    for first, rows in enumerate(paired):
        if rows:
            begins[letters[first]].append((first, 0, rows))
    return begins, facets


def _add_lines(
    lines: dict[str, str], begun: Iterable[Begun], vocabulary: Vocabulary, digits: Digits
) -> None:
    """Most pairs stand in one article only, so that what is done for each pair is what costs."""
    variants: defaultdict[str, list[str]] = defaultdict(list)
    for first, itself, rows in begun:
        own = itself << LIST_BITS
        lists: defaultdict[int, list[int]] = defaultdict(list)
        for row in [own + row for row in rows] if own else rows:
            lists[row >> NUMBER_BITS].append(row)
        last = -1
        for each in sorted(lists):
            numbers, zero = lists[each], each << NUMBER_BITS
            if len(numbers) == 1:
                text = digits[numbers[0] - zero]
            else:
                text = "".join(map(digits.__getitem__, map(sub, numbers, [zero, *numbers])))
            second, level = each >> 2, each & 3
            if second != last:
                key, signs = vocabulary.key(first, second)
                written = variants[key]
                written.append(f"{signs}:{',' * level}{text}")
                last = second
            else:
                commas = level - written[-1].count(",")
                written[-1] += "," * commas + text
    for key in sorted(variants):
        lines[key] = word_line(key, variants[key])


class Digits(dict[int, str]):
    """Differences of neighbours in a list as they are written."""

    def __missing__(self, gap: int) -> str:
        text = self[gap] = encode([gap])
        return text
