"""Checks all of content/: each file by itself, remembered by its bytes, then what lies between."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.checks.article import Article, read_article
from plugins.checks.facts import Facts, facts_of
from plugins.checks.memory import Finding, Memory
from plugins.checks.rules import FILE_RULES
from plugins.checks.site import Site
from plugins.checks.site_rules import SITE_RULES
from plugins.frontmatter.schema import Schema
from plugins.problems import Problem

FileRule = Callable[[Article], Iterator[Problem]]
SiteRule = Callable[[Site], Iterator[Problem]]


@dataclass(frozen=True)
class Place:
    """What is checked. articles: folders of articles and pages; static: folders of files."""

    content: Path
    articles: tuple[str, ...]
    static: tuple[str, ...]
    schema: Schema
    site_url: str
    now: datetime


def check(place: Place, memory: Memory | None = None) -> list[Problem]:
    """All problems of all files, sorted by file and line. memory: of earlier runs, is updated."""
    memory = memory or Memory.empty()
    problems: list[Problem] = []
    facts: dict[str, Facts] = {}
    for file in article_files(place):
        path = f"{place.content.name}/{file.relative_to(place.content).as_posix()}"
        data = file.read_bytes()
        finding = memory.recall(path, data)
        if finding is None:
            finding = check_file(path, data, place.schema)
            memory.remember(path, data, finding)
        problems += finding.problems
        if finding.facts:
            facts[path] = finding.facts
    site = Site(
        content=place.content,
        name=place.content.name,
        facts=facts,
        static=place.static,
        folders=place.articles,
        schema=place.schema,
        site_url=place.site_url,
        now=place.now,
        memory=memory,
    )
    for rule in SITE_RULES:
        problems += rule(site)
    memory.forget_unseen()
    return sorted(set(problems))


def check_file(path: str, data: bytes, schema: Schema) -> Finding:
    """A function of these bytes alone, so that it may be remembered. Never raises."""
    article = read_article(path, data, schema)
    problems = [*article.refusals, *(found for rule in FILE_RULES for found in rule(article))]
    return Finding(tuple(sorted(set(problems))), facts_of(article))


def article_files(place: Place) -> Sequence[Path]:
    """Every .md file of the sections and pages, sorted; hidden and temporary ones left out."""
    found = [
        os.path.join(folder, name)  # noqa: PTH118  (ten thousand Paths take a second to sort)
        for top in place.articles
        for folder, _, names in os.walk(place.content / top)
        for name in names
        if name.endswith(".md") and not name.startswith((".", "~$"))
    ]
    return [Path(file) for file in sorted(found)]
