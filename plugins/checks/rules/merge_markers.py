"""Two versions of a paragraph that Git could not join are never published one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.frontmatter.conflicts import conflict_problem, find_conflicts
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.problems import Problem


def check(article: ParsedArticle) -> Iterator[Problem]:
    """In the body: those in the head are told by the reader of heads."""
    if not article.fields:
        return
    for conflict in find_conflicts(article.text):
        if conflict.line >= article.body_line:
            yield conflict_problem(conflict, article.path)
