"""What the search has of articles and pages in a site of Pelican's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape

from pelican.contents import Article, Content

from plugins.search.numbering import UNDATED, UNIX_EPOCH
from plugins.search.texts import ANY_TAG, Texts, blocks, shortened


class PelicanSource:
    def __init__(self, of_pages: str) -> None:
        """of_pages: what is said in place of the category of a page."""
        self._of_pages = of_pages

    def address(self, article: Content) -> str:
        address: str = article.url
        return address

    def when(self, article: Content) -> tuple[int, int]:
        if not isinstance(article, Article):
            return UNDATED, -1
        date = article.date
        return date.toordinal() - UNIX_EPOCH, date.hour * 60 + date.minute

    def digest(self, article: Content) -> bytes:
        """Each build makes all anew."""
        return b""

    def facets(self, article: Content) -> Iterator[str]:
        if isinstance(article, Article):
            yield article.category.slug

    def texts(self, article: Content) -> Texts:
        title, body = plain(article.title), blocks(article.content)
        lead = plain(article.metadata.get("summary", "")) or next(iter(body), "")
        is_dated = isinstance(article, Article)
        place = plain(str(article.category)) if is_dated else self._of_pages
        told = [each.name for each in (*getattr(article, "tags", ()), *_authors(article))]
        shown = [article.url, title, shortened(" ".join(lead.split())), place, None, ""]
        return Texts(shown, ([title], [lead, *told], body))


def searched(articles: Iterable[Content], pages: Iterable[Content]) -> list[Content]:
    """What is published of them, with their translations."""
    found = [each for one in (*articles, *pages) for each in (one, *one.translations)]
    return [each for each in found if each.url and each.status == "published"]


def plain(html: str) -> str:
    return unescape(ANY_TAG.sub("", html)).strip()


def _authors(article: Content) -> Iterable[object]:
    authors: Iterable[object] = getattr(article, "authors", ())
    return authors
