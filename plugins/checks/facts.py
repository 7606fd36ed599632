"""What the rules across files need to know of one article, small enough to keep between runs."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Literal

from plugins.checks.article import Article
from plugins.checks.headings import heading_ids
from plugins.vietnamese.slugs import slugify

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
    """A tag or an author as typed, with its line."""

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

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.date) if self.date else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(data: dict[str, Any]) -> Facts:
    return Facts(
        **data
        | {
            "tags": tuple(Term(**item) for item in data["tags"]),
            "authors": tuple(Term(**item) for item in data["authors"]),
            "references": tuple(LocalReference(**item) for item in data["references"]),
            "anchors": tuple(data["anchors"]),
        }
    )


def facts_of(article: Article) -> Facts | None:
    """None where the head was refused: rules across files leave such a file out."""
    head = article.head
    if head is None:
        return None
    slug = slugify(PurePosixPath(article.path).stem)
    address = f"{head.section}/{head.date:%Y/%m}/{slug}/" if head.date and head.section else slug
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
        address=address if address.endswith("/") else f"{address}/",
        date=head.date.isoformat() if head.date else "",
        date_line=article.key_line("date", "ngày", "ngay"),
        state=head.status,
        tags=tuple(Term(tag, tags_line) for tag in head.tags),
        authors=tuple(Term(author, authors_line) for author in head.authors),
        references=tuple(references),
        anchors=tuple(heading_ids(article.prose)),
    )
