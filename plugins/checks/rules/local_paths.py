"""A path on the editor's own computer shows nothing to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.samples import ALT
from plugins.markup.references import Reference
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

LOCAL = re.compile(r"file:|[a-z]:[\\/]|\\\\|/(?:Users|home)/|~/", re.I)
BACKSLASH = re.compile(r"\\(?=[^\W_])")
PARTS = re.compile(r"[\\/]+")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)$", re.I)
WEB = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Addresses on the editor's own computer."""
    for item in article.references:
        if found := _found(article, item.target, item):
            yield article.at(item.offset, *found)
    for number, written in enumerate(article.head.attachments if article.head else ()):
        if found := _found(article, written.partition("|")[0].strip(), None):
            yield article.problem(article.field_line("attachments", number), 1, *found)


def picture_line(item: Reference, path: str = "") -> str:
    """The picture as it has to be typed, caption kept; path: in place of its own."""
    target = path or item.target
    if any(char in target for char in "()<>"):
        target = f"<{target}>"
    title = f' "{item.title}"' if item.title else ""
    return f"![{item.text.strip() or ALT}]({target}{title})"


def write(item: Reference | None, path: str) -> str:
    """The path alone, or the whole line for a picture that lacks its description as well."""
    if item is None or item.kind != "picture" or item.text.strip():
        return gettext("ghi: {text}", text=path)
    return gettext(
        "ghi, chữ trong ngoặc vuông thay bằng mô tả của bạn: {line}",
        line=picture_line(item, path),
    )


def _found(article: ParsedArticle, target: str, item: Reference | None) -> tuple[str, str] | None:
    """Sentence and remedy; item: None for an attachment."""
    if LOCAL.match(target):
        name = [part for part in PARTS.split(target) if part][-1]
        if name.endswith(":"):
            name = "ten-tep.jpg"
        shown = item is not None and item.kind != "link"
        folder = "anh" if shown or PICTURE.search(name) else "tep"
        date = article.head.date if article.head else None
        year = date.year if date else gettext("<năm>")
        room = f"{folder}/{year}"
        return (
            gettext("“{target}” chỉ có trên máy của bạn, bạn đọc không mở được.", target=target),
            gettext(
                "chép tệp vào content/{folder}/ rồi {write}",
                folder=room,
                write=write(item, f"{room}/{name}"),
            ),
        )
    if BACKSLASH.search(target) and not (WEB.match(target) or target.startswith("/\\")):
        return (
            gettext(
                "đường dẫn “{target}” dùng dấu “\\”, trang web chỉ hiểu dấu “/”.", target=target
            ),
            gettext("ghi: {text}", text=BACKSLASH.sub("/", target)),
        )
    return None
