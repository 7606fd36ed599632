"""An address that was ever published goes on working, whatever became of the page or its site."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.redirects.generator import RedirectsGenerator, redirect_map
from plugins.redirects.lost import lost_addresses

__all__ = ["lost_addresses", "redirect_map"]


def add_generator(_pelican: Any) -> type[RedirectsGenerator]:
    return RedirectsGenerator


def register() -> None:
    signals.get_generators.connect(add_generator)
