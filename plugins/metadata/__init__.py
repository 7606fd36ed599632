"""Search engines, feed readers, libraries and share previews learn what a page is."""

from __future__ import annotations

from functools import partial

from pelican import Pelican, signals

from plugins.metadata.generator import MetadataGenerator
from plugins.metadata.json_ld import article_json_ld, breadcrumb_json_ld, site_json_ld
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals, portal_of

CONTRACT = Contract(
    gives=("article_json_ld", "breadcrumb_json_ld", "site_json_ld"),
    needs=(
        *("site", "brand", "sections", "languages", "words", "slugs", "articles", "pages"),
        *("translations", "published", "list_addresses"),
    ),
    uses=("outputs", "lists_key"),
)


def offer_json_ld(pelican: Pelican) -> None:
    """Templates get what search engines read."""
    logo = portal_of(pelican.settings).brand.logo
    add_globals(
        pelican.settings,
        article_json_ld=partial(article_json_ld, logo=logo),
        breadcrumb_json_ld=breadcrumb_json_ld,
        site_json_ld=partial(site_json_ld, logo=logo),
    )


def add_generator(_pelican: Pelican) -> type[MetadataGenerator]:
    """Gives Pelican the generator."""
    return MetadataGenerator


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(offer_json_ld)
    signals.get_generators.connect(add_generator)
