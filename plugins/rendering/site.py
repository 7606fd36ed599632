"""What a build has made known, as far as a page of one article hangs on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.contents import Content
from pelican.generators import Generator

from plugins.assets.bundle import Bundle
from plugins.checks.at_hand import CheckedContent
from plugins.frontmatter.body import Converters, Step
from plugins.shared.portal import Portal, portal_of
from plugins.shared.settings import Settings


@dataclass(frozen=True, eq=False, repr=False)
class BuiltSite:
    """Nothing in it changes any more; the next build leaves another one.

    settings: as the plugins left them; context: what all templates see; environment: Jinja's, with
    the theme; converters, steps: for `render_body`; contents: all articles and pages as lists show
    them, also those that are held back, by path inside content/, None where the head was refused;
    checked: None where nobody checks.
    """

    settings: Settings
    portal: Portal
    context: Mapping[str, Any]
    environment: Environment
    converters: Converters
    steps: tuple[Step, ...]
    contents: Mapping[str, Content | None]
    checked: CheckedContent | None

    @property
    def content_folder(self) -> str:
        """How the paths of articles begin: `content`."""
        return Path(self.settings["PATH"]).name


def site_of(generators: Sequence[Generator]) -> BuiltSite:
    """generators: of a build that has read all articles (`signals.all_generators_finalized`)."""
    first = generators[0]
    settings, portal = first.settings, portal_of(first.settings)
    # The build's own has a cache that is closed with the build.
    bundle = Bundle(Path(settings["THEME"]), settings["PLUGINS"])
    return BuiltSite(
        settings=settings,
        portal=portal,
        context={**first.context, "styles": bundle.styles},
        environment=first.env,
        converters=Converters(settings["MARKDOWN"]),
        steps=tuple((portal.steps | portal.unsaved_steps).values()),
        contents=dict(first.context["generated_content"]),
        checked=portal.checked_content,
    )
