"""A tag left open would change the look of all that follows it on the page."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.tags import Tag
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted
from plugins.typography.sanitise import TAGS

VOID = {"img", "br", "hr", "wbr", "source", "track", "col"}
# HTML lets these end by themselves.
OPTIONAL = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Tags that are never closed."""
    if not article.tags:
        return
    open_tags: list[Tag] = []
    broken: list[str] = []
    for tag in article.tags:
        if not tag.whole and not tag.closing and tag.name in TAGS and "=" in tag.text:
            broken.append(tag.name)
            yield article.at(
                tag.offset,
                gettext(
                    'thẻ {text} viết hỏng, thường do thiếu dấu nháy " quanh giá trị.',
                    text=quoted(tag.text),
                ),
                gettext('viết đủ hai dấu nháy, ví dụ: <a href="/gioi-thieu/">'),
            )
        elif tag.name not in TAGS or tag.name in VOID or tag.name in OPTIONAL:
            continue
        elif not tag.closing:
            open_tags.append(tag)
        elif any(opened.name == tag.name for opened in open_tags):
            while open_tags[-1].name != tag.name:
                left = open_tags.pop()
                broken.append(left.name)  # its own closing tag may follow, crossed with this one
                yield _never_closed(article, left)
            open_tags.pop()
        elif tag.name in broken:
            broken.remove(tag.name)
        else:
            yield article.at(
                tag.offset,
                gettext(
                    "thẻ đóng {text} không có thẻ mở <{name}> ở trên.",
                    text=quoted(tag.text),
                    name=tag.name,
                ),
                gettext("xóa </{name}>, hoặc thêm <{name}> ở chỗ bắt đầu.", name=tag.name),
            )
    for tag in open_tags:
        yield _never_closed(article, tag)


def _never_closed(article: ParsedArticle, tag: Tag) -> Problem:
    return article.at(
        tag.offset,
        gettext("thẻ {text} không được đóng lại.", text=quoted(tag.text)),
        gettext("thêm </{name}> ở chỗ kết thúc, trước khi đóng các thẻ bao ngoài.", name=tag.name),
    )
