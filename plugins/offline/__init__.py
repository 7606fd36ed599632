"""Readers without a network read again what they read last; the site can stand on a home screen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from pelican import Pelican, signals

from plugins.offline.generator import OfflineGenerator
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals, portal_of
from plugins.shared.settings import in_range, read_settings
from plugins.shared.themes import parts_of_theme
from plugins.site.brand import Brand, icon

CONTRACT = Contract(
    gives=("offline",),
    needs=("words", "slugs", "root", "brand", "pages"),
    uses=("outputs", "lists_key"),
)

MANIFEST = "trang.webmanifest"
ICON_SIZES = (192, 512)


@dataclass(frozen=True)
class OfflineSettings:
    """pages: how many of those read last a browser keeps; 0: none, and what it has goes."""

    pages: int = in_range(20, 0, 200)


def check_settings(pelican: Pelican) -> None:
    """The setting OFFLINE is read before any article; templates know it as `offline`."""
    settings = pelican.settings
    read = read_settings(OfflineSettings, settings.get("OFFLINE", {}), "OFFLINE")
    add_globals(settings, offline=read)


def write_files(pelican: Pelican) -> None:
    """Writes the manifest and the icons that it names."""
    settings = pelican.settings
    portal, theme = portal_of(settings), parts_of_theme(settings)
    icons = [f"bieu-tuong-{size}.png" for size in ICON_SIZES]

    def draw() -> None:
        for name, size in zip(icons, ICON_SIZES, strict=True):
            portal.outputs.write_bytes(name, icon(portal.brand, theme, size))

    portal.outputs.group("icons", icons_key(portal.brand, theme), draw)
    told = manifest(
        settings["SITENAME"],
        settings["DEFAULT_LANG"],
        portal.root,
        icons,
        portal.brand.colours.brand,
    )
    portal.outputs.write(MANIFEST, told)


def icons_key(brand: Brand, theme: Path) -> bytes:
    """Digest of all that they are drawn from."""
    files = sorted((theme / "static").glob("*.*"))
    read = [file.read_bytes() for file in files if file.suffix in (".svg", ".png")]
    return hashlib.sha256(b"\0".join([brand.digest, *read])).digest()


def manifest(name: str, language: str, root: str, icons: list[str], colour: str) -> str:
    """icons: squares whose edges may be cut, of ICON_SIZES; root: without a slash at its end;
    colour: of the bar above the site."""
    data = {
        "name": name,
        "lang": language,
        "id": f"{root}/",
        "start_url": f"{root}/",
        "scope": f"{root}/",
        "display": "minimal-ui",
        "theme_color": colour,
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
    """Gives Pelican the generator."""
    return OfflineGenerator


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
    signals.finalized.connect(write_files)
