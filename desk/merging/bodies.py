"""Two bodies in one, paragraph by paragraph: the smallest changes are compared, so that two people
may change neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from desk.merging.parts import Part
from desk.merging.place import Place, agreed, three


class Hunk(NamedTuple):
    """base[start:end] became `new`."""

    start: int
    end: int
    new: tuple[Part, ...]
    is_ours: bool

    @property
    def grows(self) -> bool:
        return len(self.new) > self.end - self.start


def merge_bodies(
    base: Sequence[Part], ours: Sequence[Part], theirs: Sequence[Part]
) -> Iterator[Part | Place]:
    """Of what both made of `base`: paragraphs that are agreed, places to choose at."""
    gaps = [_gaps(base, ours), _gaps(base, theirs)]
    kept = [
        Part(part.text, three(part.gap, *(gap.get(at, part.gap) for gap in gaps)))
        for at, part in enumerate(base)
    ]
    done = 0
    for group in _groups(sorted([*_hunks(base, ours, True), *_hunks(base, theirs, False)])):
        start, end = group[0].start, max(hunk.end for hunk in group)
        yield from kept[done:start]
        sides = [
            _applied(kept[start:end], start, [hunk for hunk in group if hunk.is_ours is is_ours])
            for is_ours in (True, False)
        ]
        yield from _either(kept[start:end], *sides)
        done = end
    yield from kept[done:]


def _either(
    base: Sequence[Part], ours: Sequence[Part], theirs: Sequence[Part]
) -> Iterator[Part | Place]:
    words = [[part.text for part in side] for side in (base, ours, theirs)]
    same = agreed(*words)
    if same is None:
        gap = max(part.gap for part in (*ours, *theirs))
        yield Place(None, _joined(base), _joined(ours), _joined(theirs), gap)
    elif words[1] == words[2]:
        for one, other in zip(ours, theirs, strict=True):
            yield Part(one.text, max(one.gap, other.gap))
    else:
        yield from ours if same == words[1] else theirs


def compare_bodies(ours: Sequence[Part], theirs: Sequence[Part]) -> Iterator[Part | Place]:
    """As `merge_bodies`, of two texts without a common one."""
    for kind, i, j, k, m in _opcodes(ours, theirs):
        if kind == "equal":
            yield from ours[i:j]
        else:
            gap = max(part.gap for part in (*ours[i:j], *theirs[k:m]))
            yield Place(None, "", _joined(ours[i:j]), _joined(theirs[k:m]), gap)


def _hunks(base: Sequence[Part], side: Sequence[Part], is_ours: bool) -> Iterator[Hunk]:
    """Paragraphs that were changed where they stand are hunks of their own."""
    for kind, i, j, k, m in _opcodes(base, side):
        if kind == "replace" and j - i == m - k:
            for at in range(j - i):
                yield Hunk(i + at, i + at + 1, (side[k + at],), is_ours)
        elif kind != "equal":
            yield Hunk(i, j, tuple(side[k:m]), is_ours)


def _groups(hunks: Sequence[Hunk]) -> Iterator[list[Hunk]]:
    """hunks: sorted. Those of one group have a paragraph of the base in common, or both put new
    ones at one spot."""
    group: list[Hunk] = []
    end = -1
    for hunk in hunks:
        touches = hunk.start == end and hunk.grows and any(each.grows for each in group)
        if group and not (hunk.start < end or touches):
            yield group
            group = []
        group.append(hunk)
        end = max(hunk.end, end)
    if group:
        yield group


def _applied(base: Sequence[Part], offset: int, hunks: Sequence[Hunk]) -> list[Part]:
    made: list[Part] = []
    done = 0
    for hunk in hunks:
        made += [*base[done : hunk.start - offset], *hunk.new]
        done = hunk.end - offset
    return [*made, *base[done:]]


def _gaps(base: Sequence[Part], side: Sequence[Part]) -> dict[int, str]:
    """Below the paragraphs that stayed, by their place in `base`."""
    return {
        i + at: side[k + at].gap
        for kind, i, j, k, _ in _opcodes(base, side)
        if kind == "equal"
        for at in range(j - i)
    }


def _opcodes(old: Sequence[Part], new: Sequence[Part]) -> Sequence[tuple[str, int, int, int, int]]:
    words = [part.text for part in old], [part.text for part in new]
    return SequenceMatcher(None, *words, False).get_opcodes()


def _joined(parts: Sequence[Part]) -> str:
    return "".join(part.text + part.gap for part in parts).rstrip("\n")
