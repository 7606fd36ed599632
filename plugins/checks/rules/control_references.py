"""A reference to a control character would break pages and feeds; no keyboard types one on purpose.

It comes with text copied from broken web pages and from spreadsheets.
"""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.character_references import forbidden
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(article: ParsedArticle) -> Iterator[Problem]:
    """In code it is shown as it was typed."""
    for found in forbidden(article.prose):
        yield article.at(found.start(), _sentence(found[0]), _remedy(found[0]))
    for field in article.fields:
        for found in forbidden(field.typed):
            remedy = _remedy(found[0])
            yield article.problem(field.value_line, 1, _sentence(found[0]), remedy)


def _remedy(reference: str) -> str:
    return gettext("xóa “{reference}” khỏi dòng này.", reference=reference)


def _sentence(reference: str) -> str:
    return gettext(
        "“{reference}” là mã của ký tự điều khiển, không trang nào hiện được.", reference=reference
    )
