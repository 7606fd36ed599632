"""Search engines, feed readers, libraries and share previews learn what a page is."""

from __future__ import annotations

from pelican import Pelican, signals

from plugins.metadata.generator import MetadataGenerator
from plugins.metadata.json_ld import article_json_ld, breadcrumb_json_ld, site_json_ld
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals

CONTRACT = Contract(
    gives=("article_json_ld", "breadcrumb_json_ld", "site_json_ld"),
    needs=(
        *("site", "sections", "languages", "words", "slugs", "articles", "pages"),
        *("translations", "published", "list_addresses"),
    ),
    uses=("outputs", "lists_key"),
)


def offer_json_ld(pelican: Pelican) -> None:
    add_globals(
        pelican.settings,
        article_json_ld=article_json_ld,
        breadcrumb_json_ld=breadcrumb_json_ld,
        site_json_ld=site_json_ld,
    )


def add_generator(_pelican: Pelican) -> type[MetadataGenerator]:
    return MetadataGenerator


def register() -> None:
    signals.initialized.connect(offer_json_ld)
    signals.get_generators.connect(add_generator)
