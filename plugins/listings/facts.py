"""What is compared of all articles, at hand without their heads."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from plugins.frontmatter.addresses import address_of
from plugins.frontmatter.kinds import ArticleKind, QuestionState, Verdict
from plugins.frontmatter.schema import Head
from plugins.vietnamese.dates import machine_date

FACTS = "facts of all articles"
# What lists showed of an article, as a digest, and its facts then.
Known = tuple[bytes, tuple[Any, ...]]


class Facts(NamedTuple):
    """Plain values only, which a build's state can keep.

    address: as published; answer: as in Card; aliases: as typed; corrected: whether it carries
    corrections; last_change: ISO 8601; pictures: a digest of the names of its files, b"" for none.
    """

    section: str
    address: str
    category: str
    kind: ArticleKind
    answer: QuestionState | Verdict | Literal[""]
    topic: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    aliases: tuple[str, ...]
    corrected: bool
    last_change: str
    pictures: bytes


def facts_of(article: Any) -> Facts:
    head: Head = article.head
    files = "\n".join(getattr(article, "picture_files", ()))
    return Facts(
        head.section,
        address_of(head, str(article.relative_source_path)),
        head.category,
        head.kind,
        answer_of(head),
        head.topic,
        head.tags,
        head.authors,
        head.aliases,
        bool(head.corrections),
        last_change(head),
        sha256(files.encode()).digest()[:16] if files else b"",
    )


def recall_facts(articles: Iterable[Any], state: Any) -> dict[str, Facts]:
    """By path. An article is looked at only where what lists show of it is not as at the last
    build; articles: with the digest of that, `listed`."""
    last: dict[str, Known] = state.recall(FACTS) or {}
    now: dict[str, Known] = {}
    for each in articles:
        path, listed = each.relative_source_path, each.listed
        before = last.get(path)
        if before and before[0] == listed:
            now[path] = before
        else:
            now[path] = listed, tuple(facts_of(each))
    if now != last:
        state.keep(FACTS, now)
    return {path: Facts._make(facts) for path, (_, facts) in now.items()}


def answer_of(head: Head) -> QuestionState | Verdict | Literal[""]:
    if head.question:
        return head.question.state
    return head.claim.verdict if head.claim else ""


def last_change(head: Head) -> str:
    if head.modified:
        return machine_date(head.modified, head.modified_has_time)
    return machine_date(head.date, head.has_time) if head.date else ""
