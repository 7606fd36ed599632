"""A line drawn under a paragraph stays a line: Markdown makes a heading of what is above it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Lines that make a heading of the paragraph above."""
    for block in article.blocks:
        if block.kind != "heading" or len(block.lines) != 2 or "<<<<<<<" in article.body:
            continue
        above, line = block.lines
        largest = line.text.startswith("=")
        yield article.at(
            line.offset,
            gettext(
                "dòng {line} làm {above} thành đề mục cấp 1, cấp này dành cho tiêu đề bài.",
                line=quoted(line.text),
                above=quoted(above.text),
            )
            if largest
            else gettext(
                "dòng {line} làm {above} thành đề mục.",
                line=quoted(line.text),
                above=quoted(above.text),
            ),
            gettext(
                "muốn có đề mục thì xóa dòng này và thêm “## ” vào đầu dòng trên; nếu không thì "
                "xóa dòng này."
            )
            if largest
            else gettext(
                "muốn có đề mục thì xóa dòng này và thêm “## ” vào đầu dòng trên; muốn có đường kẻ "
                "thì thêm một dòng trống trước dòng này; nếu không thì xóa dòng này."
            ),
            "error" if largest else "warning",
        )
