"""An editor writes a photo and its caption; the reader gets a figure with caption and credit."""

from __future__ import annotations

from pelican import Pelican, signals

EXTENSION = "plugins.captions.extension"


def add_extension(pelican: Pelican) -> None:
    extensions = pelican.settings["MARKDOWN"].setdefault("extensions", [])
    if EXTENSION not in extensions:
        extensions.append(EXTENSION)


def register() -> None:
    signals.initialized.connect(add_extension)
