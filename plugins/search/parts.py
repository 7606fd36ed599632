"""The files that an index is cut into, each small enough for a phone to fetch one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plugins.search.shards import between, cut, encode, name_of

# Characters of a part: half of them on average, at most 20 kB when the server compresses it.
WORDS_LIMIT = 40_000
COMMON = 4_000
FACET = "#"

Write = Callable[[str, str], None]
Read = Callable[[str], str]


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


class Piece(NamedTuple):
    """A line with its key, or (`part`) a whole part that no edit touched, its text unread."""

    first: str
    text: str
    part: Part | None = None

    @property
    def size(self) -> int:
        return self.part.size if self.part else len(self.text)


def make_parts(pieces: Sequence[Piece], write: Write, read: Read | None = None) -> list[Part]:
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


def group_of(key: str) -> str:
    """Keys are sorted and cut in groups, so that no more than one is in memory: by how they begin.

    A syllable on its own begins with a space.
    """
    begin = 1 if key[0] == " " else 0
    initial = key[begin]
    if initial != FACET:
        initial = "0" if initial < "a" else min(initial, "{")
    return key[:begin] + initial


def facet_lines(facets: dict[str, list[int]]) -> list[tuple[str, str]]:
    return [
        (FACET + facet, f"{FACET}{facet}\t:{encode(facets[facet])}\n") for facet in sorted(facets)
    ]


def join_variants(key: str, variants: Iterable[tuple[str, str]]) -> str:
    written = [f"{signs}:{levels}" for signs, levels in sorted(variants)]
    return f"{key}\t{'|'.join(written)}\n"
