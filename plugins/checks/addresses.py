"""Which addresses the published site will have, known before a page is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plugins.checks.facts import Outline
from plugins.frontmatter.schema import Schema
from plugins.vietnamese.slugs import slugify

# The same whatever the content: plugins/listings, plugins/metadata and plugins/opinion.
ALWAYS = (
    "/", "/luu-tru/", "/so-do-trang/", "/tim-kiem/", "/the/", "/tac-gia/", "/404.html",
    "/dinh-chinh/", "/atom.xml", "/rss.xml", "/sitemap.xml", "/robots.txt",
)  # fmt: skip
DATED = re.compile(r"(?P<month>(?P<year>[^/]+/\d{4}/)\d\d/)")


def filtered_lists(schema: Schema) -> Iterator[str]:
    """Where the lists by topic, state and year begin; which there are shows when they are made."""
    yield from (f"/{section.slug}/loc/" for section in schema.sections if section.kinds)


def site_addresses(schema: Schema, articles: Iterable[Outline]) -> Iterator[str]:
    """Root-relative, in no order, some repeated. articles: those that are published."""
    yield from ALWAYS
    for section in schema.sections:
        yield from (f"/{section.slug}/{name}" for name in ("", "atom.xml", "rss.xml"))
        yield from (f"/{section.slug}/{slugify(title)}/" for title in section.categories)
        yield from (f"/{section.slug}/chu-de/{slugify(topic.title)}/" for topic in section.topics)
        if section.kinds:
            yield f"/{section.slug}/cach-lam/"
    tags: set[str] = set()
    authors: set[str] = set()
    for outline in articles:
        yield f"/{outline.address}"
        if dated := DATED.match(outline.address):
            yield f"/{dated['year']}"
            yield f"/{dated['month']}"
        tags.update(outline.tags)
        authors.update(outline.authors)
    yield from (f"/the/{slugify(tag)}/" for tag in tags)
    yield from (f"/tac-gia/{slugify(author)}/" for author in authors)
