"""After an edit, only the parts of the index that it touches are made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from operator import attrgetter

from plugins.search.parts import (
    FACET,
    LIMIT,
    Edit,
    Index,
    Part,
    Read,
    Write,
    group_of,
    update_parts,
    word_line,
)
from plugins.search.shards import insert, remove
from plugins.search.vocabulary import Document, Vocabulary

LEVELS = 3


@dataclass(frozen=True)
class Change:
    """One article as it was and as it is; None where it is new or gone."""

    old: Document | None
    new: Document | None


# (signs, level, number, whether it is added) of one key.
Rows = list[tuple[str, int, int, bool]]


def update_index(
    index: Index, changes: Iterable[Change], read: Read, write: Write, limit: int = LIMIT
) -> Index:
    """The same as make_index of all articles as they are now, at the cost of what changed.

    index: of the articles as they were; `read` gives the text of a part by its name, `write` gets
    those that are new.
    """
    by_group: defaultdict[str, dict[str, Edit]] = defaultdict(dict)
    counts = dict(index.counts)
    for key, rows in _edits(changes).items():
        by_group[group_of(key)][key] = partial(edit_line, key, rows)
        if key[0] == " ":
            _count(counts, key[1:], sum(1 if added else -1 for *_, added in rows))
    groups = {group: list(parts) for group, parts in groupby(index.parts, attrgetter("group"))}
    parts: list[Part] = []
    for group in sorted({*groups, *by_group}):
        edits = by_group.get(group, {})
        parts += update_parts(groups.get(group, []), edits, limit, read, write)
    return Index(parts, counts)


def _edits(changes: Iterable[Change]) -> dict[str, Rows]:
    vocabulary = Vocabulary()
    edits: defaultdict[str, Rows] = defaultdict(list)
    for change in changes:
        old, new = (_rows(vocabulary, document) for document in (change.old, change.new))
        for rows, added in ((old - new, False), (new - old, True)):
            for first, second, level, number in rows:
                key, signs = vocabulary.key(first, second)
                edits[key].append((signs, level, number, added))
        old_facets, new_facets = map(_facets, (change.old, change.new))
        for facets, added in ((old_facets - new_facets, False), (new_facets - old_facets, True)):
            for facet, number in facets:
                edits[FACET + facet].append(("", 0, number, added))
    return edits


def _rows(vocabulary: Vocabulary, document: Document | None) -> set[tuple[int, int, int, int]]:
    """(syllable or 0, syllable, level, number)."""
    if document is None:
        return set()
    return {
        (first, second, level, document.number)
        for level, syllables, pairs in vocabulary.levels(document)
        for first, second in chain(((0, syllable) for syllable in syllables), pairs)
    }


def _facets(document: Document | None) -> set[tuple[str, int]]:
    return {(facet, document.number) for facet in document.facets} if document else set()


def _count(counts: dict[str, int], syllable: str, more: int) -> None:
    counts[syllable] = counts.get(syllable, 0) + more
    if not counts[syllable]:
        del counts[syllable]


def edit_line(key: str, rows: Rows, line: str) -> str:
    """Levels stay encoded but those that an edit touches, a few of many."""
    variants = dict(variant.split(":") for variant in line.partition("\t")[2].split("|") if variant)
    # Another article may get the number of one that is gone.
    for signs, level, number, added in sorted(rows, key=lambda row: row[3]):
        levels = variants.get(signs, "").split(",")
        levels += [""] * (LEVELS - len(levels))
        levels[level] = (insert if added else remove)(levels[level], number)
        variants[signs] = ",".join(levels).rstrip(",")
    written = [f"{signs}:{levels}" for signs, levels in variants.items() if levels]
    return word_line(key, written) if written else ""
