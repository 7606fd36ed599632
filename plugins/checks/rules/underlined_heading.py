"""A line drawn under a paragraph stays a line: Markdown makes a heading of what is above it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted


def check(article: ParsedArticle) -> Iterator[Problem]:
    for block in article.blocks:
        if block.kind != "heading" or len(block.lines) != 2 or "<<<<<<<" in article.body:
            continue
        above, line = block.lines
        largest = line.text.startswith("=")
        yield article.at(
            line.offset,
            f"dòng {quoted(line.text)} làm {quoted(above.text)} thành đề mục"
            f"{' cấp 1, cấp này dành cho tiêu đề bài' if largest else ''}.",
            "muốn có đề mục thì xóa dòng này và thêm “## ” vào đầu dòng trên; "
            f"{'' if largest else 'muốn có đường kẻ thì thêm một dòng trống trước dòng này; '}"
            "nếu không thì xóa dòng này.",
            "error" if largest else "warning",
        )
