"""A page carries just the styles that it uses; all scripts come in one small deferred file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.assets.bundle import Bundle
from plugins.outputs import outputs_of

# Copied under their own names: browsers and old links ask for them there.
PLAIN_FILES = ("favicon.svg",)


def offer_bundle(pelican: Any) -> None:
    settings = pelican.settings
    state = settings.get("PORTAL_STATE")
    memo = state.memo if state else None
    bundle = Bundle(Path(settings["THEME"]), settings["PLUGINS"], memo)
    settings["PORTAL_BUNDLE"] = bundle
    settings["JINJA_GLOBALS"] = {
        **settings["JINJA_GLOBALS"],
        "styles": bundle.styles,
        "script_address": bundle.script_address,
        "script_integrity": bundle.script_integrity,
    }


def write_files(pelican: Any) -> None:
    outputs = outputs_of(pelican.settings)
    bundle: Bundle = pelican.settings["PORTAL_BUNDLE"]
    outputs.write(bundle.script_address, bundle.script)
    for name in PLAIN_FILES:
        outputs.copy(name, Path(pelican.settings["THEME"]) / "static" / name)


def register() -> None:
    signals.initialized.connect(offer_bundle)
    signals.finalized.connect(write_files)
