"""Atom and RSS: the newest articles of the site or a section, for feed readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed
from pelican.contents import Article

from plugins.shared.failures import PageError
from plugins.site import SiteSettings

FEED_LENGTH = 20
# What an empty feed says instead of the time of the build.
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class _Steady:
    def latest_post_date(self) -> datetime:
        latest: datetime = super().latest_post_date() if self.items else BEFORE_ALL  # type: ignore[misc,attr-defined]
        return latest

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        try:
            super().add_item_elements(handler, item)  # type: ignore[misc]
        except Exception as cause:
            raise PageError(item["link"]) from cause


class _Atom(_Steady, Atom1Feed):  # type: ignore[misc]
    pass


class _Rss(_Steady, Rss201rev2Feed):  # type: ignore[misc]
    pass


KINDS: dict[str, Any] = {"atom": _Atom, "rss": _Rss}


def make_feed(
    kind: str,
    title: str,
    site: SiteSettings,
    address: str,
    folder: str,
    path: str,
    articles: Sequence[Article],
    language: str,
    identity: str | None = None,
) -> str:
    """kind: "atom" or "rss"; folder, the page of the same articles, and path: without the site's
    root; articles: newest first; identity: of the feed, where the folder has a feed of its own.
    """
    feed = KINDS[kind](
        title=title,
        link=f"{address}/{folder}",
        feed_url=f"{address}/{path}",
        description=site.description,
        subtitle=site.tagline,
        language=language,
        author_name=site.publisher,
        feed_guid=f"{address}/{folder if identity is None else identity}",
    )
    for article in articles:
        feed.add_item(
            title=article.card.title,
            link=f"{address}/{article.card.address}",
            unique_id=f"{address}/{article.card.address}",
            description=article.summary,
            author_name=", ".join(article.head.authors) or site.publisher,
            categories=[article.card.section, *article.head.tags],
            pubdate=article.head.date,
            updateddate=article.head.modified or article.head.date,
        )
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue()
