"""Checks all of content/: each file by itself, remembered by its bytes, then what lies between."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.checks.article import Article, read_article
from plugins.checks.facts import facts_of
from plugins.checks.memory import Finding, Memory, Remembered
from plugins.checks.rules import FILE_RULES
from plugins.checks.site import Site
from plugins.checks.site_rules import SITE_RULES
from plugins.frontmatter.schema import Schema
from plugins.links.files import ARTICLE_SUFFIX, list_files
from plugins.problems import Problem
from plugins.processes import in_processes

FileRule = Callable[[Article], Iterator[Problem]]
DigestOf = Callable[[str], bytes]
SiteRule = Callable[[Site], Iterator[Problem]]


@dataclass(frozen=True)
class Place:
    """What is checked. articles: folders of articles and pages; static: folders of files;
    redirects: whether the site keeps old addresses.
    """

    content: Path
    articles: tuple[str, ...]
    static: tuple[str, ...]
    schema: Schema
    site_url: str
    now: datetime
    redirects: bool = False


def check(
    place: Place, memory: Memory | None = None, digest_of: DigestOf | None = None
) -> list[Problem]:
    """All problems of all files, sorted by file and line.

    memory: of earlier runs, is updated; digest_of: a file's SHA-256, where a build knows it.
    """
    memory = memory or Memory.empty()
    problems: list[Problem] = []
    seen: dict[str, Remembered | None] = {}
    for file in article_files(place):
        digest = digest_of(file) if digest_of else _digest(file)
        seen[file] = memory.recall(_shown(file, place), digest)
    unknown = [file for file, known in seen.items() if known is None]

    def look_at(file: str) -> tuple[bytes, Finding]:
        data = Path(file).read_bytes()
        return hashlib.sha256(data).digest(), check_file(_shown(file, place), data, place.schema)

    for file, found in zip(unknown, in_processes(look_at, unknown), strict=True):
        seen[file] = memory.remember(_shown(file, place), *found)
    articles = {_shown(file, place): known for file, known in seen.items() if known}
    for known in articles.values():
        problems += known.problems

    looked_at_pictures = False

    def look_between_files() -> Iterator[Problem]:
        nonlocal looked_at_pictures
        looked_at_pictures = True
        site = Site(
            content=place.content,
            name=place.content.name,
            facts=memory.facts(articles),
            static=place.static,
            folders=place.articles,
            schema=place.schema,
            site_url=place.site_url,
            now=place.now,
            memory=memory,
            keeps_old=place.redirects,
        )
        for rule in SITE_RULES:
            yield from rule(site)

    problems += memory.between_files(_key_between_files(place, articles), look_between_files)
    memory.forget_unseen(looked_at_pictures)
    return sorted(set(problems))


def _shown(file: str, place: Place) -> str:
    """`content/tin-tuc/a.md`"""
    inside = file.removeprefix(f"{place.content}{os.sep}")
    return f"{place.content.name}/{inside}".replace(os.sep, "/")


def _key_between_files(place: Place, seen: Mapping[str, Remembered]) -> bytes:
    """Of all that the rules across files see: the settings, every article's facts, what is public
    by now, which files there are, and the stat of those that are no articles."""
    now = place.now.timestamp()
    digest = hashlib.sha256(f"{place.site_url}\0{place.redirects}".encode())
    for path, known in seen.items():
        public = known.moment is None or known.moment <= now
        digest.update(f"{path}\0{public}".encode() + known.outline)
    for name in list_files(place.content):
        digest.update(name.encode())
        if not name.endswith(ARTICLE_SUFFIX):
            facts = os.stat(f"{place.content}/{name}")  # noqa: PTH116  (ten thousand Paths are slow)
            digest.update(f"\0{facts.st_size} {facts.st_mtime_ns}".encode())
    return digest.digest()


def _digest(file: str) -> bytes:
    return hashlib.sha256(Path(file).read_bytes()).digest()


def check_file(path: str, data: bytes, schema: Schema) -> Finding:
    """A function of these bytes alone, so that it may be remembered. Never raises."""
    article = read_article(path, data, schema)
    problems = [*article.refusals, *(found for rule in FILE_RULES for found in rule(article))]
    return Finding(tuple(sorted(set(problems))), facts_of(article))


def article_files(place: Place) -> list[str]:
    """Every .md file of the sections and pages, sorted; hidden and temporary ones left out."""
    return sorted(
        os.path.join(folder, name)  # noqa: PTH118  (ten thousand Paths take a second)
        for top in place.articles
        for folder, _, names in os.walk(place.content / top)
        for name in names
        if name.endswith(ARTICLE_SUFFIX) and not name.startswith((".", "~$"))
    )
