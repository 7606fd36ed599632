"""A screen reader says what a photo shows, not its file's name nor its caption a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.samples import ALT_EXAMPLE
from plugins.markup.references import Reference
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import fold

SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)$", re.I)
# Names that cameras, phones, Word and Zalo give, and words that say nothing; folded.
NO_WORDS = re.compile(
    r"(?:img|dsc[fn]?|pxl|p|image|photo|picture|pic|screenshot|untitled|media|anh|hinh|hinh anh"
    r"|buc anh|anh chup|anh minh hoa|hinh minh hoa|anh bia|anh dai dien|minh hoa|mo ta|mo ta anh"
    r"|alt|z)?[\s_(-]*[\d\s_().:-]*"
)
SAYS_PICTURE = re.compile(
    r"(?:(?:hình ảnh|bức ảnh|tấm ảnh|ảnh chụp|hình chụp)"
    r"(?:\s+(?:về|của|cảnh|cho thấy|chụp))?\s*:?|(?:ảnh|hình)\s*:)\s+(?=\w)",
    re.I,
)
ITALIC_LINE = re.compile(r"[^\n]*\n(?:[ \t]*\n)?[ \t]*([*_])(?![*_])([^\n]+?)\1[ \t]*(?:\n|$)")
LABEL = re.compile(r"^\s*(?:tranh|ảnh|hình)(?: minh hoạ| minh họa)?\s*:\s*", re.I)
CREDIT = re.compile(r"\s*\(?(?:nguồn ảnh|ảnh|nguồn|photos?|credit|source)\s*:[^:]*$", re.I)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Alt texts that are a file's name, too long or short, or the caption again."""
    for item in article.references:
        alt = " ".join(item.text.split())
        if item.kind != "picture" or not alt:
            continue
        if is_file_name(alt, item.target):
            yield article.at(
                item.start,
                gettext("mô tả ảnh “{alt}” không nói ảnh có gì.", alt=alt),
                gettext("viết điều nhìn thấy trong ảnh, ví dụ: {example}", example=ALT_EXAMPLE),
            )
        elif same_as_caption(alt, _caption(article, item)):
            yield article.at(
                item.start,
                gettext(
                    "mô tả ảnh “{alt}” giống hệt chú thích; người dùng trình đọc nghe hai lần.",
                    alt=alt,
                ),
                gettext("mô tả nói điều nhìn thấy trong ảnh; chú thích nói ai, ở đâu, khi nào."),
            )
        elif opening := SAYS_PICTURE.match(alt):
            rest = alt[opening.end() :]
            yield article.at(
                item.start,
                gettext(
                    "mô tả ảnh mở đầu bằng “{opening}”; trình đọc màn hình đã tự nói đây là ảnh.",
                    opening=opening.group().strip(),
                ),
                gettext("ghi: {text}", text=rest[:1].upper() + rest[1:]),
                "warning",
            )


def is_file_name(alt: str, target: str) -> bool:
    """Whether the alt text is the name of the file at `target`."""
    if SUFFIX.search(alt) or NO_WORDS.fullmatch(fold(alt)):
        return True
    stem = SUFFIX.sub("", target.rpartition("/")[2])
    # `Quýt chín` for quyt-chin.svg is a description; `quyt-chin` is not.
    return alt == stem and ("-" in alt or "_" in alt or " " not in alt)


def _caption(article: ParsedArticle, item: Reference) -> str:
    """What stands in the title, else in an italic line below the picture."""
    if item.title:
        return item.title
    line = ITALIC_LINE.match(article.prose, item.start)
    return line.group(2) if line else ""


def same_as_caption(alt: str, caption: str) -> bool:
    """Whether a listener would hear the same words twice."""
    return _words(alt) == _words(caption)


def _words(text: str) -> str:
    """Without label, credit, case, marks and punctuation."""
    return slugify(CREDIT.sub("", LABEL.sub("", text)))
