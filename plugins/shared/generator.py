"""A generator of pages or files that sees what plugins give one another."""

from __future__ import annotations

from typing import Any

from jinja2 import Template
from pelican.generators import Generator

from plugins.shared.portal import OWN_PREFIX, Portal, portal_of
from plugins.shared.settings import Settings


class PortalGenerator(Generator):  # type: ignore[misc]
    """Has Pelican's settings and context, and the portal of its build."""

    settings: Settings
    context: dict[str, Any]

    def get_template(self, name: str, *, of_theme: bool = False) -> Template:
        """Ours, for a theme from elsewhere may mean something else by the name; of_theme: that
        one's."""
        own = self.portal.foreign and "/" not in name and not of_theme
        template: Template = super().get_template(f"{OWN_PREFIX}{name}" if own else name)
        return template

    @property
    def portal(self) -> Portal:
        """That of this build."""
        return portal_of(self.settings)
