"""A reader finds the date and the tools of an article: text size, colours, listen, print, share."""

from __future__ import annotations

from pelican import Pelican, signals

from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals
from plugins.shared.settings import read_settings
from plugins.toolbar.settings import ToolbarSettings, refuse_unknown_places

CONTRACT = Contract(gives=("toolbar",), needs=("words",))


def check_settings(pelican: Pelican) -> None:
    """The setting TOOLBAR is read before any article; templates know it as `toolbar`."""
    toolbar = read_settings(ToolbarSettings, pelican.settings.get("TOOLBAR", {}), "TOOLBAR")
    refuse_unknown_places(toolbar)
    add_globals(pelican.settings, toolbar=toolbar)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(check_settings)
