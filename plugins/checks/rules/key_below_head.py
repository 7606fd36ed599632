"""A key that slipped below the head would be published as the article's first words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.frontmatter.keys import known_key
from plugins.problems import Problem

FIRST_LINE = re.compile(
    r"\s*?^[ \t]*(?P<key>[^\W\d_][^:\n]{0,39}?)[ \t]*:[ \t]*(?P<value>.*)$", re.M
)


def check(article: Article) -> Iterator[Problem]:
    """Only the body's first line: further down `Nguồn: …` is the article's own text."""
    if article.head is None or article.raw is None:
        return
    found = FIRST_LINE.match(article.body)
    key = known_key(found["key"]) if found else ""
    if not found or not key or any(known_key(field.key) == key for field in article.raw.fields):
        return
    read = " ".join(found.group().split())[:60]
    sentence = f"dòng “{read}” nằm dưới phần đầu bài nên hiện ra như chữ của bài."
    remedy = "đưa dòng này lên trên dòng “---”; nếu là chữ của bài thì để nguyên."
    yield article.at(found.start("key"), sentence, remedy, "warning")
