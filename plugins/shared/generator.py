"""A generator of pages or files that sees what plugins give one another."""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

from plugins.shared.portal import Portal, portal_of
from plugins.shared.settings import Settings


class PortalGenerator(Generator):  # type: ignore[misc]
    settings: Settings
    context: dict[str, Any]

    @property
    def portal(self) -> Portal:
        return portal_of(self.settings)
