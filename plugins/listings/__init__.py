"""Readers find articles: by section, category, tag, author and time, and from one to the next."""

from __future__ import annotations

import logging
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.listings.generator import ListingsGenerator
from plugins.listings.own_links import dead_link, files_of_contacts
from plugins.listings.settings import ListingsSettings
from plugins.listings.views import add_page_views, add_views
from plugins.shared.contract import Contract
from plugins.shared.portal import portal_of
from plugins.shared.settings import read_settings

logger = logging.getLogger(__name__)

CONTRACT = Contract(
    gives=(
        *("listings", "articles", "pages", "translations", "published", "list_addresses"),
        "landings",
    ),
    needs=(
        *("site", "sites", "sections", "languages", "words"),
        *("slugs", "root", "linked", "foreign", "head"),
    ),
    uses=("outputs", "cache", "contents", "lists_key"),
)


def check_settings(pelican: Pelican) -> None:
    settings = pelican.settings
    listings = read_settings(ListingsSettings, settings.get("LISTINGS", {}), "LISTINGS")
    portal = portal_of(settings)
    portal.listings = listings
    portal.linked.append(lambda _: files_of_contacts(portal.site, portal.root))


def add_generator(_pelican: Pelican) -> type[ListingsGenerator]:
    return ListingsGenerator


def check_own_links(generators: list[Generator]) -> None:
    """While writing, a page may be yet to come; `publish` refuses every link that leads nowhere."""
    settings = generators[0].settings
    if said := dead_link(portal_of(settings), Path(settings["PATH"])):
        logger.warning(said)


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
    signals.article_generator_finalized.connect(add_views)
    signals.page_generator_finalized.connect(add_page_views)
    signals.all_generators_finalized.connect(check_own_links)
