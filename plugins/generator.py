"""A generator of pages or files that sees what plugins give one another."""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

from plugins.portal import Portal, portal_of


class PortalGenerator(Generator):  # type: ignore[misc]
    settings: dict[str, Any]
    context: dict[str, Any]

    @property
    def portal(self) -> Portal:
        return portal_of(self.settings)
