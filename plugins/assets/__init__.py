"""A page carries just the styles that it uses; all scripts come in one small deferred file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.assets.bundle import Bundle

# Copied under their own names: browsers and old links ask for them there.
PLAIN_FILES = ("favicon.svg",)


def offer_bundle(pelican: Any) -> None:
    settings = pelican.settings
    bundle = Bundle(Path(settings["THEME"]), settings["PLUGINS"])
    settings["PORTAL_BUNDLE"] = bundle
    settings["JINJA_GLOBALS"] = {
        **settings["JINJA_GLOBALS"],
        "styles": bundle.styles,
        "script_address": bundle.script_address,
    }


def write_files(pelican: Any) -> None:
    output = Path(pelican.settings["OUTPUT_PATH"])
    bundle: Bundle = pelican.settings["PORTAL_BUNDLE"]
    script = output / bundle.script_address
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(bundle.script, "utf-8", newline="\n")
    for name in PLAIN_FILES:
        shutil.copyfile(Path(pelican.settings["THEME"]) / "static" / name, output / name)


def register() -> None:
    signals.initialized.connect(offer_bundle)
    signals.finalized.connect(write_files)
