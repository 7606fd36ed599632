"""Where two people changed the same, all that each of them has there is kept to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

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


def three(base: Value, ours: Value, theirs: Value) -> Value:
    """Of something small that nobody would be asked about."""
    same = agreed(base, ours, theirs)
    return max(ours, theirs, key=repr) if same is None else same


def agreed(base: Value | None, ours: Value, theirs: Value) -> Value | None:
    """None where both changed it, each otherwise."""
    if ours == theirs or base == theirs:
        return ours
    return theirs if base == ours else None
