"""What the rules across files need to know of one article, small enough to keep between runs."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.frontmatter.addresses import address_of
from plugins.frontmatter.parsed import ParsedArticle
from plugins.links.published import Use
from plugins.vietnamese.slugs import NOT_IN_ADDRESS
from plugins.vietnamese.text import fold

OTHER_SCHEME = re.compile(r"(?:mailto|tel|sms|data|javascript):", re.I)


class EvidenceAddress(NamedTuple):
    """Of a claim's evidence, as typed, with its line."""

    address: str
    line: int


class Outline(NamedTuple):
    """What rules compare between all articles: little, because it is read of every one.

    address: `tin-tuc/2023/…/`; state: "published" or "draft"; moment: when the article appears,
    seconds since 1970, None for a page; tags, authors, aliases, links and what is shown (paths and
    web addresses): as typed; proven: whether it has evidence.
    """

    address: str
    state: str
    moment: float | None
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    links: tuple[str, ...]
    shown: tuple[tuple[Use, str], ...]
    aliases: tuple[str, ...]
    proven: bool

    @property
    def references(self) -> tuple[tuple[Use, str], ...]:
        return (*(("link", typed) for typed in self.links), *self.shown)


class Details(NamedTuple):
    """What rules need besides of the few articles that they say something about.

    date: ISO 8601 with offset, "" for none; lines count from 1; places: line and column of each
    of `Outline.references`; alias_lines: of each alias.
    """

    title: str
    title_line: int
    date: str
    date_line: int
    tags_line: int
    authors_line: int
    places: tuple[tuple[int, int], ...]
    anchors: tuple[str, ...]
    alias_lines: tuple[int, ...]
    evidence: tuple[EvidenceAddress, ...]

    @property
    def plain_title(self) -> str:
        """Equal for two titles that differ in marks, case and punctuation only."""
        return NOT_IN_ADDRESS.sub(" ", fold(self.title)).strip() or self.title


class ArticleFacts(NamedTuple):
    """Of a file that could be read whole."""

    outline: Outline
    details: Details

    @property
    def said(self) -> tuple[object, ...]:
        """Everything but the title, lines and columns."""
        details = self.details
        evidence = tuple(each.address for each in details.evidence)
        return (*self.outline, details.date, details.anchors, evidence)


def facts_of(article: ParsedArticle) -> ArticleFacts | None:
    """None where the head was refused: rules across files leave such a file out."""
    head = article.head
    if head is None:
        return None
    references: list[tuple[Use, str, tuple[int, int]]] = [
        (item.kind, item.target, article.place(item.offset))
        for item in article.references
        if item.target and not OTHER_SCHEME.match(item.target)
    ]
    references += [
        (
            "attachment",
            item.partition("|")[0].strip(),
            (article.field_line("attachments", number), 1),
        )
        for number, item in enumerate(head.attachments)
    ]
    references.sort(key=lambda reference: reference[0] != "link")
    outline = Outline(
        address=address_of(head, article.path),
        state="draft" if head.is_draft else "published",
        moment=head.date.timestamp() if head.date else None,
        tags=head.tags,
        authors=head.authors,
        links=tuple(target for kind, target, _ in references if kind == "link"),
        shown=tuple((kind, target) for kind, target, _ in references if kind != "link"),
        aliases=head.aliases,
        proven=head.claim is not None and bool(head.claim.evidence),
    )
    details = Details(
        title=head.title,
        title_line=article.field_line("title"),
        date=head.date.isoformat() if head.date else "",
        date_line=article.field_line("date"),
        tags_line=article.field_line("tags"),
        authors_line=article.field_line("authors"),
        places=tuple(place for _, _, place in references),
        anchors=article.headings,
        alias_lines=tuple(
            article.field_line("aliases", number) for number in range(len(head.aliases))
        ),
        evidence=tuple(
            EvidenceAddress(source.address, article.field_line("evidence", number))
            for number, source in enumerate(head.claim.evidence if head.claim else ())
        ),
    )
    return ArticleFacts(outline, details)
