"""An article without text would be published as an empty page."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Articles without a text."""
    if article.head is not None and not article.prose.strip():
        yield article.problem(
            article.body_line,
            1,
            gettext("bài chưa có nội dung."),
            gettext("viết nội dung dưới phần đầu bài, hoặc thêm dòng: Trạng thái: nháp"),
        )
