"""Writes the feeds, sitemap.xml and robots.txt."""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

from plugins.metadata.feeds import FEED_LENGTH, make_feed
from plugins.metadata.sitemap import sitemap
from plugins.outputs import outputs_of
from plugins.site import Section

ROBOTS = "User-agent: *\nAllow: /\n\nSitemap: {address}/sitemap.xml\n"


class MetadataGenerator(Generator):  # type: ignore[misc]
    settings: dict[str, Any]
    context: dict[str, Any]

    def generate_output(self, _writer: Any) -> None:
        outputs_of(self.settings).of_lists("metadata", self._write_all)

    def _write_all(self) -> None:
        address = self.settings["SITEURL"]
        articles = self.context["portal_articles"]
        self._feeds("", self.settings["SITENAME"], articles)
        sections: tuple[Section, ...] = self.settings["PORTAL_SECTIONS"]
        for section in sections:
            own = [article for article in articles if article.section == section.slug]
            self._feeds(section.address, f"{section.title} – {self.settings['SITENAME']}", own)
        dated = {
            article.address: article.modified_machine or article.date_machine
            for article in articles
        }
        plain = [page.address for page in self.context["portal_pages"]]
        lists = self.context["portal_list_addresses"]
        self._write("sitemap.xml", sitemap(address, [*dated, *plain, *lists], dated))
        self._write("robots.txt", ROBOTS.format(address=address))

    def _feeds(self, folder: str, title: str, articles: list[Any]) -> None:
        """articles: oldest first."""
        newest = articles[-FEED_LENGTH:][::-1]
        for kind in ("atom", "rss"):
            path = f"{folder}{kind}.xml"
            site = self.settings["JINJA_GLOBALS"]["site"]
            self._write(
                path, make_feed(kind, title, site, self.settings["SITEURL"], folder, path, newest)
            )

    def _write(self, path: str, text: str) -> None:
        outputs_of(self.settings).write(path, text)
