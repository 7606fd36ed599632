"""An editor's article, however its head was written, becomes a page or is refused by name."""

from __future__ import annotations

import html
from datetime import UTC, datetime

from markdown.extensions.toc import TocExtension
from pelican import Pelican, signals
from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.readers import Readers

from plugins.frontmatter.footnotes import Footnotes
from plugins.frontmatter.reader import ArticleReader
from plugins.frontmatter.schema import Schema
from plugins.frontmatter.templates import template_names
from plugins.shared.contract import Contract
from plugins.shared.portal import portal_of
from plugins.vietnamese.slugs import heading_slug

CONTRACT = Contract(
    gives=("schema", "steps", "unsaved_steps", "head", "parsed"),
    needs=("site", "sections", "languages", "words", "slugs", "foreign"),
)

# What smartypants writes, as the letters themselves: shorter, and plain in feeds and titles.
SMART_LETTERS = {
    "&#8220;": "“",
    "&#8221;": "”",
    "&#8216;": "‘",
    "&#8217;": "’",
    "&#8230;": "…",
    "&#8212;": "—",
    "&#8211;": "–",
}


def prepare(pelican: Pelican) -> None:
    """Gives the schema, and Markdown the words it says."""
    settings = pelican.settings
    portal = portal_of(settings)
    of_articles, of_pages = template_names(settings)
    portal.schema = Schema(
        portal.sections,
        slugs=portal.slugs,
        languages=tuple(portal.languages),
        article_templates=of_articles,
        page_templates=of_pages,
    )
    # A new dict: the settings file's own may serve another build.
    settings["MARKDOWN"] = settings["MARKDOWN"] | {
        "extensions": [
            *settings["MARKDOWN"]["extensions"],
            TocExtension(slugify=heading_slug),
            Footnotes(portal.words, portal.languages),
        ]
    }
    settings.setdefault("SHOW_UNPUBLISHED", False)
    if settings.get("PUBLISH_TIME") is None:
        settings["PUBLISH_TIME"] = datetime.now(UTC)


def use_our_reader(readers: Readers) -> None:
    """Articles are read by `ArticleReader`."""
    readers.reader_classes["md"] = ArticleReader


def show_letters(content: Content) -> None:
    """Titles and leads are plain text from here on: templates escape them where they stand."""
    if not isinstance(content, Article | Page):
        return
    if "&#8" in content._content:
        for entity, letter in SMART_LETTERS.items():
            content._content = content._content.replace(entity, letter)
    for field in ("title", "summary"):
        content.metadata[field] = html.unescape(content.metadata[field])
    content.title = content.metadata["title"]


def keep_drafts_unwritten(generator: Generator) -> None:
    """Pelican writes each draft, under no name, and stumbles over one without a category."""
    generator.drafts, generator.drafts_translations = [], []


def forget_parsed(generators: list[Generator]) -> None:
    """Once all that was parsed in this build has been read."""
    portal_of(generators[0].settings).parsed.clear()


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(prepare)
    signals.readers_init.connect(use_our_reader)
    signals.content_object_init.connect(show_letters)
    signals.article_generator_finalized.connect(keep_drafts_unwritten)
    signals.all_generators_finalized.connect(forget_parsed)
