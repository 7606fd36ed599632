"""A photo that was meant to be shown is shown: its path or its place in words alone is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.rules.local_paths import picture_line
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.references import Reference
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

ENDING = r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|hei[cf])"
# Alone on its line, in brackets too: `anh/2023/x.jpg`, `(anh/x.jpg)`, `[x.jpg]`.
PATH = re.compile(
    rf"^[ \t]*[(\[<“\"]*(?P<path>[\w./\\-][^\n()\[\]<>“”\"]*?{ENDING})[)\]>”\"]*[.,;]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
OF_WINDOWS = re.compile(
    rf"(?<![\w(<])(?P<path>[a-z]:\\[^\n<>|\"”*?]*?{ENDING})(?!\w)", re.IGNORECASE
)
WITHOUT_PATH = re.compile(r"!\[(?P<alt>[^\]\[\n]*)\](?![(\[:])(?![ \t]+\()")
# A place where one is to come.
PLACE = re.compile(r"\[(?:Ảnh|Hình|Hình ảnh)(?:\s+\d{1,2})?\s*:(?P<alt>[^\]\n]*)\](?![(\[:])")
NUMBERED = re.compile(r"^[ \t]*[*_]*(?:Ảnh|Hình)\s+(?:số\s+)?\d{1,2}\s*[:.](?P<alt>.*)$", re.M)
DEFINED = re.compile(r"^ {0,3}\[(?P<name>[^\]\n]+)\]:", re.MULTILINE)
SHOWN = re.compile(r"!\[[^\]\n]*\][(\[]|<img\b", re.IGNORECASE)
NEAR = 2
# One of these is in each of the above: most articles need no closer look.
DOTTED = re.compile(r"\.[jpgwabsthJPGWABSTH]")
SIGNS = ("[", "Ảnh ", "Hình ")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Paths of photos that stand in the text as words."""
    if not (any(sign in article.body for sign in SIGNS) or DOTTED.search(article.body)):
        return
    prose, told = article.prose, set()
    for found in (*PATH.finditer(prose), *OF_WINDOWS.finditer(prose)):
        if found.start("path") in told or _is_reference(article, found.start("path")):
            continue
        told.add(found.start("path"))
        yield article.at(
            found.start("path"),
            gettext(
                "đường dẫn {path} hiện ra như chữ, không thành ảnh.", path=quoted(found["path"])
            ),
            _instead(article, found["path"], ""),
            "warning",
        )
    names = {found["name"].casefold() for found in DEFINED.finditer(prose)}
    for found in WITHOUT_PATH.finditer(prose):
        if found["alt"].casefold() not in names:
            yield _without_picture(article, found, found["alt"])
    for found in PLACE.finditer(prose):
        yield _without_picture(article, found, found["alt"])
    for found in NUMBERED.finditer(prose):
        if not _is_below_picture(prose, found.start(), found.end()):
            yield _without_picture(article, found, "")


def _without_picture(article: ParsedArticle, found: re.Match[str], alt: str) -> Problem:
    return article.at(
        found.start(),
        gettext("{typed} chưa có ảnh: bạn đọc chỉ thấy dòng chữ này.", typed=quoted(found[0])),
        _instead(article, "ten-tep.jpg", alt.strip(" *_")),
        "warning",
    )


def _instead(article: ParsedArticle, path: str, alt: str) -> str:
    date = article.head.date if article.head else None
    year = date.year if date else gettext("<năm>")
    room = f"anh/{year}"
    name = re.split(r"[/\\]", path)[-1]
    target = path if path.startswith("anh/") else f"{room}/{name}"
    line = picture_line(Reference("picture", target, alt, "", 0, 0))
    folder = target.rpartition("/")[0]
    return gettext("chép ảnh vào content/{folder}/ rồi ghi: {line}", folder=folder, line=line)


def _is_reference(article: ParsedArticle, offset: int) -> bool:
    return any(
        item.start <= offset <= item.offset + len(item.target) for item in article.references
    )


def _is_below_picture(prose: str, start: int, end: int) -> bool:
    """Whether a picture stands on one of the lines about."""
    above = [line for line in prose[:start].split("\n") if line.strip()][-NEAR:]
    below = [line for line in prose[end:].split("\n") if line.strip()][:NEAR]
    return any(SHOWN.search(line) for line in (*above, *below))
