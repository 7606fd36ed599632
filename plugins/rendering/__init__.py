"""An editor sees an article before it is saved as it will be: its page, and what is wrong."""

from __future__ import annotations

from pelican import signals
from pelican.generators import Generator

from plugins.rendering.site import site_of
from plugins.shared.contract import Contract
from plugins.shared.process_cache import ProcessCache, wants_site

CONTRACT = Contract(
    needs=(
        "sections",
        "brand",
        "foreign",
        "schema",
        "steps",
        "unsaved_steps",
        "articles",
        "styles",
    ),
    uses=("checked_content",),
)


def leave_site(generators: list[Generator]) -> None:
    """Leaves what showing an unsaved text needs, where somebody will ask."""
    settings = generators[0].settings
    if wants_site(settings):
        process: ProcessCache = settings["PROCESS_CACHE"]
        process.site = site_of(generators)


def register() -> None:
    """Called by Pelican."""
    signals.all_generators_finalized.connect(leave_site)
