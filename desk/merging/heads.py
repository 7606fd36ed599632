"""Two heads in one, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desk.merging.parts import CLOSING, OPENING
from desk.merging.place import Place, agreed, three


def merge_heads(
    base: Mapping[str, str] | None, ours: Mapping[str, str], theirs: Mapping[str, str]
) -> Iterator[str | Place]:
    """As `merge_bodies`, of heads; base: None where there is no common one."""
    for key in _order(base or ours, ours, theirs):
        sides = [side.get(key, "") for side in (base or {}, ours, theirs)]
        plain = [_plain(side) for side in sides]
        same = agreed(None if base is None else plain[0], plain[1], plain[2])
        if same is None:
            yield Place(key, *sides)
        elif said := three(*sides) if plain[1] == plain[2] else sides[plain.index(same, 1)]:
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
