"""What is where: every syllable and every pair of neighbours, with the articles that hold them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby

from plugins.search.parts import (
    FACET,
    Index,
    Part,
    Piece,
    Write,
    facet_lines,
    group_of,
    join_variants,
    make_parts,
)
from plugins.search.shards import encode
from plugins.search.vocabulary import SYLLABLE_BITS, Document, Vocabulary

# A row of the index in one number: pair, level, position of its document.
NUMBER_BITS = 22
ROW_BITS = NUMBER_BITS + 2
NUMBER_MASK = (1 << NUMBER_BITS) - 1


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
        parts += make_parts([Piece(*line) for line in lines], write)
    return Index(parts, counts)


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
    return [(key, join_variants(key, variants[key])) for key in sorted(variants)]
