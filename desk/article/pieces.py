"""What a body is made of for who edits it: runs of text, and objects between them."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["text", "photo", "gallery", "table", "file", "html"]
Side = Literal["", "left", "centre", "right"]

# What a piece of each kind says besides `kind` and `raw`.
SHOWN: dict[Kind, tuple[str, ...]] = {
    "text": ("text",),
    "photo": ("photos",),
    "gallery": ("photos", "caption"),
    "table": ("rows", "align", "caption"),
    "file": ("path", "name"),
    "html": (),
}


class Photo(msgspec.Struct, frozen=True):
    """path: as typed in the article; alt and caption: as they are read."""

    path: str
    alt: str = ""
    caption: str = ""


class Piece(msgspec.Struct, frozen=True):
    """raw: its part of the file, line ends and the blank lines below it included.

    text: Markdown with `\\n` line ends, without blank lines around it; rows: the header first,
    cells in Markdown, equally many in each; caption: of a gallery as a whole, or of a table; name:
    of a file, as it is read. changed: whether `raw` still says what the rest does.
    """

    kind: Kind
    raw: str
    text: str = ""
    photos: tuple[Photo, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    align: tuple[Side, ...] = ()
    caption: str = ""
    path: str = ""
    name: str = ""
    changed: bool = False

    def as_json(self) -> dict[str, object]:
        """What the contract says of its kind (docs/internals/desk.md)."""
        said = {name: msgspec.to_builtins(getattr(self, name)) for name in SHOWN[self.kind]}
        return {"kind": self.kind, "raw": self.raw, **said}
