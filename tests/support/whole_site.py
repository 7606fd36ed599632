"""Builds the real theme and plugins on a few articles that a test writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blinker import ANY, Signal
from pelican import Pelican, signals
from pelican.settings import read_settings

from tools.places import SETTINGS

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path d="M0 0h16v9H0z"/></svg>'
)


def build_articles(folder: Path, files: Mapping[str, str | bytes], **overrides: Any) -> Path:
    """Writes `files` (by path inside content/) and builds; returns the output folder.

    content/ has one picture, anh/anh.svg. Raises plugins.shared.problems.Refused as a build does.
    """
    content, output = folder / "content", folder / "output"
    for name, text in {"anh/anh.svg": PICTURE, **files}.items():
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = read_settings(
        str(SETTINGS),
        override={
            "PATH": str(content),
            "OUTPUT_PATH": str(output),
            "CHECKS_MEMORY": None,
            **overrides,
        },
    )
    try:
        Pelican(settings).run()
    finally:
        forget_plugins()
    return output


def forget_plugins() -> None:
    """Pelican's signals outlive a build: the next one in this process starts without plugins."""
    for signal in vars(signals).values():
        if isinstance(signal, Signal):
            for receiver in list(signal.receivers_for(ANY)):
                signal.disconnect(receiver)
