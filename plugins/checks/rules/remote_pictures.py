"""A reader who opens an article is not followed by another site, and no picture can vanish."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.rules.local_paths import LOCAL, write
from plugins.frontmatter.parsed import ParsedArticle
from plugins.links.schemes import scheme_of, why_refused
from plugins.shared.problems import Problem

# `/\\` and `/<tab>/` are read as `//` by browsers.
WEB = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|/\s*[/\\]|https?:", re.I)
PASTED = re.compile(r"data:", re.I)
SUFFIX = re.compile(r"\.\w{2,5}$", re.ASCII)
KINDS = {"picture": "ảnh", "media": "video, âm thanh hoặc phụ đề", "poster": "ảnh bìa"}
LONGEST = 80


def check(article: ParsedArticle) -> Iterator[Problem]:
    year = article.head.date.year if article.head and article.head.date else "<năm>"
    for item in article.references:
        if item.kind == "link":
            continue
        if PASTED.match(item.target):
            yield article.at(
                item.offset,
                "ảnh được dán thẳng vào bài (data:…), không phải là một tệp.",
                f"lưu ảnh thành tệp trong content/anh/{year}/ rồi ghi đường dẫn của tệp đó.",
            )
        elif WEB.match(item.target) and not item.target.lower().startswith("file:"):
            name = _name(item.target, item.kind)
            yield article.at(
                item.offset,
                f"{KINDS[item.kind]} “{_short(item.target)}” nằm ở trang khác; "
                "bạn đọc sẽ bị trang kia theo dõi.",
                f"lưu tệp đó vào content/anh/{year}/ rồi {write(item, f'anh/{year}/{name}')}",
            )
    for number, written in enumerate(article.head.attachments if article.head else ()):
        target = written.partition("|")[0].strip()
        if LOCAL.match(target) or not (WEB.match(target) or scheme_of(target)):
            continue
        elsewhere = f"tệp đính kèm “{_short(target)}” nằm ở trang khác."
        yield article.problem(
            article.field_line("attachments", number),
            1,
            elsewhere if WEB.match(target) else why_refused(target)[0],
            f"lưu tệp đó vào content/tep/{year}/, hoặc đặt liên kết trong thân bài.",
        )


def _short(target: str) -> str:
    return target if len(target) <= LONGEST else f"{target[:LONGEST]}…"


def _name(target: str, kind: str) -> str:
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    name = path.rstrip("/").rpartition("/")[2]
    if SUFFIX.search(name) and len(name) <= LONGEST:
        return name
    return "ten-anh.jpg" if kind in ("picture", "poster") else "ten-video.mp4"
