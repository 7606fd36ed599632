"""What an article may say in this site, as its settings and its theme have it."""

from __future__ import annotations

from plugins.frontmatter.schema import Schema
from plugins.frontmatter.templates import template_names
from plugins.shared.settings import Settings
from plugins.site.identity import read_sections


def schema_of(settings: Settings) -> Schema:
    """Raises SettingError for sections that cannot be."""
    of_articles, of_pages = template_names(settings)
    sections = read_sections(settings.get("SECTIONS", ()))
    return Schema(sections, article_templates=of_articles, page_templates=of_pages)
