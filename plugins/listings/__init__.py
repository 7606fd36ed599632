"""Readers find articles: by section, category, tag, author and time, and from one to the next."""

from __future__ import annotations

from pelican import Pelican, signals

from plugins.listings.generator import ListingsGenerator
from plugins.listings.settings import ListingsSettings
from plugins.listings.views import add_page_views, add_views
from plugins.shared.contract import Contract
from plugins.shared.portal import portal_of
from plugins.shared.settings import read_settings

CONTRACT = Contract(
    gives=("listings", "articles", "pages", "list_addresses", "landings"),
    needs=("sections", "words", "root", "foreign", "head"),
    uses=("outputs", "cache", "contents", "lists_key"),
)


def check_settings(pelican: Pelican) -> None:
    settings = pelican.settings
    listings = read_settings(ListingsSettings, settings.get("LISTINGS", {}), "LISTINGS")
    portal_of(settings).listings = listings


def add_generator(_pelican: Pelican) -> type[ListingsGenerator]:
    return ListingsGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
    signals.article_generator_finalized.connect(add_views)
    signals.page_generator_finalized.connect(add_page_views)
