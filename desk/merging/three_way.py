"""What two people made of one text, in one text: paragraph by paragraph, the head key by key.

Where only one changed something, that is taken; where both changed the same, nobody guesses: it is
a `Place`, with all that each of them has there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import NamedTuple, TypeVar

from desk.merging.parts import CLOSING, OPENING, Part, Parts, parts_of

Value = TypeVar("Value")


@dataclass(frozen=True)
class Place:
    """base, ours, theirs: what stood there, what stands in either, "" for nothing; key: of a field
    of the head, None in the body; gap: as of `Part`."""

    key: str | None
    base: str
    ours: str
    theirs: str
    gap: str = "\n"

    @property
    def name(self) -> str:
        """The same for the same words at every look."""
        said = (self.key or "", self.base, self.ours, self.theirs)
        return sha256("\0".join(said).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Merged:
    """tail: what the text ends with; between: the least that parts two parts of the body."""

    head: tuple[str | Place, ...]
    body: tuple[Part | Place, ...]
    tail: str = ""
    between: str = "\n\n"

    @property
    def places(self) -> list[Place]:
        return [each for each in (*self.head, *self.body) if isinstance(each, Place)]

    def text(self, chosen: Mapping[str, str]) -> str:
        """chosen: by name of a place, for all of them."""
        head = ""
        for field in self.head:
            said = chosen[field.name] if isinstance(field, Place) else field
            head += "\n" if head and said and not head.endswith("\n") else ""
            head += said
        body = [
            Part(chosen[each.name].strip("\n"), each.gap) if isinstance(each, Place) else each
            for each in self.body
        ]
        body = [part for part in body if part.text.strip()]
        parted = [
            part.text + (part.gap if part.gap.count("\n") >= len(self.between) else self.between)
            for part in body[:-1]
        ]
        last = [body[-1].text + self.tail] if body else []
        head += "\n" if head and body and not head.endswith("\n") else ""
        return head + "".join([*parted, *last])


def merge(base: str | None, ours: str, theirs: str, by_line: bool = False) -> Merged:
    """base: what both came from, None where nobody knows: then all that differs is a place.

    Texts have `\\n` line ends; by_line: as of `parts_of`.
    """
    whole = _agreed(base, ours, theirs)
    if whole is not None:
        return Merged((whole,), ())
    a, b = parts_of(ours, by_line), parts_of(theirs, by_line)
    o = None if base is None else parts_of(base, by_line)
    tails = [_tail(each) for each in (o or a, a, b)]
    return Merged(
        head=tuple(_head(o.head if o else None, a.head, b.head)),
        body=tuple(_body(o.body, a.body, b.body) if o else _compared(a.body, b.body)),
        tail=three(*tails),
        between="\n" if by_line else "\n\n",
    )


def three(base: Value, ours: Value, theirs: Value) -> Value:
    """Of something small that nobody would be asked about."""
    agreed = _agreed(base, ours, theirs)
    return max(ours, theirs, key=repr) if agreed is None else agreed


def _agreed(base: Value | None, ours: Value, theirs: Value) -> Value | None:
    """None where both changed it, each otherwise."""
    if ours == theirs or base == theirs:
        return ours
    return theirs if base == ours else None


def _tail(parts: Parts) -> str:
    return parts.body[-1].gap if parts.body else "\n"


# --- the head, key by key ---


def _head(
    base: Mapping[str, str] | None, ours: Mapping[str, str], theirs: Mapping[str, str]
) -> Iterator[str | Place]:
    for key in _order(base or ours, ours, theirs):
        sides = [side.get(key, "") for side in (base or {}, ours, theirs)]
        plain = [_plain(side) for side in sides]
        agreed = _agreed(None if base is None else plain[0], plain[1], plain[2])
        if agreed is None:
            yield Place(key, *sides)
        elif said := three(*sides) if plain[1] == plain[2] else sides[plain.index(agreed, 1)]:
            yield said


def _plain(lines: str) -> str:
    return "\n".join(line.rstrip() for line in lines.strip("\n").split("\n"))


def _order(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> list[str]:
    """All keys: those of all three as somebody ordered them, each other one behind the one that it
    stood behind."""
    common = [
        [key for key in side if key in base and key in ours and key in theirs]
        for side in (base, ours, theirs)
    ]
    order = three(*common)
    for side in sorted((list(ours), list(theirs))):
        before = -1
        for key in side:
            if key in order:
                before = order.index(key)
            else:
                before += 1
                order.insert(before, key)
    ends = [key for key in (OPENING, CLOSING) if key in order]
    inner = [key for key in order if key not in ends]
    return [*ends[:1], *inner, *ends[1:]]


# --- the body, paragraph by paragraph ---


class Hunk(NamedTuple):
    """base[start:end] became `new`."""

    start: int
    end: int
    new: tuple[Part, ...]
    is_ours: bool

    @property
    def grows(self) -> bool:
        return len(self.new) > self.end - self.start


def _body(
    base: Sequence[Part], ours: Sequence[Part], theirs: Sequence[Part]
) -> Iterator[Part | Place]:
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
    agreed = _agreed(*words)
    if agreed is None:
        gap = max(part.gap for part in (*ours, *theirs))
        yield Place(None, _joined(base), _joined(ours), _joined(theirs), gap)
    else:
        yield from ours if agreed == words[1] else theirs


def _compared(ours: Sequence[Part], theirs: Sequence[Part]) -> Iterator[Part | Place]:
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
