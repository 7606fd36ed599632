"""After an edit, only the parts of the index that it touches are made anew."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from plugins.search.parts import (
    FACET,
    Index,
    Part,
    Piece,
    Read,
    Write,
    facet_lines,
    group_of,
    join_variants,
    make_parts,
)
from plugins.search.shards import decode, encode
from plugins.search.vocabulary import Document, Vocabulary

LEVELS = 3


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
            parts += make_parts([Piece(*line) for line in facet_lines(facets)], write)
        elif group in by_group:
            pieces = list(_edit_group(groups.get(group, []), by_group[group], read))
            parts += make_parts(pieces, write, read)
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
            lines[key] = join_variants(key, written)
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
