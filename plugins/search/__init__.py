"""Readers search every article in their own browser, however they type, without a server."""

from __future__ import annotations

from pelican import Pelican, signals

from plugins.search.generator import SearchGenerator
from plugins.shared.contract import Contract

CONTRACT = Contract(
    needs=("words", "slugs", "root", "articles", "pages", "list_addresses"),
    uses=("outputs", "cache", "contents"),
)


def add_generator(_pelican: Pelican) -> type[SearchGenerator]:
    """Gives Pelican the generator."""
    return SearchGenerator


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(add_generator)
