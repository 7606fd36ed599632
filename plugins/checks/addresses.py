"""Which addresses the published site will have, known before a page is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plugins.checks.facts import Outline
from plugins.frontmatter.addresses import original_of
from plugins.frontmatter.schema import Schema
from plugins.vietnamese.slugs import slugify

# The same whatever the content: plugins/listings and plugins/metadata.
ALWAYS = ("/", "/404.html", "/atom.xml", "/rss.xml", "/sitemap.xml", "/robots.txt")
DATED = re.compile(r"(?P<month>(?P<year>[^/]+/\d{4}/)\d\d/)")


def filtered_lists(schema: Schema) -> Iterator[str]:
    """Where the lists by topic, state and year begin; which there are shows when they are made."""
    yield from (
        f"/{section.slug}/{schema.slugs.filtered}/" for section in schema.sections if section.kinds
    )


def site_addresses(schema: Schema, articles: Iterable[Outline]) -> Iterator[str]:
    """Root-relative, in no order, some repeated. articles: those that are published."""
    yield from ALWAYS
    slugs = schema.slugs
    own = (slugs.archives, slugs.site_map, slugs.search, slugs.tags, slugs.authors)
    yield from (f"/{slug}/" for slug in (*own, slugs.corrections))
    for section in schema.sections:
        yield from (f"/{section.slug}/{name}" for name in ("", "atom.xml", "rss.xml"))
        yield from (f"/{section.slug}/{slugify(title)}/" for title in section.categories)
        yield from (f"/{topic.address}" for topic in section.topic_terms)
        if section.kinds:
            yield f"/{section.slug}/{slugs.method}/"
    tags: set[str] = set()
    authors: set[str] = set()
    for outline in articles:
        yield f"/{outline.address}"
        if original_of(outline.address, schema.languages[1:]):
            continue  # no list shows a translation
        if dated := DATED.match(outline.address):
            yield f"/{dated['year']}"
            yield f"/{dated['month']}"
        tags.update(outline.tags)
        authors.update(outline.authors)
    yield from (f"/{slugs.tags}/{slugify(tag)}/" for tag in tags)
    yield from (f"/{slugs.authors}/{slugify(author)}/" for author in authors)
