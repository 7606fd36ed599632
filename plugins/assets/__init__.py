"""A page carries just the styles that it uses; all scripts come in one small deferred file."""

from __future__ import annotations

from pelican import Pelican, signals

from plugins.assets.bundle import bundle_of
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals, portal_of
from plugins.shared.themes import parts_of_theme
from plugins.site.brand import favicon

CONTRACT = Contract(
    gives=("bundle", "styles", "script_address", "script_integrity"),
    needs=("brand",),
    uses=("outputs", "cache"),
)

# Under its own name: browsers and old links ask for it there.
FAVICON = "favicon.svg"


def offer_bundle(pelican: Pelican) -> None:
    """Templates get the styles of a page and the script's address."""
    settings = pelican.settings
    portal = portal_of(settings)
    portal.bundle = bundle = bundle_of(settings, portal.brand.css, portal.cache)
    add_globals(
        settings,
        styles=bundle.styles,
        script_address=bundle.script_address,
        script_integrity=bundle.script_integrity,
    )


def write_files(pelican: Pelican) -> None:
    """Writes the script, and the theme's files that no template names."""
    portal = portal_of(pelican.settings)
    outputs, bundle = portal.outputs, portal.bundle
    outputs.write(bundle.script_address, bundle.script)
    outputs.write(FAVICON, favicon(portal.brand, parts_of_theme(pelican.settings)))


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(offer_bundle)
    signals.finalized.connect(write_files)
