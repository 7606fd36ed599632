"""Photos and links to files as Markdown has them, and as a card shows them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from desk.article.pieces import Photo
from importing.escaping import escaped, in_address, picture
from plugins.captions.caption import CREDIT_LINE
from plugins.markup.references import INLINE, MEDIA_SUFFIXES

FILES = "tep/"
# What Python-Markdown takes a backslash from.
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
# A `_` inside a word is a letter.
ITALIC = re.compile(
    r"(?P<mark>\*|_)(?![\s*_])(?P<said>(?:\\.|[^*_\\\n]|(?<=\w)_(?=\w))+)(?<!\s)(?P=mark)(?P<credit>.*)"
)
WITHIN = re.compile(r"^(?:/|\{(?:static|filename|attach)\}/?|(?:\.\./)+)")


def read_photos(paragraph: str) -> tuple[tuple[Photo, ...], str] | None:
    """The photos of a paragraph that holds nothing else but a caption line below them, and what
    that says of all of them (of one photo it is the photo's)."""
    photos: list[Photo] = []
    gap, at = "", 0
    while found := INLINE.match(paragraph, at) if paragraph.startswith("!", at) else None:
        path = _target(found)
        if path.lower().endswith(MEDIA_SUFFIXES):
            return None
        photos.append(Photo(path, as_read(found["text"]), as_read((found["title"] or "")[1:-1])))
        rest = paragraph[found.end() :]
        gap = rest[: len(rest) - len(rest.lstrip())]
        at = found.end() + len(gap)
    rest = paragraph[at:]
    caption = read_caption(rest) if rest else ""
    if not photos or caption is None or (rest and "\n" not in gap):
        return None
    return with_caption(tuple(photos), caption)


def with_caption(photos: tuple[Photo, ...], caption: str) -> tuple[tuple[Photo, ...], str] | None:
    """None where one photo would get two captions."""
    if len(photos) > 1 or not caption:
        return photos, caption
    (photo,) = photos
    return None if photo.caption else ((Photo(photo.path, photo.alt, caption),), "")


def read_caption(line: str) -> str | None:
    """What a line below photos says of them, without its signs: italic, or a credit alone."""
    found = ITALIC.fullmatch(line.strip())
    if found and (not found["credit"] or CREDIT_LINE.fullmatch(found["credit"])):
        line = found["said"] + found["credit"]
    elif not CREDIT_LINE.fullmatch(line):
        return None
    return plain(line.strip())


def plain(markdown: str) -> str | None:
    """What is read where nothing is marked up; None where something is."""
    said = as_read(markdown)
    return said if escaped(said) == markdown else None


def as_read(markdown: str) -> str:
    """Text in Markdown as a reader sees it, on one line."""
    return " ".join(html.unescape(ESCAPE.sub(r"\1", markdown)).split())


def write_photos(photos: Sequence[Photo], caption: str) -> str:
    """Photos one below the other, with the caption of all, as Markdown."""
    lines = [picture(each.path, one_line(each.alt), one_line(each.caption)) for each in photos]
    return "\n".join([*lines, *([f"*{escaped(one_line(caption))}*"] if caption.strip() else [])])


def read_file(paragraph: str) -> tuple[str, str] | None:
    """(path, name) of a link to a file of tep/ that stands alone in its paragraph."""
    found = INLINE.fullmatch(paragraph.strip())
    if not found or found["bang"] or found["title"]:
        return None
    path, name = _target(found), as_read(found["text"])
    named = escaped(name, brackets=True) == found["text"]
    return (path, name) if named and WITHIN.sub("", path).startswith(FILES) else None


def write_file(path: str, name: str) -> str:
    """A link to a file of `content/tep/`, as Markdown."""
    return f"[{escaped(one_line(name), brackets=True)}]({in_address(path)})"


def one_line(text: str) -> str:
    """Without line ends and blanks in a row."""
    return " ".join(text.split())


def _target(found: re.Match[str]) -> str:
    target = found["angled"] if found["angled"] is not None else found["plain"]
    return ESCAPE.sub(r"\1", target)
