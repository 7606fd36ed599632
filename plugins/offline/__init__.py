"""Readers without a network read again what they read last; the site can stand on a home screen."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pelican import Pelican, signals

from plugins.offline.generator import OfflineGenerator
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals, portal_of
from plugins.shared.settings import at_least, read_settings
from plugins.shared.themes import parts_of_theme

CONTRACT = Contract(
    gives=("offline",),
    needs=("words", "root", "pages"),
    uses=("outputs", "lists_key"),
)

MANIFEST = "trang.webmanifest"
ICON_SIZES = (192, 512)


@dataclass(frozen=True)
class OfflineSettings:
    """pages: how many of those read last a browser keeps; 0: none, and what it has goes."""

    pages: int = at_least(0, 20)


def check_settings(pelican: Pelican) -> None:
    """The setting OFFLINE is read before any article; templates know it as `offline`."""
    settings = pelican.settings
    read = read_settings(OfflineSettings, settings.get("OFFLINE", {}), "OFFLINE")
    add_globals(settings, offline=read)


def write_files(pelican: Pelican) -> None:
    settings = pelican.settings
    outputs, root = portal_of(settings).outputs, portal_of(settings).root
    icons = [f"bieu-tuong-{size}.png" for size in ICON_SIZES]
    for icon in icons:
        outputs.copy(icon, parts_of_theme(settings) / "static" / icon)
    outputs.write(MANIFEST, manifest(settings["SITENAME"], root, icons))


def manifest(name: str, root: str, icons: list[str]) -> str:
    """icons: squares whose edges may be cut, of ICON_SIZES; root: without a slash at its end."""
    data = {
        "name": name,
        "lang": "vi",
        "id": f"{root}/",
        "start_url": f"{root}/",
        "scope": f"{root}/",
        "display": "minimal-ui",
        "theme_color": "#8c1c13",
        "background_color": "#ffffff",
        "icons": [
            {
                "src": f"{root}/{icon}",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for icon, size in zip(icons, ICON_SIZES, strict=True)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def add_generator(_pelican: Pelican) -> type[OfflineGenerator]:
    return OfflineGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
    signals.finalized.connect(write_files)
