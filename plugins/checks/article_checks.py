"""What is wrong in one article by itself, whatever else there is in content/."""

from __future__ import annotations

from plugins.checks.facts import facts_of
from plugins.checks.memory import Finding
from plugins.checks.rules import FILE_RULES
from plugins.frontmatter.parsed import ParsedArticle, parse
from plugins.frontmatter.schema import Schema
from plugins.shared.failures import failure_problem
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check_parsed(article: ParsedArticle) -> tuple[Problem, ...]:
    """All problems of the file itself, sorted, those of reading it among them: a function of the
    article alone, so that it may be remembered by its digest."""
    found = (problem for rule in FILE_RULES for problem in rule(article))
    return tuple(sorted({*article.problems, *found}))


def parse_and_check(path: str, data: bytes, schema: Schema) -> tuple[ParsedArticle | None, Finding]:
    """Never raises: where the software failed, that is the one problem, and no article is given."""
    try:
        article = parse(path, data, schema)
        return article, Finding(check_parsed(article), facts_of(article), article.is_draft)
    except Exception as cause:
        failure = failure_problem(path, gettext("kiểm tra"), cause)
        return None, Finding((failure,), None, False, lasting=False)
