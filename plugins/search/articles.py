"""What the search has of the portal's articles and pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pelican.contents import Article, Page

from plugins.images.made import CardPicture
from plugins.images.picture import address_of
from plugins.listings.facts import answer_of
from plugins.search.abbreviations import other_forms
from plugins.search.numbering import UNDATED, UNIX_EPOCH
from plugins.search.texts import Levels, Texts, blocks, shortened
from plugins.shared.portal import Contents
from plugins.vietnamese.slugs import slugify

THUMBNAIL_WIDTH = 360

# What may be found: as plugins/listings leaves it, a plain page has no card.
Searched: TypeAlias = Article | Page


@dataclass(frozen=True)
class ArticleSource:
    """contents: has the articles' texts; states: what to say of a draft, by Card.state; root: the
    site's path, without a slash at its end; of_pages: what is said in place of the category of a
    page; abbreviations: by short form."""

    contents: Contents
    states: Mapping[str, str] = field(default_factory=dict)
    root: str = ""
    of_pages: str = ""
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def address(self, article: Searched) -> str:
        address: str = article.address
        return address

    def when(self, article: Searched) -> tuple[int, int]:
        if isinstance(article, Page):
            return UNDATED, -1
        head = article.head
        minute = head.date.hour * 60 + head.date.minute if head.has_time else -1
        return head.date.toordinal() - UNIX_EPOCH, minute

    def digest(self, article: Searched) -> bytes:
        digest: bytes = getattr(article, "digest", b"")
        state = "" if isinstance(article, Page) else article.card.state
        return digest + state.encode() if state else digest

    def facets(self, article: Searched) -> Iterator[str]:
        if isinstance(article, Page):
            return
        yield article.section
        head = article.head
        if head.category:
            yield f"{article.section}/{slugify(head.category)}"
        if head.kind != "tin":
            # No section's address begins with this sign.
            yield from (f"={facet}" for facet in (head.kind, answer_of(head)) if facet)

    def texts(self, article: Searched) -> Texts:
        levels = levels_of(self.contents.with_text(article))
        others = [[*other_forms("\n".join(texts), self.abbreviations)] for texts in levels]
        return Texts(self._shown(article), levels, others)

    def _shown(self, article: Searched) -> list[object]:
        lead = shortened(article.summary)
        if isinstance(article, Page):
            return [article.address, article.title, lead, self.of_pages, None, ""]
        card = article.card
        picture = card.picture and thumbnail(card.picture, self.root)
        place = card.category or card.section
        state = self.states[card.state] if card.state else ""
        shown = [card.address, card.title, lead, place, picture, state]
        return [*shown, card.answer] if card.answer else shown


def levels_of(article: Searched) -> Levels:
    """Its texts by weight: titles, lead and names, body."""
    if isinstance(article, Page):
        return [article.title], [article.summary], blocks(article.content)
    head = article.head
    told = [part.text for part in (head.question, head.claim) if part]
    lead = [article.summary, *told, *head.tags, *head.authors]
    titles = list(dict.fromkeys((article.card.title, article.title)))
    return titles, lead, blocks(article.content)


def thumbnail(picture: CardPicture, root: str) -> tuple[str, int, int]:
    """(address, width, height) of a small file in a format that every browser here shows."""
    usable = [shown for shown in picture.card if shown.format != "avif"]
    sharp = [shown for shown in usable if shown.width >= THUMBNAIL_WIDTH]
    shown = min(sharp, key=lambda shown: shown.width) if sharp else usable[-1]
    return address_of(shown, root), shown.width, shown.height
