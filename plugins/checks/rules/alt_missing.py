"""A reader who cannot see a photo is told what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.references import Reference
from plugins.problems import Problem

PLACEHOLDER = "Mô tả điều nhìn thấy trong ảnh"


def check(article: Article) -> Iterator[Problem]:
    for item in article.references:
        if item.kind == "picture" and item.target and not item.text.strip():
            yield article.at(
                item.start,
                f"ảnh “{_name(item.target)}” chưa có mô tả cho người không nhìn thấy ảnh.",
                f"thay chữ trong ngoặc vuông bằng mô tả của bạn: {_line(item)}",
            )


def _line(item: Reference) -> str:
    """The picture as it has to be typed, path and caption kept."""
    target = item.target
    if any(char in target for char in "()<>"):
        target = f"<{target}>"
    title = f' "{item.title}"' if item.title else ""
    return f"![{PLACEHOLDER}]({target}{title})"


def _name(target: str) -> str:
    return target.rstrip("/").rpartition("/")[2][:80] or target[:80]
