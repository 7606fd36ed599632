"""One thing that a document gives away, or why nobody could look into it."""

from __future__ import annotations

import struct
import zlib
from typing import Literal, NamedTuple

What = Literal[
    "people",
    "comments",
    "changes",
    "hidden text",
    "hidden sheets",
    "hidden cells",
    "hidden slides",
    "notes",
    "embedded",
    "place",
    "computer path",
    "older text",
    "leftovers",
    "closed archive",
    "encrypted",
    "too large",
    "endless",
    "damaged",
    "macros",
    "programs",
    "other kind",
]
# What may harm whoever opens it is not published; the rest is for the editor to weigh.
ERRORS: tuple[What, ...] = ("macros", "programs", "other kind")

# What parsers of other people raise at damaged bytes.
DAMAGE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


class Trace(NamedTuple):
    """names: what was found, as it stands in the file; number: how many, 0 where that says nothing;
    inside: the path in an archive of the document that it was found in."""

    what: What
    names: tuple[str, ...] = ()
    number: int = 0
    inside: str = ""


class UnreadableError(Exception):
    """Nobody could look further into the document. what: why; names: as in `Trace`."""

    def __init__(self, what: What, *names: str) -> None:
        super().__init__(what, *names)
        self.trace = Trace(what, names)


def distinct(names: list[str]) -> tuple[str, ...]:
    """In the order in which they were found, without empty ones."""
    return tuple(dict.fromkeys(name for each in names if (name := " ".join(each.split()))))
