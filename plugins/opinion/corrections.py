"""Every correction of the site, with the article that it mends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pelican.contents import Article

from plugins.frontmatter.kinds import Correction
from plugins.listings.cards import Card


@dataclass(frozen=True)
class Corrected:
    """A correction and the article that it is of."""

    correction: Correction
    card: Card


def corrections_of(articles: Iterable[Article]) -> list[Corrected]:
    """Oldest first; of one day, by the article's address, then as the article lists them."""
    found = [
        Corrected(correction, article.card)
        for article in articles
        for correction in reversed(article.head.corrections)
    ]
    return sorted(found, key=lambda each: (each.correction.day, each.card.address))
