"""A reader who opens an article is not followed by another site, and no picture can vanish."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.rules.local_paths import LOCAL, write
from plugins.frontmatter.parsed import ParsedArticle
from plugins.links.schemes import scheme_of, why_refused
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem

# `/\\` and `/<tab>/` are read as `//` by browsers.
WEB = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|/\s*[/\\]|https?:", re.I)
PASTED = re.compile(r"data:", re.I)
SUFFIX = re.compile(r"\.\w{2,5}$", re.ASCII)
KINDS = {
    "picture": gettext_noop("ảnh"),
    "media": gettext_noop("video, âm thanh hoặc phụ đề"),
    "poster": gettext_noop("ảnh bìa"),
}
LONGEST = 80


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Photos that would come from another site, or stand in the text as data."""
    year = article.head.date.year if article.head and article.head.date else gettext("<năm>")
    for item in article.references:
        if item.kind == "link":
            continue
        if PASTED.match(item.target):
            yield article.at(
                item.offset,
                gettext("ảnh được dán thẳng vào bài (data:…), không phải là một tệp."),
                gettext(
                    "lưu ảnh thành tệp trong content/anh/{year}/ rồi ghi đường dẫn của tệp đó.",
                    year=year,
                ),
            )
        elif WEB.match(item.target) and not item.target.lower().startswith("file:"):
            name = _name(item.target, item.kind)
            yield article.at(
                item.offset,
                gettext(
                    "{kind} “{shown}” nằm ở trang khác; bạn đọc sẽ bị trang kia theo dõi.",
                    kind=gettext(KINDS[item.kind]),
                    shown=_short(item.target),
                ),
                gettext(
                    "lưu tệp đó vào content/anh/{year}/ rồi {write}",
                    year=year,
                    write=write(item, f"anh/{year}/{name}"),
                ),
            )
    for number, written in enumerate(article.head.attachments if article.head else ()):
        target = written.partition("|")[0].strip()
        if LOCAL.match(target) or not (WEB.match(target) or scheme_of(target)):
            continue
        elsewhere = gettext("tệp đính kèm “{shown}” nằm ở trang khác.", shown=_short(target))
        yield article.problem(
            article.field_line("attachments", number),
            1,
            elsewhere if WEB.match(target) else why_refused(target)[0],
            gettext(
                "lưu tệp đó vào content/tep/{year}/, hoặc đặt liên kết trong thân bài.", year=year
            ),
        )


def _short(target: str) -> str:
    return target if len(target) <= LONGEST else f"{target[:LONGEST]}…"


def _name(target: str, kind: str) -> str:
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    name = path.rstrip("/").rpartition("/")[2]
    if SUFFIX.search(name) and len(name) <= LONGEST:
        return name
    return "ten-anh.jpg" if kind in ("picture", "poster") else "ten-video.mp4"
