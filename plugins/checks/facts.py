"""What the rules across files need to know of one article, small enough to keep between runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from plugins.checks.article import Article
from plugins.checks.headings import heading_ids
from plugins.frontmatter.addresses import address_of

OTHER_SCHEME = re.compile(r"(?:mailto|tel|sms|data|javascript):", re.I)


@dataclass(frozen=True)
class LocalReference:
    """A path or web address as typed, with its place in the file."""

    kind: Literal["picture", "link", "media", "attachment"]
    target: str
    line: int
    column: int


@dataclass(frozen=True)
class Term:
    """A tag, an author, an old address or that of evidence, as typed, with its line."""

    title: str
    line: int


@dataclass(frozen=True)
class Facts:
    """Of a file that could be read whole. path: `content/tin-tuc/a.md`; address: `tin-tuc/2023/…/`.

    date: ISO 8601 with offset, "" for none; state: "published" or "draft"; lines count from 1.
    """

    path: str
    title: str
    title_line: int
    address: str
    date: str
    date_line: int
    state: str
    tags: tuple[Term, ...]
    authors: tuple[Term, ...]
    references: tuple[LocalReference, ...]
    anchors: tuple[str, ...]
    aliases: tuple[Term, ...]
    evidence: tuple[Term, ...] = ()

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.date) if self.date else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def facts_of(article: Article) -> Facts | None:
    """None where the head was refused: rules across files leave such a file out."""
    head = article.head
    if head is None:
        return None
    references = [
        LocalReference(item.kind, item.target, *article.place(item.offset))
        for item in article.references
        if item.target and not OTHER_SCHEME.match(item.target)
    ]
    attachments_line = article.key_line("attachments", "tệp đính kèm", "tep dinh kem")
    references += [
        LocalReference("attachment", item.partition("|")[0].strip(), attachments_line, 1)
        for item in head.attachments
    ]
    tags_line = article.key_line("tags", "thẻ", "the")
    authors_line = article.key_line("author", "authors", "tác giả", "tac gia")
    return Facts(
        path=article.path,
        title=head.title,
        title_line=article.key_line("title", "tiêu đề", "tieu de"),
        address=address_of(head, article.path),
        date=head.date.isoformat() if head.date else "",
        date_line=article.key_line("date", "ngày", "ngay"),
        state=head.status,
        tags=tuple(Term(tag, tags_line) for tag in head.tags),
        authors=tuple(Term(author, authors_line) for author in head.authors),
        references=tuple(references),
        anchors=tuple(heading_ids(article.prose)),
        aliases=tuple(_aliases(article, head.aliases)),
        evidence=tuple(
            Term(source.address, article.field_line("evidence", number))
            for number, source in enumerate(head.claim.evidence if head.claim else ())
        ),
    )


def _aliases(article: Article, aliases: tuple[str, ...]) -> Iterator[Term]:
    """A YAML list has a line for each."""
    first = article.key_line("aliases", "alias", "địa chỉ cũ", "dia chi cu")
    fields = article.raw.fields if article.raw else ()
    lines = next((field.item_lines for field in fields if field.line == first), ())
    for number, alias in enumerate(aliases):
        yield Term(alias, lines[number] if number < len(lines) else first)
