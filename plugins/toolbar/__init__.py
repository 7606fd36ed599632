"""A reader finds the date and the tools of an article: text size, colours, listen, print, share."""

from __future__ import annotations

from pelican import Pelican, signals

from plugins.shared.contract import Contract
from plugins.shared.messages import gettext
from plugins.shared.portal import add_globals
from plugins.shared.settings import SettingError, read_settings
from plugins.toolbar.settings import PLACES, ToolbarSettings, unknown_place

CONTRACT = Contract(gives=("toolbar",), needs=("words",))


def check_settings(pelican: Pelican) -> None:
    """The setting TOOLBAR is read before any article; templates know it as `toolbar`."""
    toolbar = read_settings(ToolbarSettings, pelican.settings.get("TOOLBAR", {}), "TOOLBAR")
    if unknown := unknown_place(toolbar):
        raise SettingError(
            gettext(
                "TOOLBAR.share: không có “{unknown}”; các tên có: {places}.",
                unknown=unknown,
                places=", ".join(PLACES),
            )
        )
    add_globals(pelican.settings, toolbar=toolbar)


def register() -> None:
    signals.initialized.connect(check_settings)
