"""An address that was ever published goes on working, whatever became of the page or its site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.redirects.checking import CheckedRedirects
from plugins.redirects.generator import RedirectsGenerator, redirect_map
from plugins.redirects.lost import lost_addresses
from plugins.redirects.resolve import file_of
from plugins.redirects.table import read_table
from plugins.shared.contract import Contract
from plugins.shared.portal import portal_of

CONTRACT = Contract(
    gives=("old_addresses",),
    needs=("words", "root", "linked", "head", "list_addresses"),
    uses=("outputs", "lists_key"),
)

__all__ = ["lost_addresses", "redirect_map"]


def add_generator(_pelican: Pelican) -> type[RedirectsGenerator]:
    """Gives Pelican the generator."""
    return RedirectsGenerator


def prepare(pelican: Pelican) -> None:
    """Tells the checks of old addresses."""
    portal = portal_of(pelican.settings)
    portal.old_addresses = CheckedRedirects
    portal.linked.append(files_of_table)


def files_of_table(generator: Generator) -> Iterable[str]:
    """Paths inside content/ of the files that old addresses lead to."""
    settings = generator.settings
    rows, _ = read_table(Path(settings["PATH"]))
    folders = [f"{folder}/" for folder in settings["STATIC_PATHS"]]
    news = (row.new for row in rows if any(folder in row.new for folder in folders))
    return {file_of(new, settings["SITEURL"]) for new in news}


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(add_generator)
