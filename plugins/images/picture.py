"""The browser picks the smallest file that is sharp on its screen, and knows its place at once."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from .made import Made, Shown
from .plan import Format

File = Made | Shown

TYPES: Mapping[Format, str] = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
# A program that knows no srcset gets a file for a small screen.
PLAIN_WIDTH = 800
CALM = "(prefers-reduced-motion:no-preference)"
# What `picture_html` says of an `img`; what an editor wrote there would distort or delay it.
OURS = frozenset(
    ["src", "alt", "width", "height", "loading", "decoding", "fetchpriority", "srcset", "sizes"]
)


def picture_html(
    files: Sequence[File],
    alt: str,
    sizes: str,
    *,
    first: bool,
    root: str = "",
    attributes: Iterable[tuple[str, str]] = (),
) -> str:
    """`picture` with a `source` for each better format, or a plain `img` for a drawing.

    files: Prepared.photo or .card, in their order. sizes: the CSS length in which the theme shows
    it. first: the page's lead picture, loaded at once. root: the site's path, without a slash at
    its end. attributes: further ones of the `img`, such as ("class", "x").
    """
    groups = [(key, list(group)) for key, group in groupby(files, key=_group)]
    (_, stills) = groups.pop()
    plain = _plain(stills)
    written = [("src", address_of(plain, root)), ("alt", alt)]
    if len(stills) > 1:
        written += [("srcset", _srcset(stills, root)), ("sizes", sizes)]
    largest = stills[-1]
    written += [("width", str(largest.width)), ("height", str(largest.height)), *attributes]
    if first:
        written += [("fetchpriority", "high")]
    else:
        written += [("loading", "lazy"), ("decoding", "async")]
    image = _tag("img", written)
    if not groups:
        return image
    sources = [
        _source(name, moving, group, sizes, root) for (name, moving), group in groups if name
    ]
    return f"<picture>{''.join(sources)}{image}</picture>"


def address_of(made: File, root: str = "") -> str:
    """Root-relative and quoted: safe in srcset, where spaces and commas have a meaning."""
    return f"{root}/{quote(made.address)}"


def largest(files: Sequence[File]) -> File:
    """The file that a tap enlarges, in a format that every program shows."""
    return files[-1]


def _group(made: File) -> tuple[Format | None, bool]:
    return made.format, made.moving


def _plain(stills: Sequence[File]) -> File:
    fitting = [made for made in stills if made.width <= PLAIN_WIDTH]
    return fitting[-1] if fitting else stills[0]


def _srcset(files: Sequence[File], root: str) -> str:
    return ",".join(f"{address_of(made, root)} {made.width}w" for made in files)


def _source(name: Format, moving: bool, files: Sequence[File], sizes: str, root: str) -> str:
    # Who asked the system for less motion gets the still.
    media = [("media", CALM)] if moving else []
    chosen = [("srcset", _srcset(files, root)), ("sizes", sizes)]
    return _tag("source", [("type", TYPES[name]), *media, *chosen])


def _tag(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes)
    return f"<{name}{written}>"
