"""A page has one main heading, its title, and a screen reader can follow the others."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.blocks import HEADING
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

HIGHEST = 2


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Headings of the title's level, and skipped levels."""
    above = HIGHEST - 1
    for block in article.blocks:
        if block.kind != "heading":
            continue
        line = block.lines[0]
        hashed = HEADING.match(line.text) if len(block.lines) == 1 else None
        if hashed is None:
            if block.lines[1].text.startswith("-"):
                above = HIGHEST
            continue
        level = len(hashed[1])
        if not hashed[2].strip():
            yield article.at(
                line.offset,
                gettext("đề mục không có chữ."),
                gettext("viết đề mục, hoặc xóa dòng này."),
            )
        elif level < HIGHEST:
            if hashed[2].startswith((" ", "\t")):  # else a rule of its own asks if it is a hashtag
                yield article.at(
                    line.offset,
                    gettext(
                        "{text} là đề mục cấp 1, cấp này dành cho tiêu đề bài.",
                        text=quoted(line.text),
                    ),
                    gettext("thay “#” ở đầu dòng bằng “##”."),
                )
            above = HIGHEST
        else:
            if level > above + 1:
                yield article.at(
                    line.offset,
                    gettext(
                        "đề mục {text} là cấp {level}, nhảy quá cấp {next_level}.",
                        text=quoted(line.text),
                        level=level,
                        next_level=above + 1,
                    ),
                    gettext(
                        "thay “{typed}” ở đầu dòng bằng “{instead}”.",
                        typed=hashed[1],
                        instead="#" * (above + 1),
                    ),
                    "warning",
                )
                level = above + 1
            above = level
