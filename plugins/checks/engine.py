"""Checks all of content/: each file by itself, remembered by its bytes, then what lies between."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from plugins.checks.article_checks import parse_and_check
from plugins.checks.memory import Finding, Memory, Remembered
from plugins.checks.site import FileIndex, OldAddresses, RuleInput, Site
from plugins.checks.site_rules import SITE_RULES, SiteRule
from plugins.frontmatter.parsed import pack
from plugins.frontmatter.schema import Schema
from plugins.links.files import ARTICLE_SUFFIX
from plugins.shared.content import Tree, read_tree
from plugins.shared.problems import Problem, marked
from plugins.shared.processes import in_processes

DigestOf = Callable[[str], bytes]


@dataclass(frozen=True)
class Place:
    """What is checked. articles: folders of articles and pages; static: folders of files;
    old_addresses: gives those of a site, where somebody leads them on; own_names: how it and its
    publisher call themselves; ignored: names that nobody reads, as shell patterns.
    """

    content: Path
    articles: tuple[str, ...]
    static: tuple[str, ...]
    schema: Schema
    site_url: str
    now: datetime
    old_addresses: Callable[[Site], OldAddresses] | None = None
    own_names: tuple[str, ...] = ()
    ignored: tuple[str, ...] = (".*", "~$*")


@dataclass(frozen=True)
class Checked:
    """problems: all of all files, sorted by file and line; site: as the rules across files saw it,
    while its memory is open."""

    problems: list[Problem]
    site: Site


def check(place: Place, memory: Memory | None = None) -> list[Problem]:
    """All problems of `place`, sorted."""
    return check_all(place, memory).problems


def check_all(
    place: Place,
    memory: Memory | None = None,
    digest_of: DigestOf | None = None,
    tree: Tree | None = None,
    parsed: dict[str, bytes] | None = None,
) -> Checked:
    """memory: of earlier runs, is updated; digest_of: the SHA-256 of a file, by its path inside
    content/, tree: all files, where a build knows them; parsed: where those go that had to be
    parsed, by path, as `pack` gives them.
    """
    memory = memory or Memory.empty()
    tree = tree or read_tree(place.content, place.ignored)
    digest_of = digest_of or partial(_digest, place.content)
    try:
        return _check(place, tree, memory, digest_of, parsed)
    except sqlite3.DatabaseError:
        memory.begin_anew()
        return _check(place, tree, memory, digest_of, parsed)


def _check(
    place: Place,
    tree: Tree,
    memory: Memory,
    digest_of: DigestOf,
    parsed: dict[str, bytes] | None,
) -> Checked:
    shown = _shown(place, tree)
    seen = {path: memory.recall(path, digest_of(inside)) for path, inside in shown.items()}
    unknown = [path for path, known in seen.items() if known is None]

    def look_at(path: str) -> tuple[bytes, Finding, bytes | None]:
        article, finding = parse_and_check(path, _read(place.content, shown[path]), place.schema)
        record = pack(article) if article and parsed is not None else None
        return article.digest if article else b"", finding, record

    for path, found in zip(unknown, in_processes(look_at, unknown), strict=True):
        digest, finding, record = found
        seen[path] = memory.remember(path, digest, finding)
        if record is not None and parsed is not None:
            parsed[path] = record
    articles = {path: known for path, known in seen.items() if known}

    site = Site(
        content=place.content,
        name=place.content.name,
        tree=tree,
        articles=tuple(articles),
        static=place.static,
        folders=place.articles,
        schema=place.schema,
        site_url=place.site_url,
        now=place.now,
        memory=memory,
        old_addresses=place.old_addresses,
        own_names=place.own_names,
        index=FileIndex(tree.files, place.articles, place.static),
    )
    between: list[Problem] = []
    for rule_input, rules in SITE_RULES.items():
        key = KEYS[rule_input](site, articles)
        between += memory.between_files(rule_input, key, partial(_look_between_files, rules, site))
    memory.forget_other_files()
    own = (problem for known in articles.values() for problem in known.problems)
    problems = {*own, *between}
    named = {problem.path for problem in problems} & articles.keys()
    now = place.now.timestamp()
    return Checked(
        sorted(marked(problems, {path: articles[path].held(now) for path in named})), site
    )


def _look_between_files(rules: Iterable[SiteRule], site: Site) -> Iterator[Problem]:
    return (problem for rule in rules for problem in rule(site))


def _shown(place: Place, tree: Tree) -> dict[str, str]:
    """Paths of articles inside content/, by those that editors know: `content/tin-tuc/a.md`."""
    name = place.content.name
    return {f"{name}/{path}": path for path in articles_in(tree, place)}


def _key_of_titles(site: Site, seen: Mapping[str, Remembered]) -> bytes:
    return _digest_of_all(seen, (known.title for known in seen.values()))


def _key_of_outlines(site: Site, seen: Mapping[str, Remembered]) -> bytes:
    """Of all that the rules across files see: the settings, every article's facts, what is public
    by now, which files there are, and the stat of those that are no articles."""
    now = site.now.timestamp()
    waiting = [path for path, known in seen.items() if known.moment and known.moment > now]
    stats = [
        os.stat(f"{site.content}/{name}")  # noqa: PTH116  (ten thousand Paths are slow)
        for name in site.files
        if not name.endswith(ARTICLE_SUFFIX)
    ]
    others = [(facts.st_size, facts.st_mtime_ns) for facts in stats]
    settings = site.site_url, site.old_addresses is not None, site.own_names
    rest = repr((settings, waiting, others, site.tree.ignored, site.tree.odd)).encode()
    said = (known.said for known in seen.values())
    return _digest_of_all([*site.files, "", *seen], [rest, *said])


def _digest_of_all(names: Iterable[str], facts: Iterable[bytes]) -> bytes:
    written = "\0".join(names).encode("utf-8", "surrogatepass")
    return hashlib.sha256(b"\0".join([written, *facts])).digest()


KEYS: Mapping[RuleInput, Callable[[Site, Mapping[str, Remembered]], bytes]] = {
    "titles": _key_of_titles,
    "outlines": _key_of_outlines,
}


def _read(content: Path, path: str) -> bytes:
    return (content / path).read_bytes()


def _digest(content: Path, path: str) -> bytes:
    return hashlib.sha256(_read(content, path)).digest()


def articles_in(tree: Tree, place: Place) -> list[str]:
    """Every .md file of the sections and pages, inside content/, sorted."""
    return [path for path in tree.below(place.articles) if path.endswith(ARTICLE_SUFFIX)]


def article_files(place: Place) -> list[Path]:
    """The same as files of the disk."""
    tree = read_tree(place.content, place.ignored)
    return [place.content / path for path in articles_in(tree, place)]
