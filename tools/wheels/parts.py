"""Which features others can install, and under which names."""

from __future__ import annotations

from dataclasses import dataclass

# Free on PyPI, as are the modules: `pelican-captions` and `pelican-search` are others' there.
PREFIX = "portal"
# Outside of pelican.plugins, of which Pelican loads all modules as plugins.
CORE_PACKAGE = "pelican_portal"
CORE_DISTRIBUTION = "pelican-portal-core"
CORE_SUMMARY = "What the plugins pelican-portal-… share; it is no plugin itself"


@dataclass(frozen=True)
class Part:
    """A folder of plugins/ with a standalone.py and a README.md.

    summary: one line for lists of packages; keywords: what one searches for.
    """

    name: str
    summary: str
    keywords: tuple[str, ...]

    @property
    def module(self) -> str:
        """As PLUGINS may name it, without `pelican.plugins.`."""
        return f"{PREFIX}_{self.name}"

    @property
    def package(self) -> str:
        return f"pelican.plugins.{self.module}"

    @property
    def distribution(self) -> str:
        return f"pelican-{PREFIX}-{self.name}"


PARTS = (
    Part(
        "captions",
        "Pelican plugin: photos, galleries, tables, video and sound become figures with captions",
        ("figure", "figcaption", "caption", "credit"),
    ),
    Part(
        "toolbar",
        "Pelican plugin: text size, listening, printing and sharing above each article",
        ("accessibility", "text size", "read aloud", "share"),
    ),
    Part(
        "images",
        "Pelican plugin: photos become small, responsive and lazy, and tell nothing of the camera",
        ("image", "responsive", "srcset", "lazy", "avif", "webp", "exif"),
    ),
    Part(
        "redirects",
        "Pelican plugin: old addresses lead to the pages of today, by pages, nginx, Caddy, Netlify",
        ("redirect", "alias", "old address", "nginx", "caddy"),
    ),
    Part(
        "search",
        "Pelican plugin: search without a server or a program, with accents or without, half typed",
        ("search", "full text", "vietnamese", "static"),
    ),
    Part(
        "dates",
        "Pelican plugin: 11/12/2023 is 11 December, and a wrong date ends the build",
        ("date", "day first", "dd/mm/yyyy"),
    ),
)
