"""The files that an index is cut into, each small enough for a phone to fetch one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from plugins.search.shards import between, checksum, cut, encode, name_of

COMMON = 4_000
DIRECTORY = 1_600  # characters: about a hundred names
FACET = "#"
# Characters of a part. Half of it on average, about 2 kB when the server compresses it.
LIMIT = 8_000

Write = Callable[[str, str], None]
Read = Callable[[str], str]
# Makes a line of what it was; "" stands for none.
Edit = Callable[[str], str]


class Part(NamedTuple):
    """A file of the index: its first and last key, its characters, its name without the ending.

    Lines of words are `key⇥variant|variant`; a variant is `signs:title,lead,body`.
    """

    first: str
    last: str
    size: int
    name: str

    @property
    def group(self) -> str:
        """The group whose file lists this part."""
        return group_of(self.first)


@dataclass(frozen=True)
class Index:
    """parts: by key; counts: how many articles hold a syllable without marks."""

    parts: list[Part]
    counts: dict[str, int]

    def common(self) -> str:
        """The commonest syllables, each with the power of two of how many articles hold it."""
        counts = self.counts
        least = sorted(counts.values(), reverse=True)[COMMON] + 1 if len(counts) > COMMON else 1
        kept = sorted(syllable for syllable, count in counts.items() if count >= least)
        return "".join(f"{syllable} {counts[syllable].bit_length()}\n" for syllable in kept)


def places(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """(first, name) of each part: every key of a part is at or above its first, below the
    next one's."""
    befores = ["", *(part.last for part in parts)]
    return [
        (between(before, part.first), part.name)
        for before, part in zip(befores, parts, strict=False)
    ]


def write_directories(parts: Sequence[Part], write: Write) -> list[tuple[str, str]]:
    """(first, name) of lists of `parts`, so that a reader fetches few names, however many there
    are. Cut as parts are: an edit changes the list that it touches."""
    listed = places(parts)
    lines = [f"{first} {name}" for first, name in listed]
    firsts = [first for first, _ in listed]
    directories = []
    for start, end in cut(firsts, [len(line) + 1 for line in lines], DIRECTORY):
        text = "\n".join(lines[start:end])
        write(name_of(text), text)
        directories.append((firsts[start], name_of(text)))
    return directories


def make_parts(lines: Mapping[str, str], limit: int, write: Write) -> list[Part]:
    """lines: by key, sorted."""
    keys, texts = list(lines), list(lines.values())
    sizes = [len(line) + 1 for line in texts]
    return [_make_part(texts[start:end], write) for start, end in cut(keys, sizes, limit)]


def _make_part(lines: Sequence[str], write: Write) -> Part:
    text = "\n".join(["", *lines, ""])
    name = name_of(text)
    write(name, text)
    return Part(_key(lines[0]), _key(lines[-1]), _size(lines), name)


def _key(line: str) -> str:
    return line[: line.index("\t")]


def _size(lines: Sequence[str]) -> int:
    return sum(map(len, lines)) + len(lines)


def _lines(text: str) -> list[str]:
    return text[1:-1].split("\n")


class Piece(NamedTuple):
    """A line, or lines that were one part and need not be cut; of `part` nothing is another."""

    first: str
    size: int
    lines: list[str]
    part: Part | None = None


def update_parts(
    parts: Sequence[Part], edits: Mapping[str, Edit], limit: int, read: Read, write: Write
) -> list[Part]:
    """The same as make_parts of all lines as they are after `edits` (by key)."""
    if not edits:
        return list(parts)
    opened, loose = _edited(parts, edits, limit, read)
    if not loose and all(_size(lines) >= parts[at].size for at, lines in opened.items()):
        # Whatever was too long for one part still is, so that the cuts are where they were.
        updated = list(parts)
        for at, lines in opened.items():
            updated[at] = _make_part(lines, write)
        return updated
    pieces = _pieces(parts, opened, loose, read)
    updated = []
    for start, end in cut(
        [piece.first for piece in pieces], [piece.size for piece in pieces], limit
    ):
        run = pieces[start:end]
        if len(run) == 1 and run[0].part:
            updated.append(run[0].part)
            continue
        lines = [
            line
            for piece in run
            for line in (_lines(read(piece.part.name)) if piece.part else piece.lines)
        ]
        updated.append(_make_part(lines, write))
    return updated


def _edited(
    parts: Sequence[Part], edits: Mapping[str, Edit], limit: int, read: Read
) -> tuple[dict[int, list[str]], set[int]]:
    """Lines of the parts that edits touch, by place; places of those to be cut line by line."""
    firsts = [part.first for part in parts]
    touched: defaultdict[int, list[str]] = defaultdict(list)
    for key in edits:
        touched[max(0, bisect_right(firsts, key) - 1)].append(key)
    opened = {at: _lines(read(parts[at].name)) if parts else [] for at in touched}
    loose = set()
    for at, keys in touched.items():
        lines = opened[at]
        added = [key for key in keys if _edit(lines, key, edits[key])]
        is_first_there = bool(lines) and _key(lines[0]) in firsts[at : at + 1]
        borders = max(map(checksum, firsts[at : at + 2]), default=0)
        if (
            not is_first_there
            or _size(lines) > limit
            or any(checksum(key) <= borders for key in added)
        ):
            loose.add(at)
        if at and not is_first_there:
            # The part before may fall together with this one: where that is to be cut then
            # depends on the lines inside it.
            loose.add(at - 1)
    return opened, loose


def _pieces(
    parts: Sequence[Part],
    opened: dict[int, list[str]],
    loose: Set[int],
    read: Read,
) -> list[Piece]:
    pieces: list[Piece] = []
    for at in range(max(len(parts), 1)):
        if at in loose and at not in opened:
            opened[at] = _lines(read(parts[at].name))
        lines = opened.get(at, [])
        if at in loose:
            pieces += [Piece(_key(line), _size([line]), [line]) for line in lines]
        elif at in opened:
            pieces.append(Piece(parts[at].first, _size(lines), lines))
        elif parts:
            pieces.append(Piece(parts[at].first, parts[at].size, [], parts[at]))
    return pieces


def _edit(lines: list[str], key: str, edit: Edit) -> bool:
    """Whether there was no such line before."""
    beginning = f"{key}\t"
    at = bisect_left(lines, beginning)
    end = at + (at < len(lines) and lines[at].startswith(beginning))
    line = edit(lines[at] if end > at else "")
    lines[at:end] = [line] if line else []
    return end == at


def group_of(key: str) -> str:
    """Keys are sorted and cut in groups, so that no more than one is in memory: by how they begin.

    A syllable on its own begins with a space.
    """
    begin = 1 if key[0] == " " else 0
    initial = key[begin]
    if initial != FACET:
        initial = "0" if initial < "a" else min(initial, "{")
    return key[:begin] + initial


def facet_line(facet: str, numbers: Iterable[int]) -> str:
    """The line of a section or kind."""
    return word_line(FACET + facet, [f":{encode(numbers)}"])


def word_line(key: str, variants: Iterable[str]) -> str:
    """The line of a word: how it is spelt, and in which articles."""
    return f"{key}\t{'|'.join(sorted(variants))}"
