"""Letters that became `?` when a file was saved as ANSI are gone: `H?i ngh?` is not published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext, ngettext
from plugins.shared.problems import Problem

INSIDE = re.compile(r"(?<![\w/?&=.])[^\W\d_]*\?+[^\W\d_?]\w*")
ADDRESS = re.compile(r"(?<!\S)\S*(?://|www\.)\S*|\]\([^)\n]{0,999}\)")
# Someone may forget the space after one question; a file that lost its letters lost many.
FEWEST = 3


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Texts whose letters became question marks."""
    if article.text.count("?") < FEWEST:
        return
    text = ADDRESS.sub(lambda found: " " * len(found.group()), article.text)
    words = list(INSIDE.finditer(text))
    if len(words) < FEWEST:
        return
    offset = words[0].start()
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    shown = ", ".join(f"“{word.group()}”" for word in words[:FEWEST])
    sentence = ngettext(
        "chữ có dấu đã mất, chỉ còn dấu hỏi: {shown} ({count} chỗ).", len(words), shown=shown
    )
    remedy = gettext("chép lại bài từ bản gốc; khi lưu chọn mã UTF-8, không chọn ANSI.")
    yield article.problem(line, column, sentence, remedy)
