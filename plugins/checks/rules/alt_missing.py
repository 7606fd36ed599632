"""A reader who cannot see a photo is told what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.rules.local_paths import LOCAL, picture_line
from plugins.checks.rules.remote_pictures import PASTED, WEB
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(article: ParsedArticle) -> Iterator[Problem]:
    """A picture that has to move first is told with its whole new line by the rules named there."""
    for item in article.references:
        if item.kind != "picture" or not item.target or item.text.strip():
            continue
        if not any(pattern.match(item.target) for pattern in (LOCAL, WEB, PASTED)):
            yield article.at(
                item.start,
                gettext(
                    "ảnh “{name}” chưa có mô tả cho người không nhìn thấy ảnh.",
                    name=_name(item.target),
                ),
                gettext(
                    "thay chữ trong ngoặc vuông bằng mô tả của bạn: {line}",
                    line=picture_line(item),
                ),
            )


def _name(target: str) -> str:
    return target.rstrip("/").rpartition("/")[2][:80] or target[:80]
