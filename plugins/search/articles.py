"""What the search has of each article: its words, by where they stand, and a file of its own with
what the reader's list shows of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import TypeAlias

from pelican.contents import Article, Page

from plugins.images.made import CardPicture
from plugins.images.picture import address_of
from plugins.listings.facts import answer_of
from plugins.search.abbreviations import other_forms
from plugins.vietnamese.slugs import slugify

LEAD_LENGTH = 190
THUMBNAIL_WIDTH = 360
INLINE = "a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u"
BLOCK_TAG = re.compile(rf"<(?!/?(?:{INLINE})\b)[^>]*>")
ANY_TAG = re.compile("<[^>]*>")

# What may be found: as plugins/listings leaves it, a plain page has no card.
Searched: TypeAlias = Article | Page
# Texts of title, lead and body.
Levels: TypeAlias = tuple[list[str], list[str], list[str]]


@dataclass(frozen=True)
class Saying:
    """states: what to say of a draft, by Card.state; root: the site's path, without a slash at its
    end; of_pages: what is said in place of the category of a page."""

    states: Mapping[str, str]
    root: str
    of_pages: str


def levels_of(article: Searched) -> Levels:
    if isinstance(article, Page):
        return [article.title], [article.summary], blocks(article.content)
    head = article.head
    told = [part.text for part in (head.question, head.claim) if part]
    lead = [article.summary, *told, *head.tags, *head.authors]
    titles = list(dict.fromkeys((article.card.title, article.title)))
    return titles, lead, blocks(article.content)


def blocks(html: str) -> list[str]:
    """The texts of paragraphs, items and cells: no pair of syllables reaches over their ends."""
    return [
        unescape(ANY_TAG.sub("", block)) for block in BLOCK_TAG.split(html) if not block.isspace()
    ]


def with_other_forms(levels: Levels, abbreviations: Mapping[str, str]) -> list[list[str]]:
    """The other form of each abbreviation beside the one that is said."""
    return [[*texts, *other_forms("\n".join(texts), abbreviations)] for texts in levels]


def facets_of(article: Searched) -> Iterator[str]:
    """What it can be filtered by."""
    if isinstance(article, Page):
        return
    yield article.section
    head = article.head
    if head.category:
        yield f"{article.section}/{slugify(head.category)}"
    if head.kind != "tin":
        # No section's address begins with this sign.
        yield from (f"={facet}" for facet in (head.kind, answer_of(head)) if facet)


def name_of_article(number: int) -> str:
    """Of its file. It tells no bytes: a new text is found under the old name."""
    return f"bai-{number}"


def article_text(article: Searched, levels: Levels, number: int, saying: Saying) -> str:
    """What is shown, in the first line; then the texts that are not, to look for words in. Those of
    the body come before tags and names: a sentence of it tells more."""
    shown = _shown(article, number, saying)
    title, lead, body = levels
    texts = (" ".join(text.split()) for text in chain(title, body, lead))
    return "\n".join([as_json(shown), *(text for text in texts if text and text not in shown)])


def _shown(article: Searched, number: int, saying: Saying) -> list[object]:
    lead = article.summary
    if len(lead) > LEAD_LENGTH:
        lead = lead[:LEAD_LENGTH].rpartition(" ")[0] + "…"
    if isinstance(article, Page):
        return [number, article.address, article.title, lead, saying.of_pages, None, ""]
    card = article.card
    picture = card.picture and thumbnail(card.picture, saying.root)
    place = card.category or card.section
    state = saying.states[card.state] if card.state else ""
    shown = [number, card.address, card.title, lead, place, picture, state]
    return [*shown, card.answer] if card.answer else shown


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def thumbnail(picture: CardPicture, root: str) -> tuple[str, int, int]:
    """(address, width, height) of a small file in a format that every browser here shows."""
    usable = [shown for shown in picture.card if shown.format != "avif"]
    sharp = [shown for shown in usable if shown.width >= THUMBNAIL_WIDTH]
    shown = min(sharp, key=lambda shown: shown.width) if sharp else usable[-1]
    return address_of(shown, root), shown.width, shown.height
