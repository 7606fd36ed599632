"""Writes the feeds, sitemap.xml and robots.txt."""

from __future__ import annotations

from pelican.contents import Article
from pelican.writers import Writer

from plugins.listings.facts import last_change
from plugins.listings.versions import Version, versions_at
from plugins.metadata.feeds import FEED_LENGTH, make_feed
from plugins.metadata.sitemap import sitemap
from plugins.shared.generator import PortalGenerator
from plugins.site import Section

ROBOTS = "User-agent: *\nAllow: /\n\nSitemap: {address}/sitemap.xml\n"


class MetadataGenerator(PortalGenerator):
    """Writes feeds, sitemap and robots.txt."""

    def generate_output(self, _writer: Writer) -> None:
        """Writes them, unless nothing that they list has changed."""
        self.portal.outputs.group("metadata", self.portal.lists_key, self._write_all)

    def _write_all(self) -> None:
        address = self.settings["SITEURL"]
        portal = self.portal
        articles = portal.articles
        self._feeds("", self.settings["SITENAME"], articles)
        for section in portal.sections:
            own = [article for article in articles if article.section == section.slug]
            self._feeds(section.address, f"{section.title} – {self.settings['SITENAME']}", own)
            if section.kinds:
                self._feeds_by_kind(section, own)
        everything = [*articles, *portal.translations]
        dated = {each.address: last_change(each.head) for each in everything if each.head.section}
        plain = [each.address for each in [*portal.pages, *everything] if not each.head.section]
        paths = [*dated, *plain, *portal.list_addresses]
        self._write("sitemap.xml", sitemap(address, paths, dated, self._versions()))
        self._write("robots.txt", ROBOTS.format(address=address))

    def _versions(self) -> dict[str, tuple[Version, ...]]:
        """By address, of what can be read in more than one language."""
        portal = self.portal
        return {
            each.url: versions
            for translation in portal.translations
            for versions in [versions_at(translation.address, portal.published, portal.languages)]
            for each in versions
        }

    def _feeds_by_kind(self, section: Section, articles: list[Article]) -> None:
        words, slugs = self.portal.words, self.portal.slugs
        for kind in (*section.kinds, "tin"):
            own = [article for article in articles if article.head.kind == kind]
            title = f"{words.kinds[kind]} – {section.title} – {self.settings['SITENAME']}"
            self._feeds(section.address, title, own, below=f"{slugs.kinds[kind]}/")

    def _feeds(self, folder: str, title: str, articles: list[Article], below: str = "") -> None:
        """articles: oldest first; below: where in `folder` a feed of some of its articles is."""
        newest = articles[-FEED_LENGTH:][::-1]
        site, address = self.portal.site, self.settings["SITEURL"]
        language = self.settings["DEFAULT_LANG"]
        for kind in ("atom", "rss"):
            path = f"{folder}{below}{kind}.xml"
            identity = path if below else None
            feed = make_feed(kind, title, site, address, folder, path, newest, language, identity)
            self._write(path, feed)

    def _write(self, path: str, text: str) -> None:
        self.portal.outputs.write(path, text)
