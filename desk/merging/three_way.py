"""What two people made of one text, in one text: paragraph by paragraph, the head key by key.

Where only one changed something, that is taken; where both changed the same, nobody guesses: it is
a `Place`, with all that each of them has there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.merging.bodies import compare_bodies, merge_bodies
from desk.merging.heads import merge_heads
from desk.merging.parts import Part, Parts, parts_of
from desk.merging.place import Place, agreed, three


@dataclass(frozen=True)
class Merged:
    """tail: what the text ends with; between: the least that parts two parts of the body."""

    head: tuple[str | Place, ...]
    body: tuple[Part | Place, ...]
    tail: str = ""
    between: str = "\n\n"

    @property
    def places(self) -> list[Place]:
        """What somebody has to choose at."""
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
    whole = agreed(base, ours, theirs)
    if whole is not None:
        return Merged((whole,), ())
    a, b = parts_of(ours, by_line), parts_of(theirs, by_line)
    o = None if base is None else parts_of(base, by_line)
    tails = [_tail(each) for each in (o or a, a, b)]
    return Merged(
        head=tuple(merge_heads(o.head if o else None, a.head, b.head)),
        body=tuple(merge_bodies(o.body, a.body, b.body) if o else compare_bodies(a.body, b.body)),
        tail=three(*tails),
        between="\n" if by_line else "\n\n",
    )


def _tail(parts: Parts) -> str:
    return parts.body[-1].gap if parts.body else "\n"
