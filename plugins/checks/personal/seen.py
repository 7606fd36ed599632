"""A number reads the same with full-width digits, no-break spaces or markup between its digits."""

from __future__ import annotations

import bisect
import html
import re
import unicodedata
from dataclasses import dataclass

# Any character that few texts hold; entities, escapes, emphasis and tags within a number.
CHARACTER = re.compile(r"[^\n -~À-ɏẠ-ỹ“”‘’…–—]")
MARKS = ("&", "\\", "<", "*", "%20")
ODD = re.compile(
    r"&#?\w{1,31};|\\(?=[!-/:-@\[-`{-~])|(?<=[\d.) -])(?:\*{1,3}|</?[a-z][^<>]{0,80}>)(?=[\d.( -])"
    r"|(?<=\d)%20(?=\d)"
    rf"|{CHARACTER.pattern}",
    re.I,
)
UNSEEN = {"Cf", "Mn", "Me", "Cc"}
DASHES = "Pd"
DOTS = "·•‧․∙⋅。．"


@dataclass(frozen=True)
class Seen:
    """text: as a reader sees it; starts: where its pieces begin; moves: what to add to an offset
    in each to have the one in the typed text."""

    text: str
    starts: tuple[int, ...] = ()
    moves: tuple[int, ...] = ()

    def at(self, offset: int) -> int:
        """The offset in the typed text."""
        piece = bisect.bisect_right(self.starts, offset) - 1
        return offset + self.moves[piece] if piece >= 0 else offset


def as_seen(typed: str, plain: bool = False) -> Seen:
    """plain: by `is_plain`."""
    marked = any(mark in typed for mark in MARKS)
    if not marked and (plain or not CHARACTER.search(typed)):
        return Seen(typed)
    parts: list[str] = []
    starts, moves = [], []
    end = length = 0
    for odd in ODD.finditer(typed):
        shown = _shown(odd[0])
        parts += [typed[end : odd.start()], shown]
        length += odd.start() - end + len(shown)
        end = odd.end()
        if len(shown) != len(odd[0]):
            starts.append(length)
            moves.append(end - length)
    return Seen("".join([*parts, typed[end:]]), tuple(starts), tuple(moves))


def _shown(odd: str) -> str:
    if odd[0] == "&":
        char = html.unescape(odd)
        return char if char == odd or char.isascii() else _shown(char[0])
    if odd == "%20":
        return " "
    if odd[0] in "\\*<":
        return ""
    kind = unicodedata.category(odd)
    if kind in UNSEEN and odd != "\t":
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(odd))
    if kind == DASHES or odd == "−":
        return "-"
    if odd in DOTS:
        return "."
    if kind[0] == "Z" or odd == "\t":
        return " "
    wide = unicodedata.normalize("NFKC", odd)
    return wide if len(wide) == 1 and wide.isascii() and not wide.isdigit() else odd
