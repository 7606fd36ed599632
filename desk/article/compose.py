"""What a page sends becomes the article's file: what did not change keeps its bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from desk.article.body_text import LINE_END, around
from desk.article.head_text import BYTE_MARK, change_fields
from desk.article.keys import Value
from desk.article.media_text import write_file, write_photos
from desk.article.pieces import Piece
from desk.article.table_text import write_table
from desk.shell.errors import DeskError
from desk.shell.words import WORDS


class Sent(msgspec.Struct, frozen=True):
    """base: of what was opened; fields: those that changed, by English key; body: in order."""

    head: str
    body: tuple[Piece, ...]
    base: str = ""
    fields: dict[str, Value] = {}


@dataclass(frozen=True)
class Composed:
    """head and raws, one for each piece that was sent, are the file when they are joined."""

    head: str
    raws: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return "".join((self.head, *self.raws)).encode("utf-8", "replace")


def compose(payload: Mapping[str, Any]) -> bytes:
    """payload: as docs/internals/desk.md says. Raises DeskError (400) for any other."""
    return put_together(read_payload(payload)).data


def read_payload(payload: Mapping[str, Any]) -> Sent:
    """Raises DeskError (400)."""
    try:
        return msgspec.convert(payload, Sent)
    except msgspec.ValidationError:
        raise DeskError(400, WORDS.article.bad_payload) from None


def put_together(sent: Sent) -> Composed:
    """Raises DeskError (400) for a field that no head has."""
    line_end = main_line_end([sent.head, *(piece.raw for piece in sent.body)])
    try:
        head = change_fields(sent.head, sent.fields, line_end) if sent.fields else sent.head
    except KeyError:
        raise DeskError(400, WORDS.article.bad_payload) from None
    parts = [head, *(_written(piece, line_end) for piece in sent.body)]
    above = 0  # the last part with something to read in it
    for place, piece in enumerate(sent.body, start=1):
        if not around(parts[place])[1]:
            continue
        between = "".join((*around("".join(parts[above:place]))[2:], around(parts[place])[0]))
        wanted = _line_ends_wanted(sent.body[above - 1] if above else None, piece, between)
        if around(parts[above].lstrip(BYTE_MARK))[1]:
            missing = wanted - len(LINE_END.findall(between))
            parts[place - 1] += line_end * max(0, missing)
        above = place
    return Composed(parts[0], tuple(parts[1:]))


def main_line_end(texts: Iterable[str]) -> str:
    """The line end that most lines of `texts` have."""
    counted = Counter(end for text in texts for end in LINE_END.findall(text))
    return max("\n", "\r\n", "\r", key=lambda end: counted[end])


def _line_ends_wanted(above: Piece | None, piece: Piece, between: str) -> int:
    """Between two pieces; what stood side by side without a blank line in the file may go on so.

    above: None for the head.
    """
    if above is None:
        return 1 if piece.raw else 2
    untouched = piece.raw and not (above.changed or piece.changed)
    texts = above.kind == piece.kind == "text"  # what stood between is gone
    return 1 if untouched and between and not texts else 2


def _written(piece: Piece, line_end: str) -> str:
    if not piece.changed:
        return piece.raw
    above, old, below = around(piece.raw)
    new = LINE_END.sub(line_end, around(_said(piece))[1])
    if piece.kind == "text" and LINE_END.sub(line_end, old) == new:
        return piece.raw
    return f"{above}{new}{below if old else line_end}" if new else ""


def _said(piece: Piece) -> str:
    match piece.kind:
        case "photo" | "gallery":
            return write_photos(piece.photos, piece.caption)
        case "table":
            return write_table(piece.rows, piece.align, piece.caption)
        case "file":
            return write_file(piece.path, piece.name)
    return piece.text
