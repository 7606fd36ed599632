"""A page carries just the styles that it uses; all scripts come in one small deferred file."""

from __future__ import annotations

from pathlib import Path

from pelican import Pelican, signals

from plugins.assets.bundle import Bundle
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals, portal_of
from plugins.site.brand import favicon

CONTRACT = Contract(
    gives=("bundle", "styles", "script_address", "script_integrity"),
    needs=("brand",),
    uses=("outputs", "cache"),
)

# Under its own name: browsers and old links ask for it there.
FAVICON = "favicon.svg"


def offer_bundle(pelican: Pelican) -> None:
    settings = pelican.settings
    portal = portal_of(settings)
    theme, own = Path(settings["THEME"]), portal.brand.css
    portal.bundle = bundle = Bundle(theme, settings["PLUGINS"], portal.cache, own)
    add_globals(
        settings,
        styles=bundle.styles,
        script_address=bundle.script_address,
        script_integrity=bundle.script_integrity,
    )


def write_files(pelican: Pelican) -> None:
    portal = portal_of(pelican.settings)
    outputs, bundle = portal.outputs, portal.bundle
    outputs.write(bundle.script_address, bundle.script)
    outputs.write(FAVICON, favicon(portal.brand, Path(pelican.settings["THEME"])))


def register() -> None:
    signals.initialized.connect(offer_bundle)
    signals.finalized.connect(write_files)
